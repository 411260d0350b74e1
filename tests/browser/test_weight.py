"""Light enough for the end of the month, when the data plan is used up; and nothing that jumps."""

import pytest
from playwright.sync_api import CDPSession, expect

from tests.browser.resident import AFRAID_OF_PARTNER, CARE, NO_FOOD, RENT, Resident

# `make bench` holds the first view to 45 KB; what gunicorn adds to each of nine answers comes on top of that here.
FIRST_VIEW, WHOLE_JOURNEY, ALL_DETAILS = 46_000, 120_000, 60_000
SHIFT = 0.02
GZIP = {"Accept-Encoding": "gzip"}  # what every network lets through


class Scale:
    """What comes over the wire, headers included."""

    def __init__(self, network: CDPSession):
        self.address: dict[str, str] = {}
        self.parts: dict[str, int] = {}
        network.send("Network.enable")
        network.send("Network.setExtraHTTPHeaders", {"headers": GZIP})
        network.on("Network.responseReceived", self._came)
        network.on("Network.loadingFinished", self._weigh)

    def _came(self, event: dict) -> None:
        self.address[event["requestId"]] = event["response"]["url"]

    def _weigh(self, event: dict) -> None:
        address = self.address[event["requestId"]]
        if address.startswith("http"):
            self.parts[address] = self.parts.get(address, 0) + int(event["encodedDataLength"])

    @property
    def total(self) -> int:
        return sum(self.parts.values())


@pytest.fixture
def resident(new_context):
    resident = Resident(new_context())
    resident.scale = Scale(resident.context.new_cdp_session(resident.page))
    return resident


def test_46_first_view_is_light(resident):
    resident.open()
    resident.page.wait_for_load_state("networkidle")
    assert 10_000 < resident.scale.total <= FIRST_VIEW, resident.scale.parts


def test_46_whole_journey_is_light(resident):
    resident.begin().tick(NO_FOOD, RENT, CARE, AFRAID_OF_PARTNER).see_result().show_qr()
    resident.page.wait_for_load_state("networkidle")
    assert any("/bundle." in address for address in resident.scale.parts)
    assert resident.scale.total <= WHOLE_JOURNEY, resident.scale.parts


def test_46_details_weigh_once_and_only_for_who_unfolds_a_card(resident):
    resident.begin().tick(NO_FOOD).see_result()
    assert not any("/details." in address for address in resident.scale.parts)
    resident.page.locator("#out .card:not(.hot) summary").first.click()
    expect(resident.page.locator("#out .card:not(.hot) dl").first).to_be_visible()
    resident.page.wait_for_load_state("networkidle")
    [weight] = [size for address, size in resident.scale.parts.items() if "/details." in address]
    assert weight <= ALL_DETAILS


def test_47_nothing_jumps(resident):
    """Measured by the browser; movement within half a second of a tap is wanted."""
    resident.page.add_init_script(
        "window.jumps = 0; new PerformanceObserver(list => list.getEntries().forEach(entry => {"
        " if (!entry.hadRecentInput) window.jumps += entry.value; })).observe({type: 'layout-shift', buffered: true});"
    )
    resident.begin()
    resident.page.wait_for_load_state("networkidle")
    assert resident.page.evaluate("window.jumps") < SHIFT
    resident.tick(NO_FOOD, AFRAID_OF_PARTNER).see_result()
    assert resident.page.evaluate("window.jumps") < SHIFT
    resident.open("/p/20/")
    resident.page.wait_for_load_state("networkidle")
    assert resident.page.evaluate("window.jumps") < SHIFT
