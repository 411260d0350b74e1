"""Where Releases are kept and found. Readers ask here and nowhere else, also while the database is away.

A process looks at the pointer in the database at most four times a second and changes to new Releases only when every
body is at hand, on its own disk: so it answers with the old ones or the new ones, and goes on answering without a
database.
"""

import gzip
import logging
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from functools import cached_property
from typing import NamedTuple

from django.conf import settings
from django.db import Error as DatabaseAway
from django.db.models import Count, Max, Sum

from . import disk
from .disk import Pointer
from .schema import Release, SchemaMismatch

LOOK_AGAIN = 0.25  # seconds between two looks at the database
LEAVE_ALONE = 5.0  # seconds after the database failed
NOTE_READERS = 60.0  # seconds between two notes that an edition is read
KEPT = 32  # Releases in memory; some two megabytes each

log = logging.getLogger("handbook.release")


class EditionOffered(NamedTuple):
    key: str
    languages: list[str]
    is_default: bool


class _Shelf:
    """The Releases this process has in memory, least recently read first."""

    def __init__(self, room: int):
        self.room = room
        self.releases: OrderedDict[str, Release] = OrderedDict()
        self.lock = threading.Lock()

    def get(self, hash: str, fetch: Callable[[], Release]) -> Release:
        with self.lock:
            if hash in self.releases:
                self.releases.move_to_end(hash)
                return self.releases[hash]
        release = fetch()
        with self.lock:
            self.releases[hash] = release
            while len(self.releases) > self.room:
                self.releases.popitem(last=False)
        return release


class _Standing:
    """Which Releases are current at one moment, laid out for looking up."""

    def __init__(self, pointers: tuple[Pointer, ...]):
        self.pointers = pointers
        self.by_place = {(found.edition, found.language): found for found in pointers}
        self.by_host = {host: found.edition for found in reversed(pointers) for host in found.hosts}
        self.by_edition: dict[str, list[Pointer]] = {}
        for found in pointers:
            self.by_edition.setdefault(found.edition, []).append(found)
        self.default = next((found.edition for found in pointers if found.is_default), None)

    @cached_property
    def offered(self) -> dict[str, EditionOffered]:
        """The default one first, each with its languages in the order of the settings."""
        order = [code for code, _ in settings.WAGTAIL_CONTENT_LANGUAGES]
        keys = sorted(self.by_edition, key=lambda key: not self.by_edition[key][0].is_default)
        return {key: EditionOffered(key, *self._of(self.by_edition[key], order)) for key in keys}

    @staticmethod
    def _of(found: list[Pointer], order: list[str]) -> tuple[list[str], bool]:
        languages = [pointer.language for pointer in found]
        languages.sort(key=lambda code: order.index(code) if code in order else len(order))
        return languages, found[0].is_default


class _Signpost:
    """Which Releases are current, as far as this process knows."""

    def __init__(self) -> None:
        self.standing: _Standing | None = None
        self.state: tuple | None = None  # of the table, when it was read
        self.look_at = 0.0  # on the monotonic clock
        self.lock = threading.Lock()

    def read(self) -> _Standing:
        """One thread looks, the others go on with what is known; at the very first all wait."""
        if time.monotonic() >= self.look_at and self.lock.acquire(blocking=self.standing is None):
            try:
                if time.monotonic() >= self.look_at:
                    self._look()
            finally:
                self.lock.release()
        return self.standing or _Standing(())

    def _look(self) -> None:
        """However many editions there are, a look at a table that has not changed is one short question."""
        try:
            state = _state_of_table()
            if state != self.state:
                found = _Standing(_pointers_in_database())
                mirror(found.pointers, self.standing.pointers if self.state else disk.read_pointers())
                self.standing, self.state = found, state
            self.look_at = time.monotonic() + LOOK_AGAIN
        except DatabaseAway as error:
            self.look_at = time.monotonic() + LEAVE_ALONE
            log.warning("database away, reading Releases from disk: %s", type(error).__name__)
            self.standing = self.standing or _Standing(disk.read_pointers())


_read_at: dict[str, float] = {}  # edition → when it was last noted that somebody reads it
_shelf = _Shelf(KEPT)
_signpost = _Signpost()


def current(edition: str, language: str) -> Release | None:
    """What residents read now; None where the edition is not offered in this language."""
    found = pointer(edition, language)
    return _release(found) if found else None


def note_reader(edition: str) -> None:
    """Once a minute: which editions are composed first goes by it."""
    if time.monotonic() > _read_at.get(edition, 0.0) + NOTE_READERS:
        _read_at[edition] = time.monotonic()
        disk.note_reader(edition)


def of_edition(edition: str) -> list[Release]:
    """What residents read now in each of its languages."""
    found = [_release(pointer) for pointer in _signpost.read().by_edition.get(edition, [])]
    return [release for release in found if release is not None]


def remember(release: Release) -> None:
    """What was just composed need not be read again by the editions that are built on it."""
    _shelf.get(release.hash, lambda: release)


def pointer(edition: str, language: str) -> Pointer | None:
    """Hash, number and day of the current Release without its content."""
    return _signpost.read().by_place.get((edition, language))


def standing(edition: str, language: str) -> Release | None:
    """What is current by the database itself, for composing: what a process knows of it may be a second old."""
    from handbook.models import CurrentRelease

    found = CurrentRelease.objects.filter(edition=edition, language=language)
    hash = found.values_list("release__hash", flat=True).first()
    return _release(Pointer(edition, language, hash, 0)) if hash else None


def edition_for(host: str) -> str | None:
    """The edition a host name leads to, or the default one. With a single edition every host leads to it."""
    name = host.rpartition(":")[0] if ":" in host and not host.endswith("]") else host
    standing = _signpost.read()
    only = next(iter(standing.by_edition)) if len(standing.by_edition) == 1 else None
    return standing.by_host.get(name.lower()) or standing.default or only


def is_any_public() -> bool:
    """Without reading a Release, however many editions there are."""
    return any(found.is_public for found in _signpost.read().pointers)


def editions() -> list[EditionOffered]:
    """All editions, the default one first, each with its languages in the order of the settings."""
    return list(_signpost.read().offered.values())


def languages_of(edition: str) -> list[str]:
    """Its own first; none where there is no such edition."""
    found = _signpost.read().offered.get(edition)
    return found.languages if found else []


def by_hash(edition: str, language: str, hash: str) -> bytes | None:
    """The canonical JSON of any Release there ever was; from disk first, since it never changes."""
    if not disk.is_hash(hash):
        return None
    body = disk.read_body(edition, language, hash) if pointer(edition, language) else None
    return body or _body_in_database(edition, language, hash)


def stored(pk: int) -> Release | None:
    """Any Release there ever was, for staff to compare; None where an older version of this software wrote it."""
    from handbook.models import StoredRelease

    row = StoredRelease.objects.filter(pk=pk).first()
    try:
        return Release.from_json(gzip.decompress(bytes(row.body))) if row else None
    except (SchemaMismatch, TypeError):
        return None


def refresh() -> None:
    """Look at the database at once: this process has just published."""
    _signpost.look_at = 0.0
    _signpost.read()


def mirror(pointers: tuple[Pointer, ...], known: tuple[Pointer, ...]) -> None:
    """Bring what differs up to date on disk: bodies first, then the file that points to them."""
    differing = set(pointers) ^ set(known)
    for found in differing.intersection(pointers):
        body = None if disk.has_body(*found.place) else _body_in_database(*found.place)
        if body is not None:
            disk.write_body(*found.place, body)
    for edition in {found.edition for found in differing}:
        disk.write_pointers(edition, [found for found in pointers if found.edition == edition])


def _release(found: Pointer) -> Release | None:
    try:
        return _shelf.get(found.hash, lambda: Release.from_json(_body(found)))
    except (SchemaMismatch, TypeError) as error:
        log.error("Release %s %s cannot be read; run `manage.py compose`: %s", found.edition, found.language, error)
        return None


def _body(found: Pointer) -> bytes:
    return disk.read_body(*found.place) or _body_in_database(*found.place) or b"{}"


def _state_of_table() -> tuple:
    """Another one after every switch, also where the clocks of two machines differ."""
    from handbook.models import CurrentRelease

    return tuple(CurrentRelease.objects.aggregate(Count("pk"), Max("switched_at"), Sum("release_id")).values())


def _pointers_in_database() -> tuple[Pointer, ...]:
    """In one question, so that all languages are of one moment."""
    from handbook.models import CurrentRelease

    columns = ("edition", "language", "release__hash", "release__number", "hosts", "is_default", "switched_at")
    rows = CurrentRelease.objects.order_by("edition", "language").values_list(*columns, "is_public")
    return tuple(
        Pointer(edition, language, hash, number, tuple(hosts), is_default, switched_at.isoformat(), is_public)
        for edition, language, hash, number, hosts, is_default, switched_at, is_public in rows
    )


def _body_in_database(edition: str, language: str, hash: str) -> bytes | None:
    from handbook.models import StoredRelease

    rows = StoredRelease.objects.filter(edition=edition, language=language, hash=hash)
    body = rows.values_list("body", flat=True).first()
    return gzip.decompress(bytes(body)) if body is not None else None
