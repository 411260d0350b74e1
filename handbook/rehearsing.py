"""What changes would do, told to the editorial room before anything is published. It names this file as a string only:
the settings CHANGE_EFFECTS and CHANGE_EFFECTS_REST_ON.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from handbook.models import CurrentRelease
from handbook.release import compose
from handbook.release.assemble import assemble
from handbook.release.candidate import Candidate
from handbook.release.checks import problems
from handbook.release.effects import lines
from handbook.release.schema import Release
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
    if _is_torn(now.release) or _is_torn(then.release):
        there = problems(now)
        words = _("It cannot be told now: the handbook itself has something to put right (%d).")
        told = [words % len(there)] if _is_torn(now.release) else []
        return Rehearsal(told, [found.text for found in problems(then) if found not in there], 0)
    outcomes = play_all(then.release, then.situations)
    return Rehearsal(lines(now.release, then.release), failing(outcomes), len(outcomes))


def resting_on(bases: Iterable[str]) -> list[str]:
    """The Releases of these editions that are read now: what is told holds as long as they do. An edition inherits a
    Release, not the pages behind it, and a base can go back to an earlier one.
    """
    found = CurrentRelease.objects.filter(edition__in=list(bases), language=compose.SOURCE_LANGUAGE)
    return list(found.order_by("edition").values_list("release__hash", flat=True))


def _is_torn(release: Release) -> bool:
    """An entry names a worry that is not there: such a Release never goes out, and nothing can be matched on it."""
    return any(match.worry not in release.worries for match in release.matches)


def failing(outcomes: Iterable[Outcome]) -> list[str]:
    return [failure.text(outcome.situation.name) for outcome in outcomes for failure in outcome.failures]
