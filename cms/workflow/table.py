"""The table of all moves: from which states, by whom, whether a reason is due, and what happens. One row, one move."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from cms.models import Proposal, ProposalStep, User
from cms.models.proposals import FROZEN, MOVING, OPEN, State
from cms.models.routes import StepAct

from . import guards, mails, moves
from .acts import Doing, Refused, told_first
from .turns import Office


@dataclass(frozen=True)
class Move:
    name: str
    label: str  # on the button or beside the choice
    line: str  # what it means, in one line
    states: tuple[State, ...]
    guard: Callable[[Doing], str | None]
    run: Callable[[Doing], None]
    needs_reason: bool = False
    on_step: tuple[StepAct, ...] = ()  # the acts of the step that it is about; none: about the proposal


TABLE = [
    Move("check", _("Check and pass on"), _("You have read it; it goes to the next person."),
         (State.CIRCULATION,), guards.checking, moves.check, on_step=(StepAct.CHECK,)),
    Move("agree", _("Agree"), _("As far as it concerns us, it may stay so."),
         (State.CONCURRENCE,), guards.answering, moves.agree, on_step=(StepAct.CONCUR,)),
    Move("remark", _("Agree with remark"), _("It may stay so, but we want to say something. Nothing stops."),
         (State.CONCURRENCE,), guards.answering, moves.agree_with_remark, needs_reason=True, on_step=(StepAct.CONCUR,)),
    Move("disagree", _("Disagree"), _("It cannot stay so. Needs a reason. Nobody decides until it is settled."),
         (State.CONCURRENCE,), guards.answering, moves.disagree, needs_reason=True, on_step=(StepAct.CONCUR,)),
    Move("forward", _("Not ours"), _("It is another department's business. Choose which, and it goes there."),
         (State.CONCURRENCE,), guards.answering, moves.forward, on_step=(StepAct.CONCUR,)),
    Move("decide", _("Decide"), _("These texts may go out. From then on nobody can change them."),
         (State.AWAITING, State.EMERGENCY), guards.deciding, moves.decide, on_step=(StepAct.DECIDE,)),
    Move("substitute", _("Substitute decision"),
         _("The decider is absent and the registered substitute decides. A report goes to the decider."),
         (State.AWAITING, State.EMERGENCY), guards.substituting, moves.decide_as_substitute, on_step=(StepAct.DECIDE,)),
    Move("raise", _("Act over a subordinate"), _("The part of an absent subordinate is done by the post above."),
         (State.CIRCULATION,), guards.over_subordinate, moves.act_over, needs_reason=True, on_step=(StepAct.CHECK,)),
    Move("raise_back", _("Send back over a subordinate"), _("In the place of an absent subordinate, send it back."),
         (State.CIRCULATION,), guards.over_subordinate, moves.send_back_over, needs_reason=True,
         on_step=(StepAct.CHECK,)),
    Move("send_back", _("Send back"), _("Something has to be changed. Choose the step and write why."),
         (*MOVING, State.DECIDED, State.EMERGENCY), guards.sending_back, moves.send_back, needs_reason=True),
    Move("climb", _("Pass up for decision"), _("A disagreement stays: the post above decides. Needs a reason."),
         (State.CONCURRENCE, State.AWAITING), guards.climbing, moves.climb, needs_reason=True),
    Move("resubmit", _("Resubmit"), _("It goes on at the step that sent it back."),
         (State.SENT_BACK,), guards.proposing, moves.resubmit),
    Move("recall", _("Recall"), _("It becomes a draft again. You can change it and raise it once more."),
         OPEN, guards.recalling, moves.recall),
    Move("withdraw", _("Withdraw for good"),
         _("Give this proposal up. Needs a reason and cannot be undone. What residents read stays."),
         (State.DRAFT, *OPEN), guards.withdrawing, moves.withdraw, needs_reason=True),
    Move("read", _("Read"), _("You have read it."), (*OPEN, *FROZEN), guards.reading, moves.read,
         on_step=(StepAct.CHECK, StepAct.DECIDE, StepAct.INFORM)),
    Move("respond", _("Answer the remark"), _("How the remark is met, in a sentence."), (*OPEN, *FROZEN),
         guards.responding, moves.respond, needs_reason=True, on_step=(StepAct.CONCUR, StepAct.CHECK)),
    Move("remind", _("Remind"), _("The matter and the date are mailed once more."), MOVING,
         guards.reminding, moves.remind),
]  # fmt: skip
ENDS = _("It may not stay so. The proposal ends here; correct the text in a new one. Needs a reason.")
BY_NAME = {move.name: move for move in TABLE}


def why_not(move: Move, doing: Doing) -> str | None:
    """The sentence that tells why this person cannot make the move now, or nothing. Changes nothing."""
    if doing.proposal.state not in move.states:
        return gettext("Not while it is: %s") % doing.proposal.get_state_display()
    if move.on_step and (doing.step is None or doing.step.act not in move.on_step):
        return guards.not_your_turn(doing)
    return move.guard(doing)


def perform(
    key: int,
    name: str,
    user: User,
    *,
    step: int | None = None,
    seen: int | None = None,
    remark: str = "",
    **data: Any,
) -> Proposal:
    """Make one move, or raise Refused and change nothing. `seen` is the version of the step, or of the proposal where
    the move is about it, that the person had on the screen.
    """
    move = BY_NAME[name]
    with transaction.atomic():
        proposal = Proposal.objects.select_for_update().get(pk=key)
        doing = Doing(proposal, user, Office(), remark=remark.strip(), data=data)
        doing.step = _step(doing, move, step)
        if seen is not None and seen != (doing.step or proposal).version:
            raise Refused(told_first(proposal))
        if refused := why_not(move, doing):
            raise Refused(refused)
        if move.needs_reason and not doing.remark:
            raise Refused(gettext("%s needs a reason.") % gettext(move.label))
        move.run(doing)
        proposal.version += 1
        proposal.save()
        mails.after(move.name, doing)
    return proposal


def _step(doing: Doing, move: Move, key: int | None) -> ProposalStep | None:
    if not move.on_step:
        return None
    if key is None:
        return doing.current()
    return next((step for step in doing.steps() if step.pk == key), None)
