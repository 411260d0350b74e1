from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class NumberQuerySet(models.QuerySet):
    def retired(self):
        """Numbers whose entry is gone for good: a Release carries them as tombstones."""
        return self.filter(retired_at__isnull=False)

    def delete(self):
        raise NumberIsPermanent


class NumberIsPermanent(TypeError):
    """Printed QR codes carry these numbers, so a row is retired (`retire()`), never deleted."""


class Number(models.Model):
    """A permanent small integer (the primary key), never given to anything else: links and printed QR codes
    carry it.
    """

    key = models.SlugField(_("key in data files"), max_length=80, unique=True, null=True, blank=True)
    label = models.CharField(_("last known text"), max_length=255)
    origin = models.SlugField(max_length=255, blank=True, editable=False)  # the mirrored edition that it came with
    retired_at = models.DateTimeField(null=True, editable=False)
    retired_in = models.SlugField(max_length=255, blank=True, editable=False)  # address of its edition; empty: any
    replaced_by = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = NumberQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["pk"]

    def __str__(self):
        return self.label

    def retire(self, replaced_by=None, edition: str = "") -> None:
        """Turn the number into a tombstone, pointing to the entry that took its place where there is one. Only the
        edition that had it, and those built on it, carry the tombstone.
        """
        self.retired_at = self.retired_at or timezone.now()
        self.replaced_by, self.retired_in = replaced_by, edition
        self.save(update_fields=["retired_at", "replaced_by", "retired_in"])

    def delete(self, *args, **kwargs):
        raise NumberIsPermanent


class WorryNumber(Number):
    class Meta(Number.Meta):
        verbose_name = _("worry")
        verbose_name_plural = _("worries")


class ProgramNumber(Number):
    class Meta(Number.Meta):
        verbose_name = _("program number")
        verbose_name_plural = _("program numbers")
