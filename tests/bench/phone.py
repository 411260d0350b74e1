"""Searching on a phone: Chromium slowed down six times, which its developer tools take for one of the middle class."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.bench.report import Row, at_most
from tests.browser.conftest import QUIET_CHROMIUM, chromium_program

FIND = Path(__file__).resolve().parents[2] / "handbook" / "static" / "handbook" / "find.js"
SLOWER = 6
MEASURE = """async ([script, text, queries]) => {
  const { opened, find } = await import(URL.createObjectURL(new Blob([script], { type: "text/javascript" })));
  const timed = act => { const began = performance.now(); act(); return performance.now() - began; };
  let index;
  const opening = timed(() => { index = opened(JSON.parse(text)); });
  const first = timed(() => find(index, queries[0]));
  const sorted = times => times.sort((a, b) => a - b);
  const each = sorted(queries.map(query => sorted([1, 2, 3, 4, 5].map(() => timed(() => find(index, query))))[2]));
  return [opening, first, each[Math.floor(each.length / 2)], each[Math.floor(each.length * .95)]];
}"""


def rows(index: dict, large: dict, queries: Sequence[str]) -> Iterator[Row]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_program(), args=QUIET_CHROMIUM)
        for what, data in (("starter handbook", index), ("3,000 entries", large)):
            page = browser.new_page()
            page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
            text = json.dumps(data, ensure_ascii=False)
            opening, first, median, slow = page.evaluate(MEASURE, [FIND.read_text(encoding="utf-8"), text, [*queries]])
            yield at_most(f"Chromium {SLOWER}× slower, {what}, p95 of a query", slow, 30, "ms", 2)
            yield Row("  median", f"{median:.2f} ms")
            yield Row("  the first query", f"{first:.1f} ms")
            yield Row("  opening the index, once", f"{opening:.0f} ms")
            page.close()
        browser.close()
