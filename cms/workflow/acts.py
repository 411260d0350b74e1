"""What every move shares: the proposal held fast, what the person saw, and the sentence when it cannot be done."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from cms.models import Event, Proposal, ProposalStep, User
from cms.models.proposals import StepState
from cms.models.routes import StepAct

from . import record
from .turns import Acting, Office


class Refused(Exception):
    """The move was not made, nothing was changed; the sentence says what happened and what to do next."""


@dataclass
class Doing:
    """One person about to make one move on one proposal."""

    proposal: Proposal
    user: User
    office: Office = field(default_factory=Office)
    step: ProposalStep | None = None
    acting: Acting | None = None
    remark: str = ""
    data: dict[str, Any] = field(default_factory=dict)
    opened: list[ProposalStep] = field(default_factory=list)  # what the move has opened

    @property
    def now(self) -> datetime:
        return timezone.now()

    @property
    def day(self) -> date:
        return self.office.day

    def steps(self, *acts: StepAct) -> list[ProposalStep]:
        if not hasattr(self, "_steps"):
            self._steps = list(self.proposal.steps.select_related("post__department"))
            for step in self._steps:
                step.proposal = self.proposal
        return [step for step in self._steps if not acts or step.act in acts]

    def current(self) -> ProposalStep | None:
        """The one open step of the own line, or the decision."""
        return next((s for s in self.steps(StepAct.CHECK, StepAct.DECIDE) if s.state == StepState.OPEN), None)

    def note(self, act: str, remark: str | None = None, **said: Any) -> Event:
        """Into the record, as who one acts."""
        post = str(self.acting.post) if self.acting else self.data.get("author_as", "")
        proposal = self.proposal
        said.setdefault("subject", proposal.subject)
        said.setdefault("versions", versions_of(proposal))
        return record.append(
            act,
            proposal.edition.slug,
            proposal=proposal,
            person=said.pop("person", self.user),
            post=said.pop("post", post),
            remark=self.remark if remark is None else remark,
            **said,
        )

    def close(self, step: ProposalStep, state: StepState = StepState.DONE) -> None:
        """The step is done, by whom and as what they were then."""
        step.state, step.acted_at, step.remark = state, self.now, self.remark
        step.acted_by, step.acted_as = self.user, str(self.acting) if self.acting else ""
        step.is_deputy = bool(self.acting and self.acting.is_deputy)
        touch(step)


def touch(step: ProposalStep) -> None:
    step.version += 1
    step.save()


def versions_of(proposal: Proposal) -> list[list[int | None]]:
    return [[item.page_id, item.revision_id] for item in proposal.items.all()]


def told_first(proposal: Proposal) -> str:
    """Who was faster: the sentence for whoever comes second."""
    last = proposal.events.exclude(act="mail").order_by("-pk").first()
    if last is None:
        return _("This proposal has changed. Look at it again.")
    local = timezone.localtime(last.at)
    return _("%(name)s was first, at %(time)s: %(act)s. What you wrote is kept below.") % {
        "name": f"{last.post} {last.person}".strip(),
        "time": local.strftime("%H:%M"),
        "act": _(record.ACTS[last.act]),
    }
