"""Matching in V8, the engine of most residents' browsers."""

import json
import statistics
from collections.abc import Iterator

from handbook import matching
from handbook.release.schema import Release
from tests.bench.answering import ten_of
from tests.bench.calls import in_turns
from tests.bench.report import Row
from tests.handbook.javascript import Module

LOOP = """(() => {{
  const began = Date.now();
  for (let i = 0; i < {times}; i++) match(table, ticks);
  return (Date.now() - began) / {times};
}})()"""


def rows(release: Release) -> Iterator[Row]:
    table, ticks = matching.table(release), ten_of(release)
    engine = Module("matching.js").engine
    engine.eval(f"const table = {json.dumps(table)}, ticks = {json.dumps(ticks)};")
    engine.eval(LOOP.format(times=500))  # warms the compiler up, as nothing does on a resident's phone
    warm = statistics.median(engine.eval(LOOP.format(times=200)) for _ in range(5))
    yield Row("matching 10 ticks in V8", f"{warm * 1000:.0f} µs")
    yield Row("matching 10 ticks in Python", f"{in_turns(lambda: matching.match(table, ticks))[0].cpu * 1000:.0f} µs")
