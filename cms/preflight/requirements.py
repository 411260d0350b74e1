"""What an entry needs, by kind. Each requirement looks at one thing and yields what has to be done."""

import re
from collections.abc import Callable

from django.utils.translation import gettext as _
from wagtail.models import Page

from cms.models import DeskPage, EditionPage, HotlinePage, HotlineWorry, ProgramPage, QuestionPage
from cms.models.programs import Change, Effect
from cms.models.questions import Urgency

from .looking import Entry, Findings
from .years import last_day

UNREACHABLE = re.compile(r"^(?:404|410|5\d\d|gone|dead|broken)", re.I)
PHONE_IN_TEXT = re.compile(r"(?<![\d-])0\d{1,4}-\d{1,4}-\d{3,4}(?![\d-])")
TEXTS_WITHOUT_PHONES = ("summary", "body", "target", "benefit", "how_to_apply", "documents", "say")
AMOUNT = re.compile(r"[0-9０-９][0-9０-９,，万千]*円")


def leads_somewhere(entry: Entry) -> Findings:
    if not entry.has_rows("desks") and not entry.said("where_to_ask"):
        yield entry.blocks("desks", _("Nobody can be asked. Choose a desk, or write the kind of desk."))


def has_a_source(entry: Entry) -> Findings:
    if not entry.own("source") and not (entry.base and entry.said("source")):
        yield entry.blocks("source", _("Write where these facts come from: an ordinance, a page, a department."))


def names_its_source(entry: Entry) -> Findings:
    """A desk is vouched for by the department that runs it, so that its source may go without saying."""
    if not entry.own("source"):
        yield entry.advises("source", _("Write where these facts come from: an ordinance, a page, a department."))


def year_is_current(entry: Entry) -> Findings:
    until = last_day(entry.said("fiscal_year"))
    if until and until < entry.today:
        yield entry.blocks(
            "fiscal_year",
            _("This year ended on %(date)s. Check the amounts and write the year in which they hold.")
            % {"date": f"{until:%Y-%m-%d}"},
        )
    elif not entry.said("fiscal_year") and AMOUNT.search(entry.own("benefit")):
        yield entry.advises("fiscal_year", _("The text names an amount. Write the fiscal year in which it holds."))


def page_opens(entry: Entry) -> Findings:
    if entry.own("official_url") and UNREACHABLE.match(entry.own("url_status")):
        yield entry.blocks(
            "official_url", _("This page did not open (%(status)s). Write the new address or leave it empty.")
            % {"status": entry.own("url_status")},
        )  # fmt: skip
    elif entry.own("official_url").startswith("http:"):
        yield entry.advises("official_url", _("Use the https:// address, so that nobody can read along."))


def desks_are_there(entry: Entry) -> Findings:
    for place, row in enumerate(entry.rows("desks", "desk")):
        if not row.desk.live and row.desk.first_published_at:
            text = _("“%(desk)s” is no longer shown. Choose another desk or remove the row.")
            yield entry.blocks("desks", text % {"desk": row.desk.title}, place, "desk")
        elif not row.desk.live or row.desk.has_unpublished_changes:
            text = _("“%(desk)s” has a draft of its own. Put it into the same proposal, or it stays as it was.")
            yield entry.advises("desks", text % {"desk": row.desk.title}, place, "desk")


def matches_have_reasons(entry: Entry) -> Findings:
    rows = entry.rows("matches", "worry")
    for place, row in enumerate(rows):
        if row.worry.retired_at:
            text = _("The worry “%(worry)s” is no longer offered. Choose another or remove the row.")
            yield entry.blocks("matches", text % {"worry": row.worry}, place, "worry")
        if row.effect != Effect.EXCLUDE and not (row.reason or "").strip():
            text = _("Say to the resident who ticked “%(worry)s” why this is shown.")
            yield entry.blocks("matches", text % {"worry": row.worry}, place, "reason")
    if not entry.has_rows("matches"):
        yield entry.advises("matches", _("No worry brings this program, so residents find it by search only."))


def links_are_whole(entry: Entry) -> Findings:
    for place, row in enumerate(entry.rows("links")):
        if not row.url:
            yield entry.blocks("links", _("The link leads nowhere. Write its address or remove the row."), place, "url")


def has_a_reading(entry: Entry) -> Findings:
    if entry.base is None and not entry.own("reading"):
        yield entry.advises("reading", _("Write how the title is read: it helps readers, search and reading aloud."))


def phones_stand_at_desks(entry: Entry) -> Findings:
    for name in TEXTS_WITHOUT_PHONES:
        if found := PHONE_IN_TEXT.search(entry.own(name)):
            text = _("Move the number %(number)s to a desk: there it can be dialled, and changed once for all entries.")
            yield entry.advises(name, text % {"number": found[0]})


def desk_can_be_reached(entry: Entry) -> Findings:
    others = ("fax", "email", "form_url", "chat_url", "web_page")
    if not entry.rows("phones") and not any(entry.own(name) for name in others):
        yield entry.blocks("phones", _("Nobody can reach this desk. Write a phone number or another way."))
    for place, row in enumerate(entry.rows("phones")):
        if "代表" in (row.label or ""):
            text = _("Give the direct line of the section where there is one, not the switchboard.")
            yield entry.advises("phones", text, place, "label")


def desk_has_hours(entry: Entry) -> Findings:
    if entry.rows("phones") and not entry.own("hours") and not entry.rows("weekly_hours"):
        yield entry.advises("hours", _("Write when somebody answers, so that nobody calls in vain."))


def hotline_can_be_reached(entry: Entry) -> Findings:
    if not entry.own("number") and not entry.own("official_url"):
        yield entry.blocks("number", _("Give a number, or the address of the chat or page."))
    if not entry.own("hours"):
        yield entry.advises("hours", _("Write when somebody answers, so that nobody calls in vain."))
    if not entry.rows("worries"):
        yield entry.advises("worries", _("No worry brings this number. Add those for which it stands first."))


def question_has_worries(entry: Entry) -> Findings:
    rows = entry.rows("worries")
    if not rows:
        yield entry.blocks("worries", _("A question page needs at least one worry to tick."))
    urgent = [(place, row) for place, row in enumerate(rows) if row.urgency == Urgency.EMERGENCY]
    numbers = [row.number_id for _place, row in urgent if row.number_id]
    served = set(HotlineWorry.objects.filter(worry__in=numbers).values_list("worry", flat=True)) if numbers else set()
    for place, row in urgent:
        if row.number_id not in served:
            text = _("“%(worry)s” is an emergency without a hotline. Add it to a hotline.")
            yield entry.blocks("worries", text % {"worry": row.text}, place, "urgency")


def edition_can_be_asked(entry: Entry) -> Findings:
    if not entry.own("contact_phone"):
        yield entry.advises("contact_phone", _("Write whom residents can ask about this handbook."))


Requirement = Callable[[Entry], Findings]

PROGRAM: tuple[Requirement, ...] = (
    leads_somewhere,
    has_a_source,
    year_is_current,
    page_opens,
    desks_are_there,
    matches_have_reasons,
    links_are_whole,
    has_a_reading,
    phones_stand_at_desks,
)
OF_KIND: dict[type[Page], tuple[Requirement, ...]] = {
    ProgramPage: PROGRAM,
    DeskPage: (desk_can_be_reached, names_its_source, desk_has_hours),
    HotlinePage: (hotline_can_be_reached, has_a_source, page_opens),
    QuestionPage: (question_has_worries,),
    EditionPage: (edition_can_be_asked,),
}


def of(page: Page) -> tuple[Requirement, ...]:
    """An entry that only hides its base entry says nothing, so nothing can be missing."""
    return () if getattr(page, "change", "") == Change.HIDE else OF_KIND.get(type(page), ())
