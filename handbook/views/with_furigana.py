"""The same pages with furigana, for those without JavaScript."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps

from django.http import HttpRequest, HttpResponse

from handbook import furigana
from handbook.pages import FROM_A_RESULT, PLAIN

from .finding import reading

PAGES = ("search", "kekka", *PLAIN, *FROM_A_RESULT)
ONLY_WHOLE = ("HTTP_ACCEPT_ENCODING", "HTTP_IF_NONE_MATCH")  # the page is changed on its way out


def with_furigana(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    @wraps(view)
    def show(request: HttpRequest, **address) -> HttpResponse:
        where = {name: address[name] for name in ("edition", "language", "draft") if name in address}
        bundle = reading(request, **where).bundle
        with _whole(request):
            response = view(request, **address)
        if furigana.is_offered(bundle.release.language) and response.get("Content-Type", "").startswith("text/html"):
            response.content = furigana.page(response.content.decode(), bundle, PAGES)
            response.headers.pop("ETag", None)
        return response

    return show


@contextmanager
def _whole(request: HttpRequest) -> Iterator[None]:
    """What the browser said is put back: the finished page is compressed for it."""
    asked = request.META
    _take(request, {name: value for name, value in asked.items() if name not in ONLY_WHOLE})
    try:
        yield
    finally:
        _take(request, asked)


def _take(request: HttpRequest, meta: dict[str, object]) -> None:
    request.META = meta
    request.__dict__.pop("headers", None)  # read off META once and kept
