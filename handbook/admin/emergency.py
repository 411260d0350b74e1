"""A wrong phone number cannot wait for a decision: two clicks, flagged, and decided on afterwards."""

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.module_loading import import_string
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from handbook.models import Batch
from handbook.release import compose

from . import overview
from .desk import DeskScreen, act, chosen_in, minor_edits, problem_lines, query_of
from .looking import Look

REASONS = {
    "contact": _("A phone number or place is wrong"),
    "safety": _("Something wrong that could harm residents"),
    "disaster": _("A disaster, or news that cannot wait"),
    "other": _("Something else"),
}


class Why(forms.Form):
    reason = forms.ChoiceField(label=_("Why"), choices=list(REASONS.items()), widget=forms.RadioSelect)
    remark = forms.CharField(
        label=_("Explanation"),
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Who found it, when, and who has checked the new text."),
    )


class Emergency(DeskScreen):
    """The first click shows what will change and nothing else can be edited; the second publishes."""

    template_name = "handbook/admin/emergency.html"

    def get_page_subtitle(self) -> str:
        return gettext("Emergency publication")

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        self.chosen = chosen_in(request.POST or request.GET)
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not self._offered():
            messages.error(request, gettext("Nothing is chosen. Tick at least one change."))
            return redirect("handbook_desk", self.edition)
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        form = Why(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        if request.POST.get("step") != "publish":
            return self.render_to_response(
                self.get_context_data(form=form, reason=REASONS[form.cleaned_data["reason"]])
            )
        return act(request, self.edition, self.chosen, {"kind": Batch.Kind.EMERGENCY, **form.cleaned_data})

    def _offered(self) -> list:
        return [change for change in compose.pending(self.edition, in_emergency=True) if change.revision in self.chosen]

    def get_context_data(self, **kwargs) -> dict:
        kwargs.setdefault("form", Why())
        offered = self._offered()
        chosen = [change.revision for change in offered]
        look = Look(self.edition, chosen)
        return super().get_context_data(
            changes=offered,
            query=query_of(chosen),
            look=look,
            problems=problem_lines(look, offered, chosen),
            languages=compose.edition_languages(self.edition),
            asked_afterwards=import_string(settings.ASKED_AFTERWARDS)(
                self.edition, [change.page for change in offered]
            ),
            minor=minor_edits(self.edition, offered, chosen),
            kept=chosen_in(self.request.POST, "keeps"),
            undecided=list(overview.undecided(self.edition)),
            **kwargs,
        )
