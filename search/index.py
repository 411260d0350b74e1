"""Entries → an index small enough to travel to a phone. All arithmetic with fractions happens here, once.

It is plain JSON of strings and integers. Documents are numbered: worries, then programs, then categories.
"""

import math
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby

from .analysis import ANY_HAN, ONLY_KANA, fold, sounds, terms, written
from .packing import STRONGEST, pack
from .readings import reader

VERSION = 1  # raise it with every change of what is built here: indexes are kept under it
SATURATION, LENGTH = 0.6, 0.4  # BM25: how soon repetition stops counting, how far long texts are held back
STEP = 0.6  # strength per unit of BM25
COMMON, COMMON_PAIR, COMMON_SINGLE = 0.06, 0.1, 0.05  # a term in more of the documents than this says too little
FEW = 20  # … and in more than this
Strengths = dict[int, float]
Link = tuple[int, int, int]  # worry id, program id, weight 1 to 3


@dataclass(frozen=True)
class Text:
    """`close` texts are worded as people ask: titles, worries, search words. Of others only pairs of Han count."""

    text: str
    weight: float = 1
    close: bool = False


@dataclass(frozen=True)
class Entry:
    id: int
    texts: tuple[Text, ...]
    reading: str = ""
    category: int = 0  # of a worry


@dataclass(frozen=True)
class Everyday:
    """What residents say, and the words of entries it stands for. Parts of a stem joined by + must all be said."""

    stems: tuple[str, ...]
    means: tuple[str, ...]


@dataclass(frozen=True)
class Crisis:
    """What residents say in danger, and names (here opaque) of the hotlines to show, best first."""

    stems: tuple[str, ...]
    hotlines: tuple[str, ...]


def build(
    worries: Sequence[Entry],
    programs: Sequence[Entry],
    categories: Sequence[Entry],
    links: Iterable[Link] = (),
    everyday: Sequence[Everyday] = (),
    crisis: Sequence[Crisis] = (),
) -> dict:
    entries = [*worries, *programs, *categories]
    found = _terms([_count(entry) for entry in entries])
    readings = _readings(entries, everyday)
    return {
        "worries": [entry.id for entry in worries],
        "programs": [entry.id for entry in programs],
        "categories": [entry.id for entry in categories],
        "category_of": [entry.category for entry in worries],
        "terms": _grouped(found),
        "hits": " ".join(found.values()),
        "readings": " ".join(readings),
        "written": " ".join(readings.values()),
        "stems": [_said(row.stems) for row in everyday],
        "means": _means(entries, everyday),
        "links": _links(worries, programs, links),
        "crisis": [[_said(_with_kana(row.stems)), " ".join(row.hotlines)] for row in crisis],
    }


def _count(entry: Entry) -> Counter[str]:
    """How often each term occurs, counted by the weight of the text it stands in."""
    count: Counter = Counter(sounds(fold(entry.reading)))
    for text in entry.texts:
        for term in terms(fold(text.text)):
            if text.close or (len(term) == 2 and ANY_HAN.match(term)):
                count[term] += text.weight
    return count


def _terms(counts: Sequence[Mapping[str, float]]) -> dict[str, str]:
    occurs: dict[str, Strengths] = defaultdict(dict)
    sizes = [sum(n for term, n in count.items() if term[0] != "~") for count in counts]
    average = sum(sizes) / max(1, len(sizes)) or 1
    for number, count in enumerate(counts):
        damping = SATURATION * (1 - LENGTH + LENGTH * sizes[number] / average)
        for term, n in count.items():
            occurs[term][number] = n * (SATURATION + 1) / (n + damping)
    telling = {term: found for term, found in occurs.items() if _tells(term, len(found), len(counts))}
    packed = {term: _packed(found, _rarity(len(found), len(counts))) for term, found in sorted(telling.items())}
    return {term: hits for term, hits in packed.items() if hits}


def _tells(term: str, found: int, total: int) -> bool:
    most = COMMON if not ANY_HAN.match(term) else COMMON_PAIR if len(term) > 1 else COMMON_SINGLE
    return found <= max(FEW, most * total)


def _rarity(found: int, total: int) -> float:
    return math.log(1 + (total - found + 0.5) / (found + 0.5))


def _packed(found: Strengths, factor: float = 1) -> str:
    levels = ((number, min(STRONGEST, round(value * factor * STEP))) for number, value in sorted(found.items()))
    return pack(tuple((number, level) for number, level in levels if level))


def _grouped(found: Iterable[str]) -> list[str]:
    """Sorted terms by their first character, which is written once: 借金 借家 → 借金 家."""
    groups = groupby(found, key=lambda term: term[0])
    return [first + " ".join(term[1:] for term in group) for first, group in groups]


def _said(stems: Iterable[str]) -> str:
    """The stems of a row as one line, without those that a shorter one covers."""
    folded = {"+".join(fold(part).replace(" ", "+") for part in stem.split("+")).strip("+") for stem in stems} - {""}
    return " ".join(sorted(stem for stem in folded if not any(_covers(other, stem) for other in folded - {stem})))


def _with_kana(stems: Iterable[str]) -> Iterable[str]:
    """As written and as it sounds: in danger the spelling must not matter. Two kana alone would be found everywhere."""
    for stem in stems:
        yield stem
        spoken = ["".join(reading or word for word, reading in reader()(part)) for part in stem.split("+")]
        if ONLY_KANA.fullmatch("".join(spoken)) and min(map(len, spoken)) > (2 if len(spoken) == 1 else 1):
            yield "+".join(spoken)


def _covers(shorter: str, longer: str) -> bool:
    return all(any(part in whole for whole in longer.split("+")) for part in shorter.split("+"))


class _Shelf:
    """All texts as one string, so that a phrase is looked for once, however many entries there are."""

    def __init__(self, entries: Sequence[Entry]):
        texts = [(number, text.weight, fold(text.text)) for number, entry in enumerate(entries) for text in entry.texts]
        self.owners = [(number, weight) for number, weight, _ in texts]
        self.starts = list(accumulate((len(folded) + 1 for _, _, folded in texts), initial=0))
        self.text = "\n".join(folded for _, _, folded in texts)

    def mentions(self, phrase: str) -> Strengths:
        """How often each entry has the phrase, by the weight of the text it stands in."""
        found: Strengths = defaultdict(float)
        at = self.text.find(phrase)
        while at >= 0:
            number, weight = self.owners[bisect_right(self.starts, at) - 1]
            found[number] += weight
            at = self.text.find(phrase, at + len(phrase))
        return found


def _means(entries: Sequence[Entry], everyday: Sequence[Everyday]) -> list[str]:
    """For each row how strongly each document speaks of what it means: its phrases as they stand, not their pairs."""
    shelf = _Shelf(entries)
    phrases = (sorted({fold(phrase) for phrase in row.means} - {""}) for row in everyday)
    return [_packed(_speaking_of(row, shelf, len(entries))) for row in phrases]


def _speaking_of(phrases: Sequence[str], shelf: _Shelf, total: int) -> Strengths:
    strengths: Strengths = defaultdict(float)
    for phrase in phrases:
        found = shelf.mentions(phrase)
        for number, n in found.items():
            strengths[number] += _rarity(len(found), total) * n * (SATURATION + 1) / (n + SATURATION)
    return strengths


def _readings(entries: Sequence[Entry], everyday: Sequence[Everyday]) -> dict[str, str]:
    """Reading → the word most often written for it.

    Shortest first: what follows from shorter ones needs no line of its own.
    """
    texts = [text.text for entry in entries if not entry.reading for text in entry.texts if text.close]
    texts += [part for row in everyday for stem in row.stems for part in stem.split("+")]
    words: dict[str, Counter] = defaultdict(Counter)
    for text in texts:
        for word, reading in reader()(text):
            if len(reading) > 1 and ONLY_KANA.fullmatch(reading) and ANY_HAN.search(word) and " " not in reading + word:
                words[reading][word] += 1
    known: dict[str, str] = {}
    for reading in sorted(words, key=lambda reading: (len(reading), reading)):
        word = min(words[reading], key=lambda word: (-words[reading][word], word))
        if len(reading) == 2 or written(reading, known) != word:
            known[reading] = word
    return dict(sorted(known.items()))


def _links(worries: Sequence[Entry], programs: Sequence[Entry], links: Iterable[Link]) -> list[list[int]]:
    """For each worry its programs: place in the list of programs × 4 + weight."""
    row_of = {entry.id: row for row, entry in enumerate(worries)}
    place = {entry.id: at for at, entry in enumerate(programs)}
    rows: list[list[int]] = [[] for _ in worries]
    for worry, program, weight in links:
        if worry in row_of and program in place:
            rows[row_of[worry]].append(place[program] * 4 + weight)
    return [sorted(row) for row in rows]
