from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable, TranslatableMixin
from wagtail.search import index

from cms import panels
from cms.forms import ProgramForm
from cms.validators import validate_plain_text

from .desks import DeskKind, DeskPage
from .entries import Entry, search_words
from .lines import Line, Text
from .numbers import ProgramNumber, WorryNumber
from .questions import Audience, validate_audience


class Kind(models.TextChoices):
    BENEFIT = "benefit", _("benefit")
    LOAN = "loan", _("loan")
    REDUCTION = "reduction", _("reduction")
    SERVICE = "service", _("service")
    CONSULTATION = "consultation", _("consultation")
    PROCEDURE = "procedure", _("procedure")


class Change(models.TextChoices):
    """What a city does with a base entry; 制度変更区分 of DS-451-4 tells rewriting from adding."""

    OWN = "own", _("own entry")
    ADAPT = "adapt", _("adapts the base entry")
    HIDE = "hide", _("hides the base entry")


class Effect(models.TextChoices):
    MATCH = "match", _("shows the program")
    CAUTION = "caution", _("shows it with a note of caution")
    EXCLUDE = "exclude", _("not for this worry")


def plain(limit: int, verbose_name: str, help_text: str = "") -> Text:
    """A text of at most so many characters (limits of DS-451-4 or tighter)."""
    return Text(
        verbose_name,
        limit=limit,
        blank=True,
        help_text=help_text,
        validators=[MaxLengthValidator(limit), validate_plain_text],
    )


class ProgramPage(Entry):
    """A benefit, loan, reduction, service, procedure or consultation. In an adaptation empty fields inherit from
    the base entry.
    """

    number = models.ForeignKey(ProgramNumber, on_delete=models.PROTECT, related_name="pages", null=True, editable=False)
    base = models.ForeignKey(
        "self",
        verbose_name=_("base entry"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="adaptations",
    )
    change = models.CharField(_("relation to the base entry"), max_length=5, choices=Change, default=Change.OWN)
    inherit_title = models.BooleanField(
        _("keep the base entry's title"), default=True, help_text=_("Only for adaptations.")
    )
    reading = models.CharField(_("reading in hiragana"), max_length=80, blank=True)
    alternate_name = Line(_("also known as"), limit=40, blank=True, validators=[validate_plain_text])
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, blank=True)
    summary = plain(80, _("in one sentence"), _("What it does for the resident, in plain words."))
    body = plain(500, _("explanation"))
    target = plain(200, _("who can use it"))
    benefit = plain(200, _("what one gets"))
    fiscal_year = Line(_("fiscal year of the amounts"), limit=40, blank=True, validators=[validate_plain_text])
    how_to_apply = plain(200, _("how to apply"))
    deadline = plain(100, _("by when"))
    documents = plain(200, _("what to bring"))
    desk_kind = models.ForeignKey(
        DeskKind,
        verbose_name=_("kind of desk"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="programs",
        help_text=_("Each city shows its own desks of this kind on the card."),
    )
    where_to_ask = plain(120, _("where to ask, in words"), _("Shown where the edition has no such desk."))
    say = plain(80, _("what to say"), _("One sentence one can say on the phone or at the counter."))
    official_url = models.URLField(_("official page"), max_length=300, blank=True)
    law = models.CharField(_("legal basis"), max_length=100, blank=True, validators=[validate_plain_text])
    ministry = models.CharField(_("ministry in charge"), max_length=60, blank=True, validators=[validate_plain_text])
    tags = models.CharField(_("tags"), max_length=120, blank=True, help_text=_("Joined by commas."))
    target_audience = models.CharField(
        _("for whom"),
        max_length=40,
        default=Audience.SELF,
        validators=[validate_audience],
    )
    age_min = models.PositiveSmallIntegerField(_("age from"), null=True, blank=True)
    age_max = models.PositiveSmallIntegerField(_("age to"), null=True, blank=True)
    contact_without_phone = Line(_("ways without a phone"), limit=120, blank=True, validators=[validate_plain_text])
    sensitive = models.BooleanField(
        _("sensitive"),
        default=False,
        help_text=_("Its page gets a neutral title in the browser's history."),
    )
    search_words = search_words()

    search_fields = [
        *Entry.search_fields,
        index.AutocompleteField("reading"),
        index.AutocompleteField("alternate_name"),
        index.SearchField("summary"),
        index.SearchField("search_words"),
    ]
    parent_page_types = ["cms.DepartmentPage"]
    subpage_types = []
    base_form_class = ProgramForm
    content_panels = panels.PROGRAM

    class Meta:
        verbose_name = _("program")
        verbose_name_plural = _("programs")

    def save(self, *args, **kwargs):
        self.take_number()
        super().save(*args, **kwargs)

    def reader_path(self):
        return f"p/{self.number_id}/" if self.number_id else None

    def take_number(self) -> None:
        """An adaptation answers to the number of its base entry, so links to the national card open the city's card.

        A copied page and its copied revisions name the original's number, so what is stored goes before what they say.
        """
        if self.base_id and self.base.number_id:
            self.number_id = self.base.number_id
            return
        others = ProgramPage.objects.filter(base=None).exclude(translation_key=self.translation_key)
        stored = ProgramPage.objects.filter(pk=self.pk, base=None).values_list("number_id", flat=True).first()
        if stored:
            self.number_id = stored
        elif self.number_id is None or others.filter(number_id=self.number_id).exists():
            self.number = ProgramNumber.objects.create(label=self.title)

    def clean(self):
        super().clean()
        if self.change != Change.OWN and self.base_id is None:
            raise ValidationError({"base": _("Choose the base entry that is adapted or hidden.")})
        if self.change == Change.OWN:
            missing = {name: _("Residents need this line.") for name in ("kind", "summary") if not getattr(self, name)}
            if missing:
                raise ValidationError(missing)
        if self.age_min is not None and self.age_max is not None and self.age_min > self.age_max:
            raise ValidationError({"age_max": _("The upper age is below the lower one.")})


class ProgramMatch(TranslatableMixin, Orderable):
    """worry → program, with the weight and the reason shown to the resident; or a caution; or "not for this"."""

    page = ParentalKey(ProgramPage, on_delete=models.CASCADE, related_name="matches")
    worry = models.ForeignKey(
        WorryNumber,
        verbose_name=_("worry"),
        on_delete=models.PROTECT,
        limit_choices_to={"retired_at": None},
        related_name="matches",
    )
    effect = models.CharField(_("effect"), max_length=7, choices=Effect, default=Effect.MATCH)
    weight = models.PositiveSmallIntegerField(
        _("strength"),
        default=2,
        choices=[(0, _("none")), (1, _("weak")), (2, _("ordinary")), (3, _("strong"))],
    )
    reason = Line(_("reason or note for the resident"), limit=60, validators=[validate_plain_text])

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("worry that brings this program")
        verbose_name_plural = _("worries that bring this program")


class ProgramDesk(Orderable):
    page = ParentalKey(ProgramPage, on_delete=models.CASCADE, related_name="desks")
    desk = models.ForeignKey(DeskPage, verbose_name=_("desk"), on_delete=models.CASCADE, related_name="+")

    class Meta(Orderable.Meta):
        verbose_name = _("desk of the program")


class ProgramLink(TranslatableMixin, Orderable):
    page = ParentalKey(ProgramPage, on_delete=models.CASCADE, related_name="links")
    label = Line(_("label"), limit=40, validators=[validate_plain_text])
    url = models.URLField(_("address"), max_length=300)

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("link")
        verbose_name_plural = _("links")
