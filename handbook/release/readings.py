"""Readings of words that the table of this installation lacks or reads differently: corrections of an edition, and
marks in a text such as {市場|いちば}, which leave the text when a Release is composed.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

import orjson

from search import furigana

from .content import Content
from .schema import Release

WITH_FURIGANA = ("ja", "ja-simple")
_NOT_SHOWN = {"search_words", "everyday_words", "crisis_words", "readings", "wards"}
_TAG = re.compile(r"<[^>]*>")
_PHRASE = re.compile(r'[^"\\\s、。，．・（）()「」『』<>&;]+')


def told(content: Content, release: Release) -> Release:
    """Without marks in its texts, with what they said."""
    body = release.to_json().decode()
    is_marked = furigana.MARK.search(body)
    if is_marked:
        release = Release.from_json(furigana.unmarked(body).encode())
    if content.language not in WITH_FURIGANA:
        return release
    found = _corrections(content)
    known = {**furigana.table(), **found}
    for phrase in (phrase for phrase in (_PHRASE.findall(body) if is_marked else ()) if furigana.MARK.search(phrase)):
        found |= furigana.marked(phrase, known)
    return replace(release, readings=tuple(sorted(found.items())))


def _corrections(content: Content) -> dict[str, str]:
    """The nearest edition's count."""
    inherited = dict(content.below.release.readings) if content.below else {}
    return inherited | dict(furigana.aligned((row.word, row.reading) for row in content.readings))


def known(release: Release) -> furigana.Words:
    return {**furigana.table(), **dict(release.readings)}


def texts(release: Release) -> list[str]:
    """All that has kanji and is shown, each once."""
    return list(dict.fromkeys(_texts(orjson.loads(release.to_json()))))


def _texts(part: object) -> Iterator[str]:
    if isinstance(part, str):
        yield from (text for text in _TAG.split(part) if furigana.RUN.search(text))
    elif isinstance(part, list):
        for inner in part:
            yield from _texts(inner)
    elif isinstance(part, dict):
        for name, inner in part.items():
            if name not in _NOT_SHOWN:
                yield from _texts(inner)
