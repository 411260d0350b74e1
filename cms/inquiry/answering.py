"""Taking answers, from the screen or from a spreadsheet: all of them or none."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cms import permissions
from cms.models import Confirmation, DepartmentPage
from cms.models.rounds import Reply, RoundAnswer, Target

from .asking import Asked


@dataclass(frozen=True)
class Given:
    """An answer as somebody wrote it; `where` names its place for messages."""

    page: int | None
    reply: str
    remark: str = ""
    forwarded_to: int | None = None
    where: str = ""


class Refused(Exception):
    def __init__(self, problems: list[str]):
        super().__init__("\n".join(problems))
        self.problems = problems


def take(target: Target, given: list[Given], entries: list[Asked], user) -> int:
    """Returns how many answers were written. Raises Refused, having written nothing, when one cannot be taken."""
    problems = [text for answer in given for text in _problems(target, answer, {entry.page.pk for entry in entries})]
    if target.round.closed_at:
        problems = [_("This inquiry is closed.")]
    if problems:
        raise Refused(problems)
    pages = {entry.page.pk: entry.page for entry in entries}
    with transaction.atomic():
        for answer in given:
            _write(target, answer, pages, user)
        if given:
            _set_confirmed(target, None, None, "")
    return len(given)


def confirm(target: Target, entries: list[Asked], user) -> None:
    """課長確認: the head has read what the department answers. Raises Refused with the reason why not."""
    post = permissions.heading_post(user, target.department)
    if post is None:
        raise Refused([_("Only the head of %s confirms its answers.") % target.department.title])
    if target.round.closed_at:
        raise Refused([_("This inquiry is closed.")])
    if any(entry.answer is None for entry in entries):
        raise Refused([_("Some entries are not answered yet. The head confirms when all are.")])
    _set_confirmed(target, timezone.now(), user, str(post))


def _set_confirmed(target: Target, at, by, as_whom: str) -> None:
    target.confirmed_at, target.confirmed_by, target.confirmed_as = at, by, as_whom
    target.save(update_fields=["confirmed_at", "confirmed_by", "confirmed_as"])


def _problems(target: Target, given: Given, known: set[int]) -> list[str]:
    found = []
    if given.reply not in Reply.values:
        found.append(_("choose one of the answers"))
    elif (given.page is None) != (given.reply == Reply.NEW):
        found.append(_("“something new” is for what has no entry yet"))
    elif given.page is not None and given.page not in known:
        found.append(_("this entry is not asked of your department"))
    elif given.reply in {Reply.CORRECTED, Reply.NEW} and not given.remark:
        found.append(_("write what has to change"))
    elif given.reply == Reply.ELSEWHERE and given.forwarded_to in (None, target.department_id):
        found.append(_("choose the department it belongs to"))
    if len(given.remark) > 200:
        found.append(_("at most 200 characters"))
    return [f"{given.where}：{text}" if given.where else text for text in found]


def _write(target: Target, given: Given, pages: dict, user) -> None:
    values = {
        "reply": given.reply,
        "remark": given.remark,
        "forwarded_to_id": given.forwarded_to if given.reply == Reply.ELSEWHERE else None,
        "answered_by": user,
        "answered_at": timezone.now(),
    }
    if given.page is None:
        RoundAnswer.objects.create(target=target, **values)
        return
    RoundAnswer.objects.update_or_create(target=target, page_id=given.page, defaults=values)
    if given.reply == Reply.SAME:
        page = pages[given.page]
        Confirmation.objects.create(
            page=page,
            revision=page.live_revision,
            department=target.department.title[:60],
            confirmed_by=user,
        )
    elif given.reply == Reply.ELSEWHERE:
        department = DepartmentPage.objects.get(pk=given.forwarded_to)
        Target.objects.get_or_create(round=target.round, department=department)
