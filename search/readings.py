"""How written words are read aloud, for people who type kana only: asked while an index is built, never by a query."""

from collections.abc import Callable, Iterator
from functools import cache
from itertools import groupby
from pathlib import Path

from .analysis import ANY_HAN, fold

TABLE = Path(__file__).parent / "data" / "readings.tsv"
CHUNK = 10_000  # SudachiPy refuses more than 49,149 bytes at once
Words = Iterator[tuple[str, str]]


@cache
def reader() -> Callable[[str], Words]:
    """Text → its words and their readings, both folded: by the table here, what it lacks by SudachiPy if installed.

    The table goes first because people type parts of sentences: it knows 払えな, a dictionary 払え and ない.
    """
    read = sudachi()
    return from_table if read is None else lambda text: _filled(from_table(text), read)


@cache
def sudachi() -> Callable[[str], Words] | None:
    """Text → its words and their readings in katakana, or None where SudachiPy is not installed."""
    try:
        from sudachipy import Dictionary

        dictionary = Dictionary()
    except Exception:  # absent, without its dictionary, or of a version that cannot read it
        return None
    tokenizer = dictionary.tokenizer() if hasattr(dictionary, "tokenizer") else dictionary.create()

    def read(text: str) -> Words:
        for start in range(0, len(text), CHUNK):
            for word in tokenizer.tokenize(text[start : start + CHUNK]):
                yield word.surface(), word.reading_form()

    return read


def _filled(words: Words, read: Callable[[str], Words]) -> Words:
    for known, group in groupby(words, key=lambda word: bool(word[1])):
        found = list(group)
        text = "" if known else "".join(word for word, _ in found)
        if ANY_HAN.search(text):
            found = [(fold(word), fold(reading)) for word, reading in read(text)]
        yield from found


@cache
def table() -> tuple[dict[str, str], int]:
    lines = (line.split("\t") for line in TABLE.read_text(encoding="utf-8").splitlines() if line[:1] != "#")
    words = {fold(word): fold(reading) for word, reading in lines}
    return words, max(map(len, words))


def from_table(text: str) -> Words:
    """The longest known word at each place; what is not known has no reading."""
    words, longest = table()
    folded, at = fold(text), 0
    while at < len(folded):
        word = next((folded[at:end] for end in range(at + longest, at, -1) if folded[at:end] in words), folded[at])
        yield word, words.get(word, "")
        at += len(word)
