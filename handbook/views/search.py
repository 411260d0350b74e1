"""Searching without JavaScript. Nothing is stored and nothing is logged, except the words of one who says that nothing
was found.
"""

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from handbook import missed, searching

from .finding import reading


@csrf_exempt  # a pure function of the form: it changes nothing, and a token would be a cookie
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, **address: str) -> HttpResponse:
    found = reading(request, **address)
    if request.method != "POST":
        return HttpResponseRedirect(found.prefix)
    return _kept_nowhere(searching.page(found.bundle, _said(request)))


@csrf_exempt  # whoever forges it adds one to a number; a token would be a cookie
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def not_found(request: HttpRequest, **address: str) -> HttpResponse:
    found = reading(request, **address)
    if request.method != "POST":
        return HttpResponseRedirect(found.prefix)
    missed.count(found.release.edition.key, _said(request))
    return _kept_nowhere(searching.thanks(found.bundle))


def _said(request: HttpRequest) -> str:
    try:
        return request.POST.get("q", "")
    except BadRequest:  # in an encoding that no browser sends a form in
        return ""


def _kept_nowhere(page: bytes | str) -> HttpResponse:
    response = HttpResponse(page)
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    return response
