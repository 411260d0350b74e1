"""Puts the requirements, the limits and the wording together for one page."""

import datetime
from collections.abc import Iterator

from django.core.validators import MaxLengthValidator
from django.db import models
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page

from cms.models import EasierWord, EditionLanguage, EditionPage
from cms.models.lines import limit_for
from cms.models.programs import Change
from cms.reading.rows import RELATIONS
from cms.reading.values import STAFF, STEERS, fields_of

from . import requirements
from .findings import Finding, Level
from .looking import Entry
from .wording import remarks

# Names, numbers and laws are not sentences; hours and years have rules of their own.
NO_PROSE = {
    "alternate_name",
    "contact_hours",
    "contact_name",
    "fax",
    "fiscal_year",
    "hours",
    "label",
    "law",
    "ministry",
    "name",
    "number",
    "organisation",
    "reading",
    "scope_label",
    "target_audience",
    "audience",
}


def inspect(page: Page, today: datetime.date | None = None) -> list[Finding]:
    """Blockers first; within a level in the order of the requirements, then of the fields."""
    entry = Entry(page, today) if today else Entry(page)
    found = [finding for requirement in requirements.of(page) for finding in requirement(entry)]
    found += [*_limits(entry), *_wording(entry), *_translations(entry)]
    return sorted(found, key=lambda finding: finding.level != Level.BLOCKER)


def _limits(entry: Entry) -> Iterator[Finding]:
    """A draft may be longer than residents should read, and so may what got in from elsewhere."""
    title_limit = limit_for(entry.page, getattr(entry.page, "title_limit", 255))
    for name, row, column, text in _texts(entry):
        field = entry.model_field(name, column)
        limit = title_limit if name == "title" else _limit(field, entry.page)
        if limit and len(text) > limit:
            message = _("%(length)d characters; at most %(limit)d. Shorten it by %(over)d.")
            over = {"length": len(text), "limit": limit, "over": len(text) - limit}
            yield entry.blocks(name, message % over, row, column)


def _limit(field: models.Field, page: Page) -> int | None:
    if own := getattr(field, "limit", None):
        return limit_for(page, own)
    limits = [check.limit_value for check in field.validators if isinstance(check, MaxLengthValidator)]
    return min([limit for limit in (*limits, field.max_length) if limit], default=None)


def _wording(entry: Entry) -> Iterator[Finding]:
    """A word of the title is a name that the resident needs, however official."""
    easier = [pair for pair in EasierWord.objects.longest_first() if pair[0] not in entry.said("title")]
    for name, row, column, text in _texts(entry):
        if (column or name) not in NO_PROSE | {"title"}:
            for remark in remarks(text, easier):
                yield entry.advises(name, remark, row, column)


def _texts(entry: Entry) -> Iterator[tuple[str, int | None, str, str]]:
    """Every text of the page itself that residents read, as field, row, field of the row, text."""
    yield "title", None, "", entry.page.title
    for field in fields_of(type(entry.page)):
        if _is_text(field) and field.name not in STAFF | STEERS:
            yield field.name, None, "", getattr(entry.page, field.name) or ""
    for kind in RELATIONS.get(type(entry.page), ()):
        model = entry.page._meta.get_field(kind.relation).related_model
        columns = [name for name in kind.names if _is_text(model._meta.get_field(name))]
        for place, row in enumerate(entry.rows(kind.relation)) if columns else ():
            for column in columns:
                yield kind.relation, place, column, getattr(row, column) or ""


def _is_text(field: models.Field) -> bool:
    is_text = isinstance(field, models.CharField | models.TextField)
    return is_text and not field.choices and not isinstance(field, models.URLField | models.EmailField)


def _translations(entry: Entry) -> Iterator[Finding]:
    """Of the languages that the edition itself is translated into, those in which the page is not. Advice: the
    translators' turn comes after the decision.
    """
    page = entry.page
    is_hidden = getattr(page, "change", "") == Change.HIDE
    if not page.pk or not page.path or not page.locale.is_default or is_hidden:
        return
    edition = EditionPage.objects.filter(path=page.path[: 2 * page.steplen])
    offered = EditionLanguage.objects.filter(edition__in=edition).values("locale")
    spoken = _translated(edition.values("translation_key")).filter(pk__in=offered)
    done = _translated([page.translation_key])
    missing = spoken.exclude(pk__in=done.values("pk")).order_by("language_code")
    names = "、".join(str(locale.get_display_name()) for locale in missing)
    if names:
        yield entry.advises("title", _("Not translated yet: %(languages)s") % {"languages": names})


def _translated(keys) -> models.QuerySet[Locale]:
    pages = Page.objects.filter(translation_key__in=keys, alias_of=None)
    return Locale.objects.filter(pk__in=pages.values("locale"))
