"""外の確認: a person without an account is asked about one page, once, until a day."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class GuestAnswer(models.TextChoices):
    AGREE = "agree", _("It may stay so")
    REMARK = "remark", _("I have a remark")
    NOT_OURS = "not_ours", _("It is not our business")


class Guest(models.Model):
    """A link sent to somebody outside. It is signed from this row and never kept."""

    item = models.ForeignKey("cms.ProposalItem", on_delete=models.CASCADE, related_name="guests")
    organisation = models.CharField(_("organisation and name"), max_length=80)
    address = models.EmailField(_("mail"))
    until = models.DateField(_("until"))
    asked_at = models.DateTimeField(default=timezone.now)
    revoked_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=8, choices=GuestAnswer, blank=True)
    remark = models.TextField(max_length=1000, blank=True)
    name = models.CharField(max_length=60, blank=True)
    answered_at = models.DateTimeField(null=True)
    typed_in_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    response = models.TextField(max_length=600, blank=True)  # how the drafter meets the remark

    class Meta:
        verbose_name = _("guest")
        verbose_name_plural = _("guests")
        ordering = ["pk"]

    def __str__(self):
        return self.organisation
