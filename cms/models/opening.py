"""When a desk or a hotline is open, as rows that a phone can reckon with."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Orderable

from cms.hours import MIDNIGHT
from cms.validators import validate_plain_text


class Weekday(models.IntegerChoices):
    """ISO 8601 weekdays, as in GIF 441."""

    MONDAY = 1, _("Monday")
    TUESDAY = 2, _("Tuesday")
    WEDNESDAY = 3, _("Wednesday")
    THURSDAY = 4, _("Thursday")
    FRIDAY = 5, _("Friday")
    SATURDAY = 6, _("Saturday")
    SUNDAY = 7, _("Sunday")


class ClosedDays(models.Model):
    """The days on which the weekly hours do not hold."""

    closed_on_holidays = models.BooleanField(_("closed on public holidays"), default=True)
    closed_at_new_year = models.BooleanField(_("closed from 29 December to 3 January"), default=True)

    class Meta:
        abstract = True


class WeeklyHours(Orderable):
    """Open from one time to another on one weekday; several rows a day are several spans."""

    weekday = models.PositiveSmallIntegerField(_("weekday"), choices=Weekday)
    opens = models.TimeField(_("opens"))
    closes = models.TimeField(_("closes"), help_text=_("0:00 is the end of the day."))

    class Meta(Orderable.Meta):
        abstract = True

    def clean(self):
        super().clean()
        refuse_backwards(self.opens, self.closes)


class DateException(Orderable):
    """One day on which other hours hold, or none at all. It goes before weekday, holiday and year-end."""

    date = models.DateField(_("date"))
    opens = models.TimeField(_("opens"), null=True, blank=True, help_text=_("Leave both empty: closed all day."))
    closes = models.TimeField(_("closes"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=40, blank=True, validators=[validate_plain_text])

    class Meta(Orderable.Meta):
        abstract = True

    def clean(self):
        super().clean()
        if (self.opens is None) != (self.closes is None):
            name = "opens" if self.opens is None else "closes"
            raise ValidationError({name: _("Give both times, or neither when the desk is closed all day.")})
        refuse_backwards(self.opens, self.closes)


def refuse_backwards(opens, closes) -> None:
    if opens and closes and closes != MIDNIGHT and opens >= closes:
        raise ValidationError(
            {"closes": _("The desk closes after it opens. Split spans that cross midnight into two days.")}
        )
