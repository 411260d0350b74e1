import datetime

import pytest

from cms.preflight.wording import remarks
from cms.preflight.years import last_day

EASIER = [("支給いたします", "振り込みます"), ("支給", "渡すこと")]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("毎月、口座に振り込みます。", []),
        ("長" * 51, ["51字"]),
        ("短い。" * 30, []),
        ("毎月支給いたします。", ["「振り込みます」"]),  # the longer word, once
        ("支給いたします。支給額は市が決めます。", ["「振り込みます」", "「渡すこと」"]),
        ("使えないわけではありません。", ["「ないわけではありません」"]),
        ("出さないといけないことがあります。", []),
        ("申し込まなければなりません。", []),
        ("3〜5年", ["「から」と「まで」"]),
        ("そうだ〜と言う", []),
        ("令和8年度の金額です。", ["「令和8年度」"]),
        ("令和8年度（2026年度）の金額です。", []),
    ],
)
def test_remarks(text, words):
    found = list(remarks(text, EASIER))
    assert len(found) == len(words)
    assert all(word in remark for word, remark in zip(words, found, strict=True))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("令和8年度", "2027-03-31"),
        ("令和元年度", "2020-03-31"),
        ("２０２６年度", "2027-03-31"),
        ("令和7年度・令和8年度", "2027-03-31"),
        ("令和8年9月分まで", "2026-09-30"),
        ("2027年2月末まで", "2027-02-28"),
        ("2026年まで", "2026-12-31"),
        ("2025年4月改正", None),
        ("2026年13月まで", None),
        ("毎年見直し", None),
        ("", None),
    ],
)
def test_last_day_of_an_amount(text, day):
    assert last_day(text) == (datetime.date.fromisoformat(day) if day else None)
