from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable

from cms.forms import SituationForm

from .editions import EditionPage
from .hotlines import HotlinePage
from .numbers import ProgramNumber, WorryNumber

FIRST_SCREEN = 12


class Situation(ClusterableModel):
    """「場面の点検」: who ticks these worries must be shown these entries, and must never be shown those. Every Release
    is held against it, those of editions built on this one too: there only what protects people, for a city orders
    its entries itself.
    """

    edition = models.ForeignKey(
        EditionPage, verbose_name=_("edition"), on_delete=models.CASCADE, related_name="situations"
    )
    name = models.CharField(_("situation"), max_length=60, help_text=_("For example 暴力から逃げている."))
    note = models.TextField(_("why it must be so"), blank=True, max_length=300)
    hotline = models.ForeignKey(
        HotlinePage,
        verbose_name=_("hotline that must stand above"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    is_active = models.BooleanField(_("in force"), default=True)

    base_form_class = SituationForm

    class Meta:
        verbose_name = _("situation")
        verbose_name_plural = _("situations")
        ordering = ["edition__path", "pk"]

    def __str__(self):
        return self.name


class SituationWorry(Orderable):
    situation = ParentalKey(Situation, on_delete=models.CASCADE, related_name="worries")
    worry = models.ForeignKey(WorryNumber, verbose_name=_("worry"), on_delete=models.PROTECT, related_name="+")
    weighs_most = models.BooleanField(_("the hardest (◎)"), default=False)

    class Meta(Orderable.Meta):
        verbose_name = _("worry of the situation")


class Rule(models.TextChoices):
    WITHIN = "within", _("is shown within the first")
    NEVER = "never", _("is never shown")


class SituationEntry(Orderable):
    situation = ParentalKey(Situation, on_delete=models.CASCADE, related_name="entries")
    program = models.ForeignKey(
        ProgramNumber,
        verbose_name=_("program"),
        on_delete=models.PROTECT,
        limit_choices_to={"retired_at": None},
        related_name="+",
    )
    rule = models.CharField(_("rule"), max_length=6, choices=Rule, default=Rule.WITHIN)
    within = models.PositiveSmallIntegerField(
        _("number of cards"),
        default=FIRST_SCREEN,
        validators=[MinValueValidator(1), MaxValueValidator(99)],
        help_text=_("12 is the first screen. Without meaning for what is never shown."),
    )

    class Meta(Orderable.Meta):
        verbose_name = _("program of the situation")
