from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from cms import panels
from cms.validators import validate_plain_text


class Confidence(models.TextChoices):
    HIGH = "high", _("checked against an official source")
    MEDIUM = "medium", _("plausible, to be checked")
    LOW = "low", _("doubtful, check before publishing")


class PlainTitle(Page):
    """A page whose title residents read: short, and free of characters that break on other machines."""

    title_limit = 40  # DS-451-4: タイトル（制度名）, 40 characters

    class Meta:
        abstract = True

    def clean(self):
        super().clean()
        validate_title(self.title, self.title_limit)


def validate_title(title: str, limit: int) -> None:
    """Raise a ValidationError on the title field when it is too long or holds forbidden characters."""
    try:
        validate_plain_text(title)
    except ValidationError as error:
        raise ValidationError({"title": error}) from error
    if len(title) > limit:
        raise ValidationError(
            {
                "title": ValidationError(
                    _("The title has %(length)d characters; %(limit)d is the limit."),
                    code="too_long",
                    params={"length": len(title), "limit": limit},
                )
            }
        )


class Entry(PlainTitle):
    """Something residents find: owned by the department whose folder it lies in, drafted, confirmed and
    published on its own.
    """

    confidence = models.CharField(_("confidence"), max_length=6, choices=Confidence, default=Confidence.MEDIUM)
    source = models.TextField(
        _("source"),
        blank=True,
        help_text=_("Where these facts come from. Staff see it, residents do not."),
    )
    last_checked = models.DateField(_("last checked against the source"), null=True, blank=True)
    url_status = models.CharField(_("how far the address was seen"), max_length=20, blank=True)
    review_due = models.DateField(
        _("review due"),
        null=True,
        blank=True,
        help_text=_("On this day the entry asks to be looked at again."),
    )
    staff_note = models.TextField(_("note for staff"), blank=True, help_text=_("Never leaves the admin."))

    settings_panels = panels.SETTINGS
    promote_panels = panels.PROMOTE

    class Meta:
        abstract = True

    def serve_preview(self, request, mode_name):
        """The entry as residents will see it. The reading room is named as a string only: this room must not
        import it.
        """
        return import_string(settings.ENTRY_PREVIEW)(self, request)
