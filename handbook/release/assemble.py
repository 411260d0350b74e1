"""Gathered content → a Release, in the order and the language in which residents get it."""

from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from . import readings, words
from .content import Content
from .desks import DesksOfKinds, desks_of
from .entries import audience, hotline, program_draft
from .overlay import MIXED, Overlay, resolve
from .schema import (
    Category,
    Contact,
    DeskKind,
    Edition,
    Match,
    Program,
    PublicHolidays,
    Question,
    Release,
    Tombstones,
    Worry,
)
from .situations import Situation, situations_of

EDITION_TEXTS = ("title", "organisation", "scope_label", "about", "notice")


@dataclass
class Assembled:
    """A Release that nobody has looked at yet, with the places where staff can put right what is wrong in it."""

    release: Release
    overlay: Overlay
    pages: dict[tuple[str, Any], int] = field(default_factory=dict)  # ("worry", 12) → page id
    names: dict[tuple[str, Any], str] = field(default_factory=dict)  # also of what the Release lacks
    draft_base: str = ""
    situations: tuple[Situation, ...] = ()


def assemble(content: Content) -> Assembled:
    overlay = resolve_programs(content)
    desks = desks_of(content)
    of_kind = DesksOfKinds(content, desks)
    drafts = [replace(draft.program, desks=of_kind.after_those_named(draft.program)) for draft in overlay.drafts]
    programs = tuple(_placed(content, program, place) for place, program in enumerate(drafts, 1))
    hotlines = tuple(hotline(content, page) for _, page in content.nearest_first("hotline"))
    hotlines = tuple(replace(line, program=None) if line.program in overlay.hidden else line for line in hotlines)
    worries = _hotlines_of_worries(content)
    categories = _categories(content, worries)
    release = Release(
        edition=_edition(content),
        language=content.language,
        categories=categories,
        programs=programs,
        desks=desks,
        hotlines=hotlines,
        matches=_matches(overlay),
        everyday_words=words.everyday(content),
        crisis_words=words.crisis(content),
        desk_kinds=tuple(DeskKind(kind.key, kind.name) for kind in content.desk_kinds),
        public_holidays=content.public_holidays or PublicHolidays(),
    )
    release = replace(release, tombstones=_tombstones(content, release))
    release = readings.told(content, release)
    return Assembled(
        release,
        overlay,
        pages=_pages(content, overlay),
        names=_names(content),
        draft_base=content.draft_base.title if content.draft_base else "",
        situations=situations_of(content),
    )


def _placed(content: Content, program: Program, place: int) -> Program:
    called = content.other_names.get(UUID(program.key), ())
    return replace(program, order=place, search_words=program.search_words + called)


def resolve_programs(content: Content) -> Overlay:
    """The overlay in the language wanted; a card that is translated only in part falls back as a whole."""
    overlay = _overlay(content)
    if all(draft.program.lang != MIXED for draft in overlay.drafts):
        return overlay
    source = {draft.program.id: draft for draft in _overlay(content.in_source_language()).drafts}
    whole = tuple(source[draft.program.id] if draft.program.lang == MIXED else draft for draft in overlay.drafts)
    return replace(overlay, drafts=whole)


def _overlay(content: Content) -> Overlay:
    return resolve(
        [
            [program_draft(content, edition, page) for page in content.of("program", edition)]
            for edition in content.editions
        ]
    )


def _edition(content: Content) -> Edition:
    page = content.editions[0]
    contact = content.said(page, ("contact_name", "contact_hours"))
    return Edition(
        key=page.slug,
        **content.said(page, EDITION_TEXTS),
        municipality_code=page.municipality_code,
        bases=tuple(content.bases),
        theme_colour=page.theme_colour,
        exit_url=page.exit_url,
        contact=Contact(contact["contact_name"], page.contact_phone, contact["contact_hours"]),
        is_public=page.is_public,
        wards=tuple(content.wards),
        languages=tuple(content.languages),
    )


def _categories(content: Content, hotlines: dict[int, tuple[int, ...]]) -> tuple[Category, ...]:
    """The base's first. A category under the address of a base category adds its question pages to that one."""
    merged: dict[str, tuple[Any, list[Question]]] = {}
    for edition in reversed(content.editions):
        for page in content.of("category", edition):
            questions = [_question(content, question, hotlines) for question in content.of("question", page)]
            merged.setdefault(page.slug, (page, []))[1].extend(question for question in questions if question.worries)
    filled = [(page, questions) for page, questions in merged.values() if questions]
    return tuple(
        Category(
            id=place,
            key=page.slug,
            **content.said(page, ("title", "lead")),
            icon=page.icon,
            questions=tuple(questions),
            search_words=content.other_names.get(page.translation_key, ()),
            lang=content.lang(page),
        )
        for place, (page, questions) in enumerate(filled, 1)
    )


def _question(content: Content, page: Any, hotlines: dict[int, tuple[int, ...]]) -> Question:
    worries = tuple(
        Worry(
            id=row.number_id,
            text=content.said(row, ("text",))["text"],
            help=content.said(row, ("help_text",))["help_text"],
            urgency=row.urgency,
            sensitive=row.sensitive,
            audience=audience(row.audience),
            hotlines=hotlines.get(row.number_id, ()),
            search_words=(*row.search_words.split(), *content.other_names.get(row.translation_key, ())),
            lang=content.lang(row),
        )
        for row in content.rows_of("worries", page)
        if row.number_id
    )
    return Question(**content.said(page, ("title", "lead")), worries=worries, lang=content.lang(page))


def _hotlines_of_worries(content: Content) -> dict[int, tuple[int, ...]]:
    """Worry → places of its hotlines: by rank, then own before base, then the order of the tree."""
    ranked: dict[int, dict[int, int]] = {}
    for place, (_, page) in enumerate(content.nearest_first("hotline")):
        for row in content.rows_of("hotline_worries", page):
            ranks = ranked.setdefault(row.worry_id, {})
            ranks[place] = min(row.rank, ranks.get(place, row.rank))
    return {worry: tuple(sorted(ranks, key=lambda place: (ranks[place], place))) for worry, ranks in ranked.items()}


def _matches(overlay: Overlay) -> tuple[Match, ...]:
    """One for each worry, program and effect, the first one written; sorted, so that moving rows changes nothing."""
    found: dict[tuple[int, int, str], Match] = {}
    for draft in overlay.drafts:
        for match in draft.matches:
            match = replace(match, program=draft.program.id)
            found.setdefault((match.worry, match.program, match.effect), match)
    return tuple(found[key] for key in sorted(found))


def _tombstones(content: Content, release: Release) -> Tombstones:
    return Tombstones(
        worries=_successors(content.worry_numbers, set(release.worries)),
        programs=_successors(content.program_numbers, set(release.program_by_id)),
    )


def _successors(numbers: dict[int, Any], living: set[int]) -> dict[str, int | None]:
    """Retired number → the living one at the end of its line of successors, or None."""

    def last(number: int) -> int | None:
        passed = set()
        while number in numbers and number not in living and number not in passed:
            passed.add(number)
            number = numbers[number].replaced_by_id
        return number if number in living else None

    return {str(number): last(number) for number, row in numbers.items() if row.retired_at and number not in living}


def _pages(content: Content, overlay: Overlay) -> dict[tuple[str, Any], int]:
    pages: dict[tuple[str, Any], int] = {("program", draft.program.id): draft.page for draft in overlay.drafts}
    for page in content.pages["question"]:
        pages |= {("worry", row.number_id): page.pk for row in content.rows_of("worries", page)}
    pages |= {("hotline", str(page.translation_key)): page.pk for page in content.pages["hotline"]}
    pages |= {("desk", str(page.translation_key)): page.pk for page in content.pages["desk"]}
    pages["edition", content.editions[0].slug] = content.editions[0].pk
    return pages


def _names(content: Content) -> dict[tuple[str, Any], str]:
    names = {("worry", number): row.label for number, row in content.worry_numbers.items()}
    names |= {("program", number): row.label for number, row in content.program_numbers.items()}
    rows = (row for rows in content.rows["desks"].values() for row in rows)
    names |= {("desk", str(row.desk.translation_key)): row.desk.title for row in rows}
    return names
