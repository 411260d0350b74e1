"""The ward: asked only where it matters, kept in the tab alone, the same desks with and without JavaScript."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.resident import CARE, LOAN, RENT, WEATHER, Resident, weather

WARD = "中区"
OLD = "sessionStorage.ticks = JSON.stringify({ ...JSON.parse(sessionStorage.ticks), at: Date.now() - 1_800_001 })"


def own_desks(resident: Resident) -> list[str]:
    """What can be read of the desks that differ by ward, on the first screen."""
    return resident.page.locator("#out > .band .wards .desk:visible .dn").all_inner_texts()


def without_the_hour(resident: Resident) -> list[str]:
    """A minute may pass between two pages."""
    for place in ("#out details", ".rest"):
        resident.page.evaluate(f"document.querySelectorAll('{place}').forEach(d => {{ d.open = true; }})")
    if resident.javascript:
        resident.page.locator("#out .card:not(.hot) dl").last.wait_for(state="attached")
    states = resident.page.locator("#out .state")
    assert re.search(r"いま|つぎは", " ".join(states.all_inner_texts()))
    return " ".join(
        resident.page.locator("#out > :not(form)").all_inner_texts()
    ).split()  # its button is for one of them


def test_ward_is_chosen_kept_in_the_tab_and_forgotten(new_context):
    resident = Resident(new_context()).begin().tick(CARE).see_result()
    page = resident.page
    assert own_desks(resident) == []
    page.locator("#out .wards summary").first.click()
    assert len(own_desks(resident)) == 3
    page.locator("#ward").select_option(WARD)
    expect(page.locator("form.ward [role=status]")).to_have_text(f"{WARD}の窓口を出しています。")
    assert own_desks(resident)
    assert {WARD in name for name in own_desks(resident)} == {True}
    addresses = set(resident.context.traffic.urls)
    page.reload()
    expect(page.locator("#ward")).to_have_value(WARD)
    assert {WARD in name for name in own_desks(resident)} == {True}
    assert set(resident.context.traffic.urls) == addresses
    assert page.evaluate("location.href.includes('?') || location.href.includes('#')") is False
    page.locator("#ward").select_option("")
    assert own_desks(resident) == []
    assert resident.errors == []


def test_exit_and_half_an_hour_forget_the_ward(new_context):
    context = new_context()
    weather(context)
    resident = Resident(context).begin().tick(CARE).see_result()
    page = resident.page
    page.locator("#ward").select_option(WARD)
    assert WARD in page.evaluate("sessionStorage.getItem('ticks')")
    page.evaluate(OLD)
    page.reload()
    assert page.evaluate("sessionStorage.getItem('ticks')") is None
    resident.begin().tick(CARE).see_result()
    expect(page.locator("#ward")).to_have_value("")
    page.locator("#ward").select_option(WARD)
    page.locator(".exit").click()
    page.wait_for_url(WEATHER)
    page.goto("/")
    assert WARD not in page.evaluate("JSON.stringify(sessionStorage)")


def test_not_asked_where_nothing_differs(new_context):
    resident = Resident(new_context()).begin().tick(LOAN).see_result()
    assert resident.page.locator("#ward").count() == 0
    plain = Resident(new_context(javascript=False), javascript=False).begin().tick(LOAN).see_result()
    assert plain.page.locator("#ward").count() == 0


@pytest.mark.parametrize("ward", ["", WARD])
def test_both_pages_show_the_same_desks_in_the_same_words(ward, new_context):
    here = Resident(new_context(timezone_id="America/New_York")).begin().tick(CARE, RENT).see_result()
    posted = Resident(new_context(javascript=False), javascript=False).begin().tick(CARE, RENT).see_result()
    if ward:
        here.page.locator("#ward").select_option(ward)
        posted.page.locator("#ward").select_option(ward)
        posted.page.locator("form.ward button").click()
        expect(posted.page.locator("#ward")).to_have_value(ward)
    assert posted.page.url.endswith("/kekka/")
    assert here.programs == posted.programs
    assert without_the_hour(here) == without_the_hour(posted)
