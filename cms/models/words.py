"""Words that lead to entries: what residents say, and what they say in danger. They enter the Release and are never
shown to residents.

A dependant edition has the words of its bases and its own.
"""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable

from cms import panels
from cms.forms import WordForm
from cms.validators import validate_plain_text

from .editions import EditionPage
from .hotlines import HotlinePage

HOW_STEMS_ARE_FOUND = _(
    "Beginnings of words as residents type them, separated by spaces: 払えな also finds 払えなくて. Width, kana and "
    "case do not matter. Parts joined by + must all be said: 母+介護."
)


def validate_stems(value: str) -> None:
    """A stem of one kana or one letter would be found in nearly everything that anybody types."""
    for stem in value.split():
        parts = stem.split("+")
        if not all(parts) or (len(parts) == 1 and len(stem) == 1 and not "\u4e00" <= stem <= "\u9fff"):
            raise ValidationError(
                _("“%(stem)s” is too short to tell anything. Write at least two characters, nothing empty around +."),
                code="stem",
                params={"stem": stem},
            )


class Words(models.Model):
    edition = models.ForeignKey(EditionPage, verbose_name=_("edition"), on_delete=models.CASCADE, related_name="+")
    stems = models.TextField(
        _("what residents say"),
        max_length=4000,
        help_text=HOW_STEMS_ARE_FOUND,
        validators=[validate_plain_text, validate_stems],
    )

    base_form_class = WordForm

    class Meta:
        abstract = True
        ordering = ["edition", "pk"]

    def __str__(self):
        return self.stems if len(self.stems) <= 40 else f"{self.stems[:39]}…"

    def clean(self):
        super().clean()
        self.stems = " ".join(self.stems.split())


class EverydayWord(Words):
    """What residents say, and the words of entries it stands for."""

    means = models.TextField(
        _("words of the handbook it stands for"),
        max_length=1000,
        blank=True,
        validators=[validate_plain_text],
        help_text=_(
            "Words that stand in titles and worries, separated by spaces. Left empty, a row with the same stems in the "
            "base edition has no effect in this one."
        ),
    )
    panels = panels.EVERYDAY_WORD

    class Meta(Words.Meta):
        verbose_name = _("everyday word")
        verbose_name_plural = _("everyday words")

    def clean(self):
        super().clean()
        self.means = " ".join(self.means.split())


class CrisisWord(ClusterableModel, Words):
    """What people say in danger, and the hotlines that then stand above everything. An edition can add to those of its
    base, never take away.
    """

    panels = panels.CRISIS_WORD

    class Meta(Words.Meta):
        verbose_name = _("crisis word")
        verbose_name_plural = _("crisis words")


class CrisisHotline(Orderable):
    """The first one stands on top."""

    word = ParentalKey(CrisisWord, on_delete=models.CASCADE, related_name="hotlines")
    hotline = models.ForeignKey(HotlinePage, verbose_name=_("hotline"), on_delete=models.CASCADE, related_name="+")

    class Meta(Orderable.Meta):
        verbose_name = _("hotline of the crisis word")


class StarterWords(models.Model):
    """What the starter handbook brought when it was last loaded: what differs from it is the staff's own work."""

    edition = models.ForeignKey(EditionPage, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20)
    says = models.TextField()
    means = models.TextField()

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return self.says
