"""When there is nothing to show: a way back and numbers to call, never a dead end."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseServerError
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from handbook import pages
from handbook.speech import speaking

from .finding import DraftIsOver, Reading, reading


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    if isinstance(exception, DraftIsOver):
        return _draft_is_over(request, exception.edition)
    for address in (_edition_in(request), {}):  # where no such edition is, the one of the host has the way out
        try:
            return _answer(pages.missing(reading(request, **address).bundle), 404)
        except Http404:
            continue
    return _answer(render_to_string("404.html"), 404)


def gone(request: HttpRequest, found: Reading) -> HttpResponse:
    return _answer(pages.missing(found.bundle, gone=True), 410)


def failed(request: HttpRequest) -> HttpResponse:
    """The fault may lie in the Release, so this page reads none."""
    return HttpResponseServerError(render_to_string("500.html"))


def _draft_is_over(request: HttpRequest, edition: str) -> HttpResponse:
    title = _("This draft is no longer shown")
    text = _("The link has expired or was taken back. Ask whoever gave it to you for a new one.")
    try:
        found = reading(request, edition=edition)
    except Http404:
        return _answer(render_to_string("404.html"), 410)
    with speaking(found.release.language):
        return _answer(pages.message(found.bundle, title, str(text)), 410)


def _edition_in(request: HttpRequest) -> dict[str, str]:
    match = request.resolver_match
    return {name: match.kwargs[name] for name in ("edition", "language") if match and name in match.kwargs}


def _answer(page: str, status: int) -> HttpResponse:
    response = HttpResponse(page, status=status)
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    return response
