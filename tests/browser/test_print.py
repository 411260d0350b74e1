"""The memo on paper: everything a desk needs, and nothing the person did not choose to show."""

import re
import subprocess

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP
from tests.browser.resident import AFRAID_OF_PARTNER, CARE, NO_FOOD, RENT, Resident

WORRIES = (AFRAID_OF_PARTNER, NO_FOOD, RENT, CARE)


class Paper:
    def __init__(self, page: Page, folder):
        self.file = folder / "paper.pdf"
        page.pdf(path=self.file, prefer_css_page_size=True)
        self.text = subprocess.check_output(["pdftotext", "-layout", self.file, "-"], text=True)
        self.words = re.sub(r"\s", "", self.text)
        self.facts = subprocess.check_output(["pdfinfo", self.file], text=True)

    @property
    def pages(self) -> int:
        return int(re.search(r"Pages:\s+(\d+)", self.facts)[1])


@pytest.fixture
def resident(new_context):
    resident = Resident(new_context(viewport=DESKTOP)).begin().tick(*WORRIES)
    resident.page.evaluate("window.print = () => {}")
    return resident.see_result()


def printed(resident: Resident, tmp_path) -> Paper:
    resident.page.locator("#b-print").click()
    expect(resident.page.locator("#pqr svg")).to_be_attached()
    return Paper(resident.page, tmp_path)


def numbers_on_kept_cards(page: Page) -> list[str]:
    return page.locator(".card:has([name=keep]:checked) .tel .num").all_text_contents()


def test_49_paper_is_a4_and_short(resident, tmp_path):
    paper = printed(resident, tmp_path)
    assert re.search(r"Page size:\s+59[45][\d.]* x 84[12][\d.]* pts", paper.facts), paper.facts
    assert paper.pages <= 3


def test_49_names_and_numbers_of_what_is_taken_along_are_on_it(resident, tmp_path):
    paper = printed(resident, tmp_path)
    numbers = numbers_on_kept_cards(resident.page)
    names = resident.page.locator(".card:has([name=keep]:checked) h3").all_text_contents()
    assert len(numbers) > 3
    assert [number for number in numbers if number not in paper.words] == []
    assert [name for name in names if re.sub(r"\s", "", name) not in paper.words] == []


def test_49_nothing_of_the_screen_is_on_it(resident, tmp_path):
    paper = printed(resident, tmp_path)
    for word in ("すぐ閉じる", "Language", "文字を大きく", "持っていく", "QRで渡す", "専用のページ", "http"):
        assert word not in paper.words, word


def test_49_worries_are_not_on_it(resident, tmp_path):
    paper = printed(resident, tmp_path)
    assert [worry for worry in WORRIES if worry in paper.words] == []
    assert "選んだこと" not in paper.words


def test_49_worries_are_on_it_when_the_person_says_so(resident, tmp_path):
    resident.page.locator("#incl").check()
    paper = printed(resident, tmp_path)
    assert [worry for worry in WORRIES if worry not in paper.words] == []


def test_49_entry_that_is_not_taken_along_is_not_on_it(resident, tmp_path):
    card = resident.page.locator(".card:not(.hot):has([name=keep]:checked)").last
    name = re.sub(r"\s", "", card.locator("h3").text_content())
    assert name in printed(resident, tmp_path).words
    card.locator("[name=keep]").uncheck()
    assert name not in printed(resident, tmp_path).words


def test_49_entry_behind_the_button_comes_along_when_ticked(resident, tmp_path):
    resident.page.locator(".rest > summary").click()
    card = resident.page.locator(".rest .card").first
    name = re.sub(r"\s", "", card.locator("h3").text_content())
    assert name not in printed(resident, tmp_path).words
    card.locator("[name=keep]").check()
    resident.page.locator(".rest > summary").click()
    assert name in printed(resident, tmp_path).words


def test_49_posted_result_prints_the_same(new_context, resident, tmp_path):
    posted = Resident(new_context(javascript=False, viewport=DESKTOP), javascript=False).begin()
    paper = Paper(posted.tick(*WORRIES).see_result().page, tmp_path)
    assert [number for number in numbers_on_kept_cards(resident.page) if number not in paper.words] == []
    assert [worry for worry in WORRIES if worry in paper.words] == []
    assert "すぐ閉じる" not in paper.words


def test_page_of_a_program_prints_on_one_sheet(new_context, tmp_path):
    resident = Resident(new_context(viewport=DESKTOP)).open("/p/20/")
    paper = Paper(resident.page, tmp_path)
    assert paper.pages == 1
    assert re.sub(r"\s", "", resident.page.locator("h1").text_content()) in paper.words
