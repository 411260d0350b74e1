"""From the answers to a published edition with its first department, and to the way in for its first person."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.db import transaction
from django.http.request import validate_host
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page, Site

from cms.models import DepartmentPage, EditionLanguage, EditionPage, EditionWard, Holding, Post, Role, User

from .form import FoundingForm


@dataclass(frozen=True)
class Founded:
    edition: EditionPage
    department: DepartmentPage
    address: str  # where residents read it
    host_to_allow: str = ""  # the server does not answer to it yet
    person: User | None = None
    invitation: str = ""  # where the person chooses a password


def found(form: FoundingForm) -> Founded:
    """All or nothing. Publishing it has the Release composed: the whole of its base under its own name."""
    answers = form.cleaned_data
    with transaction.atomic():
        edition = form.instance
        edition.locale = Locale.get_default()
        edition.wards = [
            EditionWard(name=name, code=code, sort_order=place)
            for place, (name, code) in enumerate(answers["ward_lines"])
        ]
        edition.languages = [
            EditionLanguage(locale=Locale.objects.get_or_create(language_code=code)[0], sort_order=place)
            for place, code in enumerate(answers["offered"])
        ]
        department = DepartmentPage(
            title=answers["department"],
            slug="fukushi",
            phone=answers["department_phone"],
            is_welfare=True,
            locale=edition.locale,
        )
        _publish(Page.get_first_root_node(), edition)
        _publish(edition, department)
        if answers["host"]:
            Site.objects.create(
                hostname=answers["host"], port=_port(), root_page=edition, site_name=edition.title[:255]
            )
        person = _person(department, answers["login"], answers["mail"]) if answers["login"] else None
    return Founded(
        edition,
        department,
        address=_address(edition, answers["host"]),
        host_to_allow=answers["host"] if not _is_allowed(answers["host"]) else "",
        person=person,
        invitation=invitation(person) if person else "",
    )


def invitation(person: User) -> str:
    """No password is ever shown or sent: the link works once and for a few days."""
    key = urlsafe_base64_encode(force_bytes(person.pk))
    path = reverse("wagtailadmin_password_reset_confirm", args=[key, default_token_generator.make_token(person)])
    return settings.WAGTAILADMIN_BASE_URL + path


def _publish(parent: Page, page: Page) -> None:
    parent.add_child(instance=page)
    page.save_revision(log_action=True).publish()


def _person(department: DepartmentPage, login: str, mail: str) -> User:
    person = User.objects.create_user(login, email=mail)
    department = DepartmentPage.objects.get(pk=department.pk)
    post = Post.objects.create(department=department, title=_("person in charge"), role=Role.WELFARE)
    Holding.objects.create(post=post, person=person)
    return person


def _port() -> int:
    return 443 if urlsplit(settings.WAGTAILADMIN_BASE_URL).scheme == "https" else 80


def _address(edition: EditionPage, host: str) -> str:
    if not host:
        return f"{settings.WAGTAILADMIN_BASE_URL}/{edition.slug}/"
    return f"{urlsplit(settings.WAGTAILADMIN_BASE_URL).scheme}://{host}/"


def _is_allowed(host: str) -> bool:
    return not host or validate_host(host, settings.ALLOWED_HOSTS)
