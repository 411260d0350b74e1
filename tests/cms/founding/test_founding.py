"""A third city, from the command and from the form."""

import io
import re

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from wagtail.models import Page, Site

from cms.models import EditionPage, User
from handbook.models import CurrentRelease
from handbook.release.compose import compose
from tests import factories as make

CODE = "401005"  # 北九州市: the check digit fits


def create(slug="kisaragi", **options):
    out = io.StringIO()
    given = {"organisation": "きさらぎ市", "code": CODE} | options
    call_command("create_edition", slug, stdout=out, **given)
    return out.getvalue()


@pytest.fixture
def nation(small_handbook):
    return small_handbook


def test_new_city_is_the_whole_nation_under_its_own_name(nation, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        create(ward=["東区", "西区 131041"], language=["en"], colour="#3355aa")
    assert set(CurrentRelease.objects.filter(edition="kisaragi").values_list("language", flat=True)) == {"ja", "en"}
    release, base = compose("kisaragi", "ja"), compose("zenkoku", "ja")
    assert (release.edition.title, release.edition.organisation) == ("きさらぎ市 お悩みハンドブック", "きさらぎ市")
    assert (release.edition.wards, release.edition.bases) == (("東区", "西区"), ("zenkoku",))
    assert [program.title for program in release.programs] == [program.title for program in base.programs]
    assert release.worries.keys() == base.worries.keys()
    assert release.edition.municipality_code == CODE


def test_first_person_gets_a_link_and_no_password(nation, client):
    text = create(login="kisaragi-fukushi", mail="fukushi@city.example")
    person = User.objects.get(username="kisaragi-fukushi")
    assert not person.has_usable_password()
    assert [group.name for group in person.groups.all()] == ["きさらぎ市 福祉課"]
    address = re.search(r"https?://[^/]+(/\S+)", text.split("link")[-1].split("リンク")[-1])[1]
    html = client.get(address, follow=True).content.decode()
    assert 'name="new_password1"' in html
    client.force_login(person)
    assert (
        client.get(reverse("wagtailadmin_explore", args=[EditionPage.objects.get(slug="kisaragi").pk])).status_code
        == 200
    )


def test_prefecture_between_city_and_nation(nation):
    create("ken", organisation="見本県", code="400009")
    create("shi", organisation="見本県の市", base="ken")
    prefecture = EditionPage.objects.get(slug="ken")
    make.make_adaptation(prefecture.get_children().first(), nation.benefit, summary="県の文です。")
    release = compose("shi", "ja")
    assert release.edition.bases == ("ken", "zenkoku")
    program = release.program_by_id[nation.benefit.number_id]
    assert (program.summary, program.scope, program.local) == ("県の文です。", "見本県", False)
    assert compose("zenkoku", "ja").program_by_id[nation.benefit.number_id].summary != "県の文です。"


@pytest.mark.parametrize(
    ("options", "word"),
    [
        ({"code": "401004"}, "401005"[5]),
        ({"code": "40100"}, "6"),
        ({"colour": "#ffee88"}, "4.5"),
        ({"slug": "zenkoku"}, "ほかの版"),
        ({"slug": "admin"}, "admin"),
        ({"host": "https://a.example/x"}, "https://"),
        ({"ward": ["東区", "東区"]}, "2回"),
        ({"language": ["xx"]}, "xx"),
        ({"exit_url": "nowhere"}, "URL"),
        ({"contact_phone": "06-12"}, "093-582-2060"),
    ],
)
def test_what_does_not_fit_is_told_and_nothing_is_made(nation, options, word):
    before = Page.objects.count()
    with pytest.raises(CommandError, match=re.escape(word)):
        create(**options)
    assert (Page.objects.count(), User.objects.count()) == (before, 0)


def test_unknown_and_unpublished_bases_are_refused(nation):
    with pytest.raises(CommandError, match="nirgends"):
        create(base="nirgends")
    nation.edition.unpublish()
    with pytest.raises(CommandError):
        create()


def test_code_and_host_belong_to_one_edition(nation):
    text = create(host="kisaragi.example")
    assert "HANDBOOK_ALLOWED_HOSTS" in text
    assert Site.objects.get(hostname="kisaragi.example").root_page.slug == "kisaragi"
    with pytest.raises(CommandError) as told:
        create("yayoi", host="kisaragi.example")
    assert "きさらぎ市" in str(told.value)
    assert EditionPage.objects.filter(slug="yayoi").count() == 0


def test_form_founds_for_those_who_publish_the_base(nation, client, django_user_model):
    national = django_user_model.objects.create_user("national", password="geheim-1234")
    make.seat(national, nation.department, "welfare")
    city = make.make_city(nation.edition)
    clerk = django_user_model.objects.create_user("clerk", password="geheim-1234")
    make.seat(clerk, make.make_department(city.edition, "住宅課"))
    address = reverse("cms_found_edition")
    client.force_login(clerk)
    assert client.get(address).status_code == 302  # to the home page, with a word
    client.force_login(national)
    html = client.get(address).content.decode()
    assert "きさらぎ" not in html
    answers = {
        "title": "きさらぎ市 手引き", "slug": "kisaragi", "organisation": "きさらぎ市", "scope_label": "きさらぎ市",
        "municipality_code": CODE, "base": nation.edition.pk, "theme_colour": "#115a36",
        "exit_url": "https://www.jma.go.jp/bosai/forecast/", "department": "福祉課", "login": "kisa",
    }  # fmt: skip
    assert client.post(address, answers | {"base": city.edition.pk}).context["form"].errors.keys() == {"base"}
    html = client.post(address, answers).content.decode()
    assert "/kisaragi/" in html
    assert "/admin/password_reset/confirm/" in html
    assert EditionPage.objects.get(slug="kisaragi").live
