"""督促: the text of a reminder, complete without a link, to be sent from whatever mail the office uses."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from .asking import Progress


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
        "deadline": date_format(inquiry.deadline, "Y-m-d"),
        "when": when,
        "open": line.open,
        "entries": line.entries,
    }
