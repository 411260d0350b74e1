"""The Release desk as the welfare division uses it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry, Page

from cms.models import ProgramPage, User
from handbook.models import Batch, CurrentRelease, Draft, StoredRelease
from handbook.release import publish, schedule
from tests import factories as make

pytestmark = pytest.mark.django_db
DESK = "handbook_desk"


@pytest.fixture
def handbook(small_handbook):
    publish.compose_now()
    return small_handbook


def sign_in(client, department, name="hanako"):
    user = User.objects.create_user(name, password="x")
    department.refresh_from_db()
    make.seat(user, department, "welfare" if department.is_welfare else "drafter")
    client.force_login(user)
    return client


@pytest.fixture
def publisher(handbook, client):
    return sign_in(client, handbook.department)


def draft(page, **fields) -> int:
    page = Page.objects.get(pk=page.pk).get_latest_revision_as_object()
    for name, value in fields.items():
        setattr(page, name, value)
    return page.save_revision().pk


def harmful(handbook) -> int:
    return draft(handbook.consultation, matches=[])


def look(client, *chosen: int, **more) -> str:
    return client.get(reverse(DESK, args=["zenkoku"]), {"change": chosen, **more}).content.decode()


def decide(client, *chosen: int, **form):
    return client.post(reverse(DESK, args=["zenkoku"]), {"change": chosen, "when": "now", **form}, follow=True)


def told(answer) -> str:
    return " ".join(str(message) for message in answer.context["messages"])


def test_desk_is_for_those_who_publish_this_edition(handbook, client):
    city = make.make_city(handbook.edition)
    revision = draft(handbook.benefit, summary="他人が出してはならない文です。")
    for department in (make.make_department(handbook.edition, "こども課"), city.department):
        sign_in(client, department, department.title)
        for name in (DESK, "handbook_emergency"):
            address = reverse(name, args=["zenkoku"])
            assert client.get(address, {"change": revision}).status_code == 302
            client.post(
                address, {"change": revision, "when": "now", "step": "publish", "reason": "other", "remark": "x"}
            )
        client.post(reverse("handbook_make_draft", args=["zenkoku"]), {"change": revision})
    assert (CurrentRelease.objects.get(edition="zenkoku").release.number, Draft.objects.count()) == (1, 0)


def test_desk_shows_what_waits_and_both_cards(publisher, handbook):
    revision = draft(handbook.benefit, summary="毎月のお金が出ます。")
    assert "shadowrootmode" not in look(publisher)
    html = look(publisher, revision)
    assert "毎月のお金が出ます。" not in look(publisher)
    now, after = html.split('<template shadowrootmode="open">')[1:3]
    assert "</del>" in now
    assert "</ins>" in after
    assert "合格" in html
    assert "場面の点検" in html
    assert 'name="when" value="now"' in html


def test_release_now_with_one_decision(publisher, handbook):
    revision = draft(handbook.benefit, summary="毎月のお金が出ます。")
    answer = decide(publisher, revision, remark="一度に出す分")
    assert "第2号" in told(answer)
    assert "一度に出す分" in answer.content.decode()
    assert ModelLogEntry.objects.get(action="handbook.release").data == {"number": 2}


def test_minor_edit_is_said_where_no_proposal_has_said_it(publisher, handbook):
    revision = draft(handbook.benefit, summary="毎月のお金が出ます。")
    assert 'name="keeps"' not in look(publisher, revision)  # nothing is translated
    make.make_edition_language(handbook.edition, "en")
    assert f'name="keeps" value="{revision}"' in look(publisher, revision)
    decide(publisher, revision, keeps=revision)
    assert [change.get("keeps_translations") for change in Batch.objects.get().changes] == [True]


def test_harm_is_named_and_can_be_left_out(publisher, handbook):
    fine, bad = draft(handbook.benefit, summary="よい文です。"), harmful(handbook)
    html = look(publisher, fine, bad)
    assert "家に居ると危ない" in html
    assert f'href="?change={fine}"' in html
    assert 'name="when"' not in html
    assert "何も出していません" in told(decide(publisher, fine, bad))
    assert StoredRelease.objects.count() == 1
    assert "第2号" in told(decide(publisher, fine))


def test_nothing_chosen_is_said(publisher, handbook):
    assert "1つ以上" in told(decide(publisher))


@pytest.mark.parametrize(("day", "says"), [("", "日と時刻"), ("2020-04-01", "過ぎています"), ("2020-13-01", "日付")])
def test_hour_that_cannot_be_is_refused_and_the_note_is_kept(publisher, handbook, day, says):
    revision = draft(handbook.benefit, summary="予約する文です。")
    html = decide(publisher, revision, when="at", date=day, time="00:00", remark="残るメモ").content.decode()
    assert says in html
    assert "残るメモ" in html
    assert not Batch.objects.exists()


def test_schedule_cancel_and_what_failed(publisher, handbook):
    ahead = timezone.localtime() + timedelta(days=2)
    hour = {"when": "at", "date": f"{ahead:%Y-%m-%d}", "time": "00:00", "remark": "あさっての分"}
    bad = harmful(handbook)
    decide(publisher, draft(handbook.benefit, summary="予約する文です。"), **hour)
    first = Batch.objects.get()
    assert timezone.localtime(first.release_at).strftime("%H:%M") == "00:00"
    assert "あさっての分" in look(publisher)
    cancel = reverse("handbook_cancel", args=["zenkoku", first.pk])
    assert "取り消しました" in told(publisher.post(cancel, follow=True))
    assert "間に合いません" in told(publisher.post(cancel, follow=True))

    decide(publisher, bad, **hour)
    Batch.objects.filter(state="scheduled").update(release_at=timezone.now())
    schedule.release_due()
    html = look(publisher)
    assert "出せませんでした" in html
    assert "家に居ると危ない" in html


def test_draft_is_walked_by_link_alone_until_it_is_taken_back(publisher, handbook, client):
    revision = draft(handbook.benefit, summary="下見だけの文です。")
    make_draft = reverse("handbook_make_draft", args=["zenkoku"])
    home = publisher.post(make_draft, {"change": revision, "go": 1, "days": 1})["Location"]
    client.logout()
    top = client.get(home)
    assert "住民には出ていません" in top.content.decode()
    assert (top["Cache-Control"], top["X-Robots-Tag"]) == ("no-store", "noindex, nofollow, noarchive")
    assert top["Referrer-Policy"] == "no-referrer"
    assert not top.cookies
    result = client.post(f"{home}kekka/", {"t": handbook.money.pk}).content.decode()
    assert "下見だけの文です。" in result
    assert f'href="{home}p/{handbook.benefit.number_id}/"' in result
    assert "下見だけの文です。" in client.get(f"{home}p/{handbook.benefit.number_id}/").content.decode()
    assert "下見だけの文です。" not in client.get(f"/p/{handbook.benefit.number_id}/").content.decode()
    for nothing in ("sw.js", "sitemap.xml", "../1.abcdef/", "../2.abcdef/", "en/"):
        assert client.get(f"{home}{nothing}".replace("/shitami/../", "/")).status_code == 404
    Draft.objects.update(expires_at=timezone.now())
    over = client.get(home)
    assert over.status_code == 410
    assert "終わりました" in over.content.decode()


def test_link_that_was_taken_back_leads_nowhere(publisher, handbook, client):
    publisher.post(reverse("handbook_make_draft", args=["zenkoku"]), {"remark": "NPOに見せる"})
    html = look(publisher)
    assert "NPOに見せる" in html
    link = html.split('readonly value="')[1].split('"')[0]
    publisher.post(reverse("handbook_revoke_draft", args=["zenkoku", Draft.objects.get().pk]))
    client.logout()
    assert client.get(link).status_code == 410


def test_emergency_asks_why_shows_once_more_and_stays_in_the_list(publisher, handbook):
    revision = draft(handbook.benefit, summary="急いで直した文です。")
    address = reverse("handbook_emergency", args=["zenkoku"])
    assert "わけ" in publisher.get(address, {"change": revision}).content.decode()
    form = {"change": revision, "reason": "contact", "remark": "電話があった"}
    for missing in ("reason", "remark"):
        publisher.post(address, {**form, "step": "publish", missing: ""})
    assert StoredRelease.objects.count() == 1
    make.make_edition_language(handbook.edition, "en")
    assert 'name="keeps"' in publisher.get(address, {"change": revision}).content.decode()
    second = publisher.post(address, {**form, "step": "look", "keeps": revision}).content.decode()
    assert "2回目の確認" in second
    assert f'<input type="hidden" name="keeps" value="{revision}">' in second
    assert StoredRelease.objects.count() == 1
    answer = publisher.post(address, {**form, "step": "publish"}, follow=True)
    assert "第2号" in told(answer)
    html = look(publisher)
    assert "事後決裁を待っている" in html
    assert "緊急" in html
    Batch.objects.update(decided_at=timezone.now())
    assert "事後決裁を待っている" not in look(publisher)


def test_emergency_does_not_pass_over_safety(publisher, handbook):
    address = reverse("handbook_emergency", args=["zenkoku"])
    form = {"change": harmful(handbook), "reason": "other", "remark": "急ぎ", "step": "look"}
    assert "緊急公開する</button>" not in publisher.post(address, form).content.decode()
    publisher.post(address, {**form, "step": "publish"})
    assert StoredRelease.objects.count() == 1


def test_history_tells_differences_and_what_was_read_on_a_day(publisher, handbook):
    decide(publisher, draft(handbook.benefit, summary="新しい文です。", deadline="3月末"), remark="三月の分")
    html = publisher.get(
        reverse("handbook_release_history", args=["zenkoku", "ja"]), {"on": "2000-01-01"}
    ).content.decode()
    assert "三月の分" in html
    assert "その日の記録はありません" in html
    html = publisher.get(reverse("handbook_differences", args=["zenkoku", "ja"])).content.decode()
    assert "いつまで" in html or "期限" in html
    assert "3月末" in html
    assert (
        "違いはありません"
        in publisher.get(reverse("handbook_differences", args=["zenkoku", "ja"]), {"from": 1, "to": 1}).content.decode()
    )


def many(handbook, number: int) -> None:
    for place in range(number):
        page = make.make_program(handbook.department, f"制度{place}", matches={handbook.money: 2})
        draft(page, summary="まとめて直した文です。")
    publish.compose_now()


def test_number_of_queries_does_not_grow_with_the_changes(publisher, handbook, looked_once):
    counts = []
    for number in (3, 12):
        ProgramPage.objects.filter(title__startswith="制度").delete()
        many(handbook, number)
        look(publisher)
        with CaptureQueriesContext(connection) as queries:
            html = look(publisher)
        assert html.count('name="change"') == number
        counts.append(len(queries))
    assert counts[0] == counts[1]
