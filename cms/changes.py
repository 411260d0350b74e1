"""Which revisions may go out with the next Release. Asked by the Release desk, decided here and nowhere else."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from .models import DepartmentPage, EditionPage

KINDS = {"new": _("new entry"), "amend": _("amended"), "again": _("back in the handbook")}


@dataclass(frozen=True)
class Change:
    """One revision of one page that may go out."""

    page: int
    revision: int
    title: str
    entry: str  # what kind of page it is, in the words of the admin
    kind: str  # one of KINDS
    language: str
    department: str
    by: str  # who approved it; until there are approvals, who wrote it last
    at: datetime
    proposal: str | None = None  # number of the proposal that it was decided with

    @property
    def kind_label(self) -> str:
        return str(KINDS[self.kind])


def pending(edition: EditionPage) -> list[Change]:
    """In the order of the tree. The number of queries does not depend on how many there are."""
    trees = list(EditionPage.objects.filter(translation_key=edition.translation_key))
    departments = dict(_below(trees, DepartmentPage.objects.all()).values_list("path", "title"))
    pages = _below(trees, Page.objects.exclude(latest_revision=None)).filter(_asks_to_go_out(), alias_of=None)
    pages = pages.select_related("latest_revision__user", "content_type", "locale").order_by("path")
    return [_change(page, departments) for page in pages]


def _below(trees: list[EditionPage], pages: QuerySet) -> QuerySet:
    inside = Q(pk__in=[])
    for tree in trees:
        inside |= Q(path__startswith=tree.path)
    return pages.filter(inside)


def _asks_to_go_out() -> Q:
    """A page that was taken out of the handbook asks again only once somebody has written in it since."""
    is_draft = Q(live=True, has_unpublished_changes=True)
    is_new = Q(live=False, first_published_at=None)
    was_taken_up_again = Q(live=False, latest_revision_created_at__gt=F("last_published_at"))
    return is_draft | is_new | was_taken_up_again


def _change(page: Page, departments: dict[str, str]) -> Change:
    revision = page.latest_revision
    above = [page.path[:end] for end in range(len(page.path), 0, -page.steplen)]
    model = page.content_type.model_class()
    return Change(
        page=page.pk,
        revision=revision.pk,
        title=page.draft_title or page.title,
        entry=str(model._meta.verbose_name) if model else "",
        kind="amend" if page.live else "again" if page.first_published_at else "new",
        language=page.locale.language_code,
        department=next((departments[path] for path in above if path in departments), ""),
        by=(revision.user.get_full_name() or revision.user.get_username()) if revision.user else "",
        at=revision.created_at,
    )
