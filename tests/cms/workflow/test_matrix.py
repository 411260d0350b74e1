"""Role × move × state: every cell is asked of the table of moves, of the screen, and the open ones are really made."""

import json
from datetime import timedelta

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from cms.models import Guest, Proposal
from cms.models.proposals import OPEN, State
from cms.workflow import guests, screens, table
from cms.workflow.acts import Doing
from cms.workflow.turns import Office
from handbook.release import publish, store

from .world import SEATS, bring_to, step_of

ROLES = [*SEATS, "outsider"]
ANSWERS = {"agree", "remark", "disagree", "forward"}
MAY = {
    State.DRAFT: {"clerk": {"withdraw"}},
    State.CIRCULATION: {
        "clerk": {"recall", "withdraw", "remind"},
        "chief": {"check", "send_back", "recall"},
        "head": {"withdraw"},
        "welfare": {"send_back", "remind"},
    },
    State.CONCURRENCE: {
        "clerk": {"recall", "withdraw", "remind"},
        "chief": {"recall"},
        "head": {"withdraw"},
        "housing": ANSWERS,
        "disability": ANSWERS,
        "welfare": {"send_back", "remind"},
    },
    State.AWAITING: {
        "clerk": {"recall", "withdraw", "remind"},
        "chief": {"recall"},
        "head": {"decide", "send_back", "withdraw"},
        "welfare": {"send_back", "remind"},
    },
    State.SENT_BACK: {"clerk": {"resubmit", "recall", "withdraw"}, "chief": {"recall"}, "head": {"withdraw"}},
    State.DECIDED: {"welfare": {"send_back"}},
    State.WITHDRAWN: {},
}


def open_moves(town, found: Proposal, role: str, office: Office) -> set[str]:
    """Every move on every step that it could be about."""
    steps = list(found.steps.all())
    moves = set()
    for move in table.TABLE:
        for step in [s for s in steps if s.act in move.on_step] if move.on_step else [None]:
            if table.why_not(move, Doing(found, town[role], office, step)) is None:
                moves.add(move.name)
    return moves


@pytest.mark.parametrize("state", MAY)
def test_matrix(state, town):
    found, office = bring_to(town, state), Office()
    assert {role: moves for role in ROLES if (moves := open_moves(town, found, role, office))} == MAY[state]


@pytest.mark.parametrize("state", MAY)
def test_screen_offers_the_same_cells(state, town, client):
    found = bring_to(town, state)
    offered = {}
    for role in SEATS:
        client.force_login(town[role])
        reading = client.get(reverse("cms_proposal", args=[found.pk])).context["reading"]
        if moves := {option.move.name for option in reading.options}:
            offered[role] = moves
    assert offered == MAY[state]


@pytest.mark.parametrize("state", MAY)
def test_posted_cells_are_made_or_refused(state, town, client, monkeypatch):
    """Whatever a forged form sends: made where the table has it; a refused one changes nothing."""
    monkeypatch.setattr(screens, "Reading", lambda *_args: None)
    monkeypatch.setattr(screens, "render", lambda *_args, status=200, **_more: HttpResponse(status=status))
    found = bring_to(town, state)
    url, events = reverse("cms_proposal", args=[found.pk]), found.events.count()
    for role in ("clerk", "chief", "head", "housing", "welfare", "mate", "outsider"):
        client.force_login(town[role])
        for move in table.TABLE:
            step = step_of(town, found, role, move.name) if move.on_step else ""
            said = {"move": f"{move.name}:{step or ''}", "remark": "理由です。", "to": 0}
            with transaction.atomic():
                status = client.post(url, said | {"to_post": town.posts["boss"].pk}).status_code
                made = found.events.exclude(act="mail").count() > events
                transaction.set_rollback(True)
            assert made is (move.name in MAY[state].get(role, set())), (role, move.name)
            assert status == (404 if role == "outsider" else 302 if made else 409)


@pytest.mark.parametrize("state", MAY)
def test_link_of_a_guest_takes_one_answer_while_it_is_open_and_opens_nothing_else(state, town, client):
    found = bring_to(town, state)
    until = timezone.localdate() + timedelta(3)
    guest = Guest.objects.create(item=found.items.get(), organisation="NPO", address="npo@example.org", until=until)
    address = guests.link(guest).removeprefix("http://testserver")
    answer = client.post(address, {"answer": "agree", "name": "小林"})
    guest.refresh_from_db()
    assert bool(guest.answer) is (state in OPEN)
    assert answer.status_code == (200 if state in OPEN else 410)
    for name in ("cms_proposal", "cms_proposals", "cms_record"):
        args = [found.pk] if name == "cms_proposal" else []
        assert client.get(reverse(name, args=args)).status_code == 302  # to the login


@pytest.mark.parametrize("state", MAY)
def test_interface_for_programs_shows_nothing_undecided_and_takes_nothing(state, town, client):
    """Releases are all that it serves: no role may write there, and nobody reads a proposal there."""
    found = bring_to(town, state)
    publish.compose_now()
    store.refresh()  # nothing is committed here, so nothing tells it
    latest = f"/api/v1/editions/{town.edition.slug}/ja/releases/latest"
    for role in [*ROLES, None]:
        client.force_login(town[role]) if role else client.logout()
        for address in ("/api/v1/editions", latest):
            for method in (client.post, client.put, client.delete):
                assert method(address).status_code in {403, 405}
            answer = client.get(address)
            assert answer.status_code == 200
            told = json.dumps(answer.json(), ensure_ascii=False)
            assert found.number not in told
            assert "10,000" not in told
    assert "8,000" in told  # what residents read meanwhile
