"""Addresses below /api/v1/. Every one of them is open to all and only reads."""

from django.urls import URLPattern, path

from . import pages
from .openness import open_to_all
from .operations import api

app_name = "api"


def _opened(pattern: URLPattern) -> URLPattern:
    pattern.callback = open_to_all(pattern.callback)
    return pattern


urlpatterns = [
    _opened(pattern)
    for pattern in (
        *api.urls[0],
        path("docs", pages.docs, name="docs"),
        path("matching", pages.rule, name="matching"),
        path("matching/vectors.json", pages.vectors, name="vectors"),
        path("<path:path>", pages.nothing_here),
    )
]
