"""起案: one or more changed pages on their way to the one decision."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .editions import DepartmentPage
from .posts import Post
from .routes import ChangeKind, StepAct


class State(models.TextChoices):
    DRAFT = "draft", _("Draft")
    CIRCULATION = "circulation", _("In circulation")
    CONCURRENCE = "concurrence", _("In concurrence")
    AWAITING = "awaiting", _("Awaiting decision")
    SENT_BACK = "sent_back", _("Sent back")
    DECIDED = "decided", _("Decided")
    SCHEDULED = "scheduled", _("Scheduled for release")
    RELEASED = "released", _("Released")
    WITHDRAWN = "withdrawn", _("Withdrawn for good")
    EMERGENCY = "emergency", _("Emergency, decision pending")


MOVING = (State.CIRCULATION, State.CONCURRENCE, State.AWAITING)
OPEN = (*MOVING, State.SENT_BACK)
FROZEN = (State.DECIDED, State.SCHEDULED, State.RELEASED, State.WITHDRAWN)


class ProposalQuerySet(models.QuerySet):
    def of_editions(self, editions):
        return self.filter(edition__in=editions)

    def for_lists(self):
        return self.select_related("department", "author").prefetch_related("items", "steps__post__department")


class Proposal(models.Model):
    edition = models.ForeignKey("cms.EditionPage", on_delete=models.CASCADE, related_name="proposals")
    department = models.ForeignKey(
        DepartmentPage, verbose_name=_("department"), null=True, on_delete=models.SET_NULL, related_name="proposals"
    )
    number = models.CharField(_("proposal number"), max_length=20, blank=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="proposals")
    author_as = models.CharField(max_length=120)
    subject = models.CharField(_("subject"), max_length=60)
    kind = models.CharField(_("kind of change"), max_length=7, choices=ChangeKind)
    reason = models.TextField(_("reason"), max_length=600)
    evidence = models.TextField(_("evidence"), max_length=1000, blank=True)
    document_number = models.CharField(_("document number"), max_length=40, blank=True)
    wished_for = models.DateField(_("wished date"), null=True, blank=True)
    template_name = models.CharField(max_length=120, blank=True)
    keeps_translations = models.BooleanField(_("translations stay valid"), default=False)
    may_leave_unanswered = models.BooleanField(default=False)
    checker_may_substitute = models.BooleanField(default=False)
    state = models.CharField(_("state"), max_length=11, choices=State, default=State.DRAFT)
    version = models.PositiveIntegerField(default=0)
    resume_at = models.PositiveSmallIntegerField(null=True)
    is_emergency = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now)
    proposed_at = models.DateTimeField(null=True)
    due = models.DateField(_("due"), null=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    decided_as = models.CharField(max_length=120, blank=True)
    released_at = models.DateTimeField(null=True)
    release_number = models.PositiveIntegerField(null=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "number"], condition=~Q(number=""), name="proposal_number_once")
        ]
        indexes = [models.Index(fields=["edition", "state"])]

    def __str__(self):
        return f"{self.number} {self.subject}".strip()

    @property
    def author_post(self) -> str:
        """As whom it was drafted, without the name."""
        return self.author_as.removesuffix(self.author.full_name if self.author else "").strip()

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def is_moving(self) -> bool:
        return self.state in MOVING


class ProposalItem(models.Model):
    """One page in the version that is proposed. The version is frozen by its key."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="items")
    page = models.ForeignKey("wagtailcore.Page", null=True, on_delete=models.SET_NULL, related_name="proposal_items")
    title = models.CharField(max_length=255)
    revision = models.ForeignKey("wagtailcore.Revision", null=True, on_delete=models.SET_NULL, related_name="+")
    before = models.ForeignKey("wagtailcore.Revision", null=True, on_delete=models.SET_NULL, related_name="+")
    ends = models.BooleanField(_("stop showing it"), default=False)
    is_open = models.BooleanField(default=False)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["page"], condition=Q(is_open=True), name="page_in_one_open_proposal"),
            models.UniqueConstraint(fields=["proposal", "page"], name="page_once_in_proposal"),
        ]

    def __str__(self):
        return self.title


class EvidenceFile(models.Model):
    """根拠: a document that everybody on the route may read, kept under its check value and never changed."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=4)
    size = models.PositiveIntegerField()
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["proposal", "hash"], name="evidence_once_in_proposal")]

    def __str__(self):
        return self.name


class StepState(models.TextChoices):
    WAITING = "waiting", _("not yet")
    OPEN = "open", _("now")
    DONE = "done", _("done")
    SKIPPED = "skipped", _("skipped")


class Answer(models.TextChoices):
    AGREE = "agree", _("Agree")
    REMARK = "remark", _("Agree with remark")
    DISAGREE = "disagree", _("Disagree")
    FORWARDED = "forwarded", _("Not ours, forwarded")


class ProposalStep(models.Model):
    """A post on the route, copied from the template when the proposal is raised."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="steps")
    order = models.PositiveSmallIntegerField()
    act = models.CharField(max_length=7, choices=StepAct)
    post = models.ForeignKey(Post, null=True, on_delete=models.SET_NULL, related_name="+")
    concerns = models.JSONField(default=list)  # what the drafter marked for this department: "page:field"
    label = models.CharField(max_length=120)
    question = models.CharField(max_length=120, blank=True)
    days = models.PositiveSmallIntegerField(default=5)
    due = models.DateField(null=True)
    state = models.CharField(max_length=7, choices=StepState, default=StepState.WAITING)
    version = models.PositiveIntegerField(default=0)
    answer = models.CharField(max_length=9, choices=Answer, blank=True)
    answered_about = models.CharField(max_length=64, blank=True)  # the check value of the texts that were agreed to
    acted_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    acted_as = models.CharField(max_length=120, blank=True)
    acted_at = models.DateTimeField(null=True)
    is_deputy = models.BooleanField(default=False)
    remark = models.TextField(blank=True)
    response = models.TextField(blank=True)  # how the drafter answers a remark
    to_read = models.BooleanField(default=False)  # 後閲 after a skip, 報告 after a substitute's decision, 供覧
    read_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["order", "pk"]

    def __str__(self):
        return self.label
