"""Searching without JavaScript: the same answer as in the browser, kept nowhere, whatever is sent."""

import re
from dataclasses import replace

import pytest

from handbook import bundle, searching
from handbook.release.schema import CrisisWord, EverydayWord
from search.find import find
from tests.handbook.sample import RELEASE
from tests.search.test_find import HOSTILE

FINDABLE = replace(
    RELEASE,
    everyday_words=(EverydayWord(("アパート",), ("家賃",)),),
    crisis_words=(CrisisWord(("死にた",), (2, 0)),),
)


@pytest.fixture
def handbook(serve):
    serve(FINDABLE)
    return bundle.of(FINDABLE, "/")


def asked(client, query: str):
    return client.post("/search/", {"q": query})


def test_three_blocks_and_a_general_desk(client, handbook):
    page = asked(client, "住居確保給付金、家賃が払えない").content.decode()
    blocks = re.findall(r'<section class="f-(\w+)', page)
    assert blocks == ["worries", "programs", "categories", "general"]
    assert '<input type="checkbox" name="t" value="2">' in page
    assert '<b id="s20">住居確保給付金</b>' in page
    assert 'href="/#c1"' in page
    assert page.count('id="s10"') == 1  # the consultation that answers most worries
    assert 'name="keep"' not in page


def test_everyday_words_lead_there(client, handbook):
    assert '<b id="s20">' in asked(client, "アパートを出される").content.decode()


def test_crisis_stands_above_everything_and_needs_no_hit(client, handbook):
    page = asked(client, "もう死にたい").content.decode()
    assert re.findall(r'<section class="f-(\w+)', page)[0] == "crisis"
    assert page.index("女性の相談") < page.index('<section class="f-general')


def test_unsure_says_so_and_shows_the_desk_first(client, handbook):
    page = asked(client, "xyzzy").content.decode()
    assert re.findall(r'<section class="f-(\w+)', page) == ["general"]
    assert "うまく見つけられませんでした" in page


def test_answer_is_kept_nowhere(client, handbook, written):
    response = asked(client, "家賃が払えない")
    assert response["Cache-Control"] == "no-store"
    assert response["X-Robots-Tag"] == "noindex"
    assert not response.cookies
    title = re.search("<title>(.*?)</title>", response.content.decode())[1]
    assert "家賃" not in title + written()


@pytest.mark.parametrize("query", [query for query in HOSTILE if len(query) < 2000], ids=lambda query: repr(query)[:12])
def test_hostile_words_get_an_answer(client, handbook, query):
    body = f"q={query}".encode("utf-8", "surrogatepass")
    response = client.post("/search/", body, content_type="application/x-www-form-urlencoded")
    assert response.status_code == 200
    assert b"\x00" not in response.content
    assert b"<b>x" not in asked(client, "<b>x").content


def test_words_in_another_encoding_get_the_field_again(client, handbook):
    body, form = "q=家賃", "application/x-www-form-urlencoded; charset=shift_jis"
    assert '<input id="q"' in client.post("/search/", body, content_type=form).content.decode()


def test_too_much_is_refused_with_a_page(client, handbook):
    assert asked(client, "あ" * 1_000_000).status_code == 413


def test_address_alone_leads_to_the_handbook(client, handbook):
    assert client.get("/search/").headers["Location"] == "/"


def test_index_is_named_by_the_release_and_stays(client, handbook):
    address = re.search(r'data-index="([^"]+)"', client.get("/").content.decode())[1]
    response = client.get(address)
    assert "immutable" in response["Cache-Control"]
    assert set(response.json()["index"]) >= {"worries", "terms", "crisis"}
    other = bundle.Bundle(replace(FINDABLE, everyday_words=()), "/").search_name
    assert address == f"/search.{handbook.search_name}.json" != f"/search.{other}.json"


def test_every_card_can_be_a_line(handbook):
    for card in handbook.cards.values():
        line = searching.hit(card)
        assert line.startswith('<details class="hit"><summary><b id="s')
        assert "<h3" not in line
        assert 'id="h' not in line


def test_general_desk_is_not_said_twice(handbook):
    answer = searching.answer(handbook, find(handbook.index, "くらしの相談"))
    assert answer.count("くらしの相談</b>") == 1


def test_a_desk_called_by_its_name_is_a_hit_with_its_phone(client, handbook):
    page = asked(client, "くらし窓口").content.decode()
    desk = re.search(r'<div class="hit"><div class="desk">.*?</div></div>', page)[0]
    assert all(said in desk for said in ("くらし窓口", "000-000-0001", "平日 8:30"))


def test_a_desk_for_nothing_sensitive_is_no_hit_in_danger(client, handbook):
    assert '<p class="dn">市の代表電話</p>' in asked(client, "市の代表電話").content.decode()
    assert '<div class="hit"><div class="desk"' not in asked(client, "死にたい 市の代表電話").content.decode()
