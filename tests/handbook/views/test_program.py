from dataclasses import replace

import pytest
from bs4 import BeautifulSoup

from tests.handbook.sample import EDITION, HOSTILE, RELEASE


def soup(response) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


def test_page_says_what_to_do_and_who_stands_for_it(client, handbook):
    page = soup(client.get("/p/20/"))
    assert page.title.text == "住居確保給付金｜見本市 お悩みハンドブック"
    assert [step.text for step in page.select(".steps li")] == ["電話します", "書類を出します"]
    assert [line.text for line in page.select(".when li")] == ["家賃が払えない"]
    assert "聞くところ：福祉課へ" in page.select_one(".call").text
    assert (
        page.select_one(".fresh").text == "まだ確認されていない下書きです （資料を見た日：2026年11月23日（令和8年））"
    )
    assert "18歳から64歳" in page.text
    outside = page.select("a[href^='https://law.example'], a[href^='https://leaflet.example']")
    assert [(link["target"], link["rel"]) for link in outside] == [("_blank", ["noopener", "noreferrer"])] * 2


def test_confirmed_entry_names_department_and_day(client, handbook):
    page = soup(client.get("/p/10/"))
    assert page.select_one(".fresh").text == "確認：福祉課 2026年11月23日（令和8年）"
    assert page.select_one(".call .tel a")["href"] == "tel:0000000001"
    assert "内線 123" in page.select_one(".call").text
    assert "何から話せばよいか" in page.select_one(".say").text


def test_sensitive_entry_has_a_neutral_title_and_no_switchboard(client, handbook):
    answer = client.get("/p/40/")
    page = soup(answer)
    assert page.title.text == "ハンドブック｜見本市"
    assert answer["X-Robots-Tag"] == "noindex"
    assert page.select("meta[name=robots][content*=noindex]")
    assert not page.select("meta[property], meta[name=description]")
    assert [link.text for link in page.select(".call .num")] == ["000-000-0003", "#8008"]  # its own nationwide number


def test_ordinary_entry_of_a_public_edition_may_be_found(client, handbook):
    answer = client.get("/p/20/")
    assert "X-Robots-Tag" not in answer
    assert not soup(answer).select("meta[name=robots]")


def test_nothing_of_an_edition_that_is_not_public_may_be_found(client, serve):
    serve(replace(RELEASE, edition=replace(EDITION, is_public=False)))
    for path in ("/p/20/", "/about/"):
        assert client.get(path)["X-Robots-Tag"] == "noindex"
    assert soup(client.get("/")).select("meta[name=robots][content*=noindex]")


def test_text_of_staff_is_escaped(client, handbook):
    assert HOSTILE not in client.get("/p/30/").content.decode()


@pytest.mark.parametrize("number", [81, 83])
def test_replaced_entry_leads_to_what_took_its_place(client, handbook, number):
    answer = client.get(f"/p/{number}/")
    assert (answer.status_code, answer["Location"]) == (301, "/p/20/")


@pytest.mark.parametrize("number", [82, 84])
def test_ended_entry_says_so_and_offers_numbers(client, handbook, number):
    answer = client.get(f"/p/{number}/")
    assert answer.status_code == 410
    assert "終わりました" in answer.content.decode()
    assert 'href="tel:110"' in answer.content.decode()


@pytest.mark.parametrize("number", ["0", "999", "9" * 30])
def test_entry_that_never_was_is_not_found(client, handbook, number):
    answer = client.get(f"/p/{number}/")
    assert answer.status_code == 404
    assert 'href="tel:0120000001"' in answer.content.decode()
