"""Which Release an address speaks of."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.formats import date_format

from handbook import bundle
from handbook.bundle import Bundle, Walk
from handbook.release import drafts, store
from handbook.release.schema import Release, SchemaMismatch

DRAFTS = "shitami"  # first part of the address of every draft


@dataclass(frozen=True)
class Reading:
    """A Release and the address it is read under: `/`, `/<edition>/` or `/<edition>/<language>/`."""

    release: Release
    prefix: str
    walk: Walk | None = None

    @property
    def bundle(self) -> Bundle:
        return bundle.of(self.release, self.prefix, self.walk)


class DraftIsOver(Http404):
    """The link was right once; it has expired or was taken back."""

    def __init__(self, edition: str):
        super().__init__("the draft is over")
        self.edition = edition


def reading(request: HttpRequest, edition: str = "", language: str = "", draft: str = "") -> Reading:
    """Raises Http404 where nothing is published under this address."""
    if draft:
        return _walking(draft, language)
    key = edition or store.edition_for(request.get_host())
    offered = store.languages_of(key) if key else []
    release = store.current(key, language or offered[0]) if offered else None
    if release is None:
        raise Http404("no such edition")
    store.note_reader(release.edition.key)
    return Reading(release, "/" + "".join(f"{part}/" for part in (edition, language) if part))


def _walking(signed: str, language: str) -> Reading:
    draft = drafts.find(signed)
    if draft is None:
        raise Http404("no such draft")
    if not drafts.is_open(draft):
        raise DraftIsOver(draft.edition)
    try:
        release = drafts.release_of(draft, language)
    except (SchemaMismatch, TypeError):  # made before the last change of this software
        raise DraftIsOver(draft.edition) from None
    if release is None:
        raise Http404("the draft has no such language")
    home = f"/{DRAFTS}/{signed}/"
    until = date_format(timezone.localtime(draft.expires_at), "n/j G:i")
    return Reading(release, home + (f"{language}/" if language else ""), Walk(home, until))
