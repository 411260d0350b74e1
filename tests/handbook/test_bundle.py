import json
import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbook import bundle, cards, matching, result, theme
from handbook.templatetags.reader import day, tel
from tests.handbook.javascript import Module
from tests.handbook.sample import HOSTILE, PROGRAMS, RELEASE


@pytest.fixture(scope="module")
def made():
    return bundle.Bundle(RELEASE, "/").prepare()


def test_same_content_has_the_same_name_and_other_content_another(made):
    changed = replace(RELEASE, programs=(replace(PROGRAMS[0], summary="変わりました。"), *PROGRAMS[1:]))
    assert bundle.Bundle(RELEASE, "/").prepare().name == made.name
    assert bundle.Bundle(changed, "/").prepare().name != made.name


def test_built_once_for_an_address(monkeypatch):
    monkeypatch.setattr(bundle, "_kept", type(bundle._kept)())
    assert bundle.of(RELEASE, "/") is bundle.of(RELEASE, "/")
    assert bundle.of(RELEASE, "/mihonshi/") is not bundle.of(RELEASE, "/")


def test_memory_does_not_grow_with_every_release(monkeypatch):
    monkeypatch.setattr(bundle, "_kept", type(bundle._kept)())
    monkeypatch.setattr(bundle, "KEPT", 2)
    for number in range(4):
        bundle.of(RELEASE, f"/{number}/")
    assert [prefix for _, prefix in bundle._kept] == ["/2/", "/3/"]


def test_bundle_says_what_became_of_retired_numbers(made):
    data = json.loads(made.data.plain)
    assert data["gone"] == {"81": 20, "82": None, "83": 20, "84": None, "85": None}
    assert data["gone_worries"] == {"91": 2, "92": None}


def test_bundle_holds_no_markup_of_others(made):
    data = json.loads(made.data.plain)
    assert HOSTILE not in json.dumps([data["cards"], data["hotlines"], made.worries], ensure_ascii=False)


def test_loan_is_called_one(made):
    assert 'class="chip chip-loan">借りるお金' in made.cards[30]


def test_card_dials_and_says_hours_place_and_words(made):
    card = made.cards[10]
    assert 'href="tel:0000000001"' in card
    for text in ("平日 8:30〜17:15", "市役所1階", "何から話せばよいか", "確認：福祉課 2026年11月23日"):
        assert text in card


def test_card_of_a_sensitive_entry_leaves_out_the_switchboard(made):
    assert "000-000-0002" not in made.cards[40]
    assert "000-000-0003" in made.cards[40]


def test_only_the_first_screen_is_taken_along_unasked(made):
    assert b"".join(text for text, _slot in made.pieces()[20]).count(b" checked") == 1
    assert b" checked" not in b"".join(text for text, _slot in made.pieces(behind=True)[20])


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [(None, None, ""), (18, 64, "18歳から64歳"), (65, None, "65歳くらいから"), (None, 18, "18歳くらいまで")],
)
def test_ages_are_said_in_words(low, high, words):
    assert words in cards.ages(replace(PROGRAMS[0], age_min=low, age_max=high))


@pytest.mark.parametrize(
    ("number", "link"),
    [("#8008", "tel:%238008"), ("0120-279-338", "tel:0120279338"), ("03 (1234) 5678", "tel:0312345678")],
)
def test_number_is_dialled_as_it_is_written(number, link):
    assert tel(number) == link


@given(st.dates(min_value=date(2019, 5, 1), max_value=date(2099, 12, 31)))
def test_day_is_written_as_people_say_it(moment):
    year, month, number = map(int, re.match(r"(\d+)年(\d+)月(\d+)日", day(moment.isoformat())).groups())
    assert date(year, month, number) == moment
    assert day(moment.isoformat(), "era").endswith(f"（令和{year - 2018}年）")


@given(st.integers(0, 0xFFFFFF).map("#{:06x}".format))
def test_every_colour_becomes_readable(colour):
    tones = dict(re.findall(r"--([\w-]+):(#[0-9a-f]{6})", theme.stylesheet(colour)))
    rgb = {name: theme._rgb(tone) for name, tone in tones.items()}
    assert theme.contrast(rgb["key"], theme.WHITE) >= 7
    assert theme.contrast(rgb["key-mid"], theme.WHITE) >= 4.5
    assert theme.contrast(rgb["key"], rgb["key-soft"]) >= 4.5
    assert theme.contrast(rgb["key-dark"], rgb["key-soft"]) >= 4.5


TWIN = Module("result.js")


@pytest.mark.parametrize("ticked", [[1], [2], [3], [4], [1, 2], [1, 3], [2, 3], [1, 2, 3, 4]])
def test_browser_and_server_write_the_same_result(made, ticked):
    found = matching.match(made.table, ticked, weighing=ticked[:1])
    data = json.loads(made.data.plain) | {"cards": made.cards, "worries": made.worries}
    assert _decoded(TWIN.call("bands", data, found)) == _decoded(b"".join(result.bands(made, found)).decode())
    assert TWIN.call("unknown", data, 3) == result.unknown(made, 3)


def test_worries_travel_with_the_checklist_only(made):
    """result.js reads them there: the text is the first thing behind each box."""
    assert "worries" not in json.loads(made.data.plain)
    page = made.document.plain.decode()
    for id, text in made.worries.items():
        assert re.search(rf'name="t" value="{id}"><span>{re.escape(text)}(<small>|</span>)', page)


def _decoded(markup: str) -> str:
    """Both escape, though they write the five signs differently."""
    return re.sub(r"&#x?\w+;|&\w+;", "&", markup)


def test_browser_resolves_retired_numbers_and_counts_the_lost(made):
    data = json.loads(made.data.plain)
    assert TWIN.call("current", [10, 81, 82, 999], data["table"]["programs"], data["gone"]) == {
        "ids": [10, 20],
        "lost": 2,
    }


def test_what_the_browser_gets_speaks_the_language_of_the_release():
    english = bundle.Bundle(replace(RELEASE, language="en"), "/en/").prepare()
    said = json.loads(english.data.plain)
    assert said["desks"]["words"]["shown"] == "Showing the desks of #."
    assert said["words"]["why"] == "You chose"
