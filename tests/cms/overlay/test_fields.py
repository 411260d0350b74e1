"""The rule of the overlay as staff see it: alone, and against the one that Releases are composed with."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as some

from cms.overlay.fields import INHERITED, covered, division_of_change, resolved, state_of_entry
from handbook.release import overlay
from handbook.release.schema import Link, Match, Program

OWN = {"change": "own", "title": "児童手当", "reading": "じどうてあて", "kind": "benefit", "summary": "お金が出ます。"}
ADAPT = {"change": "adapt", "title": "児童手当", "inherit_title": True}


@pytest.mark.parametrize(
    ("fields", "division", "state"),
    [
        ({}, 0, "inherited"),
        ({"summary": "市から出ます。"}, 0, "replaced"),
        ({"say": "児童手当のことで来ました"}, 1, "added"),
        ({"desks": [{"desk": 1}]}, 1, "added"),
        ({"summary": "市から出ます。", "links": [{"url": "https://city.example/"}]}, 1, "replaced"),
        ({"target": "市に住む人"}, 2, "added"),
        ({"age_max": 0}, 2, "added"),
        ({"inherit_title": False}, 0, "replaced"),
        ({"target_audience": "self"}, 0, "inherited"),
        ({"change": "hide"}, None, "hidden"),
        ({"change": "own"}, None, "added"),
    ],
)
def test_division_and_state(fields, division, state):
    assert division_of_change({**ADAPT, **fields}, OWN) == division
    assert state_of_entry({**ADAPT, **fields}, OWN) == state


def test_only_what_stands_over_a_change_is_a_question():
    before = {**OWN, "matches": [{"worry": 1, "weight": 3}], "desks": [{"desk": 5}]}
    now = {**before, "summary": "額が変わりました。", "target": "だれでも", "matches": [{"worry": 1, "weight": 1}]}
    assert covered(ADAPT, before, now) == []
    assert covered({**ADAPT, "summary": "市の文"}, before, now) == ["summary"]
    assert covered({**ADAPT, "matches": [{"worry": 1, "weight": 2}]}, before, now) == ["matches"]
    assert covered({**ADAPT, "matches": [{"worry": 2, "weight": 2}]}, before, now) == []
    assert covered({**ADAPT, "change": "hide"}, before, now) == ["summary", "target", "matches"]
    assert covered({**ADAPT, "desks": [{"desk": 9}]}, before, {**before, "desks": []}) == ["desks"]


def test_both_rules_know_the_same_fields():
    of_release = {*overlay._INHERITED, "sensitive", "audience"} - {"scope", "local", "unchecked"}
    names = {"url": "official_url", "audience": "target_audience"}
    assert {names.get(name, name) for name in of_release} == set(INHERITED)


text = some.sampled_from(["", "あ", "い"])
rows = some.lists(some.integers(1, 3), unique=True, max_size=3)
layer = some.fixed_dictionaries(
    {
        "change": some.sampled_from(["adapt", "own", "hide"]),
        "inherit_title": some.booleans(),
        "title": some.sampled_from(["う", "え"]),
        "reading": text,
        "summary": text,
        "target": text,
        "age_min": some.sampled_from([None, 0, 3]),
        "sensitive": some.booleans(),
        "target_audience": some.sampled_from(["self", "child"]),
        "worries": rows,
        "desks": rows,
        "links": rows,
    }
)


@given(some.lists(layer, min_size=1, max_size=3))
def test_staff_see_what_is_composed(layers):
    seen = resolved(_for_staff(layer) for layer in layers)
    drafts = overlay.resolve([[_for_release(layer, place)] for place, layer in enumerate(layers)]).drafts
    assert (seen is None) == (not drafts)
    if seen is None:
        return
    program = drafts[0].program
    assert [seen.get(name) or None for name in ("title", "reading", "summary", "target")] == [
        value or None for value in (program.title, program.reading, program.summary, program.target)
    ]
    assert (seen.get("age_min"), bool(seen.get("sensitive"))) == (program.age_min, program.sensitive)
    assert seen.get("target_audience", "self") == program.audience[0]
    assert tuple(str(row["desk"]) for row in seen["desks"]) == program.desks
    assert [row["url"] for row in seen["links"]] == [link.url for link in program.links]
    assert [(row["worry"], row["reason"]) for row in seen["matches"]] == [
        (match.worry, match.reason) for match in drafts[0].matches
    ]


def _for_staff(layer: dict) -> dict:
    return {
        **dict.fromkeys(INHERITED, ""),
        **layer,
        "desks": [{"desk": desk} for desk in layer["desks"]],
        "links": [{"url": str(link)} for link in layer["links"]],
        "matches": [{"worry": worry, "reason": layer["title"]} for worry in layer["worries"]],
    }


def _for_release(layer: dict, place: int) -> overlay.Draft:
    program = Program(
        id=1,
        key=str(place),
        order=0,
        kind="",
        audience=(layer["target_audience"],),
        desks=tuple(map(str, layer["desks"])),
        links=tuple(Link("", str(link)) for link in layer["links"]),
        **{name: layer[name] for name in ("title", "reading", "summary", "target", "age_min", "sensitive")},
    )
    program = replace(program, local=place == 0)
    matches = tuple(Match(worry, 1, reason=layer["title"]) for worry in layer["worries"])
    keeps = layer["change"] == "adapt" and layer["inherit_title"]
    return overlay.Draft(program, matches, layer["change"], keeps, place)
