"""Situations hold or refuse; effects tell what a change does. On plain Releases, but for the way into the checks."""

from dataclasses import replace

import pytest
from django.utils import translation

from cms.models import Situation, SituationEntry, SituationWorry
from handbook import matching, rehearsing
from handbook.release.checks import Refused
from handbook.release.compose import compose
from handbook.release.effects import effects, lines
from handbook.release.schema import Match, Phone
from handbook.release.situations import Expected, play, play_all
from handbook.release.situations import Situation as Played
from tests import factories as make
from tests.handbook.sample import RELEASE


def failures(release=RELEASE, **fields) -> list[str]:
    situation = Played(**{"id": 1, "name": "場面", "worries": (1,)} | fields)
    with translation.override("en"):
        outcome = play(release, matching.table(release), situation)
        return [failure.text("x").removeprefix("Situation “x”: ") for failure in outcome.failures]


def shown(*worries: int) -> list[int]:
    return list(play(RELEASE, matching.table(RELEASE), Played(1, "x", worries)).shown)


def test_entry_within_and_entry_too_late():
    first, *_, last = shown(2, 3)
    rank = len(shown(2, 3))
    expected = (Expected(first, "早い", 1), Expected(last, "遅い", rank - 1), Expected(999, "無い", 12))
    assert failures(worries=(2, 3), expected=expected) == [
        f"“遅い” must be among the first {rank - 1} and is no. {rank}.",
        "“無い” must be among the first 12 and is not shown.",
    ]


def test_entry_that_must_never_be_shown():
    program = shown(2)[0]
    assert failures(worries=(2,), expected=(Expected(program, "貸付", None),)) == [
        "“貸付” must never be shown and stands at no. 1."
    ]
    assert failures(worries=(2,), expected=(Expected(999, "貸付", None),)) == []


def test_hotline_stands_above():
    assert failures(worries=(1,), hotline="h1", hotline_name="よりそい") == []
    assert failures(worries=(2,), hotline="h1", hotline_name="よりそい") == [
        "the hotline “よりそい” does not stand above the cards."
    ]


def test_program_of_a_hotline_above_counts_as_shown():
    assert failures(worries=(4,), expected=(Expected(40, "女性の相談", 1),)) == []
    assert failures(worries=(4,), expected=(Expected(40, "女性の相談", None),)) != []


def test_retired_worry_is_told():
    assert failures(worries=(999,)) == ["a worry in it is no longer published. Change the situation."]


def test_city_is_held_to_what_protects_people_only():
    first = shown(2)[0]
    expected = (Expected(999, "無い", 12), Expected(first, "貸付", None))
    found = failures(worries=(2, 999), expected=expected, inherited=True)
    assert found == ["“貸付” must never be shown and stands at no. 1."]


def test_release_with_a_dangling_match_is_left_to_its_own_check():
    broken = replace(RELEASE, matches=(*RELEASE.matches, Match(999, 10)))
    assert play_all(broken, [Played(1, "x", (1,))]) == []


def weighing(program: int, worry: int, weight: int):
    """The sample with another strength; 0 takes the match away."""
    others = tuple(match for match in RELEASE.matches if (match.program, match.worry) != (program, worry))
    return replace(RELEASE, matches=(*others, Match(worry, program, "match", weight, "x")) if weight else others)


def test_nothing_changes():
    assert effects(RELEASE, RELEASE) == []
    with translation.override("en"):
        assert lines(RELEASE, RELEASE) == ["No card appears, vanishes or moves."]


def test_entry_that_vanishes_for_a_worry_and_appears_again():
    program = next(m.program for m in RELEASE.matches if m.worry == 2 and m.effect == "match")
    without = weighing(program, 2, 0)
    (gone,) = effects(RELEASE, without)
    assert (gone.program, gone.worry, gone.old_rank is None, gone.new_rank) == (program, 2, False, None)
    (back,) = effects(without, RELEASE)
    assert (back.old_rank, back.new_rank) == (None, gone.old_rank)


def test_number_of_a_shared_desk():
    desks = tuple(
        replace(desk, phones=(Phone("000-000-9999"),)) if desk.key == "d1" else desk for desk in RELEASE.desks
    )
    count = sum("d1" in program.desks for program in RELEASE.programs)
    with translation.override("en"):
        assert lines(RELEASE, replace(RELEASE, desks=desks)) == [
            f"The number of “くらし窓口” changes on {count} cards."
        ]


def freeze(handbook, **fields) -> Situation:
    situation = Situation(edition=handbook.edition, name="お金がない人", **fields)
    situation.worries = [SituationWorry(worry=handbook.money)]
    situation.entries = [SituationEntry(program=handbook.benefit.number, rule="never")]
    situation.save()
    return situation


def test_failing_situation_refuses_and_names_the_page(handbook):
    situation = freeze(handbook)
    with pytest.raises(Refused) as refusal:
        compose("zenkoku", "ja")
    (problem,) = refusal.value.problems
    assert problem.text == "場面「お金がない人」：「生活保護」は出してはいけないのに、2番目に出ます。"
    assert problem.page == handbook.benefit.pk
    situation.is_active = False
    situation.save()
    compose("zenkoku", "ja")


def test_city_on_it_is_refused_too(handbook):
    make.make_city(handbook.edition)
    freeze(handbook)
    with pytest.raises(Refused):
        compose("mihonshi", "ja")


def test_rehearsal_of_a_draft(handbook):
    handbook.benefit.matches = []
    draft = handbook.benefit.save_revision().pk
    told = rehearsing.of_revisions("zenkoku", [draft])
    assert told.effects == ["「手持ちのお金がほとんどない」で「生活保護」が出なくなります（いまは2番目）。"]
    assert (told.failing, told.situations) == ([], 0)
    freeze(handbook)
    assert rehearsing.of_revisions("zenkoku", []).failing != []
    assert rehearsing.of_revisions("zenkoku", [draft]).failing == []
