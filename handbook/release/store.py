"""Where Releases are kept and found. Readers ask here and nowhere else, also while the database is away.

A process looks at the pointer in the database at most once a second and changes to new Releases only when every body
is at hand, on its own disk: so it answers with the old ones or the new ones, and goes on answering without a database.
"""

import gzip
import logging
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from typing import NamedTuple

from django.conf import settings
from django.db import Error as DatabaseAway

from . import disk
from .disk import Pointer
from .schema import Release, SchemaMismatch

LOOK_AGAIN = 1.0  # seconds between two looks at the database
LEAVE_ALONE = 5.0  # seconds after the database failed
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


class _Signpost:
    """Which Releases are current, as far as this process knows."""

    def __init__(self) -> None:
        self.pointers: tuple[Pointer, ...] | None = None
        self.look_at = 0.0  # on the monotonic clock
        self.lock = threading.Lock()

    def read(self) -> tuple[Pointer, ...]:
        """One thread looks, the others go on with what is known; at the very first all wait."""
        if time.monotonic() >= self.look_at and self.lock.acquire(blocking=self.pointers is None):
            try:
                if time.monotonic() >= self.look_at:
                    self._look()
            finally:
                self.lock.release()
        return self.pointers or ()

    def _look(self) -> None:
        try:
            found = _pointers_in_database()
            if found != self.pointers:
                mirror(found)
            self.pointers = found
            self.look_at = time.monotonic() + LOOK_AGAIN
        except DatabaseAway as error:
            self.look_at = time.monotonic() + LEAVE_ALONE
            log.warning("database away, reading Releases from disk: %s", type(error).__name__)
            self.pointers = self.pointers or disk.read_pointers()


_shelf = _Shelf(KEPT)
_signpost = _Signpost()


def current(edition: str, language: str) -> Release | None:
    """What residents read now; None where the edition is not offered in this language."""
    found = pointer(edition, language)
    return _release(found) if found else None


def of_edition(edition: str) -> list[Release]:
    """What residents read now in each of its languages."""
    found = [_release(pointer) for pointer in _signpost.read() if pointer.edition == edition]
    return [release for release in found if release is not None]


def pointer(edition: str, language: str) -> Pointer | None:
    """Hash, number and day of the current Release without its content."""
    return next((p for p in _signpost.read() if (p.edition, p.language) == (edition, language)), None)


def edition_for(host: str) -> str | None:
    """The edition a host name leads to, or the default one. With a single edition every host leads to it."""
    name = host.rpartition(":")[0] if ":" in host and not host.endswith("]") else host
    pointers = _signpost.read()
    keys = list(dict.fromkeys(p.edition for p in pointers))
    by_host = next((p.edition for p in pointers if name.lower() in p.hosts), None)
    default = next((p.edition for p in pointers if p.is_default), None)
    return by_host or default or (keys[0] if len(keys) == 1 else None)


def editions() -> list[EditionOffered]:
    """All editions, the default one first, each with its languages in the order of the settings."""
    offered: dict[str, EditionOffered] = {}
    for found in _signpost.read():
        entry = offered.setdefault(found.edition, EditionOffered(found.edition, [], found.is_default))
        entry.languages.append(found.language)
    order = [code for code, _ in settings.WAGTAIL_CONTENT_LANGUAGES]
    for entry in offered.values():
        entry.languages.sort(key=lambda code: order.index(code) if code in order else len(order))
    return sorted(offered.values(), key=lambda entry: not entry.is_default)


def by_hash(edition: str, language: str, hash: str) -> bytes | None:
    """The canonical JSON of any Release there ever was; from disk first, since it never changes."""
    if not disk.is_hash(hash):
        return None
    known = any((p.edition, p.language) == (edition, language) for p in _signpost.read())
    body = disk.read_body(edition, language, hash) if known else None
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


def mirror(pointers: tuple[Pointer, ...]) -> None:
    """Bring the disk up to date: bodies first, then the file that points to them."""
    if pointers == disk.read_pointers():
        return
    for found in pointers:
        body = None if disk.has_body(*found.place) else _body_in_database(*found.place)
        if body is not None:
            disk.write_body(*found.place, body)
    disk.write_pointers(pointers)


def _release(found: Pointer) -> Release | None:
    try:
        return _shelf.get(found.hash, lambda: Release.from_json(_body(found)))
    except (SchemaMismatch, TypeError) as error:
        log.error("Release %s %s cannot be read; run `manage.py compose`: %s", found.edition, found.language, error)
        return None


def _body(found: Pointer) -> bytes:
    return disk.read_body(*found.place) or _body_in_database(*found.place) or b"{}"


def _pointers_in_database() -> tuple[Pointer, ...]:
    from handbook.models import CurrentRelease

    rows = CurrentRelease.objects.select_related("release").defer("release__body").order_by("edition", "language")
    return tuple(
        Pointer(
            edition=row.edition,
            language=row.language,
            hash=row.release.hash,
            number=row.release.number,
            hosts=tuple(row.hosts),
            is_default=row.is_default,
            switched_at=row.switched_at.isoformat(),
        )
        for row in rows
    )


def _body_in_database(edition: str, language: str, hash: str) -> bytes | None:
    from handbook.models import StoredRelease

    rows = StoredRelease.objects.filter(edition=edition, language=language, hash=hash)
    body = rows.values_list("body", flat=True).first()
    return gzip.decompress(bytes(body)) if body is not None else None
