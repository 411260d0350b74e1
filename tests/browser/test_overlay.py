"""A clerk and the welfare division build on the nation: adapt a sentence, take it back, put in a desk, hide."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP

SENTENCE = "市の窓口で、いっしょに申請書を書けます。"


@pytest.fixture
def sign_in(new_context, own_handbook):
    def sign_in(name: str) -> Page:
        passwords = dict(line.split()[:2] for line in (own_handbook.home / "demo_logins.txt").read_text().splitlines())
        page = new_context(server=own_handbook, viewport=DESKTOP, locale="ja-JP").new_page()
        page.goto(f"{own_handbook.url}/admin/inherited/")
        page.fill("#id_username", name)
        page.fill("#id_password", passwords[name])
        page.press("#id_password", "Enter")
        expect(page.get_by_role("heading", name="国の制度").first).to_be_visible()
        return page

    return sign_in


def find(page: Page, words: str):
    page.fill("#cms-q", words)
    page.get_by_role("button", name="表示する").click()
    return page.locator("tr", has=page.get_by_role("rowheader", name=words, exact=True))


def test_adapt_clear_desk_hide(sign_in, own_handbook):
    clerk = sign_in("kodomo")
    row = find(clerk, "児童手当")
    expect(row).to_contain_text("国の文のまま")
    expect(row.get_by_role("button", name="この市では出さない")).to_have_count(0)
    row.get_by_role("button", name="この市で書きかえる").click()

    summary = clerk.locator("#id_summary")
    panel = clerk.locator(".cms-overlay", has=summary)
    expect(panel.locator("[data-overlay-state]")).to_have_text("国の文のまま")
    count = clerk.locator("#id_summary-count")
    expect(count).to_contain_text("国の文")
    summary.fill(SENTENCE)
    expect(panel.locator("[data-overlay-state]")).to_have_text("市で書きかえ")
    expect(count).to_contain_text(f"{len(SENTENCE)}字／80字まで")
    clerk.get_by_role("button", name="下書きを保存").click()
    expect(clerk.get_by_text("住民にはまだ出ません")).to_be_visible()
    summary.fill("")
    expect(panel.locator("[data-overlay-state]")).to_have_text("国の文のまま")
    clerk.get_by_role("button", name="下書きを保存").click()
    expect(clerk.get_by_text("住民にはまだ出ません")).to_be_visible()

    clerk.goto(f"{own_handbook.url}/admin/inherited/mihonshi/")
    row = find(clerk, "児童扶養手当")
    row.get_by_role("link", name="市の窓口を入れる").click()
    clerk.get_by_role("radio", name="見本市 こども部 こども課").check()
    clerk.get_by_role("button", name="この窓口を入れる").click()
    row = find(clerk, "児童扶養手当")
    expect(row).to_contain_text("市で書き足し")
    expect(row).to_contain_text("下書き")

    welfare = sign_in("fukushi")
    row = find(welfare, "児童手当")
    row.get_by_role("button", name="この市では出さない").click()
    row = find(welfare, "児童手当")
    expect(row).to_contain_text("市では出さない")
    row.get_by_role("button", name="また出す").click()
    expect(find(welfare, "児童手当")).to_contain_text("国の文のまま")
