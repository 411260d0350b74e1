"""What one ticks is nobody's business: not the network's, not the server's, not the next user's of the device."""

import json
import re
import sqlite3
import time
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.browser.conftest import PHONE, QUIET_CHROMIUM, Traffic, chromium_program
from tests.browser.resident import (
    AFRAID_OF_PARTNER,
    CARE,
    LOAN,
    RENT,
    WANT_TO_VANISH,
    Resident,
)
from tests.browser.server import Server

MONIKA, TARO = (AFRAID_OF_PARTNER, WANT_TO_VANISH), (RENT, CARE, LOAN)
NEUTRAL_TITLE = "ハンドブック｜見本市"


def journey(resident: Resident, worries: tuple[str, ...]) -> Resident:
    """All the way: ticks, result, one card unfolded, QR code with and without the worries, paper."""
    resident.page.add_init_script("window.print = () => {}")
    resident.begin().tick(*worries, hardest=worries[:1]).see_result()
    resident.page.locator("#out .card:not(.hot) summary").first.click()
    expect(resident.page.locator("#out .card:not(.hot) dl").first).to_be_visible()
    resident.show_qr()
    resident.page.locator("#incl").check()
    resident.show_qr()
    resident.page.locator("#b-print").click()
    expect(resident.page.locator("#pqr svg")).to_be_attached()
    return resident


def test_1_3_4_nothing_but_plain_requests_to_our_own_host(new_context, live_handbook):
    resident = journey(Resident(new_context()), MONIKA)
    requests = [request for request in resident.context.traffic.requests if not request.url.startswith("data:")]
    assert {request.method for request in requests} == {"GET"}
    assert all(request.url.startswith(f"{live_handbook.url}/") for request in requests)
    assert [request.url for request in requests if "?" in request.url or "#" in request.url] == []
    assert {request.headers.get("referer", live_handbook.url + "/") for request in requests} <= {
        request.url for request in requests
    }
    assert resident.page.url == f"{live_handbook.url}/"
    assert resident.context.cookies() == []
    assert resident.context.traffic.outside == []
    assert resident.errors == []


def test_2_two_different_people_cause_the_same_requests(new_context):
    one, other = (journey(Resident(new_context()), worries) for worries in (MONIKA, TARO))
    assert set(one.context.traffic.urls) == set(other.context.traffic.urls)
    assert any("/bundle." in url for url in one.context.traffic.urls)


def test_2_bundle_is_asked_for_at_the_first_tick_of_any_kind(new_context):
    for worry in (AFRAID_OF_PARTNER, RENT):
        resident = Resident(new_context()).begin()
        assert not any("/bundle." in url for url in resident.context.traffic.urls)
        with resident.page.expect_request("**/bundle.*.json"):
            resident.tick(worry)


def test_3_address_bar_and_title_stay_the_same_on_every_screen(new_context, live_handbook):
    resident = Resident(new_context()).open()
    seen = set()

    def look() -> None:
        seen.add((resident.page.url, resident.page.title()))

    look()
    resident.page.locator(".tiles a").nth(3).click()
    look()
    resident.page.locator(".panel.on .next .btn-o").click()
    look()
    resident.tick(AFRAID_OF_PARTNER).see_result()
    look()
    resident.page.locator("#totake").click()
    look()
    assert seen == {(f"{live_handbook.url}/", NEUTRAL_TITLE)}


def test_5_ticks_stay_in_this_tab_for_half_an_hour(new_context):
    resident = Resident(new_context()).begin().tick(AFRAID_OF_PARTNER)
    page = resident.page
    assert page.evaluate("[localStorage.length, document.cookie]") == [0, ""]
    assert resident.open().ticked == 1
    page.evaluate("""() => {
        const kept = JSON.parse(sessionStorage.ticks);
        sessionStorage.ticks = JSON.stringify({...kept, at: kept.at - 30 * 60 * 1000});
    }""")
    assert resident.open().ticked == 0
    assert page.evaluate("Object.keys(sessionStorage)") == []


def test_5_another_tab_knows_nothing(new_context):
    resident = Resident(new_context()).begin().tick(AFRAID_OF_PARTNER)
    assert Resident(resident.context).open().ticked == 0


def test_5_starting_again_forgets(new_context):
    resident = Resident(new_context()).begin().tick(AFRAID_OF_PARTNER, hardest=(AFRAID_OF_PARTNER,)).see_result()
    resident.page.locator("#reset").click()
    expect(resident.view("top")).to_be_visible()
    assert resident.page.locator("#f :checked").count() == 0
    assert resident.open().ticked == 0


def test_6_history_of_the_browser_holds_one_line_that_tells_nothing(browser, live_handbook, tmp_path):
    context = lasting_profile(browser, live_handbook, tmp_path)
    resident = journey(Resident(context), MONIKA)
    resident.page.reload()
    expect(resident.cards.first).to_be_visible()
    assert history_of(tmp_path) == {(f"{live_handbook.url}/", NEUTRAL_TITLE)}
    context.close()
    assert history_of(tmp_path) == {(f"{live_handbook.url}/", NEUTRAL_TITLE)}


def test_6_posted_form_leaves_its_address_alone(browser, live_handbook, tmp_path):
    context = lasting_profile(browser, live_handbook, tmp_path, java_script_enabled=False)
    resident = Resident(context, javascript=False).begin().tick(*MONIKA).see_result()
    resident.show_qr()
    context.close()
    addresses = {address.removeprefix(live_handbook.url) for address, _ in history_of(tmp_path)}
    assert addresses <= {"/", "/#v-check", "/kekka/", "/kekka/#take"}
    assert {title for _, title in history_of(tmp_path)} == {NEUTRAL_TITLE}


def lasting_profile(browser, server: Server, folder: Path, **options) -> BrowserContext:
    """A browser that writes its history to disk, as a resident's own does."""
    context = browser.browser_type.launch_persistent_context(
        folder, executable_path=chromium_program(), args=[*QUIET_CHROMIUM, "--headless=new"], headless=False,
        viewport=PHONE, locale="ja-JP", base_url=server.url, **options,
    )  # fmt: skip
    context.traffic = Traffic(server.url.partition("//")[2])
    context.traffic.watch(context)
    return context


def history_of(profile: Path) -> set[tuple[str, str]]:
    """Chromium writes it some seconds later, and keeps the file locked."""
    for _ in range(40):
        copy = profile / "copy"
        copy.write_bytes((profile / "Default" / "History").read_bytes())
        connection = sqlite3.connect(copy)
        rows = connection.execute("SELECT url, title FROM urls").fetchall()
        connection.close()
        if rows:
            return set(rows)
        time.sleep(0.25)
    raise AssertionError("Chromium wrote no history, so the test saw nothing.")


ALLOWED_FACTS = {"time", "level", "logger", "message", "method", "path", "status", "ms", "network"}
PATHS = re.compile(r"/|/kekka/|/p/\d+/|/(?:bundle|details)\.[0-9a-f]+\.json|/static/[\w./-]+|/health/")


def database_of(server: Server) -> list[str]:
    connection = sqlite3.connect(server.home / "db.sqlite3")
    dump = list(connection.iterdump())
    connection.close()
    return dump


def files_of(server: Server) -> dict[Path, int]:
    """The database is compared by its content. That anybody reads an edition is noted by an empty file."""
    files = [path for path in server.home.rglob("*") if path.is_file() and not path.name.startswith("db.sqlite3")]
    assert all(path.stat().st_size == 0 for path in files if path.name == "read")
    return {path: path.stat().st_mtime_ns for path in files if path.name not in ("server.log", "read")}


def test_7_10_server_keeps_nothing_of_a_journey(own_handbook, new_context):
    """Nothing is written but the access log, which says what everybody's would say, and that the edition is read."""
    database, files = database_of(own_handbook), files_of(own_handbook)
    journey(Resident(new_context(server=own_handbook)), MONIKA)
    posted = Resident(new_context(server=own_handbook, javascript=False), javascript=False).begin()
    numbers = [posted.number_of(worry) for worry in MONIKA]
    posted.tick(*MONIKA).see_result()
    posted.show_qr()
    own_handbook.stop()
    assert database_of(own_handbook) == database
    assert files_of(own_handbook) == files
    lines = [json.loads(line) for line in own_handbook.log.splitlines()]
    assert {fact for line in lines for fact in line} == ALLOWED_FACTS
    assert [line["path"] for line in lines if not PATHS.fullmatch(line["path"])] == []
    assert [line["path"] for line in lines].count("/kekka/") == 2
    assert not {str(number) for number in numbers} & {str(line[fact]) for line in lines for fact in ALLOWED_FACTS}
    assert not any(worry in own_handbook.log for worry in MONIKA)


def test_9_posted_result_is_stored_and_listed_nowhere(new_context):
    resident = Resident(new_context(javascript=False), javascript=False).begin().tick(*MONIKA)
    with resident.page.expect_response("**/kekka/") as answered:
        resident.see_result()
    headers = answered.value.all_headers()
    assert headers["cache-control"] == "no-store"
    assert headers["x-robots-tag"] == "noindex"
    assert "set-cookie" not in headers
    assert resident.context.cookies() == []


BREAK_MATCHING = """
def post_worker_init(worker):
    from handbook import matching
    def match(table, ticked, weighing=()):
        raise ValueError(f"cannot match {sorted(ticked)}")
    matching.match = match
"""


@pytest.fixture
def crashing_handbook(own_handbook, tmp_path, monkeypatch):
    own_handbook.stop()
    (tmp_path / "broken.py").write_text(BREAK_MATCHING)
    monkeypatch.setenv("GUNICORN_CMD_ARGS", f"--config={tmp_path / 'broken.py'}")
    own_handbook.start()
    return own_handbook


def test_8_crash_while_answering_leaves_no_answer(crashing_handbook, new_context):
    context = new_context(server=crashing_handbook, javascript=False)
    resident = Resident(context, javascript=False).begin().tick(*MONIKA)
    database, files = database_of(crashing_handbook), files_of(crashing_handbook)
    with resident.page.expect_response("**/kekka/") as answered:
        resident.page.locator(".send button").click()
    assert answered.value.status == 500
    expect(resident.page.locator("a[href='tel:110']")).to_be_visible()
    assert "cannot match" not in resident.page.content()
    crashing_handbook.stop()
    assert "ValueError" in crashing_handbook.log
    assert "cannot match" not in crashing_handbook.log
    assert database_of(crashing_handbook) == database
    assert files_of(crashing_handbook) == files


def test_12_nothing_is_sent_before_the_person_agrees(new_context):
    resident = Resident(new_context())
    resident.context.route("**/bundle.*.json", lambda route: route.abort())
    resident.begin().tick(*MONIKA)
    resident.page.locator("#see").click()
    expect(resident.page.locator("#fail")).to_be_visible()
    assert {request.method for request in resident.context.traffic.requests} == {"GET"}
    assert resident.ticked == len(MONIKA)
    resident.page.locator("#fail button").click()
    resident.page.wait_for_url("**/kekka/")
    expect(resident.cards.first).to_be_visible()


def test_12_bundle_that_comes_late_is_used_without_sending(new_context):
    resident = Resident(new_context())
    resident.context.route("**/bundle.*.json", lambda route: route.abort())
    resident.begin().tick(*MONIKA)
    resident.page.locator("#see").click()
    expect(resident.page.locator("#fail")).to_be_visible()
    resident.context.unroute("**/bundle.*.json")
    resident.see_result()
    assert {request.method for request in resident.context.traffic.requests} == {"GET"}


def test_50_note_stands_beside_a_sensitive_tick(new_context):
    for javascript in (True, False):
        resident = Resident(new_context(javascript=javascript), javascript=javascript).begin()
        expect(resident.page.locator(".nt:visible")).to_have_count(0)
        resident.tick(WANT_TO_VANISH)
        expect(resident.page.locator(".nt:visible")).to_have_count(1)
        expect(resident.page.locator(".nt:visible a[href^='tel:']")).to_be_visible()
