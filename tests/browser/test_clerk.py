"""A clerk at the desk: what the edit screens and lists do for whoever writes."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP, PHONE

TITLE = "見本市 子ども医療費の助成"
SENTENCE = "高校3年生まで、医療費の自己負担を市が助けます。"


@pytest.fixture
def sign_in(new_context, live_handbook):
    def sign_in(name: str, viewport=DESKTOP, server=live_handbook) -> Page:
        passwords = dict(line.split()[:2] for line in (server.home / "demo_logins.txt").read_text().splitlines())
        page = new_context(server=server, viewport=viewport, locale="ja-JP").new_page()
        page.goto(f"{server.url}/admin/")
        page.fill("#id_username", name)
        page.fill("#id_password", passwords[name])
        page.press("#id_password", "Enter")
        expect(page.get_by_role("heading", name="はじめに")).to_be_visible()
        return page

    return sign_in


def open_entry(page: Page, title: str) -> None:
    page.get_by_role("link", name="制度を直す").click()
    page.get_by_role("link", name=title, exact=True).first.click()
    expect(page.locator("#id_title")).to_have_value(title)


def test_counter_tells_how_much_room_is_left(sign_in):
    page = sign_in("kodomo")
    open_entry(page, TITLE)
    field, count = page.locator("#id_say"), page.locator("#id_say-count")
    for text, state, words in (
        ("言" * 10, "fine", "10字／80字まで"),
        ("言" * 75, "near", "75字／80字まで"),
        ("𠮷" * 82, "over", "2字多すぎます（80字まで）"),
    ):
        field.fill(text)
        expect(count).to_have_attribute("data-state", state)
        expect(count).to_have_text(words)
    assert count.get_attribute("aria-live") == "polite"
    assert "id_say-count" in field.get_attribute("aria-describedby")


def test_worry_of_a_row_can_be_changed_by_keyboard(sign_in):
    page = sign_in("zenkoku")
    page.goto(page.url + "programs/?q=自立相談")
    page.get_by_role("link", name="自立相談支援機関（くらしと仕事の相談）").first.click()
    select = page.locator("#id_matches-0-worry")
    chosen = select.input_value()
    assert select.locator("option").count() == 2
    select.focus()
    expect(select).to_have_value(chosen)
    assert select.locator("option").count() > 150
    select.press("ArrowDown")
    assert select.input_value() != chosen


@pytest.mark.parametrize("path", ["", "programs/", "desks/"])
def test_lists_fit_a_phone(path, sign_in):
    page = sign_in("kodomo", viewport=PHONE)
    page.goto(page.url + path)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
