from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable
from wagtail.search import index

from cms import panels
from cms.validators import validate_phone, validate_plain_text

from .entries import Entry, search_words


class Weekday(models.IntegerChoices):
    """ISO 8601 weekdays, as in GIF 441."""

    MONDAY = 1, _("Monday")
    TUESDAY = 2, _("Tuesday")
    WEDNESDAY = 3, _("Wednesday")
    THURSDAY = 4, _("Thursday")
    FRIDAY = 5, _("Friday")
    SATURDAY = 6, _("Saturday")
    SUNDAY = 7, _("Sunday")


class DeskPage(Entry):
    """Where to ask. The direct line of the section, never a switchboard (DS-451-7)."""

    title_limit = 60
    fax = models.CharField(_("fax"), max_length=20, blank=True, validators=[validate_phone])
    email = models.EmailField(_("mail"), blank=True)
    web_page = models.URLField(_("web page"), blank=True, max_length=300)
    form_url = models.URLField(_("contact form"), blank=True, max_length=300)
    chat_url = models.URLField(_("chat"), blank=True, max_length=300)
    sign_language = models.CharField(_("sign language"), max_length=80, blank=True, validators=[validate_plain_text])
    hours = models.CharField(
        _("hours in words"),
        max_length=120,
        blank=True,
        validators=[validate_plain_text],
        help_text=_("As residents read it, for example 平日8:30〜17:15."),
    )
    closed_on_holidays = models.BooleanField(_("closed on public holidays"), default=True)
    closed_at_new_year = models.BooleanField(_("closed from 29 December to 3 January"), default=True)
    address = models.CharField(_("address"), max_length=120, blank=True, validators=[validate_plain_text])
    access = models.CharField(_("how to get there"), max_length=120, blank=True, validators=[validate_plain_text])
    accessibility = models.CharField(_("accessibility"), max_length=200, blank=True, validators=[validate_plain_text])
    languages = models.CharField(_("languages spoken"), max_length=120, blank=True, validators=[validate_plain_text])
    note = models.CharField(_("note for residents"), max_length=120, blank=True, validators=[validate_plain_text])
    never_for_sensitive = models.BooleanField(_("never show for sensitive worries"), default=False)
    search_words = search_words()

    search_fields = [
        *Entry.search_fields,
        index.SearchField("search_words"),
        index.SearchField("address"),
        index.RelatedFields("phones", [index.SearchField("number")]),
    ]
    parent_page_types = ["cms.DepartmentPage"]
    subpage_types = []
    content_panels = panels.DESK

    class Meta:
        verbose_name = _("desk")
        verbose_name_plural = _("desks")


class DeskPhone(Orderable):
    desk = ParentalKey(DeskPage, on_delete=models.CASCADE, related_name="phones")
    number = models.CharField(_("number"), max_length=20, validators=[validate_phone])
    extension = models.CharField(_("extension"), max_length=10, blank=True)
    label = models.CharField(_("label"), max_length=30, blank=True, validators=[validate_plain_text])
    note = models.CharField(_("note"), max_length=60, blank=True, validators=[validate_plain_text])


class DeskHours(Orderable):
    """Open from one time to another on one weekday; several rows a day are several spans."""

    desk = ParentalKey(DeskPage, on_delete=models.CASCADE, related_name="weekly_hours")
    weekday = models.PositiveSmallIntegerField(_("weekday"), choices=Weekday)
    opens = models.TimeField(_("opens"))
    closes = models.TimeField(_("closes"))

    def clean(self):
        super().clean()
        if self.opens and self.closes and self.opens >= self.closes:
            raise ValidationError(
                {"closes": _("The desk closes after it opens. Split spans that cross midnight into two days.")}
            )


class DeskWard(Orderable):
    desk = ParentalKey(DeskPage, on_delete=models.CASCADE, related_name="wards")
    name = models.CharField(_("ward served"), max_length=20)
