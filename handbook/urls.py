"""Addresses of the reader. None of them tells what a person ticked."""

from django.urls import include, path, register_converter

from .views import health, offline, pages, program, result, top


class ReleaseName:
    regex = "[0-9a-f]{8,64}"
    to_python = to_url = staticmethod(str)


class Colour:
    regex = "[0-9a-fA-F]{6}"
    to_python = to_url = staticmethod(str)


register_converter(ReleaseName, "release")
register_converter(Colour, "colour")

of_an_edition = [
    path("", top.document),
    path("bundle.<release:name>.json", top.bundle),
    path("details.<release:name>.json", top.details),
    path("kekka/", result.show),
    path("p/<int:number>/", program.show),
    *(path(f"{page}/", pages.show, {"page": page}) for page in pages.pages.PLAIN),
    path("theme.<colour:colour>.css", pages.colours),
    path("sw.js", offline.worker),
    path("sitemap.xml", pages.sitemap),
]

app_name = "handbook"
urlpatterns = [
    path("api/v1/", include("handbook.api.urls")),
    path("health/", health.show),
    path("robots.txt", pages.robots),
    *of_an_edition,
    path("<slug:edition>/", include(of_an_edition)),
    path("<slug:edition>/<slug:language>/", include(of_an_edition)),
]
