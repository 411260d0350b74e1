"""Whatever the size: small phones, four times enlarged, larger text, wider spacing, one's own colours."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE
from tests.browser.resident import NO_FOOD, Resident
from tests.browser.test_access import screens, screens_without_javascript

SIZES = {
    "wide": (1920, 1080),
    "200 percent of 1280×1024": (640, 512),
    "small phone": (320, 568),
    "400 percent of 1280×1024": (320, 256),
}
LARGE_TOO = ("small phone", "400 percent of 1280×1024")
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.mark.parametrize(("large", "sizes"), [(False, tuple(SIZES)), (True, LARGE_TOO)])
def test_37_nothing_scrolls_sideways(large, sizes, new_context):
    """Every screen in every size; gone through in the last one, which leaves the least room."""
    resident = Resident(new_context())
    if large:
        resident.open().page.locator("#big").check()
    for screen in screens(resident):
        assert resident.page.locator("#big").is_checked() == large
        for size in sizes:
            width, height = SIZES[size]
            resident.page.set_viewport_size({"width": width, "height": height})
            assert resident.page.evaluate("innerWidth") == width
            assert resident.page.evaluate(SIDEWAYS) <= 0, (screen, size)


SPACING = """
    * { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }
    p { margin-bottom: 2em !important; }
"""
CLIPPED = """[...document.querySelectorAll('p, h1, h2, h3, span, label, a, button, summary, li, dd')].filter(one =>
    one.checkVisibility() && !one.closest('.vh') && ['hidden', 'clip'].includes(getComputedStyle(one).overflowY)
    && one.scrollHeight > one.clientHeight + 2).map(one => one.outerHTML.slice(0, 120))"""


def test_38_wider_text_spacing_clips_nothing(new_context):
    resident = Resident(new_context(bypass_csp=True))
    for screen in screens(resident):
        resident.page.add_style_tag(content=SPACING)
        assert resident.page.evaluate(SIDEWAYS) <= 0, screen
        assert resident.page.evaluate(CLIPPED) == [], screen


# Links within a sentence are exempt, as in WCAG 2.5.8; so is what is only seen when focused.
TARGETS = """least => [...document.querySelectorAll('a, button, summary, label:has(input)')]
    .filter(one => one.checkVisibility() && !one.matches('.skip') && !one.closest('dd, .prose p:not(:has(.btn))'))
    .map(one => [one, one.getBoundingClientRect()])
    .filter(([one, box]) => box.width < least || box.height < least)
    .map(([one, box]) => `${Math.round(box.width)}×${Math.round(box.height)} ${one.outerHTML.slice(0, 100)}`)"""


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no script"])
def test_39_everything_one_taps_is_large_enough(javascript, new_context):
    resident = Resident(new_context(javascript=javascript, viewport=PHONE), javascript=javascript)
    for screen in screens(resident) if javascript else screens_without_javascript(resident):
        assert resident.page.evaluate(TARGETS, 43.5) == [], screen


def test_40_ticked_is_told_apart_in_ones_own_colours(new_context):
    resident = Resident(new_context(forced_colors="active")).begin().tick(NO_FOOD)
    boxes = resident.page.locator(".panel.on [name=t]")
    ticked, other = (
        boxes.nth(at).evaluate("box => [getComputedStyle(box), getComputedStyle(box, '::before')]"
                               ".map(style => style.backgroundColor + style.transform)")
        for at in (0, 1)
    )  # fmt: skip
    assert ticked[0] != other[0]
    assert ticked[1] != other[1]
    exit = resident.page.locator(".hd .exit")
    assert exit.evaluate("exit => getComputedStyle(exit).borderTopStyle") == "solid"


MOVING = """[...document.querySelectorAll('*')].filter(one => {
    const style = getComputedStyle(one);
    return style.animationName !== 'none' || style.transitionDuration.split(',').some(time => parseFloat(time) > 0);
}).length"""


def test_41_nothing_moves_for_whom_movement_is_too_much(new_context):
    resident = Resident(new_context(reduced_motion="reduce"))
    for screen in screens(resident):
        assert resident.page.evaluate(MOVING) == 0, screen
    assert Resident(new_context(reduced_motion="no-preference")).open().page.evaluate(MOVING) > 0


def test_larger_text_stays_for_the_next_page(new_context):
    resident = Resident(new_context()).open()
    usual = resident.page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)")
    resident.page.locator("#big").check()
    resident.page.goto("/safety/")
    expect(resident.page.locator("#big")).to_be_checked()
    assert resident.page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)") == usual * 1.25
