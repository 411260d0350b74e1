"""Readings over kanji: which word stands where, and which kana stand over which kanji.

Words come from a table, the longest known one first: the same rule as in static/handbook/furigana.js, with shared
vectors. SudachiPy, where installed, only drafts words that the table lacks, for staff to check.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from html import escape
from pathlib import Path

from .readings import sudachi

TABLE = Path(__file__).parent / "data" / "furigana.tsv"
DIGIT = "#"  # before a word in the table: after a number it is read like this, as 5#日 after just this one
_KANJI = r"[㐀-䶿一-鿿豈-﫿々〆ヶ]"
RUN = re.compile(f"{_KANJI}+")
MARK = re.compile(r'\{([^{}|"\\\\<>]+)\|([ぁ-ゖー]+)\}')  # {市場|いちば} says how it is read in this place
_AFTER_DIGIT = re.compile(r"(?<=[0-9])[日人分本泊杯匹][間目]?")  # 一日 or ついたち: nobody can tell; better none
_NUMBER = re.compile(r"[0-9]{1,4}$")
_HIRAGANA = {ord(sign): ord(sign) - 0x60 for sign in map(chr, range(ord("ァ"), ord("ヶ")))}

Segment = tuple[str, str]  # text and its reading, empty where it needs none
Reach = dict[str, int]  # first sign of words → length of the longest of them
Words = Mapping[str, str]  # word → readings of its runs of kanji, with | between them


def hiragana(text: str) -> str:
    return text.translate(_HIRAGANA)


def runs(word: str, reading: str) -> str | None:
    """The reading of each run of kanji, with | between them; None where word and reading do not fit together."""
    pattern, end = "", 0
    for run in RUN.finditer(word):
        pattern += re.escape(hiragana(word[end : run.start()])) + "(.+?)"
        end = run.end()
    found = re.fullmatch(pattern + re.escape(hiragana(word[end:])), hiragana(reading))
    return "|".join(found.groups()) if found else None


@cache
def table() -> Words:
    lines = (line.split("\t") for line in TABLE.read_text(encoding="utf-8").splitlines() if "\t" in line)
    return aligned(lines)


def aligned(pairs: Iterable[Iterable[str]]) -> Words:
    found = {word: runs(word.rpartition(DIGIT)[2], reading) for word, reading in pairs}
    return {word: readings for word, readings in found.items() if readings}


def reach(words: Words) -> Reach:
    found: Reach = {}
    for key in words:
        word = key.rpartition(DIGIT)[2]
        found[word[0]] = max(found.get(word[0], 0), len(word))
    return found


def segments(text: str, words: Words, longest: Reach | None = None) -> list[Segment]:
    """Text → parts, each with its reading."""
    longest = reach(words) if longest is None else longest
    found: list[Segment] = []
    at = 0
    while at < len(text):
        word, key = _word(text, at, words, longest)
        found += _over(word, words[key]) if key else [(word, "")]
        at += len(word)
    return _joined(found)


def _word(text: str, at: int, words: Words, longest: Reach) -> tuple[str, str]:
    """The longest known word here and its key; else one character, or a counter that may be read in several ways."""
    unsure = _AFTER_DIGIT.match(text, at)
    if text[at] not in longest:
        return unsure[0] if unsure else text[at], ""
    number = _NUMBER.search(text, max(at - 4, 0), at)
    befores = [number[0] + DIGIT, DIGIT, *[""] * (not unsure)] if number else [""]
    for end in range(min(at + longest[text[at]], len(text)), at, -1):
        for before in befores:
            if (key := before + text[at:end]) in words:
                return text[at:end], key
    return unsure[0] if unsure else text[at], ""


def _over(word: str, readings: str) -> list[Segment]:
    found, end = [], 0
    for run, reading in zip(RUN.finditer(word), readings.split("|"), strict=True):
        found += [(word[end : run.start()], ""), (run[0], reading)]
        end = run.end()
    return [*found, (word[end:], "")]


def _joined(parts: list[Segment]) -> list[Segment]:
    joined: list[Segment] = []
    for text, reading in parts:
        if not reading and joined and not joined[-1][1]:
            joined[-1] = (joined[-1][0] + text, "")
        elif text:
            joined.append((text, reading))
    return joined


def html(text: str, words: Words, longest: Reach | None = None) -> str:
    """Escaped. Wrapped in one element, since each ruby inside a flex container would become an item of its own."""
    parts = segments(text, words, longest)
    if not any(reading for _, reading in parts):
        return escape("".join(text for text, _ in parts))
    return f"<f-g>{''.join(_ruby(*part) for part in parts)}</f-g>"


def _ruby(text: str, reading: str) -> str:
    if not reading:
        return escape(text)
    over = f'<rp>（</rp><rt aria-hidden="true">{escape(reading)}</rt><rp>）</rp>'
    return f"<ruby>{escape(text)}{over}</ruby>"


def marked(phrase: str, words: Words) -> dict[str, str]:
    """How to read a phrase with marks: all of it as one word, so that the marks count in this place only. Where a mark
    stands amid kanji that have no reading, it counts for its own word.
    """
    found: list[Segment] = []
    pieces = MARK.split(phrase)
    for plain, word, reading in zip(pieces[::3], [*pieces[1::3], ""], [*pieces[2::3], ""], strict=True):
        over = runs(word, reading)
        found += [*segments(plain, words), *(_over(word, over) if over else [(word, "")])]
    readings = _of_runs(found)
    return dict(aligned(MARK.findall(phrase))) if None in readings else {unmarked(phrase): "|".join(readings)}


def unmarked(text: str) -> str:
    return MARK.sub(r"\1", text)


def _of_runs(parts: list[Segment]) -> list[str | None]:
    """The readings of the runs of kanji of all parts together; None for a run that is read in part only."""
    spans, end = [], 0
    for part, reading in parts:
        spans.append((end, end + len(part), reading))
        end += len(part)
    readings: list[str | None] = []
    for run in RUN.finditer("".join(part for part, _ in parts)):
        over = [span for span in spans if span[2] and run.start() <= span[0] and span[1] <= run.end()]
        whole = sum(stop - start for start, stop, _ in over) in (0, len(run[0]))
        readings.append("".join(said for _, _, said in over) if whole else None)
    return readings


def wanting(text: str, words: Words, longest: Reach | None = None) -> list[tuple[str, str]]:
    """Words with kanji that have no reading, each with a draft where SudachiPy is installed; without what nobody can
    tell after a number.
    """
    unsure = {place for found in _AFTER_DIGIT.finditer(text) for place in range(*found.span())}
    at, places = 0, []
    for part, reading in segments(text, words, longest):
        if not reading:
            places += [(at + run.start(), at + run.end()) for run in RUN.finditer(part)]
        at += len(part)
    return [_drafted(text, *place) for place in places if not unsure.issuperset(range(*place))]


def _drafted(text: str, start: int, end: int) -> tuple[str, str]:
    """All that SudachiPy takes for words here, so that the kana that follow a kanji are among them."""
    read, at, word, reading = sudachi(), 0, "", ""
    for part, said in read(text) if read else ():
        if at < end and at + len(part) > start:
            word, reading = word + part, reading + hiragana(said)
        at += len(part)
    return (word, reading) if runs(word, reading) else (text[start:end], "")
