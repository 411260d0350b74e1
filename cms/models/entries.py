from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.html import format_html
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _
from wagtail.locks import BasicLock
from wagtail.models import Page, Site
from wagtail.search import index

from cms import panels
from cms.forms import PlainTitleForm
from cms.validators import validate_plain_text

from .lines import kept_of


class Confidence(models.TextChoices):
    HIGH = "high", _("checked against an official source")
    MEDIUM = "medium", _("plausible, to be checked")
    LOW = "low", _("doubtful, check before publishing")


def search_words() -> models.CharField:
    return models.CharField(
        _("search words"),
        max_length=300,
        blank=True,
        validators=[validate_plain_text],
        help_text=_("Other words by which residents should find it, separated by spaces. Never shown."),
    )


class PlainTitle(Page):
    """A page whose title residents read: short, and free of characters that break on other machines."""

    search_fields = [*Page.search_fields, index.AutocompleteField("draft_title")]
    title_limit = 40  # DS-451-4: タイトル（制度名）, 40 characters
    base_form_class = PlainTitleForm
    private_page_options = []  # residents read Releases, so a password on a page would protect nothing

    class Meta:
        abstract = True

    def clean(self):
        super().clean()
        validate_title(self.title, kept_of(self, self.title_limit))

    def _set_core_field_defaults(self):
        """Nobody has to think of an address: Wagtail makes it from Latin titles only, so ours is kind and key."""
        self.slug = self.slug or f"{self._meta.model_name.removesuffix('page')}-{self.translation_key.hex[:8]}"
        super()._set_core_field_defaults()

    def get_lock(self):
        """An entry on its way to a decision is locked by its proposal, which is named."""
        lock = super().get_lock()
        return ProposalLock(self) if isinstance(lock, BasicLock) and self.locked_by_id is None else lock

    def permissions_for_user(self, user):
        return import_string("cms.permissions.tester")(user, self)  # it imports the models

    def reader_path(self) -> str | None:
        """Where residents find it, below its edition's address: what has no address of its own stands on the first
        page. None where there is nothing to see yet.
        """
        return ""

    def serve_preview(self, request, mode_name):
        """The page as residents will see it. The reading room is named as a string only: this room must not
        import it.
        """
        return import_string(settings.ENTRY_PREVIEW)(self, request)

    def get_url_parts(self, request=None):
        """Leads to the reader, which serves editions by slug or by host; Wagtail itself serves no page."""
        path = self.reader_path()
        sites = Site.get_site_root_paths()
        if path is None or not sites:
            return None
        if not self.locale.is_default:
            path = f"{self.locale.language_code}/{path}"
        for site in sites:
            if self.url_path.startswith(site.root_path):
                return site.site_id, site.root_url, f"/{path}"
        return sites[0].site_id, sites[0].root_url, f"/{self._edition_address()}/{path}"

    def _edition_address(self) -> str:
        """The one that readers use, in every language: its translations are folders with names of their own."""
        address = self.url_path.split("/")[1]
        if self.locale.is_default:
            return address
        from .editions import EditionPage

        here = EditionPage.objects.filter(path=self.path[: 2 * self.steplen]).values("translation_key")
        original = EditionPage.objects.filter(translation_key__in=here, locale__language_code=settings.LANGUAGE_CODE)
        return original.values_list("slug", flat=True).first() or address


class ProposalLock(BasicLock):
    """Nobody changes a text that somebody is deciding on; recalled or sent back, it opens again."""

    def get_message(self, user):
        item = self.object.proposal_items.filter(is_open=True).select_related("proposal").first()
        if item is None:
            return super().get_message(user)
        return format_html(
            _(
                "It is in proposal <a href='{1}'>{0}</a>, so nobody can change it. "
                "Recalled or sent back, it opens again."
            ),
            item.proposal,
            reverse("cms_proposal", args=[item.proposal_id]),
        )

    def get_locked_by(self, user):
        return _("Locked by a proposal")


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
    promote_panels: list = []  # residents find it by its number or in a list, never by its slug

    class Meta:
        abstract = True
