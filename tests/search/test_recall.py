"""What must never get worse. `python -m tests.bench.search` shows the figures in full."""

import gzip
import json

import pytest

from tests.search import recall, starter


@pytest.fixture(scope="module")
def asked():
    return list(recall.on_the_starter_handbook())


@pytest.fixture(scope="module")
def in_kana():
    return list(recall.on_the_starter_handbook(in_kana=True))


def test_questions_name_entries_that_exist():
    programs, worries = ({row["key"] for row in starter.rows(name)} for name in ("programs.csv", "worries.csv"))
    for query in recall.questions():
        assert set(query["programs"]) <= programs, query["q"]
        assert set(query["worries"]) <= worries, query["q"]


@pytest.mark.parametrize("split", ["tune", "heldout", "seen", "outside", "fresh", "fresh-heldout", "pairs"])
def test_right_help_is_found(asked, split):
    group = [one for one in asked if one.split == split]
    assert recall.share(group, "entries") >= 0.75
    assert recall.share(group, "blocks") >= 0.9


def test_right_help_is_found_in_kana_as_in_kanji(asked, in_kana):
    both = {query["q"] for query in recall.questions() if "kana" in query}
    in_kanji = [one for one in asked if one.query in both]
    for what in ("entries", "blocks"):
        assert recall.share(in_kana, what) >= recall.share(in_kanji, what) - 0.015
    assert recall.share(in_kana, "entries") >= 0.8
    assert recall.share(in_kana, "blocks") >= 0.9


def test_danger_is_always_recognised(asked, in_kana):
    assert [one.query for one in [*asked, *in_kana] if one.kind == "crisis" and not one.crisis] == []


def test_hotlines_of_danger_exist():
    known = {row["number"] for row in starter.rows("hotlines.csv")}
    assert {number for _says, numbers in starter.crisis() for number in numbers} <= known


def test_everyday_needs_raise_no_alarm(asked):
    calm = [one for one in asked if one.kind in {"official", "partial", "abbrev", "variant", "width", "typo"}]
    assert [one.query for one in calm if one.crisis] == []


def test_light_enough_to_travel():
    data = json.dumps(starter.handbook()[0], ensure_ascii=False, separators=(",", ":")).encode()
    assert len(gzip.compress(data, 9, mtime=0)) <= 60_000  # in brotli some seven thousand less
