"""わたしの机: what waits for a person and until when, what they sent and where it is, what is late around them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from cms import home, permissions
from cms.models import Proposal, ProposalStep, User
from cms.models.guests import GuestAnswer
from cms.models.proposals import FROZEN, OPEN, Answer, State, StepState
from cms.models.routes import StepAct

from .flow import CLIMBED
from .turns import Office

TODO = {
    StepAct.CHECK: (gettext_noop("Check"), gettext_noop("Read it and pass it on"), gettext_noop("Read it")),
    StepAct.CONCUR: (gettext_noop("Concurrence"), gettext_noop("Answer for your department"), gettext_noop("Answer")),
    StepAct.DECIDE: (gettext_noop("Decision"), gettext_noop("Decide"), gettext_noop("Decide")),
    StepAct.INFORM: (gettext_noop("For information"), gettext_noop("Read it"), gettext_noop("Read it")),
}
SHOWN = 100


@dataclass
class Row:
    """One line of a table: the thing, what to do, until when, one button."""

    proposal: Proposal
    tag: str
    todo: str
    button: str
    due: date | None = None
    said: str = ""
    tone: str = "go"
    whose: str = ""
    step: int | None = None
    anchor: str = ""

    @property
    def title(self) -> str:
        return self.proposal.subject

    @property
    def small(self) -> str:
        return f"{_('Proposal')} {self.proposal.number}　{self.proposal.author_as}"

    @property
    def url(self) -> str:
        address = reverse("cms_proposal", args=[self.proposal.pk])
        address = f"{address}?step={self.step}" if self.step else address
        return f"{address}#{self.anchor}" if self.anchor else address


class Desk:
    """Everything in a handful of queries, however many proposals there are."""

    def __init__(self, user: User):
        self.user = user
        self.office = Office()
        self.editions = list(permissions.editions_held_in(user))
        self.posts = self.office.posts_of(user)
        self.departments = {post.department_id: post.department for post in self.posts}
        self.releases = permissions.is_publisher(user)

    @cached_property
    def steps(self) -> list[ProposalStep]:
        wanted = Q(state=StepState.OPEN, proposal__state__in=[*OPEN, State.EMERGENCY]) | Q(to_read=True, read_at=None)
        steps = ProposalStep.objects.filter(wanted, proposal__edition__in=self.editions)
        steps = steps.select_related("proposal__department", "proposal__author", "post__department")
        return list(steps.prefetch_related("proposal__steps"))

    @cached_property
    def waits(self) -> list[Row | home.Thing]:
        rows = [row for step in self.steps if (row := self._waiting(step))]
        rows += [self._sent_back(found) for found in self.own if found.state == State.SENT_BACK]
        rows += [row for found in self.own for row in (*self._remarks(found), *self._guests(found))]
        rows += [self._emergency(step) for step in self.steps if self._watches(step)]
        things = [thing for thing in self.things if not thing.has_time]
        return sorted([*rows, *things], key=lambda row: row.due or date.max)

    @cached_property
    def things(self) -> list[home.Thing]:
        return home.waiting(self.user)

    @property
    def at_leisure(self) -> list[home.Thing]:
        return [thing for thing in self.things if thing.has_time]

    def _watches(self, step: ProposalStep) -> bool:
        """The welfare division that published in an emergency sees that it gets decided."""
        is_emergency = step.proposal.state == State.EMERGENCY and step.state == StepState.OPEN
        return self.releases and is_emergency and self._waiting(step) is None

    def _emergency(self, step: ProposalStep) -> Row:
        tag, whose = State(step.proposal.state).label, "、".join(map(str, self.office.whose(step))) or step.label
        return Row(step.proposal, tag, _("See that it gets decided"), _("Look"), step.due, whose, "wait")

    def _waiting(self, step: ProposalStep) -> Row | None:
        """A step of one's own, or something to read that was done in one's place."""
        if (step.to_read and step.state != StepState.OPEN) or step.act == StepAct.INFORM:
            if step.post_id not in {post.pk for post in self.posts}:
                return None
            tag = {StepAct.CHECK: _("Read later"), StepAct.DECIDE: _("Report")}.get(step.act, _("For information"))
            words = _("It went on without you. Read it, and say what you think")
            if step.act == StepAct.INFORM:
                words = _("It is decided; you are only told. Read it")
            return Row(step.proposal, tag, words, _("Read it"), None, step.remark, "wait", step=step.pk)
        acting = self.office.acting(step, self.user)
        if acting is None or step.proposal.author_id == self.user.pk:
            return None
        tag, todo, button = (_(text) for text in TODO[step.act])
        said = _("in the place of %s") % step.label if acting.is_deputy else step.question
        if said == CLIMBED:
            said = _("A department disagrees, and nobody below could settle it")
        return Row(step.proposal, tag, todo, button, step.due, said, step=step.pk)

    def _sent_back(self, found: Proposal) -> Row:
        last = next((event for event in found.said if event.act in {"send_back", "raise_back"}), None)
        said = f"{last.post} {last.person}「{last.remark}」" if last else ""
        return Row(found, _("Sent back"), _("Change it and hand it in again"), _("Change"), found.due, said, "wait")

    def _remarks(self, found: Proposal) -> Iterator[Row]:
        for step in found.steps.all():
            said = f"{step.acted_as}「{step.remark}」"
            if step.answer == Answer.REMARK and not step.response:
                words = _("Read it, say in a sentence how it is met")
                yield Row(found, _("Remark"), words, _("Read it"), found.due, said, step=step.pk)
            elif step.answer == Answer.DISAGREE and found.is_moving:
                words = _("Talk. Then they answer again, or you recall it, change it or pass it up")
                yield Row(found, _("Disagree"), words, _("Read it"), found.due, said, "wait", step=step.pk)

    def _guests(self, found: Proposal) -> Iterator[Row]:
        for item in found.items.all():
            for guest in item.guests.all():
                if guest.answer and guest.answer != GuestAnswer.AGREE and not guest.response:
                    said = f"{guest.organisation}「{guest.remark or guest.get_answer_display()}」"
                    words = _("Read it, say in a sentence how it is met")
                    yield Row(found, _("Asked outside"), words, _("Read it"), found.due, said, anchor="guests")

    @cached_property
    def own(self) -> list[Proposal]:
        """What I raised and is not over yet."""
        mine = Proposal.objects.filter(author=self.user).exclude(state__in=[State.RELEASED, State.WITHDRAWN])
        found = list(mine.for_lists().prefetch_related("events", "items__guests")[:SHOWN])
        for proposal in found:
            proposal.said = list(proposal.events.all())
        return found

    @property
    def sent(self) -> list[Proposal]:
        return [found for found in self.own if found.state not in {State.DRAFT, State.SENT_BACK}]

    @property
    def drafts(self) -> list[Proposal]:
        return [found for found in self.own if found.state == State.DRAFT]

    @cached_property
    def overdue(self) -> list[Row]:
        """Late in one's department, or anywhere in the city for the welfare division."""
        late = [s for s in self.steps if s.state == StepState.OPEN and s.due and s.due < self.office.day]
        rows = [self._late(step) for step in late if self._concerns(step)]
        return sorted(rows, key=lambda row: row.due)

    def _concerns(self, step: ProposalStep) -> bool:
        own = {step.proposal.department_id, step.post.department_id if step.post else None}
        return self.releases or bool(own & self.departments.keys())

    def _late(self, step: ProposalStep) -> Row:
        whose = "、".join(map(str, self.office.whose(step))) or step.label
        return Row(step.proposal, _(TODO[step.act][0]), "", _("Look"), step.due, whose=whose)

    @cached_property
    def counts(self) -> list[tuple[str, str, int]]:
        """For the welfare division: how many are where in the whole city."""
        states = [*OPEN, State.DECIDED, State.SCHEDULED, State.EMERGENCY]
        found = Proposal.objects.filter(edition__in=self.editions, state__in=states).values("state")
        numbers = dict(found.order_by().annotate(number=Count("pk")).values_list("state", "number"))
        return [(state, State(state).label, numbers.get(state, 0)) for state in states]

    @cached_property
    def late_by_department(self) -> list[tuple[str, int, Row]]:
        groups: dict[str, list[Row]] = {}
        for row in self.overdue:
            groups.setdefault(row.proposal.department.title if row.proposal.department else "", []).append(row)
        return [(name, len(rows), rows[0]) for name, rows in groups.items()]

    @property
    def decided(self) -> int:
        return next(number for state, _label, number in self.counts if state == State.DECIDED)

    @property
    def today(self) -> date:
        return self.office.day

    @property
    def absence(self):
        return self.user.absences.filter(until__gte=self.today).first()


def finished(user: User):
    return Proposal.objects.filter(author=user, state__in=FROZEN)
