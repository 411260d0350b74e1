"""Searching in one's own words: as you type, on this device, and the same without JavaScript."""

import json

import pytest
from playwright.sync_api import expect

from tests.browser.resident import RENT, Resident, weather
from tests.browser.test_privacy import NEUTRAL_TITLE, database_of, files_of

QUERIES = ["家賃が払えない", "しゃっきん", "夫がこわい", "もう死にたい", "ﾃﾞｲｻｰﾋﾞｽ", "rent", "xyzzy", "<b>\\(.*)*$"]


def search(resident: Resident, query: str) -> Resident:
    resident.page.locator("#q").fill(query)
    if resident.javascript:
        expect(resident.page.locator("#found-n")).not_to_be_empty()
        resident.page.wait_for_timeout(400)  # one pause of typing and the answer to it
    else:
        resident.page.locator("#q").press("Enter")
        resident.page.wait_for_url("**/search/")
    return resident


def shown(resident: Resident) -> list[str]:
    resident.page.evaluate("document.querySelectorAll('#found > section > .hit').forEach(hit => { hit.open = true; })")
    return resident.page.locator("#found").inner_text().split()


def test_24_posted_words_get_the_answer_that_the_browser_makes(new_context):
    here = Resident(new_context()).open()
    posted = Resident(new_context(javascript=False), javascript=False)
    for query in QUERIES:
        answer = shown(search(here, query))
        assert answer == shown(search(posted.open(), query)), query
        assert len(answer) > 3


def test_13_nothing_of_the_words_leaves_the_page(own_handbook, new_context):
    """Two people cause the same requests; address, title, storage, log and database tell nothing."""
    database, files = database_of(own_handbook), files_of(own_handbook)
    urls = []
    for query in ("もう死にたい", "家賃が払えない"):
        resident = Resident(new_context(server=own_handbook)).open()
        assert not any("/search." in url for url in resident.context.traffic.urls)
        search(resident, query)
        urls.append(sorted(url for url in resident.context.traffic.urls if not url.startswith("data:")))
        assert {request.method for request in resident.context.traffic.requests} == {"GET"}
        assert (resident.page.url, resident.page.title()) == (f"{own_handbook.url}/", NEUTRAL_TITLE)
        kept = "JSON.stringify([sessionStorage, localStorage, document.cookie, history.state])"
        assert query not in resident.page.evaluate(kept)
        assert resident.context.cookies() == []
        assert resident.errors == []
        resident.page.reload()
        expect(resident.page.locator("#q")).to_have_value("")
    assert urls[0] == urls[1]
    posted = search(
        Resident(new_context(server=own_handbook, javascript=False), javascript=False).open(), "もう死にたい"
    )
    expect(posted.page.locator("#found .f-crisis")).to_be_visible()
    own_handbook.stop()
    assert database_of(own_handbook) == database
    assert {path: time for path, time in files_of(own_handbook).items() if path.suffix != ".search"} == {
        path: time for path, time in files.items() if path.suffix != ".search"
    }
    assert not any("死にたい" in line or "家賃" in line for line in own_handbook.log.splitlines())
    assert "/search/" in {json.loads(line)["path"] for line in own_handbook.log.splitlines()}


def test_worry_is_ticked_where_it_is_found(new_context):
    resident = search(Resident(new_context()).open(), "家賃が払えない")
    line = resident.page.locator("#found .tk").filter(has_text=RENT)
    expect(resident.page.locator("#found .go button")).to_be_disabled()
    line.locator("input").check()
    assert resident.ticked == 1
    resident.page.locator("#found .go button").click()
    expect(resident.cards.first).to_be_visible()
    expect(resident.page.locator("#plist")).to_contain_text(RENT)
    resident.page.go_back()
    expect(line.locator("input")).to_be_checked()
    resident.page.locator("#found .hit summary").first.click()
    expect(resident.page.locator("#found .hit[open] .card").first).to_be_visible()


def test_without_javascript_a_worry_leads_to_the_result(new_context):
    posted = search(Resident(new_context(javascript=False), javascript=False).open(), "家賃が払えない")
    posted.page.locator("#found .tk").filter(has_text=RENT).locator("[name=t]").check()
    posted.page.locator("#found .go button").click()
    expect(posted.cards.first).to_be_visible()


def test_12_nothing_is_sent_before_the_person_agrees(new_context):
    resident = Resident(new_context())
    resident.context.route("**/search.*.json", lambda route: route.abort())
    resident.open().page.locator("#q").fill("家賃")
    expect(resident.page.locator("#found button")).to_be_visible()
    assert {request.method for request in resident.context.traffic.requests} == {"GET"}
    resident.page.locator("#found button").click()
    resident.page.wait_for_url("**/search/")
    expect(resident.page.locator("#found .hit").first).to_be_visible()


@pytest.mark.parametrize("leaving", ["exit", "again"])
def test_words_are_forgotten_with_the_ticks(new_context, leaving):
    resident = search(Resident(new_context()).open(), "家賃")
    if leaving == "again":
        resident.page.locator("#found .tk input").first.check()
        resident.page.locator("#found .go button").click()
        resident.page.locator("#reset").click()
        expect(resident.page.locator("#q")).to_have_value("")
    else:
        weather(resident.context)
        left = "document.querySelector('.hd .exit').click(), document.querySelector('#q').value"
        assert resident.page.evaluate(left) == ""


def test_i_did_not_find_it_says_what_it_sends_and_sends_that(own_handbook, new_context):
    resident = search(Resident(new_context(server=own_handbook)).open(), "クーラー 090-1111-2222")
    expect(resident.page.locator("#missed")).to_contain_text("押すと")
    with resident.page.expect_request("**/search/missed/") as sent:
        resident.page.locator("#b-missed").click()
    assert sent.value.post_data_json == {"q": "クーラー"}
    expect(resident.page.locator("#missed")).to_contain_text("ありがとうございます")
