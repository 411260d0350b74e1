"""What entries, categories and worries are called in their other languages: they are found by these names in all."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from .models import CategoryPage, EditionPage, ProgramPage, QuestionPage, Worry


@dataclass(frozen=True)
class Name:
    language: str
    key: UUID  # the translation key of what is called so
    text: str


def names(chain: Iterable[EditionPage]) -> list[Name]:
    """Of everything in an edition and its bases, in all languages, read once."""
    inside = Q()
    for edition in EditionPage.objects.filter(translation_key__in=[page.translation_key for page in chain]):
        inside |= Q(path__startswith=edition.path)
    pages = {"live": True, "alias_of": None}
    of = ("locale__language_code", "translation_key")
    questions = QuestionPage.objects.filter(inside, **pages)
    found = [
        *ProgramPage.objects.filter(inside, **pages).order_by("path").values_list(*of, "title"),
        *ProgramPage.objects.filter(inside, **pages).order_by("path").values_list(*of, "alternate_name"),
        *CategoryPage.objects.filter(inside, **pages).order_by("path").values_list(*of, "title"),
        *Worry.objects.filter(page__in=questions).order_by("pk").values_list(*of, "text"),
    ]
    return [Name(*name) for name in found if name[2]]


def other_names(names: Iterable[Name], language: str) -> dict[UUID, tuple[str, ...]]:
    """Translation key → what it is called in every language but this one."""
    found: dict[UUID, tuple[str, ...]] = {}
    for name in names:
        if _other(name.language, language) and name.text not in found.get(name.key, ()):
            found[name.key] = (*found.get(name.key, ()), name.text)
    return found


def _other(code: str, language: str) -> bool:
    """Easy Japanese says the same in the same script, so it would only add weight."""
    return not f"{code}-".startswith(f"{language}-") and not f"{language}-".startswith(f"{code}-")
