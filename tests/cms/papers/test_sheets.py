"""Papers from plain data: no proposal is needed."""

import datetime
from io import BytesIO

import pytest
from django.test import RequestFactory
from openpyxl import load_workbook

from cms.models import DeskPage, DeskPhone, ProgramPage
from cms.papers import printing, workbook
from cms.papers.sheets import Kind, Sheet, Signature, era, file_name
from cms.reading.pages import difference

pytestmark = pytest.mark.django_db  # a page asks for its content type


def program(**fields) -> ProgramPage:
    page = ProgramPage(title="住まい応援金", **fields)
    page.matches, page.links, page.desks = [], [], []
    return page


def desk(number: str) -> DeskPage:
    page = DeskPage(title="手当係")
    page.phones, page.weekly_hours, page.wards = [DeskPhone(number=number)], [], []
    return page


def sheet(**fields) -> Sheet:
    found = (
        difference(program(benefit="月8,000円"), program(benefit="月10,000円", staff_note="秘密"), 2203, 2204),
        difference(desk("050-0000-2008"), desk("050-0000-2018"), None, 2207),
    )
    return Sheet("住まい応援金を改める", found, **fields)


def html(response) -> str:
    return response.content.decode()


def test_old_stands_left_and_new_right():
    page = html(printing.before_and_after(RequestFactory().get("/"), sheet(number="R8-0118")))
    old, new = page.index("8,000</del>"), page.index("10,000</ins>")
    assert old < new
    assert page.index("旧（いま公開中）") < page.index("新（改める案）")
    assert "<thead>" in page
    assert "版 2204・2207" in page
    assert "秘密" not in page


def test_proposal_has_boxes_for_seals_before_there_is_a_route():
    page = html(printing.proposal(RequestFactory().get("/"), sheet()))
    for text in ("課長", "係長", "起案者", "☐ 改める", "「新旧対照表」のとおり", "受けられるもの"):
        assert text in page


def test_proposal_shows_who_did_what():
    at = datetime.datetime(2026, 12, 7, 1, 2, tzinfo=datetime.UTC)
    filled = sheet(
        kind=Kind.AMEND,
        proposed_on=datetime.date(2026, 11, 20),
        line=(Signature("課長", "佐藤 由美", "代決", at, "井上 恵", is_marked=True),),
        concurrences=(Signature("住宅課長", "高橋 誠", "意見付き同意"),),
        reason="電話が変わる。\n金額も変わる。",
        evidence=("要綱",),
    )
    page = html(printing.proposal(RequestFactory().get("/"), filled))
    for text in ("☑ 改める", "<strong>代決</strong>", "12.7 10:02", "意見付き同意", "令和8年11月20日", "変わる。<br>"):
        assert text in page


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (datetime.date(2019, 4, 30), "平成31年4月30日"),
        (datetime.date(2019, 5, 1), "令和元年5月1日"),
        (datetime.date(2026, 11, 20), "令和8年11月20日"),
        (None, ""),
    ],
)
def test_era(day, text):
    assert era(day) == text


def test_workbook_is_plain_and_carries_its_keys():
    book = load_workbook(BytesIO(workbook.of(sheet(reason="=HYPERLINK()"))))
    assert [page.sheet_state for page in book] == ["visible", "visible"]
    rows = list(book["新旧対照表"].iter_rows(values_only=True))
    assert rows[0][2:5] == ("項目", "旧", "新")
    assert rows[1][1:] == (
        "住まい応援金", "受けられるもの", "月【8,000】円", "月【10,000】円", "変更", "benefit", "2203", "2204",
    )  # fmt: skip
    assert not any(
        str(cell).startswith("=") for page in book for row in page.iter_rows(values_only=True) for cell in row
    )


def test_file_name_survives_the_office():
    assert file_name(Sheet("a/b: “c”?", number="R8-0118"), "新旧対照表") == "R8-0118_a_b__“c”__新旧対照表"
