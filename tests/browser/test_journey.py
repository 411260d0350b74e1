"""From the clerk's desk to the resident's paper: the whole product in one go."""

import re
import subprocess
import time

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP
from tests.browser.resident import NO_FOOD, Resident, python_in
from tests.browser.server import Server

PROGRAM = "見本市 緊急の食料とつなぎの支援"
BEFORE, AFTER = "その日のうちに食料セット", "電話した日に、三日分の食料"
SECONDS = 2


@pytest.fixture
def clerk(own_handbook, new_context) -> Page:
    page = new_context(server=own_handbook, viewport=DESKTOP).new_page()
    python_in(own_handbook, "from django.core.management import call_command; call_command('break_glass', 'admin')")
    sign_in(page, own_handbook, "admin")
    return page


def sign_in(page: Page, server: Server, name: str) -> None:
    logins = (server.home / "demo_logins.txt").read_text()
    page.goto("/admin/login/")
    page.fill("[name=username]", name)
    page.fill("[name=password]", re.search(rf"^\s*{name}\s+(\S+)", logins, re.M)[1])
    page.click("[type=submit]")
    page.wait_for_url("**/admin/")


def key_of(server: Server, title: str) -> str:
    page = f"Page.objects.get(title={title!r}, locale__language_code='ja')"
    code = f"from wagtail.models import Page\nprint('key', {page}.pk)"
    return re.search(r"key (\d+)", python_in(server, code))[1]


def publish_new_summary(clerk: Page, key: str, summary: str) -> None:
    clerk.goto(f"/admin/pages/{key}/edit/")
    clerk.locator("[name=summary]").fill(summary)
    clerk.locator("footer [data-w-dropdown-target=toggle]").click()
    clerk.locator("[name=action-publish]:visible").click()


def test_what_a_clerk_publishes_reaches_a_resident_and_the_paper(clerk, own_handbook, new_context, tmp_path):
    key = key_of(own_handbook, PROGRAM)
    resident = Resident(new_context(server=own_handbook)).begin().tick(NO_FOOD).see_result()
    card = resident.cards.filter(has_text=PROGRAM)
    expect(card.locator(".sum")).to_contain_text(BEFORE)
    address = f"/p/{card.get_attribute('data-p')}/"

    publish_new_summary(clerk, key, f"見本市では、{AFTER}を受け取れます。")
    clerk.wait_for_url(re.compile(r"/admin/pages/\d+/"))
    published = time.monotonic()
    resident.open(address)
    while AFTER not in resident.page.content() and time.monotonic() < published + SECONDS:
        resident.page.reload()
    assert AFTER in resident.page.content()

    resident.open().page.locator(".start .btn-p:visible").click()
    resident.see_result()  # the ticks are still in this tab
    expect(resident.cards.filter(has_text=PROGRAM).locator(".sum")).to_contain_text(AFTER)
    resident.page.evaluate("window.print = () => {}")
    resident.page.locator("#b-print").click()
    expect(resident.page.locator("#pqr svg")).to_be_attached()
    paper = tmp_path / "paper.pdf"
    resident.page.pdf(path=paper, prefer_css_page_size=True)
    words = re.sub(r"\s", "", subprocess.check_output(["pdftotext", paper, "-"], text=True))
    assert AFTER in words


def test_draft_of_a_clerk_reaches_nobody(clerk, own_handbook, new_context):
    key = key_of(own_handbook, PROGRAM)
    clerk.goto(f"/admin/pages/{key}/edit/")
    clerk.locator("[name=summary]").fill(f"見本市では、{AFTER}を受け取れます。")
    with clerk.expect_response(lambda answer: answer.request.method == "POST" and f"/pages/{key}/" in answer.url):
        clerk.locator("button.action-save").first.click()
    time.sleep(SECONDS)
    resident = Resident(new_context(server=own_handbook)).begin().tick(NO_FOOD).see_result()
    card = resident.cards.filter(has_text=PROGRAM)
    expect(card.locator(".sum")).to_contain_text(BEFORE)
