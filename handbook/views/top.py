from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from handbook import packed
from handbook.bundle import NAME_LENGTH

from .finding import reading


@require_safe
def document(request: HttpRequest, **address: str) -> HttpResponse:
    """Top, checklist and result in one page, so that no address says which of them is being read."""
    return packed.answer(request, reading(request, **address).bundle.document)


@require_safe
def bundle(request: HttpRequest, name: str, **address: str) -> HttpResponse:
    """An older name is answered with the present content, but not kept."""
    found = reading(request, **address).bundle
    caching = packed.FOR_EVER if name == found.name and len(name) == NAME_LENGTH else "no-store"
    return packed.answer(request, found.data, caching)
