"""The welfare division at the Release desk: refuse, leave out, walk, release at an hour, go back."""

from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.browser.test_clerk import SENTENCE, TITLE, open_entry, sign_in  # noqa: F401  a fixture

HARM = """
from cms.models import CategoryPage, QuestionPage, Worry, DepartmentPage
department = DepartmentPage.objects.get(url_path="/mihonshi/kodomo/")
category = CategoryPage(title="行き先のない分野", slug="harm", lead="まだ何もありません。", live=False)
department.add_child(instance=category)
category.save_revision()
question = QuestionPage(title="行き先のない質問", slug="harm", live=False)
question.worries = [Worry(text="まだ行き先のない困りごと", locale=department.locale)]
category.add_child(instance=question)
question.save_revision()
"""
DUE = """
from handbook.models import Batch
from django.utils import timezone
Batch.objects.filter(state="scheduled").update(release_at=timezone.now())
"""
NUMBER = f"""
from cms.models import ProgramPage
print(ProgramPage.objects.get(title="{TITLE}", locale__language_code="ja").number_id)
"""
COMPOSING = 60_000  # every language of the edition, on a machine that tests other things meanwhile
NOBODY_DECIDES = """
from cms.models import Post
Post.objects.filter(role="head").update(role="checker")
"""


def tick(desk: Page, *titles: str) -> None:
    for title in titles:
        desk.get_by_role("checkbox", name=title).check()
    desk.get_by_role("button", name="住民の見え方をくらべる").click(timeout=COMPOSING)


def walk(desk: Page, stranger: Page) -> None:
    """By whoever has the link, without a login and without a trace."""
    desk.get_by_role("button", name="この刊行の中を歩いてみる").click(timeout=COMPOSING)
    expect(desk.get_by_text("住民には出ていません")).to_be_visible()
    stranger.goto(desk.url)
    expect(stranger.get_by_text("住民には出ていません")).to_be_visible()
    assert stranger.context.cookies() == []
    desk.go_back()


def test_release_at_an_hour_refuse_leave_out_and_go_back(sign_in, own_handbook, new_context):  # noqa: F811
    own_handbook.manage("shell", "-c", NOBODY_DECIDES)  # so that drafts wait for the Release, as here
    own_handbook.manage("shell", "-c", HARM)
    clerk = sign_in("kodomo", server=own_handbook)
    open_entry(clerk, TITLE)
    clerk.fill("#id_summary", SENTENCE)
    clerk.get_by_role("button", name="下書きを保存").click()
    expect(clerk.get_by_text("住民にはまだ出ません")).to_be_visible()
    assert clerk.locator("[name=go_live_at]").count() == 0

    desk = sign_in("fukushi", server=own_handbook)
    desk.goto(f"{own_handbook.url}/admin/releases/")
    desk.get_by_role("link", name="次の刊行を用意する").click()
    tick(desk, TITLE, "行き先のない分野", "行き先のない質問")
    expect(desk.get_by_role("alert")).to_contain_text("まだ行き先のない困りごと")
    expect(desk.get_by_role("button", name="いま出す")).to_have_count(0)
    desk.get_by_role("link", name="「行き先のない質問」を外す").click(timeout=COMPOSING)
    expect(desk.get_by_role("alert")).to_have_count(0)
    expect(desk.locator(".rd-card ins").first).to_be_visible()  # the reader's card, in its own styles

    walk(desk, new_context(server=own_handbook, javascript=False).new_page())

    day = timezone.localdate() + timedelta(days=1)
    desk.get_by_label("日", exact=True).fill(day.isoformat())
    desk.get_by_role("button", name=f"{day.month}/{day.day} 00:00 に出す").click()
    expect(desk.get_by_text("その時刻まで取り消せます")).to_be_visible()
    own_handbook.manage("shell", "-c", DUE)
    assert "released" in own_handbook.manage("release_due")

    reader = new_context(server=own_handbook).new_page()
    number = own_handbook.manage("shell", "-c", NUMBER).split()[-1]
    entry = f"{own_handbook.url}/mihonshi/p/{number}/"
    read_by_resident(reader, entry, is_there=True)
    desk.reload()
    desk.get_by_role("link", name="この号に戻す").first.click()
    desk.get_by_label("この号に戻す理由").fill("金額の誤り")
    desk.get_by_role("button", name="に戻す").click(timeout=COMPOSING)
    expect(desk.get_by_text("金額の誤り")).to_be_visible()
    read_by_resident(reader, entry, is_there=False)


def read_by_resident(reader: Page, address: str, is_there: bool) -> None:
    """The serving process looks for another Release once a second, so the page is asked until it has it."""
    for _look in range(40):
        reader.goto(address)
        if (SENTENCE in reader.content()) == is_there:
            return
        reader.wait_for_timeout(100)
    raise AssertionError("the sentence is missing" if is_there else "the sentence is still there")
