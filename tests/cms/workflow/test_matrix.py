"""Role × move × state: every cell is asked of the table of moves and of the screen, and really tried."""

import json
from collections.abc import Iterator
from datetime import timedelta

from django.db import transaction
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from cms.models import Guest, Proposal
from cms.models.proposals import OPEN, State
from cms.workflow import guests, screens, table
from cms.workflow.acts import Doing, Refused
from cms.workflow.turns import Office
from handbook.release import publish, store

from .world import SEATS, every_state, step_of

ROLES = [*SEATS, "outsider"]
ANSWERS = {"agree", "remark", "disagree", "forward"}
MAY = {
    State.CIRCULATION: {
        "clerk": {"recall", "withdraw", "remind"},
        "chief": {"check", "send_back", "recall"},
        "head": {"withdraw"},
        "welfare": {"send_back", "remind"},
    },
    State.SENT_BACK: {"clerk": {"resubmit", "recall", "withdraw"}, "chief": {"recall"}, "head": {"withdraw"}},
    State.DRAFT: {"clerk": {"withdraw"}},
    State.WITHDRAWN: {},
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
    State.DECIDED: {"welfare": {"send_back"}},
    State.SCHEDULED: {},  # the Release desk cancels it first
    State.RELEASED: {},
    State.EMERGENCY: {"head": {"decide", "send_back"}},  # its author, the welfare division, does not judge it
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


def try_moves(town, found: Proposal) -> Iterator[tuple[str, str]]:
    """Role and name of every move that is really made when asked for; each is taken back again."""
    for role in ROLES:
        for move in table.TABLE:
            step = step_of(town, found, role, move.name) if move.on_step else None
            said = {"remark": "理由です。", "to": 0, "to_post": town.posts["boss"].pk}
            with transaction.atomic():
                acts = found.events.exclude(act="mail").count()
                try:
                    table.perform(found.pk, move.name, town[role], step=step, **said)
                    yield role, move.name
                except Refused:
                    assert found.events.exclude(act="mail").count() == acts
                transaction.set_rollback(True)


def by_role(cells) -> dict[str, set[str]]:
    moves: dict[str, set[str]] = {}
    for role, move in cells:
        moves.setdefault(role, set()).add(move)
    return moves


def test_every_state_is_in_the_matrix():
    assert set(MAY) == set(State)


def test_every_cell_is_open_or_refused_and_offered_on_the_screen_accordingly(town, client, monkeypatch):
    told, offered, office, shown = {}, {}, Office(), []
    monkeypatch.setattr(screens, "render", lambda _r, _t, context, **_more: shown.append(context) or HttpResponse())
    for state, found in every_state(town):
        told[state] = {role: moves for role in ROLES if (moves := open_moves(town, found, role, office))}
        offered[state] = {}
        for role in SEATS:
            client.force_login(town[role])
            client.get(reverse("cms_proposal", args=[found.pk]))
            if moves := {option.move.name for option in shown.pop()["reading"].options}:
                offered[state][role] = moves
    assert told == MAY
    assert offered == MAY


def test_every_cell_is_tried_and_a_refused_one_changes_nothing(town, monkeypatch):
    office = Office()
    monkeypatch.setattr(table, "Office", lambda: office)  # nobody moves to another post meanwhile
    made = {state: by_role(try_moves(town, found)) for state, found in every_state(town)}
    assert made == MAY


def test_forged_forms_are_answered_as_the_matrix_says(town, client, monkeypatch):
    """Whoever may make a move posts it; whoever may not, posts the decision."""
    monkeypatch.setattr(screens, "Reading", lambda *_args: None)
    monkeypatch.setattr(screens, "render", lambda *_args, status=200, **_more: HttpResponse(status=status))
    for state, found in every_state(town):
        events = found.events.exclude(act="mail").count()
        for role in ROLES:
            client.force_login(town[role])
            may = MAY[state].get(role, set())
            for name in {*may, "decide"}:
                step = step_of(town, found, role, name) if table.BY_NAME[name].on_step else ""
                said = {"move": f"{name}:{step or ''}", "remark": "理由です。", "to": 0}
                with transaction.atomic():
                    url = reverse("cms_proposal", args=[found.pk])
                    status = client.post(url, said | {"to_post": town.posts["boss"].pk}).status_code
                    made = found.events.exclude(act="mail").count() > events
                    transaction.set_rollback(True)
                assert made is (name in may), (state, role, name)
                assert status == (404 if role == "outsider" else 302 if made else 409)


def test_link_of_a_guest_takes_one_answer_while_it_is_open_and_opens_nothing_else(town, client):
    until = timezone.localdate() + timedelta(3)
    for state, found in every_state(town):
        guest = Guest.objects.create(item=found.items.get(), organisation="NPO", address="npo@example.org", until=until)
        address = guests.link(guest).removeprefix("http://testserver")
        answer = client.post(address, {"answer": "agree", "name": "小林"})
        guest.refresh_from_db()
        assert bool(guest.answer) is (state in OPEN), state
        assert answer.status_code == (200 if state in OPEN else 410)
        for name in ("cms_proposal", "cms_proposals", "cms_record"):
            args = [found.pk] if name == "cms_proposal" else []
            assert client.get(reverse(name, args=args)).status_code == 302  # to the login


def test_interface_for_programs_shows_nothing_undecided_and_takes_nothing(town, client):
    """Releases are all that it serves: no role may write there, and nobody reads a proposal there."""
    out = {State.RELEASED: {"10,000"}, State.EMERGENCY: {"8,500"}}
    latest = f"/api/v1/editions/{town.edition.slug}/ja/releases/latest"
    for state, found in every_state(town):
        publish.compose_now()
        store.refresh()  # nothing is committed here, so nothing tells it
        for role in [*ROLES, None]:
            client.force_login(town[role]) if role else client.logout()
            for method in (client.post, client.put, client.delete):
                assert method(latest).status_code in {403, 405}
            told = json.dumps(client.get(latest).json(), ensure_ascii=False)
            assert found.number not in told
            assert {text for text in ("10,000", "8,500") if text in told} == out.get(state, set()), state
