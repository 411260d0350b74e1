"""Pages that explain the handbook, and what search engines ask for."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from handbook import packed, pages, theme
from handbook.release import store
from handbook.release.logo import content_of, name_of

from .finding import reading


@require_safe
def show(request: HttpRequest, page: str, **address: str) -> HttpResponse:
    found = reading(request, **address)
    response = packed.answer(request, pages.plain(found.bundle, page))
    if not found.release.edition.is_public:
        response["X-Robots-Tag"] = "noindex"
    return response


@require_safe
def colours(request: HttpRequest, colour: str, **address: str) -> HttpResponse:
    return packed.answer(request, packed.pack(theme.stylesheet(f"#{colour}"), "text/css"), packed.FOR_EVER)


@require_safe
def logo(request: HttpRequest, name: str, **address: str) -> HttpResponse:
    """From this host, as every other file: a reader's browser asks nobody else."""
    found = reading(request, **address).release.edition.logo
    if name != name_of(found):
        raise Http404("another logo")
    response = HttpResponse(content_of(found), content_type=found.media_type)
    response["Cache-Control"] = packed.FOR_EVER
    return response


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    public = store.is_any_public()
    lines = ["User-agent: *", "Disallow: /admin/" if public else "Disallow: /"]
    if public:
        lines.append(f"Sitemap: {request.build_absolute_uri('/sitemap.xml')}")
    return packed.answer(request, packed.pack("\n".join(lines) + "\n", "text/plain"))


@require_safe
def sitemap(request: HttpRequest, **address: str) -> HttpResponse:
    found = reading(request, **address)
    if not found.release.edition.is_public:
        raise Http404("this edition is not listed")
    return packed.answer(request, pages.sitemap(found.bundle, request.build_absolute_uri(found.prefix)))
