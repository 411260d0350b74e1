"""What entries, categories and worries are called in their other languages: they are found by these names in all."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q
from wagtail.models import Locale

from .models import CategoryPage, EditionPage, ProgramPage, QuestionPage, Worry


def other_names(chain: Iterable[EditionPage], language: str) -> dict[UUID, tuple[str, ...]]:
    """Translation key → names in every language but this one. `chain` is an edition and its bases."""
    inside = Q()
    for edition in EditionPage.objects.filter(translation_key__in=[page.translation_key for page in chain]):
        inside |= Q(path__startswith=edition.path)
    others = {"locale__in": [locale for locale in Locale.objects.all() if _other(locale.language_code, language)]}
    pages = {"live": True, "alias_of": None, **others}
    questions = QuestionPage.objects.filter(inside, **pages)
    named = [
        *ProgramPage.objects.filter(inside, **pages).order_by("path").values_list("translation_key", "title"),
        *ProgramPage.objects.filter(inside, **pages).order_by("path").values_list("translation_key", "alternate_name"),
        *CategoryPage.objects.filter(inside, **pages).order_by("path").values_list("translation_key", "title"),
        *Worry.objects.filter(page__in=questions, **others).order_by("pk").values_list("translation_key", "text"),
    ]
    found: dict[UUID, tuple[str, ...]] = {}
    for key, name in named:
        if name and name not in found.get(key, ()):
            found[key] = (*found.get(key, ()), name)
    return found


def _other(code: str, language: str) -> bool:
    """Easy Japanese says the same in the same script, so it would only add weight."""
    return not f"{code}-".startswith(f"{language}-") and not f"{language}-".startswith(f"{code}-")
