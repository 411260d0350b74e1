"""The same pages with furigana, for those without JavaScript."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse

from handbook import furigana

from .finding import reading

ONLY_WHOLE = ("HTTP_ACCEPT_ENCODING", "HTTP_IF_NONE_MATCH")  # the page is changed on its way out


def with_furigana(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    @wraps(view)
    def show(request: HttpRequest, **address) -> HttpResponse:
        where = {name: address[name] for name in ("edition", "language", "draft") if name in address}
        bundle = reading(request, **where).bundle
        request.META = {name: value for name, value in request.META.items() if name not in ONLY_WHOLE}
        request.__dict__.pop("headers", None)
        response = view(request, **address)
        if furigana.is_offered(bundle.release.language) and response.get("Content-Type", "").startswith("text/html"):
            response.content = furigana.page(response.content.decode(), bundle)
            response.headers.pop("ETag", None)
        return response

    return show
