"""Each move has its own meaning: what it changes, what it leaves, what it refuses."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from wagtail.models import Page

from cms.models import Absence, Holding, ProposalItem, Substitute
from cms.models.proposals import State
from cms.workflow.acts import Refused
from cms.workflow.raising import Wish, raise_proposal

from .world import act, bring_to, draft, proposal

TODAY = timezone.localdate()


def away(person, days=0):
    Absence.objects.create(person=person, since=TODAY, until=TODAY + timedelta(days))


def acts(found) -> list[str]:
    return list(found.events.order_by("pk").values_list("act", flat=True))


def test_play_from_draft_to_decision(town):
    found = proposal(town)
    assert found.number.endswith("-0001")
    act(town, found, "chief", "check")
    act(town, found, "housing", "disagree", remark="市営住宅の字が要ります")
    found = act(town, found, "disability", "agree")
    assert found.state == State.CONCURRENCE
    found = act(town, found, "housing", "agree", remark="話がつきました")
    assert found.state == State.AWAITING
    found = act(town, found, "head", "decide")
    assert found.state == State.DECIDED
    assert acts(found) == ["propose", "check", "disagree", "agree", "agree", "decide"]
    assert [str(e.post) for e in found.events.order_by("pk")][-1] == "こども課 課長"


def test_decision_publishes_nothing_and_freezes_the_version(town):
    found = bring_to(town, State.DECIDED)
    page = Page.objects.get(pk=town.program.pk).specific
    assert page.benefit == "月8,000円"
    assert not page.locked
    frozen = found.items.get().revision_id
    draft(town.program, town["clerk"], benefit="月12,000円")
    assert found.items.get().revision_id == frozen
    with pytest.raises(Refused):
        act(town, found, "head", "decide")


def test_page_of_an_open_proposal_is_locked_and_in_no_other(town):
    found = proposal(town)
    assert Page.objects.get(pk=town.program.pk).locked
    with pytest.raises(Refused, match=found.number):
        proposal(town, "mate")
    with pytest.raises(IntegrityError), transaction.atomic():
        ProposalItem.objects.create(proposal=bring_other(town), page=town.program, title="", is_open=True)


def bring_other(town):
    return proposal(town, page=town.other)


def test_recall_makes_a_draft_again_and_frees_the_page(town):
    found = bring_to(town, State.DRAFT)
    assert not Page.objects.get(pk=town.program.pk).locked
    assert acts(found) == ["propose", "recall"]


def test_sent_back_keeps_answers_whose_text_stays(town):
    found = bring_to(town, State.AWAITING)
    act(town, found, "head", "send_back", remark="理由を足して", to=0)
    assert not Page.objects.get(pk=town.program.pk).locked
    found = act(town, found, "clerk", "resubmit")
    assert found.state == State.AWAITING


def test_sent_back_asks_again_where_the_text_changed(town):
    found = bring_to(town, State.AWAITING)
    act(town, found, "head", "send_back", remark="金額が違う", to=0)
    draft(town.program, town["clerk"], benefit="月11,000円")
    found = act(town, found, "clerk", "resubmit")
    assert found.state == State.CONCURRENCE
    assert not any(step.answer for step in found.steps.filter(act="concur"))


def test_sent_back_to_a_checker_goes_on_from_there(town):
    found = bring_to(town, State.AWAITING)
    step = found.steps.get(act="check")
    found = act(town, found, "head", "send_back", remark="もう一度見て", to=step.order)
    assert found.state == State.CIRCULATION
    found = act(town, found, "chief", "check")
    assert found.state == State.AWAITING


def test_absent_checker_is_skipped_and_reads_later(town):
    away(town["chief"])
    found = proposal(town)
    assert found.state == State.CONCURRENCE
    assert acts(found) == ["propose", "skip"]
    act(town, found, "chief", "read", remark="読みました")
    assert found.steps.get(act="check").read_at
    with pytest.raises(Refused):
        act(town, found, "chief", "read")


def test_substitute_decides_only_while_the_decider_is_away(town):
    found = bring_to(town, State.AWAITING)
    with pytest.raises(Refused):
        act(town, found, "chief", "substitute")
    away(town["head"])
    with pytest.raises(Refused, match="確認"):  # the only one who has checked it
        act(town, found, "chief", "substitute")
    assert Substitute.objects.create(post=town.posts["head"], stand_in=town.posts["mate"])
    found = act(town, found, "mate", "substitute")
    step = found.steps.get(act="decide")
    assert (found.state, step.is_deputy, step.to_read) == (State.DECIDED, True, True)
    act(town, found, "head", "read")
    assert acts(found)[-2:] == ["substitute", "report_read"]


def test_superior_acts_over_a_late_subordinate(town):
    found = proposal(town)
    with pytest.raises(Refused):
        act(town, found, "head", "raise", remark="急ぐため")
    found.steps.filter(act="check").update(due=TODAY - timedelta(1))
    found = act(town, found, "head", "raise", remark="急ぐため")
    assert found.state == State.CONCURRENCE
    assert "こども課 係長" in found.events.first().remark


def test_not_ours_goes_to_the_department_named(town):
    found = bring_to(town, State.CONCURRENCE)
    welfare = town.posts["welfare"]
    with pytest.raises(Refused):
        act(town, found, "housing", "forward", to_post=welfare.pk)
    found = act(town, found, "housing", "forward", to_post=town.posts["boss"].pk)
    act(town, found, "disability", "agree")
    found = act(town, found, "boss", "agree")
    assert found.state == State.AWAITING


def test_silence_is_not_consent(town):
    found = bring_to(town, State.CONCURRENCE)
    found.steps.update(due=TODAY - timedelta(30))
    with pytest.raises(Refused):
        act(town, found, "head", "decide")


def test_disagreement_climbs_in_everybodys_sight(town):
    found = bring_to(town, State.CONCURRENCE)
    act(town, found, "housing", "disagree", remark="困ります")
    act(town, found, "disability", "agree")
    found = act(town, found, "head", "climb", remark="折り合わず")
    assert found.state == State.AWAITING
    with pytest.raises(Refused):
        act(town, found, "head", "decide")
    assert act(town, found, "boss", "decide").state == State.DECIDED


def test_author_never_judges_own_text_whatever_post(town):
    for name in ("chief", "head", "housing"):
        Holding.objects.create(post=town.posts[name], person=town["clerk"])
    found = proposal(town)
    for who, move in (("chief", "check"), ("housing", "agree"), ("disability", "agree")):
        with pytest.raises(Refused):
            act(town, found, "clerk", move, step=found.steps.filter(state="open").first().pk)
        act(town, found, who, move)
    with pytest.raises(Refused):
        act(town, found, "clerk", "decide")
    assert act(town, found, "head", "decide").decided_by == town["head"]


def test_head_who_writes_is_decided_by_somebody_else(town):
    found = proposal(town, "head")
    assert found.steps.get(act="decide").post == town.posts["chief"]


@pytest.mark.parametrize("move", ["send_back", "withdraw"])
def test_reason_is_asked_for(move, town):
    found = bring_to(town, State.AWAITING)
    with pytest.raises(Refused, match="理由"):
        act(town, found, "head", move, remark="  ", to=0)
    found.refresh_from_db()
    assert found.state == State.AWAITING


def test_second_of_two_is_told_who_was_first(town):
    found = bring_to(town, State.AWAITING)
    step = found.steps.get(act="decide")
    act(town, found, "head", "decide", seen=step.version)
    with pytest.raises(Refused, match="head"):
        act(town, found, "head", "decide", seen=step.version)
    assert acts(found).count("decide") == 1


def test_post_that_changed_hands_is_told(town):
    found = proposal(town)
    Holding.objects.filter(post=town.posts["chief"]).update(until=TODAY - timedelta(1))
    Holding.objects.create(post=town.posts["chief"], person=town["mate"], since=TODAY)
    with pytest.raises(Refused, match="mate"):
        act(town, found, "chief", "check", step=found.steps.get(act="check").pk)
    assert act(town, found, "mate", "check").state == State.CONCURRENCE


def test_deleted_page_stops_the_decision_and_goes_on_without(town):
    found = bring_to(town, State.AWAITING)
    Page.objects.get(pk=town.program.pk).delete()
    with pytest.raises(Refused, match="住まい応援金"):
        act(town, found, "head", "decide")
    act(town, found, "head", "send_back", remark="消えています", to=0)
    with pytest.raises(Refused):
        act(town, found, "clerk", "resubmit")


def test_what_has_to_be_put_right_stops_the_proposal_not_the_saving(town):
    page = draft(town.other, town["clerk"], where_to_ask="", benefit="月9,000円")
    with pytest.raises(Refused, match="こども医療費"):
        raise_proposal(town["clerk"], [page], set(), Wish("題", "理由", "amend"))
    assert not Page.objects.get(pk=page.pk).locked


def test_kind_is_raised_but_never_lowered(town):
    with pytest.raises(Refused):
        proposal(town, kind="minor")
    assert proposal(town, kind="new").kind == "new"


def test_mails_are_complete_without_a_link(town, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        found = proposal(town)
        act(town, found, "chief", "check")
    asked = [m for m in mail.outbox if m.to == ["housing@shi.example"]]
    (only,) = asked
    assert only.subject.startswith("【合議のお願い")
    assert found.number in only.subject
    for words in ("旧：月【8,000円】", "9月議会で可決した。", "同意したことにはなりません", "住宅課 課長 housing 様"):
        assert words in only.body


def test_record_cannot_be_changed(town):
    bring_to(town, State.DECIDED)
    for statement in ("UPDATE cms_event SET remark = 'x'", "DELETE FROM cms_event"):
        with pytest.raises(Exception, match="only added to"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_only_checker_stands_in_where_the_template_says_so(town):
    found = bring_to(town, State.AWAITING)
    found.checker_may_substitute = True
    found.save()
    away(town["head"])
    assert act(town, found, "chief", "substitute").state == State.DECIDED


def test_recall_keeps_whom_one_had_asked(town):
    found = proposal(town, asked=[town.posts["boss"]], question="この字でよいか")
    found = act(town, found, "clerk", "recall")
    assert town.posts["boss"].pk in found.steps.values_list("post", flat=True)
    assert found.steps.filter(question="この字でよいか").exists()


def test_checker_reads_why_it_came_back(town):
    found = bring_to(town, State.AWAITING)
    act(town, found, "head", "send_back", remark="もう一度見て", to=1)
    assert "もう一度見て" in found.steps.get(act="check").question
