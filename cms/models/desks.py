from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable
from wagtail.search import index

from cms import panels
from cms.desk_form import DeskForm
from cms.validators import validate_plain_text

from .entries import Entry, search_words
from .lines import Line
from .opening import ClosedDays, DateException, WeeklyHours
from .phones import Phone


class DeskKind(models.Model):
    """What sort of desk it is, whatever its name is here: 福祉事務所, 子育て窓口. A program asks for a kind, and each
    edition answers with its own desks of that kind.
    """

    key = models.SlugField(_("key"), unique=True, help_text=_("Small letters, digits and hyphens. It never changes."))
    name = models.CharField(_("name"), max_length=30, unique=True, validators=[validate_plain_text])
    sort_order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("kind of desk")
        verbose_name_plural = _("kinds of desk")
        ordering = ["sort_order", "name"]

    def __str__(self):
        return self.name


class DeskPage(ClosedDays, Entry):
    """Where to ask. The direct line of the section, never a switchboard (DS-451-7)."""

    title_limit = 60
    fax = Phone(_("fax"), blank=True)
    email = models.EmailField(_("mail"), blank=True)
    web_page = models.URLField(_("web page"), blank=True, max_length=300)
    form_url = models.URLField(_("contact form"), blank=True, max_length=300)
    chat_url = models.URLField(_("chat"), blank=True, max_length=300)
    sign_language = Line(_("sign language"), limit=80, blank=True, validators=[validate_plain_text])
    hours = Line(
        _("hours in words"),
        limit=120,
        blank=True,
        validators=[validate_plain_text],
        help_text=_("Only for what the weekly hours below cannot say: residents read those where they are filled in."),
    )
    address = Line(_("address"), limit=120, blank=True, validators=[validate_plain_text])
    access = Line(_("how to get there"), limit=120, blank=True, validators=[validate_plain_text])
    accessibility = Line(_("accessibility"), limit=200, blank=True, validators=[validate_plain_text])
    languages = Line(_("languages spoken"), limit=120, blank=True, validators=[validate_plain_text])
    note = Line(_("note for residents"), limit=120, blank=True, validators=[validate_plain_text])
    never_for_sensitive = models.BooleanField(
        _("never show for sensitive worries"),
        default=False,
        help_text=_("For a switchboard or a counter where somebody might be overheard or recognised."),
    )
    search_words = search_words()

    search_fields = [
        *Entry.search_fields,
        index.SearchField("search_words"),
        index.SearchField("address"),
        index.RelatedFields("phones", [index.SearchField("number")]),
    ]
    parent_page_types = ["cms.DepartmentPage"]
    subpage_types = []
    base_form_class = DeskForm
    content_panels = panels.DESK

    class Meta:
        verbose_name = _("desk")
        verbose_name_plural = _("desks")


class DeskPhone(Orderable):
    desk = ParentalKey(DeskPage, on_delete=models.CASCADE, related_name="phones")
    number = Phone(_("number"))
    extension = models.CharField(_("extension"), max_length=10, blank=True)
    label = models.CharField(_("label"), max_length=30, blank=True, validators=[validate_plain_text])
    note = models.CharField(_("note"), max_length=60, blank=True, validators=[validate_plain_text])


class DeskHours(WeeklyHours):
    desk = ParentalKey(DeskPage, on_delete=models.CASCADE, related_name="weekly_hours")


class DeskException(DateException):
    desk = ParentalKey(DeskPage, on_delete=models.CASCADE, related_name="exceptions")


class DeskWard(Orderable):
    """By name, so that it stays itself while the edition's rows are edited. Without a row the desk serves everybody."""

    desk = ParentalKey(DeskPage, on_delete=models.CASCADE, related_name="wards")
    name = models.CharField(_("ward served"), max_length=20)


class DeskOfKind(Orderable):
    desk = ParentalKey(DeskPage, on_delete=models.CASCADE, related_name="kinds")
    kind = models.ForeignKey(DeskKind, verbose_name=_("kind of desk"), on_delete=models.CASCADE, related_name="+")

    class Meta(Orderable.Meta):
        verbose_name = _("kind of the desk")
