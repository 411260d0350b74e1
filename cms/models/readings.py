"""How words of an edition are read, where the table of the installation lacks them or reads them differently."""

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from cms import panels
from cms.forms import WordForm
from cms.validators import validate_plain_text

from .editions import EditionPage


class WordReading(models.Model):
    """A dependant edition has the corrections of its bases; its own count first."""

    edition = models.ForeignKey(EditionPage, verbose_name=_("edition"), on_delete=models.CASCADE, related_name="+")
    word = models.CharField(
        _("word"),
        max_length=60,
        validators=[validate_plain_text, RegexValidator(r"[一-鿿々]", _("A word without kanji needs no furigana."))],
        help_text=_("As it stands in the text, with its kana: 申し込み. A longer word goes before a shorter."),
    )
    reading = models.CharField(
        _("reading"),
        max_length=120,
        validators=[RegexValidator(r"^[ぁ-ゖー]+$", _("Write the reading in hiragana."))],
        help_text=_("All of it in hiragana: もうしこみ"),
    )

    base_form_class = WordForm
    panels = panels.WORD_READING

    class Meta:
        verbose_name = _("reading (furigana)")
        verbose_name_plural = _("readings (furigana)")
        ordering = ["edition", "word"]
        constraints = [models.UniqueConstraint(fields=["edition", "word"], name="one_reading_of_a_word")]

    def __str__(self):
        return f"{self.word} {self.reading}"

    def clean(self):
        super().clean()
        kana = "".join(part for part in self.word if "ぁ" <= part <= "ゖ")
        left = iter(self.reading)
        if not all(part in left for part in kana):
            raise ValidationError({"reading": _("The kana of the word must stand in the reading as well.")})
