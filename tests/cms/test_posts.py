"""Posts, not people: rights come with the seat and go with it, on the day."""

import io
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from openpyxl import Workbook

from cms import permissions, seating, transfers
from cms.models import Holding, Post, User
from tests.factories import seat

from .conftest import department_at

TODAY = timezone.localdate()


def again(user) -> User:
    """As the next request sees the person."""
    return seating.OnTheDay().get_user(user.pk)


def move_into(user, department, role="drafter", since=TODAY, until=None):
    post, _ = Post.objects.get_or_create(department=department, title=f"{role} 2", defaults={"role": role})
    return Holding.objects.create(post=post, person=user, since=since, until=until)


def test_right_begins_with_the_first_day_and_ends_after_the_last(tree, django_user_model, own, monkeypatch):
    user = django_user_model.objects.create_user("idou")
    move_into(user, department_at("mihonshi", "jutaku"), since=TODAY + timedelta(1), until=TODAY + timedelta(2))
    seen = []
    for day in range(4):
        monkeypatch.setattr(timezone, "localdate", lambda day=day: TODAY + timedelta(day))
        seen.append(permissions.may_edit(again(user), own))
    assert seen == [False, True, True, False]


def test_releasing_follows_the_post_not_the_group(tree, django_user_model, monkeypatch):
    user = django_user_model.objects.create_user("idou")
    department = department_at("mihonshi", "fukushi")
    user.groups.add(department.group)
    assert not permissions.may_publish(user, "mihonshi")
    move_into(user, department, "welfare", until=TODAY)
    assert permissions.may_publish(user, "mihonshi")
    monkeypatch.setattr(timezone, "localdate", lambda: TODAY + timedelta(1))
    assert not permissions.may_publish(user, "mihonshi")


@pytest.mark.parametrize(
    ("role", "edits", "releases"),
    [
        ("drafter", True, False),
        ("checker", True, False),
        ("head", True, False),
        ("concurrer", True, False),
        ("viewer", False, False),
    ],
)
def test_what_each_role_of_a_department_brings(role, edits, releases, person, own, client):
    user = person("mihonshi", "jutaku", role)
    assert permissions.may_edit(again(user), own) is edits
    assert permissions.may_publish(user, "mihonshi") is releases
    client.force_login(user)
    assert client.get(reverse("wagtailadmin_home")).status_code == 200


def test_deputy_of_another_time_keeps_nothing_when_the_post_is_deleted(tree, django_user_model, own):
    user = django_user_model.objects.create_user("idou")
    seat(user, department_at("mihonshi", "jutaku")).delete()
    assert not permissions.may_edit(again(user), own)


def test_posts_are_arranged_by_the_welfare_division_of_the_city_only(welfare, drafter, national, client):
    post = Post.objects.get(department=department_at("mihonshi", "jutaku"))
    for user, status in ((drafter, 302), (welfare, 200)):
        client.force_login(user)
        assert client.get(reverse("post:index")).status_code == status
        assert client.get(reverse("post:edit", args=[post.pk])).status_code == status
    client.force_login(national)
    assert client.get(reverse("post:edit", args=[post.pk])).status_code == 404
    assert "住宅課" not in client.get(reverse("post:index")).content.decode()


@pytest.fixture
def townsfolk(person, city):
    """Two departments; the clerk of one shall move to the other."""
    clerk, head = person("mihonshi", "jutaku"), person("mihonshi", "jutaku", "head")
    Post.objects.create(department=department_at("mihonshi", "fukushi"), title="係員", role="welfare")
    return clerk, head


APRIL = date(TODAY.year + 1, 4, 1)


def rows(clerk, *more):
    return [["ユーザ名", "課", "職"], [clerk.username, "福祉課", "係員"], *more]


def test_list_moves_everybody_in_one_act_and_reports_what_stays_vacant(townsfolk, welfare, own, monkeypatch):
    clerk, _head = townsfolk
    planned = transfers.plan(rows(clerk), APRIL, welfare)
    assert not planned.problems
    assert [str(post) for post in planned.vacant] == ["住宅課 drafter の職"]
    assert transfers.carry_out(planned) == 1
    assert not permissions.is_publisher(clerk)
    monkeypatch.setattr(timezone, "localdate", lambda: APRIL)
    assert permissions.may_publish(again(clerk), "mihonshi")
    assert [str(post) for post in Post.objects.held_by(clerk)] == ["福祉課 係員"]
    assert transfers.plan(rows(clerk), APRIL, welfare).moves == []


def test_planned_move_stands_in_the_list_of_posts(townsfolk, welfare, client):
    clerk, _head = townsfolk
    transfers.carry_out(transfers.plan(rows(clerk), APRIL, welfare))
    client.force_login(welfare)
    html = client.get(reverse("post:index")).content.decode()
    for word in ("着任", "転出"):
        assert f"{APRIL.year}年4月1日 {clerk.full_name}（{word}）" in html


@pytest.mark.parametrize(
    ("row", "place"),
    [
        (["daremo", "福祉課", "係員"], "3行目 ユーザ名"),
        (["{clerk}", "福祉課", "係員"], "3行目 ユーザ名"),
        (["{head}", "宇宙課", "係員"], "3行目 課"),
        (["{head}", "福祉課", "部長"], "3行目 職"),
    ],
)
def test_wrong_cell_is_named_and_nobody_moves(row, place, townsfolk, welfare, client):
    clerk, head = townsfolk
    row = [cell.format(clerk=clerk.username, head=head.username) for cell in row]
    before = list(Holding.objects.values())
    client.force_login(welfare)
    text = transfers.text_of_rows(rows(clerk, row))
    html = client.post(reverse("cms_transfers"), {"day": APRIL, "rows": text, "carry_out": "1"}).content.decode()
    assert place in html
    assert row[0] in html
    assert list(Holding.objects.values()) == before


def test_list_of_today_comes_back_changed_with_departments_named_short(townsfolk, welfare, client):
    clerk, head = townsfolk
    folder = department_at("mihonshi", "fukushi")
    folder.title = "保健福祉部 福祉課"
    folder.save()
    client.force_login(welfare)
    content = client.get(reverse("cms_transfer_list")).content
    lines = transfers.rows_of_file("ima.xlsx", content)
    assert [head.username, "住宅課", "head の職"] in [line[:3] for line in lines]
    lines = [[clerk.username, "福祉課", "係員", *line[3:]] if line[0] == clerk.username else line for line in lines]
    planned = transfers.plan(lines, APRIL, welfare)
    assert not planned.problems
    assert [str(move.takes) for move in planned.moves] == ["保健福祉部 福祉課 係員"]
    client.force_login(clerk)
    assert client.get(reverse("cms_transfer_list")).status_code in {302, 403}


def test_spreadsheet_is_previewed_and_then_carried_out(townsfolk, welfare, client):
    clerk, _head = townsfolk
    book, content = Workbook(), io.BytesIO()
    for row in rows(clerk):
        book.active.append(row)
    book.save(content)
    client.force_login(welfare)
    data = {"day": APRIL, "rows": "", "file": SimpleUploadedFile("ido.xlsx", content.getvalue())}
    answer = client.post(reverse("cms_transfers"), data)
    assert "福祉課 係員" in answer.content.decode()
    assert not Holding.objects.filter(since=APRIL).exists()
    client.post(reverse("cms_transfers"), {"day": APRIL, "rows": answer.context["text"], "carry_out": "1"})
    assert Holding.objects.get(since=APRIL).person == clerk


def test_csv_of_a_japanese_spreadsheet_is_read():
    assert transfers.rows_of_file("a.csv", "ユーザ名,課,職\nhanako,福祉課,係員".encode("cp932"))[1][1] == "福祉課"
    with pytest.raises(ValueError, match="XLSX"):
        transfers.rows_of_file("a.xlsx", b"no spreadsheet")


def test_only_arrangers_see_the_transfer_list(drafter, client):
    client.force_login(drafter)
    assert client.get(reverse("cms_transfers")).status_code in {302, 403}


def test_absence_is_registered_and_taken_back_by_oneself(drafter, client):
    client.force_login(drafter)
    client.post(reverse("cms_absences"), {"since": TODAY, "until": TODAY, "reason": "研修"})
    assert drafter.absences.get().reason == "研修"
    wrong = {"since": TODAY, "until": TODAY - timedelta(1)}
    assert "終わりの日" in client.post(reverse("cms_absences"), wrong).content.decode()
    client.post(reverse("cms_absences"), {"remove": drafter.absences.get().pk})
    assert not drafter.absences.exists()
