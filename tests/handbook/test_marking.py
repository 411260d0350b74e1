"""What was taken out and what was added, for the eye and for the ear."""

import re

import pytest

from handbook import marking


def bare(html: str) -> str:
    return re.sub(r"<span[^>]*>[^<]*</span>", "", html)


@pytest.mark.parametrize(
    ("old", "new", "marked_old", "marked_new"),
    [
        ("同じ文です。", "同じ文です。", "同じ文です。", "同じ文です。"),
        ("民間の賃貸住宅に住む", "民間の賃貸住宅か市営住宅に住む", None, "民間の賃貸住宅<ins>か市営住宅</ins>に住む"),
        ("電話 050-0000-2008 です", "電話 050-0000-2018 です", None, "電話 <ins>050-0000-2018</ins> です"),
        ("月8,000円", "月10,000円", "月<del>8,000</del>円", "月<ins>10,000</ins>円"),
        ("あXいYう", "あPいQう", None, "あ<ins>PいQ</ins>う"),
        ("<b>", "<i>", "&lt;<del>b</del>&gt;", "&lt;<ins>i</ins>&gt;"),
        ("", "新しい", "", "<ins>新しい</ins>"),
    ],
)
def test_marks(old, new, marked_old, marked_new):
    before, after = marking.texts(old, new)
    assert bare(after) == marked_new
    assert marked_old is None or bare(before) == marked_old


def test_tags_stay_as_they_are():
    old, new = '<p class="a">月<b>8,000</b>円</p>', '<p class="b">月<b>10,000</b>円</p><p>追加の行</p>'
    before, after = marking.html(old, new)
    assert bare(before) == '<p class="a">月<b><del>8,000</del></b>円</p>'
    assert bare(after) == '<p class="b">月<b><ins>10,000</ins></b>円</p><p><ins>追加の行</ins></p>'


def test_marks_are_said_aloud():
    before, after = marking.texts("無料", "有料")
    assert "削除：" in before
    assert "追加：" in after
