from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from .editions import DepartmentPage, EditionPage


class Round(models.Model):
    """「一斉照会」: every department is asked by a date whether its entries are still right."""

    edition = models.ForeignKey(
        EditionPage, verbose_name=_("edition"), on_delete=models.CASCADE, related_name="inquiry_rounds"
    )
    name = models.CharField(_("name of the inquiry"), max_length=60)
    message = models.TextField(_("what is asked"), max_length=1000, blank=True)
    deadline = models.DateField(_("answer by"))
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    started_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("inquiry")
        verbose_name_plural = _("inquiries")
        ordering = ["-started_at", "-pk"]

    def __str__(self):
        return self.name

    @property
    def days_left(self) -> int:
        return (self.deadline - timezone.localdate()).days


class Target(models.Model):
    """One department that is asked."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="targets")
    department = models.ForeignKey(DepartmentPage, on_delete=models.CASCADE, related_name="inquiries")
    reminded_on = models.DateField(null=True)  # once a day, however often the command runs
    confirmed_at = models.DateTimeField(null=True)  # 課長確認; an answer that comes later takes it back
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    confirmed_as = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["department__path"]
        constraints = [models.UniqueConstraint(fields=["round", "department"], name="one_inquiry_a_department")]

    def __str__(self):
        return f"{self.round} – {self.department.title}"


class Reply(models.TextChoices):
    SAME = "same", _("no change")
    CORRECTED = "corrected", _("has to be corrected")
    ENDED = "ended", _("has ended")
    ELSEWHERE = "elsewhere", _("not ours, forward")
    NEW = "new", _("something new")


class RoundAnswer(models.Model):
    """What a department said of one entry; of something new there is no page yet. The newest word counts."""

    target = models.ForeignKey(Target, on_delete=models.CASCADE, related_name="answers")
    page = models.ForeignKey(Page, null=True, on_delete=models.CASCADE, related_name="+")
    reply = models.CharField(_("answer"), max_length=9, choices=Reply)
    remark = models.CharField(_("what has to change"), max_length=200, blank=True)
    forwarded_to = models.ForeignKey(
        DepartmentPage, verbose_name=_("forward to"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    answered_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["target", "page"], condition=models.Q(page__isnull=False), name="one_answer_an_entry"
            )
        ]

    def __str__(self):
        return f"{self.page or self.remark}: {self.get_reply_display()}"
