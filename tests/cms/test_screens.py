"""Edit screens, as a clerk meets them."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import resolve, reverse
from django.utils import timezone, translation
from wagtail.models import Page
from wagtail.users.models import UserProfile

from cms.models import BaseConfirmation, EditionPage, ProgramPage, QuestionPage, WorryNumber
from cms.models.editions import edition_of
from cms.models.rounds import Round, Target
from tests import factories as make

from .forms import edit, edit_url


def test_saving_a_draft_leaves_the_live_text(drafter, own, client):
    client.force_login(drafter)
    edit(client, own, summary="新しい文です。")
    own.refresh_from_db()
    assert own.summary == "月1万円を受け取れます。"
    assert own.latest_revision.as_object().summary == "新しい文です。"


def test_screen_is_japanese_and_asks_no_other_host(drafter, own, client):
    client.force_login(drafter)
    html = client.get(edit_url(own)).content.decode()
    assert '<html lang="ja"' in html
    for text in ("下書きを保存", "この制度が出る困りごと", "窓口での言い方", "出典と新しさ"):
        assert text in html
    for noise in ("gravatar", "action-submit", "Save draft", "action-publish"):
        assert noise not in html


def test_english_is_complete_as_second_language(drafter, own, client):
    with translation.override("en"):
        labels = [str(field.verbose_name) for field in ProgramPage._meta.local_fields if field.editable]
    assert all(label.isascii() for label in labels)


def test_whoever_prefers_english_gets_english(drafter, own, client):
    UserProfile.objects.create(user=drafter, preferred_language="en")
    client.force_login(drafter)
    html = client.get(edit_url(own)).content.decode()
    for text in ("Save draft", "Worries that bring this program", "What to say"):
        assert text in html


def test_limits_reach_the_counter(drafter, own, client):
    client.force_login(drafter)
    html = client.get(edit_url(own)).content.decode()
    assert "cms/counter.js" in html
    for name, limit in (("title", 40), ("summary", 80)):
        tag = html.split(f'name="{name}"')[1].split(">")[0]
        assert f'maxlength="{limit}"' in tag


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("summary", "長" * 321, "321字あります。ここに残せるのは320字まで"),
        ("law", "法" * 101, "101字あります。ここに残せるのは100字まで"),
        ("target", "ｻｰﾋﾞｽ", "「サービス」と書いてください"),
        ("benefit", "①", "「1」と書いてください"),
    ],
)
def test_refused_text_is_told_in_japanese_and_kept(field, value, words, drafter, own, client):
    client.force_login(drafter)
    before = own.latest_revision_id
    response = edit(client, own, **{field: value})
    html = response.content.decode()
    assert response.status_code == 200
    assert words in html
    assert value in html
    own.refresh_from_db()
    assert own.latest_revision_id == before


def test_worries_to_choose_from_stand_under_their_category(drafter, own, client):
    WorryNumber.objects.get(key="okane-nai").retire()
    client.force_login(drafter)
    html = client.get(edit_url(own)).content.decode()
    select = html.split('name="matches-__prefix__-worry"')[1].split("</select>")[0]
    assert '<optgroup label="お金">' in select
    assert "消えてしまいたい" in select
    assert "お金がほとんどない" not in select
    select = html.split('name="matches-0-worry"')[1].split("</select>")[0]
    assert "selected>家賃が払えない" in select
    assert "消えてしまいたい" not in select


def test_worry_that_was_retired_is_still_named_where_it_was_chosen(drafter, own, client):
    WorryNumber.objects.get(key="okane-yachin").retire()
    client.force_login(drafter)
    html = client.get(edit_url(own)).content.decode()
    select = html.split('name="matches-0-worry"')[1].split("</select>")[0]
    assert '<optgroup label="いまは使われていないもの">' in select
    assert "selected>家賃が払えない" in select


def test_audience_is_ticked_and_kept_joined(drafter, own, client):
    client.force_login(drafter)
    edit(client, own, target_audience=["self", "family"])
    own.refresh_from_db()
    assert own.get_latest_revision_as_object().target_audience == "self;family"


def test_adaptation_shows_what_it_inherits(drafter, tree, client):
    client.force_login(drafter)
    html = client.get(edit_url(ProgramPage.objects.get(slug="shi-inochi-sodan"))).content.decode()
    field = html.split('name="summary"')[1].split(">")[0]
    described_by = re.search(r'aria-describedby="([\w-]+)"', field)[1]
    beside = html.split(f'id="{described_by}"')[1].split("<textarea")[0]
    assert "夜も話を聞いてもらえます。" in beside
    assert "国の文のまま" in beside
    assert f'data-inherited="{len("夜も話を聞いてもらえます。")}"' in field


def test_same_worry_twice_in_one_handbook_is_refused(national, tree, client):
    page = QuestionPage.objects.get(title="こころ")
    client.force_login(national)
    response = edit(client, page, "action-publish", **{"worries-0-text": "家賃が払えない"})
    assert "同じ困りごとがもうあります" in response.content.decode()
    page.refresh_from_db()
    assert page.worries.get().text == "消えてしまいたい"


def test_addresses_of_the_reader(tree):
    program = ProgramPage.objects.get(slug="jukyo")
    city, nation = EditionPage.objects.get(slug="mihonshi"), EditionPage.objects.get(slug="zenkoku")
    own = ProgramPage.objects.get(slug="mihonshi-ouen")
    assert (city.url, nation.url) == ("/", "/zenkoku/")
    assert own.url == f"/p/{own.number_id}/"
    assert program.url == f"/zenkoku/p/{program.number_id}/"
    assert Page.objects.get(slug="desk-nenkin").specific.url == "/zenkoku/"
    for page in (city, nation, own, program):
        assert resolve(page.url).func.__module__.startswith("handbook.views")


def test_folder_does_not_complain_of_a_missing_site(welfare, own, client):
    client.force_login(welfare)
    html = client.get(reverse("wagtailadmin_explore", args=[own.get_parent().pk])).content.decode()
    assert own.title in html
    assert "サイトの登録がありません" not in html


def test_first_screen_counts_what_waits(drafter, own, client):
    client.force_login(drafter)
    html = client.get(reverse("wagtailadmin_home")).content.decode()
    assert re.search(r"制度：まだ確認していないもの\d件", html)
    assert "見直しの日を過ぎたもの" not in html


def test_first_screen_has_inquiries_and_changes_of_the_base_by_date(looked_once, drafter, own, client):
    folder = own.get_parent().specific
    inquiry = Round.objects.create(edition=edition_of(folder), name="秋の照会", deadline=date(2026, 1, 9))
    target = Target.objects.create(round=inquiry, department=folder)
    outdated = {"texts": {}, "outdated_since": timezone.now()}
    BaseConfirmation.objects.update_or_create(page=own, answered_at=None, defaults=outdated)
    ProgramPage.objects.filter(pk=own.pk).update(review_due=date(2025, 12, 1))
    client.force_login(drafter)
    client.get(reverse("wagtailadmin_home"))
    with CaptureQueriesContext(connection) as before:
        html = client.get(reverse("wagtailadmin_home")).content.decode()
    words = ("見直しの日を過ぎたもの", "秋の照会", "まだ確認していないもの")
    assert [html.index(word) for word in words] == sorted(html.index(word) for word in words)
    assert reverse("cms_inquiry_answer", args=[target.pk]) in html
    assert reverse("cms_base_change", args=["mihonshi", own.pk]) in html
    for number in range(3):
        make.make_program(folder, f"ほか{number}")
    with CaptureQueriesContext(connection) as after:
        client.get(reverse("wagtailadmin_home"))
    assert len(after) == len(before)
