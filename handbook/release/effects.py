"""What a change does to residents: which entries appear, vanish or move for which worry. Plain data in and out."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from handbook import matching

from .schema import Release
from .situations import order


@dataclass(frozen=True)
class Effect:
    """For somebody who ticks this one worry. No rank: not shown."""

    program: int
    title: str
    worry: int
    worry_text: str
    old_rank: int | None
    new_rank: int | None

    @property
    def text(self) -> str:
        names = {"program": self.title, "worry": self.worry_text, "old": self.old_rank, "new": self.new_rank}
        if self.old_rank is None:
            return _("“%(program)s” appears for “%(worry)s” (no. %(new)d).") % names
        if self.new_rank is None:
            return _("“%(program)s” vanishes for “%(worry)s” (it was no. %(old)d).") % names
        return _("“%(program)s” moves for “%(worry)s” from no. %(old)d to no. %(new)d.") % names


def effects(old: Release, new: Release) -> list[Effect]:
    """Of the entries that changed themselves, and of all that appear or vanish. Who only makes room is not told."""
    changed = _changed(old, new)
    before, after = matching.table(old), matching.table(new)
    worries = {**old.worries, **new.worries}
    found: list[Effect] = []
    for worry in sorted(_touched(before, after)):
        was, now = _ranks(before, worry), _ranks(after, worry)
        for program in sorted(was.keys() | now.keys(), key=lambda id: (now.get(id, 999), id)):
            ranks = was.get(program), now.get(program)
            if ranks[0] != ranks[1] and (None in ranks or program in changed):
                title = (new.program_by_id.get(program) or old.program_by_id[program]).title
                found.append(Effect(program, title, worry, worries[worry].text, *ranks))
    return found


def lines(old: Release, new: Release) -> list[str]:
    """For a proposal: cards that come or go, moves, phone numbers of desks that many entries share."""
    return [*_cards(old, new), *(effect.text for effect in effects(old, new)), *_phones(old, new)] or [
        _("No card appears, vanishes or moves.")
    ]


def _cards(old: Release, new: Release) -> Iterator[str]:
    for id in sorted(new.program_by_id.keys() - old.program_by_id.keys()):
        yield _("A new card: “%(program)s”") % {"program": new.program_by_id[id].title}
    for id in sorted(old.program_by_id.keys() - new.program_by_id.keys()):
        yield _("A card vanishes: “%(program)s”") % {"program": old.program_by_id[id].title}


def _phones(old: Release, new: Release) -> Iterator[str]:
    for key, desk in new.desk_by_key.items():
        before = old.desk_by_key.get(key)
        if before is not None and before.phones != desk.phones:
            cards = [program for program in new.programs if key in program.desks]
            yield _("The number of “%(desk)s” changes on %(count)d cards.") % {"desk": desk.name, "count": len(cards)}


def _changed(old: Release, new: Release) -> set[int]:
    was, now = _said(old), _said(new)
    return {program for program in was.keys() | now.keys() if was.get(program) != now.get(program)}


def _said(release: Release) -> dict[int, tuple[str, frozenset]]:
    matches: dict[int, set] = {program.id: set() for program in release.programs}
    for match in release.matches:
        matches.setdefault(match.program, set()).add((match.worry, match.effect, match.weight))
    return {id: (program.kind, frozenset(matches[id])) for id, program in release.program_by_id.items()}


def _touched(before: dict, after: dict) -> Iterable[int]:
    """Worries whose line or whose programs' bands differ."""
    keys = before["worries"].keys() | after["worries"].keys()
    bands = {
        int(id)
        for id in before["programs"].keys() | after["programs"].keys()
        if before["programs"].get(id, {}).get("band") != after["programs"].get(id, {}).get("band")
    }
    for key in keys:
        was, now = before["worries"].get(key), after["worries"].get(key)
        programs = {row[0] for line in (was, now) if line for row in line["m"]}
        if was is None or now is None or _weights(was) != _weights(now) or programs & bands:
            yield int(key)


def _weights(line: dict) -> tuple:
    return sorted((row[0], row[1]) for row in line["m"]), sorted(line["x"])


def _ranks(table: dict, worry: int) -> dict[int, int]:
    if str(worry) not in table["worries"]:
        return {}
    return {program: place for place, program in enumerate(order(matching.match(table, [worry])), 1)}
