"""Unfolding a card: one file for all cards, so no request says which one, and a way on when it cannot be had."""

import re

import pytest
from playwright.sync_api import Page, expect

DETAILS = re.compile(r"/details\.[0-9a-f]+\.json$")


@pytest.fixture
def result(page: Page) -> Page:
    page.goto("/")
    page.evaluate("document.querySelector('#f input[name=t]').click()")
    page.evaluate("document.querySelector('#see').click()")
    expect(page.locator("#out .card").first).to_be_visible()
    return page


def asked_for(page: Page) -> list[str]:
    return [url for url in page.context.traffic.urls if DETAILS.search(url)]


def test_details_come_with_the_first_card_that_is_unfolded_and_only_once(result):
    assert asked_for(result) == []
    for place in (0, 1):
        card = result.locator("#out .card:not(.hot)").nth(place)
        card.locator("summary").click()
        expect(card.locator("dl")).to_be_visible()
    assert len(asked_for(result)) == 1


def test_folding_and_unfolding_again_shows_them_once(result):
    card = result.locator("#out .card:not(.hot)").first
    for _ in range(3):
        card.locator("summary").click()
    expect(card.locator("dl")).to_be_visible()
    expect(card.locator("dl")).to_have_count(1)


def test_hotline_has_its_own_details_and_asks_for_nothing(result):
    hotline = result.locator("#out .hot:has(details)").first
    written = hotline.locator("details").inner_html()
    hotline.locator("summary").click()
    expect(hotline.locator("details")).to_have_attribute("open", "")
    result.wait_for_load_state("networkidle")
    assert hotline.locator("details").inner_html() == written
    assert asked_for(result) == []


def test_without_a_connection_the_way_to_the_entry_s_own_page_is_there(result):
    result.context.route(DETAILS, lambda route: route.abort())
    card = result.locator("#out .card:not(.hot)").first
    card.locator("summary").click()
    expect(card.locator(f"details a[href='/p/{card.get_attribute('data-p')}/']")).to_be_visible()
