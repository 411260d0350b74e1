from datetime import date, datetime, time

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.log_actions import log

from handbook.models import CurrentRelease, StoredRelease
from handbook.release import compose, differences, publish, store, switch

from . import looking, overview

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
        editions = overview.editions(self.request.user)
        own = [edition for edition in editions if edition.is_own]
        return super().get_context_data(own=own, others=editions[len(own) :], **kwargs)


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
        day = parse_date(self.request.GET.get("on", "")) if self._is_day() else None
        return super().get_context_data(
            page_obj=Paginator(overview.history(edition, language), A_PAGE).get_page(self.request.GET.get("p")),
            current=CurrentRelease.objects.filter(edition=edition, language=language).first(),
            may_publish=compose.may_publish(self.request.user, edition),
            edition=edition,
            language=language,
            day=day,
            then=overview.read_on(edition, language, end_of(day)) if day else None,
            **kwargs,
        )

    def _is_day(self) -> bool:
        try:
            return parse_date(self.request.GET.get("on", "")) is not None
        except ValueError:  # such as 31 February
            return False


def end_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.max))


class Differences(Screen):
    """Between any two Releases of one edition and language."""

    template_name = "handbook/admin/differences.html"

    def get_page_subtitle(self) -> str:
        return gettext("Differences between two Releases")

    def get_breadcrumbs_items(self) -> list[dict]:
        edition, language = self.kwargs["edition"], self.kwargs["language"]
        above = {
            "url": reverse("handbook_release_history", args=[edition, language]),
            "label": compose.edition_titles().get(edition, edition),
        }
        return [*super().get_breadcrumbs_items(), above, {"url": "", "label": self.get_page_subtitle()}]

    def get_context_data(self, edition: str, language: str, **kwargs) -> dict:
        ids = dict(overview.numbers(edition, language))
        newest, *rest = [*ids, None]
        new = self._asked("to", ids, newest)
        old = self._asked("from", ids, next((number for number in [*rest] if number and number < (new or 0)), new))
        sides = [store.stored(ids[number]) if number else None for number in (old, new)]
        readable = None not in sides
        return super().get_context_data(
            edition=edition,
            language=language,
            numbers=list(ids),
            old=old,
            new=new,
            readable=readable,
            differences=looking.marked(differences.between(*sides)) if readable else [],
            **kwargs,
        )

    def _asked(self, name: str, known: dict[int, int], default: int | None) -> int | None:
        asked = self.request.GET.get(name, "")
        return int(asked) if asked.isascii() and asked.isdigit() and int(asked) in known else default


class Reason(forms.Form):
    reason = forms.CharField(
        label=_("Why residents should read the earlier one again"),
        max_length=200,
        help_text=_("It stands in the record beside your name."),
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
        kwargs.setdefault("form", Reason())
        sides = [store.stored(pk) for pk in (self.current.release_id, self.stored.pk)]
        return super().get_context_data(
            stored=self.stored,
            current=self.current,
            language=overview.language_name(self.stored.language),
            beside=[
                (overview.language_name(row.language), row.number) for row in switch.read_together(self.stored)[1:]
            ],
            readable=None not in sides,
            differences=looking.marked(differences.between(*sides)) if None not in sides else [],
            waiting=overview.scheduled(self.stored.edition),
            **kwargs,
        )

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        form = Reason(request.POST)
        if store.stored(self.stored.pk) is None:
            messages.error(request, gettext("This Release was written by an older version of this software."))
            return redirect("handbook_release_history", self.stored.edition, self.stored.language)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        reason = form.cleaned_data["reason"]
        with transaction.atomic():
            switch.roll_back(self.stored, request.user, reason)
            said = {"number": self.stored.number, "by": request.user, "reason": reason}
            compose.tell("taken_back", self.stored.edition, ended=False, **said)
        log(
            self.stored,
            "handbook.go_back",
            user=request.user,
            data={"from": self.current.release.number, "to": self.stored.number, "reason": reason},
        )
        messages.success(request, gettext("Residents read no. %(number)d now.") % {"number": self.stored.number})
        return redirect("handbook_release_history", self.stored.edition, self.stored.language)


@require_POST
def compose_again(request: HttpRequest, edition: str) -> HttpResponse:
    demand_publisher(request, edition)
    if not publish.compose_now([edition])[edition]:  # a refusal is told by the middleware, as after any publication
        if hold := switch.held(edition):
            text = gettext("What is published passes every check. Residents go on reading no. %(number)d.")
            messages.success(request, text % {"number": hold.release.number})
        else:
            messages.success(request, gettext("Composed. Residents read what is published now."))
    return redirect("handbook_releases")


@require_POST
def end_hold(request: HttpRequest, edition: str) -> HttpResponse:
    """For whoever has seen on the same screen to which Release the edition was taken back, and why."""
    demand_publisher(request, edition)
    hold = switch.held(edition)
    if hold and not publish.let_go(edition):
        compose.tell("taken_back", edition, ended=True, number=hold.release.number, by=request.user)
        log(hold.release, "handbook.end_hold", user=request.user, data={"from": hold.release.number})
        messages.success(request, gettext("Composed. Residents read what is published now."))
    return redirect("handbook_releases")


def demand_publisher(request: HttpRequest, edition: str) -> None:
    if not compose.may_publish(request.user, edition):
        raise PermissionDenied
