from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.views.decorators.http import require_safe

from handbook import packed, pages

from .errors import gone
from .finding import reading


@require_safe
def show(request: HttpRequest, number: int, **address: str) -> HttpResponse:
    found = reading(request, **address)
    program = found.release.program_by_id.get(number)
    if program is None:
        return _departed(request, found, number)
    response = packed.answer(request, pages.program(found.bundle, program))
    if program.sensitive or not found.release.edition.is_public:
        response["X-Robots-Tag"] = "noindex"
    return response


def _departed(request, found, number) -> HttpResponse:
    retired = found.release.tombstones.programs
    if str(number) not in retired:
        raise Http404("no such program")
    successor = found.bundle.program_now(number)
    if successor:
        return HttpResponsePermanentRedirect(f"{found.prefix}p/{successor}/")
    return gone(request, found)
