"""The difference of two states of a page, field by field, in the names that the edit screen uses.

difference(page_live, page_draft)     # either may be None: a new entry, or one that goes
differences(pairs)                    # of several pages
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from django.db.models import Model
from django.utils.translation import gettext as _
from wagtail.models import Page, Revision

from cms.models.questions import Audience

from .rows import RELATIONS, Moved, Rows, fetch_names, line, moved, name_of, paired, rows_of
from .texts import Piece, pieces
from .values import STAFF, STEERS, fields_of, shown


class Act(StrEnum):
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"


class Reach(StrEnum):
    """Whom a change concerns."""

    READ = "read"  # residents read it
    STEERS = "steers"  # decides what residents get
    STAFF = "staff"  # leaves the admin in no case


@dataclass(frozen=True)
class Change:
    """One field, or one row. `name` and `row` together address it: ("summary", ""), ("matches", "12")."""

    name: str
    label: str
    act: Act
    old: str
    new: str
    reach: Reach = Reach.READ
    row: str = ""
    old_is_inherited: bool = False  # the base edition's text
    new_is_inherited: bool = False
    pieces: tuple[Piece, ...] = field(default=(), compare=False)

    @property
    def anchor(self) -> str:
        return f"{self.name}-{self.row}" if self.row else self.name


@dataclass(frozen=True)
class Difference:
    title: str
    kind: str  # 制度, 窓口 …
    page: int | None
    changes: tuple[Change, ...]
    old_revision: int | None = None
    new_revision: int | None = None
    is_new: bool = False
    is_gone: bool = False

    @property
    def for_others(self) -> tuple[Change, ...]:
        """What may leave the department: papers, mails, guests."""
        return tuple(change for change in self.changes if change.reach != Reach.STAFF)

    @property
    def labels(self) -> list[str]:
        """The names of what changed, each once."""
        return list(dict.fromkeys(change.label for change in self.for_others))


def difference(
    old: Page | None, new: Page | None, old_revision: int | None = None, new_revision: int | None = None
) -> Difference:
    page = new if new is not None else old
    if page is None:
        raise ValueError("a difference needs at least one state")
    return Difference(
        title=_title(page)[0],
        kind=str(page._meta.verbose_name),
        page=page.pk,
        changes=(*_fields(old, new, page), *_relations(old, new, page)),
        old_revision=old_revision,
        new_revision=new_revision,
        is_new=old is None,
        is_gone=new is None,
    )


def between(old: Revision | None, new: Revision | None) -> Difference:
    """Of two kept versions; none where the entry is new, or where it goes."""
    states = (revision.as_object() if revision is not None else None for revision in (old, new))
    return difference(*states, *(revision.pk if revision is not None else None for revision in (old, new)))


def live_and_draft(page: Page) -> Difference:
    """What residents read now, and what the newest draft would make of it."""
    live = page.specific_class.objects.get(pk=page.pk) if page.live else None  # not what somebody holds in memory
    draft = page.get_latest_revision_as_object()
    return difference(live, draft, page.live_revision_id if page.live else None, page.latest_revision_id)


def lines(page: Page) -> Iterator[tuple[str, str]]:
    """Name and text of everything that residents read or that decides what they get, as if all were new."""
    for change in difference(None, page).for_others:
        yield change.label, change.new


# Fields


def _fields(old: Page | None, new: Page | None, page: Page) -> Iterator[Change]:
    yield from _change("title", _("Title"), _title(old), _title(new), Reach.READ)
    for item in fields_of(type(page)):
        reach = Reach.STAFF if item.name in STAFF else Reach.STEERS if item.name in STEERS else Reach.READ
        before, after = (_value(state, item) for state in (old, new))
        yield from _change(item.name, str(item.verbose_name), before, after, reach)


def _change(
    name: str, label: str, old: tuple[str, bool], new: tuple[str, bool], reach: Reach = Reach.READ
) -> Iterator[Change]:
    """A text that is now written by the city itself is a change, even while it says the same."""
    if old == new or not (old[0] or new[0]):
        return
    act = Act.ADDED if not old[0] else Act.REMOVED if not new[0] else Act.CHANGED
    yield Change(name, label, act, old[0], new[0], reach, "", old[1], new[1], pieces(old[0], new[0]))


def _title(page: Page | None) -> tuple[str, bool]:
    if page is None:
        return "", False
    base = getattr(page, "base", None)
    is_inherited = bool(base) and getattr(page, "inherit_title", False)
    return (base.title, True) if is_inherited else (page.title, False)


def _value(page: Page | None, item) -> tuple[str, bool]:
    """The text and whether it is the base entry's, which speaks where an adaptation is silent."""
    if page is None:
        return "", False
    own = shown(page, item)
    base = getattr(page, "base", None)
    says_nothing = not own or (item.name == "target_audience" and page.target_audience == Audience.SELF)
    if not says_nothing or base is None or item.name in STAFF | STEERS or not isinstance(base, type(page)):
        return own, False
    inherited = shown(base, item)
    return inherited, bool(inherited)


# Rows


def _relations(old: Page | None, new: Page | None, page: Page) -> Iterator[Change]:
    for kind in RELATIONS.get(type(page), ()):
        before, after = rows_of(old, kind), rows_of(new, kind)
        if kind.as_one:
            yield from _change(
                kind.relation, str(kind.label), (kind.as_one(before), False), (kind.as_one(after), False)
            )
            continue
        fetch_names(kind, [*before, *after])
        pairs = paired(kind, before, after)
        for gone, come in pairs:
            yield from _row(kind, gone, come)
        if elsewhere := moved(kind, pairs, before):
            yield _order(kind, elsewhere)


def _row(kind: Rows, old: Model | None, new: Model | None) -> Iterator[Change]:
    before, after = (line(kind, row) if row is not None else "" for row in (old, new))
    if before == after:
        return
    act = Act.ADDED if old is None else Act.REMOVED if new is None else Act.CHANGED
    key = str(getattr(new if new is not None else old, kind.keys[0]) or name_of(kind, new or old))
    yield Change(kind.relation, str(kind.label), act, before, after, Reach.READ, key, pieces=pieces(before, after))


def _order(kind: Rows, rows: list[Moved]) -> Change:
    place = _("%(row)s (no. %(place)d)")
    before = "、".join(place % {"row": row.name, "place": row.old_place} for row in rows)
    after = "、".join(place % {"row": row.name, "place": row.new_place} for row in rows)
    label = _("%(rows)s: order") % {"rows": kind.label}
    return Change(kind.relation, label, Act.MOVED, before, after, row="order", pieces=pieces(before, after))
