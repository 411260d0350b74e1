"""The side bar: what one needs every week stands open, the rest in one group, and nothing leads to a refusal."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem

from . import permissions

FOR_PUBLISHERS = {"reports", "images", "releases"}
WHEN_IT_WAITS = ("base-changes", "translations", "record")  # for a clerk: what waits there stands on the desk
FOR_NOBODY = {"help", "documents"}  # Wagtail's guides are in English; a program links to documents elsewhere
SELDOM = ("explorer", "hotlines", "questions", "words", "try-words", "check-readings", "images")
LISTS = {"wagtailadmin_explore", "wagtailadmin_explore_root"}
ORDER = (
    "my-desk",
    "programs",
    "desks",
    "inherited",
    "base-changes",
    "proposals",
    "inquiries",
    "translations",
    "releases",
    "record",
)


def arrange(request, items: list[MenuItem]) -> None:
    hidden = FOR_NOBODY if permissions.is_publisher(request.user) else FOR_NOBODY | FOR_PUBLISHERS
    shown = {item.name: item for item in items if item.name not in hidden}
    names = SELDOM if permissions.is_publisher(request.user) else (*WHEN_IT_WAITS, *SELDOM)
    seldom = [part for name in names if name in shown for part in _flat(shown.pop(name), request)]
    shown["my-desk"] = my_desk(request.path)
    mine = [shown.pop(name) for name in ORDER if name in shown]
    for place, item in enumerate(mine):
        item.order = place
    items[:] = [*mine, *shown.values()]
    if seldom:
        items.append(
            SubmenuMenuItem(_("More"), Menu(items=seldom), name="more", icon_name="dots-horizontal", order=960)
        )


def _flat(item: MenuItem, request) -> list[MenuItem]:
    if item.name == "explorer":
        # its own panel does not open inside a group; with the query it is not lit up while an entry is open
        is_list = getattr(request.resolver_match, "url_name", "") in LISTS
        url = item.url if is_list else f"{item.url}?"
        return [MenuItem(item.label, url, name="all-pages", icon_name=item.icon_name, order=0)]
    return item.menu.menu_items_for_request(request) if isinstance(item, SubmenuMenuItem) else [item]


def my_desk(path: str = "") -> MenuItem:
    """Every address begins with the desk's; with the query it is lit up on the desk alone."""
    url = reverse("wagtailadmin_home")
    return MenuItem(_("My desk"), url if path == url else f"{url}?", name="my-desk", icon_name="home")


class AdaptingItem(MenuItem):
    """For whoever may adapt what an edition inherits."""

    def is_shown(self, request):
        return bool(permissions.editions_of(request.user))
