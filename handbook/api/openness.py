"""Everybody may read from everywhere, nobody may send: the frame around every address of the API."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from .problems import Problem, response_for

METHODS = "GET, HEAD, OPTIONS"
A_MINUTE = "public, max-age=60, must-revalidate"

View = Callable[..., HttpResponse]


def open_to_all(view: View) -> View:
    @csrf_exempt  # a POST shall be told that there is none, not that it lacks a token
    @wraps(view)
    def opened(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        response = _answer(view, request, *args, **kwargs)
        response["Access-Control-Allow-Origin"] = "*"
        response["Access-Control-Expose-Headers"] = "ETag, Link, Content-Location"
        response.headers.setdefault("Cache-Control", A_MINUTE)
        return response

    return opened


def _answer(view: View, request: HttpRequest, *args, **kwargs) -> HttpResponse:
    if request.method == "OPTIONS":
        return _preflight()
    if request.method not in ("GET", "HEAD"):
        return _refused()
    asked, request.method = request.method, "GET"
    try:
        return view(request, *args, **kwargs)
    finally:
        request.method = asked  # of a HEAD the server then leaves out the body


def _preflight() -> HttpResponse:
    response = HttpResponse(status=204)
    response["Allow"] = response["Access-Control-Allow-Methods"] = METHODS
    response["Access-Control-Allow-Headers"] = "If-None-Match"
    response["Access-Control-Max-Age"] = "86400"
    return response


def _refused() -> HttpResponse:
    response = response_for(
        Problem(
            405,
            "Method not allowed",
            "This API is for reading: use GET. It takes no answers; matching is done where the person is.",
        )
    )
    response["Allow"] = METHODS
    return response
