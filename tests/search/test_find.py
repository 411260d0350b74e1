"""Finding: what a resident may type and what must come back, in Python and in JavaScript alike."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.find import find, opened
from tests.handbook.javascript import Module
from tests.search import world

VECTORS = json.loads((Path(__file__).parent / "vectors" / "find.json").read_text(encoding="utf-8"))
HOSTILE = [
    "\x00",
    "家賃\x00",
    "\ud800",
    "あ" * 1_000_000,
    "(.*)*$",
    "\\",
    '"',
    "' OR 1=1 --",
    "%",
    "\u202e\u200b",
    "+",
    "~",
    "𠮷" * 300,
]
PIECES = [
    "家賃",
    "やちん",
    "介護",
    "かいご",
    "アパート",
    "母",
    "世話",
    "消えたい",
    "刃物",
    "ＲＥＮＴ",
    "rents",
    "ｶｲｺﾞ",
    "ー",
    " ",
    "yachin",
    "kaigo",
    "happyaku",
    "mattcha",
    "nn",
    "dya",
    "房租",
    "簽證",
]


@pytest.fixture(scope="module")
def index():
    return opened(world.index())


@pytest.fixture(scope="module")
def javascript():
    return asking(world.index())


def asking(data):
    module = Module("find.js")
    module.engine.eval(f"const index = opened({json.dumps(data)}); const ask = query => find(index, query);")
    return module


def ids(hits):
    return [hit[0] for hit in hits]


@pytest.mark.parametrize("query", ["家賃", "やちん", "ﾔﾁﾝ", "家賃が払えない", "rent", "RENTS", "アパート", "大家さん"])
def test_leads_to_the_worry_and_through_it_to_the_program(index, query):
    answer = find(index, query)
    assert ids(answer["worries"])[0] == 11
    assert 21 in ids(answer["programs"])[:2]
    assert ids(answer["categories"])[0] == 1


@pytest.mark.parametrize("query", ["住居確保", "じゅうきょかくほ", "じゆうきよかくほ", "ｼﾞｭｳｷｮｶｸﾎ", "住居確保給付"])
def test_part_of_a_name_or_its_reading(index, query):
    assert ids(find(index, query)["programs"])[0] == 21


def test_typing_mistake_in_a_reading(index):
    assert ids(find(index, "せいかつほこ")["programs"])[0] == 24


def test_all_parts_of_an_everyday_word_must_be_said(index):
    assert ids(find(index, "母の世話")["worries"]) == [12]
    assert ids(find(index, "母")["worries"]) == []


@pytest.mark.parametrize(
    ("query", "hotlines"),
    [
        ("消えたい", ["inochi", "119"]),
        ("キエタイ", ["inochi", "119"]),
        ("刃物で死にたい", ["inochi", "119", "110"]),
        ("I will kill myself", ["inochi", "119"]),
        ("家賃", []),
    ],
)
def test_crisis_is_decided_by_words(index, query, hotlines):
    assert find(index, query)["crisis"] == hotlines


def test_latin_letters_are_found_at_the_beginning_of_a_word_only(index):
    assert find(index, "upskill myself")["crisis"] == []


def test_crisis_needs_no_hit(index):
    answer = find(index, "刃物")
    assert answer["crisis"] == ["110", "119"]
    assert answer["worries"] == answer["programs"] == []


@pytest.mark.parametrize("query", ["", " ", "xyzzy", "ラーメン"])
def test_unsure_where_nothing_fits(index, query):
    answer = find(index, query)
    assert answer["weak"]
    assert answer["programs"] == []


@pytest.mark.parametrize("query", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_input_gets_an_answer(index, query):
    assert set(find(index, query)) == {"crisis", "worries", "programs", "categories", "desks", "weak"}


@pytest.mark.parametrize("query", [query for query in HOSTILE if "\ud800" not in query])
def test_hostile_input_in_javascript(index, javascript, query):
    assert javascript.call("ask", query) == find(index, query)


def test_looks_at_the_first_characters_only(index):
    assert find(index, "あ" * 200 + "家賃")["programs"] == []


@pytest.mark.parametrize("case", VECTORS["cases"], ids=lambda case: case["query"])
def test_vector(case, javascript):
    assert find(opened(VECTORS["index"]), case["query"]) == case["answer"]


def test_vectors_in_javascript():
    module = asking(VECTORS["index"])
    queries = [[case["query"]] for case in VECTORS["cases"]]
    assert module.each("ask", queries) == [case["answer"] for case in VECTORS["cases"]]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=6)), max_size=8).map("".join))
def test_both_languages_agree(index, javascript, query):
    query = query.encode("utf-8", "ignore").decode()  # a lone surrogate cannot be sent to the engine
    assert javascript.call("ask", query) == find(index, query)


def test_of_an_empty_handbook():
    from search.index import build

    assert find(opened(build([], [], [])), "家賃")["weak"]
