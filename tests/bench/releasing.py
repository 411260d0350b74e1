"""From an edit to what a reader sees."""

import statistics
import subprocess
import sys
import time
from collections.abc import Iterator

from cms.models import ProgramPage
from handbook.release.compose import compose, edition_keys
from tests.bench.report import Row, at_most


def rows() -> Iterator[Row]:
    for key in edition_keys():
        yield at_most(f"composing {key}", statistics.median(_seconds(key) for _ in range(5)), 0.5, "s", 2)
    yield at_most("publish → seen by a reader of another process", _until_seen(), 2, "s", 2)


def _seconds(key: str) -> float:
    began = time.perf_counter()
    compose(key, "ja")
    return time.perf_counter() - began


def _until_seen() -> float:
    """From the moment that staff press the button, so saving and composing both editions are within."""
    page = ProgramPage.objects.live().filter(locale__language_code="ja").first()
    mark = f"刊行の計測 {time.time_ns()}"
    reader = subprocess.Popen(
        [sys.executable, "-m", "tests.bench.reader", f"/p/{page.number_id}/", mark], stdout=subprocess.PIPE, text=True
    )
    if reader.stdout.readline() != "reading\n":
        raise RuntimeError("the reader's process did not start")
    began = time.time()
    page.summary = mark
    page.save_revision().publish()
    seen, _ = reader.communicate(timeout=30)
    if reader.returncode:
        raise RuntimeError("what was published was not seen within 30 seconds")
    return float(seen) - began
