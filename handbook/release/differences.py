"""What one Release has that another has not, field by field in the words of the admin."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from .schema import Desk, Edition, Hotline, Program, Release

PROGRAM = {
    "title": _("Title"),
    "reading": _("reading in hiragana"),
    "alternate_name": _("also known as"),
    "kind": _("kind"),
    "summary": _("in one sentence"),
    "body": _("explanation"),
    "target": _("who can use it"),
    "age_min": _("age from"),
    "age_max": _("age to"),
    "benefit": _("what one gets"),
    "fiscal_year": _("fiscal year of the amounts"),
    "how_to_apply": _("how to apply"),
    "deadline": _("by when"),
    "documents": _("what to bring"),
    "where_to_ask": _("kind of desk"),
    "say": _("what to say"),
    "url": _("official page"),
    "law": _("legal basis"),
    "ministry": _("ministry in charge"),
    "tags": _("tags"),
    "contact_without_phone": _("ways without a phone"),
    "sensitive": _("sensitive"),
}
DESK = {
    "name": _("Title"),
    "hours": _("hours in words"),
    "closed_on_holidays": _("closed on public holidays"),
    "closed_at_new_year": _("closed from 29 December to 3 January"),
    "fax": _("fax"),
    "email": _("mail"),
    "url": _("web page"),
    "form_url": _("contact form"),
    "chat_url": _("chat"),
    "sign_language": _("sign language"),
    "address": _("address"),
    "access": _("how to get there"),
    "accessibility": _("accessibility"),
    "languages": _("languages spoken"),
    "note": _("note for residents"),
    "never_for_sensitive": _("never show for sensitive worries"),
    "wards": _("Wards served"),
}
HOTLINE = {
    "name": _("Title"),
    "number": _("number"),
    "hours": _("hours in words"),
    "cost": _("cost"),
    "languages": _("languages spoken"),
    "for_whom": _("for whom"),
    "notes": _("note for residents"),
    "url": _("official page"),
    "on_top_page": _("on the top page and on error pages"),
}
EDITION = {
    "title": _("Title"),
    "organisation": _("who runs it"),
    "scope_label": _("label on its cards"),
    "notice": _("notice on every page"),
    "about": _("about this handbook"),
    "exit_url": _("where “close quickly” leads"),
    "languages": _("Languages beside Japanese"),
    "wards": _("Wards"),
    "theme_colour": _("theme colour"),
}
URGENCY = {"none": _("not urgent"), "soon": _("soon"), "emergency": _("emergency: life or safety")}
ADDED, CHANGED, REMOVED = "added", "changed", "removed"


@dataclass(frozen=True)
class Line:
    label: str
    old: str
    new: str


@dataclass(frozen=True)
class Difference:
    kind: str  # edition | program | desk | hotline | worry
    key: Any
    title: str
    what: str  # added | changed | removed
    lines: tuple[Line, ...]


def between(old: Release, new: Release) -> list[Difference]:
    """In the order in which residents meet them; what only moved its place is no difference."""
    parts: tuple[tuple[str, Callable[[Release], dict]], ...] = (
        ("edition", lambda release: {release.edition.key: (release.edition.title, _edition(release.edition))}),
        ("worry", _worries),
        ("program", lambda release: {p.id: (p.title, _program(release, p)) for p in release.programs}),
        ("desk", lambda release: {d.key: (d.name, _desk(d)) for d in release.desks}),
        ("hotline", lambda release: {h.key: (h.name, _hotline(h)) for h in release.hotlines}),
    )
    return [found for kind, parted in parts for found in _differences(kind, parted(old), parted(new))]


def _differences(kind: str, old: dict, new: dict) -> Iterator[Difference]:
    for key in [*new, *(key for key in old if key not in new)]:
        (before_title, before), (title, after) = old.get(key, ("", {})), new.get(key, ("", {}))
        what = ADDED if key not in old else REMOVED if key not in new else CHANGED
        labels = dict.fromkeys([*before, *after])
        lines = tuple(
            Line(label, before.get(label, ""), after.get(label, ""))
            for label in labels
            if before.get(label, "") != after.get(label, "")
        )
        if lines:
            yield Difference(kind, key, title or before_title, what, lines)


def _program(release: Release, program: Program) -> dict[str, str]:
    desks = [release.desk_by_key[key].name for key in program.desks if key in release.desk_by_key]
    matches = [match for match in release.matches if match.program == program.id]
    confirmed = " ".join((program.freshness.department, program.freshness.confirmed_on)).strip()
    return {
        **_fields(program, PROGRAM),
        gettext("Desks"): "、".join(desks),
        gettext("Worries that bring this program"): "\n".join(_match(release, match) for match in matches),
        gettext("Links"): "\n".join(f"{link.label} {link.url}" for link in program.links),
        gettext("confirmed"): confirmed,
    }


def _match(release: Release, match) -> str:
    worry = release.worries.get(match.worry)
    effect = {"match": "★" * match.weight, "caution": "⚠", "exclude": "×"}[match.effect]
    return f"{worry.text if worry else match.worry} {effect} {match.reason}".strip()


def _desk(desk: Desk) -> dict[str, str]:
    phones = (" ".join(filter(None, (p.label, p.number, p.extension, p.note))) for p in desk.phones)
    spans = (f"{span.weekday} {span.opens}–{span.closes}" for span in desk.weekly_hours)
    return {**_fields(desk, DESK), gettext("Phones"): "\n".join(phones), gettext("Weekly hours"): "\n".join(spans)}


def _hotline(hotline: Hotline) -> dict[str, str]:
    return _fields(hotline, HOTLINE)


def _edition(edition: Edition) -> dict[str, str]:
    contact = edition.contact
    shown = " ".join(filter(None, (contact.name, contact.phone, contact.hours)))
    return {**_fields(edition, EDITION), gettext("contact"): shown}


def _worries(release: Release) -> dict[int, tuple[str, dict[str, str]]]:
    return {
        worry.id: (
            worry.text,
            {
                gettext("Worry"): worry.text,
                gettext("help"): worry.help,
                gettext("urgency"): gettext(URGENCY.get(worry.urgency, worry.urgency)),
                gettext("sensitive"): _said(worry.sensitive),
                gettext("Where it stands"): f"{category.title} › {question.title}",
                gettext("hotlines"): "、".join(release.hotlines[place].name for place in worry.hotlines),
            },
        )
        for category in release.categories
        for question in category.questions
        for worry in question.worries
    }


def _fields(item: Any, names: dict[str, str]) -> dict[str, str]:
    return {gettext(label): _said(getattr(item, name)) for name, label in names.items()}


def _said(value: Any) -> str:
    if isinstance(value, bool):
        return gettext("Yes") if value else ""
    if isinstance(value, Iterable) and not isinstance(value, str):
        return "、".join(str(part) for part in value)
    return "" if value is None else str(value)
