"""The words of an edition and its bases, as a Release carries them."""

from .content import Content
from .schema import CrisisWord, EverydayWord


def everyday(content: Content) -> tuple[EverydayWord, ...]:
    """The nearest edition decides what a set of stems stands for; what stands for nothing is left out."""
    inherited = content.below.release.everyday_words if content.below else ()
    found = {frozenset(word.stems): word for word in inherited}
    for row in content.everyday_words:
        stems = tuple(row.stems.split())
        found[frozenset(stems)] = EverydayWord(stems, tuple(row.means.split()))
    return tuple(word for word in found.values() if word.means)


def crisis(content: Content) -> tuple[CrisisWord, ...]:
    """The base's first. An edition can only add to them. Its own hotlines stand before those of the base."""
    own = [str(page.translation_key) for page in content.pages["hotline"]]
    below = content.below.release if content.below else None
    places = {line.key: place for place, line in enumerate(below.hotlines, len(own))} if below else {}
    places |= {key: place for place, key in enumerate(own)}
    inherited = (
        CrisisWord(word.stems, tuple(place + len(own) for place in word.hotlines))
        for word in (below.crisis_words if below else ())
    )
    return (*inherited, *(_crisis_word(row, places) for row in content.crisis_words))


def _crisis_word(row, places: dict[str, int]) -> CrisisWord:
    keys = [str(line.hotline.translation_key) for line in row.hotlines.all()]
    return CrisisWord(tuple(row.stems.split()), tuple(places[key] for key in keys if key in places))
