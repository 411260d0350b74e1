"""What the data files ask for: unsaved pages, described so that they can be compared with the pages that exist."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from django.conf import settings
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import models
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page

from .tables import Problem, Row


class Ref(NamedTuple):
    """Another thing of the data files by its key; known by id only when that thing has been saved."""

    kind: str  # a number ("worry", "program") or a page ("desk", "program page", …)
    key: str


@dataclass
class Wanted:
    """One page with its child rows, as a row of a data file wants it."""

    ref: Ref
    parent: Ref
    model: type[Page]
    slug: str
    fields: dict[str, object]
    rows: dict[str, list[dict[str, object]]] = field(default_factory=dict)
    source: Row | None = None
    columns: dict[str, str] = field(default_factory=dict)  # field → column, where the names differ
    row_sources: dict[str, list[Row]] = field(default_factory=dict)
    translates: Ref | None = None
    language: str = ""  # of a translation

    def references(self) -> Iterator[Ref]:
        yield self.parent
        if self.translates:
            yield self.translates
        for values in [self.fields, *(row for rows in self.rows.values() for row in rows)]:
            yield from (value for value in values.values() if isinstance(value, Ref))

    def content(self, made: dict[Ref, models.Model]) -> dict[str, object]:
        """What the page and its rows hold in the end, with ids in the place of references."""
        rows = {name: [_settled(row, made) for row in rows] for name, rows in self.rows.items()}
        return _settled(self.fields, made) | rows

    def problems(self) -> Iterator[Problem]:
        """Whatever the admin would refuse as well: the model's own rules, asked of the unsaved objects."""
        if self.source is None:
            return
        locale = Locale(language_code=self.language or settings.LANGUAGE_CODE, pk=0)
        page = self.model(slug=self.slug, locale=locale, **_plain(self.fields))
        yield from _refusals(page, self.source, self.columns, set(self.fields))
        for relation, rows in self.rows.items():
            child = self.model._meta.get_field(relation).related_model
            for values, source in zip(rows, self.row_sources.get(relation) or [self.source] * len(rows), strict=True):
                row = child(**_plain(values))
                if hasattr(row, "translation_key"):
                    row.locale = locale
                yield from _refusals(row, source, self.columns, set(values))


def _settled(values: dict[str, object], made: dict[Ref, models.Model]) -> dict[str, object]:
    return {name: made[value].pk if isinstance(value, Ref) else value for name, value in values.items()}


def _plain(values: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in values.items() if not isinstance(value, Ref)}


def _refusals(instance, source: Row, columns: dict[str, str], names: set[str]) -> Iterator[Problem]:
    unchecked = {item.name for item in instance._meta.fields if item.name not in names or item.is_relation}
    messages: dict[str, list[str]] = {}
    for check in (lambda: instance.clean_fields(exclude=unchecked), instance.clean):
        try:
            check()
        except ValidationError as error:
            for name, found in error.message_dict.items():
                messages.setdefault(name, found)
    for name, found in messages.items():
        if name in names and name not in unchecked:
            yield source.problem(columns.get(name, name), " ".join(found) + _allowed(instance, name))


def _allowed(instance, name: str) -> str:
    try:
        choices = instance._meta.get_field(name).choices
    except FieldDoesNotExist:
        return ""
    return " " + _("Allowed: %s.") % ", ".join(str(value) for value, _label in choices) if choices else ""
