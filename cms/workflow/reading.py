"""One proposal as a person meets it: what changes, who said what, and the moves that are theirs now."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from django.utils import timezone
from django.utils.translation import gettext as _

from cms import preflight
from cms.models import Guest, Proposal, ProposalItem, ProposalStep, User
from cms.models.proposals import Answer, State, StepState
from cms.models.routes import StepAct
from cms.papers.sheets import Sheet, Signature, era
from cms.reading.rendering import new_html, old_html

from . import concerning, effects, flow, table
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
    is_over: bool = False  # it is decided, or out: sending it back ends it

    @property
    def value(self) -> str:
        return f"{self.move.name}:{self.step.pk if self.step else ''}:{self.version}"

    @property
    def label(self) -> str:
        name = _(self.move.label)
        return f"{name}：{self.step.label}" if self.move.name in {"read", "respond"} and self.step else name

    @property
    def line(self) -> str:
        line = table.ENDS if self.is_over and self.sends_back else self.move.line
        return _(line)

    @property
    def sends_back(self) -> bool:
        return self.move.name == "send_back"


class Reading:
    def __init__(self, proposal: Proposal, user: User, corrects: bool = False):
        """Whoever corrects reads the drafts that would be handed in again."""
        self.proposal, self.user, self.office, self.corrects = proposal, user, Office(), corrects
        self.steps = list(proposal.steps.all())
        for step in self.steps:
            step.proposal = proposal
            step.tone = ANSWERED.get(step.answer, "")
            step.by = step.acted_as.removeprefix(step.label).strip()
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
                is_over = self.proposal.state in {State.DECIDED, State.EMERGENCY}
                yield Option(move, step, (step or self.proposal).version, is_over)

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
        items = self.proposal.items.select_related("revision", "before", "page__latest_revision")
        return [(self._newest(item), flow.difference_of(item)) for item in items]

    def _newest(self, item: ProposalItem) -> ProposalItem:
        if self.corrects and item.page and not item.ends and item.revision_id != item.page.latest_revision_id:
            item.revision, item.is_corrected = item.page.latest_revision, True
        return item

    @property
    def is_corrected(self) -> bool:
        return any(hasattr(item, "is_corrected") for item, _difference in self.differences)

    @property
    def tables(self) -> list[dict]:
        """All of it; for a department that is asked about some rows, those alone."""
        return [self._table(item, found, lambda is_own: is_own or not self.own) for item, found in self.differences]

    @cached_property
    def elsewhere(self) -> list[dict]:
        """What other departments are asked about."""
        tables = [self._table(item, found, lambda is_own: not is_own) for item, found in self.differences]
        return [table for table in tables if table["rows"]] if self.own else []

    @property
    def rows_elsewhere(self) -> int:
        return sum(len(table["rows"]) for table in self.elsewhere)

    def _table(self, item, found, wanted) -> dict:
        rows = [
            (change, old_html(change), new_html(change), self.concerned.get(concerning.key(found, change), []))
            for change in found.for_others
            if wanted(concerning.key(found, change) in self.own)
        ]
        return {"item": item, "difference": found, "rows": rows}

    @cached_property
    def own(self) -> set[str]:
        """What this person's department is asked about, where not all of it."""
        posts = {post.department_id for post in self.office.posts_of(self.user)}
        mine = [step for step in self.answers if step.post and step.post.department_id in posts]
        return set().union(*(self._marked[step.pk] for step in mine)) if mine else set()

    @cached_property
    def _marked(self) -> dict[int, set[str]]:
        differences = [found for _item, found in self.differences]
        return {step.pk: concerning.of_step(step, differences) for step in self.answers}

    @cached_property
    def concerned(self) -> dict[str, list[str]]:
        """Row → the departments that are asked about it."""
        found: dict[str, list[str]] = {}
        for step in self.answers:
            for key in self._marked[step.pk]:
                found.setdefault(key, []).append(step.post.department.title if step.post else step.label)
        return found

    @cached_property
    def effects(self) -> effects.Effects | None:
        """Until it is out: afterwards residents read it, and nothing is left to compare."""
        if self.proposal.state in {State.RELEASED, State.WITHDRAWN, State.EMERGENCY}:
            return None
        items = [item for item, _difference in self.differences if item.page_id]
        kept = [item.revision_id for item in items if item.revision_id and not item.ends]
        return effects.of_revisions(self.proposal.edition, kept, [item.title for item in items if item.ends])

    @cached_property
    def findings(self) -> list[preflight.Finding]:
        return [found for item, _difference in self.differences for found in findings_of(item)]

    @property
    def blockers(self) -> list[preflight.Finding]:
        return preflight.blockers(self.findings)

    @property
    def advice(self) -> list[preflight.Finding]:
        return [found for found in self.findings if not found.is_blocker]

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

    @cached_property
    def guests(self) -> list[Guest]:
        return list(Guest.objects.filter(item__proposal=self.proposal).select_related("item"))

    @property
    def _by_deputy(self) -> bool:
        return any(step.is_deputy and step.act == StepAct.DECIDE for step in self.steps)

    def _opinions(self) -> Iterator[str]:
        for step in self.remarks:
            if step.answer:
                yield _met(f"{step.acted_as}：{step.get_answer_display()}　{step.remark}", step.response)
        for guest in self.guests:
            if guest.answered_at:
                said = f"{guest.organisation} {guest.name}：{guest.get_answer_display()}　{guest.remark}".strip()
                yield _met(said, guest.response)

    def sheet(self) -> Sheet:
        """For the papers."""
        proposal, attached = self.proposal, _("Attached")
        line = [_signed(s) for s in self.steps if s.act in {StepAct.CHECK, StepAct.DECIDE}]
        name = proposal.author.full_name if proposal.author else ""
        drafter = Signature(proposal.author_post, name, act=_("Proposed"), at=proposal.proposed_at)
        return Sheet(
            subject=proposal.subject,
            differences=tuple(difference for _item, difference in self.differences),
            organisation=proposal.edition.organisation,
            new_on_left=proposal.edition.new_on_left,
            number=proposal.number,
            document_number=proposal.document_number,
            kind=proposal.kind,
            is_emergency=proposal.is_emergency,
            drafter=proposal.author_as,
            proposed_on=_day(proposal.proposed_at),
            decided_on=_day(proposal.decided_at),
            decision=_("Substitute decision") if self._by_deputy else "",
            released=_out(proposal),
            line=(*reversed(line), drafter),
            concurrences=tuple(_signed(step) for step in self.answers),
            reason=proposal.reason,
            effects=tuple(self.effects.lines) if self.effects else (),
            evidence=(*proposal.evidence.splitlines(), *(f"{attached}：{f.name}" for f in proposal.files.all())),
            opinions=tuple(self._opinions()),
            circulated=tuple(s.label for s in self.steps if s.act == StepAct.INFORM),
            fingerprint=event.hash[:16] if (event := proposal.events.first()) else "",
        )


def _met(said: str, response: str) -> str:
    return f"{said} → {response}" if response else said


def _day(moment: datetime | None) -> date | None:
    """As the office's calendar says it: before nine in the morning it is still yesterday in Greenwich."""
    return timezone.localdate(moment) if moment else None


def _out(proposal: Proposal) -> str:
    if proposal.released_at is None:
        return ""
    number = _("Release no. %d") % proposal.release_number if proposal.release_number else ""
    return f"{era(_day(proposal.released_at))} {number}".strip()


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
