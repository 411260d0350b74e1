"""An edition of another installation is read here as its makers published it, byte for byte.

Its pages are there for the overlay and its to-dos. They do not know everything that a Release carries, such as readings
marked in a text or the holidays of the makers' calendar, so what residents read is not composed from them.
"""

import gzip

from handbook.models import StoredRelease, Subscription
from handbook.packs import editorial

from .schema import Release


def releases(edition: str) -> list[Release]:
    """Of the pack that was taken over last, its own language first; none where no pack came or it is incomplete."""
    if not editorial.is_mirror(edition):
        return []
    hashes = Subscription.objects.filter(edition=edition).values_list("hashes", flat=True).first() or {}
    bodies = StoredRelease.objects.filter(edition=edition, hash__in=hashes.values()).values_list("language", "body")
    found = {language: Release.from_json(gzip.decompress(bytes(body))) for language, body in bodies}
    return [found[language] for language in hashes] if found.keys() == hashes.keys() else []
