"""Lists of hits as short strings: a phone fetches them, so every byte counts. Twin: unpack in find.js.

A hit is (number, strength 1 to 4), written as (distance to the hit before) × 4 + strength − 1 in digits of printable
ASCII without quote and backslash; the upper digits say that the number goes on.

Many lists are written together, sorted: distances alone, the first of a list from the first of the list before, and
apart from them the strengths, one digit for a list where all are the same, else a point and one for each.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, pairwise

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
    hits, number = [], 0
    for value in _values(packed):
        number += value >> 2
        hits.append((number, (value & 3) + 1))
    return tuple(hits)


def _values(packed: str) -> Iterator[int]:
    value, place = 0, 1
    for code in packed.encode():
        digit = code - (code > BACKSLASH) - FIRST
        if digit >= LAST_DIGITS:
            value += (digit - LAST_DIGITS) * place
            place *= MORE_DIGITS
        else:
            yield value + digit * place
            value, place = 0, 1


def pack_sorted(lists: Sequence[Hits]) -> tuple[str, str]:
    spelt, strengths, first = [], [], 0
    for hits in lists:
        numbers = [first, *(number for number, _ in hits)]
        spelt.append("".join(_spell(number - before) for before, number in pairwise(numbers)))
        digits = "".join(str(strength) for _, strength in hits)
        strengths.append(digits[0] if len(set(digits)) == 1 else f".{digits}")
        first = hits[0][0]
    return " ".join(spelt), "".join(strengths)


def unpack_sorted(spelt: str, strengths: str) -> Iterator[Hits]:
    digits, first = iter(strengths), 0
    for packed in spelt.split():
        numbers = list(accumulate(_values(packed), initial=first))[1:]
        first, digit = numbers[0], next(digits)
        yield tuple(_hit(number, int(next(digits) if digit == "." else digit)) for number in numbers)


@lru_cache(maxsize=50_000)
def _hit(number: int, strength: int) -> tuple[int, int]:
    """One object for the same hit in many lists."""
    return number, strength
