"""Which desks a program leads to, and what is refused of wards."""

import pytest

from cms.models import DeskException, DeskHours, DeskKind, DeskOfKind, DeskPage, DeskWard, EditionWard
from handbook.release import checks, compose, unsaved
from handbook.release.schema import DayHours, Hours
from handbook.release.schema import DeskKind as Kind
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def kind():
    return DeskKind.objects.create(key="fukushi", name="福祉事務所")


@pytest.fixture
def nation(kind, small_handbook):
    small_handbook.benefit.desk_kind = kind
    small_handbook.benefit.save()
    return small_handbook


@pytest.fixture
def city(nation):
    return make.make_city(nation.edition, wards=("東区", "西区"))


def desk_of(department, title: str, kind: DeskKind, *wards: str) -> DeskPage:
    page = make.make_desk(department, title)
    DeskOfKind.objects.create(desk=page, kind=kind)
    for ward in wards:
        DeskWard.objects.create(desk=page, name=ward)
    return page


def desks_of(edition: str, title: str = "生活保護") -> list[str]:
    release = compose.compose(edition, "ja")
    program = next(program for program in release.programs if program.title == title)
    return [desk.name for desk in release.desks_of(program)]


def test_national_program_gets_the_citys_desks_without_any_adaptation(city, kind):
    desk_of(city.department, "東区役所", kind, "東区")
    desk_of(city.department, "西区役所", kind, "西区")
    assert desks_of("mihonshi") == ["くらし相談窓口", "東区役所", "西区役所"]
    assert desks_of("zenkoku") == ["くらし相談窓口"]


def test_desks_named_in_an_adaptation_go_first(city, nation, kind):
    own = make.make_desk(city.department, "市の窓口")
    desk_of(city.department, "東区役所", kind, "東区")
    make.make_adaptation(city.department, nation.benefit, desks=(own,))
    assert desks_of("mihonshi") == ["市の窓口", "東区役所"]


def test_desk_that_is_named_and_of_the_kind_stands_once(city, nation, kind):
    own = desk_of(city.department, "東区役所", kind, "東区")
    make.make_adaptation(city.department, nation.benefit, desks=(own,))
    assert desks_of("mihonshi") == ["東区役所"]


def test_adaptation_may_ask_for_another_kind(city, nation, kind):
    other = DeskKind.objects.create(key="kosodate", name="子育て窓口")
    desk_of(city.department, "東区役所", kind)
    desk_of(city.department, "こども課", other)
    make.make_adaptation(city.department, nation.benefit, desk_kind=other)
    assert desks_of("mihonshi") == ["くらし相談窓口", "こども課"]


def test_city_without_such_a_desk_shows_that_of_its_base(city, nation, kind):
    desk_of(nation.department, "国の窓口", kind)
    assert desks_of("mihonshi") == ["くらし相談窓口", "国の窓口"]
    desk_of(city.department, "市の窓口", kind)
    assert desks_of("mihonshi") == ["くらし相談窓口", "市の窓口"]


def test_release_carries_kinds_wards_exceptions_and_holidays(city, kind):
    page = desk_of(city.department, "東区役所", kind, "東区")
    DeskHours.objects.create(desk=page, weekday=6, opens="22:00", closes="00:00")
    DeskException.objects.create(desk=page, date="2026-12-28", note="引っ越し")
    release = compose.compose("mihonshi", "ja")
    desk = next(desk for desk in release.desks if desk.name == "東区役所")
    assert (desk.kinds, desk.wards) == (("fukushi",), ("東区",))
    assert desk.exceptions == (DayHours("2026-12-28", note="引っ越し"),)
    assert desk.weekly_hours[-1] == Hours(6, "22:00", "24:00")
    assert release.desk_kinds == (Kind("fukushi", "福祉事務所", (desk.key,)),)
    assert release.edition.wards == ("東区", "西区")
    year = release.public_holidays.since[:4]
    assert f"{year}-01-01" in release.public_holidays.dates


def test_ward_that_the_edition_does_not_have_is_refused_with_the_desk(city, kind):
    page = desk_of(city.department, "北区役所", kind, "北区")
    with pytest.raises(checks.Refused) as refused:
        compose.compose("mihonshi", "ja")
    [problem] = refused.value.problems
    assert problem.page == page.pk
    assert problem.text == "「北区役所」が受け持つ「北区」は、この版の区にありません。窓口の区を選びなおしてください。"


def test_wards_of_a_bases_desk_mean_nothing_here(city, nation, kind):
    page = desk_of(nation.department, "国の窓口", kind)
    EditionWard.objects.create(edition=nation.edition, name="見本県")
    DeskWard.objects.create(desk=page, name="見本県")
    release = compose.compose("mihonshi", "ja")
    assert next(desk for desk in release.desks if desk.name == "国の窓口").wards == ()


def test_preview_shows_the_kind_wards_and_hours_of_an_unsaved_desk(city, kind):
    page = DeskPage.objects.get(pk=desk_of(city.department, "東区役所", kind).pk)
    page.wards = [DeskWard(name="西区")]
    page.kinds = []
    release, _program = unsaved.preview(page)
    desk = next(desk for desk in release.desks if desk.name == "東区役所")
    assert (desk.wards, desk.kinds) == (("西区",), ())
