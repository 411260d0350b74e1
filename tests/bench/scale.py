"""All municipalities of Japan on one national edition: what a change of the nation's and what their number costs."""

import gzip
import re
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace

from django.db.models import Count, Max
from django_tasks_db.models import DBTaskResult

from cms.models import EditionPage, ProgramPage
from handbook.models import CurrentRelease, StoredRelease
from handbook.release import publish, store
from handbook.release.compose import compose
from handbook.release.schema import SCHEMA_VERSION, Release
from tests.bench.answering import ten_of
from tests.bench.calls import call, in_turns
from tests.bench.cities import ADAPTED, OWN, Cities
from tests.bench.report import Row, at_most

CITIES = 1741  # `python -m tests.bench scale 100` tries it with a hundred
FEW = 20
READ = 48  # editions that one process is asked for, three times what it keeps


def rows(application: Callable, count: int = CITIES) -> Iterator[Row]:
    nation = EditionPage.objects.get(slug="zenkoku", depth=2)
    cities = Cities(nation)
    few = cities.found(FEW)
    publish.compose_now(["zenkoku", few[0]])
    city = store.standing(few[0], "ja")
    alone, answered_alone = _seconds(few[1]), _answering(application, few[0], city)
    keys = few + cities.found(count - FEW, FEW)
    _release_like(city, keys[1:])
    store.refresh()
    yield Row(f"{len(keys)} editions of {OWN + ADAPTED} own entries each, in one language")
    many = _seconds(keys[-1])
    yield at_most("composing one city beside them all, CPU", many, 0.5, "s", 2)
    yield at_most("  against beside twenty", many / alone, 1.2, "×", 2)
    yield at_most(
        "answering ten ticks, against one city", _answering(application, few[0], city) / answered_alone, 1.1, "×", 2
    )
    yield at_most("looking whether something is new", _looking(), 20, "ms")
    yield from _memory(keys)
    yield from _national_change(application, keys)


def _seconds(key: str) -> float:
    compose(key, "ja")
    return statistics.median(_timed(lambda: compose(key, "ja"), time.process_time) for _ in range(9))


def _timed(act: Callable, clock: Callable[[], float] = time.perf_counter) -> float:
    began = clock()
    act()
    return clock() - began


def _answering(application: Callable, key: str, release: Release) -> float:
    page = call(application, f"/{key}/").body
    field = max(
        re.findall(rb'type="?checkbox"?[^>]*name="?([\w-]+)', page) or re.findall(rb'name="?([\w-]+)"? value', page)
    )
    form = [(field.decode(), tick) for tick in ten_of(release)]
    answer = call(application, f"/{key}/kekka/", form)
    if answer.status != 200:
        raise RuntimeError(f"/{key}/kekka/ answered {answer.status}")
    return in_turns(lambda: call(application, f"/{key}/kekka/", form))[0].cpu


def _looking() -> float:
    store.refresh()
    return statistics.median(_timed(store.refresh) for _ in range(9)) * 1000


def _release_like(city: Release, keys: list[str]) -> None:
    """A first Release of each; what is in it does not matter here, its size does."""
    for start in range(0, len(keys), 100):
        some = [replace(city, edition=replace(city.edition, key=key)) for key in keys[start : start + 100]]
        stored = [
            StoredRelease(
                edition=one.edition.key, language="ja", number=1, hash=one.hash, schema=SCHEMA_VERSION,
                body=gzip.compress(one.to_json(), 1, mtime=0),
            )
            for one in some
        ]  # fmt: skip
        StoredRelease.objects.bulk_create(stored)
        CurrentRelease.objects.bulk_create(
            CurrentRelease(edition=row.edition, language="ja", release=row) for row in stored
        )


def _memory(keys: list[str]) -> Iterator[Row]:
    """Of a process of its own that readers of ever more editions come to."""
    asked = [keys[place * len(keys) // READ] for place in range(READ)]
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.memory", *asked], capture_output=True, text=True, check=True
    )
    sizes = [int(line) for line in done.stdout.split()]
    third = len(sizes) // 3
    yield Row("memory of a web process, one edition read", f"{sizes[0]} MB")
    yield Row(f"  {third} editions read", f"{sizes[third - 1]} MB")
    yield at_most(f"  {len(sizes)} against {2 * third} editions read", sizes[-1] / sizes[2 * third - 1], 1.1, "×", 2)
    yield at_most(f"  {len(sizes)} editions read", sizes[-1], 800, "MB", 0)


def _national_change(application: Callable, keys: list[str]) -> Iterator[Row]:
    call(application, f"/{keys[-1]}/")  # somebody reads the last of them
    before = dict(CurrentRelease.objects.filter(language="ja").values_list("edition", "release_id"))
    page = ProgramPage.objects.live().filter(path__startswith=EditionPage.objects.get(slug="zenkoku", depth=2).path)
    page = page.filter(locale__language_code="ja").last()
    page.say = f"計測 {time.time_ns()}"
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.time()
    page.save_revision().publish()
    worker = subprocess.Popen(
        [sys.executable, "manage.py", "db_worker", "--interval", "0.2"], stderr=subprocess.DEVNULL
    )
    try:
        seen, waits, most = {}, [], 0
        while len(seen) < len(keys):
            waits.append(_timed(lambda: _must_answer(application, keys[len(waits) * 7 % 5])))
            now = CurrentRelease.objects.filter(language="ja").values_list("edition", "release_id")
            new = {key for key, release in now if before[key] != release and key in before} & set(keys)
            seen |= {key: time.time() - began for key in new - seen.keys()}
            most = max(most, _most_tasks_of_one_edition())
            if time.time() - began > 3600:
                raise RuntimeError(f"only {len(seen)} of {len(keys)} editions are current after an hour")
            time.sleep(2)
    finally:
        worker.terminate()
        worker.wait()
    last = max(seen.values())
    yield at_most("national change → all of them current, one worker", last / 60, 30, "min")
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = used.ru_utime + used.ru_stime - spent.ru_utime - spent.ru_stime
    yield Row("  per edition", f"{last / len(keys) * 1000:.0f} ms")
    yield Row("  CPU per edition", f"{cpu / len(keys) * 1000:.0f} ms")
    yield at_most("  the one that was read last is current", seen[keys[-1]], 30, "s")
    yield at_most("  tasks in the queue for one edition", most, 1, "", 0)
    yield at_most("  slowest first page of a city meanwhile", max(waits), 2, "s", 2)
    size = StoredRelease.objects.filter(edition=keys[-1]).order_by("-pk").values_list("body", flat=True)[0]
    yield Row("  room in the database for such a change", f"{len(size) * len(keys) / 1e6:.0f} MB")


def _must_answer(application: Callable, key: str) -> None:
    if call(application, f"/{key}/").status != 200:
        raise RuntimeError(f"/{key}/ did not answer")


def _most_tasks_of_one_edition() -> int:
    waiting = DBTaskResult.objects.filter(status="READY", task_path__endswith=".compose_edition")
    return waiting.values("args_kwargs").annotate(number=Count("pk")).aggregate(most=Max("number"))["most"] or 0
