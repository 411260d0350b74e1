"""The list of inherited entries and its buttons."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cms.models import CategoryPage, ProgramPage, QuestionPage
from cms.overlay import reading
from handbook.release.compose import compose
from tests import factories as make


def url(name, world, *args):
    return reverse(name, args=[world.edition.slug, *args])


def own(world, number=None):
    return ProgramPage.objects.descendant_of(world.edition).filter(number_id=number or world.number).first()


def test_one_button_begins_an_adaptation(world, client):
    client.force_login(world.clerk)
    answer = client.post(url("cms_adapt", world, world.number))
    page = own(world)
    assert answer.url == reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert (page.base, page.change, page.live, page.summary, page.kind) == (
        world.nation.benefit,
        "adapt",
        False,
        "",
        "",
    )
    assert page.get_parent().specific == world.housing
    assert page.number_id == world.number
    row = page.base_confirmations.get()
    assert (row.confirmed_by, row.texts["summary"]) == (world.clerk, world.nation.benefit.summary)
    client.post(url("cms_adapt", world, world.number))  # again: the same draft
    assert ProgramPage.objects.descendant_of(world.edition).count() == 1
    client.force_login(world.other)
    assert client.post(url("cms_adapt", world, world.number)).status_code == 302
    assert ProgramPage.objects.descendant_of(world.edition).count() == 1


MATRIX = [
    # person, adapt, hide, put a desk, add a category
    ("clerk", True, False, True, False),
    ("welfare", True, True, True, True),
    ("admin", True, True, True, True),
    ("national", False, False, False, False),
]


@pytest.mark.parametrize(("name", "adapts", "hides", "puts", "adds"), MATRIX)
def test_who_may_do_what(name, adapts, hides, puts, adds, world, client):
    client.force_login(getattr(world, name))
    client.post(url("cms_hide", world, world.number))
    assert (own(world) is not None) is hides
    other = world.nation.consultation.number_id
    client.post(url("cms_adapt", world, other))
    assert (own(world, other) is not None) is adapts
    desk = make.make_desk(world.housing, "住宅の窓口")
    client.post(url("cms_put_desk", world), {"entry": [other], "desk": desk.pk})
    page = own(world, other)
    placed = page is not None and [row.desk for row in page.get_latest_revision_as_object().desks.all()] == [desk]
    assert placed is puts
    address = reverse("wagtailadmin_pages:add", args=["cms", "categorypage", world.housing.pk])
    assert (client.get(address).status_code == 200) is adds


def test_checklist_of_the_city_is_the_welfare_divisions(world, client):
    category = make.make_category(world.housing, "市のこと", slug="shi")
    question = make.make_question(category, "市のことで困っている").page
    client.force_login(world.clerk)
    for page in (category, question):
        edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
        assert client.get(edit).status_code == 302
        for act in ("copy", "move", "delete"):
            assert client.get(reverse(f"wagtailadmin_pages:{act}", args=[page.pk])).status_code == 302
    client.post(reverse("wagtailadmin_pages:add", args=["cms", "questionpage", category.pk]), {"title": "x"})
    assert (CategoryPage.objects.count(), QuestionPage.objects.count()) == (2, 2)
    client.force_login(world.welfare)
    assert client.get(reverse("wagtailadmin_pages:edit", args=[question.pk])).status_code == 200


def test_adaptation_is_not_copied(world, client):
    page = make.make_adaptation(world.housing, world.nation.benefit, change="hide")
    for user in (world.clerk, world.welfare):
        client.force_login(user)
        address = reverse("wagtailadmin_pages:copy", args=[page.pk])
        assert client.get(address).status_code == 302
        client.post(address, {"new_title": "x", "new_slug": "x", "new_parent_page": world.housing.pk})
    assert ProgramPage.objects.descendant_of(world.edition).count() == 1


def test_hidden_goes_out_and_comes_back_by_release_only(world, client):
    extra = make.make_program(world.nation.department, "余分", matches={world.nation.money: 1})
    client.force_login(world.welfare)
    client.post(url("cms_hide", world, extra.number_id))
    assert extra.number_id in compose("mihonshi", "ja").program_by_id  # a draft
    own(world, extra.number_id).get_latest_revision().publish()
    assert extra.number_id not in compose("mihonshi", "ja").program_by_id
    client.post(url("cms_show", world, extra.number_id))
    own(world, extra.number_id).get_latest_revision().publish()
    assert extra.number_id in compose("mihonshi", "ja").program_by_id


def test_desk_and_phone_on_many_entries_without_a_word_changed(world, client):
    desk = make.make_desk(world.housing, "住宅の窓口", phone="000-000-0077")
    numbers = [world.number, world.nation.consultation.number_id]
    client.force_login(world.clerk)
    html = client.get(url("cms_put_desk", world), {"entry": numbers}).content.decode()
    assert "000-000-0077" in html
    client.post(url("cms_put_desk", world), {"entry": numbers, "desk": desk.pk})
    for number in numbers:
        own(world, number).get_latest_revision().publish()
    release, base = compose("mihonshi", "ja"), compose("zenkoku", "ja")
    for number in numbers:
        program = release.program_by_id[number]
        assert [found.phones[0].number for found in release.desks_of(program)] == ["000-000-0077"]
        assert (program.summary, program.title) == (
            base.program_by_id[number].summary,
            base.program_by_id[number].title,
        )
    national_desk = world.nation.desk
    client.post(url("cms_put_desk", world), {"entry": numbers, "desk": national_desk.pk})
    assert [row.desk for row in own(world).get_latest_revision_as_object().desks.all()] == [desk]


def test_bulk_changes_nothing_where_one_entry_is_anothers(world, client):
    make.make_adaptation(world.children, world.nation.benefit)
    desk = make.make_desk(world.housing, "住宅の窓口")
    numbers = [world.nation.consultation.number_id, world.number]
    client.force_login(world.clerk)
    html = client.post(url("cms_put_desk", world), {"entry": numbers, "desk": desk.pk}).content.decode()
    assert "ほかの課" in html
    assert own(world, numbers[0]) is None


def test_list_tells_the_state_and_is_narrowed(world, client):
    make.make_adaptation(world.housing, world.nation.benefit, summary="市の文です。")
    hidden = make.make_program(world.nation.department, "余分", matches={world.nation.money: 1})
    make.make_adaptation(world.welfare_folder, hidden, change="hide")
    make.make_program(world.housing, "市の制度", matches={world.nation.money: 1})
    states = {line.title: line.state for line in reading.lines(world.edition)}
    assert states == {"生活保護": "replaced", "くらしの相談": "inherited", "余分": "hidden", "市の制度": "added"}
    client.force_login(world.clerk)
    for asked, expected in (
        ({}, set(states)),
        ({"state": "replaced"}, {"生活保護"}),
        ({"state": "hidden"}, {"余分"}),
        ({"q": "くらし"}, {"くらしの相談"}),
        ({"q": "ない", "state": "nonsense"}, set()),
    ):
        page = client.get(url("cms_inherited", world), asked).context["page_obj"]
        assert {line.title for line in page} == expected
    assert "この市では出さない</button>" not in client.get(url("cms_inherited", world)).content.decode()


def test_queries_do_not_grow_with_entries(world, looked_once, client):
    make.make_adaptation(world.housing, world.nation.benefit, summary="市の文です。")
    client.force_login(world.welfare)
    client.get(url("cms_inherited", world))

    def queries():
        with CaptureQueriesContext(connection) as asked:
            assert client.get(url("cms_inherited", world)).status_code == 200
        return len(asked)

    few = queries()
    for program in make.fill(world.nation, 6):
        make.make_adaptation(world.housing, program, summary="市の文です。")
    assert queries() == few


def test_prefecture_is_what_its_cities_inherit(world):
    prefecture = make.make_city(world.nation.edition, "ken", title="見本県", scope_label="見本県")
    make.make_adaptation(prefecture.department, world.nation.benefit, summary="県の文です。")
    hidden = make.make_program(world.nation.department, "余分", matches={world.nation.money: 1})
    make.make_adaptation(prefecture.department, hidden, change="hide")
    city = make.make_city(prefecture.edition, "shi")
    found = reading.below(city.edition)
    assert (found[world.number].scope, found[world.number].texts["summary"]) == ("見本県", "県の文です。")
    assert found[world.number].texts["desks"][0]["title"] == world.nation.desk.title
    assert hidden.number_id not in found
