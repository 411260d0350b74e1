from django.conf import settings
from django.db import models
from django.utils import timezone


class BaseConfirmation(models.Model):
    """An adaptation was looked at beside this text of its base entry. Rows are added and never changed but for the two
    days at the end: when the base said something else under an own text, and when somebody answered.
    """

    page = models.ForeignKey("cms.ProgramPage", on_delete=models.CASCADE, related_name="base_confirmations")
    base_revision = models.ForeignKey("wagtailcore.Revision", null=True, on_delete=models.SET_NULL, related_name="+")
    texts = models.JSONField()  # what was inherited, through all bases; revisions may be purged, this stays
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    confirmed_at = models.DateTimeField(default=timezone.now)
    outdated_since = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-confirmed_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["page"], condition=models.Q(answered_at=None), name="one_current_base_confirmation"
            )
        ]

    def __str__(self):
        return f"{self.page}, {self.confirmed_at:%Y-%m-%d}"
