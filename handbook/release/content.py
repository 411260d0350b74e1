"""What is live in an edition, as read from the database, and what it inherits; before any rule is applied."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from .inherited import Inherited


@dataclass
class Content:
    """Pages and rows are told apart by the names of kinds and relations only, so this file needs no model."""

    source: str  # the language entries are written in
    language: str  # the language wanted
    edition: Any
    languages: list[str]
    bases: list[str]  # keys, nearest first; as far as they are live
    wards: list[str]
    hidden: set[int]  # worries of the base that it does not show
    pages: dict[str, list[Any]]  # kind → live pages in the order of the tree
    rows: dict[str, dict[int, list[Any]]]  # relation → page id → rows
    confirmations: dict[int, Any]  # page id → the latest
    worry_numbers: dict[int, Any]
    program_numbers: dict[int, Any]
    everyday_words: list[Any] = field(default_factory=list)
    crisis_words: list[Any] = field(default_factory=list)
    readings: list[Any] = field(default_factory=list)
    other_names: dict[UUID, tuple[str, ...]] = field(default_factory=dict)  # what it is called in other languages
    situations: list[Any] = field(default_factory=list)  # also of the bases, with their rows
    below: Inherited | None = None  # from the base, in the language wanted
    below_in_source: Inherited | None = None
    translations: dict[UUID, Any] = field(default_factory=dict)  # of pages and of rows, the nearest there is
    spoken: dict[UUID, str] = field(default_factory=dict)  # language of each translation
    unchecked: set[UUID] = field(default_factory=set)  # translations that no person has approved
    desk_kinds: list[Any] = field(default_factory=list)
    public_holidays: Any = None
    draft_base: Any = None  # the base edition that is named but not published

    @property
    def kind_keys(self) -> dict[int, str]:
        return {kind.pk: kind.key for kind in self.desk_kinds}

    def below_page(self, kind: str, page: Any) -> list[Any]:
        return [one for one in self.pages[kind] if one.path.startswith(page.path)]

    def rows_of(self, relation: str, page: Any) -> list[Any]:
        return self.rows[relation].get(page.pk, [])

    def inherit(self, below: Inherited | None, below_in_source: Inherited | None) -> None:
        self.below = below and below.without(self.hidden)
        self.below_in_source = below_in_source and below_in_source.without(self.hidden)

    def lang(self, item: Any) -> str:
        """The language that the texts of a page or row will be in."""
        return self.spoken.get(item.translation_key, self.source)

    def speak(self, found: dict[UUID, Any], language: str) -> None:
        """Translations go before what was said so far. Rows are approved with their page."""
        self.translations |= found
        self.spoken |= dict.fromkeys(found, language)
        states = {key: getattr(item, "translated", "approved") for key, item in found.items()}
        drafts = {key for key, state in states.items() if state != "approved"}
        self.unchecked = (self.unchecked - found.keys()) | drafts

    def said(self, item: Any, names: Iterable[str]) -> dict[str, str]:
        """Texts of a page or row; where the translation is silent, the source speaks: better than a missing line."""
        translation = self.translations.get(item.translation_key)
        return {name: getattr(translation, name, "") or getattr(item, name) for name in names}

    def in_source(self, item: Any, names: Iterable[str]) -> tuple[str, ...]:
        """The texts that the source speaks because the translation is silent."""
        translation = self.translations.get(item.translation_key)
        silent = (name for name in names if translation is not None and not getattr(translation, name, ""))
        return tuple(name for name in silent if getattr(item, name))

    def said_in_one_language(self, item: Any, names: Iterable[str]) -> dict[str, str]:
        """The same for what may as well be missing: Japanese in the middle of another language helps nobody."""
        speaker = self.translations.get(item.translation_key, item)
        return {name: getattr(speaker, name) for name in names}

    def says_the_same(self, other: "Content") -> bool:
        """Languages that nothing is translated into yet: all of them show the same texts in which they fall back."""
        if self.source in (self.language, other.language):
            return False
        own = self.spoken == other.spoken and self.other_names == other.other_names
        return own and (self.below.says_the_same(other.below) if self.below else other.below is None)

    def in_source_language(self) -> "Content":
        unsaid = {"translations": {}, "spoken": {}, "unchecked": set(), "below": self.below_in_source}
        return Content(**{**self.__dict__, "language": self.source, **unsaid})


def without_worries(rows: dict[str, dict[int, list[Any]]], hidden: set[int]) -> dict[str, dict[int, list[Any]]]:
    """What an edition does not show of its base's checklist: what leads from it is left out."""
    left = {
        relation: {
            owner: [row for row in of_page if getattr(row, number) not in hidden]
            for owner, of_page in rows[relation].items()
        }
        for relation, number in (("worries", "number_id"), ("matches", "worry_id"), ("hotline_worries", "worry_id"))
    }
    return {**rows, **left}
