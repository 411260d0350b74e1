"""The matching rule: vectors, invariants, and the twin in JavaScript on random worlds."""

import json
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handbook import codes
from handbook.matching import match, shared, table
from handbook.release.schema import Category, Edition, Hotline, Match, Program, Question, Release, Worry
from tests.handbook.javascript import Module

VECTORS = json.loads((Path(__file__).resolve().parents[2] / "handbook/api/vectors.json").read_text(encoding="utf-8"))
named = pytest.mark.parametrize("case", VECTORS["match"], ids=lambda case: case["name"])
named_shared = pytest.mark.parametrize("case", VECTORS["shared"], ids=lambda case: case["name"])
TEXTS = ["", "家賃を払えない", "受けられない場合があります", "a", "𠮷"]


@pytest.fixture(scope="module")
def javascript():
    return Module("matching.js")


def cards(result):
    return {item["id"]: item for band in result["bands"] for part in ("first", "rest") for item in band[part]}


def first(result):
    return [item["id"] for band in result["bands"] for item in band["first"]]


@named
def test_vector(case):
    assert match(case["table"], case["ticked"], case["weighing"]) == case["result"]


@named
def test_vector_in_javascript(case, javascript):
    assert javascript.call("match", case["table"], case["ticked"], case["weighing"]) == case["result"]


@named_shared
def test_shared_vector(case, javascript):
    hotlines = case.get("hotlines", [])
    assert shared(case["table"], case["ids"], hotlines) == case["result"]
    assert javascript.call("shared", case["table"], case["ids"], hotlines) == case["result"]


def line(dice, programs, hotlines):
    chosen = dice.sample(programs, dice.randint(0, min(20, len(programs))))
    return {
        "u": dice.choice([0, 0, 1, 2]),
        "m": [[program, dice.randint(1, 3), dice.choice(TEXTS)] for program in chosen],
        "c": [[dice.choice(programs), dice.choice(TEXTS[1:])] for _ in programs[: dice.randint(0, 2)]],
        "x": dice.sample(programs, min(len(programs), dice.choice([0, 0, 0, 1]))),
        "h": dice.sample(range(hotlines), dice.randint(0, hotlines)),
    }


@st.composite
def worlds(draw):
    """A table, what is ticked and what weighs most. Small numbers, so that ties and full screens are frequent."""
    dice = random.Random(draw(st.integers(0, 1 << 30)))
    worries = dice.sample(range(1, 300), draw(st.integers(0, 24)))
    programs = dice.sample(range(1, 99), draw(st.integers(0, 30)))
    hotlines = draw(st.integers(0, 9))
    made = {
        "worries": {str(id): line(dice, programs, hotlines) for id in worries},
        "programs": {str(id): {"band": dice.randint(1, 2), "order": dice.randint(0, 9)} for id in programs},
        "hotlines": [
            {"id": 7 * place, "program": dice.choice([None, *programs]), "kind": dice.randint(0, 1)}
            for place in range(hotlines)
        ],
        "first": 12,
    }
    ticked = dice.choices([*worries, 301, 302], k=draw(st.integers(0, 20)))
    return made, ticked, dice.sample(worries, min(len(worries), dice.randint(0, 3)))


@settings(max_examples=2000, deadline=None)
@given(worlds())
def test_javascript_says_the_same(javascript, setting):
    made, ticked, weighing = setting
    assert javascript.call("match", made, ticked, weighing) == match(made, ticked, weighing)
    lines = [7, 0, 7, 999, 28]
    assert javascript.call("shared", made, ticked, lines) == shared(made, ticked, lines)


@settings(max_examples=300, deadline=None)
@given(worlds())
def test_invariants(setting):
    made, ticked, weighing = setting
    result = match(made, ticked, weighing)
    shown, chosen = cards(result), first(result)
    known = [made["worries"][str(id)] for id in result["known"]]
    assert len(chosen) == min(12, len(shown))
    assert result["total"] == len(shown) + len(result["hotlines"]) + len(result["more_hotlines"])
    assert not {program for worry in known for program in worry["x"]} & set(shown)
    assert not {made["hotlines"][index]["program"] for index in result["hotlines"]} & set(shown)
    for worry in known if len(known) <= 12 else ():
        reachable = {program for program, _, _ in worry["m"]} & set(shown)
        assert not reachable or reachable & set(chosen)
    assert match(made, ticked[::-1] + ticked, weighing) == result


@settings(max_examples=300, deadline=None)
@given(worlds())
def test_urgent_worries_find_their_hotlines(setting):
    made, ticked, weighing = setting
    result = match(made, ticked, weighing)
    first, more = result["hotlines"], result["more_hotlines"]
    urgent = [worry for id in result["known"] if (worry := made["worries"][str(id)])["u"]]
    below = {index for index, line in enumerate(made["hotlines"]) if line["program"] in cards(result)}
    assert set(first) | set(more) | below >= {index for worry in urgent for index in worry["h"]}
    assert not set(first) & set(more)
    assert not below & set(more)
    assert {worry["h"][0] for worry in urgent if worry["u"] == 2 and worry["h"]} <= set(first)
    assert not more or len(first) >= 4


@settings(max_examples=300, deadline=None)
@given(worlds())
def test_one_more_tick_takes_a_card_away_only_by_excluding_or_by_showing_it_as_a_hotline(setting):
    made, ticked, weighing = setting
    before = match(made, ticked, weighing)
    for more in made["worries"]:
        after = match(made, [*ticked, int(more)], weighing)
        lines = made["hotlines"]
        allowed = set(made["worries"][more]["x"]) | {lines[index]["program"] for index in after["hotlines"]}
        assert set(cards(before)) - set(cards(after)) <= allowed


@settings(max_examples=200, deadline=None)
@given(worlds())
def test_a_worry_that_is_not_ticked_changes_nothing(setting):
    made, ticked, weighing = setting
    without = {**made, "worries": {id: line for id, line in made["worries"].items() if int(id) in ticked}}
    assert match(without, ticked, weighing) == match(made, ticked, weighing)


def release(**parts):
    questions = (Question("", "", parts.pop("worries")),)
    return Release(
        Edition("e", "", "", ""), "ja", (Category(1, "c", "", "", "", questions),),
        desks=(), **{"programs": (), "hotlines": (), "matches": (), **parts},
    )  # fmt: skip


def program(id, order, kind):
    return Program(id, f"p{id}", order, kind, f"program {id}")


def test_table_of_a_release():
    made = table(release(
        worries=(Worry(1, "", urgency="emergency", hotlines=(1, 0)), Worry(7, "", urgency="soon")),
        programs=(program(3, 1, "loan"), program(4, 2, "consultation")),
        hotlines=(Hotline("a", "A"), Hotline("b", "B", kind="emergency", program=4)),
        matches=(
            Match(1, 3, weight=3, reason="because"),
            Match(7, 3, "exclude", 0),
            Match(7, 4, "caution", 0, "mind"),
        ),
    ))  # fmt: skip
    assert made == {
        "worries": {
            "1": {"u": 2, "m": [[3, 3, "because"]], "c": [], "x": [], "h": [1, 0]},
            "7": {"u": 1, "m": [], "c": [[4, "mind"]], "x": [3], "h": []},
        },
        "programs": {"3": {"band": 2, "order": 1}, "4": {"band": 1, "order": 2}},
        "hotlines": [
            {"id": codes.of_hotline("a"), "program": None, "kind": 0},
            {"id": codes.of_hotline("b"), "program": 4, "kind": 1},
        ],
        "first": 12,
    }


@pytest.mark.parametrize("kind", ["benefit", "loan", "reduction", "service", "procedure"])
def test_only_consultations_are_to_talk_to(kind):
    made = table(release(worries=(), programs=(program(1, 1, kind), program(2, 2, "consultation"))))
    assert [made["programs"][id]["band"] for id in "12"] == [2, 1]
