"""Words as short strings, and back: a phone fetches them, so every byte counts. Twin of the way back: find.js."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import takewhile

from .analysis import WIDE, sounds

_RUN = re.compile(f"[{WIDE}]{{2,}}")


def chained(terms: Sequence[str]) -> str:
    """Pairs that overlap as one run, which the browser cuts again: 給付 付金 → 給付金."""
    rest = {term for term in terms if len(term) == 2 and _RUN.fullmatch(term)}
    after: dict[str, list[str]] = defaultdict(list)
    for pair in sorted(rest):
        after[pair[0]].append(pair)
    ends = {pair[1] for pair in rest}
    runs = [term for term in terms if term not in rest]
    for pair in sorted(rest, key=lambda pair: (pair[0] in ends, pair)):  # first those that follow no other
        if pair in rest:
            rest.remove(pair)
            run = pair
            while following := next((found for found in after[run[-1]] if found in rest), ""):
                rest.remove(following)
                run += following[1]
            runs.append(run)
    return " ".join(runs)


def of_run(run: str) -> list[str]:
    return sounds(run) if _RUN.fullmatch(run) else [run]


def after_the_same(sorted_words: Iterable[str], zero: int = ord("0")) -> str:
    """How many first characters each shares with the word before (up to nine, in digits or capitals), and its rest."""
    written, before = [], ""
    for word in sorted_words:
        same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(word[:9], before, strict=False)))
        written.append(chr(zero + same) + word[same:])
        before = word
    return "".join(written)


def whole(words: str, zero: int = ord("0")) -> list[str]:
    """Each begins with as many characters of the one before as its digit or capital says."""
    found, marks = [""], f"{chr(zero)}-{chr(zero + 9)}"
    for same, rest in re.findall(f"([{marks}])([^{marks}]*)", words):
        found.append(found[-1][: ord(same) - zero] + rest)
    return found[1:]


def shortened(words: str, reading: str) -> str:
    """A digit for the last kana of a word that are those of its reading: 払える → 払2. Undone by opened()."""
    return ",".join(_without_end(word, reading) for word in words.split(","))


def _without_end(word: str, reading: str) -> str:
    same = sum(
        1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(reversed(word), reversed(reading), strict=False))
    )
    return f"{word[:-same]}{same}" if 0 < same < 10 else word


def in_full(readings: Sequence[str], cells: Sequence[str]) -> dict[str, str]:
    """A digit stands for as many last kana of the reading: 払2 はらえる → 払える."""
    whole = zip(readings, cells, strict=True)
    return {reading: re.sub(r"\d", lambda digit, of=reading: of[-int(digit[0]) :], cell) for reading, cell in whole}


def crossed(stems: Iterable[str]) -> str:
    """Stems that go on alike as one: 父+殴 父+蹴 母+殴 母+蹴 → 母|父+殴|蹴."""
    after: dict[str, list[str]] = defaultdict(list)
    for stem in sorted(stems):
        first, plus, rest = stem.partition("+")
        after[first + "+" * (not plus)].append(rest)
    alike: dict[str, list[str]] = defaultdict(list)
    for first, rests in after.items():
        alike["|".join(rests)].append(first)
    groups = [f"{'|'.join(firsts)}+{rests}" for rests, firsts in alike.items() if rests]
    alone = [first.rstrip("+") for first in alike[""]]
    return after_the_same(sorted([*groups, *alone]), ord("A"))


def uncrossed(line: str) -> list[str]:
    found = []
    for group in whole(line, ord("A")):
        firsts, plus, rests = group.partition("+")
        found += [first + plus + rest for first in firsts.split("|") for rest in rests.split("|")]
    return found
