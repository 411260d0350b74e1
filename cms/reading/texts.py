"""The difference of two texts: by sentence first, then by runs of characters. Raw character differences of Japanese are
confetti, so numbers, dates and addresses are one sign each, and what stays between two changes counts only from three
characters on.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

SENTENCE = re.compile(r"[^。！？\n]*(?:[。！？\n]+[」』）]*|$)")
DIGITS = "0-9０-９"
TOKEN = re.compile(
    rf"https?://[!-~]+"  # an address
    rf"|(?:令和|平成|昭和)?(?:[{DIGITS}]+|元)年(?:度|[{DIGITS}]+月(?:[{DIGITS}]+日)?)?"
    rf"|[{DIGITS}]+月[{DIGITS}]+日|[{DIGITS}]+時[{DIGITS}]+分"
    rf"|#?[{DIGITS}]+(?:[,.，．\-‐－/:：][{DIGITS}]+)*"  # an amount, a phone number, a time
    r"|[A-Za-z]+|.",
    re.S,
)
SHORT_GAP = 3
TOO_DIFFERENT = 0.3  # below this share of common characters the sentence is shown as replaced


class Op(StrEnum):
    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True)
class Piece:
    op: Op
    text: str


def pieces(old: str, new: str) -> tuple[Piece, ...]:
    """What stays, goes and comes, in the order of reading; of a replaced run the old stands first."""
    return tuple(_joined(_by_sentence(_sentences(old), _sentences(new))))


def of_old(parts: Iterable[Piece]) -> list[Piece]:
    return [piece for piece in parts if piece.op != Op.ADDED]


def of_new(parts: Iterable[Piece]) -> list[Piece]:
    return [piece for piece in parts if piece.op != Op.REMOVED]


def _sentences(text: str) -> list[str]:
    return [part for part in SENTENCE.findall(text) if part]


def _by_sentence(old: list[str], new: list[str]) -> Iterator[Piece]:
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        before, after = "".join(old[i1:i2]), "".join(new[j1:j2])
        if tag == "equal":
            yield Piece(Op.SAME, before)
        elif tag == "replace":
            yield from _by_character(before, after)
        else:
            yield from _replaced(before, after)


def _by_character(old: str, new: str) -> Iterator[Piece]:
    before, after = TOKEN.findall(old), TOKEN.findall(new)
    runs = [
        (tag == "equal", "".join(before[i1:i2]), "".join(after[j1:j2]))
        for tag, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    ]
    runs = list(_without_short_gaps(runs))
    kept = sum(len(text) for is_same, text, _ in runs if is_same)
    is_scattered = sum(not is_same for is_same, _, _ in runs) > 1
    if is_scattered and kept < TOO_DIFFERENT * max(len(old), len(new)):
        yield from _replaced(old, new)
        return
    for is_same, gone, come in runs:
        yield from [Piece(Op.SAME, gone)] if is_same else _replaced(gone, come)


def _without_short_gaps(runs: list[tuple[bool, str, str]]) -> Iterator[tuple[bool, str, str]]:
    waiting: tuple[str, str] | None = None
    for place, (is_same, old, new) in enumerate(runs):
        is_gap = is_same and len(old) < SHORT_GAP and 0 < place < len(runs) - 1
        if is_same and not is_gap:
            if waiting:
                yield False, *waiting
            waiting = None
            yield True, old, new
        else:
            waiting = (waiting[0] + old, waiting[1] + new) if waiting else (old, new)
    if waiting:
        yield False, *waiting


def _replaced(old: str, new: str) -> Iterator[Piece]:
    if old:
        yield Piece(Op.REMOVED, old)
    if new:
        yield Piece(Op.ADDED, new)


def _joined(parts: Iterable[Piece]) -> Iterator[Piece]:
    """Neighbours of the same kind become one."""
    last: Piece | None = None
    for piece in parts:
        if last and last.op == piece.op:
            last = Piece(last.op, last.text + piece.text)
            continue
        if last:
            yield last
        last = piece
    if last:
        yield last
