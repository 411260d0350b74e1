import pytest
from django.core.management import call_command
from django.urls import reverse
from wagtail.models import ModelLogEntry

from cms.models import Event, ProgramPage, User
from handbook.models import CurrentRelease, Hold, StoredRelease
from handbook.release import publish, switch
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def handbook(small_handbook):
    publish.compose_now()
    return small_handbook


@pytest.fixture
def publisher(handbook, client):
    return sign_in(client, handbook.department)


@pytest.fixture
def breaker(publisher):
    """May publish past the workflow."""
    call_command("break_glass", "hanako")
    return publisher


@pytest.fixture
def clerk(handbook, client):
    return sign_in(client, make.make_department(handbook.edition, "こども課"))


def sign_in(client, department):
    user = User.objects.create_user("hanako", password="x")
    department.refresh_from_db()
    make.seat(user, department, "welfare" if department.is_welfare else "drafter")
    client.force_login(user)
    return client


def second_release(handbook) -> StoredRelease:
    ProgramPage.objects.filter(pk=handbook.benefit.pk).update(summary="誤った説明です。")
    publish.compose_now()
    return StoredRelease.objects.get(number=2)


def refuse(handbook):
    question = make.make_question(handbook.category, "行き先のない困りごと")
    publish.compose_now()
    return question.page


def page(client, name: str, *args) -> str:
    return client.get(reverse(name, args=args)).content.decode()


def test_overview_shows_what_residents_read(publisher):
    html = page(publisher, "handbook_releases")
    assert "くらしの手引き" in html
    assert StoredRelease.objects.get().hash[:12] in html
    assert reverse("handbook_compose_again", args=["zenkoku"]) in html


def test_department_sees_but_does_not_act(clerk, handbook):
    html = page(clerk, "handbook_releases")
    assert StoredRelease.objects.get().hash[:12] in html
    assert reverse("handbook_compose_again", args=["zenkoku"]) not in html
    first = StoredRelease.objects.get()
    second_release(handbook)
    assert reverse("handbook_go_back", args=[first.pk]) not in page(clerk, "handbook_release_history", "zenkoku", "ja")
    for name, argument in (("handbook_go_back", first.pk), ("handbook_compose_again", "zenkoku")):
        clerk.post(reverse(name, args=[argument]))
    assert CurrentRelease.objects.get().release.number == 2


def test_publisher_of_one_edition_does_not_act_on_another(publisher, handbook):
    make.make_city(handbook.edition)
    address = reverse("handbook_compose_again", args=["mihonshi"])
    publisher.post(address)
    assert not StoredRelease.objects.filter(edition="mihonshi").exists()
    assert address not in page(publisher, "handbook_releases")


def test_refusal_is_named_with_the_way_to_put_it_right(publisher, handbook):
    edit = reverse("wagtailadmin_pages:edit", args=[refuse(handbook).pk])
    for name in ("handbook_releases", "wagtailadmin_home"):
        html = page(publisher, name)
        assert "行き先のない困りごと" in html
        assert edit in html
    assert CurrentRelease.objects.get().release.number == 1


def test_refusal_does_not_greet_those_who_cannot_publish(clerk, handbook):
    refuse(handbook)
    assert "行き先のない困りごと" not in page(clerk, "wagtailadmin_home")
    assert "行き先のない困りごと" in page(clerk, "handbook_releases")


def test_composing_again_clears_the_refusal(publisher, handbook):
    refuse(handbook).delete()
    publisher.post(reverse("handbook_compose_again", args=["zenkoku"]))
    assert "行き先のない困りごと" not in page(publisher, "wagtailadmin_home")


def test_hold_is_told_on_both_screens_and_ended_by_one_button(publisher, handbook):
    first = StoredRelease.objects.get()
    second_release(handbook)
    publisher.post(reverse("handbook_go_back", args=[first.pk]), {"reason": "電話番号の誤り"})
    address = reverse("handbook_end_hold", args=["zenkoku"])
    for screen, arguments in (("handbook_releases", ()), ("handbook_desk", ("zenkoku",))):
        html = page(publisher, screen, *arguments)
        assert "第1号に戻しています。次に出すまで、そのままです" in html
        assert "電話番号の誤り" in html
        assert address in html
    assert "次に何を出しても、次のものがいっしょに出ます" in html
    publisher.post(reverse("handbook_compose_again", args=["zenkoku"]))
    assert CurrentRelease.objects.get().release == first
    publisher.post(address)
    assert CurrentRelease.objects.get().release.number == 2
    html = page(publisher, "handbook_desk", "zenkoku")
    assert "戻しています" not in html
    assert "いっしょに出ます" not in html
    told = Event.objects.filter(act__in=["go_back", "go_on"]).order_by("pk")
    assert [(one.act, one.subject, one.remark) for one in told] == [
        ("go_back", "第1号", "電話番号の誤り"),
        ("go_on", "第1号", ""),
    ]


def test_hold_is_not_ended_by_others(clerk, handbook):
    switch.roll_back(StoredRelease.objects.get())
    assert "第1号に戻しています" in page(clerk, "handbook_releases")
    assert reverse("handbook_end_hold", args=["zenkoku"]) not in page(clerk, "handbook_releases")
    clerk.post(reverse("handbook_end_hold", args=["zenkoku"]))
    assert Hold.objects.exists()


def test_own_edition_comes_first_and_of_others_only_what_is_out(publisher, handbook):
    make.make_city(handbook.edition, "aaa", title="よその手引き")
    publish.compose_now()
    html = page(publisher, "handbook_releases")
    assert html.index("くらしの手引き") < html.index("ほかの版") < html.index("よその手引き")
    others = html[html.index("ほかの版") :]
    assert "第1号" in others
    assert reverse("handbook_desk", args=["aaa"]) not in html
    assert "<button" not in others[: others.index("</ul>")]


def test_composing_needs_a_post(publisher):
    assert publisher.get(reverse("handbook_compose_again", args=["zenkoku"])).status_code == 405


def test_going_back_asks_first_and_leaves_its_mark(publisher, handbook):
    first = StoredRelease.objects.get()
    second_release(handbook)
    address = reverse("handbook_go_back", args=[first.pk])
    assert address in page(publisher, "handbook_release_history", "zenkoku", "ja")
    assert publisher.get(address).status_code == 200
    assert CurrentRelease.objects.get().release.number == 2
    assert "理由" in publisher.post(address, {"reason": " "}).content.decode()
    assert CurrentRelease.objects.get().release.number == 2
    publisher.post(address, {"reason": "電話番号の誤り"})
    assert CurrentRelease.objects.get().release == first
    entry = ModelLogEntry.objects.get(action="handbook.go_back")
    assert (entry.user.username, entry.data) == ("hanako", {"from": 2, "to": 1, "reason": "電話番号の誤り"})


def test_empty_installation_says_what_to_do(client, admin_user):
    client.force_login(admin_user)
    assert "edition" in page(client, "handbook_releases") or "版" in page(client, "handbook_releases")


def test_readers_are_not_let_in(client, handbook):
    assert client.get(reverse("handbook_releases")).status_code == 302


@pytest.mark.django_db(transaction=True)
def test_refusal_is_told_at_once_to_whoever_published(breaker, handbook):
    address = reverse("wagtailadmin_pages:unpublish", args=[handbook.desk.pk])
    answer = breaker.post(address, follow=True)
    (refusal,) = [str(message) for message in answer.context["messages"] if message.level_tag == "error"]
    assert reverse("handbook_releases") in refusal
    assert CurrentRelease.objects.get().release.number == 1
    answer = breaker.post(reverse("handbook_compose_again", args=["zenkoku"]), follow=True)
    assert [message.level_tag for message in answer.context["messages"]] == ["error"]


def test_bulk_of_changes_in_one_request_composes_once(
    breaker, handbook, monkeypatch, django_capture_on_commit_callbacks
):
    done = []
    monkeypatch.setattr(publish, "_compose_edition", lambda key: done.append(key) or [])
    ids = [handbook.benefit.pk, handbook.consultation.pk]
    with django_capture_on_commit_callbacks(execute=True):
        answer = breaker.post(
            reverse("wagtail_bulk_action", args=["wagtailcore", "page", "unpublish"]) + f"?id={ids[0]}&id={ids[1]}",
            {"include_descendants": ""},
        )
    assert answer.status_code == 302
    assert not ProgramPage.objects.filter(pk__in=ids, live=True).exists()
    assert done == ["zenkoku"]
