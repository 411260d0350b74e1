"""One wanted page → a live page with its history."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import models
from django.db.models.signals import post_save
from django.utils import timezone
from modelsearch.backends import get_search_backends
from modelsearch.signal_handlers import post_save_signal_handler as index_for_search
from wagtail.log_actions import log
from wagtail.models import Locale, Page, ReferenceIndex
from wagtail.signal_handlers import disable_reference_index_auto_update
from wagtail.signals import page_published

from cms.models import Worry

from .wanted import Ref, Wanted


def create(wanted: Wanted, made: dict[Ref, models.Model], locale: Locale) -> Page:
    """Written live at once: publishing a revision in a second step would write the page and all its rows again."""
    now = timezone.now()
    page = wanted.model(slug=wanted.slug, locale=locale, live=True, first_published_at=now, last_published_at=now)
    if wanted.translates:
        page.translation_key = made[wanted.translates].translation_key
    _fill(page, wanted, made, locale)
    made[wanted.parent].add_child(instance=page)
    page.live_revision = page.save_revision(clean=False, changed=False, log_action="wagtail.create")
    Page.objects.filter(pk=page.pk).update(live_revision=page.live_revision)
    log(page, "wagtail.publish", revision=page.live_revision)
    page_published.send(sender=type(page), instance=page, revision=page.live_revision)
    return page


def update(page: Page, wanted: Wanted, made: dict[Ref, models.Model], locale: Locale) -> None:
    _fill(page, wanted, made, locale)
    page.save_revision(log_action=True).publish()


@contextmanager
def indexed_once() -> Iterator[list[Page]]:
    """Pages put into the list enter the search and reference indexes at the end, and not at every save of every row."""
    pages: list[Page] = []
    searched = [model for model in _descendants(Page) if post_save.disconnect(index_for_search, sender=model)]
    try:
        with disable_reference_index_auto_update():
            yield pages
    finally:
        for model in searched:
            post_save.connect(index_for_search, sender=model)
    _index(pages)


def _descendants(model: type[models.Model]) -> list[type[models.Model]]:
    return [model, *(below for child in model.__subclasses__() for below in _descendants(child))]


def _index(pages: list[Page]) -> None:
    by_model: dict[type[Page], list[Page]] = {}
    for page in pages:
        ReferenceIndex.create_or_update_for_object(page)
        by_model.setdefault(type(page), []).append(page)
    for backend in get_search_backends(with_auto_update=True):
        for model, indexed in by_model.items():
            backend.add_bulk(model, indexed)


def _fill(page: Page, wanted: Wanted, made: dict[Ref, models.Model], locale: Locale) -> None:
    for name, value in wanted.fields.items():
        setattr(page, name, _resolved(value, made))
    for relation, rows in wanted.rows.items():
        model = page._meta.get_field(relation).related_model
        filled = [_row(model, values, made, locale) for values in rows]
        if relation == "worries" and model is Worry:
            _recognise(filled, page, made.get(wanted.translates))
        setattr(page, relation, filled)


def _row(model: type[models.Model], values: dict[str, object], made: dict, locale: Locale) -> models.Model:
    row = model(**{name: _resolved(value, made) for name, value in values.items()})
    if hasattr(model, "translation_key"):
        row.locale = locale
    return row


def _recognise(rows: list[Worry], page: Page, original: Page | None) -> None:
    """A worry stays the same row when its page is written again, and its translations answer to it by its key."""
    present = {row.number_id: row for row in page.worries.all()} if page.pk else {}
    keys = {row.number_id: row.translation_key for row in original.worries.all()} if original else {}
    for place, row in enumerate(rows):
        row.sort_order = place if present else None
        if row.number_id in present:
            row.pk, row.translation_key = present[row.number_id].pk, present[row.number_id].translation_key
        elif row.number_id in keys:
            row.translation_key = keys[row.number_id]


def _resolved(value: object, made: dict[Ref, models.Model]) -> object:
    return made[value] if isinstance(value, Ref) else value
