"""A query → worries, programs, categories. Twin of find.js: change both. Integers only, so that both sort alike."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from .analysis import ONLY_KANA, QUERY_LENGTH, fold, sounds, terms
from .packing import unpack

WORD, SOUND, EVERYDAY = 10, 6, 15
LINK = 20  # a program gets 4/20 of its worry's score for each of the link's 1 to 3 points
ENOUGH = 60  # a best score below this is a guess
TAIL = 6  # hits below a sixth of the best are chance
MOST = 30
Stems = list[list[str]]  # any of these, each with all its parts


@dataclass(frozen=True)
class Index:
    worries: list[int]
    programs: list[int]
    categories: list[int]
    category_of: list[int]  # place of each worry's category in `categories`
    terms: Mapping[str, str]
    written: Mapping[str, str]  # reading → word
    longest: int  # reading
    everyday: list[tuple[Stems, str]]
    links: list[list[int]]
    crisis: list[tuple[Stems, list[str]]]


def opened(data: Mapping) -> Index:
    """The index as it travels, ready to be asked."""
    terms = [group[0] + rest for group in data["terms"] for rest in group[1:].split(" ")]
    written = dict(zip(data["readings"].split(), data["written"].split(), strict=True))
    place = {category: at for at, category in enumerate(data["categories"])}
    return Index(
        **{name: data[name] for name in ("worries", "programs", "categories", "links")},
        category_of=[place[category] for category in data["category_of"]],
        terms=dict(zip(terms, data["hits"].split(), strict=True)),
        written=written,
        longest=max(map(len, written), default=0),
        everyday=[(_stems(stems), means) for stems, means in zip(data["stems"], data["means"], strict=True)],
        crisis=[(_stems(stems), hotlines.split()) for stems, hotlines in data["crisis"]],
    )


def _stems(line: str) -> Stems:
    return [stem.split("+") for stem in line.split()]


def find(index: Index, query: str) -> dict:
    """Each block is a list of [id, score], best first. `crisis` lists the hotlines to show above everything; it is
    decided by words alone, never by rank.
    """
    said = _said(index, fold(query[:QUERY_LENGTH]))
    worries, programs, categories = _scores(index, said)
    programs = [own + more for own, more in zip(programs, _through_links(index, worries), strict=True)]
    categories = [own + more for own, more in zip(categories, _through_worries(index, worries), strict=True)]
    return {
        "crisis": list(dict.fromkeys(key for stems, keys in index.crisis if _any(stems, said) for key in keys)),
        "worries": _best(index.worries, worries),
        "programs": _best(index.programs, programs),
        "categories": _best(index.categories, categories),
        "weak": max([*worries, *programs], default=0) < ENOUGH,
    }


def _said(index: Index, typed: str) -> str:
    """What was typed; from kana also as it would be written, the longest known reading at each place."""
    if not ONLY_KANA.fullmatch(typed):
        return typed
    written, at = [], 0
    while at < len(typed):
        ends = range(at + index.longest, at, -1)
        reading = next((typed[at:end] for end in ends if typed[at:end] in index.written), typed[at])
        written.append(index.written.get(reading, reading))
        at += len(reading)
    return f"{typed} {''.join(written)}"


def _any(stems: Stems, said: str) -> bool:
    return any(all(part in said for part in stem) for stem in stems)


def _scores(index: Index, said: str) -> tuple[list[int], list[int], list[int]]:
    worries, programs = len(index.worries), len(index.worries) + len(index.programs)
    scores = [0] * (programs + len(index.categories))
    for packed, factor in _lists(index, said):
        for number, strength in unpack(packed):
            scores[number] += strength * factor
    return scores[:worries], scores[worries:programs], scores[programs:]


def _lists(index: Index, said: str) -> Iterable[tuple[str, int]]:
    yield from ((index.terms.get(term, ""), WORD) for term in dict.fromkeys(terms(said)))
    yield from ((index.terms.get(sound, ""), SOUND) for sound in dict.fromkeys(sounds(said)))
    yield from ((means, EVERYDAY) for stems, means in index.everyday if _any(stems, said))


def _through_links(index: Index, worries: Sequence[int]) -> list[int]:
    """What a program gains from the worries it answers: the best of them, not their sum."""
    gains = [0] * len(index.programs)
    for score, links in zip(worries, index.links, strict=True):
        for link in links if score else ():
            gains[link >> 2] = max(gains[link >> 2], score * (link & 3) * 4 // LINK)
    return gains


def _through_worries(index: Index, worries: Sequence[int]) -> list[int]:
    """A category counts for as much as its three best worries."""
    of: list[list[int]] = [[] for _ in index.categories]
    for category, score in zip(index.category_of, worries, strict=True):
        of[category].append(score)
    return [sum(sorted(scores)[-3:]) for scores in of]


def _best(ids: Sequence[int], scores: Sequence[int]) -> list[list[int]]:
    highest = max(scores, default=0)
    hits = [at for at, score in enumerate(scores) if score and score * TAIL >= highest]
    return [[ids[at], scores[at]] for at in sorted(hits, key=lambda at: (-scores[at], at))[:MOST]]
