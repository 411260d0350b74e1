"""What a city changes in the entries of the edition it is built on. Plain data in, plain data out.

adopt  an entry without an adaptation is taken as it is
adapt  filled fields replace, empty ones inherit; own desks take the place of the base's; matches add, and a match
       for the same worry replaces; links add
hide   the entry is not in the city's edition
own    an entry of the city itself stands before those of the base
"""

from dataclasses import dataclass, replace

from django.conf import settings

from .schema import Freshness, Match, Program

# Not inherited field by field: who the entry is, its title and the reading of that title, its rows, its language.
_DECIDED_APART = {
    "id",
    "key",
    "order",
    "title",
    "reading",
    "desks",
    "links",
    "freshness",
    "lang",
    "desks_of_kind",
    "also_called",
    "in_japanese",
    "sensitive",
    "audience",
}
_INHERITED = tuple(name for name in Program.__dataclass_fields__ if name not in _DECIDED_APART)
SPOKEN = (*settings.PROGRAM_TEXTS, "law", "ministry")
MIXED = ""  # the language of a card whose layers are translated only in part


@dataclass(frozen=True)
class Draft:
    """An entry as one edition wrote it, before it meets the others."""

    program: Program
    matches: tuple[Match, ...] = ()
    change: str = "own"  # own | adapt | hide
    keeps_title: bool = False  # an adaptation under the base entry's title
    page: int | None = None  # where staff edit it
    unspoken: frozenset[str] = frozenset()  # written anew, but not in this language: the base must not speak instead


@dataclass(frozen=True)
class Overlay:
    drafts: tuple[Draft, ...]  # in the order of the handbook
    hidden: frozenset[int]
    orphans: tuple[Draft, ...]  # adapt an entry that is no longer there
    doubles: tuple[Draft, ...]  # claim the number of an earlier entry of the same edition


def resolve(layers: list[list[Draft]]) -> Overlay:
    """The entries of an edition; `layers` are its own drafts, then its base's, then those of the base of that."""
    found: dict[int, Draft] = {}
    hidden: set[int] = set()
    orphans: list[Draft] = []
    doubles: list[Draft] = []
    for layer in reversed(layers):
        own: dict[int, Draft] = {}
        seen: set[int] = set()
        for draft in layer:
            number = draft.program.id
            if number in seen:
                doubles.append(draft)
            elif draft.change == "hide":
                hidden |= {number} & found.keys()
                found.pop(number, None)
            elif number in found:
                found[number] = draft if draft.change == "own" else merge(found[number], draft)
            elif draft.change == "adapt":
                orphans.append(draft)
            else:
                own[number] = draft
            seen.add(number)
        found = own | found
    return Overlay(tuple(found.values()), frozenset(hidden - found.keys()), tuple(orphans), tuple(doubles))


def merge(base: Draft, own: Draft) -> Draft:
    """The adaptation laid over its base entry."""
    below, above = base.program, own.program
    open_to_base = (name for name in _INHERITED if name not in own.unspoken)
    inherited = {name: getattr(below, name) for name in open_to_base if _is_empty(getattr(above, name))}
    titled = {} if not own.keeps_title and above.title else {"title": below.title, "reading": below.reading}
    program = replace(
        above,
        **inherited,
        **titled,
        id=below.id,
        key=below.key,
        desks=above.desks or below.desks,
        links=_distinct(above.links, below.links),
        also_called=below.also_called,
        audience=below.audience if above.audience == ("self",) else above.audience,  # the default says nothing
        sensitive=above.sensitive or below.sensitive,
        freshness=below.freshness if above.freshness == Freshness() else above.freshness,
        lang=_language(below, own),
        in_japanese=_in_japanese(below, above, {*inherited, *titled}),
    )
    return replace(own, program=program, matches=_matches(base.matches, own.matches))


def _in_japanese(below: Program, above: Program, inherited: set[str]) -> tuple[str, ...]:
    from_below = [name for name in below.in_japanese if name in inherited]
    return (*from_below, *(name for name in above.in_japanese if name not in inherited))


def _is_empty(value: object) -> bool:
    return value is None or value is False or value in ("", ())  # an age of 0 is none of these


def _language(below: Program, own: Draft) -> str:
    """A card is in one language: an adaptation that says nothing itself speaks as its base does."""
    says = any(getattr(own.program, name) for name in SPOKEN if not (name == "title" and own.keeps_title))
    return below.lang if not says or own.program.lang == below.lang else MIXED


def _distinct(first: tuple, second: tuple) -> tuple:
    addresses = {link.url for link in first}
    return first + tuple(link for link in second if link.url not in addresses)


def _matches(base: tuple[Match, ...], own: tuple[Match, ...]) -> tuple[Match, ...]:
    decided = {match.worry for match in own}
    return tuple(match for match in base if match.worry not in decided) + own
