"""Readings over kanji, in Python and in the browser's twin."""

import json
from pathlib import Path

import pytest

from search import furigana
from tests.handbook.javascript import Module

VECTORS = json.loads((Path(__file__).parent / "vectors" / "furigana.json").read_text(encoding="utf-8"))
WORDS, CASES = VECTORS["words"], VECTORS["cases"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"])
def test_reading_stands_over_kanji_only(case):
    assert [list(part) for part in furigana.segments(case["text"], WORDS)] == case["segments"]


def test_browser_finds_the_same():
    longest = max(map(len, WORDS))
    calls = [[case["text"], WORDS, longest] for case in CASES]
    assert Module("furigana.js").each("segments", calls) == [case["segments"] for case in CASES]


def test_kana_of_a_word_part_its_reading():
    assert furigana.runs("申し込み", "モウシコミ") == "もう|こ"
    assert furigana.runs("ケガの手当て", "けがのてあて") == "てあ"
    assert furigana.runs("申し込み", "とどけ") is None


def test_everything_is_escaped_and_stands_in_one_element():
    made = furigana.html("<i>生活", WORDS)
    assert made == ('<f-g>&lt;i&gt;<ruby>生活<rp>（</rp><rt aria-hidden="true">せいかつ</rt><rp>）</rp></ruby></f-g>')
    assert furigana.html("a<b", WORDS) == "a&lt;b"


@pytest.mark.parametrize(("text", "reading"), [("相談員の方", "かた"), ("父母", "ふぼ"), ("避難所", "ひなんじょ")])
def test_table_reads_as_people_of_the_office_do(text, reading):
    assert furigana.segments(text, furigana.table())[-1][1] == reading


def test_mark_says_how_a_word_is_read_in_its_place():
    assert furigana.marked("{市場|いちば}の方", WORDS) == {"市場の方": "いちば|かた"}
    assert furigana.marked("朝{市場|いちば}の方", WORDS) == {"市場": "いちば"}  # nobody can read 朝 here
    assert furigana.marked("{申し込み|もうしこみ}", WORDS) == {"申し込み": "もう|こ"}
    assert furigana.unmarked("{市場|いちば}の方") == "市場の方"


def test_words_that_want_a_reading_have_a_draft_where_sudachi_is_installed(monkeypatch):
    text = "2日に市場へ届けます"
    monkeypatch.setattr(furigana, "sudachi", lambda: None)
    assert furigana.wanting(text, WORDS) == [("市場", ""), ("届", "")]
    words = [
        ("2", "ニ"),
        ("日", "ニチ"),
        ("に", "ニ"),
        ("市場", "シジョウ"),
        ("へ", "ヘ"),
        ("届け", "トドケ"),
        ("ます", "マス"),
    ]
    monkeypatch.setattr(furigana, "sudachi", lambda: lambda text: iter(words))
    assert furigana.wanting(text, WORDS) == [("市場", "しじょう"), ("届け", "とどけ")]
