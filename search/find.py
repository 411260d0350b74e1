"""A query → worries, programs, categories, desks. Twin of find.js: change both. Integers only: both sort alike."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from .analysis import ANY_HAN, ONLY_KANA, QUERY_LENGTH, aloud, fold, terms, written
from .packing import Hits, unpack, unpack_sorted
from .spelt import in_full, of_run, uncrossed, whole

WORD, KANA, EVERYDAY, NAMED = 10, 6, 15, 30  # a pair of kana is mostly an inflection
LINK = 20  # a program gets 4/20 of its worry's score for each of the link's 1 to 3 points
ENOUGH = 90  # a best score below this is a guess
TAIL = 6  # hits below a sixth of the best are chance
MOST = 30
NEAR = 2  # a desk is meant where it scores at least half of the best hit
INSIDE = frozenset(map(chr, range(0x3041, 0x3097))) - set("のがをにはへもでと")  # kana of which no word ends before
INSIDE_AFTER = INSIDE - set("だなやか")
Stems = list[list[str]]  # any of these, each with all its parts


@dataclass(frozen=True)
class Index:
    worries: list[int]
    programs: list[int]
    categories: list[int]
    category_of: list[int]  # place of each worry's category in `categories`
    desks: list[int]
    terms: Mapping[str, Hits]
    written: Mapping[str, str]  # reading → words that sound so, parted by commas
    everyday: Mapping[str, list[tuple[list[str], int]]]  # first letter → stems with it and the row each belongs to
    means: list[str]
    names: int  # so many of the last rows are names of desks
    links: list[Hits]  # of each worry: its programs' places, with weights
    crisis: list[tuple[Stems, list[str]]]


@dataclass(frozen=True)
class Asked:
    """As typed, and without any Han character also as it would be written."""

    typed: str
    written: str
    surely: str  # both; stems of danger are looked for here
    anyhow: str  # and what sounds the same; stems of everyday words are looked for here


def opened(data: Mapping) -> Index:
    """The index as it travels, ready to be asked."""
    place = {category: at for at, category in enumerate(data["categories"])}
    return Index(
        worries=list(accumulate(data["worries"])),
        programs=list(accumulate(data["programs"])),
        categories=data["categories"],
        links=[unpack(packed) for packed in data["links"].split(" ")] if data["worries"] else [],
        category_of=[place[category] for category in data["category_of"]],
        desks=data["desks"],
        terms=_terms(data),
        written=in_full(whole(data["readings"]), data["written"].split()),
        everyday=_by_letter(data["stems"]),
        means=data["means"],
        names=data["names"],
        crisis=[(_stems(stems), hotlines.split()) for stems, hotlines in data["crisis"]],
    )


def _terms(data: Mapping) -> dict[str, Hits]:
    """A run of a script without spaces stands for its pairs."""
    lists = zip(data["terms"].split(","), unpack_sorted(data["hits"], data["strengths"]), strict=False)
    return {term: hits for runs, hits in lists for run in runs.split(" ") for term in of_run(run)}


def _by_letter(lines: Iterable[str]) -> dict[str, list[tuple[list[str], int]]]:
    stems = defaultdict(list)
    for row, line in enumerate(lines):
        for stem in _stems(line):
            stems[stem[0][0]].append((stem, row))
    return dict(stems)


def _stems(line: str) -> Stems:
    """Latin letters are looked for where a word begins: dv is not in advice."""
    return [[" " + part if part[0] <= "z" else part for part in stem.split("+")] for stem in uncrossed(line)]


def find(index: Index, query: str) -> dict:
    """Each block is a list of [id, score], best first. `crisis` lists the hotlines to show above everything; it is
    decided by words alone, never by rank.
    """
    said = asked(index, query)
    letters = set(said.surely)
    worries, programs, categories, desks = _scores(index, said)
    programs = [own + more for own, more in zip(programs, _through_links(index, worries), strict=True)]
    categories = [own + more for own, more in zip(categories, _through_worries(index, worries), strict=True)]
    return {
        "crisis": list(
            dict.fromkeys(
                key
                for stems, keys in index.crisis
                if any(stem[0][0] in letters and said_all(stem, said.surely) for stem in stems)
                for key in keys
            )
        ),
        "worries": _best(index.worries, worries),
        "programs": _best(index.programs, programs),
        "categories": _best(index.categories, categories),
        "desks": [hit for hit in _best(index.desks, desks) if hit[1] * NEAR >= max([*worries, *programs], default=0)],
        "weak": max([*worries, *programs, *desks], default=0) < ENOUGH,
    }


def asked(index: Index, query: str) -> Asked:
    typed = fold(query[:QUERY_LENGTH])
    if ANY_HAN.search(typed):
        return Asked(typed, typed, f" {typed}", f" {typed}")
    kana = aloud(typed, index.terms)
    spelt, others = written(kana or typed, index.written)
    surely = f" {typed} {kana} {spelt}"
    return Asked(f"{typed} {kana}", f"{spelt} {others}", surely, f"{surely} {others}")


def said_all(parts: list[str], said: str) -> bool:
    return all(part in said for part in parts)


def _said_so(parts: list[str], said: str) -> bool:
    """Two kana that are a stem must stand alone: がん is not in がんばる, nor ろん in もちろん."""
    short = len(parts) == 1 and len(parts[0]) == 2 and ONLY_KANA.fullmatch(parts[0])
    return _alone(parts[0], said) if short else said_all(parts, said)


def _alone(word: str, said: str) -> bool:
    at = said.find(word, 1)
    while at >= 0:
        if said[at - 1] not in INSIDE and said[at + 2 : at + 3] not in INSIDE_AFTER:
            return True
        at = said.find(word, at + 1)
    return False


def _scores(index: Index, said: Asked) -> tuple[list[int], ...]:
    kinds = index.worries, index.programs, index.categories, index.desks
    ends = list(accumulate(map(len, kinds), initial=0))
    scores = [0] * ends[-1]
    for _, _, hits, factor in lists(index, said):
        for number, strength in hits:
            scores[number] += strength * factor
    return tuple(scores[start:end] for start, end in pairwise(ends))


def lists(index: Index, said: Asked) -> Iterable[tuple[str, str, Hits, int]]:
    """Kind, what was said, the hits of it, and how much each of their points counts."""
    latin = (term for term in terms(said.typed) if not ONLY_KANA.fullmatch(term))
    for term in dict.fromkeys((*terms(said.written), *latin)):
        kana = ONLY_KANA.fullmatch(term)
        yield "reading" if kana else "word", term, index.terms.get(term, ()), KANA if kana else WORD
    stems = (stem for letter in set(said.anyhow) for stem in index.everyday.get(letter, ()))
    rows = {row: "+".join(stem).replace(" ", "") for stem, row in stems if _said_so(stem, said.anyhow)}
    words = len(index.means) - index.names
    for row, stem in sorted(rows.items()):
        kind, factor = ("everyday", EVERYDAY) if row < words else ("word", NAMED)
        yield kind, stem, unpack(index.means[row]), factor


def _through_links(index: Index, worries: Sequence[int]) -> list[int]:
    """What a program gains from the worries it answers: the best of them, not their sum."""
    gains = [0] * len(index.programs)
    for score, links in zip(worries, index.links, strict=True):
        for place, weight in links if score else ():
            gains[place] = max(gains[place], score * weight * 4 // LINK)
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
