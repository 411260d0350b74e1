"""One act of a member of staff is one burst of changes."""

from collections.abc import Callable
from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _

from handbook.middleware import is_admin
from handbook.models import Refusal

from .publish import one_batch


class OneBatch:
    """A bulk action that publishes fifty pages composes each edition once, before the answer goes out."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not is_admin(request):
            return self.get_response(request)
        began = timezone.now()
        with one_batch():
            response = self.get_response(request)
        if request.method == "POST":
            _tell_of_refusal(request, began)
        return response


def _tell_of_refusal(request: HttpRequest, began: datetime) -> None:
    """Wagtail says that the page is published; that residents do not see it must stand beside that. Where a worker
    composes, the home page says it a moment later.
    """
    if Refusal.objects.filter(refused_at__gte=began).exists():
        text = _("Residents still read the Release before: the new one was refused.")
        link = format_html('<a href="{}">{}</a>', reverse("handbook_releases"), _("See what has to be put right"))
        messages.error(request, format_html("{} {}", text, link))
