"""What changes would do, told to the editorial room before anything is published. It names this file as a string only:
the setting CHANGE_EFFECTS.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from handbook.release import compose
from handbook.release.assemble import assemble
from handbook.release.candidate import Candidate
from handbook.release.effects import lines
from handbook.release.situations import Outcome, play_all


@dataclass(frozen=True)
class Rehearsal:
    effects: list[str]  # sentences for the right column of a proposal and for its sheet
    failing: list[str]  # sentences of situations that would no longer hold
    situations: int  # how many were played


def of_revisions(edition: str, revisions: Iterable[int]) -> Rehearsal | None:
    """`edition` is its address; the revisions are of pages of that edition. None while residents read nothing of it."""
    try:
        candidate = Candidate(edition, compose.SOURCE_LANGUAGE, revisions)
    except compose.NoSuchEdition:
        return None
    now, then = assemble(candidate.content), candidate.assembled()
    outcomes = play_all(then.release, then.situations)
    return Rehearsal(lines(now.release, then.release), failing(outcomes), len(outcomes))


def failing(outcomes: Iterable[Outcome]) -> list[str]:
    return [failure.text(outcome.situation.name) for outcome in outcomes for failure in outcome.failures]
