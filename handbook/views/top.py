from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from handbook import counter as lines
from handbook import packed

from .finding import reading


@require_safe
def document(request: HttpRequest, **address: str) -> HttpResponse:
    """Top, checklist and result in one page, so that no address says which of them is being read."""
    return packed.answer(request, reading(request, **address).bundle.document)


@require_safe
def bundle(request: HttpRequest, name: str, **address: str) -> HttpResponse:
    """An older name is answered with the present content, but not kept."""
    found = reading(request, **address).bundle
    return _named(request, found.data, name == found.name)


@require_safe
def details(request: HttpRequest, name: str, **address: str) -> HttpResponse:
    found = reading(request, **address).bundle
    return _named(request, found.details, name == found.details_name)


@require_safe
def furigana(request: HttpRequest, name: str, **address: str) -> HttpResponse:
    found = reading(request, **address).bundle
    return _named(request, found.furigana.file, name == found.furigana.name)


@require_safe
def search(request: HttpRequest, name: str, **address: str) -> HttpResponse:
    found = reading(request, **address).bundle
    return _named(request, found.search, name == found.search_name)


@require_safe
def counter(request: HttpRequest, **address: str) -> HttpResponse:
    """Of two Releases, so it is asked for anew."""
    found, japanese = reading(request, **address), reading(request, **{**address, "language": lines.JAPANESE})
    return packed.answer(request, lines.sheet(found.bundle, japanese.release))


def _named(request: HttpRequest, content: packed.Packed, is_current: bool) -> HttpResponse:
    return packed.answer(request, content, packed.FOR_EVER if is_current else "no-store")
