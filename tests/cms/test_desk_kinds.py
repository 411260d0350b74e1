"""Who keeps the kinds of desk, and what stays as it is."""

import pytest
from django.urls import reverse

from cms.models import DeskKind, Event

NEW = {"key": "hikikomori", "name": "ひきこもりの窓口", "sort_order": 40}


@pytest.fixture
def kind(db):
    return DeskKind.objects.create(key="nenkin", name="年金の係")


@pytest.mark.parametrize(("who", "made"), [("drafter", False), ("welfare", True)])
def test_welfare_division_adds_a_kind(who, made, tree, request, client):
    client.force_login(request.getfixturevalue(who))
    client.post(reverse("desk-kinds:add"), NEW)
    assert DeskKind.objects.filter(key="hikikomori").exists() is made
    assert ("ひきこもりの窓口" in client.get(reverse("desk-kinds:index")).content.decode()) is made


def test_name_changes_and_key_does_not(welfare, kind, client):
    client.force_login(welfare)
    client.post(reverse("desk-kinds:edit", args=[kind.pk]), {"key": "other", "name": "年金の窓口", "sort_order": 3})
    kind.refresh_from_db()
    assert (kind.key, kind.name, kind.sort_order) == ("nenkin", "年金の窓口", 3)
    client.post(reverse("desk-kinds:edit", args=[kind.pk]), {"name": "年金の窓口", "sort_order": 4})  # nothing to tell
    client.post(reverse("desk-kinds:add"), NEW)
    told = list(Event.objects.order_by("pk").values_list("act", "edition", "person", "remark"))
    by = ("mihonshi", welfare.full_name)
    assert told == [("kind_renamed", *by, "年金の係 → 年金の窓口"), ("kind_added", *by, "")]
    assert "年金の係 → 年金の窓口" in client.get(reverse("cms_record")).content.decode()


def test_drafter_changes_none_and_nobody_deletes_one(drafter, welfare, kind, client):
    client.force_login(drafter)
    client.post(reverse("desk-kinds:edit", args=[kind.pk]), {"name": "別の名前", "sort_order": 3})
    client.force_login(welfare)
    client.post(reverse("desk-kinds:delete", args=[kind.pk]))
    assert DeskKind.objects.get(pk=kind.pk).name == "年金の係"


def test_same_name_twice_is_refused(welfare, kind, client):
    client.force_login(welfare)
    html = client.post(reverse("desk-kinds:add"), NEW | {"name": kind.name}).content.decode()
    assert DeskKind.objects.filter(key="hikikomori").exists() is False
    assert "窓口の種類" in html
