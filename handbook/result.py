"""The result page as the server makes it: prepared pieces, joined. Twin of static/handbook/result.js: change both."""

import re
from collections.abc import Iterator
from html import escape

from django.templatetags.static import static
from django.utils import timezone
from django.utils.translation import gettext as _

from handbook import codes, counter, desks, matching, opening, opening_words, pages
from handbook.answers import Answers
from handbook.bundle import Bundle
from handbook.release.schema import Release
from handbook.speech import speaking
from handbook.templatetags.reader import day

ROW = re.compile(r'name="([tw])" value="(\d+)"')


class Cards:
    """The cards of one answer: for its ward, at its moment, with Japanese beside them where that was asked for."""

    def __init__(self, bundle: Bundle, ward: str, moment: str, japanese: Release | None = None):
        self.bundle, self.ward, self.japanese = bundle, ward, japanese
        calendar = opening.calendar(bundle.release.public_holidays)
        schedules = bundle.schedules[0] if moment else []
        words = opening_words.of_states(schedules) if schedules else {}
        states = [opening.said(opening.state(one, calendar, moment), words) for one in schedules]
        self.now = {f"now:{place}": escape(said).encode() for place, said in enumerate(states)}

    def hotline(self, index: int, behind: bool) -> bytes:
        pieces = desks.pieces(self.bundle.hotlines[index], behind)
        card = b"".join(text + self.now.get(slot, b"") for text, slot in pieces)
        if self.japanese is None:
            return card
        return _with(card, counter.hotline(self.bundle, self.japanese, self.bundle.release.hotlines[index]))

    def programs(self, items: list[dict], behind: bool) -> list[bytes]:
        joined = []
        for item in items:
            guarded = desks.is_guarded(self.bundle, item)
            pieces = self.bundle.pieces(self.ward, guarded, behind)
            for text, slot in pieces[item["id"]]:
                joined += text, _why(self.bundle, item).encode() if slot == "why" else self.now.get(slot, b"")
            if self.japanese:
                joined[-2] = _with(joined[-2], self._lines(item["id"], guarded))
        return joined

    def _lines(self, id: int, guarded: bool) -> str:
        entry = self.bundle.release.program_by_id[id]
        lines = counter.program(self.bundle, self.japanese, entry, self.ward)
        return desks.without_guarded(lines) if guarded else lines


def _with(card: bytes, lines: str) -> bytes:
    return card.replace(b"</article>", lines.encode() + b"</article>")


def page(bundle: Bundle, given: Answers, home: str, japanese: Release | None = None) -> tuple[bytes | str, int]:
    """(HTML, status). `home` is the whole address of the handbook, for the QR code."""
    with speaking(bundle.release.language):
        if given.too_many:
            return pages.message(bundle, _("That is more than can be looked at at once"), _too_many()), 400
        if given.wants == "again":
            return again(bundle, given), 200
        if not given.ticked:
            return _nothing(bundle, given)
        found = matching.match(bundle.table, given.ticked, given.weighing)
        return b"".join(_filled(bundle, given, found, home, japanese)), 200


def again(bundle: Bundle, given: Answers) -> str:
    """The form as it was, so that a tick can be changed."""
    marked = {"t": set(given.ticked), "w": given.weighing}

    def restore(row: re.Match) -> str:
        return f"{row[0]} checked" if int(row[2]) in marked[row[1]] else row[0]

    form = f'<form id="f" method="post" action="{bundle.prefix}kekka/">'
    document = bundle.document.plain.decode().replace(form, form + _hidden_ward(given), 1)
    return ROW.sub(restore, document).replace('data-view="top"', 'data-view="check"', 1)


def _too_many() -> str:
    return _("Up to %(most)s worries can be looked at in one go. Please go back and choose fewer.") % {
        "most": codes.MOST_IDS
    }


def _nothing(bundle: Bundle, given: Answers) -> tuple[str, int]:
    if given.unknown:
        text = _("What was sent could not be read, or is no longer in this handbook. Please choose again.")
        return pages.message(bundle, _("This could not be read"), text), 400
    text = _("Nothing is ticked yet. One is enough.")
    return pages.message(bundle, _("Please choose at least one"), text), 200


def _filled(bundle: Bundle, given: Answers, found: dict, home: str, japanese: Release | None) -> Iterator[bytes]:
    """Bytes from the first piece to the last: joining and encoding a page of this size anew would cost the most."""
    slots = {
        "": lambda: "",
        "date": lambda: day(timezone.localdate().isoformat(), "era"),
        "total": lambda: str(found["total"]),
        "chosen": lambda: "".join(f"<li>{bundle.worries[id]}</li>" for id in given.ticked),
        "unknown": lambda: unknown(bundle, given.unknown),
        "ids": lambda: _hidden(given),
        "qr": lambda: _qr(bundle, found, home) if given.wants == "qr" else "",
    }
    for text, slot in bundle.result_shell:
        yield text
        if slot == "bands":
            head, tail = _around(bundle) if japanese else (b"", b"")
            yield head
            made = Cards(bundle, given.ward, opening.now_in_japan(), japanese)
            yield from _bands(made, found, _ward(bundle, given, found))
            yield tail
        else:
            yield slots[slot]().encode()


def unknown(bundle: Bundle, number: int) -> str:
    return f'<p class="gone">{bundle.words["unknown"].replace("#", str(number))}</p>' if number else ""


def _around(bundle: Bundle) -> tuple[bytes, bytes]:
    """What the sheet for both sides of a counter has above its lines."""
    style = static("handbook/counter.css")
    return f'<link rel="stylesheet" href="{style}"><div class="beside">{counter.head(bundle)}'.encode(), b"</div>"


def bands(
    bundle: Bundle, found: dict, ward: str = "", moment: str = "", japanese: Release | None = None
) -> Iterator[bytes]:
    """Without a moment nothing is said of being open."""
    return _bands(Cards(bundle, ward, moment, japanese), found)


def _bands(made: Cards, found: dict, ward: str = "") -> Iterator[bytes]:
    """Hotlines, then the question for the ward, the first screen, and the rest behind one button."""
    bundle = made.bundle
    yield from _band(bundle, 0, [made.hotline(index, False) for index in found["hotlines"]])
    yield ward.encode()
    for band in found["bands"]:
        yield from _band(bundle, band["band"], made.programs(band["first"], False))
    waiting = len(found["more_hotlines"]) + sum(len(band["rest"]) for band in found["bands"])
    if waiting:
        yield from _behind_the_button(made, found, waiting)


def _band(bundle: Bundle, band: int, cards: list[bytes]) -> Iterator[bytes]:
    if cards:
        title, lead = bundle.bands[band]
        head = f'<section class="band band{band}"><h2>{title}</h2><p class="lead">{lead}</p><div class="cards">'
        yield head.encode()
        yield from cards
        yield b"</div></section>"


def _behind_the_button(made: Cards, found: dict, waiting: int) -> Iterator[bytes]:
    bundle, words = made.bundle, made.bundle.words
    button = f'<summary class="btn btn-o">{words["rest"].replace("#", str(waiting))}</summary>'
    yield f'<details class="rest">{button}<p class="lead">{words["rest_lead"]}</p>'.encode()
    yield from _band(bundle, 0, [made.hotline(index, True) for index in found["more_hotlines"]])
    for band in found["bands"]:
        yield from _band(bundle, band["band"], made.programs(band["rest"], True))
    yield b"</details>"


def _why(bundle: Bundle, item: dict) -> str:
    worries = "".join(f"<span>{bundle.worries[id]}</span>" for id in item["why"])
    parts = [f'<p class="why"><b>{bundle.words["why"]}</b>{worries}</p>'] if worries else []
    if item["reason"]:
        parts.append(f'<p class="reason">{escape(item["reason"])}</p>')
    parts += [f'<p class="caution"><b>{bundle.words["caution"]}</b>{escape(note)}</p>' for note in item["cautions"]]
    return "".join(parts)


def _ward(bundle: Bundle, given: Answers, found: dict) -> str:
    return desks.question(bundle, _ticks(given), given.ward) if desks.asks_for_ward(bundle, found) else ""


def _hidden(given: Answers) -> str:
    return _ticks(given) + _hidden_ward(given)


def _hidden_ward(given: Answers) -> str:
    return f'<input type="hidden" name="ward" value="{escape(given.ward)}">' if given.ward else ""


def _ticks(given: Answers) -> str:
    ticked = "".join(f'<input type="hidden" name="t" value="{id}">' for id in given.ticked)
    return ticked + "".join(f'<input type="hidden" name="w" value="{id}">' for id in sorted(given.weighing))


def _qr(bundle: Bundle, found: dict, home: str) -> str:
    programs = [item["id"] for band in found["bands"] for item in band["first"]]
    hotlines = [bundle.table["hotlines"][index]["id"] for index in found["hotlines"]]
    code = codes.encode(programs, codes.PROGRAMS, hotlines)
    note = _("Read with another phone, it opens these desks and programs. What you chose is not in it.")
    return f'<div class="qr">{codes.qr_svg(f"{home}#{code}")}<p class="fine">{note}</p></div>'
