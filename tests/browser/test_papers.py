"""新旧対照表 and 起案用紙 on A4: one sheet in the normal case, headings repeated where a table is longer."""

import subprocess

import pytest
from django.test import RequestFactory

from cms.models import ProgramPage
from cms.papers import printing
from cms.papers.sheets import Kind, Sheet, Signature
from cms.reading.pages import difference
from tests.database import ROOT

pytestmark = pytest.mark.django_db  # a page asks for its content type
CSS = ROOT / "cms/static/cms/papers.css"


def program(**fields) -> ProgramPage:
    page = ProgramPage(title="ひとり親家庭 住まい応援金", **fields)
    page.matches, page.links, page.desks = [], [], []
    return page


def sheet(entries: int) -> Sheet:
    found = difference(
        program(target="民間の賃貸住宅に住む、ひとり親の家庭", benefit="月8,000円（令和8年度）"),
        program(target="民間の賃貸住宅か市営住宅に住む、ひとり親の家庭", benefit="月10,000円", documents="契約書"),
    )
    return Sheet(
        "住まい応援金を改めることについて（伺い）",
        (found,) * entries,
        number="R8-0118",
        kind=Kind.AMEND,
        line=tuple(Signature(post, "山下 美咲", "確認") for post in ("課長", "課長補佐", "係長", "起案者")),
        concurrences=tuple(Signature(post, "中村 明", "同意") for post in ("住宅課長", "財政課長", "保険年金課長")),
        reason="住まい応援金を月1万円に上げ、市営住宅のひとり親も使えるようにする（9月議会で可決）。",
        evidence=("住まい応援金支給要綱", "令和8年9月議会 議案第62号"),
    )


@pytest.fixture
def pages(browser, tmp_path):
    """pages(response) → the text of each printed page."""

    def printed(response) -> list[str]:
        page = browser.new_page()
        page.set_content(response.content.decode())
        page.add_style_tag(path=CSS)
        file = tmp_path / "paper.pdf"
        page.pdf(path=file, prefer_css_page_size=True)
        page.close()
        facts = subprocess.check_output(["pdfinfo", file], text=True)
        assert "A4" in facts
        return subprocess.check_output(["pdftotext", "-layout", file, "-"], text=True).split("\f")[:-1]

    return printed


def test_normal_case_fits_one_sheet_each(pages):
    request = RequestFactory().get("/")
    (table,) = pages(printing.before_and_after(request, sheet(2)))
    assert "旧（いま公開中）" in table
    (proposal,) = pages(printing.proposal(request, sheet(2)))
    for text in ("起 案 用 紙", "R8-0118", "☑ 改める", "住宅課長", "議案第62号"):
        assert "".join(text.split()) in "".join(proposal.split())


def test_longer_table_repeats_its_heading(pages):
    many = [change for found in sheet(1).differences for change in found.changes] * 20
    (found,) = sheet(1).differences
    longer = Sheet("長い表", (type(found)(found.title, found.kind, None, tuple(many)),))
    first, second, *_ = pages(printing.before_and_after(RequestFactory().get("/"), longer))
    assert "旧（いま公開中）" in first
    assert "旧（いま公開中）" in second
