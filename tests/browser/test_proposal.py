"""The play: a clerk writes, the chief checks, one of two departments disagrees and then agrees, the head decides, the
welfare division releases, and a resident reads it. Nobody uses more than a keyboard and plain forms need.
"""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP
from tests.browser.resident import python_in
from tests.browser.server import Server

TITLE = "見本市 子ども医療費の助成"
SENTENCE = "高校3年生まで、医療費の自己負担を市が助けます。"
NUMBER = f"""
from cms.models import ProgramPage
print("number", ProgramPage.objects.get(title="{TITLE}", locale__language_code="ja").number_id)
"""
COMPOSING = 60_000  # every language of the edition, on a machine that tests other things meanwhile
PLAYERS = ("kodomo", "kodomo-kakaricho", "jutaku-kacho", "shogai-kacho", "kodomo-kacho", "fukushi")


@pytest.fixture
def desks(new_context, own_handbook) -> dict[str, Page]:
    return {name: sign_in(new_context, own_handbook, name) for name in PLAYERS}


def sign_in(new_context, server: Server, name: str) -> Page:
    logins = (server.home / "demo_logins.txt").read_text().splitlines()
    page = new_context(server=server, viewport=DESKTOP, locale="ja-JP").new_page()
    page.goto(f"{server.url}/admin/")
    page.fill("#id_username", name)
    page.fill("#id_password", dict(line.split()[:2] for line in logins)[name])
    page.press("#id_password", "Enter")
    expect(page.get_by_role("heading", name="あなたを待っているもの")).to_be_visible()
    return page


def propose(clerk: Page) -> None:
    clerk.get_by_role("link", name="制度を直す").click()
    clerk.get_by_role("link", name=TITLE, exact=True).first.click()
    clerk.fill("#id_summary", SENTENCE)
    clerk.get_by_role("button", name="保存して起案へ進む").click()
    expect(clerk.get_by_text("住民にはまだ出ません")).to_be_visible()
    clerk.fill("#id_reason", "助成を広げる（9月議会で可決）。")
    clerk.get_by_text("合議する課を足す").click()
    for post in ("建設部 住宅課 課長", "保健福祉部 障害福祉課 課長"):
        clerk.locator("[name=ask]").and_(clerk.get_by_label(post)).check()
    clerk.get_by_role("button", name="起案を出す").click()
    expect(clerk.get_by_text("を出しました")).to_be_visible()


def answer(page: Page, choice: str, remark: str = "") -> None:
    """Open what waits at the top of the desk, choose one, write why, press the one button, by keyboard."""
    page.goto("/admin/")
    page.locator("table .act a").first.click()
    expect(page.locator("[name=move]:checked")).to_have_count(0)
    page.get_by_role("radio", name=choice).first.press("Space")
    page.fill("#remark", remark)
    page.get_by_role("button", name="この判断を記録する").press("Enter")
    expect(page.get_by_text("記録しました")).to_be_visible()


def test_from_the_clerk_to_the_resident(desks, own_handbook, new_context):
    propose(desks["kodomo"])
    answer(desks["kodomo-kakaricho"], "確認して次へ")
    answer(desks["jutaku-kacho"], "不同意", "市営住宅の字が要ります")
    answer(desks["shogai-kacho"], "同意")
    housing = desks["jutaku-kacho"]
    housing.goto("/admin/proposals/")
    housing.get_by_role("link", name=TITLE).click()
    housing.get_by_role("radio", name="同意").first.press("Space")
    housing.get_by_role("button", name="この判断を記録する").press("Enter")
    answer(desks["kodomo-kacho"], "決裁する")

    welfare = desks["fukushi"]
    welfare.goto("/admin/releases/mihonshi/next/")
    welfare.get_by_role("checkbox", name=TITLE).check()
    welfare.get_by_role("button", name="住民の見え方をくらべる").click()
    welfare.locator("button[name=when][value=now]").click(timeout=COMPOSING)
    expect(welfare.get_by_text("住民は、いま第")).to_be_visible(timeout=COMPOSING)

    desks["kodomo"].goto("/admin/proposals/?mine=1")
    expect(desks["kodomo"].locator("table .st", has_text="刊行済")).to_be_visible()
    desks["kodomo"].get_by_role("link", name=TITLE).click()
    expect(desks["kodomo"].locator(".tl", has_text="不同意")).to_be_visible()
    resident = new_context(server=own_handbook).new_page()
    number = re.search(r"number (\d+)", python_in(own_handbook, NUMBER))[1]
    resident.goto(f"/p/{number}/")
    expect(resident.get_by_text(SENTENCE)).to_be_visible()


def test_desk_and_proposal_fit_a_phone(new_context, own_handbook):
    page = sign_in(new_context, own_handbook, "kodomo")
    page.set_viewport_size({"width": 320, "height": 700})
    for path in ("/admin/", "/admin/proposals/", "/admin/proposals/new/", "/admin/record/", "/admin/absences/"):
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
