"""Small views that stand for a reader page, a form and a crash; the middleware is the real one."""

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

LONG_PAGE = "<p>よりどころ</p>" * 400


def page(request: HttpRequest) -> HttpResponse:
    return HttpResponse(LONG_PAGE)


@csrf_exempt
def count(request: HttpRequest) -> HttpResponse:
    return HttpResponse(str(len(request.POST.getlist("t"))))


@csrf_exempt
def crash(request: HttpRequest) -> HttpResponse:
    ticked = request.POST.getlist("t")
    try:
        return HttpResponse(str([int(tick) for tick in ticked]))
    except ValueError as error:
        raise RuntimeError(f"cannot match {ticked}") from error


urlpatterns = [
    path("", page),
    path("kekka/", count),
    path("crash/", crash),
    path("admin/", page),
    path("admin/form/", count),
]
