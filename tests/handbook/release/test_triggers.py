"""Everything that residents would see makes the editions concerned compose."""

import pytest
from wagtail.models import Page

from cms.models import Confirmation, EditionPage
from handbook.models import StoredRelease
from handbook.release import publish, store
from tests import factories as make
from tests.handbook.release.acts import current, edit

pytestmark = pytest.mark.django_db


def test_publishing_reaches_readers(released, commit):
    before = store.current("zenkoku", "ja")
    with commit():
        edit(released.benefit, summary="新しい説明です。")
    after = store.current("zenkoku", "ja")
    assert after.program_by_id[released.benefit.number_id].summary == "新しい説明です。"
    assert before.hash != after.hash
    assert current().number == 2


def test_change_of_the_base_composes_the_city_too(released, composed, commit):
    make.make_city(released.edition)
    with commit():
        edit(released.benefit, summary="新しい説明です。")
    assert sorted(composed) == ["mihonshi", "zenkoku"]
    assert current("mihonshi").number == 1


def test_unpublishing_takes_the_card_away(released, commit):
    with commit():
        Page.objects.get(pk=released.benefit.pk).specific.unpublish()
    assert released.benefit.number_id not in store.current("zenkoku", "ja").program_by_id


def test_deleting_leaves_a_tombstone(released, commit):
    number = released.benefit.number_id
    with commit():
        Page.objects.get(pk=released.benefit.pk).specific.delete()
    release = store.current("zenkoku", "ja")
    assert number not in release.program_by_id
    assert release.tombstones.programs == {str(number): None}


def test_deleting_a_whole_folder_is_noticed(released, composed, commit):
    folder = make.make_department(released.edition, "別の課")
    make.make_program(folder, "応援金", matches={released.money: 1})
    with commit():
        Page.objects.get(pk=folder.pk).delete()
    assert composed == ["zenkoku"]


def test_moving_composes_both_places(released, composed, commit):
    city = make.make_city(released.edition)
    other = make.make_edition("tonari")
    extra = make.make_program(city.department, "市の応援金", matches={released.money: 1})
    target = make.make_department(other)
    with commit():
        Page.objects.get(pk=extra.pk).move(Page.objects.get(pk=target.pk), pos="last-child")
    assert sorted(composed) == ["mihonshi", "tonari"]


def test_confirming_dates_the_card(released, commit):
    with commit():
        Confirmation.objects.create(page=released.benefit, department="福祉課")
    program = store.current("zenkoku", "ja").program_by_id[released.benefit.number_id]
    assert program.freshness.department == "福祉課"


def test_new_host_leads_to_its_edition_without_a_new_release(released, commit):
    make.make_city(released.edition)
    publish.compose_now()
    with commit():
        make.make_site(EditionPage.objects.get(slug="mihonshi"), "www.mihonshi.example", is_default_site=False)
        make.make_site(released.edition, "zenkoku.example")
    assert store.edition_for("www.mihonshi.example:8000") == "mihonshi"
    assert store.edition_for("WWW.Mihonshi.Example") == "mihonshi"
    assert store.edition_for("elsewhere.example") == "zenkoku"
    assert store.editions()[0] == ("zenkoku", ["ja"], True)
    assert StoredRelease.objects.count() == 2


@pytest.mark.parametrize("act", ["unpublish", "delete"])
def test_edition_that_is_withdrawn_leads_nowhere(released, act, commit):
    with commit():
        getattr(Page.objects.get(pk=released.edition.pk).specific, act)()
    assert store.editions() == []
    assert StoredRelease.objects.count() == 1
