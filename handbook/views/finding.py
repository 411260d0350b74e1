"""Which Release an address speaks of."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest

from handbook import bundle
from handbook.bundle import Bundle
from handbook.release import store
from handbook.release.schema import Release


@dataclass(frozen=True)
class Reading:
    """A Release and the address it is read under: `/`, `/<edition>/` or `/<edition>/<language>/`."""

    release: Release
    prefix: str

    @property
    def bundle(self) -> Bundle:
        return bundle.of(self.release, self.prefix)


def reading(request: HttpRequest, edition: str = "", language: str = "") -> Reading:
    """Raises Http404 where nothing is published under this address."""
    key = edition or store.edition_for(request.get_host())
    offered = next((found.languages for found in store.editions() if found.key == key), [])
    release = store.current(key, language or offered[0]) if key and offered else None
    if release is None:
        raise Http404("no such edition")
    return Reading(release, "/" + "".join(f"{part}/" for part in (edition, language) if part))
