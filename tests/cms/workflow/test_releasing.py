"""A decision does not publish; the Release desk lets out exactly what was decided, and the card says who vouches."""

from datetime import datetime, timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from cms import changes
from cms.models import Confirmation, Notice, Proposal
from cms.models.proposals import State
from cms.workflow import releasing
from handbook.models import Batch
from handbook.release import batches

from .world import act, bring_to, draft, emergency, go_out


def offered(town) -> dict[int, int]:
    return {change.page: change.revision for change in changes.pending(town.edition)}


@pytest.mark.parametrize("state", [State.CIRCULATION, State.AWAITING, State.SENT_BACK, State.WITHDRAWN])
def test_what_is_not_decided_is_not_offered(state, town):
    found = bring_to(town, state)
    assert town.program.pk not in offered(town)
    revision = found.items.get().revision_id
    assert revision in {change.revision for change in changes.drafts(town.edition)}


def test_decided_version_is_offered_whatever_was_written_since(town):
    found = bring_to(town, State.DECIDED)
    revision = found.items.get().revision_id
    draft(town.program, town["clerk"], benefit="まだ決まっていない文")
    (change,) = [c for c in changes.pending(town.edition) if c.page == town.program.pk]
    assert (change.revision, change.by, change.proposal) == (revision, "こども課 課長 head", found.number)


def test_released_proposal_is_over_and_the_card_says_who_vouches(town):
    found = bring_to(town, State.DECIDED)
    go_out(town, found.items.get().revision_id)
    found.refresh_from_db()
    assert (found.state, found.release_number) == (State.RELEASED, 7)
    assert found.events.first().act == "release"
    row = Confirmation.objects.get()
    assert (row.department, row.confirmed_by, row.confirmed_at) == ("こども課", town["head"], found.decided_at)
    assert town.program.pk not in offered(town)


def test_emergency_asks_the_decider_afterwards(town):
    found = emergency(town)
    assert found.state == State.EMERGENCY
    assert found.steps.get().post == town.posts["head"]
    found = act(town, found, "head", "decide")
    assert found.state == State.RELEASED
    assert list(found.events.order_by("pk").values_list("act", flat=True)) == ["emergency", "decide"]


@pytest.mark.parametrize("state", [State.CIRCULATION, State.AWAITING, State.SENT_BACK])
def test_emergency_with_a_text_that_is_being_asked_for_is_decided_within_days_all_the_same(town, state):
    running = bring_to(town, state)
    go_out(town, running.items.get().revision_id)
    afterwards = Proposal.objects.get(is_emergency=True)
    assert (afterwards.state, afterwards.due is not None) == (State.EMERGENCY, True)
    act(town, afterwards, "head", "decide")
    running.refresh_from_db()
    assert running.state == state


def test_emergency_is_reminded_of_every_morning_until_it_is_decided(town):
    assert [whom for whom, _until in releasing.asked_afterwards(town.edition.slug, [town.program.pk])] == [
        "こども課 課長 head"
    ]
    found = emergency(town)
    yesterday = timezone.now() - timedelta(1)
    Proposal.objects.update(proposed_at=yesterday)
    Notice.objects.update(written_at=yesterday)
    call_command("send_digests")
    call_command("send_digests")
    first, again = Notice.objects.filter(proposal=found).order_by("pk")
    assert first.subject.startswith("【緊急・事後決裁のお願い ")
    assert again.subject.startswith("【催促・緊急・事後決裁のお願い ")
    assert (again.person, "毎朝お知らせします" in again.body) == (town["head"], True)
    act(town, found, "head", "decide")
    Notice.objects.update(written_at=yesterday)
    told = Notice.objects.count()
    call_command("send_digests")
    assert Notice.objects.count() == told


def test_emergency_that_is_not_approved_ends_and_says_what_residents_read(town, client):
    found = emergency(town)
    client.force_login(town["head"])
    html = client.get(reverse("cms_proposal", args=[found.pk])).content.decode()
    assert "この起案はここで終わり" in html
    assert "戻す段階" not in html
    found = act(town, found, "head", "send_back", remark="数が違う", to=0)
    assert found.state == State.WITHDRAWN
    told = Notice.objects.filter(proposal=found, person=town["welfare"]).latest("pk")
    assert "前の号に戻すか、直した文で、新しい起案を" in told.body
    assert "変わっていません" not in told.body


def test_sent_back_after_the_decision_it_ends_and_a_new_one_begins(town):
    found = bring_to(town, State.DECIDED)
    found = act(town, found, "welfare", "send_back", remark="数が違う", to=0)
    assert found.state == State.WITHDRAWN
    assert town.program.pk not in offered(town)
    assert not Page.objects.get(pk=town.program.pk).locked


def test_edition_that_named_no_decider_goes_by_its_drafts(town):
    nation = town.edition.base
    for post in town.posts.values():
        post.role = "checker"
        post.save()
    draft(town.program, town["clerk"])
    assert town.program.pk in offered(town)
    assert changes.has_deciders(nation)


def test_planned_release_shows_on_the_proposal_until_it_is_cancelled(town):
    found = bring_to(town, State.DECIDED)
    revision = found.items.get().revision_id
    at = timezone.make_aware(datetime(2027, 4, 1, 9, 0))
    waiting = {"state": Batch.State.SCHEDULED, "release_at": at}
    first, second = (batches.choose(town.edition.slug, [revision], town["welfare"], **waiting) for _ in range(2))
    states = []
    for batch in (first, second):
        states.append(Proposal.objects.get(pk=found.pk).state)
        assert revision in offered(town).values()
        assert batches.cancel(batch, town["welfare"])
    states.append(Proposal.objects.get(pk=found.pk).state)
    assert states == [State.SCHEDULED, State.SCHEDULED, State.DECIDED]
    told = list(found.events.filter(act__in=["plan", "unplan"]).order_by("pk").values_list("act", "person", "remark"))
    assert told == [("plan", "welfare", "2027-04-01 09:00"), ("unplan", "welfare", "")]
