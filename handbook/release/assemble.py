"""Gathered content → a Release, in the order and the language in which residents get it."""

from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from . import readings, words
from .content import Content
from .desks import DesksOfKinds, desks_of
from .entries import audience, hotline, program_draft
from .inherited import Ranks
from .logo import logo_of
from .overlay import MIXED, Overlay, resolve
from .schema import (
    Category,
    Contact,
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

Hotlines = dict[int, Ranks]  # worry → place → rank
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
    programs = tuple(_placed(content, of_kind, draft.program, n) for n, draft in enumerate(overlay.drafts, 1))
    hotlines = (*(hotline(content, page) for page in content.pages["hotline"]), *_inherited(content, "hotlines"))
    hotlines = tuple(replace(line, program=None) if line.program in overlay.hidden else line for line in hotlines)
    categories = _categories(content, _hotlines_of_worries(content))
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
        desk_kinds=of_kind.kinds,
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


def _inherited(content: Content, name: str) -> tuple:
    return getattr(content.below.release, name) if content.below else ()


def _placed(content: Content, of_kind: DesksOfKinds, program: Program, place: int) -> Program:
    called = program.also_called or content.other_names.get(UUID(program.key), ())
    return replace(program, order=place, also_called=called, **of_kind.after_those_named(program))


def resolve_programs(content: Content) -> Overlay:
    """The overlay in the language wanted; a card that is translated only in part falls back as a whole."""
    overlay = _overlay(content)
    if all(draft.program.lang != MIXED for draft in overlay.drafts):
        return overlay
    source = {draft.program.id: draft for draft in _overlay(content.in_source_language()).drafts}
    whole = tuple(source[draft.program.id] if draft.program.lang == MIXED else draft for draft in overlay.drafts)
    return replace(overlay, drafts=whole)


def _overlay(content: Content) -> Overlay:
    own = [program_draft(content, page) for page in content.pages["program"]]
    return resolve([own, list(content.below.drafts) if content.below else []])


def _edition(content: Content) -> Edition:
    page = content.edition
    contact = content.said(page, ("contact_name", "contact_hours"))
    return Edition(
        key=page.slug,
        **content.said(page, EDITION_TEXTS),
        municipality_code=page.municipality_code,
        bases=tuple(content.bases),
        theme_colour=page.theme_colour,
        logo=logo_of(page.logo),
        exit_url=page.exit_url,
        contact=Contact(contact["contact_name"], page.contact_phone, contact["contact_hours"]),
        is_public=page.is_public,
        wards=tuple(content.wards),
        languages=tuple(content.languages),
        lang=content.lang(page),
    )


def _categories(content: Content, hotlines: Hotlines) -> tuple[Category, ...]:
    """The base's first. A category under the address of a base category adds its question pages to that one."""
    inherited = content.below.categories if content.below else ()
    merged = {category.key: _with_hotlines(category, hotlines) for category in inherited}
    for page in content.pages["category"]:
        questions = [_question(content, question, hotlines) for question in content.below_page("question", page)]
        category = merged.get(page.slug) or _category(content, page)
        filled = (*category.questions, *(question for question in questions if question.worries))
        merged[page.slug] = replace(category, questions=filled)
    filled = (category for category in merged.values() if category.questions)
    return tuple(replace(category, id=place) for place, category in enumerate(filled, 1))


def _category(content: Content, page: Any) -> Category:
    return Category(
        id=0,
        key=page.slug,
        **content.said(page, ("title", "lead")),
        icon=page.icon,
        questions=(),
        search_words=content.other_names.get(page.translation_key, ()),
        lang=content.lang(page),
    )


def _with_hotlines(category: Category, hotlines: Hotlines) -> Category:
    """Their places are others in this edition, and its own have come in."""
    questions = (
        replace(question, worries=tuple(replace(worry, **_named(hotlines.get(worry.id))) for worry in question.worries))
        for question in category.questions
    )
    return replace(category, questions=tuple(questions))


def _named(ranks: Ranks | None) -> dict[str, tuple[int, ...]]:
    """By rank, then own before base, then the order of the tree."""
    places = sorted(ranks or (), key=lambda place: ((ranks or {})[place], place))
    return {"hotlines": tuple(places), "hotline_ranks": tuple((ranks or {})[place] for place in places)}


def _question(content: Content, page: Any, hotlines: Hotlines) -> Question:
    worries = tuple(
        Worry(
            id=row.number_id,
            text=content.said(row, ("text",))["text"],
            help=content.said(row, ("help_text",))["help_text"],
            urgency=row.urgency,
            sensitive=row.sensitive,
            audience=audience(row.audience),
            **_named(hotlines.get(row.number_id)),
            search_words=(*row.search_words.split(), *content.other_names.get(row.translation_key, ())),
            lang=content.lang(row),
        )
        for row in content.rows_of("worries", page)
        if row.number_id
    )
    return Question(**content.said(page, ("title", "lead")), worries=worries, lang=content.lang(page))


def _hotlines_of_worries(content: Content) -> Hotlines:
    ranked: Hotlines = {}
    own = content.pages["hotline"]
    for place, page in enumerate(own):
        for row in content.rows_of("hotline_worries", page):
            ranks = ranked.setdefault(row.worry_id, {})
            ranks[place] = min(row.rank, ranks.get(place, row.rank))
    for worry, ranks in content.below.ranks.items() if content.below else ():
        ranked.setdefault(worry, {}).update({place + len(own): rank for place, rank in ranks.items()})
    return ranked


def _matches(overlay: Overlay) -> tuple[Match, ...]:
    """One for each worry, program and effect, the first one written; sorted, so that moving rows changes nothing."""
    found: dict[tuple[int, int, str], Match] = {}
    for draft in overlay.drafts:
        for match in draft.matches:
            match = replace(match, program=draft.program.id)
            found.setdefault((match.worry, match.program, match.effect), match)
    return tuple(found[key] for key in sorted(found))


def _tombstones(content: Content, release: Release) -> Tombstones:
    below = content.below.release.tombstones if content.below else Tombstones()
    return Tombstones(
        worries=_successors(content.worry_numbers, set(release.worries), below.worries),
        programs=_successors(content.program_numbers, set(release.program_by_id), below.programs),
    )


def _successors(numbers: dict[int, Any], living: set[int], inherited: dict[str, int | None]) -> dict[str, int | None]:
    """Retired number → the living one at the end of its line of successors, or None."""

    def last(number: int) -> int | None:
        passed = set()
        while number in numbers and number not in living and number not in passed:
            passed.add(number)
            number = numbers[number].replaced_by_id
        return number if number in living else None

    found = {old: number if number in living else None for old, number in inherited.items()}
    found |= {str(number): last(number) for number, row in numbers.items() if row.retired_at}
    return {number: successor for number, successor in found.items() if int(number) not in living}


def _pages(content: Content, overlay: Overlay) -> dict[tuple[str, Any], int]:
    pages: dict[tuple[str, Any], int] = {("program", draft.program.id): draft.page for draft in overlay.drafts}
    for page in content.pages["question"]:
        pages |= {("worry", row.number_id): page.pk for row in content.rows_of("worries", page)}
    pages |= {("hotline", str(page.translation_key)): page.pk for page in content.pages["hotline"]}
    pages |= {("desk", str(page.translation_key)): page.pk for page in content.pages["desk"]}
    pages["edition", content.edition.slug] = content.edition.pk
    return pages


def _names(content: Content) -> dict[tuple[str, Any], str]:
    names = {("worry", number): row.label for number, row in content.worry_numbers.items()}
    names |= {("program", number): row.label for number, row in content.program_numbers.items()}
    rows = (row for rows in content.rows["desks"].values() for row in rows)
    names |= {("desk", str(row.desk.translation_key)): row.desk.title for row in rows}
    return names
