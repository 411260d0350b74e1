"""Which desks a program leads to: those it names, then the nearest edition's own of the kind it asks for."""

from collections.abc import Iterator
from dataclasses import replace

from .content import Content
from .entries import desk
from .schema import Desk, Program


def desks_of(content: Content) -> tuple[Desk, ...]:
    """Nearest edition first. A base's desk keeps the wards that mean something here."""
    own, wards = content.editions[0], set(content.wards)
    found = []
    for edition, page in content.nearest_first("desk"):
        made = desk(content, edition, page)
        known = tuple(ward for ward in made.wards if ward in wards)
        found.append(made if edition is own else replace(made, wards=known))
    return tuple(found)


class DesksOfKinds:
    """A city that fills no desk of a kind shows those of its prefecture, and so on down."""

    def __init__(self, content: Content, desks: tuple[Desk, ...]):
        by_key = {desk.key: desk for desk in desks}
        self.of_kind: dict[str, tuple[str, ...]] = {}
        for edition in content.editions:
            keys = [str(page.translation_key) for page in content.of("desk", edition)]
            for kind in {kind for key in keys for kind in by_key[key].kinds} - self.of_kind.keys():
                self.of_kind[kind] = tuple(key for key in keys if kind in by_key[key].kinds)

    def after_those_named(self, program: Program) -> tuple[str, ...]:
        return tuple(dict.fromkeys([*program.desks, *self.of_kind.get(program.desk_kind, ())]))


def wards_unknown(desks: tuple[Desk, ...], wards: tuple[str, ...]) -> Iterator[tuple[Desk, str]]:
    for made in desks:
        yield from ((made, ward) for ward in made.wards if ward not in wards)
