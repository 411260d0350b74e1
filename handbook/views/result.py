"""The result without JavaScript. Nothing is stored, nothing is logged, nothing leads here but the form."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from handbook import answers, counter, result

from .finding import reading


@csrf_exempt  # a pure function of the form: it changes nothing, and a token would be a cookie
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, **address: str) -> HttpResponse:
    found = reading(request, **address)
    if request.method != "POST":
        return HttpResponseRedirect(found.prefix)
    given = answers.read(request.POST, found.bundle)
    both = given.wants == "both" and counter.is_offered(found.release.language)
    japanese = reading(request, **{**address, "language": counter.JAPANESE}).release if both else None
    page, status = result.page(found.bundle, given, request.build_absolute_uri(found.prefix), japanese)
    response = HttpResponse(page, status=status)
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    return response
