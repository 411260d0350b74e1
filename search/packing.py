"""Lists of hits as short strings: a phone fetches them, so every byte counts. Twin: unpack in find.js.

A hit is (number, strength 1 to 4), written as (distance to the hit before) × 4 + strength − 1 in digits of printable
ASCII without quote and backslash; the upper digits say that the number goes on.
"""

from functools import lru_cache

FIRST, BACKSLASH, LAST_DIGITS, MORE_DIGITS = 35, 92, 69, 22
STRONGEST = 4
Hits = tuple[tuple[int, int], ...]


def pack(hits: Hits) -> str:
    spelt, before = [], 0
    for number, strength in hits:
        spelt.append(_spell((number - before) * 4 + strength - 1))
        before = number
    return "".join(spelt)


def _spell(value: int) -> str:
    digits = []
    while value >= LAST_DIGITS:
        digits.append(LAST_DIGITS + value % MORE_DIGITS)
        value //= MORE_DIGITS
    codes = (FIRST + digit for digit in (*digits, value))
    return "".join(chr(code + (code >= BACKSLASH)) for code in codes)


@lru_cache(maxsize=50_000)
def unpack(packed: str) -> Hits:
    hits, number, value, place = [], 0, 0, 1
    for code in packed.encode():
        digit = code - (code > BACKSLASH) - FIRST
        if digit >= LAST_DIGITS:
            value += (digit - LAST_DIGITS) * place
            place *= MORE_DIGITS
            continue
        value += digit * place
        number += value >> 2
        hits.append((number, (value & 3) + 1))
        value, place = 0, 1
    return tuple(hits)
