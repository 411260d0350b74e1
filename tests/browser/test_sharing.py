"""Handing a list over: by QR code and link, made when asked for, with the worries only when the person says so."""

import re
import subprocess

import pytest
from playwright.sync_api import Locator, expect

from handbook import codes
from tests.browser.resident import AFRAID_OF_PARTNER, CARE, LOAN, RENT, Resident, python_in

WORRIES = (RENT, CARE, AFRAID_OF_PARTNER)
UNKNOWN = 999_999
GARBAGE = ("AAAA", "%3Cscript%3Ealert(1)%3C/script%3E", "あ", "A" * 5000, "__proto__", "c999", "AQEBAgkLGF1", "#", "%")


@pytest.fixture
def resident(new_context):
    context = new_context(permissions=["clipboard-read", "clipboard-write"], device_scale_factor=2)
    return Resident(context).begin().tick(*WORRIES).see_result()


def read_by_camera(square: Locator, tmp_path) -> str:
    picture = tmp_path / "square.png"
    square.screenshot(path=picture)
    return subprocess.check_output(["zbarimg", "-q", "--raw", picture], text=True).strip()


def code_in(address: str) -> codes.Received:
    return codes.decode(address.partition("#")[2])


def test_16_code_holds_programs_and_no_worries_unless_asked(resident, tmp_path, live_handbook):
    link = read_by_camera(resident.show_qr(), tmp_path)
    assert link.startswith(f"{live_handbook.url}/#")
    received = code_in(link)
    assert received.kind == codes.PROGRAMS
    assert len(received.ids) + len(received.hotlines) == resident.page.locator("#out [name=keep]:checked").count()
    assert not set(received.ids) - set(resident.taken_along)


def test_16_code_holds_the_worries_when_the_person_says_so(resident, tmp_path):
    chosen = resident.page.locator("[name=t]:checked").evaluate_all("all => all.map(box => +box.value)")
    resident.show_qr()
    resident.page.locator("#incl").check()
    expect(resident.page.locator("#qr")).to_be_hidden()  # what is on the screen never says more than was asked
    assert code_in(read_by_camera(resident.show_qr(), tmp_path)) == (codes.WORRIES, sorted(chosen), [])


def test_16_link_says_the_same_as_the_square(resident, tmp_path):
    link = read_by_camera(resident.show_qr(), tmp_path)
    resident.page.locator("#b-copy").click()
    expect(resident.page.locator("#msg")).not_to_be_empty()
    assert resident.page.evaluate("navigator.clipboard.readText()") == link


def test_16_entry_that_is_not_taken_along_is_not_in_it(resident, tmp_path):
    left = resident.page.locator(".card:not(.hot) [name=keep]:checked").first
    number = int(left.get_attribute("value"))
    left.uncheck()
    assert number not in code_in(read_by_camera(resident.show_qr(), tmp_path)).ids


def test_17_square_opens_the_same_list_elsewhere_without_ticks(resident, tmp_path, new_context, live_handbook):
    urgent = resident.page.locator("#out > .band0 h3").all_inner_texts()
    taken = resident.page.locator("#out .card:has([name=keep]:checked) h3").all_text_contents()
    link = read_by_camera(resident.show_qr(), tmp_path)
    other = Resident(new_context()).open(link)
    expect(other.cards.first).to_be_visible()
    assert sorted(other.page.locator("#out .card h3").all_text_contents()) == sorted(taken)
    assert urgent
    assert (
        other.page.locator("#out > .band0 h3").all_inner_texts() == urgent
    )  # the same numbers first, in the same order
    assert other.ticked == 0
    assert other.page.url == f"{live_handbook.url}/"
    expect(other.page.locator("#picked")).to_be_hidden()
    expect(other.page.locator(".why")).to_have_count(0)
    assert {request.method for request in other.context.traffic.requests} == {"GET"}
    assert [url for url in other.context.traffic.urls if "?" in url] == []


def test_17_worries_that_were_handed_over_are_ticked_elsewhere(resident, tmp_path, new_context):
    resident.page.locator("#incl").check()
    other = Resident(new_context()).open(read_by_camera(resident.show_qr(), tmp_path))
    expect(other.cards.first).to_be_visible()
    assert other.programs == resident.programs
    assert other.ticked == len(WORRIES)


def test_17_list_can_be_handed_on(resident, tmp_path, new_context):
    link = read_by_camera(resident.show_qr(), tmp_path)
    other = Resident(new_context(device_scale_factor=2)).open(link)
    assert read_by_camera(other.show_qr(), tmp_path) == link


def test_17_square_of_the_posted_form_opens_its_first_screen(tmp_path, new_context):
    context = new_context(javascript=False, device_scale_factor=2)
    posted = Resident(context, javascript=False).begin().tick(*WORRIES).see_result()
    first = posted.page.locator("#out > .band .card:not(.hot) [name=keep]")
    shown = {int(number) for number in first.evaluate_all("all => all.map(box => box.value)")}
    urgent = posted.page.locator("#out > .band0 .card").count()
    kind, numbers, hotlines = code_in(read_by_camera(posted.show_qr(), tmp_path))
    assert (kind, set(numbers), len(hotlines)) == (codes.PROGRAMS, shown, urgent)


def test_18_broken_code_shows_the_top_page_and_no_error(new_context):
    resident = Resident(new_context())
    for code in GARBAGE:
        resident.open(f"/#{code}")
        expect(resident.view("top"), code).to_be_visible()
        expect(resident.page.locator("#v-top"), code).to_be_visible()
        assert resident.ticked == 0, code
        assert resident.errors == [], code


def test_20_number_that_nobody_knows_is_said_aloud(new_context, resident):
    known = [int(resident.page.locator(".card:not(.hot)").first.get_attribute("data-p"))]
    other = Resident(new_context()).open(f"/#{codes.encode([*known, UNKNOWN], codes.PROGRAMS)}")
    expect(other.page.locator("#rgone")).to_contain_text("1件は")
    assert [int(number) for number in other.programs] == known


def test_20_entry_that_was_taken_away_is_said_aloud(own_handbook, new_context):
    before = Resident(new_context(server=own_handbook)).begin().tick(LOAN).see_result()
    gone, *stay = [int(before.page.locator(".card:not(.hot)").nth(at).get_attribute("data-p")) for at in range(3)]
    python_in(
        own_handbook,
        "from cms.models import ProgramPage, Situation\n"
        f"Situation.objects.filter(entries__program={gone}).update(is_active=False)\n"  # or no Release
        f"for page in ProgramPage.objects.filter(number={gone}, locale__language_code='ja'): page.specific.delete()",
    )
    own_handbook.manage("compose")
    other = Resident(new_context(server=own_handbook)).open(f"/#{codes.encode([gone, *stay], codes.PROGRAMS)}")
    expect(other.page.locator("#rgone")).to_contain_text("1件は")
    assert {int(number) for number in other.programs} == set(stay)
    answer = other.page.goto(f"/p/{gone}/")
    assert answer.status == 410
    expect(other.page.get_by_role("heading", level=1)).to_have_text(re.compile("終わ|終了"))
