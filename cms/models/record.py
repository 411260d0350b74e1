"""記録: every act, in order, never changed and never removed; each row carries the check value of the one before."""

import hashlib
import json

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

FIRST = "0" * 64


class RecordIsFinal(TypeError):
    """A row of the record is added, never changed or removed. The database refuses it too."""


class EventQuerySet(models.QuerySet):
    def update(self, **values):
        raise RecordIsFinal

    def delete(self):
        raise RecordIsFinal


class Event(models.Model):
    """What somebody did, as who they were then. Plain values beside the keys: the row outlives what it names."""

    at = models.DateTimeField(_("time"), default=timezone.now)
    edition = models.CharField(max_length=255)
    act = models.CharField(_("act"), max_length=20)
    proposal = models.ForeignKey(
        "cms.Proposal", null=True, on_delete=models.DO_NOTHING, db_constraint=False, related_name="events"
    )
    number = models.CharField(_("proposal"), max_length=20, blank=True)
    person_key = models.IntegerField(null=True)
    person = models.CharField(_("person"), max_length=120, blank=True)
    post = models.CharField(_("post"), max_length=120, blank=True)
    subject = models.CharField(_("about"), max_length=200, blank=True)
    versions = models.JSONField(_("versions"), default=list, help_text="[page, revision] pairs")
    remark = models.TextField(_("reason or remark"), blank=True)
    previous = models.CharField(max_length=64)
    hash = models.CharField(_("check value"), max_length=64, unique=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("record")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["edition", "-id"])]

    def __str__(self):
        return f"{self.pk} {self.act} {self.number}"

    def save(self, *args, **kwargs):
        if self.pk is not None:
            raise RecordIsFinal
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise RecordIsFinal

    def sealed(self) -> str:
        """The check value over everything that the row says and over the row before it."""
        said = [
            self.at.astimezone(timezone.get_default_timezone()).isoformat(timespec="microseconds"),
            *(self.edition, self.act, self.proposal_id, self.number, self.person_key, self.person, self.post),
            *(self.subject, self.versions, self.remark, self.previous),
        ]
        return hashlib.sha256(json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


class RecordHead(models.Model):
    """The end of the chain, in one row: whoever adds holds it, so nobody adds beside. Shows rows cut off at the end."""

    last_hash = models.CharField(max_length=64, default=FIRST)
    length = models.PositiveBigIntegerField(default=0)

    def __str__(self):
        return f"{self.length} {self.last_hash[:8]}"
