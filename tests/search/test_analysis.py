"""What counts as the same writing, and what a text is cut into."""

import pytest

from search.analysis import aloud, fold, terms


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("ﾊﾛｰﾜｰｸ", "はろわく"),
        ("ＤＶ", "dv"),
        ("しゃっきん", "しやつきん"),
        ("ガス代", "がす代"),
        ("がぎぐ", "がぎぐ"),
        ("LGBTの相談", "lgbt の相談"),
        ("児童　手当、 申請", "児童手当申請"),
        ("Không trả được", "khong tra duoc"),
        ("años", "anos"),
        ("簽證 學費", "签証学費"),
        ("\x00\ud800<b>(.*)+$", "b"),
        ("𠮷野家", "野家"),
        ("", ""),
    ],
)
def test_one_spelling(typed, folded):
    assert fold(typed) == folded


def test_voiced_kana_stay_voiced():
    assert fold("か\u3099す") == fold("ガス") != fold("かす")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("家賃が払えない", ["家賃", "えな", "ない", "家", "賃", "払"]),
        ("びざ", ["びざ"]),
        ("歯", ["歯"]),
        ("single parents", ["single", "parent"]),
        ("my stories", ["my", "story"]),
        ("nhk免除", ["nhk", "免除", "免", "除"]),
        ("签证到期", ["签证", "证到", "到期", "签", "证", "到", "期"]),
        ("", []),
    ],
)
def test_terms(text, expected):
    assert terms(text) == expected


@pytest.mark.parametrize(
    ("typed", "kana"),
    [
        ("shinitai", "しにたい"),
        ("shakkin", "しやつきん"),
        ("kinnen matcha", "きんねんまつちや"),
        ("jutaku", "じゆたく"),
        ("tsurai", "つらい"),
        ("byouin okane", "びよういんおかね"),
        ("fuan", "ふあん"),
        ("rent hoiku", "ほいく"),
        ("want kaigo", ""),
        ("no", ""),
    ],
)
def test_japanese_in_latin_letters(typed, kana):
    assert aloud(typed, {"rent"}) == kana
