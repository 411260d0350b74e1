from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.log_actions import log

from handbook.models import CurrentRelease, StoredRelease
from handbook.release import compose, publish, switch

from . import overview

A_PAGE = 30


class Screen(WagtailAdminTemplateMixin, TemplateView):
    page_title = _("Releases")
    header_icon = "upload"

    def get_breadcrumbs_items(self) -> list[dict]:
        return [*super().get_breadcrumbs_items(), {"url": reverse("handbook_releases"), "label": _("Releases")}]


class Releases(Screen):
    """What residents read in each edition and language."""

    template_name = "handbook/admin/releases.html"

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(editions=overview.editions(self.request.user), **kwargs)


class History(Screen):
    """All Releases of one edition and language, the newest first."""

    template_name = "handbook/admin/history.html"

    def get_page_subtitle(self) -> str:
        edition, language = self.kwargs["edition"], self.kwargs["language"]
        title = compose.edition_titles().get(edition, edition)
        return f"{title} ({overview.language_name(language)})"

    def get_breadcrumbs_items(self) -> list[dict]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.get_page_subtitle()}]

    def get_context_data(self, edition: str, language: str, **kwargs) -> dict:
        stored = StoredRelease.objects.filter(edition=edition, language=language).defer("body").order_by("-number")
        return super().get_context_data(
            page_obj=Paginator(stored, A_PAGE).get_page(self.request.GET.get("p")),
            current=CurrentRelease.objects.filter(edition=edition, language=language).first(),
            may_publish=compose.may_publish(self.request.user, edition),
            **kwargs,
        )


class GoBack(Screen):
    """Asks once more, then residents read the chosen Release."""

    template_name = "handbook/admin/go_back.html"

    def setup(self, request: HttpRequest, *args, **kwargs) -> None:
        super().setup(request, *args, **kwargs)
        self.stored = get_object_or_404(StoredRelease.objects.defer("body"), pk=kwargs["pk"])
        self.current = get_object_or_404(
            CurrentRelease.objects.select_related("release"), edition=self.stored.edition, language=self.stored.language
        )

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        demand_publisher(request, self.stored.edition)
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        return gettext("Go back to no. %(number)d") % {"number": self.stored.number}

    def get_breadcrumbs_items(self) -> list[dict]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.get_page_subtitle()}]

    def get_context_data(self, **kwargs) -> dict:
        language = overview.language_name(self.stored.language)
        return super().get_context_data(stored=self.stored, current=self.current, language=language, **kwargs)

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        switch.roll_back(self.stored)
        log(
            self.stored,
            "handbook.go_back",
            user=request.user,
            data={"from": self.current.release.number, "to": self.stored.number},
        )
        messages.success(request, gettext("Residents read no. %(number)d now.") % {"number": self.stored.number})
        return redirect("handbook_release_history", self.stored.edition, self.stored.language)


@require_POST
def compose_again(request: HttpRequest, edition: str) -> HttpResponse:
    demand_publisher(request, edition)
    if not publish.compose_now([edition])[edition]:  # a refusal is told by the middleware, as after any publication
        messages.success(request, gettext("Composed. Residents read what is published now."))
    return redirect("handbook_releases")


def demand_publisher(request: HttpRequest, edition: str) -> None:
    if not compose.may_publish(request.user, edition):
        raise PermissionDenied
