"""Who keeps the situations, and for which edition."""

import pytest
from django.urls import reverse

from cms.models import EditionPage, Situation, WorryNumber


def form(edition: EditionPage, name: str) -> dict:
    worry = WorryNumber.objects.get(key="okane-yachin")
    counts = {"TOTAL_FORMS": 1, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": 1000}
    data = {f"worries-{key}": value for key, value in counts.items()}
    data |= {f"entries-{key}": value for key, value in {**counts, "TOTAL_FORMS": 0}.items()}
    row = {"worries-0-worry": worry.pk, "worries-0-ORDER": 1}
    return {"edition": edition.pk, "name": name, "note": "", "hotline": "", "is_active": "on", **data, **row}


@pytest.mark.parametrize(("who", "made"), [("drafter", False), ("national", False), ("welfare", True)])
def test_welfare_division_freezes_a_situation_of_its_own_edition(who, made, city, request, client):
    client.force_login(request.getfixturevalue(who))
    client.post(reverse("situations:add"), form(city, "家賃が払えない人"))
    assert Situation.objects.filter(edition=city).exists() is made


def test_other_editions_situations_are_not_shown_nor_changed(welfare, nation, client):
    foreign = Situation.objects.get(edition=nation)
    client.force_login(welfare)
    assert foreign.name not in client.get(reverse("situations:index")).content.decode()
    client.post(reverse("situations:edit", args=[foreign.pk]), form(nation, "別の名前"))
    assert Situation.objects.get(pk=foreign.pk).name == foreign.name


def test_starter_brings_situations_once(nation):
    situation = Situation.objects.get(edition=nation)
    assert [row.worry.key for row in situation.worries.all()] == ["kokoro-kietai"]
    assert [(row.program.key, row.rule) for row in situation.entries.all()] == [
        ("inochi-sodan", "within"),
        ("jukyo", "never"),
    ]


def test_screen_plays_them(national, nation, client):
    client.force_login(national)
    html = client.get(reverse("handbook_situations", args=["zenkoku"])).content.decode()
    assert "消えてしまいたい人" in html
    assert "合格 1件" in html
