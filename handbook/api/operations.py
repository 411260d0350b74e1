"""The headless API: the Releases that readers see, as JSON. It only reads; nothing it serves depends on a person.

No operation has a query parameter or a body, so no answer can reach it: matching is done where the person is.
"""

from collections.abc import Callable

from django.db import Error as DatabaseAway
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.urls import reverse
from django.utils.cache import get_conditional_response
from ninja import NinjaAPI

from handbook.packs import exporting
from handbook.release import store
from handbook.release.schema import Release

from . import problems
from .problems import Problem
from .shapes import EditionDetail, Editions, Links, ProblemDetails

FOR_EVER = "public, max-age=31536000, immutable"

api = NinjaAPI(
    title="よりどころ API",
    version="1",
    description="The handbook's published Releases, for other programs. Read-only; takes no answers.",
    docs_url=None,  # the human page is handbook/api/pages.py: the bundled one needs an inline script
    urls_namespace="handbook:api",
)
api.add_exception_handler(Problem, problems.answer)
api.add_exception_handler(DatabaseAway, problems.database_away)


def address(name: str, **parts: str) -> str:
    return reverse(f"handbook:api:{name}", kwargs=parts)


@api.get("", response=Links, url_name="start", operation_id="start", summary="Where everything is")
def start(request: HttpRequest):
    names = ("editions", "matching", "vectors", "docs")
    return {"openapi": address("openapi-json"), **{name: address(name) for name in names}}


@api.get("editions", response=Editions, operation_id="editions", summary="All published editions")
def editions(request: HttpRequest):
    return {
        "editions": [
            {
                "key": key,
                "languages": list(languages),
                "is_default": is_default,
                "url": address("edition", key=key),
            }
            for key, languages, is_default in store.editions()
        ]
    }


@api.get(
    "editions/{key}",
    response={200: EditionDetail, 404: ProblemDetails},
    operation_id="edition",
    summary="One edition and its current Releases",
)
def edition(request: HttpRequest, key: str):
    releases = [release for language in store.languages_of(key) if (release := store.current(key, language))]
    if not releases:
        raise Problem(404, "No such edition", f"The published editions are listed at {address('editions')}.")
    return {**vars(releases[0].edition), "releases": [_entry(release) for release in releases]}


@api.get(
    "editions/{key}/{language}/releases/latest",
    response={200: Release, 304: None, 404: ProblemDetails},
    url_name="latest",
    operation_id="latest_release",
    summary="The Release that readers see now",
    description="Ask again with `If-None-Match` and the ETag: 304 means that nothing has changed. `readings` are the "
    "edition's own furigana: a word, and the hiragana over each run of its kanji with | between.",
)
def latest(request: HttpRequest, key: str, language: str):
    pointer = store.pointer(key, language)
    if pointer is None:
        raise _no_release(key)
    itself = address("release", key=key, language=language, hash=pointer.hash)
    answer = _frozen(request, pointer.hash, lambda: _body(key, language, pointer.hash))
    answer["Content-Location"] = itself
    answer["Link"] = f'<{itself}>; rel="canonical"'
    return answer


@api.get(
    "editions/{key}/{language}/releases/{hash}",
    response={200: Release, 304: None, 404: ProblemDetails},
    url_name="release",
    operation_id="release_by_hash",
    summary="One Release for ever",
    description="The bytes never change: `sha256sum` of the body is its name.",
)
def release(request: HttpRequest, key: str, language: str, hash: str):
    body = _body(key, language, hash)
    answer = _frozen(request, hash, lambda: body)
    answer["Cache-Control"] = FOR_EVER
    answer["Link"] = f'<{address("latest", key=key, language=language)}>; rel="latest-version"'
    return answer


@api.get(
    "editions/{key}/pack",
    response={200: None, 304: None, 404: ProblemDetails},
    url_name="pack",
    operation_id="pack",
    summary="All current Releases of an edition, signed",
    description="A zip for another installation that builds on this edition. Ask again with `If-None-Match`.",
)
def pack(request: HttpRequest, key: str):
    etag = f'"{exporting.state_of(key)}"'
    answer = get_conditional_response(request, etag=etag)
    if not isinstance(answer, HttpResponseNotModified):
        try:
            answer = HttpResponse(exporting.kept(key, etag), content_type="application/zip")
        except exporting.NothingToExport:
            raise _no_release(key) from None
    answer["ETag"] = etag
    return answer


def _frozen(request: HttpRequest, hash: str, body: Callable[[], bytes]) -> HttpResponse:
    """304 before the body is read, else the stored bytes as they are: serialising anew could change the hash."""
    etag = f'"{hash}"'
    answer = get_conditional_response(request, etag=etag)
    if not isinstance(answer, HttpResponseNotModified):
        answer = HttpResponse(body(), content_type="application/json; charset=utf-8")
    answer["ETag"] = etag
    return answer


def _body(key: str, language: str, hash: str) -> bytes:
    body = store.by_hash(key, language, hash)
    if body is None:
        raise _no_release(key)
    return body


def _no_release(key: str) -> Problem:
    return Problem(
        404, "No such Release", f"The languages and Releases of an edition are listed at {address('edition', key=key)}."
    )


def _entry(release: Release) -> dict[str, str]:
    parts = {"key": release.edition.key, "language": release.language}
    return {
        "language": release.language,
        "hash": release.hash,
        "url": address("release", **parts, hash=release.hash),
        "latest": address("latest", **parts),
    }
