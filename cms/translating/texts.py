"""What is translated of a page: its texts and those of its rows, and nothing that is a fact."""

import re
from collections.abc import Iterable

from django.conf import settings
from wagtail.models import Page

from cms.models import CategoryPage, DeskPage, EditionPage, HotlinePage, ProgramPage, QuestionPage

TEXTS: dict[type[Page], tuple[str, ...]] = {
    EditionPage: ("title", "organisation", "scope_label", "notice", "about", "contact_name", "contact_hours"),
    CategoryPage: ("title", "lead"),
    QuestionPage: ("title", "lead"),
    ProgramPage: settings.PROGRAM_TEXTS,
    DeskPage: ("title", "hours", "sign_language", "address", "access", "accessibility", "languages", "note"),
    HotlinePage: ("title", "hours", "cost", "languages", "for_whom", "notes"),
}
READING = re.compile(r"\{([^{}|]+)\|[ぁ-ゖー]+\}")  # {市場|いちば}: how a word is read is nothing to translate
ROWS: dict[type[Page], dict[str, tuple[str, ...]]] = {
    QuestionPage: {"worries": ("text", "help_text")},
    ProgramPage: {"matches": ("reason",), "links": ("label",)},
}


def _keeps_title(page: Page) -> bool:
    return isinstance(page, ProgramPage) and page.change == "adapt" and page.inherit_title


def own_texts(page: Page) -> dict[str, str]:
    """Field → text, empty ones left out. An adaptation under the base entry's title has none of its own."""
    names = TEXTS[type(page)][1:] if _keeps_title(page) else TEXTS[type(page)]
    return {name: READING.sub(r"\1", text) for name in names if (text := getattr(page, name))}


def row_texts(relation: str, names: Iterable[str], rows: Iterable) -> dict[str, str]:
    """“relation.translation key.field” → text."""
    return {
        f"{relation}.{row.translation_key}.{name}": READING.sub(r"\1", text)
        for row in rows
        for name in names
        if (text := getattr(row, name))
    }


def texts(page: Page) -> dict[str, str]:
    """All texts of a page by their place in it; places are the same in every language."""
    rows = {
        place: text
        for relation, names in ROWS.get(type(page), {}).items()
        for place, text in row_texts(relation, names, getattr(page, relation).all()).items()
    }
    return own_texts(page) | rows
