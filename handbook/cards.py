"""One entry → what stands on its card. The same card is shown by the browser, by the server and on paper."""

import re
from typing import TYPE_CHECKING, NamedTuple

from django.template.loader import get_template
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from handbook import codes
from handbook.release.schema import Desk, Hotline, Program, Release

if TYPE_CHECKING:
    from handbook.bundle import Bundle


class Fact(NamedTuple):
    name: str  # for the stylesheet
    label: str
    text: str
    lang: str = ""  # where it is not that of the card


def card(bundle: "Bundle", program: Program, ward: str = "") -> str:
    return _rendered("handbook/card.html", {**of_program(bundle, program, ward), "prefix": bundle.prefix})


def of_program(bundle: "Bundle", program: Program, ward: str = "", sensitive: bool = False) -> dict:
    """What the card and the page of a program show: all its desks, or those of one ward where it has any there."""
    release = bundle.release
    sensitive = sensitive or program.sensitive
    desks = [desk for desk in release.desks_of(program) if not (sensitive and desk.never_for_sensitive)]
    by_ward = [desk for desk in desks if is_of_a_ward(release, desk)]
    chosen = [desk for desk in by_ward if ward in desk.wards]
    return {
        "program": program,
        "desks": [desk for desk in desks if not is_of_a_ward(release, desk)],
        "lines": _own_lines(release, program, desks),
        "ward_desks": chosen or by_ward,
        "one_ward": bool(chosen),
        "wards": release.edition.wards,
        "schedules": bundle.schedules[1],
        "where": program.where_to_ask or release.kind_names.get(program.desk_kind, ""),
        "facts": facts(program),
        "kind": kind(program),
        "lang": program.lang if program.lang != release.language else "",
        "ui": release.language,
        "unchecked": program.unchecked,
        "in_japanese": program.in_japanese,
    }


def desk(bundle: "Bundle", desk: Desk) -> str:
    """A desk by itself, as on a card."""
    release = bundle.release
    context = {
        "desk": desk,
        "ward_desks": [desk] if is_of_a_ward(release, desk) else [],
        "wards": release.edition.wards,
        "schedules": bundle.schedules[1],
        "lang": "",
        "ui": release.language,
    }
    return _rendered("handbook/desk.html", context)


def _own_lines(release: Release, program: Program, desks: list[Desk]) -> list[Hotline]:
    """Nationwide numbers of the entry itself, which a city's desks stand beside and do not replace."""
    offered = {phone.number for desk in desks for phone in desk.phones}
    lines = (line for line in release.hotlines if line.program == program.id and line.number)
    return [line for line in lines if line.number not in offered]


def is_of_a_ward(release: Release, desk: Desk) -> bool:
    """A desk of every ward is everybody's."""
    return bool(desk.wards) and set(desk.wards) != set(release.edition.wards)


def hotline(bundle: "Bundle", line: Hotline) -> str:
    lang = line.lang if line.lang != bundle.release.language else ""
    return _rendered(
        "handbook/hotline.html",
        {
            "line": line,
            "number": codes.of_hotline(line.key),
            "lang": lang,
            "ui": bundle.release.language,
            "unchecked": line.unchecked,
            "schedules": bundle.schedules[1],
        },
    )


def unnumbered(card: str, id: int) -> str:
    """Attributes only: no text of a card has a plain quotation mark."""
    return re.sub(rf'="(h|[^"]*/p/|){id}(/?)"', r'="\1<!--id-->\2"', card)


def facts(program: Program) -> list[Fact]:
    def of(name: str) -> str:
        return "ja" if name in program.in_japanese else ""

    found = (
        Fact("about", _("What it is"), program.body),
        Fact("who", _("For whom"), " ".join(part for part in (program.target, ages(program)) if part), of("target")),
        Fact(
            "what",
            _("What you get"),
            " ".join(part for part in (program.benefit, _year(program)) if part),
            of("benefit"),
        ),
        Fact("how", _("How to apply"), program.how_to_apply, of("how_to_apply")),
        Fact("deadline", _("By when"), program.deadline, of("deadline")),
        Fact("bring", _("What to bring"), program.documents, of("documents")),
        Fact("law", _("Based on"), _joined(program.law, program.ministry)),
    )
    return [fact for fact in found if fact.text]


def ages(program: Program) -> str:
    """In words: a bare pair of numbers reads like a rule that shuts somebody out."""
    low, high = program.age_min, program.age_max
    if low and high:
        return _("(about %(low)s to %(high)s years old)") % {"low": low, "high": high}
    if low:
        return _("(from about %(low)s years old)") % {"low": low}
    return _("(up to about %(high)s years old)") % {"high": high} if high else ""


def kind(program: Program) -> str:
    """A loan is called one before anything else is read."""
    return {
        "benefit": _("Money or goods"),
        "loan": _("Loan, to be paid back"),
        "reduction": _("Less to pay"),
        "service": pgettext("reader", "Service"),
        "consultation": _("Someone to talk to"),
        "procedure": pgettext("reader", "Procedure"),
    }.get(program.kind, "")


def _year(program: Program) -> str:
    return _("(as of fiscal year %(year)s)") % {"year": program.fiscal_year} if program.fiscal_year else ""


def _joined(*parts: str) -> str:
    return " / ".join(part for part in parts if part)


def _rendered(template: str, context: dict) -> str:
    """On one line between the tags: a card travels hundreds of times."""
    lines = (line.strip() for line in get_template(template).render(context).splitlines())
    return "".join(lines)
