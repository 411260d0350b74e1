"""The copy for supporters: never made unasked, holds no answers, works with the server gone, and can be removed."""

import pytest
from playwright.sync_api import expect

from tests.browser.resident import AFRAID_OF_PARTNER, NO_FOOD, RENT, Resident

COPIES = """async () => {
    const found = {};
    for (const name of await caches.keys()) {
        found[name] = (await (await caches.open(name)).keys()).map(kept => `${kept.method} ${kept.url}`);
    }
    return found;
}"""
WORKERS = "navigator.serviceWorker.getRegistrations().then(found => found.map(worker => worker.scope))"


@pytest.fixture
def supporter(own_handbook, new_context):
    supporter = Resident(new_context(server=own_handbook)).open("/supporters/")
    supporter.page.locator("#b-keep").click()
    expect_message(supporter, "kept")
    return supporter


def expect_message(supporter: Resident, name: str) -> None:
    message = supporter.page.locator("#offline-msg")
    expect(message).to_have_text(message.get_attribute(f"data-{name}"), timeout=30_000)


def kept_addresses(supporter: Resident) -> list[str]:
    return [kept for copy in supporter.page.evaluate(COPIES).values() for kept in copy]


def test_48_no_copy_and_no_worker_without_being_asked(new_context):
    resident = Resident(new_context())
    for address in ("/supporters/", "/p/20/", "/safety/"):
        resident.open(address)
    resident.begin().tick(NO_FOOD).see_result()
    assert resident.page.evaluate(WORKERS) == []
    assert resident.page.evaluate(COPIES) == {}


def test_48_copy_works_with_the_server_gone_and_holds_no_answers(supporter, own_handbook):
    kept = kept_addresses(supporter)
    own_handbook.stop()
    supporter.begin().tick(NO_FOOD, AFRAID_OF_PARTNER).see_result()
    card = supporter.page.locator("#out .card:not(.hot)").first
    card.locator("summary").click()
    expect(card.locator("dl")).to_be_visible()
    supporter.show_qr()
    supporter.open().page.locator("#q").fill("家賃が払えない")
    expect(supporter.page.locator("#found .hit").first).to_be_visible()
    supporter.open("/safety/")
    expect(supporter.page.get_by_role("heading", level=1)).to_be_visible()
    assert kept_addresses(supporter) == kept
    assert len(kept) > 10
    assert [address for address in kept if "?" in address or "#" in address or not address.startswith("GET ")] == []


def test_48_form_is_never_kept(supporter, own_handbook):
    """Neither what was sent nor what came back."""
    kept = kept_addresses(supporter)
    supporter.begin().tick(RENT)
    supporter.page.evaluate("document.querySelector('#f').submit()")
    supporter.page.wait_for_url("**/kekka/")
    expect(supporter.cards.first).to_be_visible()
    assert kept_addresses(supporter) == kept
    own_handbook.stop()
    supporter.open("/kekka/")  # opened later, it shows the handbook and nobody's list
    expect(supporter.cards).to_have_count(0)


def test_48_copy_is_removed_for_good(supporter, own_handbook):
    supporter.open("/supporters/")
    supporter.page.locator("#b-drop").click()
    expect_message(supporter, "dropped")
    assert supporter.page.evaluate(COPIES) == {}
    assert supporter.page.evaluate(WORKERS) == []
    expect(supporter.page.locator("#b-drop")).to_be_hidden()
