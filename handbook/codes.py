"""The code in a shared link and its QR: a list of permanent numbers in one spelling. Twin: static/handbook/codes.js.

kind byte | LEB128 deltas of the sorted ids | CRC-8 of all before it, in base64url without padding. A list of programs
may name hotlines as well: a zero byte, which no delta is, and three bytes for each, in the order in which they are
shown. A link carries it behind the # only, so no server sees it.
"""

import base64
import re
from collections.abc import Iterable
from hashlib import sha256
from typing import NamedTuple

import segno
from django.utils.safestring import SafeString, mark_safe

WORRIES, PROGRAMS = 1, 2
HIGHEST_ID = 1 << 20
MOST_IDS = 300
_LONGEST = 1204  # characters: kind, 300 entries of three bytes, the zero between them, checksum
_HOTLINE = 3  # bytes

_ALPHABET = re.compile(r"[A-Za-z0-9_-]+")


class Received(NamedTuple):
    kind: int
    ids: list[int]
    hotlines: list[int]


def of_hotline(key: str) -> int:
    """What a code calls a hotline: it has no permanent number, but its key is permanent."""
    return int.from_bytes(sha256(key.encode()).digest()[:_HOTLINE], "big")


def encode(ids: Iterable[int], kind: int, hotlines: Iterable[int] = ()) -> str:
    """The code of this list; doubles do not matter, nor the order of ids. Raises ValueError for what a code cannot
    carry.
    """
    ids, hotlines = sorted(set(ids)), list(dict.fromkeys(hotlines))
    _check(ids, kind, hotlines)
    body = bytearray([kind])
    for previous, id in zip([0, *ids], ids, strict=False):
        body += _leb128(id - previous)
    if hotlines:
        body += b"".join([b"\0", *(number.to_bytes(_HOTLINE, "big") for number in hotlines)])
    body.append(_crc8(body))
    return base64.urlsafe_b64encode(body).rstrip(b"=").decode()


def decode(code: str) -> Received:
    """Raises ValueError for everything that encode() does not write."""
    body = _bytes(code)
    deltas, _zero, lines = body[1:-1].partition(b"\0")
    kind, ids = body[0], _ids(deltas)
    hotlines = [int.from_bytes(lines[at : at + _HOTLINE], "big") for at in range(0, len(lines), _HOTLINE)]
    _check(ids, kind, hotlines)
    if encode(ids, kind, hotlines) != code:
        raise ValueError("The code is not in its one spelling: copy the whole link again.")
    return Received(kind, ids, hotlines)


def qr_svg(url: str) -> SafeString:
    """Inline SVG that takes its size from the page; four modules of white around it, as readers need."""
    svg = segno.make(url, error="m", micro=False).svg_inline(border=4, omitsize=True, dark="#000", light="#fff")
    return mark_safe(svg)  # noqa: S308  drawn by segno: numbers only, nothing of the URL's text


def _check(ids: list[int], kind: int, hotlines: list[int]) -> None:
    if kind not in (WORRIES, PROGRAMS) or (hotlines and kind != PROGRAMS):
        raise ValueError("The kind of the code is unknown: it was made by a newer version or is damaged.")
    if len(ids) + len(hotlines) > MOST_IDS:
        raise ValueError(f"A code carries at most {MOST_IDS} entries: take some away.")
    if not all(isinstance(id, int) and 1 <= id <= HIGHEST_ID for id in ids):
        raise ValueError(f"Ids are whole numbers from 1 to {HIGHEST_ID}.")


def _bytes(code: str) -> bytes:
    if not isinstance(code, str) or len(code) > _LONGEST or not _ALPHABET.fullmatch(code) or len(code) % 4 == 1:
        raise ValueError("This is not a code: copy the whole link again.")
    body = base64.urlsafe_b64decode(code + "=" * (-len(code) % 4))
    if len(body) < 2 or _crc8(body[:-1]) != body[-1]:
        raise ValueError("The code is damaged or cut off: copy the whole link again.")
    return body


def _ids(deltas: bytes) -> list[int]:
    ids, previous, delta, shift = [], 0, 0, 0
    for byte in deltas:
        if shift > 14:
            break
        delta |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            previous += delta
            ids.append(previous)
            delta = shift = 0
    if shift:
        raise ValueError("The code is damaged or cut off: copy the whole link again.")
    return ids


def _leb128(number: int) -> bytes:
    groups = []
    while number > 127:
        groups.append(number & 127 | 128)
        number >>= 7
    return bytes([*groups, number])


def _crc8(data: bytes) -> int:
    crc = 0
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = (crc << 1 ^ 7 if crc & 128 else crc << 1) & 255
    return crc
