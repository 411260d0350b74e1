"""The pages of a draft Release: the same as residents get, kept by nobody on the way and listed nowhere."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse


def unlisted(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    @wraps(view)
    def show(request: HttpRequest, **address) -> HttpResponse:
        response = view(request, **address)
        response["Cache-Control"] = "no-store"
        response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
        response["Referrer-Policy"] = "no-referrer"  # the address is the key
        return response

    return show
