from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Confirmation(models.Model):
    """A department vouched for one revision of an entry. Written by the act of confirming, never typed; rows are
    only added.
    """

    page = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="confirmations")
    revision = models.ForeignKey("wagtailcore.Revision", null=True, on_delete=models.SET_NULL, related_name="+")
    department = models.CharField(_("department"), max_length=60)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    confirmed_at = models.DateTimeField(_("confirmed at"), default=timezone.now)

    class Meta:
        verbose_name = _("confirmation")
        verbose_name_plural = _("confirmations")
        ordering = ["-confirmed_at", "-pk"]
        get_latest_by = ["confirmed_at", "pk"]

    def __str__(self):
        return f"{self.page} – {self.department}, {self.confirmed_at:%Y-%m-%d}"
