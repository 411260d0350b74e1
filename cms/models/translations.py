from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class TranslationState(models.TextChoices):
    MACHINE = "machine", _("machine translation")
    DRAFT = "draft", _("translation in progress")
    APPROVED = "approved", _("translation checked")


class TranslationRecord(models.Model):
    """How far the translation of a page is, and which wording of the original it answers to. Without a record a
    translation counts as one in progress.
    """

    page = models.OneToOneField("wagtailcore.Page", on_delete=models.CASCADE, related_name="translation_record")
    state = models.CharField(_("state"), max_length=8, choices=TranslationState, default=TranslationState.DRAFT)
    source_digest = models.CharField(max_length=64, blank=True)
    checked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    checked_at = models.DateTimeField(_("checked at"), null=True)

    class Meta:
        verbose_name = _("state of a translation")
        verbose_name_plural = _("states of translations")

    def __str__(self):
        return f"{self.page} – {self.get_state_display()}"
