from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class TranslationState(models.TextChoices):
    """From the most work that is left to none."""

    MISSING = "missing", _("no translation yet")
    OUTDATED = "outdated", _("the Japanese has changed")
    MACHINE = "machine", _("machine translation")
    DRAFT = "draft", _("translation in progress")
    APPROVED = "approved", _("translation checked")


class TranslationVersion(models.Model):
    """What one revision of a translated page answers to, and who has checked it. Residents read the version of the
    live revision, staff work on that of the latest; without one a translation counts as in progress.
    """

    page = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="translation_versions")
    revision = models.OneToOneField("wagtailcore.Revision", on_delete=models.CASCADE, related_name="translation")
    answers_to = models.JSONField(default=dict)  # place → the Japanese that the line was written for
    changed = models.JSONField(default=list)  # places where the Japanese says something else by now
    is_machine = models.BooleanField(default=False)  # some line of it, and nobody has checked it
    state = models.CharField(_("state"), max_length=8, choices=TranslationState, editable=False)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    checked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    checked_as = models.CharField(max_length=120, blank=True)
    checked_at = models.DateTimeField(_("checked at"), null=True)

    class Meta:
        verbose_name = _("state of a translation")
        verbose_name_plural = _("states of translations")
        indexes = [models.Index(fields=["state"])]

    def __str__(self):
        return f"{self.page} – {self.get_state_display()}"

    def save(self, *args, **kwargs):
        self.state = state_of(self)
        super().save(*args, **kwargs)


def state_of(version: TranslationVersion | None) -> TranslationState:
    """The one place that decides it. Lists ask the column that is written from here."""
    if version is None:
        return TranslationState.MISSING
    if version.changed:
        return TranslationState.OUTDATED
    if version.checked_at:
        return TranslationState.APPROVED
    return TranslationState.MACHINE if version.is_machine else TranslationState.DRAFT
