"""Furigana for one Release: the table that browsers fetch when it is switched on, and whole pages for those without
JavaScript.
"""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from html import unescape
from typing import TYPE_CHECKING

from django.templatetags.static import static

from handbook import packed
from handbook.packed import Packed
from handbook.release import readings
from handbook.release.schema import Release
from search import furigana

if TYPE_CHECKING:
    from handbook.bundle import Bundle

NAME_LENGTH = 12
PART = "furigana/"  # of the address; it says nothing but that somebody wants furigana
_PIECES = re.compile(r"(<!--.*?-->|<(script|style|svg|textarea|select|title)\b.*?</\2>|<[^>]*>)", re.DOTALL)
_LANG = re.compile(r'\blang="([\w-]+)"')
_VOID = {"br", "hr", "img", "input", "link", "meta", "use", "path"}


def is_offered(language: str) -> bool:
    return language in readings.WITH_FURIGANA


@dataclass(frozen=True)
class Furigana:
    words: dict[str, str]

    @cached_property
    def longest(self) -> furigana.Reach:
        return furigana.reach(self.words)

    @cached_property
    def file(self) -> Packed:
        """Nobody fetches it who does not switch furigana on."""
        found = {"style": static("handbook/furigana.css"), "words": self.words}
        return packed.pack(json.dumps(found, ensure_ascii=False, separators=(",", ":")), "application/json")

    @cached_property
    def name(self) -> str:
        return sha256(self.file.plain).hexdigest()[:NAME_LENGTH]


def of(release: Release) -> Furigana:
    return Furigana(readings.known(release))


def page(html: str, bundle: "Bundle", names: Iterable[str]) -> str:
    """Readings over all Japanese on a page; its links to pages of these names lead to those with furigana again."""
    known = bundle.furigana.words
    longest = bundle.furigana.longest
    found, languages = [], []
    for piece in _split(html):
        if not piece.startswith("<"):
            japanese = bool(languages) and languages[-1][1].split("-")[0] == "ja"
            found.append(furigana.html(unescape(piece), known, longest) if japanese else piece)
            continue
        _follow(piece, languages)
        found.append(piece)
    linked = _links("".join(found), bundle.prefix, names)
    return linked.replace("</head>", _STYLE.format(static("handbook/furigana.css")), 1)


_STYLE = '<link rel="stylesheet" href="{}"></head>'


def _split(html: str) -> list[str]:
    pieces, end = [], 0
    for tag in _PIECES.finditer(html):
        pieces += [html[end : tag.start()], tag[0]]
        end = tag.end()
    return [piece for piece in [*pieces, html[end:]] if piece]


def _follow(tag: str, languages: list[tuple[str, str]]) -> None:
    """Which language holds inside the elements that are open now."""
    name = re.match(r"</?([\w-]+)", tag)
    if not name or name[1] in _VOID or tag.endswith("/>") or (tag.count("<") > 1):
        return
    if tag.startswith("</"):
        while languages and languages.pop()[0] != name[1]:
            pass
        return
    said = _LANG.search(tag)
    languages.append((name[1], said[1] if said else languages[-1][1] if languages else ""))


def _links(html: str, prefix: str, names: Iterable[str]) -> str:
    """To pages, not to files; the other languages are left as they are."""
    inside = re.compile(rf'(href|action)="{re.escape(prefix)}((?:p/\d+/|(?:{"|".join(names)})/)?(?:#[\w-]*)?)"')
    return inside.sub(rf'\1="{prefix}{PART}\2"', html)
