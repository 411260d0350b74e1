"""What each move does. Its guard has been asked before, the proposal is held; everything it does is recorded."""

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from cms.models import Post, Proposal
from cms.models.posts import ANSWERS
from cms.models.proposals import Answer, State, StepState
from cms.models.routes import StepAct

from . import flow, guards
from .acts import Doing, Refused, touch


def check(doing: Doing) -> None:
    doing.close(doing.step)
    doing.note("check")
    flow.go_on(doing)


def act_over(doing: Doing) -> None:
    """引上げ承認: the lower steps, and one's own if it is among the next, are done in one act."""
    mine = {post.pk for post in doing.office.posts_of(doing.user)}
    done_for = [doing.step.label]
    doing.close(doing.step)
    for step in doing.steps(StepAct.CHECK):
        if step.state == StepState.WAITING and step.post_id and step.post.rank <= doing.acting.post.rank:
            done_for += [step.label] if step.post_id not in mine else []
            doing.close(step)
    doing.note("raise", _("for %(posts)s: %(reason)s") % {"posts": "、".join(done_for), "reason": doing.remark})
    flow.go_on(doing)


def send_back_over(doing: Doing) -> None:
    """引上げ却下: always to the drafter."""
    doing.data["to"] = 0
    _return(doing, "raise_back", doing.step.order)


def agree(doing: Doing) -> None:
    _answer(doing, Answer.AGREE, "agree")


def agree_with_remark(doing: Doing) -> None:
    _answer(doing, Answer.REMARK, "remark")


def disagree(doing: Doing) -> None:
    _answer(doing, Answer.DISAGREE, "disagree")


def _answer(doing: Doing, answer: Answer, act: str) -> None:
    step = doing.step
    step.answer, step.answered_about, step.response = answer, flow.about(doing.proposal), ""
    doing.close(step)
    doing.note(act)
    flow.go_on(doing)


def forward(doing: Doing) -> None:
    """所管外: the row is closed here and opens at the department that was named."""
    target = Post.objects.filter(pk=doing.data.get("to_post") or 0, role__in=ANSWERS).first()
    inside = target is not None and target.department.path.startswith(doing.proposal.edition.path)
    if not inside or target.pk == doing.step.post_id:
        raise Refused(_("Choose the department to which it goes."))
    if any(s.post_id == target.pk and s.act == StepAct.CONCUR for s in doing.steps()):
        raise Refused(_("%s is asked already. Agree or disagree for your own part.") % target)
    step = doing.step
    step.answer = Answer.FORWARDED
    doing.close(step, StepState.SKIPPED)
    doing.proposal.steps.create(
        order=step.order,
        act=StepAct.CONCUR,
        post=target,
        label=str(target),
        question=step.question,
        days=step.days,
        due=step.due,
        state=StepState.OPEN,
    )
    doing.data["forwarded_to"] = target
    doing.note("forward", f"{step.label} → {target} {doing.remark}".strip())


def decide(doing: Doing) -> None:
    _decide(doing, "decide")


def decide_as_substitute(doing: Doing) -> None:
    """代決: the decider gets a report, which stays on the desk until it is read."""
    if not doing.remark:
        away = doing.office.of(doing.step.post)
        doing.remark = _("%s is absent") % "、".join(person.full_name for person in away)
    doing.step.to_read = True
    _decide(doing, "substitute")


def _decide(doing: Doing, act: str) -> None:
    proposal = doing.proposal
    left_open = flow.unanswered(doing)
    if left_open and not doing.remark:
        raise Refused(_("Say why it is decided without the answer of %s.") % "、".join(s.label for s in left_open))
    doing.close(doing.step)
    if proposal.state == State.EMERGENCY:
        _tell_the_release_desk(proposal)
    proposal.state = State.RELEASED if proposal.state == State.EMERGENCY else State.DECIDED
    proposal.decided_at, proposal.due = doing.now, None
    proposal.decided_by, proposal.decided_as = doing.user, str(doing.acting)
    flow.unlock(proposal, is_open=False)
    told = doing.steps(StepAct.INFORM)
    for step in told:
        step.state, step.to_read = StepState.OPEN, True
        touch(step)
    doing.note(act)


def _tell_the_release_desk(proposal: Proposal) -> None:
    """Decided afterwards, for or against: it no longer stands in the list of emergencies."""
    revisions = list(proposal.items.values_list("revision_id", flat=True))
    import_string(settings.EMERGENCY_DECIDED)(proposal.edition.slug, revisions)


def send_back(doing: Doing) -> None:
    """What is decided, or out in an emergency, is never changed: it ends here, and a new proposal begins."""
    if doing.proposal.state in {State.DECIDED, State.EMERGENCY}:
        if doing.proposal.state == State.EMERGENCY:
            _tell_the_release_desk(doing.proposal)
        doing.note("send_back")
        doing.proposal.state, doing.proposal.due = State.WITHDRAWN, None
        return
    here = doing.current()
    _return(doing, "send_back", here.order if here else doing.steps(StepAct.CONCUR)[0].order)


def _return(doing: Doing, act: str, resume_at: int) -> None:
    """To the drafter (0), who resumes where it was sent back; or to an earlier checker and on from there."""
    proposal, to = doing.proposal, doing.data.get("to")
    targets = {step.order: step for step in doing.steps(StepAct.CHECK)}
    if to in targets and to < resume_at:
        doing.note(act, _("to %(step)s: %(reason)s") % {"step": targets[to].label, "reason": doing.remark})
        targets[to].question = f"{_('Sent back')}：{doing.acting}「{doing.remark}」"[:120]
        flow.reset_from(doing, to)
        flow.go_on(doing)
        return
    if to != 0:
        raise Refused(_("Choose the step to which it goes back."))
    doing.note(act)
    if doing.step is not None and doing.step.state == StepState.OPEN:
        doing.step.remark = doing.remark
    flow.reset_from(doing, resume_at)
    _close_questions(doing)
    proposal.state, proposal.resume_at, proposal.due = State.SENT_BACK, resume_at, None
    flow.unlock(proposal, is_open=True)


def _close_questions(doing: Doing) -> None:
    for step in doing.steps(StepAct.CONCUR):
        if step.state == StepState.OPEN:
            step.state, step.due = StepState.WAITING, None
            touch(step)


def resubmit(doing: Doing) -> None:
    """直して出し直す: with the newest drafts, from the step that sent it back; unchanged answers stay."""
    proposal = doing.proposal
    proposal.items.filter(page=None).delete()
    if not proposal.items.exists():
        raise Refused(_("Nothing is left in this proposal. Withdraw it for good, and raise a new one."))
    for item in proposal.items.select_related("page"):
        if item.revision_id != item.page.latest_revision_id and not item.ends:
            item.revision_id = item.page.latest_revision_id
            item.save(update_fields=["revision"])
    flow.ask_again_where_changed(doing)
    flow.lock(proposal)
    proposal.version += 1
    doing.note("resubmit", versions=_versions(doing))
    flow.go_on(doing)


def _versions(doing: Doing) -> list:
    return [list(pair) for pair in doing.proposal.items.values_list("page_id", "revision_id")]


def recall(doing: Doing) -> None:
    """取下げ: back to a draft; everything that was said stays in the record."""
    doing.note("recall")
    flow.unlock(doing.proposal, is_open=False)
    doing.proposal.steps.exclude(act__in=[StepAct.CONCUR, StepAct.INFORM]).delete()
    for step in doing.steps(StepAct.CONCUR):  # whom the drafter asked what, for the next time
        step.state, step.answer, step.due, step.remark, step.response = StepState.WAITING, "", None, "", ""
        step.acted_by, step.acted_as, step.acted_at = None, "", None
        touch(step)
    doing.proposal.state, doing.proposal.due, doing.proposal.resume_at = State.DRAFT, None, None


def withdraw(doing: Doing) -> None:
    """廃案: final. What residents read stays as it is."""
    doing.note("withdraw")
    flow.unlock(doing.proposal, is_open=False)
    doing.proposal.state, doing.proposal.due = State.WITHDRAWN, None


def read(doing: Doing) -> None:
    """後閲, 供覧, and the report of a substitute's decision."""
    step = doing.step
    acts = {StepAct.CHECK: "read_later", StepAct.DECIDE: "report_read", StepAct.INFORM: "inform_read"}
    step.read_at = doing.now
    if step.act == StepAct.INFORM:
        step.state = StepState.DONE
    touch(step)
    doing.note(acts[step.act])


def respond(doing: Doing) -> None:
    doing.step.response = doing.remark
    touch(doing.step)
    doing.note("respond", f"{doing.step.label}: {doing.remark}")


def climb(doing: Doing) -> None:
    """A disagreement stays: one post higher decides, and everybody sees that somebody disagreed."""
    step = doing.steps(StepAct.DECIDE)[0]
    higher = guards.higher_than(doing)
    doing.note("climb", f"{step.label} → {higher}: {doing.remark}")
    step.post, step.label, step.question = higher, str(higher), flow.CLIMBED
    touch(step)
    if doing.proposal.state == State.CONCURRENCE:
        flow.go_on(doing)


def remind(doing: Doing) -> None:
    doing.note("remind", "、".join(step.label for step in doing.steps() if step.state == StepState.OPEN))
