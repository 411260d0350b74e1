"""The one thing that may be kept of a search: day, word and number, on request."""

import pytest
from django.test import Client

from handbook import bundle, missed
from handbook.models import MissedWord
from tests.handbook.javascript import Module
from tests.handbook.sample import RELEASE

QUERIES = [
    "クーラー 電気代",
    "ＡＢＣ",
    "090-1234-5678 山田",
    "令和8年に夫が出ていきました",
    "わたしの名前は山田太郎で住所は見本市一丁目です",
    "a b い 一",
    "か\u3099す",
    "",
    "…!?",
    "一 二 三三 四四 五五 六六 七七 八八",
]


@pytest.mark.parametrize(
    ("query", "counted"),
    [
        ("クーラー 電気代", ["クーラー", "電気代"]),
        ("ﾃﾞｨｽﾞ", ["ディズ"]),
        ("090-1234-5678 山田", ["山田"]),
        ("わたしの名前は山田太郎で住所は見本市一丁目です", []),
        ("\x00 ' OR 1=1", ["or"]),
    ],
)
def test_only_short_words_without_numbers(query, counted):
    assert missed.words(query) == counted


def test_browser_sends_only_what_would_be_counted():
    module = Module("search.js")
    sent = module.each("countable", [[query] for query in QUERIES])
    assert [missed.words(query) for query in sent] == [missed.words(query) for query in QUERIES]
    assert not any("山田太郎" in query or "8" in query for query in sent)


@pytest.mark.django_db
def test_counts_by_day_and_shows_from_five_up(monkeypatch):
    from handbook.release import store

    monkeypatch.setattr(store, "current", lambda key, language: RELEASE)
    monkeypatch.setattr(store, "editions", lambda: [store.EditionOffered("mihonshi", ["ja"], True)])
    monkeypatch.setattr(store, "languages_of", lambda edition: ["ja"])
    monkeypatch.setattr(store, "edition_for", lambda host: "mihonshi")
    bundle._kept.clear()
    for _ in range(4):
        response = Client().post("/search/missed/", {"q": "クーラー"})
        assert response.status_code == 200
        assert response["Cache-Control"] == "no-store"
        assert not response.cookies
    assert missed.often(["mihonshi"]) == []
    Client().post("/search/missed/", {"q": "クーラー 扇風機"})
    assert missed.often(["mihonshi"]) == [{"edition": "mihonshi", "word": "クーラー", "number_sent": 5}]
    assert missed.often(["zenkoku"]) == []
    assert {field.name for field in MissedWord._meta.fields} == {"id", "edition", "day", "word", "number"}


@pytest.mark.django_db
def test_nobody_can_fill_the_table(monkeypatch):
    monkeypatch.setattr(missed, "A_DAY", 2)
    for word in ("いち", "にい", "さん", "いち"):
        missed.count("mihonshi", word)
    assert list(MissedWord.objects.order_by("pk").values_list("word", "number")) == [("いち", 2), ("にい", 1)]
