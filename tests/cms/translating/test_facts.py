"""What a translation must not lose, in the ways in which languages write it."""

import pytest

from cms.translating.facts import lost, wrong_language

KEPT = [
    ("月に8万円まで", "Up to 80,000 yen a month", "en"),
    ("月に8万円まで", "Até 80.000 ienes por mês", "pt"),
    ("月に80,000円", "月額８００００円", "zh-hans"),
    ("費用の3割", "30% of the cost", "en"),
    ("令和8年4月1日から", "From April 1, 2026", "en"),
    ("4月1日から", "Từ ngày 1 tháng 4", "vi"),
    ("4月1日から", "A partir del 1 de abril", "es"),
    ("4月1日から", "Mula Abril 1", "fil"),
    ("65歳以上", "६५ वर्ष माथि", "ne"),
    ("65歳以上", "အသက် ၆၅ နှစ်", "my"),
    ("平日8:30〜17:15", "Weekdays 8:30 a.m. to 5:15 p.m.", "en"),
    ("午後5時まで", "Until 17:00", "en"),
    ("24時間", "24 hours", "en"),
    ("電話 03-0000-0001", "Phone +81 3 0000 0001", "en"),
    ("電話は#9110", "Call #9110", "en"),
    ("1年のうちに", "Within a year", "en"),
    ("高校3年生の年度末まで", "Đến hết năm học lớp 12", "vi"),
    ("%(name)sの窓口", "Desk of %(name)s", "en"),
]
LOST = [
    ("月に8万円まで", "Up to 8,000 yen", "en"),
    ("費用の3割", "A third of the cost", "en"),
    ("電話 0120-000-001", "Phone 0120-000-010", "en"),
    ("4月1日から", "From May 1", "en"),
    ("平日17:15まで", "Until 5:00 p.m.", "en"),
    ("65歳以上", "Older people", "en"),
    ("高校3年生の年度末まで", "Đến hết năm học lớp 11", "vi"),
    ("相談できます", "Call 03-1234-5678", "en"),
    ("%(name)sの窓口", "Desk", "en"),
    ("https://example.org/a を見る", "See https://example.org/b", "en"),
]


@pytest.mark.parametrize(("japanese", "said", "language"), KEPT)
def test_kept(japanese, said, language):
    assert lost(japanese, said, language) == []


@pytest.mark.parametrize(("japanese", "said", "language"), LOST)
def test_lost(japanese, said, language):
    assert lost(japanese, said, language)


@pytest.mark.parametrize(
    ("said", "language", "is_right"),
    [
        ("Money", "en", True),
        ("Hello Work (ハローワーク)", "en", False),
        ("儿童津贴", "zh-hans", True),
        ("子どもの手当", "zh-hans", False),
        ("아동 수당", "ko", True),
        ("Allowance", "ko", False),
        ("お金が もらえます", "ja-simple", True),
        ("ငွေ", "en", False),
        ("0120-000-001", "en", True),
    ],
)
def test_language(said, language, is_right):
    assert (wrong_language(said, language) == "") == is_right
