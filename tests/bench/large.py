"""A handbook of 3,000 programs and 1,000 worries: the starter's entries over and over, under new numbers."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import cycle, islice

from handbook.release.schema import Match, Release, Tombstones, Worry

PROGRAMS, WORRIES = 3000, 1000


def enlarged(starter: Release) -> Release:
    programs = [
        replace(program, id=number, order=number, key=f"{program.key}-{number}")
        for number, program in enumerate(islice(cycle(starter.programs), PROGRAMS), 1)
    ]
    worries = [
        replace(worry, id=number) for number, worry in enumerate(islice(cycle(starter.worries.values()), WORRIES), 1)
    ]
    return replace(
        starter,
        categories=_filled(starter, worries),
        programs=tuple(programs),
        hotlines=tuple(replace(line, program=None) for line in starter.hotlines),
        matches=tuple(_matches(starter)),
        tombstones=Tombstones(),
    )


def _filled(starter: Release, worries: list[Worry]) -> tuple:
    questions = [(category, question) for category in starter.categories for question in category.questions]
    share = -(-len(worries) // len(questions))
    filled = {
        id(question): replace(question, worries=tuple(worries[place * share : (place + 1) * share]))
        for place, (_, question) in enumerate(questions)
    }
    return tuple(
        replace(category, questions=tuple(filled[id(question)] for question in category.questions))
        for category in starter.categories
    )


def _matches(starter: Release) -> Iterator[Match]:
    """Each copy of the worries has a copy of the programs to itself, so a tick brings as many as in the starter."""
    copies = range(-(-WORRIES // len(starter.worries)))
    worry_at = {worry: place for place, worry in enumerate(starter.worries, 1)}
    program_at = {program.id: place for place, program in enumerate(starter.programs, 1)}
    for copy in copies:
        for match in starter.matches:
            worry = worry_at[match.worry] + copy * len(worry_at)
            program = program_at[match.program] + 2 * copy * len(program_at)
            if worry <= WORRIES and program <= PROGRAMS:
                yield replace(match, worry=worry, program=program)
