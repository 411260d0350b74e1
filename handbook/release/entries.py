"""One page with its rows → its object in a Release."""

import re
from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from .content import Content
from .overlay import SPOKEN, Draft
from .schema import DayHours, Desk, Freshness, Hotline, Hours, Link, Match, Phone, Program

NOT_IN_TWO_LANGUAGES = ("body", "alternate_name", "law", "ministry", "reading")
PROGRAM_TEXTS = tuple(name for name in SPOKEN if name not in NOT_IN_TWO_LANGUAGES)
DESK_TEXTS = (
    "hours",
    "sign_language",
    "address",
    "access",
    "accessibility",
    "languages",
    "note",
    "form_url",
    "chat_url",
)
HOTLINE_TEXTS = ("hours", "cost", "languages", "for_whom", "notes")


def parted(text: str, signs: str) -> tuple[str, ...]:
    """The parts of a list that is kept in one line."""
    return tuple(part.strip() for part in re.split(f"[{signs}]", text) if part.strip())


def audience(text: str) -> tuple[str, ...]:
    return parted(text, ";；") or ("self",)


def freshness(content: Content, page: Any) -> Freshness:
    confirmation = content.confirmations.get(page.pk)
    zone = timezone.get_default_timezone()  # a member of staff elsewhere must not move the day
    return Freshness(
        department=confirmation.department if confirmation else "",
        confirmed_on=confirmation.confirmed_at.astimezone(zone).date().isoformat() if confirmation else "",
        checked_on=_day(page.last_checked),
        review_due=_day(page.review_due),
    )


def _day(value: Any) -> str:
    return value.isoformat() if value else ""


def _said(content: Content, item: Any, name: str) -> str:
    return content.said(item, (name,))[name]


def program_draft(content: Content, page: Any) -> Draft:
    program = Program(
        id=page.number_id or 0,  # 0: a new page in its preview
        key=str(page.translation_key),
        order=0,
        **content.said(page, PROGRAM_TEXTS),
        **content.said_in_one_language(page, NOT_IN_TWO_LANGUAGES),
        url=_said(content, page, "official_url"),
        kind=page.kind,
        tags=parted(page.tags, ",、，"),
        audience=audience(page.target_audience),
        age_min=page.age_min,
        age_max=page.age_max,
        sensitive=page.sensitive,
        desk_kind=content.kind_keys.get(page.desk_kind_id, ""),
        desks=_distinct(str(row.desk.translation_key) for row in content.rows_of("desks", page)),
        links=tuple(Link(**content.said(row, ("label", "url"))) for row in content.rows_of("links", page)),
        search_words=tuple(page.search_words.split()),
        scope=_said(content, content.edition, "scope_label"),
        local=True,
        freshness=freshness(content, page),
        lang=content.lang(page),
        unchecked=page.translation_key in content.unchecked,
        in_japanese=content.in_source(page, PROGRAM_TEXTS),
    )
    matches = tuple(_match(content, program.id, row) for row in content.rows_of("matches", page))
    unspoken = frozenset(name for name in NOT_IN_TWO_LANGUAGES if getattr(page, name) and not getattr(program, name))
    return Draft(program, matches, page.change, page.change == "adapt" and page.inherit_title, page.pk, unspoken)


def _match(content: Content, program: int, row: Any) -> Match:
    return Match(
        worry=row.worry_id,
        program=program,
        effect=row.effect,
        weight=row.weight if row.effect == "match" else 0,
        reason=_reason(content, row),
        lang=content.lang(row),
    )


def _reason(content: Content, row: Any) -> str:
    """A caution is better read in Japanese than not at all. Why an entry was found is told by what was ticked."""
    if row.effect == "match" and content.lang(row) == content.source != content.language:
        return ""
    return _said(content, row, "reason")


def _distinct(keys: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(keys))


def desk(content: Content, page: Any) -> Desk:
    return Desk(
        key=str(page.translation_key),
        name=_said(content, page, "title"),
        phones=tuple(Phone(row.number, row.label, row.extension, row.note) for row in content.rows_of("phones", page)),
        **content.said(page, DESK_TEXTS),
        url=_said(content, page, "web_page"),
        weekly_hours=_weekly(content.rows_of("weekly_hours", page)),
        closed_on_holidays=page.closed_on_holidays,
        closed_at_new_year=page.closed_at_new_year,
        fax=page.fax,
        email=page.email,
        never_for_sensitive=page.never_for_sensitive,
        search_words=tuple(page.search_words.split()),
        wards=_distinct(row.name for row in content.rows_of("desk_wards", page)),
        exceptions=_exceptions(content.rows_of("exceptions", page)),
        kinds=_distinct(content.kind_keys[row.kind_id] for row in content.rows_of("desk_kinds", page)),
        scope=_said(content, content.edition, "scope_label"),
        lang=content.lang(page),
    )


def _weekly(rows: Iterable[Any]) -> tuple[Hours, ...]:
    return tuple(Hours(*span) for span in sorted((row.weekday, _time(row.opens), _end(row.closes)) for row in rows))


def _exceptions(rows: Iterable[Any]) -> tuple[DayHours, ...]:
    spans = ((_day(row.date), _time(row.opens), _end(row.closes), row.note) for row in rows)
    return tuple(DayHours(*span) for span in sorted(spans))


def _time(value: Any) -> str:
    return value if isinstance(value, str) else value.strftime("%H:%M") if value is not None else ""


def _end(value: Any) -> str:
    """Midnight as an end is that of the same day."""
    return "24:00" if _time(value) == "00:00" else _time(value)


def hotline(content: Content, page: Any) -> Hotline:
    return Hotline(
        key=str(page.translation_key),
        name=_said(content, page, "title"),
        number=page.number,
        kind=page.kind,
        **content.said(page, HOTLINE_TEXTS),
        url=_said(content, page, "official_url"),
        program=page.program_id,
        unchecked=page.translation_key in content.unchecked,
        on_top_page=page.on_top_page,
        weekly_hours=_weekly(content.rows_of("hotline_hours", page)),
        closed_on_holidays=page.closed_on_holidays,
        closed_at_new_year=page.closed_at_new_year,
        freshness=freshness(content, page),
        lang=content.lang(page),
    )
