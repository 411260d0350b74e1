"""The words of an edition and its bases, as a Release carries them."""

from .content import Content
from .schema import CrisisWord, EverydayWord


def everyday(content: Content) -> tuple[EverydayWord, ...]:
    """The nearest edition decides what a set of stems stands for; what stands for nothing is left out."""
    found: dict[frozenset[str], EverydayWord] = {}
    for edition in reversed(content.editions):
        for row in (row for row in content.everyday_words if row.edition_id == edition.pk):
            stems = tuple(row.stems.split())
            found[frozenset(stems)] = EverydayWord(stems, tuple(row.means.split()))
    return tuple(word for word in found.values() if word.means)


def crisis(content: Content) -> tuple[CrisisWord, ...]:
    """The base's first. An edition can only add to them."""
    places = {page.pk: place for place, (_, page) in enumerate(content.nearest_first("hotline"))}
    return tuple(
        CrisisWord(
            tuple(row.stems.split()),
            tuple(places[line.hotline_id] for line in row.hotlines.all() if line.hotline_id in places),
        )
        for edition in reversed(content.editions)
        for row in content.crisis_words
        if row.edition_id == edition.pk
    )
