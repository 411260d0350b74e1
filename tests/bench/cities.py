"""Simulated cities on the national edition of the starter, written as rows: through the models it would take hours."""

import uuid
from collections.abc import Iterable, Iterator
from itertools import cycle, islice
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.db.models import Max
from django.db.models.sql import InsertQuery
from django.utils import timezone
from wagtail.models import Locale, Page

from cms.models import DepartmentPage, EditionPage, ProgramMatch, ProgramNumber, ProgramPage

OWN, ADAPTED = 150, 50  # entries of each city
A_STATEMENT = 300  # rows
TEXTS = ("kind", "summary", "body", "target", "benefit", "how_to_apply", "documents", "where_to_ask", "say")


class Cities:
    def __init__(self, base: EditionPage):
        self.base, self.now, self.locale = base, timezone.now(), Locale.get_active()
        self.root = Page.get_first_root_node()
        self.next_page = Page.objects.aggregate(last=Max("pk"))["last"] + 1
        self.next_number = ProgramNumber.objects.aggregate(last=Max("pk"))["last"] + 1
        self.place = self.root.numchild
        national = ProgramPage.objects.live().filter(path__startswith=base.path).prefetch_related("matches")
        self.national = list(national)

    def found(self, count: int, first: int = 0) -> list[str]:
        """Their keys."""
        with transaction.atomic():
            keys = [self._city(number) for number in range(first, first + count)]
            Page.objects.filter(pk=self.root.pk).update(numchild=self.place)
        return keys

    def _city(self, number: int) -> str:
        key, name = f"city-{number:04}", f"市{number:04}"
        self.place += 1
        facts = {"organisation": name, "scope_label": name, "base_id": self.base.pk}
        city = self._page(EditionPage, None, self.place, key, f"{name}の手引き", numchild=1, **facts)
        folder = self._page(DepartmentPage, city, 1, "fukushi", "福祉課", numchild=OWN + ADAPTED, is_welfare=True)
        sources = islice(cycle(self.national), OWN)
        own = [self._own(folder, place, source, name) for place, source in enumerate(sources, 1)]
        changed = [
            self._adapted(folder, OWN + place, source) for place, source in enumerate(self.national[:ADAPTED], 1)
        ]
        numbers = [page.number for page in own]
        for rows in ([city], [folder], numbers, own, changed):
            insert(rows)
        insert(
            [match for page, source in zip(own, cycle(self.national), strict=False) for match in _matches(page, source)]
        )
        return key

    def _page(self, model: type[Page], parent: Page | None, place: int, slug: str, title: str, **fields: Any) -> Page:
        above = parent or self.root
        self.next_page += 1
        return model(
            pk=self.next_page, id=self.next_page, path=Page._get_path(above.path, above.depth + 1, place),
            depth=above.depth + 1, slug=slug, url_path=f"{above.url_path}{slug}/", title=title, draft_title=title,
            live=True, first_published_at=self.now, last_published_at=self.now, locale=self.locale,
            translation_key=uuid.uuid4(), content_type=ContentType.objects.get_for_model(model), **fields,
        )  # fmt: skip

    def _own(self, folder: Page, place: int, source: ProgramPage, name: str) -> Page:
        self.next_number += 1
        texts = {field: getattr(source, field) for field in TEXTS}
        title = f"{name} {source.title}"[:40]
        number = ProgramNumber(pk=self.next_number, label=title)
        page = self._page(ProgramPage, folder, place, f"own-{place}", title, **texts)
        page.number = number
        return page

    def _adapted(self, folder: Page, place: int, source: ProgramPage) -> Page:
        said = {"change": "adapt", "base_id": source.pk, "number_id": source.number_id, "documents": "市の申請書"}
        return self._page(ProgramPage, folder, place, f"adapted-{place}", source.title, **said)


def _matches(page: ProgramPage, source: ProgramPage) -> Iterator[ProgramMatch]:
    for row in source.matches.all()[:3]:
        columns = {name: getattr(row, name) for name in ("worry_id", "effect", "weight", "reason", "sort_order")}
        yield ProgramMatch(page_id=page.pk, locale_id=row.locale_id, translation_key=uuid.uuid4(), **columns)


def insert(rows: Iterable[models.Model]) -> None:
    """bulk_create does not know of models in two tables."""
    rows = list(rows)
    for model in [*reversed([m for m in type(rows[0]).__mro__ if _has_table(m)])]:
        fields = [field for field in model._meta.local_concrete_fields if not _is_counted(field)]
        for start in range(0, len(rows), A_STATEMENT):
            query = InsertQuery(model)
            query.insert_values(fields, rows[start : start + A_STATEMENT], raw=True)
            query.get_compiler(using="default").execute_sql()


def _has_table(model: type) -> bool:
    return (
        isinstance(model, type)
        and issubclass(model, models.Model)
        and hasattr(model, "_meta")
        and (not model._meta.abstract)
    )


def _is_counted(field: models.Field) -> bool:
    return field.primary_key and field.model is ProgramMatch
