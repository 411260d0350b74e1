"""Translated lines → a draft of the translated page. Residents read it once it is released."""

from django.db import models, transaction
from wagtail.models import Locale, Page

from cms.models import TranslationVersion

from .lines import needed
from .texts import ROWS, TEXTS, texts
from .versions import Texts, changed


def translation_of(original: Page, locale: Locale) -> Page | None:
    """As it was written last; what stands in for a translation, a copy in Japanese, is none."""
    found = original.get_translation_or_none(locale)
    return None if found is None or found.alias_of_id else found.specific.get_latest_revision_as_object()


def version_of(page: Page | None) -> TranslationVersion | None:
    return TranslationVersion.objects.filter(revision=page.latest_revision_id).first() if page else None


@transaction.atomic
def write(original: Page, locale: Locale, said: Texts, user, is_machine: bool = False, still_fits=()) -> Page:
    """`said`: place → text; other lines stay as they are. `still_fits`: places whose old translation is right still."""
    page = translation_of(original, locale) or _begun(original, locale, said)
    for place, text in said.items():
        if "." not in place:
            setattr(page, place, text)
    for relation in ROWS.get(type(original), {}):
        _write_rows(original, page, relation, said)
    revision = page.save_revision(user=user, clean=False)
    version, now = revision.translation, texts(original)
    written = {place for place, text in said.items() if text or "." not in place}
    version.answers_to |= {place: text for place, text in now.items() if place in still_fits or place in written}
    version.changed = changed(version.answers_to, now)
    version.is_machine = version.is_machine or is_machine
    version.save()
    return page


def _begun(original: Page, locale: Locale, said: Texts) -> Page:
    """Nobody shall take the Japanese for a translation, so what is not translated is empty."""
    missing = needed(original) - {place for place, text in said.items() if text}
    if missing:
        raise ValueError(f"no translation can begin without {', '.join(sorted(missing))}")
    alias = original.get_translation_or_none(locale)
    if alias is not None:  # it may be the folder of translations, so it stays where it is
        Page.objects.filter(pk=alias.pk).update(alias_of=None, live=False, has_unpublished_changes=True)
        page = type(original).objects.get(pk=alias.pk)
    else:
        page = original.copy_for_translation(locale, copy_parents=True).specific
    for name in TEXTS[type(original)]:
        if name != "title":
            setattr(page, name, "")
    for relation in ROWS.get(type(original), {}):
        setattr(page, relation, [])
    return page


def _write_rows(original: Page, page: Page, relation: str, said: Texts) -> None:
    """Rows that are translated; each answers to the row of the original by its key."""
    there = {str(row.translation_key): row for row in getattr(page, relation).all()}
    names, rows = ROWS[type(original)][relation], []
    for source in getattr(original, relation).all():
        key = str(source.translation_key)
        row = there.get(key) or _new_row(source, page, names)
        for name in names:
            setattr(row, name, said.get(f"{relation}.{key}.{name}", getattr(row, name)))
        if any(getattr(row, name) for name in names):
            rows.append(row)
    setattr(page, relation, rows)


def _new_row(source: models.Model, page: Page, texts: tuple[str, ...]) -> models.Model:
    kept = {
        field.attname: getattr(source, field.attname)
        for field in source._meta.concrete_fields
        if not field.primary_key and field.name not in {"page", "locale", *texts}
    }
    return type(source)(**kept, locale=page.locale)
