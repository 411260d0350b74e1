"""Search: how often the right help is found, how fast, and how much it weighs."""

import gzip
import json
import statistics
import sys
import time
from collections.abc import Iterator, Sequence

import brotli

from search.find import find, opened
from tests.bench import phone
from tests.bench.report import Row, at_most, lines
from tests.search import recall, starter
from tests.search.recall import Asked

ENTRIES = 3_000
# Rows of round 2 were made from what the split "ext" missed; without them it is still a test.
LISTS = {"list without round 2": ("round 2",), "first list": ("round", "other"), "whole list": ()}


def rows() -> Iterator[Row]:
    asked = list(recall.on_the_starter_handbook())
    yield from _recall("starter", asked)
    yield from _recall("starter in kana only", recall.on_the_starter_handbook(in_kana=True))
    yield from _recall("small corpus, no word list", recall.on_the_small_corpus([]))
    for what, leave_out in LISTS.items():
        yield from _recall(f"small corpus, {what}", recall.on_the_small_corpus(starter.everyday(leave_out)))
    data = starter.handbook()[0]
    written = _written(data).encode()
    yield at_most("index of the starter handbook, brotli", len(brotli.compress(written)) / 1000, 60, "kB")
    yield at_most("  the same in gzip, for clients without brotli", len(gzip.compress(written, 9)) / 1000, 60, "kB")
    yield from _speed(data, [one.query for one in asked])


def _recall(what: str, asked: Sequence[Asked]) -> Iterator[Row]:
    for (split, kind), group in sorted(recall.by_split_and_kind(asked).items()):
        entries, blocks, crisis = (recall.share(group, name) for name in ("entries", "blocks", "crisis"))
        found = f"{entries:.2f} entries  {blocks:.2f} blocks" + (f"  {crisis:.2f} crisis" if kind == "crisis" else "")
        goal, kept = "", None
        if what == "starter" and kind == "all":
            goal, kept = "≥ 0.80 entries, ≥ 0.95 blocks", entries >= 0.8 and blocks >= 0.95
        if what == "starter" and kind == "crisis":
            goal, kept = "1.00 crisis", crisis == 1
        yield Row(f"{what}: {split}, {kind} ({len(group)})", found, goal, kept)


def _speed(data: dict, queries: list[str]) -> Iterator[Row]:
    large = _large()
    for what, index in ((f"Python, {ENTRIES:,} entries", large), ("Python, starter handbook", data)):
        ready = opened(index)
        took = sorted(_milliseconds(ready, query) for query in queries for _ in range(3))
        yield at_most(f"{what}, p95", took[int(len(took) * 0.95)], 10, "ms", 2)
        yield Row(f"{what}, median", f"{statistics.median(took):.2f} ms")
    yield from phone.rows(data, large, queries)


def _large() -> dict:
    """The starter handbook's texts again and again, under new numbers."""
    once = len(starter.rows("worries.csv")) + len(starter.rows("programs.csv"))
    return starter.handbook(times=ENTRIES // once + 1)[0]


def _milliseconds(index, query: str) -> float:
    began = time.process_time()
    find(index, query)
    return (time.process_time() - began) * 1000


def _written(data: dict) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


if __name__ == "__main__":
    sys.stdout.write("\n".join(lines(list(rows()))) + "\n")
