"""One entry → what stands on its card. The same card is shown by the browser, by the server and on paper."""

from typing import NamedTuple

from django.template.loader import get_template
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from handbook.release.schema import Hotline, Program, Release


class Fact(NamedTuple):
    name: str  # for the stylesheet
    label: str
    text: str


def card(release: Release, program: Program, prefix: str) -> str:
    return _rendered("handbook/card.html", {**of_program(release, program), "prefix": prefix})


def of_program(release: Release, program: Program) -> dict:
    """What the card and the page of a program show."""
    return {
        "program": program,
        "desks": [desk for desk in release.desks_of(program) if not (program.sensitive and desk.never_for_sensitive)],
        "facts": facts(program),
        "kind": kind(program),
        "lang": program.lang if program.lang != release.language else "",
    }


def hotline(release: Release, line: Hotline) -> str:
    lang = line.lang if line.lang != release.language else ""
    return _rendered("handbook/hotline.html", {"line": line, "lang": lang})


def facts(program: Program) -> list[Fact]:
    found = (
        Fact("about", _("What it is"), program.body),
        Fact("who", _("For whom"), " ".join(part for part in (program.target, ages(program)) if part)),
        Fact("what", _("What you get"), " ".join(part for part in (program.benefit, _year(program)) if part)),
        Fact("how", _("How to apply"), program.how_to_apply),
        Fact("deadline", _("By when"), program.deadline),
        Fact("bring", _("What to bring"), program.documents),
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
