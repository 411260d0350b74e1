"""Entries → an index small enough to travel to a phone. All arithmetic with fractions happens here, once.

It is plain JSON of strings and integers. Documents are numbered: worries, programs, categories, desks.
"""

import math
import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, pairwise
from pathlib import Path

from .analysis import ANY_HAN, HAN, KANA, ONLY_KANA, fold, sounds, terms, written
from .packing import STRONGEST, Hits, pack, pack_sorted
from .readings import reader, table
from .spelt import after_the_same, chained, crossed, shortened

VERSION = 4  # raise it with every change of what is built here: indexes are kept under it
SATURATION, LENGTH = 0.6, 0.4  # BM25: how soon repetition stops counting, how far long texts are held back
STEP = 0.6  # strength per unit of BM25
COMMON, COMMON_PAIR, COMMON_SINGLE = 0.02, 0.1, 0.05  # a term in more of the documents than this says too little
SPOKEN_FROM, SPOKEN_PART_FROM = 4, 3  # kana of a stem of danger that stands alone, of one that is a part
FEW = 12  # … and in more than this
COMMON_KANA, FEW_KANA = 0.0096, 5  # the same for pairs of kana: most of them are inflections
ROWS_KEPT = 1_000  # of everyday words and of danger, by the process that composes
NAME_FROM, NAME_TO, FEW_DESKS = 3, 8, 8  # characters of a part of a desk's name, and desks that may share it
ALL_HAN = re.compile(f"[{HAN}]+")  # their pairs are found anyhow, and most are a topic: 養育費
NAME_PARTS = re.compile(r"[\s・（）()「」]+")
ALIKE = 2  # words that one reading may stand for
WRITTEN = re.compile(f"[{KANA}]*[{HAN}][{KANA}{HAN}]*")
EMPTY = frozenset(
    (Path(__file__).parent / "data" / "empty_words.txt").read_text(encoding="utf-8").split()
)  # of English
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
    desks: Sequence[Entry] = (),
) -> dict:
    entries = [*worries, *programs, *categories, *desks]
    found = _terms([_count(entry) for entry in entries])
    readings = _readings(entries, [*everyday, *crisis])
    hits, strengths = pack_sorted(list(found))
    names = _names_of_desks(desks, len(entries) - len(desks))
    return {
        "terms": ",".join(map(chained, found.values())),  # what is alike stands together: that packs better
        "readings": after_the_same(readings),
        "written": " ".join(shortened(words, reading) for reading, words in readings.items()),
        "stems": [*(_said(row.stems) for row in everyday), *(crossed([name]) for name in names)],
        "crisis": [[_said_in_danger(row.stems), " ".join(row.hotlines)] for row in crisis],
        "hits": hits,
        "strengths": strengths,
        "means": [*_means(entries, everyday), *map(pack, names.values())],
        "names": len(names),
        "links": _links(worries, programs, links),
        "worries": _steps(entry.id for entry in worries),
        "programs": _steps(entry.id for entry in programs),
        "categories": [entry.id for entry in categories],
        "category_of": [entry.category for entry in worries],
        "desks": [entry.id for entry in desks],
    }


def _steps(ids: Iterable[int]) -> list[int]:
    """Each as its distance from the one before: mostly 1, so they weigh nothing."""
    return [after - before for before, after in pairwise((0, *ids))]


def _count(entry: Entry) -> Counter[str]:
    """How often each term occurs, counted by the weight of the text it stands in."""
    count: Counter = Counter(sounds(fold(entry.reading)))
    for text in entry.texts:
        for term in terms(fold(text.text)):
            if term not in EMPTY and (text.close or (len(term) == 2 and ANY_HAN.match(term))):
                count[term] += text.weight
    return count


def _terms(counts: Sequence[Mapping[str, float]]) -> dict[Hits, list[str]]:
    """Hits, sorted, and the terms that have just these."""
    occurs: dict[str, Strengths] = defaultdict(dict)
    sizes = [sum(count.values()) for count in counts]
    average = sum(sizes) / max(1, len(sizes)) or 1
    for number, count in enumerate(counts):
        damping = SATURATION * (1 - LENGTH + LENGTH * sizes[number] / average)
        for term, n in count.items():
            occurs[term][number] = n * (SATURATION + 1) / (n + damping)
    _drop_echoes(occurs)
    terms_of: dict[Hits, list[str]] = defaultdict(list)
    for term, found in sorted(occurs.items()):
        if _tells(term, len(found), len(counts)):
            terms_of[_levels(found, _rarity(len(found), len(counts)))].append(term)
    terms_of.pop((), None)
    return dict(sorted(terms_of.items(), key=lambda item: ([number for number, _ in item[0]], item[1])))


def _drop_echoes(occurs: dict[str, Strengths]) -> None:
    """A Han character that stands only where one of its pairs does says nothing of its own."""
    for pair in [term for term in occurs if len(term) == 2 and ANY_HAN.match(term)]:
        for one in pair:
            if one in occurs and ANY_HAN.match(one) and occurs[one].keys() == occurs[pair].keys():
                del occurs[one]


def _tells(term: str, found: int, total: int) -> bool:
    if ONLY_KANA.fullmatch(term):
        return found <= max(FEW_KANA, COMMON_KANA * total)
    most = COMMON if not ANY_HAN.match(term) else COMMON_PAIR if len(term) > 1 else COMMON_SINGLE
    return found <= max(FEW, most * total)


def _rarity(found: int, total: int) -> float:
    return math.log(1 + (total - found + 0.5) / (found + 0.5))


def _levels(found: Strengths, factor: float = 1) -> Hits:
    levels = ((number, min(STRONGEST, round(value * factor * STEP))) for number, value in sorted(found.items()))
    return tuple((number, level) for number, level in levels if level)


@lru_cache(ROWS_KEPT)  # the staff's words are the same in every language of an edition
def _said(stems: tuple[str, ...]) -> str:
    """The stems of a row as one line, without those that a shorter one covers."""
    folded = {"+".join(fold(part).replace(" ", "+") for part in stem.split("+")).strip("+") for stem in stems} - {""}
    kept: list[str] = []
    for stem in sorted(folded, key=lambda stem: (len(stem), stem)):
        if not any(_covers(shorter, stem) for shorter in kept):
            kept.append(stem)
    return crossed(kept)


@lru_cache(ROWS_KEPT)
def _said_in_danger(stems: tuple[str, ...]) -> str:
    return _said(tuple(_with_kana(stems)))


def _with_kana(stems: Iterable[str]) -> Iterable[str]:
    """As written and as it sounds: in danger the spelling must not matter. Not what also sounds like something else,
    nor what is too short to stand for itself.
    """
    for stem in stems:
        yield stem
        parts = stem.split("+")
        spoken = ["".join(reading or word for word, reading in reader()(part)) for part in parts]
        enough = SPOKEN_FROM if len(parts) == 1 else SPOKEN_PART_FROM
        long_enough = ONLY_KANA.fullmatch("".join(spoken)) and min(map(len, spoken)) >= enough
        if long_enough and not any(map(_ambiguous, parts, spoken)):
            yield "+".join(spoken)


def _ambiguous(written: str, spoken: str) -> bool:
    """生きたくな sounds like 行きたくない."""
    first = ANY_HAN.search(written)
    words = table()[0].items() if first else ()
    return any(said.startswith(spoken) and first[0] not in word and ANY_HAN.search(word) for word, said in words)


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


def _names_of_desks(desks: Sequence[Entry], first: int) -> dict[str, Hits]:
    """Who says a short name, or a short part of one that few others have, means that desk: 法テラス."""
    called: dict[str, list[int]] = defaultdict(list)
    for number, desk in enumerate(desks, first):
        for part in {fold(part).replace(" ", "+") for part in NAME_PARTS.split(desk.texts[0].text)}:
            called[part].append(number)
    said = {part: owners for part, owners in sorted(called.items()) if NAME_FROM <= len(part) <= NAME_TO}
    said = {part: owners for part, owners in said.items() if not ALL_HAN.fullmatch(part)}
    return {
        part: tuple((one, STRONGEST) for one in owners) for part, owners in said.items() if len(owners) <= FEW_DESKS
    }


def _means(entries: Sequence[Entry], everyday: Sequence[Everyday]) -> list[str]:
    """For each row how strongly each document speaks of what it means: its phrases as they stand, not their pairs."""
    shelf = _Shelf(entries)
    phrases = (sorted({fold(phrase) for phrase in row.means} - {""}) for row in everyday)
    return [pack(_levels(_speaking_of(row, shelf, len(entries)))) for row in phrases]


def _speaking_of(phrases: Sequence[str], shelf: _Shelf, total: int) -> Strengths:
    strengths: Strengths = defaultdict(float)
    for phrase in phrases:
        found = shelf.mentions(phrase)
        for number, n in found.items():
            strengths[number] += _rarity(len(found), total) * n * (SATURATION + 1) / (n + SATURATION)
    return strengths


@lru_cache(20 * ROWS_KEPT)
def _words(text: str) -> tuple[tuple[str, str], ...]:
    return tuple(reader()(text))


def _readings(entries: Sequence[Entry], rows: Sequence[Everyday | Crisis]) -> dict[str, str]:
    """Reading → the words most often written for it, parted by commas; last itself, where an entry has it in kana.

    Shortest first: what follows from shorter ones needs no line of its own.
    """
    texts = [text.text for entry in entries if not entry.reading for text in entry.texts if text.close]
    texts += [part for row in rows for stem in row.stems for part in stem.split("+")]
    words: dict[str, Counter] = defaultdict(Counter)
    for text in texts:
        for word, reading in _words(text):
            if _converts(word, reading):
                words[reading][word] += 1
    in_kana = "\n".join(fold(text.text) for entry in entries for text in entry.texts if text.close)
    known: dict[str, str] = {}
    for reading in sorted(words, key=lambda reading: (len(reading), reading)):
        ranked = sorted(words[reading], key=lambda word: (-words[reading][word], word))
        as_said = [reading] if len(reading) > 2 and reading in in_kana else []
        alike = ",".join([*ranked[: ALIKE if len(reading) > 2 else 1], *as_said])
        if len(reading) == 2 or " ".join(written(reading, known)).strip() != alike.replace(",", " "):
            known[reading] = alike
    return dict(sorted(known.items()))


def _converts(word: str, reading: str) -> bool:
    """Nothing that is mostly the end of another word: 蹴られ is heard in 受けられる too."""
    end = len(reading) < 4 and reading.endswith("られ")
    return bool(len(reading) > 1 and not end and ONLY_KANA.fullmatch(reading) and WRITTEN.fullmatch(word))


def _links(worries: Sequence[Entry], programs: Sequence[Entry], links: Iterable[Link]) -> str:
    """For each worry the places of its programs in their list, with the weights as strengths."""
    place = {entry.id: at for at, entry in enumerate(programs)}
    rows: dict[int, dict[int, int]] = {entry.id: {} for entry in worries}
    for worry, program, weight in links:
        if worry in rows and program in place:
            rows[worry][place[program]] = weight
    return " ".join(pack(tuple(sorted(row.items()))) for row in rows.values())
