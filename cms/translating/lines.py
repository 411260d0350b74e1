"""A page as the lines that somebody translates: each with its Japanese, what is said so far, and the room there is."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import models
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page

from cms.models import ProgramPage, TranslationVersion
from cms.models.lines import TRANSLATED

from .texts import ROWS, TEXTS, texts

NEEDED = {"title", "lead", "summary", "organisation", "scope_label"}  # without these a translation cannot begin


@dataclass
class Line:
    place: str
    label: str
    japanese: str
    said: str = ""
    limit: int = 0
    was: str = ""  # the Japanese that the translation answers to, where it is another
    is_changed: bool = False
    field: models.Field | None = None

    @property
    def is_open(self) -> bool:
        return self.is_changed or not self.said

    def problems(self, text: str, locale: Locale) -> list[str]:
        """What the field itself refuses: too long, signs that break on other machines."""
        probe = self.field.model(locale=locale)
        try:
            self.field.clean(text, probe)
        except ValidationError as error:
            return list(error.messages)
        too_long = self.limit and len(text) > self.limit
        return [_("%(length)d characters; %(limit)d is the limit") % {"length": len(text), "limit": self.limit}] * bool(
            too_long
        )


def lines_of(original: Page, translation: Page | None, version: TranslationVersion | None) -> list[Line]:
    """In the order of the screen. A line that the Japanese no longer has is not translated any more."""
    said = texts(translation) if translation else {}
    now, answers_to = texts(original), version.answers_to if version else {}
    changed = set(version.changed) if version else set()
    found = []
    for place, label, field in _places(original):
        if place in now:
            was = answers_to.get(place, "") if place in changed else ""
            limit = _limit(original, field)
            found.append(Line(place, label, now[place], said.get(place, ""), limit, was, place in changed, field))
    return found


def _places(page: Page):
    """(place, what it is in Japanese, field)"""
    for name in TEXTS[type(page)]:
        yield name, _name_of(type(page), name), type(page)._meta.get_field(name)
    for relation, names in ROWS.get(type(page), {}).items():
        for number, row in enumerate(getattr(page, relation).all(), 1):
            for name in names:
                label = f"{_row_of(relation, row, number)}：{_name_of(type(row), name)}"
                yield f"{relation}.{row.translation_key}.{name}", label, type(row)._meta.get_field(name)


def _name_of(model: type[models.Model], name: str) -> str:
    return _("Name") if name == "title" else str(model._meta.get_field(name).verbose_name)


def _row_of(relation: str, row: models.Model, number: int) -> str:
    if relation == "matches":
        return f"「{row.worry.label}」"
    return f"{_('worry') if relation == 'worries' else _('link')} {number}"


def _limit(page: Page, field: models.Field) -> int:
    """A translation may take more room than the Japanese; how much more stands in cms.models.lines."""
    if field.name == "title":
        return page.title_limit * TRANSLATED
    if limit := getattr(field, "limit", 0):
        return limit * TRANSLATED
    limits = [check.limit_value for check in field.validators if isinstance(check, MaxLengthValidator)]
    return min([field.max_length or 0, *limits])


def needed(original: Page) -> set[str]:
    """Lines without which no translation can begin."""
    own = NEEDED if not isinstance(original, ProgramPage) or original.change == "own" else set()
    return own & texts(original).keys()
