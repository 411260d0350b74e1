"""What a resident ticked, as it arrives from the form: read here, used once, kept nowhere."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import QueryDict

from handbook.bundle import Bundle
from handbook.codes import HIGHEST_ID, MOST_IDS


@dataclass(frozen=True)
class Answers:
    ticked: tuple[int, ...] = ()
    weighing: frozenset[int] = frozenset()
    unknown: int = 0  # ticks that lead to nothing today, and what is no number at all
    too_many: bool = False
    ward: str = ""  # no condition: it only says which of the desks
    wants: str = ""  # "": the result, "again": the form as it was, "qr": with a QR code, "both": with Japanese


def read(form: QueryDict, bundle: Bundle) -> Answers:
    wants = next((name for name in ("again", "qr", "both") if name in form), "")
    written = form.getlist("t")
    if len(written) > MOST_IDS or len(form.getlist("w")) > MOST_IDS:
        return Answers(too_many=True, wants=wants)
    numbers = set(_numbers(written))
    known = {now for number in numbers if (now := bundle.worry_now(number))}
    weighing = {now for number in _numbers(form.getlist("w")) if (now := bundle.worry_now(number))}
    unknown = len(set(written)) - sum(1 for number in numbers if bundle.worry_now(number))
    ward = form.get("ward", "") if form.get("ward") in bundle.release.edition.wards else ""
    return Answers(tuple(sorted(known)), frozenset(weighing & known), unknown, False, ward, wants)


def _numbers(written: Iterable[str]) -> Iterable[int]:
    for text in written:
        if text.isascii() and text.isdigit() and len(text) <= 7 and 0 < int(text) <= HIGHEST_ID:
            yield int(text)
