"""Opening hours in words: 8時30分～17時15分, in Easy Japanese 午前8時30分から午後5時15分まで, elsewhere 8:30–17:15."""

from itertools import pairwise

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from handbook.opening import END_OF_DAY, minutes
from handbook.release.schema import DayHours, Desk, Hotline

EASY = "ja-simple"


def hours(place: Desk | Hotline) -> str:
    """What is known of it, and that nothing is known where somebody would go or call in vain."""
    if place.weekly_hours:
        return _weekly(place)
    reachable = getattr(place, "phones", ()) or getattr(place, "address", "") or getattr(place, "number", "")
    return place.hours or (_("When it is open has not been confirmed") if reachable else "")


def of_day(exception: DayHours) -> str:
    spans = (
        _span(minutes(exception.opens), minutes(exception.closes)) if exception.opens else pgettext("desk", "closed")
    )
    return f"{spans} ({exception.note})" if exception.note else spans


def of_states(schedules: list[dict]) -> dict:
    """For `opening.said`. The times that can occur are written here, so that no browser has to know how."""
    ends = {end for schedule in schedules for _day, *span in schedule["w"] for end in span}
    ends |= {end for schedule in schedules for spans in schedule["x"].values() for span in spans for end in span}
    return {
        "until": _("Open now (until {when})"),
        "open": _("Open now"),
        "from": _("Opens next {when}"),
        "closed": _("Closed now"),
        "time": "{time}",
        "today": _("today {time}"),
        "tomorrow": _("tomorrow {time}"),
        "weekday": _("{weekday} {time}"),
        "date": _("{month}/{day} ({weekday}) {time}"),
        "weekdays": _weekdays(),
        "times": {str(end): clock(end) for end in sorted(ends)},
    }


def clock(at: int) -> str:
    language = get_language() or "ja"
    if language == EASY:
        half = "午前" if at % END_OF_DAY < END_OF_DAY / 2 else "午後"
        return half + _hour(at % (END_OF_DAY // 2), at % 60)
    return _hour(at, at % 60) if language.startswith("ja") else f"{at // 60}:{at % 60:02}"


def _hour(at: int, minute: int) -> str:
    return f"{at // 60}時" + (f"{minute}分" if minute else "")


def _weekly(place: Desk | Hotline) -> str:
    days_of: dict[str, list[int]] = {}
    for weekday in range(1, 8):
        spans = [_span(minutes(s.opens), minutes(s.closes)) for s in place.weekly_hours if s.weekday == weekday]
        if spans:
            days_of.setdefault(pgettext("between spans of one day", " and ").join(spans), []).append(weekday)
    parts = [_("{days} {hours}").format(days=_days(days), hours=spans) for spans, days in days_of.items()]
    return pgettext("between groups of days", ", ").join(parts) + _closed(place)


def _span(opens: int, closes: int) -> str:
    if get_language() == EASY:
        return f"{clock(opens)}から{clock(closes)}まで"
    return _("{opens}–{closes}").format(opens=clock(opens), closes=clock(closes))


def _days(days: list[int]) -> str:
    named = {(1, 2, 3, 4, 5): _("Mon–Fri"), (1, 2, 3, 4, 5, 6, 7): _("every day")}
    if get_language() == EASY:
        named[1, 2, 3, 4, 5] = _run(days)
    if tuple(days) in named:
        return named[tuple(days)]
    runs = [[days[0]]]
    for before, day in pairwise(days):
        if day == before + 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return pgettext("between weekdays", ", ").join(_run(run) for run in runs)


def _run(run: list[int]) -> str:
    names = _weekdays()
    if len(run) < 3:
        return pgettext("between weekdays", ", ").join(names[day - 1] for day in run)
    if get_language() == EASY:
        return f"{names[run[0] - 1]}から{names[run[-1] - 1]}、"
    return _("{first}–{last}").format(first=names[run[0] - 1], last=names[run[-1] - 1])


def _closed(place: Desk | Hotline) -> str:
    if place.closed_on_holidays and place.closed_at_new_year:
        return _(" (closed on public holidays and from 29 December to 3 January)")
    if place.closed_on_holidays:
        return _(" (closed on public holidays)")
    return _(" (closed from 29 December to 3 January)") if place.closed_at_new_year else ""


def _weekdays() -> list[str]:
    return [
        pgettext("weekday", "Mon"),
        pgettext("weekday", "Tue"),
        pgettext("weekday", "Wed"),
        pgettext("weekday", "Thu"),
        pgettext("weekday", "Fri"),
        pgettext("weekday", "Sat"),
        pgettext("weekday", "Sun"),
    ]
