from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from handbook import offline, packed

from .finding import reading


@require_safe
def worker(request: HttpRequest, **address: str) -> HttpResponse:
    """Served beside the document, because a service worker only reaches what lies below its own address."""
    script = offline.worker(reading(request, **address).bundle)
    return packed.answer(request, packed.pack(script, "text/javascript"), "no-cache")
