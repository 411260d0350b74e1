import pytest
from django.urls import reverse

from handbook.release import publish, store
from handbook.release.unsaved import preview
from handbook.views.preview import entry
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def handbook(small_handbook):
    make.make_site(small_handbook.edition)
    return small_handbook


def shown(page, rf) -> str:
    return entry(page, rf.get("/admin/")).content.decode()


def test_unsaved_words_and_rows_are_shown_and_nobody_else_sees_them(handbook, rf):
    publish.compose_now()
    page = handbook.benefit
    page.summary = "まだ保存していない説明です。"
    page.matches = [*page.matches.all(), page.matches.model(worry=handbook.danger, weight=2, reason="危ないとき")]
    release, program = preview(page)
    assert program.summary == "まだ保存していない説明です。"
    assert "危ないとき" in {match.reason for match in release.matches}
    assert "まだ保存していない説明です。" in shown(page, rf)
    assert "まだ" not in store.current("zenkoku", "ja").to_json().decode()


def test_preview_of_an_adaptation_shows_what_it_inherits(handbook, rf):
    city = make.make_city(handbook.edition)
    page = make.make_adaptation(city.department, handbook.benefit, documents="市の申請書", live=False)
    html = shown(page, rf)
    assert "市の申請書" in html
    assert handbook.benefit.summary in html


def test_preview_in_another_language(handbook):
    page = make.translate(handbook.benefit, "en", title="Assistance")
    page.title = "Public assistance"
    release, program = preview(page)
    assert (release.language, program.title) == ("en", "Public assistance")


def test_page_that_was_never_saved_has_a_preview(handbook):
    page = type(handbook.benefit)(title="新しい制度", kind="service", summary="はじめての下書きです。")
    page.locale, page.path = handbook.benefit.locale, handbook.department.path + "0099"
    release, program = preview(page)
    assert (program.id, program.title, program.order) == (0, "新しい制度", len(release.programs))


def test_desk_is_shown_on_the_cards_that_name_it(handbook, rf):
    handbook.desk.note = "まだ保存していない注意"
    html = shown(handbook.desk, rf)
    assert handbook.benefit.title in html
    assert "まだ保存していない注意" in html


def test_hotline_is_shown_as_it_stands_above_the_cards(handbook, rf):
    handbook.hotline.notes = "声を出せないときの方法があります。"
    assert "声を出せないときの方法があります。" in shown(handbook.hotline, rf)


def test_question_is_shown_in_its_category(handbook, rf):
    make.make_question(make.make_category(handbook.department, "住まい"), "家がない")
    worry = handbook.question.worries.first()
    worry.text = "まだ保存していない困りごと"
    handbook.question.worries = [worry]
    html = shown(handbook.question, rf)
    assert "まだ保存していない困りごと" in html
    assert "家がない" not in html


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("question", "手持ちのお金がほとんどない"),
        ("category", "毎日のお金の困りごとです。"),
        ("benefit", "生活保護"),
        ("desk", "くらし相談窓口"),
        ("hotline", "警察"),
    ],
)
def test_every_preview_opens_in_the_admin(handbook, kind, text, admin_client):
    answer = admin_client.get(reverse("wagtailadmin_pages:view_draft", args=[getattr(handbook, kind).pk]))
    assert answer.status_code == 200
    assert text in answer.content.decode()


def test_what_residents_never_see_has_no_preview(handbook):
    assert not handbook.edition.is_previewable()
    assert not handbook.department.is_previewable()


def test_preview_does_not_ask_whether_the_release_would_harm(handbook):
    make.make_question(handbook.category, "行き先のない困りごと")
    assert preview(handbook.benefit)[1] is not None
