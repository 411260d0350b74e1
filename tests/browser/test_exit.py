"""Leaving at once, and what is found afterwards by whoever takes the device next."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.resident import AFRAID_OF_PARTNER, NO_FOOD, WEATHER, Resident, weather

BEFORE = "data:text/html,<title>before</title>before"
ADDRESSES = ("/", "/p/1/", "/about/", "/safety/", "/privacy/", "/accessibility/", "/supporters/", "/nothing-here/")
SMALLEST = {"width": 320, "height": 256}  # 400 % zoom of 1280×1024


@pytest.fixture
def resident(new_context):
    context = new_context()
    weather(context)
    resident = Resident(context)
    resident.page.goto(BEFORE)
    return resident


def with_a_result(resident: Resident) -> Resident:
    resident.page.goto("/")
    resident.page.locator(".start .btn-p:visible").click()
    return resident.tick(AFRAID_OF_PARTNER, NO_FOOD).see_result()


def assert_exit_is_on_screen_while_scrolling(resident: Resident) -> None:
    page = resident.page
    for _ in range(100):
        assert page.evaluate("""() => {
            const exit = document.querySelector('.exit').getBoundingClientRect();
            const on_top = document.elementFromPoint(exit.x + exit.width / 2, exit.y + exit.height / 2);
            return exit.top >= 0 && exit.bottom <= innerHeight && Boolean(on_top.closest('.exit'));
        }"""), f"{page.url} at {page.evaluate('scrollY')}"
        before = page.evaluate("scrollY")
        if page.evaluate("scrollBy({top: innerHeight * 3, behavior: 'instant'}), scrollY") == before:
            return


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP, SMALLEST], ids=["phone", "desktop", "zoomed"])
def test_26_exit_is_on_every_page_at_every_scroll_position(viewport, new_context):
    resident = Resident(new_context(viewport=viewport))
    for address in ADDRESSES:
        resident.open(address)
        assert_exit_is_on_screen_while_scrolling(resident)
    resident.begin()
    assert_exit_is_on_screen_while_scrolling(resident)
    resident.tick(NO_FOOD).see_result()
    assert_exit_is_on_screen_while_scrolling(resident)


def test_26_exit_is_on_the_pages_of_the_form_as_well(new_context):
    resident = Resident(new_context(javascript=False), javascript=False).begin()
    assert_exit_is_on_screen_while_scrolling(resident)
    resident.tick(NO_FOOD).see_result()
    assert_exit_is_on_screen_while_scrolling(resident)


def test_27_after_the_exit_back_shows_the_page_before_us(resident):
    with_a_result(resident)
    resident.page.locator(".hd .exit").click()
    resident.page.wait_for_url(WEATHER)
    resident.page.go_back()
    resident.page.wait_for_url(BEFORE)


def test_27_after_several_pages_of_ours_too(resident):
    for address in ("/", "/about/", "/safety/"):
        resident.page.goto(address)
    resident.page.locator(".hd .exit").click()
    resident.page.wait_for_url(WEATHER)
    resident.page.go_back()
    resident.page.wait_for_url(BEFORE)


def test_28_forward_bounces_out_again(resident):
    with_a_result(resident)
    resident.page.locator(".hd .exit").click()
    resident.page.wait_for_url(WEATHER)
    resident.page.go_back()
    resident.page.wait_for_url(BEFORE)
    resident.page.go_forward()
    resident.page.wait_for_url(WEATHER)


def test_28_31_typing_the_address_again_works_and_nothing_is_ticked(resident):
    with_a_result(resident)
    resident.page.locator(".hd .exit").click()
    resident.page.wait_for_url(WEATHER)
    resident.page.goto("/")
    expect(resident.view("top")).to_be_visible()
    assert resident.ticked == 0
    assert "ticks" not in resident.page.evaluate("Object.keys(sessionStorage)")


def test_29_shift_three_times_leaves(resident):
    with_a_result(resident)
    for _ in range(3):
        resident.page.keyboard.press("Shift")
    resident.page.wait_for_url(WEATHER)


def test_29_another_key_between_starts_the_count_anew(resident):
    with_a_result(resident)
    for key in ("Shift", "Shift", "a", "Shift", "Shift"):
        resident.page.keyboard.press(key)
    resident.page.wait_for_timeout(600)
    expect(resident.view("result")).to_be_visible()
    resident.page.keyboard.press("Shift")
    resident.page.wait_for_url(WEATHER)


def test_29_shift_does_not_count_while_kana_are_converted(resident):
    with_a_result(resident)
    for _ in range(4):
        resident.page.evaluate(
            "dispatchEvent(new KeyboardEvent('keyup', {key: 'Shift', isComposing: true, bubbles: true}))"
        )
    resident.page.wait_for_timeout(600)
    expect(resident.view("result")).to_be_visible()


def test_30_without_javascript_it_is_a_plain_link_that_tells_nothing(new_context):
    context = new_context(javascript=False)
    weather(context)
    resident = Resident(context, javascript=False).open()
    exits = resident.page.locator("[data-exit]")
    assert exits.evaluate_all("all => all.map(link => link.rel)") == ["noreferrer", "noreferrer"]
    resident.page.locator(".hd .exit").click()
    resident.page.wait_for_url(WEATHER)
    [left] = [request for request in context.traffic.requests if WEATHER.match(request.url)]
    assert "referer" not in left.all_headers()


def test_32_back_steps_through_the_screens_and_keeps_the_ticks(resident):
    with_a_result(resident)
    resident.page.go_back()
    expect(resident.view("check")).to_be_visible()
    while resident.page.locator("#main[data-view=check]").count():
        resident.page.go_back()
        resident.page.wait_for_timeout(50)
    expect(resident.view("top")).to_be_visible()
    assert resident.ticked == 2


def test_33_reload_keeps_the_ticks_and_the_screen(resident):
    with_a_result(resident)
    shown = resident.programs
    resident.page.reload()
    expect(resident.cards.first).to_be_visible()
    assert resident.programs == shown
    assert resident.ticked == 2


def test_exit_leads_where_the_city_says(resident, live_handbook):
    resident.page.goto("/")
    target = resident.page.locator(".hd .exit").get_attribute("href")
    assert WEATHER.match(target)
