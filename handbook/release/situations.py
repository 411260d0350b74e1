"""Situations that staff froze: played on a Release by the same matching that residents meet."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from handbook import matching

from .content import Content
from .schema import Release


@dataclass(frozen=True)
class Expected:
    program: int
    name: str
    within: int | None  # None: never


@dataclass(frozen=True)
class Situation:
    id: int
    name: str
    worries: tuple[int, ...]
    weighing: tuple[int, ...] = ()
    expected: tuple[Expected, ...] = ()
    hotline: str = ""  # its key
    hotline_name: str = ""
    inherited: bool = False  # of a base edition: only what protects people


@dataclass(frozen=True)
class Failure:
    message: str
    names: dict[str, Any] = field(default_factory=dict)
    program: int | None = None
    rank: int | None = None

    def text(self, situation: str) -> str:
        return gettext(self.message) % {"situation": situation, **self.names}


@dataclass(frozen=True)
class Outcome:
    situation: Situation
    failures: tuple[Failure, ...]
    shown: tuple[int, ...]  # programs in the order of the screen


def situations_of(content: Content) -> tuple[Situation, ...]:
    """Every language has the same matches, so the language the edition is written in speaks for all."""
    if content.language != content.source:
        return ()
    return tuple(_situation(content, row) for row in content.situations)


def _situation(content: Content, row: Any) -> Situation:
    worries = list(row.worries.all())
    return Situation(
        id=row.pk,
        name=row.name,
        worries=tuple(line.worry_id for line in worries),
        weighing=tuple(line.worry_id for line in worries if line.weighs_most),
        expected=tuple(
            Expected(line.program_id, line.program.label, None if line.rule == "never" else line.within)
            for line in row.entries.all()
        ),
        hotline=str(row.hotline.translation_key) if row.hotline else "",
        hotline_name=row.hotline.title if row.hotline else "",
        inherited=row.edition_id != content.edition.pk,
    )


def play_all(release: Release, situations: Iterable[Situation]) -> list[Outcome]:
    situations = list(situations)
    table = matching.table(release) if situations and _is_whole(release) else None
    return [play(release, table, situation) for situation in situations] if table else []


def _is_whole(release: Release) -> bool:
    """A match that names no worry of the Release is refused by a check of its own and cannot be played."""
    programs, worries = release.program_by_id, release.worries
    return all(match.worry in worries and match.program in programs for match in release.matches)


def play(release: Release, table: dict, situation: Situation) -> Outcome:
    """A program whose own hotline stands above the cards is not shown twice: its rank is 0."""
    result = matching.match(table, situation.worries, situation.weighing)
    shown = tuple(order(result))
    failures: list[Failure] = []
    if result["unknown"] and not situation.inherited:
        text = _("Situation “%(situation)s”: a worry in it is no longer published. Change the situation.")
        failures.append(Failure(text))
    above = [release.hotlines[index] for index in result["hotlines"]]
    ranks = {program: place for place, program in enumerate(shown, 1)} | {line.program: 0 for line in above}
    failures += [found for wanted in situation.expected if (found := _late(situation, wanted, ranks))]
    if situation.hotline and situation.hotline not in [line.key for line in above]:
        text = _("Situation “%(situation)s”: the hotline “%(hotline)s” does not stand above the cards.")
        failures.append(Failure(text, {"hotline": situation.hotline_name}))
    return Outcome(situation, tuple(failures), shown)


def order(result: dict) -> list[int]:
    """As the screen shows them: what is in sight of both bands, then what stands behind the buttons."""
    in_sight = [item["id"] for band in result["bands"] for item in band["first"]]
    return in_sight + [item["id"] for band in result["bands"] for item in band["rest"]]


def _late(situation: Situation, wanted: Expected, ranks: dict[int | None, int]) -> Failure | None:
    rank = ranks.get(wanted.program)
    names = {"program": wanted.name, "rank": rank, "wanted": wanted.within}
    if wanted.within is None:
        if rank is None:
            return None
        text = _("Situation “%(situation)s”: “%(program)s” must never be shown and stands at no. %(rank)d.")
    elif situation.inherited or (rank is not None and rank <= wanted.within):
        return None
    elif rank is None:
        text = _("Situation “%(situation)s”: “%(program)s” must be among the first %(wanted)d and is not shown.")
    else:
        text = _("Situation “%(situation)s”: “%(program)s” must be among the first %(wanted)d and is no. %(rank)d.")
    return Failure(text, names, wanted.program, rank)
