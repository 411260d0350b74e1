"""A Release → the index by which its entries are found. Built once while the Release is composed, kept on disk."""

import json
from collections import Counter
from collections.abc import Iterator

from handbook.release import disk
from handbook.release.schema import Category, Desk, Program, Release, Worry
from search import index
from search.index import VERSION, Crisis, Entry, Everyday, Text


def data(release: Release) -> bytes:
    """The index as it travels. A process that finds none on its disk builds the same one."""
    kept = disk.read_index(*_place(release))
    if kept is None:
        kept = json.dumps(build(release), ensure_ascii=False, separators=(",", ":")).encode()
        disk.write_index(*_place(release), kept)
    return kept


def _place(release: Release) -> tuple[str, str, str]:
    return release.edition.key, release.language, f"{release.hash}.{VERSION}"


def build(release: Release) -> dict:
    """Hotlines and desks are named by their place in the Release."""
    category_of = {worry.id: category.id for category in release.categories for worry in category.worries}
    return index.build(
        [_worry(worry, category_of[worry.id]) for worry in release.worries.values()],
        [_program(release, program) for program in release.programs],
        [_category(category) for category in release.categories],
        [(match.worry, match.program, match.weight) for match in release.matches if match.effect == "match"],
        [Everyday(word.stems, word.means) for word in release.everyday_words],
        [Crisis(word.stems, tuple(map(str, word.hotlines))) for word in release.crisis_words],
        [_desk(release, place, desk) for place, desk in enumerate(release.desks)],
    )


def _worry(worry: Worry, category: int) -> Entry:
    return Entry(worry.id, (Text(worry.text, 3, True), *_also(worry.search_words)), category=category)


def _program(release: Release, program: Program) -> Entry:
    names = Text(program.title, 3, True), Text(program.alternate_name, 3, True)
    return Entry(
        program.id,
        (*names, *_also(program.search_words + program.also_called), *_desks(release, program)),
        program.reading,
    )


def _desks(release: Release, program: Program) -> Iterator[Text]:
    """Whoever types the name of a desk finds what is done there."""
    for desk in release.desks_of(program):
        yield Text(desk.name)
        yield from _also(desk.search_words)


def _desk(release: Release, place: int, desk: Desk) -> Entry:
    kinds = (release.kind_names[kind] for kind in desk.kinds if kind in release.kind_names)
    return Entry(place, (Text(desk.name, 3, True), *_also((*kinds, *desk.search_words))))


def _category(category: Category) -> Entry:
    return Entry(category.id, (Text(category.title, 3, True), Text(category.lead), *_also(category.search_words)))


def _also(words: tuple[str, ...]) -> Iterator[Text]:
    return (Text(word, 2, True) for word in words)


def general(release: Release) -> int | None:
    """The consultation that answers the most different worries, the handbook's first among equals."""
    answers = Counter(match.program for match in release.matches if match.effect == "match")
    open_to_all = [one for one in release.programs if one.kind == "consultation" and not one.sensitive]
    return max(open_to_all, key=lambda one: (answers[one.id], -one.order)).id if open_to_all else None
