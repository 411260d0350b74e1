"""Posts, not people: what one may do comes from the seat one holds on the day."""

from datetime import date

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable

from .editions import DepartmentPage


class Role(models.TextChoices):
    DRAFTER = "drafter", _("drafter")
    CHECKER = "checker", _("checker (section chief)")
    HEAD = "head", _("department head: decides and answers for the department")
    CONCURRER = "concurrer", _("answers concurrence for the department")
    WELFARE = "welfare", _("welfare division: releases")
    VIEWER = "viewer", _("viewer")


RANKS = {Role.VIEWER: 0, Role.DRAFTER: 10, Role.WELFARE: 10, Role.CONCURRER: 20, Role.CHECKER: 20, Role.HEAD: 40}
WRITES = {Role.DRAFTER, Role.WELFARE, Role.CHECKER, Role.HEAD, Role.CONCURRER}
PROPOSES = {Role.DRAFTER, Role.WELFARE, Role.CHECKER, Role.HEAD}
ANSWERS = {Role.HEAD, Role.CONCURRER}
RELEASES = {Role.WELFARE, Role.HEAD}


class PostQuerySet(models.QuerySet):
    def held_by(self, user, day: date | None = None):
        return self.filter(holdings__in=Holding.objects.on(day).filter(person=user))

    def descendants_of(self, edition):
        return self.filter(department__path__startswith=edition.path)

    def vacant(self, day: date | None = None):
        held = Holding.objects.on(day).filter(person__is_active=True).values("post")
        return self.exclude(pk__in=held)


class Post(ClusterableModel):
    """A seat with a role in a department. People come and go; routes and rights name the seat."""

    department = models.ForeignKey(
        DepartmentPage, verbose_name=_("department"), on_delete=models.CASCADE, related_name="posts"
    )
    title = models.CharField(_("post"), max_length=40, help_text=_("For example 手当係長."))
    role = models.CharField(_("role"), max_length=10, choices=Role)
    rank = models.PositiveSmallIntegerField(
        _("rank"),
        null=True,
        blank=True,
        help_text=_("A higher number stands above a lower one in the same department. Empty: as usual for the role."),
    )
    email = models.EmailField(_("post mailbox"), blank=True)

    objects = PostQuerySet.as_manager()

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        ordering = ["department__path", "-rank", "title"]
        constraints = [
            models.UniqueConstraint(fields=["department", "title"], name="post_once_in_department"),
        ]

    def __str__(self):
        return f"{self.department.title} {self.title}"

    def save(self, *args, **kwargs):
        if self.rank is None:
            self.rank = RANKS[Role(self.role)]
        super().save(*args, **kwargs)

    def holders(self, day: date | None = None) -> list:
        """The people who sit here on the day, in the order in which they came."""
        held = Holding.objects.on(day).filter(post=self, person__is_active=True).select_related("person")
        return [holding.person for holding in held]


class HoldingQuerySet(models.QuerySet):
    def on(self, day: date | None = None):
        day = day or timezone.localdate()
        return self.filter(Q(until=None) | Q(until__gte=day), since__lte=day)


class Holding(Orderable):
    """One person in one post from one day to another, both included."""

    post = ParentalKey(Post, on_delete=models.CASCADE, related_name="holdings")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.CASCADE, related_name="holdings"
    )
    since = models.DateField(_("from"), default=timezone.localdate)
    until = models.DateField(_("to"), null=True, blank=True, help_text=_("Empty: until further notice."))

    objects = HoldingQuerySet.as_manager()

    class Meta(Orderable.Meta):
        verbose_name = _("holder of the post")
        verbose_name_plural = _("holders of the post")
        ordering = ["since", "pk"]

    def clean(self):
        super().clean()
        if self.until and self.since and self.until < self.since:
            raise ValidationError({"until": _("The last day is before the first one.")})


class Substitute(Orderable):
    """Who decides or answers in the place of an absent holder; the first in order who is present."""

    post = ParentalKey(Post, on_delete=models.CASCADE, related_name="substitutes")
    stand_in = models.ForeignKey(
        Post, verbose_name=_("registered substitute"), on_delete=models.CASCADE, related_name="stands_in_for"
    )

    class Meta(Orderable.Meta):
        verbose_name = _("registered substitute")
        verbose_name_plural = _("registered substitutes")
        constraints = [models.UniqueConstraint(fields=["post", "stand_in"], name="substitute_once")]

    def clean(self):
        super().clean()
        if self.stand_in_id and self.stand_in_id == self.post_id:
            raise ValidationError({"stand_in": _("A post cannot stand in for itself.")})


class AbsenceQuerySet(models.QuerySet):
    def on(self, day: date | None = None):
        day = day or timezone.localdate()
        return self.filter(since__lte=day, until__gte=day)


class Absence(models.Model):
    """A person is away on these days, both included."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.CASCADE, related_name="absences"
    )
    since = models.DateField(_("from"))
    until = models.DateField(_("to"))
    reason = models.CharField(_("reason"), max_length=40, blank=True)

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("absence")
        verbose_name_plural = _("absences")
        ordering = ["since", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(until__gte=models.F("since")), name="absence_ends_after_it_begins")
        ]

    def __str__(self):
        return f"{self.person} {self.since}–{self.until}"
