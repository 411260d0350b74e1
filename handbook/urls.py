"""Addresses of the reader. None of them tells what a person ticked."""

from django.urls import include, path, register_converter

from .furigana import PART
from .pages import FROM_A_RESULT, PLAIN
from .views import health, offline, pages, program, result, search, top
from .views.draft import unlisted
from .views.finding import DRAFTS
from .views.with_furigana import with_furigana

EXPLAINING = (*PLAIN, *FROM_A_RESULT)


class ReleaseName:
    regex = "[0-9a-f]{8,64}"
    to_python = to_url = staticmethod(str)


class Colour:
    regex = "[0-9a-fA-F]{6}"
    to_python = to_url = staticmethod(str)


class Signed:
    regex = r"[0-9]+\.[\w-]+"
    to_python = to_url = staticmethod(str)


register_converter(Signed, "signed")
register_converter(ReleaseName, "release")
register_converter(Colour, "colour")

of_an_edition = [
    path("", top.document),
    path("bundle.<release:name>.json", top.bundle),
    path("details.<release:name>.json", top.details),
    path("search.<release:name>.json", top.search),
    path("counter.json", top.counter),
    path("furigana.<release:name>.json", top.furigana),
    path("search/", search.show),
    path("search/missed/", search.not_found),
    path("kekka/", result.show),
    path("p/<int:number>/", program.show),
    *(path(f"{page}/", pages.show, {"page": page}) for page in EXPLAINING),
    path("theme.<colour:colour>.css", pages.colours),
    path("logo.<release:name>", pages.logo),
    path("sw.js", offline.worker),
    path("sitemap.xml", pages.sitemap),
]

WITH_FURIGANA = ("", "search/", "kekka/", "p/<int:number>/", *(f"{page}/" for page in EXPLAINING))
of_an_edition += [
    path(f"{PART}{page.pattern}", with_furigana(page.callback), page.default_args)
    for page in of_an_edition
    if str(page.pattern) in WITH_FURIGANA
]

NOT_OF_A_DRAFT = {"sw.js", "sitemap.xml", "search/missed/"}  # not kept for offline use, not listed, not counted
of_a_draft = [
    path(str(page.pattern), unlisted(page.callback), page.default_args)
    for page in of_an_edition
    if str(page.pattern) not in NOT_OF_A_DRAFT
]

app_name = "handbook"
urlpatterns = [
    path("api/v1/", include("handbook.api.urls")),
    path("health/", health.show),
    path("robots.txt", pages.robots),
    path(f"{DRAFTS}/<signed:draft>/", include(of_a_draft)),
    path(f"{DRAFTS}/<signed:draft>/<slug:language>/", include(of_a_draft)),
    *of_an_edition,
    path("<slug:edition>/", include(of_an_edition)),
    path("<slug:edition>/<slug:language>/", include(of_an_edition)),
]
