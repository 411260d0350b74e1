"""What it costs to answer ten ticks without JavaScript, on the starter handbook and on a far larger one."""

import random
import re
import time
from collections.abc import Callable, Iterator

from django.db import connection

from handbook.release import store, switch
from tests.bench import bare
from tests.bench.calls import Timing, call, in_turns
from tests.bench.large import enlarged
from tests.bench.report import Row, at_least, at_most

EDITION, LANGUAGE = "mihonshi", "ja"
RESULT = "/kekka/"
OF_CONTENT = re.compile(r"\b(?:cms|wagtail\w*)_\w+")


def rows(application: Callable) -> Iterator[Row]:
    starter = store.current(EDITION, LANGUAGE)
    small, plain, asked = _measured(application, ten_of(starter))
    yield at_most("POST of 10 ticks, CPU beyond a bare view", small[0].cpu - small[1].cpu, 2, "ms", 2)
    yield Row("  a bare view with the same bytes", f"{small[1].cpu:.2f} ms")
    yield at_least("  requests/s in % of a bare view's", small[1].wall / small[0].wall * 100, 60, "%")
    yield Row("  the same without compression", f"{plain[1].wall / plain[0].wall * 100:.0f} %")
    yield Row("  requests/s of one process", f"{1000 / small[0].wall:.0f}")
    yield at_most("  queries to content tables", asked, 0, "", 0)
    _release(enlarged(starter))
    large, _, asked = _measured(application, ten_of(store.current(EDITION, LANGUAGE)))
    times = (large[0].cpu - large[1].cpu) / (small[0].cpu - small[1].cpu)
    yield at_most("the same with 3,000 programs and 1,000 worries", times, 2, "×", 2)
    yield at_most("  queries to content tables", asked, 0, "", 0)
    _release(starter)


def ten_of(release) -> list[int]:
    return random.Random(10).sample(sorted(release.worries), 10)


def _measured(application: Callable, ticks: list[int]) -> tuple[list[Timing], list[Timing], int]:
    form = [(_field(application), tick) for tick in ticks]
    answer = call(application, RESULT, form)
    if answer.status != 200 or not answer.body:
        raise RuntimeError(f"POST {RESULT} answered {answer.status}")
    bare.content = answer.body
    squeezed, plain = (_beside_bare(application, form, compressed) for compressed in (True, False))
    return squeezed, plain, _queries(lambda: call(application, RESULT, form))


def _beside_bare(application: Callable, form: list[tuple[str, int]], compressed: bool) -> list[Timing]:
    return in_turns(
        lambda: call(application, RESULT, form, compressed),
        lambda: call(application, bare.ADDRESS, form, compressed),
    )


def _field(application: Callable) -> str:
    """The name of the checkboxes, from the page itself."""
    boxes = re.findall(rb"<input[^>]*type=\"?checkbox[^>]*>", call(application, "/").body)
    names = {found[1] for box in boxes if (found := re.search(rb"name=\"?([\w-]+)", box)) and b"value=" in box}
    return max(names, key=lambda name: sum(name in box for box in boxes)).decode()


def _queries(answer: Callable) -> int:
    """Counted when the process has to look at the pointer again, so there is at least that one."""
    seen: list[str] = []

    def note(execute, sql, params, many, context):
        seen.append(sql)
        return execute(sql, params, many, context)

    time.sleep(store.LOOK_AGAIN)
    with connection.execute_wrapper(note):
        answer()
    if not seen:
        raise RuntimeError("no query was seen: the counting itself is broken")
    return sum(bool(OF_CONTENT.search(sql)) for sql in seen)


def _release(release) -> None:
    switch.switch(EDITION, [release], [], True)
    store.refresh()
