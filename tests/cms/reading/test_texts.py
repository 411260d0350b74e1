"""Differences that a person can read at a glance."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.reading.texts import Op, of_new, of_old, pieces

SIGNS = {Op.SAME: "{}", Op.REMOVED: "[-{}-]", Op.ADDED: "[+{}+]"}


def marked(old: str, new: str) -> str:
    return "".join(SIGNS[piece.op].format(piece.text) for piece in pieces(old, new))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("", "", ""),
        ("同じ。", "同じ。", "同じ。"),
        ("", "新しい。", "[+新しい。+]"),
        ("消える。", "", "[-消える。-]"),
        ("本庁舎3階", "本庁舎2階", "本庁舎[-3-][+2+]階"),
        ("月8,000円", "月10,000円", "月[-8,000-][+10,000+]円"),
        ("050-0000-2008", "050-0000-2018", "[-050-0000-2008-][+050-0000-2018+]"),
        ("令和8年3月31日まで", "令和9年3月31日まで", "[-令和8年3月31日-][+令和9年3月31日+]まで"),
        ("平日8:30〜17:15", "平日8:30〜19:00", "平日8:30〜[-17:15-][+19:00+]"),
        ("はじめ。おわり。", "はじめ。なか。おわり。", "はじめ。[+なか。+]おわり。"),
        ("戸籍謄本、印かん", "戸籍（写し）、印かん", "戸籍[-謄本-][+（写し）+]、印かん"),
        ("赤と青", "白と黒", "[-赤と青-][+白と黒+]"),  # a gap of one sign is no gap
        (
            "市の窓口で申し込みます。",
            "郵便で送ってください。",
            "[-市の窓口で申し込みます-][+郵便で送ってください+]。",
        ),
    ],
)
def test_difference(old, new, expected):
    assert marked(old, new) == expected


@given(st.text("あい1。-\n", max_size=12), st.text("あい1。-\n", max_size=12))
def test_both_texts_can_be_read_from_it(old, new):
    found = pieces(old, new)
    assert "".join(piece.text for piece in of_old(found)) == old
    assert "".join(piece.text for piece in of_new(found)) == new
    assert all(a.op != b.op for a, b in itertools.pairwise(found))
