"""What follows from a move by itself: which step opens, who is skipped, when a text is frozen."""

import hashlib
import json
from datetime import date, timedelta

import jpholiday
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from cms.models import Proposal, ProposalStep
from cms.models.proposals import Answer, State, StepState
from cms.models.routes import StepAct
from cms.reading import pages

from .acts import Doing, touch

CLIMBED = "climbed"
CLOSING = "17:15"  # when a day of work ends, and with it what is due on it


def go_on(doing: Doing) -> None:
    """Open what comes next: the next checker, then all concurring departments at once, then the decision."""
    proposal = doing.proposal
    for step in doing.steps(StepAct.CHECK):
        if step.state == StepState.WAITING and not _skip(doing, step):
            return _open(doing, State.CIRCULATION, [step])
        if step.state == StepState.OPEN:
            return _open(doing, State.CIRCULATION, [step])
    asked = [s for s in doing.steps(StepAct.CONCUR) if s.state in {StepState.WAITING, StepState.OPEN}]
    if asked:
        return _open(doing, State.CONCURRENCE, asked)
    proposal.resume_at = None
    if disagreeing(doing) and not has_climbed(doing):
        proposal.state, proposal.due = State.CONCURRENCE, None
        return None
    return _open(doing, State.AWAITING, doing.steps(StepAct.DECIDE))


def _open(doing: Doing, state: State, steps: list[ProposalStep]) -> None:
    for step in steps:
        if step.state != StepState.OPEN:
            step.state, step.due = StepState.OPEN, working_days_from(doing.day, step.days)
            touch(step)
            doing.opened.append(step)
    doing.proposal.state = state
    doing.proposal.due = min((step.due for step in steps if step.due), default=None)


def _skip(doing: Doing, step: ProposalStep) -> bool:
    """A checker who is away reads later; a vacant post and the author's own are passed by. All of it is recorded."""
    people = doing.office.of(step.post)
    present = doing.office.present(step.post)
    if any(person.pk != doing.proposal.author_id for person in present):
        return False
    away = [person for person in people if person.pk != doing.proposal.author_id]
    if away:
        why = _("%(name)s is absent") % {"name": "、".join(person.full_name for person in away)}
    elif people:
        why = _("only the author sits there")
    else:
        why = _("the post is vacant")
    step.state, step.to_read, step.remark, step.acted_at = StepState.SKIPPED, bool(away), why, doing.now
    touch(step)
    doing.note("skip", why, person=None, post=step.label, name=_("by itself"))
    return True


def reset_from(doing: Doing, order: int) -> None:
    """Steps from here on are asked again; answers of other departments stay while their text stays."""
    for step in doing.steps(StepAct.CHECK, StepAct.DECIDE):
        if step.order >= order and step.state != StepState.WAITING:
            step.state, step.due = StepState.WAITING, None
            touch(step)


def ask_again_where_changed(doing: Doing) -> None:
    now = about(doing.proposal)
    for step in doing.steps(StepAct.CONCUR):
        if step.answer and step.answered_about != now:
            step.answer, step.state, step.due = "", StepState.WAITING, None
            touch(step)


def about(proposal: Proposal) -> str:
    """The check value of what residents would read: agreeing to it is agreeing to exactly this."""
    said = [
        [item.page_id, item.ends, [[c.name, c.row, c.old, c.new] for c in difference_of(item).for_others]]
        for item in proposal.items.select_related("revision", "before")
    ]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()


def difference_of(item) -> pages.Difference:
    """A page that has been deleted took its versions along: its title is all that is left to show."""
    new = None if item.ends else item.revision
    if item.before is None and new is None:
        return pages.Difference(title=item.title, kind="", page=None, changes=(), is_gone=True)
    return pages.between(item.before, new)


def disagreeing(doing: Doing) -> list[ProposalStep]:
    return [step for step in doing.steps(StepAct.CONCUR) if step.answer == Answer.DISAGREE]


def has_climbed(doing: Doing) -> bool:
    """A post above decides in spite of a disagreement, in everybody's sight."""
    return any(step.question == CLIMBED for step in doing.steps(StepAct.DECIDE))


def unanswered(doing: Doing) -> list[ProposalStep]:
    return [s for s in doing.steps(StepAct.CONCUR) if not s.answer and s.state != StepState.SKIPPED]


def lock(proposal: Proposal) -> None:
    keys = proposal.items.values("page_id")
    Page.objects.filter(pk__in=keys).update(locked=True, locked_at=timezone.now(), locked_by=None)
    proposal.items.update(is_open=True)


def unlock(proposal: Proposal, is_open: bool) -> None:
    keys = proposal.items.values("page_id")
    Page.objects.filter(pk__in=keys).update(locked=False, locked_at=None, locked_by=None)
    proposal.items.update(is_open=is_open)


def working_days_from(day: date, number: int) -> date:
    """So many working days on; what is no working day does not count, and no date falls on one."""
    while number > 0 or not is_working_day(day):
        day += timedelta(days=1)
        number -= is_working_day(day)
    return day


def is_working_day(day: date) -> bool:
    """Municipal offices are closed at weekends, on public holidays and from 29 December to 3 January."""
    at_new_year = (day.month, day.day) >= (12, 29) or (day.month, day.day) <= (1, 3)
    return day.weekday() < 5 and not at_new_year and not jpholiday.is_holiday(day)
