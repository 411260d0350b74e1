"""Rows of a page: which row of one state is which row of the other, and what a row says in one line."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import NamedTuple

from django.db.models import Model, prefetch_related_objects
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from cms import hours
from cms.models import (
    DeskPage,
    EditionPage,
    HotlinePage,
    ProgramMatch,
    ProgramPage,
    QuestionPage,
)
from cms.models.programs import Effect

from .values import shown

WORRY = ("text", "help_text", "urgency", "sensitive", "audience")


@dataclass(frozen=True)
class Rows:
    """One relation. `keys` tell rows apart, the surest first: a new row has no id until it is published."""

    relation: str
    label: Promise
    keys: tuple[str, ...]
    names: tuple[str, ...]  # fields that say what the row says
    related: str = ""  # the row points to something with a name of its own
    is_ordered: bool = True  # the order means something to residents
    as_one: Callable[[list[Model]], str] | None = None  # all rows are one line, as offices write it


def _week(rows: list[Model]) -> str:
    return hours.written((row.weekday, row.opens, row.closes) for row in rows)


WEEK = Rows("weekly_hours", _("Weekly hours"), ("weekday",), ("weekday", "opens", "closes"), as_one=_week)


class Moved(NamedTuple):
    name: str
    old_place: int
    new_place: int


RELATIONS: dict[type[Page], tuple[Rows, ...]] = {
    ProgramPage: (
        Rows("desks", _("Desks"), ("desk_id",), ("desk",), related="desk"),
        Rows(
            "matches",
            _("Worries that bring this program"),
            ("worry_id",),
            ("worry", "effect", "weight", "reason"),
            related="worry",
        ),
        Rows("links", _("Links"), ("url", "label", "pk"), ("label", "url")),
    ),
    DeskPage: (
        Rows("phones", _("Phones"), ("number", "pk", "label"), ("label", "number", "extension", "note")),
        WEEK,
        Rows("wards", _("Wards served"), ("name",), ("name",), is_ordered=False),
    ),
    HotlinePage: (
        WEEK,
        Rows("worries", _("Worries it belongs to"), ("worry_id",), ("worry", "rank"), related="worry"),
    ),
    QuestionPage: (Rows("worries", _("Worries"), ("number_id", "pk", "text"), WORRY),),
    EditionPage: (
        Rows("languages", _("Languages beside Japanese"), ("locale_id",), ("locale",), related="locale"),
        Rows("wards", _("Wards"), ("name",), ("name", "code")),
    ),
}


def rows_of(page: Page | None, kind: Rows) -> list[Model]:
    """The page's own rows; an adaptation that names no desk has those of its base entry."""
    if page is None:
        return []
    own = list(getattr(page, kind.relation).all())
    base = getattr(page, "base", None) if kind.relation == "desks" and not own else None
    return list(base.desks.all()) if base else own


def fetch_names(kind: Rows, rows: Iterable[Model]) -> None:
    """The names that rows point to, in one query for all of them."""
    rows = list(rows)
    if kind.related and rows:
        prefetch_related_objects(rows, kind.related)


def paired(kind: Rows, old: list[Model], new: list[Model]) -> list[tuple[Model | None, Model | None]]:
    """Each row with its other self, in the order of the new state; what is gone comes last."""
    partner: dict[int, Model] = {}
    left = list(old)
    for name in kind.keys:
        for row in new:
            key = getattr(row, name)
            if id(row) in partner or key in (None, ""):
                continue
            found = next((other for other in left if getattr(other, name) == key), None)
            if found is not None:
                partner[id(row)] = found
                left.remove(found)
    return [(partner.get(id(row)), row) for row in new] + [(row, None) for row in left]


def moved(kind: Rows, pairs: list[tuple[Model | None, Model | None]], old: list[Model]) -> list[Moved]:
    """The rows that stay and stand elsewhere; those that keep their order among each other have not moved."""
    now = [id(before) for before, after in pairs if before is not None and after is not None]
    then = [id(row) for row in old if id(row) in now]
    if not kind.is_ordered or now == then:
        return []
    blocks = SequenceMatcher(None, then, now, autojunk=False).get_matching_blocks()
    kept = {key for block in blocks for key in then[block.a : block.a + block.size]}
    rows = {id(row): row for row in old}
    return [Moved(name_of(kind, rows[key]), then.index(key) + 1, now.index(key) + 1) for key in now if key not in kept]


def name_of(kind: Rows, row: Model) -> str:
    """What a clerk would call the row."""
    return _said(row, kind.names[0])


def line(kind: Rows, row: Model) -> str:
    """All that the row says. A match tells its strength only where it brings the program."""
    match row:
        case ProgramMatch() if row.effect == Effect.MATCH:
            names = ("worry", "weight", "reason")
        case ProgramMatch():
            names = ("worry", "effect", "reason")
        case _:
            names = kind.names
    return "　".join(text for name in names if (text := _said(row, name)))


def _said(row: Model, name: str) -> str:
    field = row._meta.get_field(name)
    if not field.is_relation:
        return _named(row, name, shown(row, field))
    other = getattr(row, name)
    return str(other.title if isinstance(other, Page) else other) if other is not None else ""


def _named(row: Model, name: str, text: str) -> str:
    """Signs that would not speak for themselves bring the name of their field."""
    if not text or name not in {"weight", "rank", "urgency", "sensitive", "extension", "effect"}:
        return text
    return f"{row._meta.get_field(name).verbose_name}：{text}"
