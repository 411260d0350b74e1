"""The reader's own stylesheet for a card that stands inside the admin, apart from the admin's styles."""

import re
from functools import cache
from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control

from handbook import theme
from handbook.pages import DEFAULT_COLOUR
from handbook.release import compose, store

STYLE = Path(__file__).parents[1] / "static" / "handbook" / "style.css"
WHOLE_PAGE = re.compile(r"^(?::root|html|body)(?= \{)", re.MULTILINE)


@cache_control(private=True, max_age=600)
def show(request: HttpRequest, edition: str) -> HttpResponse:
    """What the reader says of the whole page is said of the block that holds the card."""
    release = store.current(edition, compose.SOURCE_LANGUAGE)
    colour = release.edition.theme_colour if release else DEFAULT_COLOUR
    tones = theme.stylesheet(colour).replace(":root", ":host")
    return HttpResponse(f"{_of_a_block()}\n{tones}\n", content_type="text/css; charset=utf-8")


@cache
def _of_a_block() -> str:
    marks = "ins{background:#d9f2e6;text-decoration:underline 2px}del{background:#ececf0;text-decoration:line-through}"
    return WHOLE_PAGE.sub(":host", STYLE.read_text()) + f"\n:host{{display:block;font-size:1rem}}{marks}"
