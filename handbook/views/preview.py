"""An entry as residents will see it, before it is saved: the reader's own templates, filled from a Release that nobody
else gets.
"""

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.template.loader import get_template
from django.utils import translation

from handbook import cards, pages
from handbook.bundle import Bundle
from handbook.release import compose
from handbook.release.schema import Program, Release

CARDS = 3  # of the programs that name a desk


def entry(page, request: HttpRequest) -> HttpResponse:
    """Asked by the editorial room under the setting ENTRY_PREVIEW."""
    release, program = compose.preview(page)
    if program is not None:
        bundle = _bundle(release, (program,))
        return _answer(pages.program(bundle, program).plain.decode())
    with translation.override(release.language):
        return _answer(_parts(release, str(page.translation_key)))


def _parts(release: Release, key: str) -> str:
    """A desk on the cards that name it, a hotline as it stands above them."""
    programs = tuple(program for program in release.programs if key in program.desks)[:CARDS]
    bundle = _bundle(release, programs)
    context = {
        "cards": [cards.card(release, program, bundle.prefix) for program in programs],
        "hotlines": [cards.hotline(release, line) for line in release.hotlines if line.key == key],
    }
    return get_template("handbook/preview.html").render({**pages.frame(bundle), **context})


def _bundle(release: Release, programs: tuple[Program, ...]) -> Bundle:
    """With these programs alone: the frame of a page needs a bundle, and no other card of it will be seen."""
    shown = {program.id for program in programs}
    matches = tuple(match for match in release.matches if match.program in shown)
    return Bundle(replace(release, programs=programs, matches=matches), f"/{release.edition.key}/")


def _answer(html: str) -> HttpResponse:
    response = HttpResponse(html)
    response["Cache-Control"] = "no-store"
    return response
