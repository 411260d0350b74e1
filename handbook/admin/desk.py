"""The Release desk: choose what goes out, see what residents will see, decide once, now or at an hour."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from wagtail.log_actions import log

from handbook.models import Batch, CurrentRelease, Draft
from handbook.release import batches, compose, drafts, schedule, switch
from handbook.views.finding import DRAFTS

from . import overview
from .looking import Look
from .views import Screen, demand_publisher

RECENT = 5


class Decision(forms.Form):
    remark = forms.CharField(label=_("Note on this Release"), max_length=200, required=False)
    date = forms.DateField(
        label=_("Day"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    time = forms.TimeField(
        label=_("Time"), required=False, initial="00:00", widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )

    def clean(self) -> dict:
        given = super().clean() or {}
        if self.data.get("when") != "at" or self.errors:
            return given
        if not given.get("date") or given.get("time") is None:
            raise forms.ValidationError(gettext("Give the day and the time at which it is to go out."))
        hour = timezone.make_aware(datetime.combine(given["date"], given["time"]))
        if hour <= timezone.now():
            raise forms.ValidationError(gettext("That hour is past. Give a later one, or release now."))
        return {**given, "release_at": hour}


class DeskScreen(Screen):
    """For those who publish the edition."""

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        demand_publisher(request, kwargs["edition"])
        return super().dispatch(request, *args, **kwargs)

    @property
    def edition(self) -> str:
        return self.kwargs["edition"]

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(**{**kwargs, "edition": self.edition, "hold": switch.held(self.edition)})

    def get_breadcrumbs_items(self) -> list[dict]:
        title = compose.edition_titles().get(self.edition, self.edition)
        above = {"url": reverse("handbook_desk", args=[self.edition]), "label": title}
        return [*super().get_breadcrumbs_items(), above, {"url": "", "label": self.get_page_subtitle()}]


class Desk(DeskScreen):
    template_name = "handbook/admin/desk.html"

    def get_page_subtitle(self) -> str:
        return gettext("Next Release")

    def get_context_data(self, **kwargs) -> dict:
        kwargs.setdefault("form", Decision())
        offered = compose.pending(self.edition)
        chosen = chosen_in(self.request.POST or self.request.GET)
        chosen = [change.revision for change in offered if change.revision in chosen]
        current = CurrentRelease.objects.filter(edition=self.edition, language=compose.SOURCE_LANGUAGE)
        return super().get_context_data(
            changes=offered,
            undecided_drafts=_undecided(self.edition, offered),
            chosen=chosen,
            minor=minor_edits(self.edition, offered, chosen),
            kept=chosen_in(self.request.POST, "keeps"),
            query=query_of(chosen),
            current=current.select_related("release").defer("release__body").first(),
            **self._looked(chosen, offered),
            returning=Look(self.edition, []).marked if switch.held(self.edition) else [],
            **waiting(self.edition),
            drafts=[draft_line(self.request, draft) for draft in drafts.still_open(self.edition)],
            days=drafts.DAYS,
            recent=overview.history(self.edition, compose.SOURCE_LANGUAGE)[:RECENT],
            language=compose.SOURCE_LANGUAGE,
            **kwargs,
        )

    def _looked(self, chosen: list[int], offered: list) -> dict[str, Any]:
        if not chosen:
            return {"look": None}
        look = Look(self.edition, chosen)
        programs = look.changed_cards
        place = min(max(number(self.request.GET.get("card"), 1), 1), max(len(programs), 1))
        return {
            "look": look,
            "pair": look.pair(programs[place - 1]) if programs else None,
            "place": place,
            "problems": problem_lines(look, offered, chosen),
        }

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        form, chosen = Decision(request.POST), chosen_in(request.POST)
        if not chosen:
            messages.error(request, gettext("Nothing is chosen. Tick at least one change."))
            return redirect("handbook_desk", self.edition)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        hour = form.cleaned_data.get("release_at")
        decision = {"remark": form.cleaned_data["remark"]}
        if hour:
            decision |= {"release_at": hour, "state": Batch.State.SCHEDULED}
        return act(request, self.edition, chosen, decision)


def _undecided(edition: str, offered: list) -> list:
    """What only an emergency may publish."""
    known = {change.revision for change in offered}
    return [change for change in compose.pending(edition, in_emergency=True) if change.revision not in known]


def act(request: HttpRequest, edition: str, chosen: Iterable[int], decision: dict) -> HttpResponse:
    """One decision for the whole batch; what refuses it is told, and nothing has changed."""
    try:
        batch = batches.choose(edition, chosen, request.user, keeps=chosen_in(request.POST, "keeps"), **decision)
    except batches.Misplaced as misplaced:
        return refused(request, edition, [one.problem.text for one in misplaced.blamed], chosen)
    if batch.state == Batch.State.SCHEDULED:
        log(batch, "handbook.schedule", user=request.user, data={"at": batch.release_at.isoformat()})
        when = date_format(timezone.localtime(batch.release_at), "n/j G:i")
        messages.success(
            request, gettext("It will go out at %(when)s. Until then it can be cancelled.") % {"when": when}
        )
        return redirect("handbook_desk", edition)
    if problems := batches.release(batch):
        return refused(request, edition, [schedule.text(problem) for problem in problems], chosen)
    released = batch.switches.filter(language=compose.SOURCE_LANGUAGE).select_related("release").first()
    log(batch, "handbook.release", user=request.user, data={"number": released and released.release.number})
    if released:
        messages.success(request, gettext("Residents read no. %(number)d now.") % {"number": released.release.number})
    else:
        messages.success(request, gettext("Published. For residents nothing has changed."))
    return redirect("handbook_desk", edition)


def refused(request: HttpRequest, edition: str, texts: list[str], chosen: Iterable[int]) -> HttpResponse:
    text = gettext("Nothing has gone out.")
    messages.error(request, " ".join([text, *texts]))
    return redirect(reverse("handbook_desk", args=[edition]) + f"?{query_of(chosen)}")


def problem_lines(look: Look, offered: list, chosen: list[int]) -> list[dict]:
    """Each problem with the changes it comes from, and the choice without them."""
    by_page = {change.page: change for change in offered if change.revision in chosen}
    lines = []
    for one in look.blamed:
        itself_first = sorted(one.pages, key=lambda page: page != one.problem.page)
        to_blame = [by_page[page] for page in itself_first if page in by_page]
        left = [pk for pk in chosen if pk not in {change.revision for change in to_blame[:1]}]
        lines.append({"text": one.problem.text, "blame": to_blame, "without": query_of(left) if to_blame else ""})
    return lines


def minor_edits(edition: str, offered: list, chosen: list[int]) -> list:
    """Changes of which whoever releases them says whether their translations stay valid: no proposal has said it."""
    if len(compose.edition_languages(edition)) == 1:
        return []
    free = [change for change in offered if change.revision in chosen and not change.proposal]
    return [change for change in free if change.kind == "amend" and change.language == compose.SOURCE_LANGUAGE]


def waiting(edition: str) -> dict[str, list[Batch]]:
    """What waits for its hour, what did not go out at its hour, and emergencies that nobody has decided on yet."""
    states = [Batch.State.SCHEDULED, Batch.State.REFUSED]
    found = list(
        Batch.objects.filter(edition=edition, state__in=states, release_at__isnull=False)
        .select_related("made_by")
        .order_by("release_at", "pk")
    )
    for batch in found:
        batch.texts = [schedule.text(problem) for problem in batch.problems]
        batch.query = query_of(change["revision"] for change in batch.changes)
    return {
        "scheduled": [batch for batch in found if batch.state == Batch.State.SCHEDULED],
        "failed": [batch for batch in found if batch.state == Batch.State.REFUSED],
        "undecided": list(overview.undecided(edition)),
    }


@require_POST
def cancel(request: HttpRequest, edition: str, pk: int) -> HttpResponse:
    demand_publisher(request, edition)
    batch = get_object_or_404(Batch, pk=pk, edition=edition)
    if batches.cancel(batch, request.user):
        log(batch, "handbook.cancel", user=request.user)
        messages.success(request, gettext("Cancelled. The changes are still waiting in the list."))
    else:
        messages.error(request, gettext("It is too late: this batch has been released or cancelled already."))
    return redirect("handbook_desk", edition)


# The walk


@require_POST
def make_draft(request: HttpRequest, edition: str) -> HttpResponse:
    demand_publisher(request, edition)
    days = number(request.POST.get("days"), drafts.DAYS[0])
    days = days if days in drafts.DAYS else drafts.DAYS[0]
    offered = {change.revision for change in compose.pending(edition)}
    chosen = [pk for pk in chosen_in(request.POST) if pk in offered]
    remark = request.POST.get("remark", "")[:200]
    draft = drafts.make(edition, chosen, request.user, days, remark)
    log(draft, "handbook.draft", user=request.user, data={"days": days})
    if request.POST.get("go"):
        return redirect(f"/{DRAFTS}/{drafts.token(draft)}/")
    messages.success(
        request, gettext("The link is in the list below. Whoever has it sees this draft and nothing else.")
    )
    return redirect(reverse("handbook_desk", args=[edition]) + f"?{query_of(chosen)}#drafts")


@require_POST
def revoke_draft(request: HttpRequest, edition: str, pk: int) -> HttpResponse:
    demand_publisher(request, edition)
    draft = get_object_or_404(Draft, pk=pk, edition=edition)
    drafts.revoke(draft)
    log(draft, "handbook.revoke_draft", user=request.user)
    messages.success(request, gettext("The link leads nowhere now."))
    return redirect(reverse("handbook_desk", args=[edition]) + "#drafts")


def draft_line(request: HttpRequest, draft: Draft) -> dict:
    return {"draft": draft, "url": request.build_absolute_uri(f"/{DRAFTS}/{drafts.token(draft)}/")}


# What was chosen, in addresses and forms


def chosen_in(sent: QueryDict, name: str = "change") -> list[int]:
    return [found for value in sent.getlist(name) if (found := number(value, 0))]


def query_of(chosen: Iterable[int]) -> str:
    return "&".join(f"change={pk}" for pk in chosen)


def number(value: str | None, default: int) -> int:
    return int(value) if value and value.isascii() and value.isdigit() and len(value) < 10 else default
