from django.db import models
from django.utils.translation import gettext_lazy as _


class StoredRelease(models.Model):
    """A Release as it was frozen: never changed, never deleted while it may have to answer what a resident saw
    on some day.
    """

    edition = models.SlugField(_("edition"), max_length=255)
    language = models.CharField(_("language"), max_length=20)
    number = models.PositiveIntegerField(_("number"), help_text=_("第n号 of this edition and language, from 1."))
    hash = models.CharField(_("hash"), max_length=64)
    schema = models.PositiveSmallIntegerField(_("schema version"))
    body = models.BinaryField(editable=False)  # canonical JSON, gzip
    composed_at = models.DateTimeField(_("composed at"), auto_now_add=True)

    class Meta:
        verbose_name = _("release")
        verbose_name_plural = _("releases")
        ordering = ["-composed_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "language", "number"], name="one_release_a_number"),
            models.UniqueConstraint(fields=["edition", "language", "hash"], name="one_release_a_hash"),
        ]

    def __str__(self):
        return f"{self.edition} {self.language} 第{self.number}号"


class CurrentRelease(models.Model):
    """Which Release residents read. Switching this one row is publishing; switching it back is rolling back."""

    edition = models.SlugField(max_length=255)
    language = models.CharField(max_length=20)
    release = models.ForeignKey(StoredRelease, on_delete=models.PROTECT, related_name="+")
    hosts = models.JSONField(default=list)  # host names that lead to this edition
    is_default = models.BooleanField(default=False)  # the edition of hosts that are nobody's
    switched_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["edition", "language"], name="one_current_release")]

    def __str__(self):
        return f"{self.edition} {self.language}"


class ComposeRequest(models.Model):
    """An edition waits to be composed. The row stands for any number of changes, so a burst composes once."""

    edition = models.SlugField(max_length=255, unique=True)
    requested_at = models.DateTimeField(auto_now_add=True)

    def __str__(self):
        return self.edition


class Refusal(models.Model):
    """Why the newest content of an edition is not what residents read: the old Release stays until the list is
    empty.
    """

    edition = models.SlugField(_("edition"), max_length=255)
    language = models.CharField(_("language"), max_length=20)
    problems = models.JSONField(_("problems"))  # [{"message", "page": id or None}]
    refused_at = models.DateTimeField(_("refused at"), auto_now=True)

    class Meta:
        verbose_name = _("refused release")
        verbose_name_plural = _("refused releases")
        constraints = [models.UniqueConstraint(fields=["edition", "language"], name="one_refusal")]

    def __str__(self):
        return f"{self.edition} {self.language}"
