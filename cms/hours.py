"""Weekly hours as offices write them, for example 平日8:30〜17:15 or 月〜金9:00〜12:00、13:00〜17:00."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import time

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

DAYS = "月火水木金土日"
NAMED = {"平日": "月火水木金", "毎日": DAYS, "土日": "土日"}
MIDNIGHT = time(0)  # as a closing time: the end of the day

_TIME = r"\d{1,2}(?::\d{2}|時(?:\d{1,2}分|半)?)"
_SPAN = re.compile(rf"({_TIME})(?:~|-|から)({_TIME})(?:まで)?")
_DAY = rf"[{DAYS}]曜?"
_PART = re.compile(rf"(平日|毎日|土日|{_DAY}(?:(?:~|-|から|・){_DAY})*)((?:{_SPAN.pattern}[,・]?)+)")


def read(text: str) -> list[tuple[int, time, time]]:
    """(weekday, opens, closes) in the order of the week. Raises ValidationError where anything is not understood."""
    compact = _compact(text)
    found: list[tuple[int, time, time]] = []
    end = 0
    for part in _PART.finditer(compact):
        if part.start() != end:
            raise not_understood(text)
        end = part.end()
        spans = [(_time(opens, text), _time(closes, text)) for opens, closes in _SPAN.findall(part[2])]
        found += [(day, *span) for day in _days(part[1]) for span in spans]
    if not found or end != len(compact):
        raise not_understood(text)
    return in_order(found)


def written(spans: Iterable[tuple[int, time, time]]) -> str:
    """The line that reads back as these spans, each run of days with its times said once."""
    times: dict[int, str] = {}
    for day, opens, closes in sorted(spans):
        end = "24:00" if closes == MIDNIGHT else f"{closes.hour}:{closes:%M}"
        times[day] = "、".join(filter(None, (times.get(day), f"{opens.hour}:{opens:%M}〜{end}")))
    alike: dict[str, str] = {}
    for day, text in times.items():
        alike[text] = alike.get(text, "") + DAYS[day - 1]
    return "、".join(_said(days) + text for text, days in alike.items())


def _said(days: str) -> str:
    for name in ("毎日", "平日"):
        if days == NAMED[name]:
            return name
    return f"{days[0]}〜{days[-1]}" if len(days) > 2 and days in DAYS else "・".join(days)


def in_order(spans: list[tuple[int, time, time]]) -> list[tuple[int, time, time]]:
    """Sorted; refuses spans that end before they begin or meet another of the same day."""
    spans = sorted(set(spans))
    for (day, opens, closes), following in zip(spans, [*spans[1:], None], strict=True):
        if closes != MIDNIGHT and opens >= closes:
            raise ValidationError(_("The desk closes after it opens. Split spans that cross midnight into two days."))
        if following and following[0] == day and (closes == MIDNIGHT or following[1] < closes):
            raise ValidationError(_("Two spans of %(day)s overlap. Join them.") % {"day": f"{DAYS[day - 1]}曜"})
    return spans


def _compact(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).replace("曜日", "曜")
    return re.sub(r"[〜～–—−]", "~", re.sub(r"\s", "", plain)).replace("、", ",")


def _days(text: str) -> Iterator[int]:
    if text in NAMED:
        yield from (DAYS.index(day) + 1 for day in NAMED[text])
        return
    for part in text.replace("曜", "").split("・"):
        first, last = DAYS.index(part[0]), DAYS.index(part[-1])
        yield from (place % 7 + 1 for place in range(first, first + (last - first) % 7 + 1))


def _time(text: str, whole: str) -> time:
    hour, minute = re.fullmatch(r"(\d+)\D?(\d+|半)?\D?", text).groups()
    number = int(hour), 30 if minute == "半" else int(minute or 0)
    try:
        return MIDNIGHT if number == (24, 0) else time(*number)
    except ValueError:
        raise not_understood(whole) from None


def not_understood(text: str) -> ValidationError:
    return ValidationError(
        _("“%(text)s” could not be read. Write it like 平日8:30〜17:15, or 月〜金9:00〜12:00、13:00〜17:00.")
        % {"text": text},
        code="hours",
    )
