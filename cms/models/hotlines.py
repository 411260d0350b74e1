from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable
from wagtail.search import index

from cms import panels
from cms.desk_form import HotlineForm
from cms.validators import validate_plain_text

from .entries import Entry
from .lines import Line
from .numbers import ProgramNumber, WorryNumber
from .opening import ClosedDays, WeeklyHours
from .phones import Phone


class HotlineKind(models.TextChoices):
    EMERGENCY = "emergency", _("emergency")
    CONSULT = "consult", _("consultation")


class HotlinePage(ClosedDays, Entry):
    """A number to show first when a ticked worry is urgent. Order among hotlines is their order in the tree."""

    title_limit = 60
    number = Phone(_("number"), blank=True, help_text=_("Empty for a chat or a web page."))
    kind = models.CharField(_("kind"), max_length=9, choices=HotlineKind, default=HotlineKind.CONSULT)
    hours = Line(_("hours in words"), limit=120, blank=True, validators=[validate_plain_text])
    cost = Line(_("cost"), limit=60, blank=True, validators=[validate_plain_text])
    languages = Line(_("languages spoken"), limit=120, blank=True, validators=[validate_plain_text])
    for_whom = Line(_("for whom"), limit=80, blank=True, validators=[validate_plain_text])
    notes = Line(_("note for residents"), limit=160, blank=True, validators=[validate_plain_text])
    official_url = models.URLField(_("official page"), max_length=300, blank=True)
    program = models.ForeignKey(
        ProgramNumber,
        verbose_name=_("its own entry"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("The program that describes the same service; it is then not shown twice."),
    )
    on_top_page = models.BooleanField(_("on the top page and on error pages"), default=False)

    search_fields = [*Entry.search_fields, index.SearchField("number")]
    parent_page_types = ["cms.DepartmentPage"]
    subpage_types = []
    base_form_class = HotlineForm
    content_panels = panels.HOTLINE

    class Meta:
        verbose_name = _("hotline")
        verbose_name_plural = _("hotlines")

    def clean(self):
        super().clean()
        if not self.number and not self.official_url:
            raise ValidationError({"number": _("Give a number, or the address of the chat or page.")})


class HotlineHours(WeeklyHours):
    hotline = ParentalKey(HotlinePage, on_delete=models.CASCADE, related_name="weekly_hours")


class HotlineWorry(Orderable):
    """The hotline belongs to this worry; a smaller rank stands nearer the top for it."""

    hotline = ParentalKey(HotlinePage, on_delete=models.CASCADE, related_name="worries")
    worry = models.ForeignKey(
        WorryNumber,
        verbose_name=_("worry"),
        on_delete=models.PROTECT,
        limit_choices_to={"retired_at": None},
        related_name="hotlines",
    )
    rank = models.PositiveSmallIntegerField(_("rank"), default=1)

    class Meta(Orderable.Meta):
        verbose_name = _("worry of the hotline")
