from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from handbook.packs import keys


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
    is_public = models.BooleanField(default=False)  # as the Release says, so that nobody has to read it for that
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


def validate_public_keys(value: str) -> None:
    unknown = [key for key in value.split() if not keys.is_public_text(key)]
    if unknown or not value.split():
        raise ValidationError(
            _("“%(key)s” is no public key. Paste the line that `manage.py pack_key` prints over there."),
            params={"key": (unknown or [""])[0][:60]},
        )


def validate_source(value: str) -> None:
    """The address is called by the server, so it must be one that belongs to an installation of this software."""
    parts = urlsplit(value)
    if parts.scheme != "https" and parts.hostname not in ("127.0.0.1", "localhost"):
        raise ValidationError(_("The address has to begin with https://."))
    if parts.username or parts.query or parts.fragment:
        raise ValidationError(_("Write the address without a user, without ? and without #."))


class Subscription(models.Model):
    """An edition that another installation makes, whose packs are taken over here."""

    edition = models.SlugField(
        _("address of the edition over there"), max_length=255, unique=True, help_text=_("For example zenkoku.")
    )
    public_keys = models.TextField(
        _("public keys of its makers"),
        max_length=1000,
        validators=[validate_public_keys],
        help_text=_("One a line. Have them told on another way than by mail alone, such as by phone."),
    )
    url = models.CharField(
        _("address of the other installation"),
        max_length=300,
        blank=True,
        validators=[URLValidator(schemes=["https", "http"]), validate_source],
        help_text=_("For example https://handbook.example.go.jp. Empty: packs come as files only."),
    )
    made_at = models.DateTimeField(null=True, editable=False)  # of the pack that is here: when residents read it there
    hashes = models.JSONField(default=dict, editable=False)  # language → hash of what is here
    imported_at = models.DateTimeField(null=True, editable=False)
    asked_at = models.DateTimeField(null=True, editable=False)
    etag = models.CharField(max_length=100, blank=True, editable=False)
    problem = models.CharField(max_length=500, blank=True, editable=False)  # why the last try changed nothing

    class Meta:
        verbose_name = _("subscription")
        verbose_name_plural = _("subscriptions")
        ordering = ["edition"]

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


class Batch(models.Model):
    """Changes that go out together or not at all, by one decision of the welfare division."""

    class Kind(models.TextChoices):
        ORDINARY = "ordinary", _("ordinary")
        EMERGENCY = "emergency", _("emergency")

    class State(models.TextChoices):
        CHOSEN = "chosen", _("chosen")
        SCHEDULED = "scheduled", _("scheduled")
        RELEASED = "released", _("released")
        REFUSED = "refused", _("refused")
        CANCELLED = "cancelled", _("cancelled")

    edition = models.SlugField(_("edition"), max_length=255)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.ORDINARY)
    state = models.CharField(max_length=10, choices=State, default=State.CHOSEN)
    remark = models.CharField(_("remark"), max_length=200, blank=True)
    reason = models.CharField(_("reason"), max_length=40, blank=True)  # of an emergency, one of a few
    changes = models.JSONField(default=list)  # [{"page", "revision", "title", …}] as they were when chosen
    release_at = models.DateTimeField(_("release at"), null=True, blank=True)
    problems = models.JSONField(default=list)  # why it did not go out
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    released_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)  # of an emergency: when it was decided afterwards

    class Meta:
        verbose_name = _("batch")
        verbose_name_plural = _("batches")
        ordering = ["-made_at", "-pk"]

    def __str__(self):
        return f"{self.edition} {self.get_state_display()} {self.remark}"


class Switch(models.Model):
    """From this moment on residents read that Release. Rows are only added: what was read on some day has an answer."""

    edition = models.SlugField(max_length=255)
    language = models.CharField(max_length=20)
    release = models.ForeignKey(StoredRelease, on_delete=models.PROTECT, related_name="switches")
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    reason = models.CharField(max_length=200, blank=True)  # why residents read an earlier one again
    batch = models.ForeignKey(Batch, null=True, on_delete=models.PROTECT, related_name="switches")

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["edition", "language", "-at"], name="switches_of_an_edition")]

    def __str__(self):
        return f"{self.at:%Y-%m-%d %H:%M} {self.release}"


class Hold(models.Model):
    """Somebody went back to an earlier Release. Until it ends, composing checks the edition and switches nothing, so
    that what was withdrawn does not come back with the next confirmation.
    """

    edition = models.SlugField(max_length=255, unique=True)
    release = models.ForeignKey(StoredRelease, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    reason = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField(default=timezone.now)

    def __str__(self):
        return f"{self.edition} {self.release}"


class Draft(models.Model):
    """A Release that is not out, for whoever has the link, until it expires or is taken back."""

    edition = models.SlugField(max_length=255)
    remark = models.CharField(max_length=200, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-made_at", "-pk"]

    def __str__(self):
        return f"{self.edition} {self.made_at:%Y-%m-%d %H:%M}"


class DraftRelease(models.Model):
    """One language of a draft."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="releases")
    language = models.CharField(max_length=20)
    body = models.BinaryField(editable=False)  # canonical JSON, gzip

    class Meta:
        constraints = [models.UniqueConstraint(fields=["draft", "language"], name="one_draft_a_language")]

    def __str__(self):
        return f"{self.draft} {self.language}"


class MissedWord(models.Model):
    """How often readers said on one day that this word had not led them to help."""

    edition = models.SlugField(max_length=255)
    day = models.DateField()
    word = models.CharField(max_length=20)
    number = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["edition", "day", "word"], name="one_number_a_day_and_word")]

    def __str__(self):
        return self.word
