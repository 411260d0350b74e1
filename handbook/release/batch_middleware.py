"""One act of a member of staff is one burst of changes."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from handbook.middleware import is_admin

from .publish import one_batch


class OneBatch:
    """A bulk action that publishes fifty pages composes each edition once, before the answer goes out."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not is_admin(request):
            return self.get_response(request)
        with one_batch():
            return self.get_response(request)
