"""Through whose hands a change goes: a template for each department and kind of change."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable

from .editions import DepartmentPage
from .posts import Post


class ChangeKind(models.TextChoices):
    MINOR = "minor", _("minor correction")
    AMEND = "amend", _("amend")
    NEW = "new", _("new entry")
    ABOLISH = "abolish", _("abolish")


WEIGHT = {ChangeKind.MINOR: 0, ChangeKind.AMEND: 1, ChangeKind.NEW: 2, ChangeKind.ABOLISH: 2}


class StepAct(models.TextChoices):
    """In the order in which a proposal meets them."""

    CHECK = "check", _("check (own line)")
    CONCUR = "concur", _("concurrence (in parallel)")
    DECIDE = "decide", _("decision")
    INFORM = "inform", _("for information")


ACT_ORDER = list(StepAct)


class RouteTemplate(ClusterableModel):
    department = models.ForeignKey(
        DepartmentPage, verbose_name=_("department"), on_delete=models.CASCADE, related_name="routes"
    )
    kind = models.CharField(_("kind of change"), max_length=7, choices=ChangeKind)
    may_leave_unanswered = models.BooleanField(
        _("may be decided with answers missing, for a reason"),
        default=False,
        help_text=_("Silence never counts as consent: the proposal sheet says who did not answer."),
    )
    checker_may_substitute = models.BooleanField(_("the only checker may also decide as a substitute"), default=False)
    version = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("route template")
        verbose_name_plural = _("route templates")
        ordering = ["department__path", "kind"]
        constraints = [models.UniqueConstraint(fields=["department", "kind"], name="one_route_for_department_and_kind")]

    def __str__(self):
        return f"{self.department.title}・{self.get_kind_display()}"

    def save(self, *args, **kwargs):
        self.version += 1
        super().save(*args, **kwargs)

    def clean(self):
        super().clean()
        if self.pk and self.steps.exists() and not any(step.act == StepAct.DECIDE for step in self.steps.all()):
            raise ValidationError(_("A route ends with exactly one decision. Add it."))


class RouteStep(Orderable):
    template = ParentalKey(RouteTemplate, on_delete=models.CASCADE, related_name="steps")
    act = models.CharField(_("step"), max_length=7, choices=StepAct)
    post = models.ForeignKey(Post, verbose_name=_("post"), on_delete=models.CASCADE, related_name="+")
    question = models.CharField(_("what is asked"), max_length=120, blank=True)
    days = models.PositiveSmallIntegerField(_("working days"), default=5)

    class Meta(Orderable.Meta):
        verbose_name = _("step")
        verbose_name_plural = _("steps")
