"""The route that is shown is the route that is taken, whoever is away."""

import pytest
from django.db import transaction
from django.utils import timezone
from django.utils.translation import override
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cms.models import Absence, Post, Substitute
from cms.models.proposals import StepState
from cms.models.routes import ChangeKind, StepAct
from cms.workflow import route

from .world import SEATS, proposal

TODAY = timezone.localdate()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    away=st.sets(st.sampled_from(sorted(SEATS))),
    author=st.sampled_from(["clerk", "mate", "chief", "head"]),
    kind=st.sampled_from([ChangeKind.AMEND, ChangeKind.NEW]),
)
def test_preview_equals_the_route_at_submission(away, author, kind, town):
    with transaction.atomic():
        for name in away:
            Absence.objects.create(person=town[name], since=TODAY, until=TODAY)
        shown = route.plan(town.department, kind, town[author])
        steps = list(proposal(town, author, kind=kind).steps.all())
        assert [(s.act, s.post_id) for s in steps] == [(p.act, p.post.pk) for p in shown.steps]
        skipped = [s.state == StepState.SKIPPED for s in steps if s.act == StepAct.CHECK]
        assert skipped == [not p.is_taken for p in shown.steps if p.act == StepAct.CHECK][: len(skipped)] or not all(
            skipped
        )
        decide = next(p for p in shown.steps if p.act == StepAct.DECIDE)
        assert decide.post != town.posts[author]
        transaction.set_rollback(True)


@pytest.mark.parametrize(("kind", "asked"), [(ChangeKind.MINOR, []), (ChangeKind.NEW, [])])
def test_without_a_template_it_goes_as_usual_in_the_house(kind, asked, town):
    found = route.plan(town.department, kind, town["clerk"])
    assert [str(step.post) for step in found.steps] == ["こども課 係長", "こども課 課長"]


def test_welfare_is_asked_for_what_is_new_and_shown_in_the_route(town):
    town.posts["welfare"].role = "head"
    town.posts["welfare"].save()
    found = route.plan(town.department, ChangeKind.NEW, town["clerk"])
    assert [step.act for step in found.steps] == [StepAct.CHECK, StepAct.CONCUR, StepAct.DECIDE]


def test_department_without_a_decider_is_told_so(town):
    for name in ("head", "boss"):
        town.posts[name].role = "checker"
        town.posts[name].save()
    [problem] = route.plan(town.department, ChangeKind.MINOR, town["clerk"]).problems
    with override("en"):
        [elsewhere] = route.plan(town.department, ChangeKind.MINOR, town["clerk"]).problems
        assert "Ask the welfare division" in elsewhere
        Post.objects.filter(role="head").update(role="checker")
        [nowhere] = route.plan(town.department, ChangeKind.MINOR, town["clerk"]).problems
    assert "To end an entry, first give somebody a post that decides" in nowhere
    assert problem


def test_only_checker_is_passed_over_as_substitute(town):
    Absence.objects.create(person=town["head"], since=TODAY, until=TODAY)
    decide = route.plan(town.department, ChangeKind.AMEND, town["clerk"]).steps[-1]
    assert (decide.mark, decide.people) == (route.Mark.AWAY, ("head",))
    Substitute.objects.create(post=town.posts["head"], stand_in=town.posts["mate"])
    decide = route.plan(town.department, ChangeKind.AMEND, town["clerk"]).steps[-1]
    assert (decide.mark, decide.people) == (route.Mark.DEPUTY, ("mate",))
