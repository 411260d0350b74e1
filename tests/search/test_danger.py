"""What is said in danger is answered as the ticked worry would be: the same hotlines first, however it is spelt."""

import pytest

from search.find import find, opened
from tests.search import starter

SAID = {
    "kokoro-kietai": "死にたい しにたい 消えたい 飛び降りたい とびおりたい 全部終わりにしたい suicide I_want_to_die",
    "kokoro-kizu": "リストカット りすとかっと 自傷 リスカやめたい",
    "gakko-oyaga-kowai": "おかあさんにたたかれる お母さんに叩かれる パパにけられる ママがぶつ my_mom_hits",
    "kosodate-tatakisou": "子供を殴ってしまう 子どもを叩いてしまった こどもをなぐってしまう I_hit_my_child",
    "boryoku-kodomo-gyakutai": "隣の家から子どもの泣き声 となりのいえからこどものなきごえ 子供の泣き声が毎晩聞こえる",
    "gakko-ijime": "いじめられている 学校で殴られる がっこうでたたかれる",
    "kaigo-tsukare": "介護で母に手を上げてしまう にんちしょうのははをたたいてしまう",
}
CALM = """
生活保護は受けられるか 親の介護を続けられない 友達に助けられた 母になぐさめてほしい 会社に首を切られた
子供をぶじに産みたい むすめを預けたい 介護に疲れた 夫の暴言 赤ちゃんが泣きやまない ビザ_切れた 夫が昨日亡くなった
"""


@pytest.fixture(scope="module")
def crisis():
    index = opened(starter.handbook()[0])
    keys = [row["key"] for row in starter.rows("hotlines.csv")]
    return lambda query: [keys[int(place)] for place in find(index, query.replace("_", " "))["crisis"]]


@pytest.mark.parametrize("worry", SAID)
def test_words_lead_where_the_worry_leads(crisis, worry):
    lines = sorted((row for row in starter.rows("worry_hotlines.csv") if row["worry_key"] == worry), key=_order)
    first = [row["hotline_key"] for row in lines][:2]
    assert {query: crisis(query)[:2] for query in SAID[worry].split()} == dict.fromkeys(SAID[worry].split(), first)


def _order(row):
    return int(row["order"])


def test_who_took_something_or_is_threatened_is_told_of_the_ambulance_and_the_police(crisis):
    assert crisis("睡眠薬をたくさん飲んだ")[:2] == ["119", "inochisos"]
    assert crisis("お父さんに殺される")[0] == "110"


def test_weariness_is_met_gently(crisis):
    assert [crisis(query) for query in ("もうつかれた", "もう疲れた", "もう限界")] == [["yorisoi"]] * 3


def test_everyday_words_raise_no_alarm(crisis):
    assert [query for query in CALM.split() if crisis(query)] == []
