"""The edit screen of a desk: hours in one line, days with other hours, wards and kinds to tick."""

import pytest
from django.core.exceptions import ValidationError

from cms import hours
from cms.models import DeskKind, DeskPage, EditionPage

from .forms import edit, edit_url


@pytest.fixture
def desk(tree) -> DeskPage:
    return DeskPage.objects.get(title="見本市 東区役所")


def draft(desk: DeskPage) -> DeskPage:
    desk.refresh_from_db()
    return desk.get_latest_revision_as_object()


def spans(page) -> list[tuple]:
    return [(row.weekday, str(row.opens)[:5], str(row.closes)[:5]) for row in page.weekly_hours.all()]


def test_one_line_fills_the_week(welfare, desk, client):
    client.force_login(welfare)
    edit(client, desk, quick_hours="平日8:30〜17:15、土9:00〜24:00")
    found = spans(draft(desk))
    assert found == [*((day, "08:30", "17:15") for day in range(1, 6)), (6, "09:00", "00:00")]


def test_line_that_cannot_be_read_is_told_and_changes_nothing(welfare, desk, client):
    client.force_login(welfare)
    before = desk.latest_revision_id
    html = edit(client, desk, quick_hours="だいたい昼間").content.decode()
    assert "「だいたい昼間」を読み取れません。「平日8:30〜17:15」や" in html
    desk.refresh_from_db()
    assert desk.latest_revision_id == before


def test_rows_that_overlap_are_refused(welfare, desk, client):
    client.force_login(welfare)
    html = edit(client, desk, **{"weekly_hours-1-opens": "11:00"}).content.decode()
    assert "月曜の時間が重なっています。" in html


def test_wards_are_ticked_among_those_of_the_edition(welfare, desk, client):
    client.force_login(welfare)
    html = client.get(edit_url(desk)).content.decode()
    assert 'name="served_wards" value="東区"' in html
    edit(client, desk, served_wards=["東区", "西区"])
    assert [row.name for row in draft(desk).wards.all()] == ["東区", "西区"]
    html = edit(client, desk, served_wards=["北区"]).content.decode()
    assert "「北区」という区は、この版にありません。" in html


def test_ward_that_is_gone_is_let_go_on_saving(welfare, desk, client):
    EditionPage.objects.get(slug="mihonshi").wards.filter(name="東区").delete()
    client.force_login(welfare)
    edit(client, desk, note="駅から近い窓口です。")
    assert not draft(desk).wards.exists()


def test_kinds_are_ticked(welfare, desk, client):
    DeskKind.objects.create(key="kosodate", name="子育て窓口", sort_order=2)
    client.force_login(welfare)
    html = client.get(edit_url(desk)).content.decode()
    for word in ("福祉事務所", "子育て窓口", "受け持つ区", "時間がちがう日", "曜日ごとの時間をまとめて入れる"):
        assert word in html
    edit(client, desk, desk_kinds=[str(DeskKind.objects.get(key="kosodate").pk)])
    assert [row.kind.key for row in draft(desk).kinds.all()] == ["kosodate"]


def test_saving_something_else_keeps_rows(welfare, desk, client):
    client.force_login(welfare)
    before = spans(desk)
    edit(client, desk, note="駅から近い窓口です。")
    draft(desk).get_latest_revision().publish()
    live = DeskPage.objects.get(pk=desk.pk)
    assert live.note == "駅から近い窓口です。"
    assert spans(live) == before
    assert [row.name for row in live.wards.all()] == ["東区"]
    assert [row.kind.key for row in live.kinds.all()] == ["fukushi"]


@pytest.mark.parametrize(
    ("line", "first", "count"),
    [
        ("平日8:30〜17:15", (1, "08:30", "17:15"), 5),
        ("月～金 ９時〜１７時半", (1, "09:00", "17:30"), 5),
        ("火〜日9:30〜17:30", (2, "09:30", "17:30"), 6),
        ("月曜日・水曜日10:00-16:00", (1, "10:00", "16:00"), 2),
        ("毎日8:00から20:00まで", (1, "08:00", "20:00"), 7),
        ("土〜月10:00〜12:00", (1, "10:00", "12:00"), 3),
        ("平日9:00〜12:00、13:00〜17:00", (1, "09:00", "12:00"), 10),
    ],
)
def test_lines_as_offices_write_them(line, first, count):
    found = hours.read(line)
    day, opens, closes = found[0]
    assert (day, f"{opens:%H:%M}", f"{closes:%H:%M}") == first
    assert len(found) == count
    assert hours.read(hours.written(found)) == found


@pytest.mark.parametrize(
    "line",
    [
        "",
        "平日",
        "8:30〜17:15",
        "平日8:30",
        "平日25:00〜26:00",
        "平日17:00〜9:00",
        "第2土曜9:00〜12:00",
        "平日9:00〜のみ",
    ],
)
def test_what_is_not_understood_is_not_guessed(line):
    with pytest.raises(ValidationError):
        hours.read(line)
