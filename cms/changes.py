"""Which revisions may go out with the next Release. Asked by the Release desk, decided here and nowhere else.

What lies in a department's folder goes out as it was decided, and not before: the very version of the decided
proposal, whatever has been written since. An edition that has named nobody who decides goes by its drafts.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from django.conf import settings
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import Page, Revision

from .models import (
    DepartmentPage,
    EditionPage,
    Post,
    ProgramPage,
    ProposalItem,
    QuestionPage,
    Role,
    TranslationVersion,
    User,
)
from .models.editions import edition_of
from .models.proposals import State

KINDS = {
    "new": _("new entry"),
    "amend": _("amended"),
    "adapt": _("rewritten or added to in this city"),
    "hide": _("not shown in this city"),
    "again": _("back in the handbook"),
    "end": _("stops being shown"),
}


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
    path: str = ""
    needs_decision: bool = False
    ends: bool = False  # it goes out of the handbook

    @property
    def kind_label(self) -> str:
        return str(KINDS[self.kind])


def pending(edition: EditionPage) -> list[Change]:
    """In the order of the tree. The number of queries does not depend on how many there are."""
    offered = drafts(edition)
    if not has_deciders(edition):
        return offered
    unchecked = _in_the_place_of_checked(offered)
    free = [change for change in offered if not change.needs_decision and change.revision not in unchecked]
    return sorted([*free, *_decided(edition)], key=lambda change: change.path)


def drafts(edition: EditionPage) -> list[Change]:
    """Everything that was written and is not out: what an emergency may publish before anybody has decided."""
    trees = _trees(edition)
    pages = _below(trees, Page.objects.exclude(latest_revision=None)).filter(_asks_to_go_out(), alias_of=None)
    pages = pages.select_related("latest_revision__user", "content_type", "locale").order_by("path")
    departments = _departments(trees)
    return [_change(page, page.latest_revision, departments, edition) for page in pages]


def has_deciders(edition: EditionPage) -> bool:
    return Post.objects.descendants_of(edition).filter(role=Role.HEAD).exists()


def _in_the_place_of_checked(offered: list[Change]) -> set[int]:
    """Revisions of translations that nobody has checked, where residents read one that somebody has."""
    versions = TranslationVersion.objects.filter(
        page__in=[c.page for c in offered if c.language != settings.LANGUAGE_CODE]
    )
    live = versions.filter(revision=F("page__live_revision"), checked_at__isnull=False).values("page")
    return set(versions.filter(page__in=live, checked_at=None).values_list("revision", flat=True))


def _decided(edition: EditionPage) -> list[Change]:
    """Of several decisions on one page the newest counts; what residents read already is out."""
    states = [State.DECIDED, State.SCHEDULED]
    items = ProposalItem.objects.filter(proposal__edition=edition, proposal__state__in=states)
    items = items.exclude(page=None).exclude(revision=None)
    items = items.exclude(ends=False, revision=F("page__live_revision")).exclude(ends=True, page__live=False)
    items = items.select_related("page__content_type", "page__locale", "revision__user", "proposal")
    newest = {item.page_id: item for item in items.order_by("proposal__decided_at", "pk")}
    departments = _departments([edition])
    return [
        replace(
            _change(item.page, item.revision, departments, edition),
            title=item.title,
            by=item.proposal.decided_as,
            at=item.proposal.decided_at,
            proposal=item.proposal.number,
            **({"ends": True, "kind": "end"} if item.ends else {}),
        )
        for item in newest.values()
    ]


def ending(edition: EditionPage) -> set[int]:
    """Revisions that stand for the end of their page: what was decided on is that nobody reads it any more."""
    return {change.revision for change in _decided(edition) if change.ends}


def end(page: Page, user: User | None) -> None:
    """Nobody reads it any more, in no language; its permanent numbers become tombstones. The page itself stays."""
    edition = edition_of(page).slug
    for one in Page.objects.filter(translation_key=page.translation_key, live=True).specific():
        UnpublishPageAction(one, user=user).execute(skip_permission_checks=True)
    if isinstance(page, ProgramPage) and page.base_id is None and page.number:
        page.number.retire(edition=edition)
    if isinstance(page, QuestionPage):
        for worry in page.worries.exclude(number=None).select_related("number"):
            worry.number.retire(edition=edition)


def _trees(edition: EditionPage) -> list[EditionPage]:
    """The edition in every language."""
    return list(EditionPage.objects.filter(translation_key=edition.translation_key))


def _departments(trees: list[EditionPage]) -> dict[str, str]:
    return dict(_below(trees, DepartmentPage.objects.all()).values_list("path", "title"))


def _below(trees: list[EditionPage], pages: QuerySet) -> QuerySet:
    inside = Q(pk__in=[])
    for tree in trees:
        inside |= Q(path__startswith=tree.path)
    return pages.filter(inside)


def _kind(page: Page, revision: Revision) -> str:
    overlays = revision.content.get("change")
    if overlays == "hide" or (overlays == "adapt" and not page.live):
        return str(overlays)
    return "amend" if page.live else "again" if page.first_published_at else "new"


def _asks_to_go_out() -> Q:
    """A page that was taken out of the handbook asks again only once somebody has written in it since."""
    is_draft = Q(live=True, has_unpublished_changes=True)
    is_new = Q(live=False, first_published_at=None)
    was_taken_up_again = Q(live=False, latest_revision_created_at__gt=F("last_published_at"))
    return is_draft | is_new | was_taken_up_again


def _change(page: Page, revision: Revision, departments: dict[str, str], edition: EditionPage) -> Change:
    above = [page.path[:end] for end in range(len(page.path), 0, -page.steplen)]
    model = page.content_type.model_class()
    return Change(
        page=page.pk,
        revision=revision.pk,
        title=page.draft_title or page.title,
        entry=str(model._meta.verbose_name) if model else "",
        kind=_kind(page, revision),
        language=page.locale.language_code,
        department=next((departments[path] for path in above if path in departments), ""),
        by=(revision.user.get_full_name() or revision.user.get_username()) if revision.user else "",
        at=revision.created_at,
        path=page.path,
        needs_decision=page.path.startswith(edition.path) and page.depth > edition.depth + 1,
    )
