"""When there is nothing to show: a way back and numbers to call, never a dead end."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseServerError
from django.template.loader import render_to_string
from django.urls import ResolverMatch, resolve
from django.utils.translation import gettext_lazy as _

from handbook import pages
from handbook.speech import speaking

from .finding import DraftIsOver, Reading, reading

APP = "handbook"  # as handbook/urls.py calls itself


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    if isinstance(exception, DraftIsOver):
        return _draft_is_over(request, exception.edition)
    found = _nearest(request)
    return _answer(pages.missing(found.bundle) if found else render_to_string("404.html"), 404)


def gone(request: HttpRequest, found: Reading) -> HttpResponse:
    return _answer(pages.missing(found.bundle, gone=True), 410)


def too_large(request: HttpRequest) -> HttpResponse:
    title = _("That was too much at once")
    text = _("What was sent was thrown away unread. Nothing of it is left anywhere.")
    return _refused(request, title, text, "413.html", 413)


def forbidden(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without its token: staff's that was open for too long, or one that no page of readers has."""
    title, text = _("This could not be read"), _("The request did not arrive whole. Please go back and try again.")
    return _refused(request, title, text, "403_csrf.html", 403)


def failed(request: HttpRequest) -> HttpResponse:
    """The fault may lie in the Release, so this page reads none."""
    return HttpResponseServerError(render_to_string("500.html"))


def _refused(request: HttpRequest, title: str, text: str, plain: str, status: int) -> HttpResponse:
    match = _place(request)
    found = _nearest(request) if match and match.namespace == APP else None
    return _answer(pages.message(found.bundle, title, str(text)) if found else render_to_string(plain), status)


def _nearest(request: HttpRequest) -> Reading | None:
    """Where no such edition is, the one of the host has the way out."""
    for address in (_edition_in(request), {}):
        try:
            return reading(request, **address)
        except Http404:
            continue
    return None


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
    match = _place(request)
    return {name: match.kwargs[name] for name in ("edition", "language") if match and name in match.kwargs}


def _place(request: HttpRequest) -> ResolverMatch | None:
    try:
        return request.resolver_match or resolve(request.path_info)
    except Http404:
        return None


def _answer(page: str, status: int) -> HttpResponse:
    response = HttpResponse(page, status=status)
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    return response
