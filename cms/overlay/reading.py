"""The overlay of one edition, read with as many queries for three thousand entries as for three."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Q

from cms.models import DepartmentPage, EditionPage, ProgramDesk, ProgramLink, ProgramMatch, ProgramPage
from cms.models.editions import edition_of
from cms.models.programs import Change

from .fields import INHERITED, Texts, resolved, state_of_entry

COLUMNS = ("pk", "number_id", "path", "live", "change", "title", "reading", "inherit_title", *INHERITED)
OWN_COLUMNS = (*COLUMNS, "has_unpublished_changes", "draft_title", "latest_revision__content")


@dataclass(frozen=True)
class Below:
    """An entry as an edition inherits it."""

    page: int  # of the nearest entry, to which an adaptation points
    scope: str  # who wrote that
    texts: Texts


@dataclass
class Own:
    """What an edition itself has written about an entry, its newest draft included."""

    page: int
    department: str
    live: bool
    is_draft: bool  # residents do not read this state yet
    texts: Texts


@dataclass
class Line:
    number: int
    title: str
    kind: str
    below: Below | None
    own: Own | None
    state: str = field(init=False)

    def __post_init__(self):
        self.state = state_of_entry(self.own and self.own.texts, self.below.texts if self.below else {})


def bases_of(edition: EditionPage) -> list[EditionPage]:
    """Nearest first, as far as they are published."""
    found = []
    for base in edition.chain()[1:]:
        if not base.live or base in found:
            break
        found.append(base)
    return found


def editions_with_bases() -> list[EditionPage]:
    """All of them, with their bases at hand."""
    editions = list(EditionPage.objects.order_by("-path"))
    by_key = {edition.pk: edition for edition in editions}
    for edition in editions:
        edition.base = by_key.get(edition.base_id)
    return editions


def below(edition: EditionPage, numbers: Iterable[int] | None = None, rows: bool = True) -> dict[int, Below]:
    """Number of the entry → what the edition inherits; all of them when none is named. In the order of the tree."""
    return below_on(bases_of(edition), numbers, rows)


def below_on(bases: list[EditionPage], numbers: Iterable[int] | None = None, rows: bool = True) -> dict[int, Below]:
    pages = ProgramPage.objects.live().filter(_inside(bases)).order_by("path") if bases else ProgramPage.objects.none()
    if numbers is not None:
        pages = pages.filter(number_id__in=list(numbers))
    layers: dict[int, list[tuple[int, Texts]]] = defaultdict(list)
    found = list(pages.values(*COLUMNS))
    with_rows = rows_of([page["pk"] for page in found]) if rows else {}
    for page in found:
        place = next(place for place, base in enumerate(bases) if page["path"].startswith(base.path))
        layers[page["number_id"]].append((place, {**page, **with_rows.get(page["pk"], {})}))
    return {
        number: Below(nearest["pk"], bases[place].scope_label, texts)
        for number, pages_of in layers.items()
        for place, nearest in [min(pages_of, key=lambda layer: layer[0])]
        if (texts := resolved(page for _, page in sorted(pages_of, key=lambda layer: layer[0]))) is not None
    }


def own(edition: EditionPage, numbers: Iterable[int] | None = None) -> dict[int, Own]:
    pages = ProgramPage.objects.filter(path__startswith=edition.path).order_by("path")
    if numbers is not None:
        pages = pages.filter(number_id__in=list(numbers))
    found = list(pages.values(*OWN_COLUMNS))
    saved_rows = rows_of([page["pk"] for page in found])
    folders = dict(DepartmentPage.objects.filter(path__startswith=edition.path).values_list("path", "title"))
    return {
        page["number_id"]: Own(
            page=page["pk"],
            department=next((title for path, title in folders.items() if page["path"].startswith(path)), ""),
            live=page["live"],
            is_draft=page["has_unpublished_changes"] or not page["live"],
            texts=_newest(page, saved_rows),
        )
        for page in found
    }


def lines(edition: EditionPage) -> list[Line]:
    """Everything of the bases in their order, and what is the edition's own before it."""
    inherited = below(edition, rows=False)
    written = own(edition)
    added = [
        Line(number, mine.texts["title"], mine.texts["kind"], None, mine)
        for number, mine in written.items()
        if number not in inherited and mine.texts["change"] == "own"
    ]
    return [
        *added,
        *(
            Line(number, entry.texts["title"], entry.texts.get("kind", ""), entry, written.get(number))
            for number, entry in inherited.items()
        ),
    ]


def below_page(page: ProgramPage) -> Below | None:
    """What an adaptation inherits. None for an own entry, and where the base entry is gone."""
    if page.change == Change.OWN or not page.pk or not page.number_id:
        return None
    return below(edition_of(page), [page.number_id]).get(page.number_id)


def newest(pages: list[int]) -> dict[int, Texts]:
    """Page → as staff last saved it."""
    saved_rows = rows_of(pages)
    return {
        page["pk"]: _newest(page, saved_rows) for page in ProgramPage.objects.filter(pk__in=pages).values(*OWN_COLUMNS)
    }


def newest_texts(page: ProgramPage) -> Texts:
    """As staff last saved it."""
    if page.has_unpublished_changes and page.latest_revision:
        return texts_of(page.latest_revision.as_object())
    return texts_of(page)


def texts_of(page: ProgramPage) -> Texts:
    """A page in memory, its unsaved rows included."""
    return {
        **{name: page.serializable_value(name) for name in ("change", "title", "reading", "inherit_title", *INHERITED)},
        "desks": [{"desk": row.desk_id, "title": row.desk.title} for row in page.desks.all() if row.desk_id],
        "matches": [_match(row) for row in page.matches.all()],
        "links": [{"label": row.label, "url": row.url} for row in page.links.all()],
    }


def rows_of(pages: list[int]) -> dict[int, Texts]:
    found: dict[int, Texts] = defaultdict(lambda: {"desks": [], "matches": [], "links": []})
    order = ("page_id", "sort_order", "pk")
    for row in ProgramDesk.objects.filter(page__in=pages).select_related("desk").order_by(*order):
        found[row.page_id]["desks"].append({"desk": row.desk_id, "title": row.desk.title})
    for row in ProgramMatch.objects.filter(page__in=pages).select_related("worry").order_by(*order):
        found[row.page_id]["matches"].append(_match(row))
    for row in ProgramLink.objects.filter(page__in=pages).order_by(*order):
        found[row.page_id]["links"].append({"label": row.label, "url": row.url})
    return found


def _match(row: ProgramMatch) -> dict:
    return {
        "worry": row.worry_id,
        "text": row.worry.label if row.worry_id else "",
        "effect": row.effect,
        "weight": row.weight,
        "reason": row.reason,
    }


def _newest(page: dict, saved_rows: dict[int, Texts]) -> Texts:
    """The draft where there is a newer one: staff decide on what will be, not on what is out."""
    saved = {**page, **saved_rows.get(page["pk"], {"desks": [], "matches": [], "links": []})}
    content = saved.pop("latest_revision__content")
    if not content or not page["has_unpublished_changes"]:
        return saved
    return {**saved, **{name: content[name] for name in (*COLUMNS[4:], "desks", "matches", "links") if name in content}}


def _inside(editions: list[EditionPage]) -> Q:
    inside = Q()
    for edition in editions:
        inside |= Q(path__startswith=edition.path)
    return inside
