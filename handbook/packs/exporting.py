"""What residents read now in one edition, in all its languages, as a pack."""

import gzip
import hashlib
from functools import lru_cache

from handbook.models import CurrentRelease
from handbook.release import store

from . import editorial, keys, pack


class NothingToExport(LookupError):
    """No Release of this edition is current."""


def state_of(edition: str) -> str:
    """Another word for each state that a pack can have; without reading a body or the database."""
    pointers = (p for language in store.languages_of(edition) if (p := store.pointer(edition, language)))
    facts = [(pointer.language, pointer.hash, pointer.number, pointer.switched_at) for pointer in pointers]
    return hashlib.sha256(repr(facts).encode()).hexdigest()


@lru_cache(maxsize=4)  # after a change all subscribers ask for the same file
def kept(edition: str, state: str) -> bytes:
    return make(edition)


def make(edition: str) -> bytes:
    rows = list(CurrentRelease.objects.filter(edition=edition).select_related("release").order_by("language"))
    if not rows:
        raise NothingToExport(edition)
    rows.sort(key=lambda row: row.language != editorial.SOURCE_LANGUAGE)  # its own language first
    bodies = [gzip.decompress(bytes(row.release.body)) for row in rows]
    key = keys.own()
    manifest = pack.Manifest(
        edition=edition,
        made_at=max(row.switched_at for row in rows).isoformat(),
        numbers_below=editorial.numbers_below(),
        key=keys.public_text(key),
        parts=tuple(
            pack.Part(row.language, row.release.number, row.release.hash, len(body))
            for row, body in zip(rows, bodies, strict=True)
        ),
    )
    return pack.write(manifest, bodies, key)
