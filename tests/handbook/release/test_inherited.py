"""A city stands on what residents of the base read, not on what its pages say."""

import pytest
from wagtail.models import Page

from handbook.models import ComposeRequest, StoredRelease
from handbook.release import inherited, publish, store, switch
from handbook.release.compose import compose
from tests import factories as make
from tests.handbook.release.acts import current, edit

pytestmark = pytest.mark.django_db


@pytest.fixture
def city(released):
    made = make.make_city(released.edition)
    publish.compose_now()
    return made


def summary(handbook, edition: str = "mihonshi") -> str:
    return current_release(edition).program_by_id[handbook.benefit.number_id].summary


def current_release(edition: str):
    return store.stored(current(edition).pk)


def test_city_follows_its_base(released, city, commit):
    with commit():
        edit(released.benefit, summary="新しい説明です。")
    assert summary(released) == summary(released, "zenkoku") == "新しい説明です。"


def test_base_that_is_refused_keeps_what_it_says_from_its_cities(released, city, commit):
    with commit():
        edit(released.benefit, summary="新しい説明です。")
        make.make_question(released.category, "眠れない")  # leads nowhere
        make.make_program(city.department, "市の応援金", matches={released.money: 1})
        publish.request(["zenkoku", "mihonshi"])
    assert current_release("mihonshi").programs[0].title == "市の応援金"
    assert summary(released) != "新しい説明です。"


def test_hold_of_the_base_holds_what_its_cities_inherit(released, city, commit):
    edit(released.benefit, summary="誤った説明です。")
    publish.compose_now()
    assert summary(released) == "誤った説明です。"
    with commit():
        switch.roll_back(StoredRelease.objects.get(edition="zenkoku", number=1))
    assert summary(released) != "誤った説明です。"
    with commit():  # what the city does in the meantime goes out, and the wrong text stays away
        page = make.make_program(city.department, "市の応援金", matches={released.money: 1})
        edit(page, summary="市のお金です。")
    assert current_release("mihonshi").programs[0].title == "市の応援金"
    assert summary(released) != "誤った説明です。"
    with commit():
        publish.let_go("zenkoku")
    assert summary(released) == "誤った説明です。"


@pytest.mark.parametrize("act", ["edit", "delete"])
def test_change_of_a_city_composes_that_city_only(released, city, composed, commit, act):
    make.make_city(released.edition, "tonari")
    page = make.make_program(city.department, "市の応援金", matches={released.money: 1})
    publish.compose_now()
    composed.clear()
    with commit():
        edit(page, summary="市のお金です。") if act == "edit" else Page.objects.get(pk=page.pk).specific.delete()
    assert composed == ["mihonshi"]
    assert current_release("mihonshi").tombstones.programs == ({str(page.number_id): None} if act == "delete" else {})
    assert compose("tonari", "ja").tombstones.programs == {}


def test_base_is_taken_apart_once_for_all_its_cities(released, commit, monkeypatch):
    for key in ("a-shi", "b-shi", "c-shi"):
        make.make_city(released.edition, key)
    publish.compose_now()
    inherited._kept.clear()  # other tests have had the same Releases
    taken, original = [], inherited._taken_apart
    monkeypatch.setattr(
        inherited, "_taken_apart", lambda release: taken.append(release.edition.key) or original(release)
    )
    with commit():
        edit(released.benefit, summary="新しい説明です。")
        assert ComposeRequest.objects.count() == 0
    assert taken == ["zenkoku"]
    assert {summary(released, key) for key in ("a-shi", "b-shi", "c-shi")} == {"新しい説明です。"}


def test_prefecture_between_nation_and_city(released, commit):
    prefecture = make.make_city(released.edition, "ken")
    town = make.make_city(prefecture.edition, "machi")
    make.make_adaptation(prefecture.department, released.benefit, summary="県の説明です。")
    line = make.make_hotline(prefecture.department, "県の当番", worries=((released.danger, 0),), number="000-000-0003")
    make.make_hotline(town.department, "町の当番", worries=((released.danger, 1),), number="000-000-0004")
    publish.compose_now()
    release = current_release("machi")
    assert summary(released, "machi") == "県の説明です。"
    assert release.edition.bases == ("ken", "zenkoku")
    places = release.worries[released.danger.pk].hotlines
    assert [release.hotlines[place].name for place in places] == ["県の当番", "町の当番", "警察"]
    with commit():
        edit(line, name="県の夜間当番", title="県の夜間当番")
    assert current_release("machi").hotlines[1].name == "県の夜間当番"
