"""Wards, hours and desks that sensitive worries must not show: on both sides."""

import json
import re
from dataclasses import replace

import pytest
from django.test import RequestFactory

from handbook import answers, bundle, matching, opening, pages, result
from handbook.release.schema import DayHours, Desk, Hours, Phone, PublicHolidays
from tests.handbook.javascript import Module
from tests.handbook.sample import DESKS, EDITION, PROGRAMS, RELEASE

OFFICE = tuple(Hours(day, "08:30", "17:15") for day in range(1, 6))
EAST = Desk("e", "東区役所", (Phone("000-000-0041"),), weekly_hours=OFFICE, wards=("東区",), fax="000-000-0051")
WEST = Desk("w", "西区役所", (Phone("000-000-0042"),), wards=("西区", "中区"), exceptions=(DayHours("2026-12-01"),))
ALL = Desk("a", "市役所", (Phone("000-000-0043"),), wards=("東区", "中区", "西区"))
SWITCHBOARD = replace(DESKS[1], fax="000-000-0052")  # never for sensitive worries
TWIN = Module("result.js")
TUESDAY = "2026-11-24T10:00"


@pytest.fixture(scope="module")
def made():
    programs = {program.id: program for program in PROGRAMS}
    programs[10] = replace(programs[10], desks=("d2", "d1"))  # brought by the sensitive worry 4, among others
    programs[20] = replace(programs[20], desks=("e", "w"))
    programs[30] = replace(programs[30], desks=("a",))
    release = replace(
        RELEASE,
        edition=replace(EDITION, wards=("東区", "中区", "西区")),
        desks=(DESKS[0], SWITCHBOARD, DESKS[2], EAST, WEST, ALL),
        programs=tuple(programs.values()),
        public_holidays=PublicHolidays("2026-01-01", "2026-12-31", ("2026-11-23",)),
    )
    return bundle.Bundle(release, "/").prepare()


def html(made, ticked, ward="", moment=""):
    return b"".join(result.bands(made, matching.match(made.table, ticked), ward, moment)).decode()


def visible(markup: str) -> str:
    return re.sub(r"<[^>]+>", "", markup)


def page(made, ticked, ward=""):
    form = RequestFactory().post("/kekka/", {"t": ticked, "ward": ward}).POST
    return result.page(made, answers.read(form, made), "https://example.org/")[0].decode()


def test_without_a_choice_all_wards_are_listed(made):
    assert "東区にお住まいの方" in html(made, [2])
    assert "西区・中区にお住まいの方" in html(made, [2])
    assert '<details class="wards"><summary>' in html(made, [2])


def test_with_a_ward_only_its_desk_stands_there(made):
    chosen = html(made, [2], "中区")
    assert "000-000-0042" in chosen
    assert "000-000-0041" not in chosen
    assert "000-000-0051" not in chosen  # nor under “details”
    assert '<details class="wards one" open>' in chosen


def test_desk_of_every_ward_is_everybodys(made):
    assert 30 not in made.with_wards
    assert "にお住まいの方" not in made.cards[30]


def test_ward_is_asked_only_where_a_card_differs_by_it(made):
    assert "<select" in page(made, [2])
    assert "<select" not in page(made, [1])
    assert "<select" not in page(made, [4])


def test_ward_is_carried_on_and_an_unknown_one_is_none(made):
    asked = page(made, [2], "中区")
    assert "<option selected>中区" in asked
    assert asked.count('<input type="hidden" name="ward" value="中区">') == 2  # for “change” and for the QR code
    assert "selected" not in page(made, [2], "<b>区")
    assert "&lt;b" not in page(made, [2], "<b>区")


def test_ward_is_kept_while_ticks_are_changed(made):
    form = RequestFactory().post("/kekka/", {"t": [2], "ward": "中区", "again": "1"}).POST
    assert 'action="/kekka/"><input type="hidden" name="ward" value="中区">' in result.again(
        made, answers.read(form, made)
    )


def test_ward_is_no_condition(made):
    found = [matching.match(made.table, ticked) for ticked in ([1, 2, 3], [1, 2, 3])]
    order = [re.findall(r'data-p="(\d+)"', html(made, [1, 2, 3], ward)) for ward in ("", "東区")]
    assert order[0] == order[1]
    assert found[0] == found[1]


def test_desk_that_must_not_be_shown_is_left_out_for_sensitive_worries_only(made):
    assert made.guarded == {10: [4]}
    assert "000-000-0002" in html(made, [1])
    assert "000-000-0052" in html(made, [1])
    for ticked in ([4], [1, 4]):
        assert "000-000-0002" not in html(made, ticked)
        assert "000-000-0052" not in html(made, ticked)
        assert "000-000-0001" in html(made, ticked)


def test_page_of_a_program_that_a_sensitive_worry_brings_leaves_it_out_as_well(made):
    text = pages.program(made, made.release.program_by_id[10]).plain.decode()
    assert "000-000-0002" not in text
    assert "000-000-0001" in text


@pytest.mark.parametrize("ticked", [[1], [2], [4], [1, 4], [1, 2, 3, 4]])
def test_browser_leaves_out_the_same(made, ticked):
    found = matching.match(made.table, ticked)
    data = json.loads(made.data.plain)
    filled = {"cards": {id: _without_now(card) for id, card in made.cards.items()}, "worries": made.worries}
    browser = TWIN.call("bands", data | filled, found)
    assert ("data-guarded" in browser) == (4 in ticked)
    assert _plain(browser) == _plain(html(made, ticked))


def test_list_that_was_shared_is_careful(made):
    """It names no worries, so the sensitive one may have brought it."""
    data = json.loads(made.data.plain)
    data["cards"] = {id: TWIN.call("whole", id, card, data["places"]) for id, card in data["cards"].items()}
    assert "000-000-0002" in data["cards"]["10"]
    browser = TWIN.call("bands", data, matching.shared(made.table, [10, 20]))
    assert "000-000-0002" not in browser
    assert "<article data-guarded" in browser


def test_details_are_guarded_when_they_come_later(made):
    details = json.loads(made.details.plain)
    assert "000-000-0052" in details["10"]
    guarded = {"dataset": {"p": "10", "guarded": ""}}
    assert "000-000-0052" not in TWIN.call("details", details, guarded)
    assert "000-000-0052" in TWIN.call("details", details, {"dataset": {"p": "10"}})


def test_answer_says_whether_it_is_open_and_kept_pages_do_not(made):
    assert "いま開いています（17時15分まで）" in html(made, [2], moment=TUESDAY)
    assert "つぎは火曜8時30分から" in html(made, [2], moment="2026-11-21T10:00")
    kept = pages.program(made, made.release.program_by_id[20]).plain.decode()
    assert "平日8時30分～17時15分（祝日・年末年始は休み）" in kept
    assert "開いています" not in visible(kept)
    assert "<!--now:" not in made.data.plain.decode()


def test_hours_that_nobody_knows_are_said_to_be_unknown(made):
    assert "開いている時間は未確認です" in html(made, [2])
    assert "2026年12月1日: 休み" in html(made, [2])


def test_browser_gets_each_schedule_once(made):
    desks = json.loads(made.data.plain)["desks"]
    assert desks["schedules"] == [opening.schedule(EAST)]
    assert desks["calendar"]["dates"] == ["2026-11-23"]
    assert desks["words"]["times"] == {"510": "8時30分", "1035": "17時15分"}


def test_memory_is_shared_by_cards_that_no_ward_changes(made):
    assert made.pieces("東区")[10] is made.pieces()[10]
    assert made.pieces("東区")[20] is not made.pieces()[20]


def _without_now(card: str) -> str:
    return re.sub(r"<!--now:\d+-->", "", card)


def _plain(markup: str) -> str:
    return re.sub(r"&#x?\w+;|&\w+;", "&", markup)
