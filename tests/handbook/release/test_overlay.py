"""What becomes of a base entry under each change, as a table."""

from dataclasses import replace

import pytest

from handbook.release.overlay import MIXED, Draft, resolve
from handbook.release.schema import Freshness, Link, Match, Program

BASE = Program(
    id=1,
    key="base",
    order=0,
    kind="benefit",
    title="児童手当",
    reading="じどうてあて",
    summary="子どものいる家庭にお金が出ます。",
    documents="本人確認書類",
    age_min=3,
    audience=("family",),
    desks=("base-desk",),
    links=(Link("国", "https://example.org/kuni"),),
    scope="全国共通",
    freshness=Freshness(checked_on="2026-11-01"),
)
EMPTY = Program(id=1, key="own", order=0, kind="", title="児童手当", scope="見本市", local=True)


def national(**fields) -> Draft:
    return Draft(replace(BASE, **fields), (Match(7, 1, weight=3, reason="国"), Match(8, 1, weight=1)), page=10)


def city(change="adapt", keeps_title=True, matches=(), **fields) -> Draft:
    return Draft(replace(EMPTY, **fields), tuple(matches), change, keeps_title, page=20)


def merged(**fields) -> Program:
    return resolve([[city(**fields)], [national()]]).drafts[0].program


@pytest.mark.parametrize(
    ("own", "field", "expected"),
    [
        ({}, "summary", BASE.summary),
        ({"summary": "市が月千円を足します。"}, "summary", "市が月千円を足します。"),
        ({}, "kind", "benefit"),
        ({"kind": "service"}, "kind", "service"),
        ({}, "age_min", 3),
        ({"age_min": 0}, "age_min", 0),
        ({}, "audience", ("family",)),
        ({"audience": ("child",)}, "audience", ("child",)),
        ({}, "desks", ("base-desk",)),
        ({"desks": ("city-desk",)}, "desks", ("city-desk",)),
        ({"sensitive": True}, "sensitive", True),
        ({}, "key", "base"),
        ({}, "scope", "見本市"),
        ({}, "local", True),
        ({}, "freshness", BASE.freshness),
        ({"freshness": Freshness("福祉課", "2026-11-20")}, "freshness", Freshness("福祉課", "2026-11-20")),
    ],
)
def test_filled_replaces_and_empty_inherits(own, field, expected):
    assert getattr(merged(**own), field) == expected


def test_title_brings_its_reading():
    assert merged(title="見本市児童手当").title == "児童手当"  # keeps the base entry's title
    own = merged(title="見本市児童手当", keeps_title=False)
    assert (own.title, own.reading) == ("見本市児童手当", "")


def test_links_add_and_the_same_address_stands_once():
    own = (Link("市", "https://example.org/shi"), Link("国のページ", "https://example.org/kuni"))
    assert merged(links=own).links == own
    assert merged(links=own[:1]).links == (*own[:1], *BASE.links)


def test_matches_add_and_one_for_the_same_worry_replaces():
    own = [Match(7, 1, weight=1, reason="市"), Match(9, 1, weight=2)]
    (draft,) = resolve([[city(matches=own)], [national()]]).drafts
    assert [(match.worry, match.weight) for match in draft.matches] == [(8, 1), (7, 1), (9, 2)]


def test_problem_of_an_adaptation_is_put_right_in_the_adaptation():
    assert resolve([[city()], [national()]]).drafts[0].page == 20


def test_entry_without_adaptation_is_adopted():
    (draft,) = resolve([[], [national()]]).drafts
    assert draft.program == BASE


def test_hidden_entry_is_gone_and_known_as_hidden():
    overlay = resolve([[city("hide")], [national()]])
    assert (overlay.drafts, overlay.hidden) == ((), frozenset({1}))


def test_hiding_what_is_not_there_harms_nobody():
    overlay = resolve([[city("hide")], []])
    assert (overlay.drafts, overlay.hidden, overlay.orphans) == ((), frozenset(), ())


def test_own_entries_stand_before_the_base_and_adapted_ones_keep_their_place():
    base = [national(id=2), national(id=1), national(id=3)]
    own = [city(), city("own", id=9), city("own", id=8)]
    assert [draft.program.id for draft in resolve([own, base]).drafts] == [9, 8, 2, 1, 3]


def test_three_editions_are_laid_over_one_another():
    prefecture = city(summary="県が足します。", scope="県", local=False)
    own = city(documents="通帳")
    program = resolve([[own], [prefecture], [national()]]).drafts[0].program
    assert (program.summary, program.documents, program.scope) == ("県が足します。", "通帳", "見本市")


def test_adaptation_of_nothing_is_an_orphan():
    overlay = resolve([[city()], []])
    assert (overlay.drafts, [draft.page for draft in overlay.orphans]) == ((), [20])


def test_second_entry_with_a_number_is_a_double():
    overlay = resolve([[city("own"), replace(city("own"), page=21)]])
    assert ([d.page for d in overlay.drafts], [d.page for d in overlay.doubles]) == ([20], [21])


@pytest.mark.parametrize(
    ("base", "own", "says", "expected"),
    [
        ("en", "en", "text", "en"),
        ("en", "ja", "", "en"),
        ("en", "ja", "text", MIXED),
        ("ja", "en", "text", MIXED),
        ("ja", "ja", "text", "ja"),
    ],
)
def test_card_is_in_one_language(base, own, says, expected):
    overlay = resolve([[city(lang=own, summary=says)], [national(lang=base)]])
    assert overlay.drafts[0].program.lang == expected
