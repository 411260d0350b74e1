"""The base under an adaptation: which text of it was confirmed, whether it says something else now, and the answer."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from cms.models import BaseConfirmation, EditionPage, ProgramPage
from cms.models.programs import Change

from . import reading
from .fields import INHERITED, Texts, covered

GONE: Texts = {}  # what is inherited where the bases no longer show the entry


def confirm(page: ProgramPage, texts: Texts, user=None) -> BaseConfirmation:
    """The adaptation holds beside this text of its base; the confirmation before is answered by it."""
    now = timezone.now()
    with transaction.atomic():
        BaseConfirmation.objects.filter(page=page, answered_at=None).update(answered_at=now)
        return BaseConfirmation.objects.create(
            page=page,
            base_revision_id=_live_revision(page),
            texts=_kept(texts),
            confirmed_by=user,
            confirmed_at=now,
        )


def begin(page: ProgramPage) -> None:
    """An adaptation that came from a file or by hand counts as written beside the base of today."""
    if page.change != Change.OWN and not page.base_confirmations.exists():
        entry = _below(page)
        if entry is not None:
            confirm(page, entry)


def base_changed(number: int) -> list[BaseConfirmation]:
    """An entry went out, or was withdrawn: every adaptation of it that stands over what changed becomes a to-do. The
    new ones come back.
    """
    current = BaseConfirmation.objects.filter(
        page__number=number, page__change__in=[Change.ADAPT, Change.HIDE], answered_at=None
    )
    rows = list(current.select_related("page"))
    if not rows:
        return []
    own, editions = reading.newest([row.page_id for row in rows]), reading.editions_with_bases()
    found: list[BaseConfirmation] = []
    seen: dict[tuple[str, ...], Texts] = {}  # cities on the same bases inherit the same
    for row in rows:
        bases = reading.bases_of(next(edition for edition in editions if row.page.path.startswith(edition.path)))
        line = tuple(base.path for base in bases)
        if line not in seen:
            entry = reading.below_on(bases, [number]).get(number)
            seen[line] = _kept(entry.texts) if entry else GONE
        if _mark(row, own[row.page_id], seen[line]):
            found.append(row)
    return found


def open_rows(edition: EditionPage) -> list[BaseConfirmation]:
    """To-dos of an edition that nobody has answered yet, the oldest first."""
    rows = BaseConfirmation.objects.filter(
        page__path__startswith=edition.path, answered_at=None, outdated_since__isnull=False
    )
    return list(rows.select_related("page__content_type").order_by("outdated_since", "pk"))


def _mark(row: BaseConfirmation, own: Texts, now: Texts) -> bool:
    """Whether it has become a to-do by this."""
    outdated = not now or bool(covered(own, row.texts, now))
    if outdated != (row.outdated_since is not None):
        row.outdated_since = timezone.now() if outdated else None
        row.save(update_fields=["outdated_since"])
        return outdated
    return False


def _below(page: ProgramPage) -> Texts | None:
    entry = reading.below_page(page)
    return entry.texts if entry else None


def _live_revision(page: ProgramPage) -> int | None:
    return page.base.live_revision_id if page.base_id else None


def _kept(texts: Texts) -> Texts:
    names: Iterable[str] = ("title", "reading", *INHERITED, "desks", "matches", "links")
    return {name: texts.get(name) for name in names}
