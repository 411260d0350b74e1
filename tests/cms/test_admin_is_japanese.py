"""A day in the admin without an English word: every screen of every role, as far as one click and a list lead."""

import re
from html.parser import HTMLParser

import pytest
from django.conf import settings
from django.urls import reverse

from cms.models import CategoryPage, DepartmentPage, DeskPage, EditionPage, HotlinePage, ProgramPage, QuestionPage
from tests.cms.conftest import department_at
from tests.factories import seat

KINDS = [ProgramPage, DeskPage, HotlinePage, QuestionPage, CategoryPage, DepartmentPage, EditionPage]
ROLES = {
    "clerk": ("mihonshi/jutaku", "drafter"),
    "chief": ("mihonshi/jutaku", "checker"),
    "decider": ("mihonshi/jutaku", "head"),
    "welfare": ("mihonshi/fukushi", "welfare"),
    "national": ("zenkoku/henshubu", "welfare"),
    "admin": None,
}
OF_A_PAGE = [
    "wagtailadmin_pages:edit",
    "wagtailadmin_pages:history",
    "wagtailadmin_pages:usage",
    "wagtailadmin_explore",
]
ACTS = ["wagtailadmin_pages:move", "wagtailadmin_pages:copy", "wagtailadmin_pages:delete"]
NOT_A_SCREEN = re.compile(r"logout|/(sprite|jsi18n|choose|preview)|\.(xlsx|csv|svg)|#|export=", re.ASCII)
SPOKEN = {"title", "aria-label", "placeholder", "alt"}
SILENT = {"script", "style", "template", "svg", "code", "pre"}
WORD = re.compile(r"[A-Za-z]{3,}")
THROUGHOUT = {"welfare", "admin"}  # the others look at what the first screen leads to
ALLOWED = re.compile(
    r"https?://\S+|\S+@\S+|[\w-]*-[\w-]*|[a-z]+/[\w/.-]*|cms\.\w+|localhost|Root|Language|Wagtail|JavaScript"
    r"|URL|Excel|XLSX|CSV|JSON|PDF|HTML|FAX|SNS|LINE|JPEG|PNG|GIF|WEBP|SVG|AVIF",
    re.ASCII,
)


class Visible(HTMLParser):
    """The texts that somebody sees or hears, but for those of other languages."""

    def __init__(self):
        super().__init__()
        self.texts, self.links, self.path = [], [], []

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        hidden = (
            tag in SILENT
            or "hidden" in found
            or found.get("lang", "ja") not in {"ja", ""}
            or "time_zone" in found.get("name", "")
        )
        if not hidden and not any(silent for _tag, silent in self.path):
            self.texts += [value for name, value in attrs if name in SPOKEN and value]
            if tag == "a":
                self.links.append(found.get("href") or "")
        if tag not in {"input", "img", "br", "hr", "meta", "link", "use", "path", "col", "wbr", "source"}:
            self.path.append((tag, tag != "html" and hidden))

    def handle_endtag(self, tag):
        while self.path and any(tag == open_tag for open_tag, _silent in self.path):
            if self.path.pop()[0] == tag:
                break

    def handle_data(self, data):
        if data.strip() and not any(silent for _tag, silent in self.path):
            self.texts.append(data.strip())


def english(texts: list[str], names: set[str]) -> set[str]:
    """What is left when names are taken out."""
    left = re.compile("|".join(map(re.escape, sorted(names, key=len, reverse=True))))
    return {text for text in texts if WORD.search(ALLOWED.sub(" ", left.sub(" ", text)))}


def screens(user) -> list[str]:
    pages = [model.objects.order_by("path").last() for model in KINDS]
    own = [page for page in pages if page and page.permissions_for_user(user).can_edit()]
    of_pages = [reverse(name, args=[page.pk]) for page in own for name in OF_A_PAGE]
    of_pages += [reverse(name, args=[page.pk]) for page in own[:1] for name in ACTS]
    return ["/admin/", "/admin/account/", "/admin/sites/", *of_pages]


@pytest.mark.parametrize("role", ROLES)
def test_no_screen_speaks_english(role, tree, client, django_user_model):
    user = django_user_model.objects.create_user(
        f"職員{list(ROLES).index(role)}", password="geheim-1234", is_superuser=role == "admin"
    )
    if ROLES[role]:
        place, post = ROLES[role]
        seat(user, department_at(*place.split("/")), post, title="主事")
    client.force_login(user)
    first = screens(user)
    waiting, seen, found = list(first), set(), {}
    screens_read = 0
    names = {user.username, user.get_username(), *dict(settings.WAGTAIL_CONTENT_LANGUAGES).values()}
    while waiting:
        address = waiting.pop(0)
        way = address if address in first else re.sub(r"\d+", "0", address)
        if way in seen:
            continue
        seen.add(way)
        response = client.get(address, HTTP_ACCEPT="text/html")
        if response.status_code != 200 or not response["Content-Type"].startswith("text/html"):
            continue
        screens_read += 1
        read = Visible()
        read.feed(response.content.decode())
        found |= dict.fromkeys(english(read.texts, names), address)
        if role not in THROUGHOUT and address != "/admin/":
            continue
        links = (link.partition("?")[0] for link in read.links)
        waiting += [link for link in links if link.startswith("/admin/") and not NOT_A_SCREEN.search(link)]
    assert screens_read > 15
    assert found == {}
