from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable, Page

from cms import panels
from cms.validators import (
    validate_hex_colour,
    validate_logo,
    validate_municipality_code,
    validate_plain_text,
)

from .entries import PlainTitle
from .lines import Line
from .phones import Phone

# First path segments that the site itself uses; an edition's address may not take them.
RESERVED_SLUGS = {
    "about",
    "accessibility",
    "admin",
    "api",
    "documents",
    "health",
    "k",
    "kekka",
    "media",
    "p",
    "privacy",
    "robots.txt",
    "safety",
    "shitami",
    "search",
    "sitemap.xml",
    "static",
    "supporters",
    "sw.js",
}


class EditionPage(PlainTitle):
    """One handbook: the national one, or a city's built on a base edition. Its slug is its address and its key
    in Releases.
    """

    organisation = Line(
        _("who runs it"),
        limit=40,
        help_text=_("Stands above the name on every page, for example 見本市."),
    )
    scope_label = Line(
        _("label on its cards"),
        limit=12,
        help_text=_("For example 全国共通 or the city's name."),
    )
    municipality_code = models.CharField(
        _("local government code"),
        max_length=6,
        blank=True,
        validators=[validate_municipality_code],
    )
    base = models.ForeignKey(
        "self",
        verbose_name=_("base edition"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="dependants",
    )
    theme_colour = models.CharField(
        _("theme colour"), max_length=7, default="#115a36", validators=[validate_hex_colour]
    )
    logo = models.ForeignKey(
        "wagtailimages.Image",
        verbose_name=_("logo"),
        help_text=_("PNG, JPEG or WebP of at most 50 KB, 200 pixels high. Its description is read aloud."),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    exit_url = models.URLField(
        _("where “close quickly” leads"),
        default="https://www.jma.go.jp/bosai/forecast/",
        help_text=_("A public page that is the same for everybody, such as the weather forecast."),
    )
    contact_name = Line(_("contact"), limit=60, blank=True)
    contact_phone = Phone(_("contact phone"), blank=True)
    contact_hours = Line(_("contact hours"), limit=60, blank=True)
    about = models.TextField(_("about this handbook"), blank=True, max_length=1000, validators=[validate_plain_text])
    notice = Line(
        _("notice on every page"),
        limit=160,
        blank=True,
        validators=[validate_plain_text],
        help_text=_("For example that the content is a draft nobody has confirmed yet."),
    )
    new_on_left = models.BooleanField(
        _("table of old and new: the new text stands on the left"),
        default=False,
        help_text=_("As the city’s own papers have it. Otherwise the old text stands on the left."),
    )
    is_public = models.BooleanField(_("search engines may list it"), default=False)

    is_mirror = models.BooleanField(default=False, editable=False)  # another installation makes it
    numbers_below = models.PositiveIntegerField(default=0, editable=False)  # of a mirror: these numbers are its makers'

    preview_modes = []  # the whole handbook; the reader shows it
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["cms.DepartmentPage"]
    content_panels = panels.EDITION
    promote_panels = panels.PROMOTE
    settings_panels = panels.SETTINGS

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")

    def clean(self):
        super().clean()
        if self.slug in RESERVED_SLUGS:
            raise ValidationError(
                {"slug": _("“%(slug)s” is used by the site itself. Choose another address.") % {"slug": self.slug}}
            )
        if self in self.chain()[1:]:
            raise ValidationError({"base": _("An edition cannot be built on itself, directly or through others.")})
        if self.logo:
            try:
                validate_logo(self.logo)
            except ValidationError as error:
                raise ValidationError({"logo": error}) from error

    def chain(self) -> list["EditionPage"]:
        """This edition, then its base, then the base of that. Stops where a circle would close."""
        chain, edition = [self], self.base
        while edition is not None:
            chain.append(edition)
            if edition in chain[:-1]:
                break
            edition = edition.base
        return chain


class EditionLanguage(Orderable):
    """A language beside Japanese in which the edition is composed and offered."""

    edition = ParentalKey(EditionPage, on_delete=models.CASCADE, related_name="languages")
    locale = models.ForeignKey(
        "wagtailcore.Locale", verbose_name=_("language"), on_delete=models.PROTECT, related_name="+"
    )

    class Meta(Orderable.Meta):
        verbose_name = _("language of the edition")


class EditionWard(Orderable):
    edition = ParentalKey(EditionPage, on_delete=models.CASCADE, related_name="wards")
    name = models.CharField(_("ward"), max_length=20)
    code = models.CharField(_("code"), max_length=6, blank=True, validators=[validate_municipality_code])

    def __str__(self):
        return self.name


class EditionHiddenWorry(Orderable):
    """A line of the base's checklist that this edition does not show. What may be a matter of life stays."""

    edition = ParentalKey(EditionPage, on_delete=models.CASCADE, related_name="hidden_worries")
    worry = models.ForeignKey(
        "cms.WorryNumber",
        verbose_name=_("worry"),
        on_delete=models.PROTECT,
        limit_choices_to={"retired_at": None},
        related_name="+",
    )

    class Meta(Orderable.Meta):
        verbose_name = _("worry that is not shown")

    def clean(self):
        super().clean()
        if self.worry_id and self.worry.worries.filter(urgency="emergency").exists():
            raise ValidationError({"worry": _("An emergency is shown in every edition. It cannot be hidden.")})


class DepartmentPage(PlainTitle):
    """A department's folder: whatever lies below it belongs to the department, whose group may add and edit
    there, never publish.
    """

    phone = Phone(_("phone"), blank=True)
    extension = models.CharField(_("extension"), max_length=10, blank=True)
    email = models.EmailField(_("post mailbox"), blank=True)
    is_welfare = models.BooleanField(
        _("welfare division"),
        default=False,
        help_text=_("It alone publishes, for the whole edition."),
    )
    group = models.OneToOneField(
        Group,
        verbose_name=_("group"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="department",
        editable=False,
    )

    exclude_fields_in_copy = ["group"]  # a copy or a translation is another folder, with rights of its own
    preview_modes = []  # residents never see a folder
    parent_page_types = ["cms.EditionPage"]
    subpage_types = ["cms.CategoryPage", "cms.ProgramPage", "cms.DeskPage", "cms.HotlinePage"]
    content_panels = panels.DEPARTMENT
    promote_panels = panels.PROMOTE
    settings_panels = panels.SETTINGS

    class Meta:
        verbose_name = _("department")
        verbose_name_plural = _("departments")

    def full_clean(self, *args, **kwargs):
        if self.alias_of_id:
            self.group = None  # an alias is copied whole, and a group belongs to one folder
        super().full_clean(*args, **kwargs)


def edition_of(page: Page) -> EditionPage | None:
    """The edition a page belongs to: itself or the nearest EditionPage above it."""
    return EditionPage.objects.ancestor_of(page, inclusive=True).order_by("-depth").first()
