"""Role × move × state: every cell is asked of the table of moves, of the screen, and the open ones are really made."""

import pytest
from django.db import transaction
from django.urls import reverse

from cms.models import Proposal
from cms.models.proposals import State
from cms.workflow import table
from cms.workflow.acts import Doing, Refused
from cms.workflow.turns import Office

from .world import SEATS, act, bring_to

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
def test_cells_are_made_or_refused_by_the_act_itself(state, town):
    """A refused one changes nothing, whoever sends it and however."""
    found = bring_to(town, state)
    events = found.events.count()
    for role in ("clerk", "chief", "head", "housing", "welfare", "mate"):
        for move in table.TABLE:
            allowed = move.name in MAY[state].get(role, set())
            with transaction.atomic():
                try:
                    act(town, found, role, move.name, remark="理由です。", to=0, to_post=town.posts["boss"].pk)
                    made = True
                except Refused:
                    made = False
                    assert found.events.count() == events
                transaction.set_rollback(True)
            assert made is allowed, (role, move.name)
