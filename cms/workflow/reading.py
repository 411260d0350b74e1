"""One proposal as a person meets it: what changes, who said what, and the moves that are theirs now."""

from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from cms import preflight
from cms.models import Proposal, ProposalStep, User
from cms.models.proposals import Answer, State, StepState
from cms.models.routes import StepAct
from cms.papers.sheets import Sheet, Signature
from cms.reading.rendering import new_html, old_html

from . import effects, flow, table
from .acts import Doing
from .turns import Office

EXPLAINED = ("substitute", "raise", "climb")  # what one may look for: shown with the reason why not
ANSWERED = {Answer.AGREE: "ok", Answer.REMARK: "go", Answer.DISAGREE: "wait", Answer.FORWARDED: ""}


@dataclass(frozen=True)
class Option:
    """A move that is open to this person; the value carries what was seen of the step."""

    move: table.Move
    step: ProposalStep | None
    version: int

    @property
    def value(self) -> str:
        return f"{self.move.name}:{self.step.pk if self.step else ''}:{self.version}"

    @property
    def label(self) -> str:
        name = _(self.move.label)
        return f"{name}：{self.step.label}" if self.move.name in {"read", "respond"} and self.step else name

    @property
    def line(self) -> str:
        return _(self.move.line)


class Reading:
    def __init__(self, proposal: Proposal, user: User):
        self.proposal, self.user, self.office = proposal, user, Office()
        self.steps = list(proposal.steps.all())
        for step in self.steps:
            step.proposal = proposal
            step.tone = ANSWERED.get(step.answer, "")
            step.whose = "、".join(acting.person.full_name for acting in self.office.whose(step))

    def _doing(self, step: ProposalStep | None) -> Doing:
        doing = Doing(self.proposal, self.user, self.office, step)
        doing._steps = self.steps
        return doing

    @cached_property
    def options(self) -> list[Option]:
        return [option for move in table.TABLE for option in self._options(move)]

    def _options(self, move: table.Move):
        steps = [s for s in self.steps if s.act in move.on_step] if move.on_step else [None]
        for step in steps:
            if table.why_not(move, self._doing(step)) is None:
                yield Option(move, step, (step or self.proposal).version)

    @cached_property
    def closed(self) -> list[tuple[str, str, str]]:
        """Moves of this stage that do not apply now, each with why not, so that nobody hunts for them."""
        offered = {option.move.name for option in self.options}
        current = next((s for s in self.steps if s.state == StepState.OPEN), None)
        result = []
        for name in EXPLAINED:
            move = table.BY_NAME[name]
            why = table.why_not(move, self._doing(current if move.on_step else None))
            if name not in offered and why:
                result.append((_(move.label), _(move.line), why))
        return result

    @cached_property
    def as_whom(self) -> str:
        for option in self.options:
            doing = self._doing(option.step)
            option.move.guard(doing)
            if doing.acting:
                return str(doing.acting)
        return self.user.full_name

    @cached_property
    def differences(self) -> list:
        items = self.proposal.items.select_related("revision", "before", "page")
        return [(item, flow.difference_of(item)) for item in items]

    @property
    def tables(self) -> list[dict]:
        return [
            {"item": item, "difference": d, "rows": [(c, old_html(c), new_html(c)) for c in d.for_others]}
            for item, d in self.differences
        ]

    @cached_property
    def effects(self) -> effects.Effects | None:
        """Until it is out: afterwards residents read it, and nothing is left to compare."""
        if self.proposal.state in {State.RELEASED, State.WITHDRAWN, State.EMERGENCY}:
            return None
        items = [item for item, _difference in self.differences if item.page_id]
        kept = [item.revision_id for item in items if item.revision_id and not item.ends]
        return effects.Effects(self.proposal.edition, kept, [item.title for item in items if item.ends])

    @cached_property
    def findings(self) -> list[preflight.Finding]:
        return [found for item, _difference in self.differences for found in findings_of(item)]

    @property
    def blockers(self) -> list[preflight.Finding]:
        return preflight.blockers(self.findings)

    @property
    def advice(self) -> int:
        return len(self.findings) - len(self.blockers)

    @property
    def answers(self) -> list[ProposalStep]:
        return [step for step in self.steps if step.act == StepAct.CONCUR]

    @property
    def missing(self) -> list[ProposalStep]:
        return [step for step in self.answers if not step.answer]

    @property
    def remarks(self) -> list[ProposalStep]:
        return [step for step in self.steps if step.remark and (step.answer or step.read_at)]

    @property
    def earlier(self) -> list[ProposalStep]:
        """Where it can be sent back to, beside the drafter."""
        here = next((s.order for s in self.steps if s.state == StepState.OPEN), 0)
        return [s for s in self.steps if s.act == StepAct.CHECK and s.order < here]

    @property
    def asked(self) -> ProposalStep | None:
        """The concurrence that this person answers."""
        return next(
            (o.step for o in self.options if o.step and o.step.act == StepAct.CONCUR and not o.step.answer), None
        )

    def sheet(self) -> Sheet:
        """For the papers."""
        proposal = self.proposal
        line = [_signed(s) for s in self.steps if s.act in {StepAct.CHECK, StepAct.DECIDE}]
        drafter = Signature(proposal.author_as, act=_("Proposed"), at=proposal.proposed_at)
        return Sheet(
            subject=proposal.subject,
            differences=tuple(difference for _item, difference in self.differences),
            organisation=proposal.edition.organisation,
            number=proposal.number,
            document_number=proposal.document_number,
            kind=proposal.kind,
            is_emergency=proposal.is_emergency,
            drafter=proposal.author_as,
            proposed_on=proposal.proposed_at.date() if proposal.proposed_at else None,
            decided_on=proposal.decided_at.date() if proposal.decided_at else None,
            line=(*reversed(line), drafter),
            concurrences=tuple(_signed(step) for step in self.answers),
            reason=proposal.reason,
            effects=tuple(self.effects.lines) if self.effects else (),
            evidence=tuple(proposal.evidence.splitlines()),
            opinions=tuple(f"{s.acted_as}：{s.get_answer_display()}　{s.remark}" for s in self.remarks if s.answer),
            circulated=tuple(s.label for s in self.steps if s.act == StepAct.INFORM),
            fingerprint=event.hash[:16] if (event := proposal.events.first()) else "",
        )


def _signed(step: ProposalStep) -> Signature:
    acts = {StepAct.CHECK: _("Check"), StepAct.DECIDE: _("Decision")}
    act = step.get_answer_display() or acts.get(step.act, "")
    if step.state == StepState.SKIPPED:
        act = _("Read later") if step.to_read else _("skipped")
    if step.is_deputy and step.act == StepAct.DECIDE:
        act = _("Substitute decision")
    done = step.acted_at is not None
    name = step.acted_as.removeprefix(step.label).strip() if done else ""
    return Signature(step.label, name, act if done else "", step.acted_at, "", step.is_deputy or step.to_read)


def findings_of(item) -> list[preflight.Finding]:
    """点検 of the very version that is proposed."""
    if item.revision is None or item.ends:
        return []
    return preflight.inspect(item.revision.as_object())
