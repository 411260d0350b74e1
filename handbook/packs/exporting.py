"""What residents read now in one edition, in all its languages, as a pack."""

import gzip

from handbook.models import CurrentRelease

from . import editorial, keys, pack


class NothingToExport(LookupError):
    """No Release of this edition is current."""


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
