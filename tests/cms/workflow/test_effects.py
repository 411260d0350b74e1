"""What a proposal does to residents is told once for each state of the handbook."""

from unittest import mock

from cms.models import EditionPage, ProgramPage
from cms.workflow import effects
from handbook.models import StoredRelease
from handbook.rehearsing import Rehearsal
from handbook.release import publish, switch

from .world import draft


def test_effects_are_told_anew_once_the_nation_goes_back_a_release(town):
    publish.compose_now(["zenkoku"])
    nation = EditionPage.objects.get(slug="zenkoku")
    benefit = ProgramPage.objects.descendant_of(nation).first()
    draft(benefit, town["welfare"], summary="別の文です。").latest_revision.publish()
    publish.compose_now(["zenkoku"])
    revision = draft(town.program, town["clerk"]).latest_revision_id
    with mock.patch("handbook.rehearsing.of_revisions", return_value=Rehearsal(["順番が変わります。"], [], 0)) as told:
        for _look in range(2):
            assert effects.of_revisions(town.edition, [revision]).lines == ["順番が変わります。"]
        assert told.call_count == 1
        switch.roll_back(StoredRelease.objects.get(edition="zenkoku", number=1))
        effects.of_revisions(town.edition, [revision])
        assert told.call_count == 2
