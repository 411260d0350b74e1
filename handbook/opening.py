"""Whether a desk is open. Twin of static/handbook/opening.js: change both; tests/handbook/opening.json holds them.

A schedule is {"w": [[weekday, opens, closes], …], "h": closed on public holidays, "n": closed 29 December to 3 January,
"x": {date: [[opens, closes], …]}}: weekdays from 1 = Monday, times in minutes of the day, 1440 its end. A moment is
"2026-11-24T13:05" in Japan, which has one zone and no summer time. Nothing is guessed: outside the days whose public
holidays are known there is no state.
"""

from datetime import date, datetime, timedelta, timezone

from handbook.release.schema import Desk, Hotline, PublicHolidays, Release

JAPAN = timezone(timedelta(hours=9))
END_OF_DAY = 1440
DAYS_SEEN = 31  # nobody is told of an opening after that
NEW_YEAR = ("12-29", "12-30", "12-31", "01-01", "01-02", "01-03")


def schedule(place: Desk | Hotline) -> dict | None:
    """None where the weekly hours are not known."""
    if not place.weekly_hours:
        return None
    exceptions: dict[str, list] = {}
    for day in getattr(place, "exceptions", ()):
        spans = exceptions.setdefault(day.date, [])
        if day.opens:
            spans.append([minutes(day.opens), minutes(day.closes)])
    return {
        "w": [[span.weekday, minutes(span.opens), minutes(span.closes)] for span in place.weekly_hours],
        "h": place.closed_on_holidays,
        "n": place.closed_at_new_year,
        "x": exceptions,
    }


def schedules(release: Release) -> tuple[list[dict], dict[str, int]]:
    """Each schedule once, and the place of the one that a desk or hotline has, by its key."""
    found: list[dict] = []
    places: dict[str, int] = {}
    for place in (*release.desks, *release.hotlines):
        own = schedule(place)
        if own is not None:
            if own not in found:
                found.append(own)
            places[place.key] = found.index(own)
    return found, places


def minutes(clock: str) -> int:
    hour, minute = clock.split(":")
    return int(hour) * 60 + int(minute)


def calendar(holidays: PublicHolidays) -> dict:
    return {"since": holidays.since, "until": holidays.until, "dates": list(holidays.dates)}


def now_in_japan() -> str:
    return datetime.now(JAPAN).strftime("%Y-%m-%dT%H:%M")


def state(schedule: dict, calendar: dict, moment: str) -> dict | None:
    """{"open", "days", "date", "at"}: open until then, or closed until then; at: None where no end or opening is in
    sight. None where nothing can be said.
    """
    today, now = moment[:10], minutes(moment[11:16])
    spans = _spans(schedule, calendar, today)
    if spans is None:
        return None
    if any(opens <= now < closes for opens, closes in spans):
        end = next(closes for opens, closes in spans if opens <= now < closes)
        return _until(schedule, calendar, today, end)
    for days in range(DAYS_SEEN + 1):
        day = _after(today, days)
        spans = _spans(schedule, calendar, day)
        if spans is None:
            break
        later = [opens for opens, _closes in spans if days or opens > now]
        if later:
            return {"open": False, "days": days, "date": day, "at": later[0]}
    return {"open": False, "days": 0, "date": today, "at": None}


def _until(schedule: dict, calendar: dict, today: str, end: int) -> dict:
    """Hours that go on after midnight end where those of the next day end."""
    days = 0
    while end == END_OF_DAY and days < 7:
        following = _spans(schedule, calendar, _after(today, days + 1)) or []
        if not following or following[0][0] > 0:
            break
        days, end = days + 1, following[0][1]
    if days == 7:
        return {"open": True, "days": 0, "date": today, "at": None}
    return {"open": True, "days": days, "date": _after(today, days), "at": end}


def _spans(schedule: dict, calendar: dict, day: str) -> list[list[int]] | None:
    if day in schedule["x"]:
        return sorted(schedule["x"][day])
    if schedule["n"] and day[5:] in NEW_YEAR:
        return []
    if schedule["h"] and not calendar["since"] <= day <= calendar["until"]:
        return None
    if schedule["h"] and day in calendar["dates"]:
        return []
    weekday = date.fromisoformat(day).isoweekday()
    return [[opens, closes] for on, opens, closes in schedule["w"] if on == weekday]


def _after(day: str, days: int) -> str:
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()


def said(state: dict | None, words: dict) -> str:
    """The state in the words that `opening_words.of_states` prepared."""
    if state is None:
        return ""
    if state["at"] is None:
        return words["open" if state["open"] else "closed"]
    return words["until" if state["open"] else "from"].replace("{when}", _when(state, words))


def _when(state: dict, words: dict) -> str:
    days, day = state["days"], date.fromisoformat(state["date"])
    soon = "tomorrow" if days else "time" if state["open"] else "today"
    named = {
        "{time}": words["times"][str(state["at"])],
        "{weekday}": words["weekdays"][day.isoweekday() - 1],
        "{month}": str(day.month),
        "{day}": str(day.day),
    }
    text = words["date" if days > 6 else "weekday" if days > 1 else soon]
    for name, value in named.items():
        text = text.replace(name, value)
    return text
