from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable, TranslatableMixin
from wagtail.search import index

from cms import panels
from cms.forms import QuestionForm
from cms.validators import validate_plain_text

from .entries import PlainTitle, search_words
from .lines import Line
from .numbers import WorryNumber


class Urgency(models.TextChoices):
    NONE = "none", _("not urgent")
    SOON = "soon", _("soon")
    EMERGENCY = "emergency", _("emergency: life or safety")


class Audience(models.TextChoices):
    SELF = "self", _("the person concerned")
    FAMILY = "family", _("family")
    SUPPORTER = "supporter", _("supporters")
    CHILD = "child", _("children")


def validate_audience(value: str) -> None:
    """One or more values of Audience, joined by semicolons."""
    unknown = set(value.split(";")) - set(Audience.values)
    if unknown:
        raise ValidationError(
            _("“%(unknown)s” is not known. Choose one or more of: %(known)s."),
            code="audience",
            params={"unknown": "; ".join(sorted(unknown)), "known": "; ".join(Audience.values)},
        )


class Icon(models.TextChoices):
    """Names of the line icons that the reader draws; the drawings live with the reader's templates."""

    YEN = "yen", _("money")
    RECEIPT = "receipt", _("receipt")
    BRIEFCASE = "briefcase", _("work")
    HOME = "home", _("house")
    STETHOSCOPE = "stethoscope", _("illness")
    HEART = "heart", _("heart")
    ACCESSIBILITY = "accessibility", _("disability")
    BABY = "baby", _("baby")
    CHILD = "child", _("child")
    FAMILY = "family", _("parent and child")
    SCHOOL = "school", _("school")
    PEOPLE = "people", _("people")
    CANE = "cane", _("old age")
    SHIELD = "shield", _("protection")
    SCALE = "scale", _("law")
    BOOK = "book", _("learning")
    GLOBE = "globe", _("languages")
    UMBRELLA = "umbrella", _("disaster")
    FLOWER = "flower", _("mourning")
    HANDS = "hands", _("helpers")


class ChecklistPage(PlainTitle):
    """Part of the checklist, which the welfare division alone writes."""

    class Meta:
        abstract = True

    def permissions_for_user(self, user):
        from cms.permissions import checklist_tester  # it imports the models

        return checklist_tester(user, self)


class CategoryPage(ChecklistPage):
    """A theme of the checklist. Its place among its sisters is its place in the handbook."""

    title_limit = 20
    lead = Line(_("lead"), limit=80, validators=[validate_plain_text])
    icon = models.CharField(_("icon"), max_length=20, choices=Icon, default=Icon.HEART)

    parent_page_types = ["cms.DepartmentPage"]
    subpage_types = ["cms.QuestionPage"]
    content_panels = panels.CATEGORY
    promote_panels = panels.PROMOTE
    settings_panels = panels.SETTINGS

    class Meta:
        verbose_name = _("category")
        verbose_name_plural = _("categories")


class QuestionPage(ChecklistPage):
    """One page of the checklist: a lead and its worries."""

    title_limit = 30
    lead = Line(_("lead"), limit=80, blank=True, validators=[validate_plain_text])

    search_fields = [
        *ChecklistPage.search_fields,
        index.RelatedFields("worries", [index.SearchField("text"), index.SearchField("search_words")]),
    ]
    parent_page_types = ["cms.CategoryPage"]
    subpage_types = []
    base_form_class = QuestionForm
    content_panels = panels.QUESTION
    promote_panels = panels.PROMOTE
    settings_panels = panels.SETTINGS

    class Meta:
        verbose_name = _("question page")
        verbose_name_plural = _("question pages")

    def save(self, *args, **kwargs):
        self.number_worries()
        super().save(*args, **kwargs)

    def save_revision(self, *args, **kwargs):
        self.number_worries()
        return super().save_revision(*args, **kwargs)

    def number_worries(self) -> None:
        """Give every new worry its permanent number already as a draft, so that programs can refer to it before it
        is live. A copied page names the original's numbers; its worries are new ones.
        """
        stored = dict(Worry.objects.filter(page_id=self.pk).values_list("pk", "number_id")) if self.pk else {}
        taken = Worry.objects.exclude(page__translation_key=self.translation_key)
        for worry in self.worries.all():
            if stored.get(worry.pk):
                worry.number_id = stored[worry.pk]
            elif worry.number_id is None or taken.filter(number_id=worry.number_id).exists():
                worry.number = WorryNumber.objects.create(label=worry.text)


class Worry(TranslatableMixin, Orderable):
    """One line a resident can tick, in everyday words."""

    page = ParentalKey(QuestionPage, on_delete=models.CASCADE, related_name="worries")
    number = models.ForeignKey(WorryNumber, on_delete=models.PROTECT, related_name="worries", null=True, editable=False)
    text = Line(
        _("worry"),
        limit=40,
        validators=[validate_plain_text],
        help_text=_("As the resident would say it. No program names."),
    )
    help_text = Line(_("explanation"), limit=80, blank=True, validators=[validate_plain_text])
    urgency = models.CharField(_("urgency"), max_length=9, choices=Urgency, default=Urgency.NONE)
    sensitive = models.BooleanField(
        _("sensitive"),
        default=False,
        help_text=_("Shows how to close the page quickly as soon as it is ticked."),
    )
    audience = models.CharField(
        _("who says it"),
        max_length=40,
        default=Audience.SELF,
        validators=[validate_audience],
    )
    search_words = search_words()

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("worry")
        verbose_name_plural = _("worries")

    def __str__(self):
        return self.text
