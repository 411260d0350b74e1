"""Dates of a proposal fall on days on which the town hall is open."""

from datetime import date

import pytest

from cms.workflow.flow import working_days_from


@pytest.mark.parametrize(
    ("day", "number", "found"),
    [
        ((2026, 11, 20), 1, (2026, 11, 24)),  # Friday; the Monday is a public holiday
        ((2026, 11, 21), 0, (2026, 11, 24)),  # a Saturday that somebody chose
        ((2026, 12, 28), 1, (2027, 1, 4)),  # 29 December to 3 January
        ((2027, 4, 28), 2, (2027, 5, 6)),  # the Golden Week, with a substitute holiday
        ((2026, 11, 25), 3, (2026, 11, 30)),
    ],
)
def test_closed_days_do_not_count(day, number, found):
    assert working_days_from(date(*day), number) == date(*found)
