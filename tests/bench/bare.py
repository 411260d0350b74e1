"""The product's addresses and one more: a view that does nothing but return the bytes it was given."""

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from cms.urls import urlpatterns as of_the_product

ADDRESS = "/bare/"
content = b""


@csrf_exempt
def bare(request: HttpRequest) -> HttpResponse:
    return HttpResponse(content)


urlpatterns = [path("bare/", bare), *of_the_product]
