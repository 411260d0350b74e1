"""An entry as residents will see it, before it is saved: the reader's own templates, filled from a Release that nobody
else gets.
"""

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.template.loader import get_template

from handbook import cards, pages
from handbook.bundle import Bundle
from handbook.release import compose, unsaved
from handbook.release.schema import Program, Release
from handbook.speech import speaking

CARDS = 3  # of the programs that name a desk


def entry(page, request: HttpRequest) -> HttpResponse:
    """Asked by the editorial room under the setting ENTRY_PREVIEW."""
    release, program = unsaved.preview(page)
    if program is not None:
        html = pages.program(_bundle(release, (program,)), program).plain.decode()
    elif compose.is_of_the_checklist(page):
        html = pages.document(_bundle(_with_only(release, page), ())).plain.decode()
    else:
        with speaking(release.language):
            html = _parts(release, str(page.translation_key))
    response = HttpResponse(html)
    response["Cache-Control"] = "no-store"
    return response


def _with_only(release: Release, page) -> Release:
    """The checklist with the page's own category; with all of them where it has none that residents would see."""
    own = tuple(category for category in release.categories if category.key in compose.addresses_above(page))
    return replace(release, categories=own or release.categories)


def _parts(release: Release, key: str) -> str:
    """A desk on the cards that name it, a hotline as it stands above them."""
    programs = tuple(program for program in release.programs if key in program.desks)[:CARDS]
    bundle = _bundle(release, programs)
    context = {
        "cards": [cards.card(bundle, program) for program in programs],
        "hotlines": [cards.hotline(bundle, line) for line in release.hotlines if line.key == key],
    }
    return get_template("handbook/preview.html").render({**pages.frame(bundle), **context})


def _bundle(release: Release, programs: tuple[Program, ...]) -> Bundle:
    """With these programs alone: the frame of a page needs a bundle, and no other card of it will be seen."""
    shown = {program.id for program in programs}
    matches = tuple(match for match in release.matches if match.program in shown)
    return Bundle(replace(release, programs=programs, matches=matches), f"/{release.edition.key}/")
