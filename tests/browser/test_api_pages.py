import pytest
from playwright.sync_api import Page


@pytest.mark.parametrize("address", ["/api/v1/docs", "/api/v1/matching"])
def test_page_about_the_api_runs_under_the_policy_and_fits_a_phone(page: Page, address: str):
    """The fixture fails the test for any request to another host; the console would tell of what the policy stopped."""
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    assert page.goto(address).status == 200
    assert complaints == []
    assert page.evaluate("getComputedStyle(document.querySelector('.name')).color") == "rgb(17, 90, 54)"
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
