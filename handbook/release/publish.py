"""From a change to a Release: who asks, how often composing runs, and what happens when it fails."""

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime, timedelta
from functools import partial

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_noop as _
from django_tasks import task
from django_tasks.base import TASK_MAX_PRIORITY

from handbook import findable
from handbook.models import Batch, ComposeRequest, CurrentRelease, Refusal, StoredRelease

from . import compose, disk, mirrored, store, switch
from .checks import Problem, Refused

GATHER_CHANGES = timedelta(seconds=0.2)  # what is published one after the other becomes one Release
AT_ONCE = 8  # editions queued by whoever publishes; more are queued by the worker
LOST_AFTER = timedelta(minutes=2)  # a request this old has lost its task; it is queued again

log = logging.getLogger("handbook.release")
_waiting: ContextVar[set[str] | None] = ContextVar("editions that wait for the end of the transaction", default=None)
_batch: ContextVar[bool] = ContextVar("inside one batch", default=False)


def request(edition_keys: Iterable[str]) -> None:
    """Have these editions composed once the transaction, or the batch, is over."""
    waiting = _waiting.get()
    if waiting is None:
        _waiting.set(waiting := set())
    waiting.update(edition_keys)
    if not _batch.get():
        transaction.on_commit(_queue_waiting, robust=True)


@contextmanager
def one_batch() -> Iterator[None]:
    """Whatever changes inside is composed once, at the end."""
    if _batch.get():
        yield
        return
    token = _batch.set(True)
    try:
        yield
    finally:
        _batch.reset(token)
        if _waiting.get():
            transaction.on_commit(_queue_waiting, robust=True)


def _queue_waiting() -> None:
    """Of several calls at the end of a transaction the first does the work and the others find nothing left."""
    waiting = _waiting.get() or set()
    keys = _most_read_first(waiting) if len(waiting) > 1 else list(waiting)
    waiting.clear()
    _queue_all(keys[:AT_ONCE])
    if later := keys[AT_ONCE:]:  # a national change concerns every city, and whoever published shall not wait for that
        queue_editions.enqueue(later)


def _most_read_first(keys: Iterable[str]) -> list[str]:
    """Where somebody read last, then what was published last."""
    last = dict(CurrentRelease.objects.values_list("edition").annotate(last=Max("switched_at")))
    never = datetime.min.replace(tzinfo=UTC)
    return sorted(sorted(keys), key=lambda key: (disk.last_read(key), last.get(key, never)), reverse=True)


@task(priority=TASK_MAX_PRIORITY)
def queue_editions(keys: list[str]) -> None:
    _queue_all(keys)


def _queue_all(keys: Iterable[str]) -> None:
    for key in keys:
        try:
            _queue(key)
        except Exception as error:  # publishing must not fail because of what follows it
            log.exception("edition %s could not be queued", key)
            note_failure(key, error)


def _queue(key: str) -> None:
    """The row stands for a task that has not begun; a second change finds it and rides along."""
    now = timezone.now()
    try:
        with transaction.atomic():
            row, is_first = ComposeRequest.objects.get_or_create(edition=key)
    except IntegrityError:  # another process was faster
        return
    if not is_first:
        if row.requested_at > now - LOST_AFTER:
            return
        ComposeRequest.objects.filter(pk=row.pk).update(requested_at=now)
    backend = compose_edition.get_backend()
    run_after = now + GATHER_CHANGES if backend.supports_defer else None
    compose_edition.using(run_after=run_after).enqueue(key)


@task(priority=TASK_MAX_PRIORITY)  # readers wait for it, nobody for the search index of the admin
def compose_edition(key: str) -> None:
    """Removes its request first, so a change that comes while it composes is queued anew."""
    ComposeRequest.objects.filter(edition=key).delete()
    _compose_edition(key)


def compose_now(edition_keys: Iterable[str] | None = None) -> dict[str, list[Problem]]:
    """Compose here and now, all editions when none is named; edition → what kept it from being released."""
    if edition_keys is None:
        current = CurrentRelease.objects.values_list("edition", flat=True).distinct()
        edition_keys = [*compose.edition_keys(), *current.order_by("edition")]
    found = {}
    with one_batch():
        for key in dict.fromkeys(edition_keys):
            (_waiting.get() or set()).discard(key)  # its base came before it
            found[key] = _compose_edition(key)
    for key in found:
        make_findable.func(key)
    return found


def let_go(key: str) -> list[Problem]:
    """End the hold with what is published now. Where that is refused, the hold stays."""
    return _compose_edition(key, ends_hold=True)


def _compose_edition(key: str, ends_hold: bool = False) -> list[Problem]:
    try:
        with switch.alone():
            if not ends_hold and switch.held(key):
                compose.compose_all(key)
                switch.stay(key, *compose.edition_address(key))
                log.info("edition %s checked; it is held at an earlier Release", key)
                return []
            stored = compose_and_switch(key)
    except compose.NoSuchEdition:
        switch.withdraw(key)
    except Refused as refused:
        log.warning("edition %s refused: %d problems", key, len(refused.problems))
        _note(key, refused.problems)
        return refused.problems
    except Exception as error:
        log.exception("edition %s could not be composed", key)
        return note_failure(key, error)
    else:
        log.info("edition %s released in %s", key, ", ".join(release.language for release in stored))
    return []


@task()
def make_findable(key: str) -> None:
    """Already out: readers who are faster build the index themselves, and so do those of other machines."""
    for release in store.of_edition(key):
        try:
            findable.data(release)
        except Exception:
            log.exception("no search index of %s %s", key, release.language)


def compose_and_switch(key: str, batch: Batch | None = None) -> list[StoredRelease]:
    """All languages of an edition, while nobody else composes; in the order of its languages."""
    is_new = not CurrentRelease.objects.filter(edition=key).exists()
    releases = compose.compose_all(key)  # also of a mirror: what would harm is refused whoever wrote it
    releases = mirrored.releases(key) or releases
    stored = switch.switch(key, releases, *compose.edition_address(key), batch=batch)
    if is_new:  # perhaps under a new name
        switch.withdraw_all_but(compose.edition_keys())
    transaction.on_commit(partial(_have_found, key), robust=True)
    return stored


def _have_found(key: str) -> None:
    """Without a worker nobody waits for the index: whoever searches first builds it."""
    if make_findable.get_backend().supports_defer:
        make_findable.enqueue(key)


@contextmanager
def composing_here(key: str) -> Iterator[None]:
    """What is published inside composes its edition inside as well, so nothing is queued for that; where it fails,
    nothing was published. To be left before the transaction ends.
    """
    before = set(_waiting.get() or ())
    try:
        yield
    except BaseException:
        _waiting.set(before)
        raise
    (_waiting.get() or set()).discard(key)


def note_failure(key: str, error: Exception) -> list[Problem]:
    """Staff see that the newest content is not out; what broke is in the log."""
    problem = Problem(
        _("Composing failed (%(error)s). The Release before stays. Compose again; if that fails too, see the log."),
        {"error": type(error).__name__},
    )
    try:
        _note(key, [problem])
    except Exception:
        log.exception("the failure of edition %s could not be noted", key)
    return [problem]


def _note(key: str, problems: list[Problem]) -> None:
    """All languages stay behind together, so one row in the edition's own language stands for them."""
    rows = [problem.as_json() for problem in problems]
    Refusal.objects.update_or_create(edition=key, language=compose.SOURCE_LANGUAGE, defaults={"problems": rows})
