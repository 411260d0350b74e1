"""What of a result depends on the ward, the hour and how sensitive a worry is. In the browser: result.js, desks.js."""

import re
from typing import TYPE_CHECKING

from django.template.loader import get_template
from django.templatetags.static import static
from django.utils.translation import gettext as _

from handbook import cards, opening, opening_words
from handbook.release.schema import Release

if TYPE_CHECKING:
    from handbook.bundle import Bundle

Pieces = tuple[tuple[bytes, str], ...]  # text, and the name of what is filled in after it

_SLOT = re.compile(r"<!--(why|now:\d+)-->")
_GUARDED = re.compile(r"<!--never-->.*?<!--/never-->", re.DOTALL)


def pieces(card: str, behind: bool) -> Pieces:
    parts = [*_SLOT.split(card.replace(" checked>", ">", 1) if behind else card), ""]
    return tuple((text.encode(), slot) for text, slot in zip(parts[::2], parts[1::2], strict=True))


def without_guarded(card: str) -> str:
    """Marked, so that what is unfolded later leaves them out as well."""
    return _GUARDED.sub("", card).replace("<article", "<article data-guarded", 1)


def programs_with_wards(release: Release) -> frozenset[int]:
    of_a_ward = {desk.key for desk in release.desks if cards.is_of_a_ward(release, desk)}
    return frozenset(program.id for program in release.programs if of_a_ward.intersection(program.desks))


def guarded(release: Release) -> dict[int, list[int]]:
    never = {desk.key for desk in release.desks if desk.never_for_sensitive}
    shown = (program for program in release.programs if not program.sensitive)  # those show no such desk to anybody
    concerned = {program.id for program in shown if never.intersection(program.desks)}
    found: dict[int, list[int]] = {}
    for match in release.matches:
        worry = release.worries.get(match.worry)
        if match.program in concerned and match.effect == "match" and worry and worry.sensitive:
            found.setdefault(match.program, []).append(match.worry)
    return found


def is_guarded(bundle: "Bundle", item: dict) -> bool:
    """A list that somebody shared names no worries: then the careful answer."""
    worries = bundle.guarded.get(item["id"], [])
    return bool(worries) and (not item["why"] or any(worry in worries for worry in item["why"]))


def asks_for_ward(bundle: "Bundle", found: dict) -> bool:
    """Only where a card on the first screen really has desks that differ by ward."""
    return any(item["id"] in bundle.with_wards for band in found["bands"] for item in band["first"])


def question(bundle: "Bundle", ids: str, ward: str) -> str:
    context = {"prefix": bundle.prefix, "wards": bundle.release.edition.wards, "chosen": ward}
    html = get_template("handbook/ward.html").render(context)
    return "".join(line.strip() for line in html.splitlines()).replace("<!--ids-->", ids)


def for_browser(bundle: "Bundle") -> dict:
    """Scripts and style are named here and not in the document: the first view needs none of them."""
    schedules = bundle.schedules[0]
    return {
        **{name: static(f"handbook/{name}.js") for name in ("desks", "opening")},
        "style": static("handbook/desks.css"),
        "question": question(bundle, "", "") if bundle.with_wards else "",
        "schedules": schedules,
        "calendar": opening.calendar(bundle.release.public_holidays) if schedules else {},
        "words": {**opening_words.of_states(schedules), "shown": _("Showing the desks of #.")},
    }
