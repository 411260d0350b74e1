"""Whether a desk is open: shared vectors, the twin in JavaScript on random schedules, and hours in words."""

import json
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from handbook import opening, opening_words
from handbook.release import calendar
from handbook.release.schema import DayHours, Desk, Hours, Phone
from tests.handbook.javascript import Module

VECTORS = json.loads(Path(__file__).with_name("opening.json").read_text(encoding="utf-8"))
CALENDAR = VECTORS["calendar"]
TWIN = Module("opening.js")
named = pytest.mark.parametrize("case", VECTORS["cases"], ids=lambda case: case["name"])


@named
def test_vector(case):
    state = opening.state(case["schedule"], CALENDAR, case["moment"])
    assert state == case["state"]
    with translation.override("ja"):
        words = opening_words.of_states([case["schedule"]])
    assert opening.said(state, words) == case["said"]


@named
def test_vector_in_javascript(case):
    state = TWIN.call("state", case["schedule"], CALENDAR, case["moment"])
    assert state == case["state"]
    with translation.override("ja"):
        assert TWIN.call("said", state, opening_words.of_states([case["schedule"]])) == case["said"]


spans = st.lists(st.integers(0, 48), min_size=0, max_size=4, unique=True).map(
    lambda ends: [[a * 30, b * 30] for a, b in zip(sorted(ends)[::2], sorted(ends)[1::2], strict=False)]
)
days = st.dates(date(2026, 12, 20), date(2027, 1, 10)) | st.dates(date(2025, 12, 25), date(2028, 1, 5))
moments = st.tuples(days, st.integers(0, 23), st.integers(0, 59)).map(lambda m: f"{m[0]}T{m[1]:02}:{m[2]:02}")
schedules = st.builds(
    lambda week, holidays, year_end, exceptions: {
        "w": [[day, *span] for day, found in week.items() for span in found],
        "h": holidays,
        "n": year_end,
        "x": {day.isoformat(): found for day, found in exceptions.items()},
    },
    st.dictionaries(st.integers(1, 7), spans),
    st.booleans(),
    st.booleans(),
    st.dictionaries(st.dates(date(2026, 12, 25), date(2027, 1, 12)), spans, max_size=3),
)


@given(st.lists(st.tuples(schedules, moments), min_size=20, max_size=20))
@settings(max_examples=20, deadline=None)
def test_both_agree_on_any_schedule(questions):
    states = [opening.state(schedule, CALENDAR, moment) for schedule, moment in questions]
    calls = [[schedule, CALENDAR, moment] for schedule, moment in questions]
    assert TWIN.each("state", calls) == states
    words = opening_words.of_states([schedule for schedule, _moment in questions])
    assert TWIN.each("said", [[state, words] for state in states]) == [opening.said(state, words) for state in states]


@given(schedules, days, st.integers(0, 1439))
@settings(max_examples=50, deadline=None)
def test_until_and_from_are_the_moments_of_change(schedule, day, minute):
    """What is promised is true: at the end it is closed, at the opening it is open."""
    moment = f"{day}T{minute // 60:02}:{minute % 60:02}"
    state = opening.state(schedule, CALENDAR, moment)
    if not state or state["at"] is None or state["at"] == opening.END_OF_DAY:
        return
    then = opening.state(schedule, CALENDAR, f"{state['date']}T{state['at'] // 60:02}:{state['at'] % 60:02}")
    touches = then and then["open"] and state["open"]  # two spans that touch are two promises
    assert then is None or then["open"] != state["open"] or touches


def test_public_holidays_know_substitutes_and_days_between():
    known = calendar.public_holidays(2026)
    assert (known.since, known.until) == ("2026-01-01", "2029-12-31")
    for day in ("2026-05-06", "2026-09-22", "2027-03-22", "2028-01-10"):
        assert day in known.dates
    assert "2026-11-24" not in known.dates
    assert list(known.dates) == sorted(set(known.dates))


OFFICE = tuple(Hours(day, "08:30", "17:15") for day in range(1, 6))
LUNCH = tuple(Hours(day, *span) for day in range(1, 6) for span in (("09:00", "12:00"), ("13:00", "17:00")))
DESK = Desk("d", "福祉課", (Phone("000-000-0001"),), weekly_hours=OFFICE)


@pytest.mark.parametrize(
    ("language", "desk", "words"),
    [
        ("ja", DESK, "平日8時30分～17時15分（祝日・年末年始は休み）"),
        ("ja-simple", DESK, "月曜から金曜、午前8時30分から午後5時15分まで（祝日・年末年始は休み）"),
        ("en", DESK, "Mon–Fri 8:30–17:15 (closed on public holidays and from 29 December to 3 January)"),
        (
            "ja",
            replace(DESK, weekly_hours=LUNCH, closed_at_new_year=False),
            "平日9時～12時・13時～17時（祝日は休み）",
        ),
        (
            "ja",
            replace(
                DESK,
                weekly_hours=(*OFFICE, Hours(6, "09:00", "24:00")),
                closed_on_holidays=False,
                closed_at_new_year=False,
            ),
            "平日8時30分～17時15分、土曜9時～24時",
        ),
        (
            "ja",
            replace(
                DESK,
                weekly_hours=tuple(Hours(day, "09:30", "17:30") for day in (2, 3, 4, 6, 7)),
                closed_on_holidays=False,
            ),
            "火曜～木曜・土曜・日曜9時30分～17時30分（年末年始は休み）",
        ),
        ("ja", replace(DESK, weekly_hours=(), hours="第2・第4土曜"), "第2・第4土曜"),
        ("ja", replace(DESK, weekly_hours=()), "開いている時間は未確認です"),
        ("ja", replace(DESK, weekly_hours=(), phones=()), ""),
    ],
)
def test_hours_in_words(language, desk, words):
    with translation.override(language):
        assert opening_words.hours(desk) == words


def test_noon_and_midnight_in_easy_japanese():
    with translation.override("ja-simple"):
        said = [opening_words.clock(at) for at in (0, 720, 765, 1440)]
    assert said == ["午前0時", "午後0時", "午後0時45分", "午前0時"]


def test_schedule_is_written_once_and_exceptions_without_times_are_closed_days():
    closed = replace(DESK, key="e", exceptions=(DayHours("2026-11-24"), DayHours("2026-11-29", "09:00", "24:00")))
    made = opening.schedule(closed)
    assert made["x"] == {"2026-11-24": [], "2026-11-29": [[540, 1440]]}
    assert opening.schedule(replace(DESK, weekly_hours=())) is None
    assert made["w"] == opening.schedule(DESK)["w"]


def test_now_is_that_of_japan_in_any_zone(settings, monkeypatch):
    settings.TIME_ZONE = "America/New_York"
    monkeypatch.setenv("TZ", "America/New_York")
    before, now, after = _in_tokyo(), opening.now_in_japan(), _in_tokyo()
    assert before <= now <= after


def _in_tokyo() -> str:
    return datetime.now(ZoneInfo("Asia/Tokyo")).strftime("%Y-%m-%dT%H:%M")
