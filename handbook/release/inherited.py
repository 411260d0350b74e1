"""What an edition takes over from its base: the Release that residents read there, never the pages behind it.

So composing a city costs what the city has itself, a base that is held or refused holds what its cities inherit, and
the base is taken apart once for all that are built on it.
"""

from collections import OrderedDict
from collections.abc import Collection
from dataclasses import dataclass, replace

from .overlay import Draft
from .schema import Category, Match, Release

KEPT = 16  # a base in all its languages

Ranks = dict[int, int]  # place of a hotline → rank


@dataclass(frozen=True)
class Inherited:
    release: Release
    categories: tuple[Category, ...]
    drafts: tuple[Draft, ...]
    ranks: dict[int, Ranks]  # of the hotlines of each worry

    def without(self, hidden: Collection[int]) -> "Inherited":
        """Without worries that the edition does not show, and without what leads from them. An emergency stays,
        whatever was decided before it became one.
        """
        gone = {number for number in hidden if number in self.release.worries}
        gone -= {number for number in gone if self.release.worries[number].urgency == "emergency"}
        if not gone:
            return self
        drafts = tuple(
            replace(draft, matches=tuple(match for match in draft.matches if match.worry not in gone))
            for draft in self.drafts
        )
        return replace(self, categories=tuple(_without(one, gone) for one in self.categories), drafts=drafts)

    def says_the_same(self, other: "Inherited | None") -> bool:
        """In whatever language it was asked for."""
        if other is None or self is other:
            return self is other
        return replace(self.release, language="") == replace(other.release, language="")


_kept: OrderedDict[str, Inherited] = OrderedDict()


def of(release: Release) -> Inherited:
    found = _kept.pop(release.hash, None) or _taken_apart(release)
    _kept[release.hash] = found
    while len(_kept) > KEPT:
        _kept.popitem(last=False)
    return found


def _taken_apart(release: Release) -> Inherited:
    matches: dict[int, list[Match]] = {}
    for match in release.matches:
        matches.setdefault(match.program, []).append(match)
    return Inherited(
        release,
        release.categories,
        tuple(
            Draft(
                replace(program, desks=program.desks[: len(program.desks) - program.desks_of_kind], local=False),
                tuple(matches.get(program.id, ())),
            )
            for program in release.programs
        ),
        {
            worry.id: dict(zip(worry.hotlines, worry.hotline_ranks or range(len(worry.hotlines)), strict=True))
            for worry in release.worries.values()
        },
    )


def _without(category: Category, gone: Collection[int]) -> Category:
    questions = (
        replace(question, worries=tuple(worry for worry in question.worries if worry.id not in gone))
        for question in category.questions
    )
    return replace(category, questions=tuple(question for question in questions if question.worries))
