"""What stands on each edit screen, in which order. One column, numbered groups, no tabs beyond Wagtail's own."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel

from cms.overlay.panels import OverlayPanel, OverlayRows
from cms.pinning import PreflightPanel
from cms.translating.panel import TranslationsPanel
from cms.widgets import Checkboxes, WorrySelect


def fields(*names: str) -> list[FieldPanel]:
    return [FieldPanel(name) for name in names]


def overlaid(*names: str) -> list[FieldPanel]:
    return [OverlayPanel(name) for name in names]


def _audiences() -> list[tuple[str, str]]:
    from cms.models.questions import Audience  # the models import this file

    return Audience.choices


def audience(name: str) -> FieldPanel:
    return FieldPanel(name, widget=Checkboxes(choices=_audiences))


FRESHNESS = MultiFieldPanel(
    fields("confidence", "source", "last_checked", "url_status", "review_due", "staff_note"),
    heading=_("Source and freshness (staff only)"),
)

PROMOTE = [MultiFieldPanel(fields("slug"), heading=_("Address"))]
SETTINGS: list = []  # no schedule of Wagtail's: there is one clock, the Release desk's

EDITION = [
    PreflightPanel(),
    *fields("title", "organisation", "scope_label", "municipality_code", "base"),
    MultiFieldPanel(fields("theme_colour", "logo", "exit_url", "notice", "is_public"), heading=_("Appearance")),
    MultiFieldPanel(fields("contact_name", "contact_phone", "contact_hours", "about"), heading=_("Contact")),
    FieldPanel("new_on_left", heading=_("Papers")),
    InlinePanel("languages", heading=_("Languages beside Japanese"), label=_("language")),
    InlinePanel("wards", heading=_("Wards"), label=_("ward")),
    InlinePanel(
        "hidden_worries",
        panels=[FieldPanel("worry", widget=WorrySelect)],
        heading=_("Worries of the base that this edition does not show"),
        label=_("worry"),
    ),
]
DEPARTMENT = fields("title", "phone", "extension", "email", "is_welfare")
CATEGORY = [PreflightPanel(), *fields("title", "lead", "icon"), TranslationsPanel()]
QUESTION = [
    PreflightPanel(),
    *fields("title", "lead"),
    InlinePanel(
        "worries",
        panels=[*fields("text", "help_text", "urgency", "sensitive"), audience("audience"), FieldPanel("search_words")],
        heading=_("Worries"),
        label=_("worry"),
        help_text=_("Residents tick these lines. Their order here is the order in the handbook."),
    ),
    TranslationsPanel(),
]
OPENING = [
    MultiFieldPanel(
        fields("quick_hours", "closed_on_holidays", "closed_at_new_year", "hours"),
        heading=_("Hours"),
        help_text=_("From these, residents see whether it is open now. Leave them empty where you are not sure."),
    ),
    InlinePanel("weekly_hours", heading=_("Weekly hours"), label=_("span of hours")),
]
DESK = [
    PreflightPanel(),
    FieldPanel("title"),
    InlinePanel("phones", heading=_("Phones"), label=_("phone")),
    MultiFieldPanel(fields("desk_kinds", "served_wards", "never_for_sensitive"), heading=_("For what and for whom")),
    *OPENING,
    InlinePanel(
        "exceptions",
        heading=_("Days with other hours"),
        label=_("day"),
        help_text=_("For example closed for a move, or open on a Sunday in March. It goes before the weekly hours."),
    ),
    MultiFieldPanel(fields("address", "access", "accessibility", "languages", "note"), heading=_("Place")),
    MultiFieldPanel(
        fields("fax", "email", "web_page", "form_url", "chat_url", "sign_language"),
        heading=_("Other ways to make contact"),
    ),
    FieldPanel("search_words"),
    FRESHNESS,
    TranslationsPanel(),
]
PROGRAM = [
    PreflightPanel(),
    *fields("title", "inherit_title", "reading"),  # the reading belongs to the title
    *overlaid("alternate_name", "kind", "summary", "body"),
    MultiFieldPanel(
        [
            *overlaid("target", "benefit", "fiscal_year", "age_min", "age_max"),
            OverlayPanel("target_audience", widget=Checkboxes(choices=_audiences)),
        ],
        heading=_("For whom and what"),
    ),
    MultiFieldPanel(
        [
            *overlaid("how_to_apply", "deadline", "documents"),
            OverlayPanel("say", help_text=_("One sentence one can say on the phone or at the counter, without 「」.")),
            *overlaid("where_to_ask", "contact_without_phone"),
            FieldPanel("desk_kind"),
        ],
        heading=_("How to use it"),
    ),
    OverlayRows("desks", heading=_("Desks"), label=_("desk")),
    OverlayRows(
        "matches",
        panels=[FieldPanel("worry", widget=WorrySelect), *fields("effect", "weight", "reason")],
        heading=_("Worries that bring this program"),
        label=_("worry"),
        help_text=_("The reason stands on the resident's card, in the resident's words."),
    ),
    MultiFieldPanel(
        overlaid("official_url", "law", "ministry", "tags", "sensitive"),
        heading=_("Official page and legal basis"),
    ),
    OverlayRows("links", heading=_("Links"), label=_("link")),
    OverlayPanel("search_words"),
    MultiFieldPanel(fields("base", "change"), heading=_("Relation to the base edition")),
    FRESHNESS,
    TranslationsPanel(),
]
HOTLINE = [
    PreflightPanel(),
    *fields("title", "number", "kind"),
    *OPENING,
    *fields("cost", "languages", "for_whom", "notes", "official_url", "program", "on_top_page"),
    InlinePanel(
        "worries",
        panels=[FieldPanel("worry", widget=WorrySelect), FieldPanel("rank")],
        heading=_("Worries it belongs to"),
        label=_("worry"),
    ),
    FRESHNESS,
    TranslationsPanel(),
]
WORD_READING = fields("edition", "word", "reading")
EVERYDAY_WORD = fields("edition", "stems", "means")
CRISIS_WORD = [
    *fields("edition", "stems"),
    InlinePanel(
        "hotlines",
        panels=[FieldPanel("hotline")],
        heading=_("Hotlines"),
        label=_("hotline"),
        min_num=1,
        help_text=_("They stand above everything, in this order."),
    ),
]
SITUATION = [
    *fields("edition", "name", "note"),
    InlinePanel(
        "worries",
        panels=[FieldPanel("worry", widget=WorrySelect), FieldPanel("weighs_most")],
        heading=_("Who ticks these worries"),
        label=_("worry"),
        min_num=1,
    ),
    InlinePanel("entries", heading=_("Is shown, or never"), label=_("program")),
    *fields("hotline", "is_active"),
]
