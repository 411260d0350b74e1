"""An entry as the requirements look at it: what residents would read, with the base entry's text where the entry itself
is silent, and its rows with the names they point to.
"""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import Field, Model, prefetch_related_objects
from django.utils import timezone
from wagtail.models import Page

from cms.reading.rows import RELATIONS

from .findings import Finding, Level


@dataclass
class Entry:
    page: Page
    today: datetime.date = field(default_factory=timezone.localdate)

    @cached_property
    def base(self) -> Page | None:
        return getattr(self.page, "base", None)

    def said(self, name: str) -> str:
        """The text that residents get."""
        return (getattr(self.page, name) or (getattr(self.base, name, "") if self.base else "") or "").strip()

    def own(self, name: str) -> str:
        return (getattr(self.page, name) or "").strip()

    def rows(self, relation: str, related: str = "") -> list[Model]:
        """The page's own rows, with what they point to fetched at once."""
        rows = list(getattr(self.page, relation).all())
        if related and rows:
            prefetch_related_objects(rows, related)
        return rows

    def has_rows(self, relation: str) -> bool:
        """Own ones, or those that an adaptation takes over from its base."""
        return bool(self.rows(relation)) or (self.base is not None and getattr(self.base, relation).exists())

    def model_field(self, name: str, column: str = "") -> Field:
        found = self.page._meta.get_field(name)
        return found.related_model._meta.get_field(column) if column else found

    def blocks(self, name: str, text: str, row: int | None = None, column: str = "") -> Finding:
        return self._finding(Level.BLOCKER, name, text, row, column)

    def advises(self, name: str, text: str, row: int | None = None, column: str = "") -> Finding:
        return self._finding(Level.ADVICE, name, text, row, column)

    def _finding(self, level: Level, name: str, text: str, row: int | None, column: str) -> Finding:
        labels = {kind.relation: kind.label for kind in RELATIONS.get(type(self.page), ())}
        label = str(labels.get(name) or self.model_field(name).verbose_name)
        return Finding(level, str(text), name, label, row, column, is_of_rows=name in labels)


Findings = Iterator[Finding]
