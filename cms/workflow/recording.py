"""The screen 「記録」: every act in order, to be filtered, exported and checked."""

import json

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_GET

from cms import permissions
from cms.models import Event, ProposalItem
from cms.models.proposals import State

from . import flow, record

A_PAGE = 100
SEARCHED = 300  # the newest decided texts


def _events(request: HttpRequest):
    """The record of the editions in which one has a post."""
    keys = permissions.editions_held_in(request.user).values_list("slug", flat=True)
    found = Event.objects.filter(edition__in=list(keys))
    chosen = {name: request.GET.get(name, "").strip() for name in ("q", "act", "who", "since")}
    if chosen["q"]:
        found = found.filter(Q(number__icontains=chosen["q"]) | Q(subject__icontains=chosen["q"]))
    if chosen["act"] in record.ACTS:
        found = found.filter(act=chosen["act"])
    if chosen["who"]:
        found = found.filter(Q(person__icontains=chosen["who"]) | Q(post__icontains=chosen["who"]))
    if day := parse_date(chosen["since"]) if chosen["since"] else None:
        found = found.filter(at__date__gte=day)
    return found, chosen


@require_GET
def events(request: HttpRequest) -> HttpResponse:
    found, chosen = _events(request)
    sentence = request.GET.get("sentence", "").strip()
    query = request.GET.copy()
    query.pop("p", None)
    context = {
        "events": Paginator(found, A_PAGE).get_page(request.GET.get("p")),
        "chosen": chosen,
        "acts": record.ACTS,
        "verdict": record.verify() if "verify" in request.GET else None,
        "sentence": sentence,
        "origins": origins(request.user, sentence) if sentence else [],
        "query": query.urlencode(),
    }
    return render(request, "cms/workflow/record.html", context)


@require_GET
def export(request: HttpRequest) -> HttpResponse:
    found, _chosen = _events(request)
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="record.csv"'
    record.write_csv(found.order_by("pk").iterator(chunk_size=2000), answer)
    return answer


def origins(user, sentence: str) -> list[dict]:
    """Who wrote, checked, agreed to and decided on these words: the newest proposals that brought them."""
    editions = permissions.editions_held_in(user)
    states = [State.DECIDED, State.SCHEDULED, State.RELEASED]
    items = ProposalItem.objects.filter(proposal__edition__in=editions, proposal__state__in=states)
    items = items.exclude(revision=None).select_related("revision", "before", "proposal").order_by("-pk")[:SEARCHED]
    found = []
    for item in items:
        if sentence not in json.dumps(item.revision.content, ensure_ascii=False):
            continue
        for change in flow.difference_of(item).for_others:
            if sentence in change.new and sentence not in change.old:
                events = item.proposal.events.exclude(act="mail").order_by("pk")
                found.append({"item": item, "change": change, "proposal": item.proposal, "events": events})
    return found
