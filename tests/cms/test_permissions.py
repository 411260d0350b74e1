"""Role × act, asked of the server and not of the buttons."""

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.urls import reverse
from wagtail.models import GroupPagePermission, Page

from cms import permissions
from cms.models import DepartmentPage, ProgramPage

from .forms import edit, edit_url


def can(client, act: str, page: Page) -> bool:
    """Try the act for real and look at what has become of the page."""
    before = Page.objects.get(pk=page.pk)
    ACTS[act](client, page)
    after = Page.objects.filter(pk=page.pk).first()
    match act:
        case "view":
            return client.get(edit_url(page)).status_code == 200
        case "save draft":
            return after.latest_revision_id != before.latest_revision_id
        case "publish":
            return after.live_revision_id != before.live_revision_id
        case "unpublish":
            return not after.live
        case "move":
            return after.path != before.path
        case "delete":
            return after is None


def _move(client, page):
    target = DepartmentPage.objects.sibling_of(page.get_parent(), inclusive=False).first()
    target = target or page.get_parent()
    client.post(reverse("wagtailadmin_pages:move_confirm", args=[page.pk, target.pk]))


def _publish(client, page):
    if client.get(edit_url(page)).status_code == 200:
        edit(client, page, "action-publish", summary="公開した文です。")


def _save(client, page):
    if client.get(edit_url(page)).status_code == 200:
        edit(client, page, summary="下書きの文です。")


ACTS = {
    "view": lambda client, page: None,
    "save draft": _save,
    "publish": _publish,
    "unpublish": lambda client, page: client.post(reverse("wagtailadmin_pages:unpublish", args=[page.pk])),
    "move": _move,
    "delete": lambda client, page: client.post(reverse("wagtailadmin_pages:delete", args=[page.pk])),
}
MAY = {
    ("drafter", "own"): {"view", "save draft"},
    ("drafter", "others"): set(),
    ("drafter", "foreign"): set(),
    ("welfare", "own"): {"view", "save draft"},
    ("welfare", "others"): {"view", "save draft"},
    ("welfare", "foreign"): set(),
    ("national", "foreign"): {"view", "save draft"},
    ("national", "own"): set(),
    ("breaker", "own"): set(ACTS),
}


@pytest.fixture
def breaker(welfare):
    """Somebody whom the administrator has lent the right to publish past the workflow."""
    call_command("break_glass", welfare.username)
    return welfare


@pytest.mark.parametrize(("role", "place", "act"), [(*who, act) for who in MAY for act in ACTS])
def test_matrix(role, place, act, tree, request, client):
    user, page = request.getfixturevalue(role), request.getfixturevalue(place)
    client.force_login(user)
    assert can(client, act, page) is (act in MAY[role, place])


@pytest.mark.parametrize("place", ["own", "others", "foreign"])
def test_who_is_signed_out_sees_nothing(place, tree, request, client):
    page = request.getfixturevalue(place)
    assert client.get(edit_url(page)).status_code == 302
    assert client.get(reverse("cms_confirm", args=[page.pk])).status_code == 302


def test_drafter_adds_below_own_department_only(drafter, own, others, client):
    client.force_login(drafter)
    statuses = [
        client.get(reverse("wagtailadmin_pages:add", args=["cms", "programpage", page.get_parent().pk])).status_code
        for page in (own, others)
    ]
    assert statuses == [200, 302]


def test_drafter_deletes_own_draft_but_nothing_live(drafter, own, client):
    draft = ProgramPage(
        title="下書き", slug="shitagaki", kind="service", summary="まだです。", live=False, owner=drafter
    )
    own.get_parent().add_child(instance=draft)
    client.force_login(drafter)
    assert can(client, "delete", draft)
    assert not can(client, "delete", own)


def test_asked_from_code(drafter, welfare, national, own, foreign):
    assert permissions.may_edit(drafter, own)
    assert not permissions.may_edit(drafter, foreign)
    assert [permissions.may_publish(user, "mihonshi") for user in (drafter, welfare, national)] == [False, True, False]
    assert [permissions.may_publish(user, "zenkoku") for user in (drafter, welfare, national)] == [False, False, True]
    assert not permissions.may_publish(welfare, "kieta-shi")
    assert [permissions.is_publisher(user) for user in (drafter, welfare)] == [False, True]


def test_department_brings_its_group(city):
    department = DepartmentPage(title="国際課", slug="kokusai")
    city.add_child(instance=department)
    group = department.group
    assert group.name == "見本市 国際課"
    department.title = "国際交流課"
    department.save()
    group.refresh_from_db()
    assert group.name == "見本市 国際交流課"
    department.delete()
    assert not Group.objects.filter(pk=group.pk).exists()


def test_right_of_last_resort_is_taken_back(breaker, own):
    call_command("break_glass", breaker.username, "--take")
    assert not own.permissions_for_user(type(breaker).objects.get(pk=breaker.pk)).can_publish()


def test_department_that_stops_being_welfare_loses_publishing(city, welfare):
    department = DepartmentPage.objects.child_of(city).get(slug="fukushi")
    assert permissions.may_publish(welfare, "mihonshi")
    department.is_welfare = False
    department.save()
    demoted = type(welfare).objects.get(pk=welfare.pk)  # Wagtail keeps a person's rights for the length of a request
    assert not permissions.may_publish(demoted, "mihonshi")
    assert permissions.may_edit(demoted, department)


def test_older_revision_without_group_does_not_lose_it(city):
    department = DepartmentPage.objects.child_of(city).get(slug="jutaku")
    group = department.group
    revision = department.save_revision()
    revision.content["group"] = None
    revision.save()
    revision.publish()
    department.refresh_from_db()
    assert department.group == group
    assert GroupPagePermission.objects.filter(group=group).count() == 2


def test_menu_shows_what_one_needs(drafter, welfare, client):
    client.force_login(drafter)
    html = client.get(reverse("wagtailadmin_home")).content.decode()
    assert "制度" in html
    for noise in (
        "/admin/images/",
        "/admin/documents/",
        "/admin/reports/",
        "/admin/releases/",
        "guide.wagtail.org",
        "gravatar",
    ):
        assert noise not in html
    client.force_login(welfare)
    assert "/admin/images/" in client.get(reverse("wagtailadmin_home")).content.decode()
