"""Paper and sentences for both sides of a counter, in another language than Japanese."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP
from tests.browser.resident import Resident
from tests.browser.test_print import Paper

ENGLISH, SENTENCES = "/mihonshi/en/", "/mihonshi/vi/counter/"
VOICES = """Object.defineProperty(window, 'speechSynthesis', {value: {
  getVoices: () => [{lang: 'ja-JP', localService: %s}], cancel() {}, speak(said) { window.spoken = said.text; },
}}); window.SpeechSynthesisUtterance = function (text) { this.text = text; };"""


def result(resident: Resident) -> Resident:
    resident.open(ENGLISH)
    if resident.javascript:
        resident.page.locator(".start .btn-p:visible").click()
    resident.page.locator("[name=t]:visible").first.check()
    return resident.see_result()


def is_in_both(page, paper: Paper) -> bool:
    title = page.locator("#out .card:has([name=keep]:checked) .pair .pn").all_text_contents()[:2]
    assert title[0] != title[1]
    return all("".join(part.split()) in paper.words for part in [*title, "この紙を読んでください。"])


def test_printed_list_has_japanese_beside_each_line(new_context, tmp_path):
    resident = result(Resident(new_context(viewport=DESKTOP)))
    page = resident.page
    page.evaluate("window.print = () => {}")
    assert not any("counter" in address or "sheet" in address for address in resident.context.traffic.urls)
    page.locator("#b-print").click()
    expect(page.locator("#pqr svg")).to_be_attached()
    expect(page.locator(".pair").first).to_be_hidden()  # the screen stays as it was
    assert is_in_both(page, Paper(page, tmp_path))
    assert page.locator("#out .pair").count() == page.locator("#out .card").count()
    assert resident.errors == []


def test_without_javascript_a_button_shows_the_same(new_context, tmp_path):
    resident = result(Resident(new_context(javascript=False, viewport=DESKTOP), javascript=False))
    assert resident.page.locator(".pair").count() == 0
    resident.page.locator("[name=both]").click()
    expect(resident.page.locator(".pair").first).to_be_visible()
    assert is_in_both(resident.page, Paper(resident.page, tmp_path))


@pytest.mark.parametrize("local", [True, False])
def test_sentences_are_spoken_by_voices_of_the_device_only(new_context, local):
    resident = Resident(new_context())
    resident.page.add_init_script(VOICES % str(local).lower())
    page = resident.open(SENTENCES).page
    sentence = page.locator(".say-list li").filter(has_text="通訳")
    expect(sentence).to_contain_text("phiên dịch")
    button = sentence.get_by_role("button")
    if not local:
        expect(page.locator(".say-list button:visible")).to_have_count(0)
        return
    button.click()
    assert page.evaluate("window.spoken") == sentence.locator("[lang=ja]").text_content()
