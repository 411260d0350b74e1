"""What waits on わたしの机 beside proposals. Other rooms add theirs by the hook `waits_for_me`: a function of the user
that returns the fields of such rows.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, Min, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail import hooks
from wagtail.models import Locale
from wagtail.permission_policies.pages import PagePermissionPolicy

from . import permissions
from .inquiry import asking
from .models import Confirmation, DeskPage, HotlinePage, ProgramPage
from .overlay import bases

ENTRIES = {
    ProgramPage: ("programs", gettext_lazy("Programs")),
    DeskPage: ("desks", gettext_lazy("Desks")),
    HotlinePage: ("hotlines", gettext_lazy("Hotlines")),
}


@dataclass
class Thing:
    """One row: the thing, what to do, until when, one button."""

    title: str
    tag: str
    todo: str
    button: str
    url: str
    small: str = ""
    due: date | None = None
    said: str = ""
    tone: str = "go"
    links: tuple[tuple[str, str], ...] = ()  # (text, address) of what the row counts together
    has_time: bool = False  # stands aside: it waits for nobody in particular, and until no day


def waiting(user) -> list[Thing]:
    """A handful of queries, however many entries there are."""
    added = [Thing(**row) for found in hooks.get_hooks("waits_for_me") for row in found(user)]
    return [*added, *_inquiries(user), *_to_confirm(user), *_bases(user), *_entries(user)]


def _inquiries(user) -> Iterator[Thing]:
    for target, number in asking.waiting(user):
        yield Thing(
            title=target.round.name,
            small=target.department.title,
            tag=_("Inquiry"),
            todo=ngettext("%d entry to answer", "%d entries to answer", number) % number,
            button=_("Answer"),
            url=reverse("cms_inquiry_answer", args=[target.pk]),
            due=target.round.deadline,
        )


def _to_confirm(user) -> Iterator[Thing]:
    for target in asking.to_confirm(user):
        yield Thing(
            title=target.round.name,
            small=target.department.title,
            tag=_("Inquiry, head’s confirmation"),
            todo=_("Read what your department answers, and confirm it"),
            button=_("Confirm"),
            url=reverse("cms_inquiry_answer", args=[target.pk]),
            due=target.round.deadline,
        )


def _bases(user) -> Iterator[Thing]:
    for edition in permissions.editions_of(user):
        rows = bases.open_rows(edition)
        paths = tuple(folder.path for folder in permissions.folders_of(user, edition)) if rows else ()
        rows = [row for row in rows if row.page.path.startswith(paths)]
        if rows:
            only = len(rows) == 1
            yield Thing(
                title=rows[0].page.title if only else _("%d entries whose base has changed") % len(rows),
                small=edition.title,
                tag=_("Changes of the base"),
                todo=_("Compare, and choose what your residents read"),
                button=_("Compare"),
                url=reverse("cms_base_change", args=[edition.slug, rows[0].page_id])
                if only
                else reverse("cms_base_changes", args=[edition.slug]),
                tone="wait",
            )


def _entries(user) -> Iterator[Thing]:
    today, confirmed = timezone.localdate(), Exists(Confirmation.objects.filter(page=OuterRef("pk")))
    late = Q(review_due__lte=today)
    for model, (name, label) in ENTRIES.items():
        own = PagePermissionPolicy(model).instances_user_has_permission_for(user, "change")
        own = own.filter(locale=Locale.get_default(), live=True)
        found = own.aggregate(
            never=Count("pk", filter=~confirmed), late=Count("pk", filter=late), since=Min("review_due", filter=late)
        )
        listing = reverse(f"{name}:index")
        if found["late"]:
            yield Thing(
                title=_("%(entries)s: %(number)d past their review date") % {"entries": label, "number": found["late"]},
                tag=_("Review"),
                todo=_("See whether they are still right"),
                button=_("Review"),
                url=f"{listing}?review_due_to={today.isoformat()}",
                due=found["since"],
                tone="wait",
            )
        if found["never"]:
            yield Thing(
                title=_("%(entries)s: %(number)d never confirmed") % {"entries": label, "number": found["never"]},
                tag=_("To confirm"),
                todo=_("See whether they are right, and confirm them"),
                button=_("Confirm"),
                url=f"{listing}?confirmed=never",
                has_time=True,
            )
