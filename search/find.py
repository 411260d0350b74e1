"""A query → worries, programs, categories. Twin of find.js: change both. Integers only, so that both sort alike."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from .analysis import ANY_HAN, ONLY_KANA, QUERY_LENGTH, fold, sounds, terms, written
from .packing import unpack

WORD, KANA, SOUND, EVERYDAY = 10, 5, 6, 15  # a pair of kana is mostly an inflection
LINK = 20  # a program gets 4/20 of its worry's score for each of the link's 1 to 3 points
ENOUGH = 90  # a best score below this is a guess
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
    everyday: Mapping[str, list[tuple[list[str], int]]]  # first letter → stems with it and the row each belongs to
    means: list[str]
    links: list[list[int]]
    crisis: list[tuple[Stems, list[str]]]


def opened(data: Mapping) -> Index:
    """The index as it travels, ready to be asked."""
    terms = [group[0] + rest for group in data["terms"] for rest in group[1:].split(" ")]
    place = {category: at for at, category in enumerate(data["categories"])}
    return Index(
        **{name: data[name] for name in ("worries", "programs", "categories", "links")},
        category_of=[place[category] for category in data["category_of"]],
        terms=dict(zip(terms, data["hits"].split(), strict=True)),
        written=dict(zip(data["readings"].split(), data["written"].split(), strict=True)),
        everyday=_by_letter(data["stems"]),
        means=data["means"],
        crisis=[(_stems(stems), hotlines.split()) for stems, hotlines in data["crisis"]],
    )


def _by_letter(lines: Iterable[str]) -> dict[str, list[tuple[list[str], int]]]:
    stems = defaultdict(list)
    for row, line in enumerate(lines):
        for stem in _stems(line):
            stems[stem[0][0]].append((stem, row))
    return dict(stems)


def _stems(line: str) -> Stems:
    """Latin letters are looked for where a word begins: dv is not in advice."""
    return [[" " + part if part[0] <= "z" else part for part in stem.split("+")] for stem in line.split()]


def find(index: Index, query: str) -> dict:
    """Each block is a list of [id, score], best first. `crisis` lists the hotlines to show above everything; it is
    decided by words alone, never by rank.
    """
    said = " " + _said(index, fold(query[:QUERY_LENGTH]))
    worries, programs, categories = _scores(index, said)
    programs = [own + more for own, more in zip(programs, _through_links(index, worries), strict=True)]
    categories = [own + more for own, more in zip(categories, _through_worries(index, worries), strict=True)]
    return {
        "crisis": list(
            dict.fromkeys(
                key for stems, keys in index.crisis if any(_all(stem, said) for stem in stems) for key in keys
            )
        ),
        "worries": _best(index.worries, worries),
        "programs": _best(index.programs, programs),
        "categories": _best(index.categories, categories),
        "weak": max([*worries, *programs], default=0) < ENOUGH,
    }


def _said(index: Index, typed: str) -> str:
    return f"{typed} {written(typed, index.written)}" if not ANY_HAN.search(typed) else typed


def _all(parts: list[str], said: str) -> bool:
    return all(part in said for part in parts)


def _scores(index: Index, said: str) -> tuple[list[int], list[int], list[int]]:
    worries, programs = len(index.worries), len(index.worries) + len(index.programs)
    scores = [0] * (programs + len(index.categories))
    for packed, factor in _lists(index, said):
        for number, strength in unpack(packed):
            scores[number] += strength * factor
    return scores[:worries], scores[worries:programs], scores[programs:]


def _lists(index: Index, said: str) -> Iterable[tuple[str, int]]:
    for term in dict.fromkeys(terms(said)):
        yield index.terms.get(term, ""), KANA if ONLY_KANA.fullmatch(term) else WORD
    yield from ((index.terms.get(sound, ""), SOUND) for sound in dict.fromkeys(sounds(said)))
    stems = (stem for letter in set(said) for stem in index.everyday.get(letter, ()))
    yield from ((index.means[row], EVERYDAY) for row in {row for stem, row in stems if _all(stem, said)})


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
