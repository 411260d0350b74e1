"""Which desks a program leads to: those it names, then the nearest edition's own of the kind it asks for."""

from collections.abc import Iterator
from dataclasses import replace

from .content import Content
from .entries import desk
from .schema import Desk, DeskKind, Program


def desks_of(content: Content) -> tuple[Desk, ...]:
    """Own desks first. A base's desk keeps the wards that mean something here."""
    own = [desk(content, page) for page in content.pages["desk"]]
    wards = set(content.wards)
    inherited = content.below.release.desks if content.below else ()
    return (*own, *(_with_known_wards(made, wards) for made in inherited))


def _with_known_wards(made: Desk, wards: set[str]) -> Desk:
    known = tuple(ward for ward in made.wards if ward in wards)
    return made if known == made.wards else replace(made, wards=known)


class DesksOfKinds:
    """A city that fills no desk of a kind shows those of its prefecture, and so on down."""

    def __init__(self, content: Content, desks: tuple[Desk, ...]):
        inherited = content.below.release.desk_kinds if content.below else ()
        self.of_kind = {kind.key: kind.desks for kind in inherited}
        own: dict[str, tuple[str, ...]] = {}
        for made in desks[: len(content.pages["desk"])]:
            for kind in made.kinds:
                own[kind] = (*own.get(kind, ()), made.key)
        self.of_kind |= own
        self.kinds = tuple(DeskKind(kind.key, kind.name, self.of_kind.get(kind.key, ())) for kind in content.desk_kinds)

    def after_those_named(self, program: Program) -> dict[str, tuple[str, ...] | int]:
        desks = tuple(dict.fromkeys([*program.desks, *self.of_kind.get(program.desk_kind, ())]))
        return {"desks": desks, "desks_of_kind": len(desks) - len(program.desks)}


def wards_unknown(desks: tuple[Desk, ...], wards: tuple[str, ...]) -> Iterator[tuple[Desk, str]]:
    for made in desks:
        yield from ((made, ward) for ward in made.wards if ward not in wards)
