"""「内容を確認した」: who may, what is recorded, and that nothing is published by it."""

import pytest
from django.urls import reverse
from wagtail.models import Revision

from cms.models import Confirmation, DeskPage, HotlinePage, ProgramPage, QuestionPage


def url(page) -> str:
    return reverse("cms_confirm", args=[page.pk])


def test_screen_shows_what_residents_read(drafter, own, client):
    own.summary = "まだ出ていない文です。"
    own.save_revision()
    client.force_login(drafter)
    html = client.get(url(own)).content.decode()
    assert "月1万円を受け取れます。" in html
    assert "家賃が払えない: 家賃が軽くなる" in html
    assert "見本市 住宅課" in html
    assert "まだ出ていない文です。" not in html
    assert "新しい下書きがあります" in html


def test_adaptation_shows_inherited_text_too(drafter, tree, client):
    client.force_login(drafter)
    html = client.get(url(ProgramPage.objects.get(slug="shi-inochi-sodan"))).content.decode()
    assert "夜も話を聞いてもらえます。" in html
    assert "消えてしまいたい: いま話せる" in html


def test_confirming_records_department_revision_and_person(drafter, own, client):
    client.force_login(drafter)
    revisions = Revision.objects.count()
    assert client.post(url(own)).status_code == 302
    row = Confirmation.objects.get()
    assert (row.page_id, row.revision, row.department, row.confirmed_by) == (
        own.pk,
        own.live_revision,
        "住宅課",
        drafter,
    )
    assert Revision.objects.count() == revisions


def test_looking_records_nothing(drafter, own, client):
    client.force_login(drafter)
    client.get(url(own))
    assert not Confirmation.objects.exists()


@pytest.mark.parametrize("place", ["others", "foreign"])
def test_other_departments_entries_cannot_be_confirmed(place, drafter, request, client):
    page = request.getfixturevalue(place)
    client.force_login(drafter)
    assert client.post(url(page)).status_code in {302, 403}
    assert not Confirmation.objects.exists()


def test_only_live_entries_are_confirmed(drafter, own, tree, client):
    own.unpublish()
    client.force_login(drafter)
    client.post(url(own))
    assert not Confirmation.objects.exists()


def test_question_page_is_no_entry(national, tree, client):
    client.force_login(national)
    client.post(url(QuestionPage.objects.first()))
    assert not Confirmation.objects.exists()


@pytest.mark.parametrize("model", [DeskPage, HotlinePage])
def test_desks_and_hotlines_are_confirmed_as_well(model, national, nation, client):
    page = model.objects.descendant_of(nation).first()
    client.force_login(national)
    assert client.get(url(page)).status_code == 200
    client.post(url(page))
    assert Confirmation.objects.get().department == "全国版編集部"


def test_button_stands_on_the_edit_screen_and_in_the_list(drafter, own, client):
    client.force_login(drafter)
    assert url(own) in client.get(reverse("wagtailadmin_pages:edit", args=[own.pk])).content.decode()
    assert url(own) in client.get(reverse("programs:index")).content.decode()
