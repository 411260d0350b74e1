from django.db import models
from django.utils.translation import gettext_lazy as _


class EasierWordQuerySet(models.QuerySet):
    def longest_first(self) -> list[tuple[str, str]]:
        """Pairs of a word and a plainer one; a long word before the short one that stands in it."""
        return sorted(self.values_list("word", "easier"), key=lambda pair: (-len(pair[0]), pair[0]))


class EasierWord(models.Model):
    """An official word and how a resident would say it. The welfare division keeps the list."""

    word = models.CharField(_("official word"), max_length=40, unique=True)
    easier = models.CharField(_("easier word"), max_length=80)

    objects = EasierWordQuerySet.as_manager()

    class Meta:
        verbose_name = _("easier word")
        verbose_name_plural = _("easier words")
        ordering = ["word"]

    def __str__(self):
        return f"{self.word} → {self.easier}"
