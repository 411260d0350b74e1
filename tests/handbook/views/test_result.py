import re
from urllib.parse import urlencode

import pytest
from bs4 import BeautifulSoup

from handbook import codes, matching
from handbook.codes import MOST_IDS
from tests.handbook.sample import HOSTILE

NOTHING_CHOSEN = "ひとつ選んでください"
UNREADABLE = "読み取れませんでした"
TOO_MANY = "一度に選べる数を超えました"


def soup(response) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


def post(client, sent: dict):
    """As a browser sends a form; the test client's own kind is ten times as long."""
    return client.post("/kekka/", urlencode(sent, doseq=True), content_type="application/x-www-form-urlencoded")


def shown(page: BeautifulSoup) -> list[str]:
    return [card.get("data-p", card.h3.text) for card in page.select("#out .card")]


def test_result_is_what_matching_says_in_its_order(client, handbook):
    page = soup(post(client, {"t": ["1", "2", "4"]}))
    found = matching.match(handbook.table, [1, 2, 4])
    expected = [str(item["id"]) for band in found["bands"] for item in band["first"]]
    assert shown(page)[: len(found["hotlines"])] == ["40", "警察", "よりそい"]
    assert shown(page)[len(found["hotlines"]) :] == expected
    assert page.h1.text == f"力になれそうなところが、{found['total']}件あります"


def test_result_tells_what_was_chosen_and_why_each_card_is_there(client, handbook):
    page = soup(post(client, {"t": ["2", "3"]}))
    assert [item.text for item in page.select("#plist li")] == ["家賃が払えない", f"借金がある {HOSTILE}"]
    card = page.select_one(".card[data-p='20']")
    assert [chip.text for chip in card.select(".why span")] == ["家賃が払えない"]
    assert card.select_one(".reason").text == "家賃を支えます"
    assert card.select_one(".caution").text.endswith(f"先に相談を {HOSTILE}")


def test_excluded_program_is_not_shown(client, handbook):
    assert "30" in shown(soup(post(client, {"t": ["1"]})))
    assert "30" not in shown(soup(post(client, {"t": ["1", "3"]})))


def test_hardest_worry_weighs_double(client, handbook):
    plain, weighed = ({"t": ["2", "4"]}, {"t": ["2", "4"], "w": ["2", "3"]})
    assert soup(post(client, weighed)).select("input[name=w]")[0]["value"] == "2"
    assert len(soup(post(client, weighed)).select("input[name=w]")) == 2  # one in each of the two forms
    assert not soup(post(client, plain)).select("input[name=w]")


def test_text_of_staff_is_escaped(client, handbook):
    assert HOSTILE not in post(client, {"t": ["1", "2", "3"]}).content.decode()


def test_answer_is_stored_nowhere(client, handbook, written):
    """No database is at hand here, so a query would fail the test."""
    answer = post(client, {"t": ["2", "3"], "w": "3"})
    assert answer["Cache-Control"] == "no-store"
    assert answer["X-Robots-Tag"] == "noindex"
    assert not answer.cookies
    assert "Set-Cookie" not in answer
    assert re.search(r"'path': '/kekka/'", written())
    assert not re.search(r"\bt=|\[?'?2'?, '?3|家賃|借金", written())


def test_address_alone_leads_to_the_beginning(client, handbook):
    answer = client.get("/kekka/")
    assert (answer.status_code, answer["Location"]) == (302, "/")


@pytest.mark.parametrize(
    ("sent", "status", "says"),
    [
        ({}, 200, NOTHING_CHOSEN),
        ({"t": []}, 200, NOTHING_CHOSEN),
        ({"w": ["1"]}, 200, NOTHING_CHOSEN),
        ({"t": [""]}, 400, UNREADABLE),
        ({"t": ["abc", "-1", "0", "1.5", "１", "²", "1e3", "9" * 400, "\x00", "<b>"]}, 400, UNREADABLE),
        ({"t": ["777"]}, 400, UNREADABLE),
        ({"t": ["92"]}, 400, UNREADABLE),
        ({"t": [str(number) for number in range(1, MOST_IDS + 2)]}, 400, TOO_MANY),
        ({"t": ["1"], "w": ["1"] * (MOST_IDS + 1)}, 400, TOO_MANY),
        ({"t": ["1", "abc", "777"]}, 200, "2件は、今は案内していません"),
        ({"t": ["91", "2"]}, 200, "家賃が払えない"),
        ({"again": "1", "t": ["abc"]}, 200, "チェックリスト"),
        ({"qr": "1", "t": ["abc"]}, 400, UNREADABLE),
    ],
)
def test_bad_input_gets_a_clear_page(client, handbook, sent, status, says):
    answer = post(client, sent)
    assert answer.status_code == status
    assert says in answer.content.decode()
    assert "すぐ閉じる" in answer.content.decode()


@pytest.mark.parametrize(
    "kind", ["application/json", "text/plain", "multipart/form-data; boundary=x", "multipart/form-data"]
)
def test_form_of_another_kind_gets_a_page(client, handbook, kind):
    answer = client.post("/kekka/", b"\xff\xfe t=1", content_type=kind)
    assert answer.status_code in {200, 400}
    assert "tel:110" in answer.content.decode()


def test_ten_thousand_ticks_are_refused_unread(client, handbook):
    answer = post(client, {"t": [str(number) for number in range(10_000)]})
    assert answer.status_code == 413
    assert "tel:110" in answer.content.decode()


def test_retired_worry_stands_for_its_successor(client, handbook):
    page = soup(post(client, {"t": ["91"]}))
    assert [item.text for item in page.select("#plist li")] == ["家賃が払えない"]
    assert not page.select(".gone")


def test_way_back_carries_the_ticks_in_the_form_only(client, handbook):
    page = soup(post(client, {"t": ["1", "3"], "w": "3"}))
    form = page.select_one("form:has([name=again])")
    assert (form["action"], form["method"]) == ("/kekka/", "post")
    fields = [(field["name"], field["value"]) for field in form.select("input")]
    again = soup(post(client, {"again": "1", "t": ["1", "3"], "w": "3"}))
    assert fields == [("t", "1"), ("t", "3"), ("w", "3")]
    assert [(box["name"], box["value"]) for box in again.select("input[checked]")] == [
        ("t", "1"),
        ("t", "3"),
        ("w", "3"),
    ]
    assert again.main["data-view"] == "check"


def test_code_for_another_phone_is_drawn_only_when_asked_and_holds_programs(client, handbook, monkeypatch):
    drawn = []
    monkeypatch.setattr(codes, "qr_svg", lambda url: drawn.append(url) or "<svg></svg>")
    post(client, {"t": ["1", "2"]})
    assert drawn == []
    assert soup(post(client, {"t": ["1", "2"], "qr": "1"})).select(".qr svg")
    home, _, code = drawn[0].partition("#")
    assert home == "http://testserver/"
    shown = [line["id"] for line in handbook.table["hotlines"]]
    assert codes.decode(code) == (codes.PROGRAMS, [10, 20, 30], [shown[1]])
