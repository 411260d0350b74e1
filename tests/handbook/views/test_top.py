import gzip
import re
from dataclasses import replace

import brotli
import pytest
from bs4 import BeautifulSoup

from handbook.middleware import READER_CSP
from tests.handbook.sample import EDITION, HOSTILE, RELEASE


@pytest.fixture
def page(client, handbook):
    return BeautifulSoup(client.get("/").content, "html.parser")


def test_document_holds_every_worry_once_and_posts_without_a_token(page):
    assert [box["value"] for box in page.select("form[action='/kekka/'][method=post] input[name=t]")] == list("1234")
    assert [box["value"] for box in page.select("input[name=w]")] == list("1234")
    assert not page.select("input[name=csrfmiddlewaretoken], input[checked]")


def test_document_shows_the_urgent_numbers_and_dials_them(page):
    assert [link["href"] for link in page.select(".sos a")] == ["tel:110", "tel:0120000001"]


def test_sensitive_worry_has_its_note_with_the_first_hotline(page):
    note = page.select_one("input[name=t][value='4']").find_parent(class_="tk").find_next_sibling(class_="nt")
    assert "すぐ閉じる" in note.text
    assert note.a["href"] == "tel:%238008"
    assert len(page.select(".tks .nt")) == 1


def test_title_is_neutral_and_there_is_one_way_out_twice(page):
    assert page.title.text == "ハンドブック｜見本市"
    assert [link["href"] for link in page.select("a[data-exit][rel=noreferrer]")] == [EDITION.exit_url] * 2


def test_draft_notice_and_contact_are_on_the_page(page):
    assert page.select_one(".notice").text == "これは下書きです。"
    assert page.select_one("footer a.num")["href"] == "tel:0000000020"


def test_text_of_staff_is_escaped(client, handbook):
    assert HOSTILE not in client.get("/").content.decode()


def test_same_bytes_for_everybody_and_no_trace(client, handbook):
    answers = [client.get("/", headers={"user-agent": agent}) for agent in ("one", "two")]
    assert answers[0].content == answers[1].content
    for answer in answers:
        assert not answer.cookies
        assert answer["Content-Security-Policy"] == READER_CSP
        assert answer["Cache-Control"] == "public, max-age=60"
        assert "Cookie" not in answer["Vary"]


def test_known_content_is_not_sent_again(client, handbook):
    etag = client.get("/")["ETag"]
    again = client.get("/", headers={"if-none-match": etag})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", etag)


@pytest.mark.parametrize(
    ("accepted", "encoding", "unpack"),
    [
        ("gzip, br", "br", brotli.decompress),
        ("gzip", "gzip", gzip.decompress),
        ("br;q=0", None, bytes),
        ("", None, bytes),
    ],
)
def test_document_travels_packed_as_the_browser_can_read_it(client, handbook, accepted, encoding, unpack):
    answer = client.get("/", headers={"accept-encoding": accepted})
    assert answer.get("Content-Encoding") == encoding
    assert unpack(answer.content) == handbook.document.plain


def test_every_edition_and_language_has_its_own_address(client, serve):
    nation = replace(RELEASE, edition=replace(EDITION, key="zenkoku", scope_label="全国", languages=("ja", "en")))
    serve(RELEASE, nation, replace(nation, language="en"))
    assert "ハンドブック｜全国" in client.get("/zenkoku/").content.decode()
    english = client.get("/zenkoku/en/").content.decode()
    assert '<html lang="en">' in english
    assert "Close quickly" in english
    assert 'action="/zenkoku/en/kekka/"' in english
    assert '<a href="/zenkoku/ja/" lang="ja">日本語</a>' in english
    assert "Language" not in client.get("/").content.decode()


@pytest.mark.parametrize("path", ["/nothing/", "/mihonshi/ko/", "/mihonshi/ja/p/999/"])
def test_where_nothing_is_published_there_are_still_numbers_to_call(client, handbook, path):
    answer = client.get(path)
    assert answer.status_code == 404
    assert 'href="tel:110"' in answer.content.decode()


def test_before_anything_is_published_there_is_a_page(client, serve):
    serve()
    answer = client.get("/")
    assert answer.status_code == 404
    assert 'href="tel:119"' in answer.content.decode()


def test_bundle_is_kept_for_ever_under_its_own_name_only(client, handbook):
    [address] = set(re.findall(r"/bundle\.[0-9a-f]+\.json", client.get("/").content.decode()))
    assert "immutable" in client.get(address)["Cache-Control"]
    assert client.get("/bundle.000000000000.json")["Cache-Control"] == "no-store"
    assert client.get(address).json()["v"] == handbook.name


@pytest.mark.parametrize("path", ["/", "/p/10/", "/about/", "/sw.js", "/health/"])
def test_pages_are_only_read(client, handbook, path):
    assert client.post(path, {"t": "1"}).status_code == 405
