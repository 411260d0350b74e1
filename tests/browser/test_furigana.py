"""Furigana: off by default, fetched when switched on, on new content as well, on paper, and gone with the switch."""

import subprocess
import urllib.request

import pytest
from playwright.sync_api import expect

from handbook.release import readings
from handbook.release.schema import Release
from search import furigana
from tests.browser.resident import NO_FOOD, Resident


def test_45_furigana_comes_with_the_switch_and_goes_with_it(new_context, tmp_path):
    resident = Resident(new_context()).begin().tick(NO_FOOD)
    page, asked = resident.page, resident.context.traffic.urls
    assert page.locator("rt").count() == 0
    assert not any("furigana" in address for address in asked)
    page.get_by_label("ふりがな").check()
    expect(page.locator("#v-check ruby").first).to_be_attached()
    resident.see_result()
    expect(page.locator("#out .card h3 ruby rt").first).to_be_visible()
    assert page.locator("rt:not([aria-hidden=true])").count() == 0
    assert page.locator(".num rt").count() == 0
    page.pdf(path=tmp_path / "paper.pdf", prefer_css_page_size=True)
    paper = subprocess.check_output(["pdftotext", tmp_path / "paper.pdf", "-"], text=True)
    assert "しょくりょう" in paper.replace("\n", "").replace(" ", "")
    page.get_by_label("ふりがな").uncheck()
    expect(page.locator("rt")).to_have_count(0)
    page.go_back()
    resident.see_result()
    assert page.locator("ruby").count() == 0  # what the result copies from the checklist is plain again
    assert resident.errors == []


def test_choice_stays_in_this_tab_only(new_context):
    resident = Resident(new_context()).open()
    resident.page.get_by_label("ふりがな").check()
    expect(resident.page.locator("h1 rt:visible").first).to_be_visible()
    resident.open("/about/")
    expect(resident.page.locator(".notice rt").first).to_be_visible()
    assert resident.page.evaluate("localStorage.length") == 0
    assert resident.context.cookies() == []
    assert Resident(resident.context).open().page.get_by_label("ふりがな").is_checked() is False


def test_without_javascript_by_a_link(new_context):
    resident = Resident(new_context(javascript=False), javascript=False).open()
    resident.page.get_by_role("link", name="ふりがな").click()
    expect(resident.page.locator("h1 rt:visible").first).to_be_visible()
    resident.page.locator("[name=t]").first.check()
    resident.see_result()
    assert resident.page.url.endswith("/furigana/kekka/")
    expect(resident.page.locator("#out h3 rt").first).to_be_visible()


@pytest.mark.parametrize("language", readings.WITH_FURIGANA)
def test_every_word_of_the_starter_handbook_has_a_reading(live_handbook, language):
    with urllib.request.urlopen(f"{live_handbook.url}/api/v1/editions/mihonshi/{language}/releases/latest") as answer:
        release = Release.from_json(answer.read())
    words = readings.known(release)
    longest = furigana.reach(words)
    assert [found for text in readings.texts(release) for found in furigana.wanting(text, words, longest)] == []
