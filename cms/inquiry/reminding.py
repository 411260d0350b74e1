"""督促: the text of a reminder, complete without a link, mailed around the date and shown for whatever else is used."""

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cms.models import Notice
from cms.models.rounds import Round
from cms.workflow import mails

from .asking import Progress, progress

DAYS_LEFT = {7, 3, 1, -1, -3}


def reminder(line: Progress) -> str:
    inquiry = line.target.round
    days = inquiry.days_left
    when = _("%(days)d days past the date") % {"days": -days} if days < 0 else _("%(days)d days left") % {"days": days}
    return _(
        "To %(department)s\n\nWe ask for your answers to “%(inquiry)s”.\n\nDate: %(deadline)s (%(when)s)\n"
        "Still open: %(open)d of %(entries)d entries\n\nWhere: “Inquiries” in the handbook's admin. Entries that are "
        "right take one button; the list can also be answered in Excel.\nWhoever cannot open it may answer by phone."
    ) % {
        "department": line.target.department.title,
        "inquiry": inquiry.name,
        "deadline": date_format(inquiry.deadline, "Y年n月j日（D）"),
        "when": when,
        "open": line.open,
        "entries": line.entries,
    }


def send_reminders() -> int:
    """To the mailboxes of departments that still owe answers: 7, 3 and 1 day before the date, 1 and 3 days after it.
    Where the mail server is away, it goes out with the next digest.
    """
    today = timezone.localdate()
    rounds = [found for found in Round.objects.filter(closed_at=None) if found.days_left in DAYS_LEFT]
    with translation.override(settings.LANGUAGE_CODE):
        return sum(_send(line, today) for found in rounds for line in progress(found))


def _send(line: Progress, today) -> int:
    target, mailbox = line.target, line.target.department.email
    if not line.open or not mailbox or target.reminded_on == today:
        return 0
    until = date_format(target.round.deadline, "n/j")
    subject = _("[Inquiry, answer by %(day)s] %(name)s") % {"day": until, "name": target.round.name}
    with transaction.atomic():
        notice = Notice.objects.create(address=mailbox, subject=subject[:200], body=reminder(line))
        target.reminded_on = today
        target.save(update_fields=["reminded_on"])
    return mails.send([notice.pk])
