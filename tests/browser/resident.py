"""What a resident does with the handbook, in the words on the screen."""

import re

from playwright.sync_api import BrowserContext, Locator, expect

from tests.browser.server import Server

NO_FOOD = "今日、明日の食べ物に困っている"
RENT = "家賃を払えない、滞納している"
CARE = "介護に疲れた、もう続けられない"
JOBLESS = "仕事をやめた、失業した"
AFRAID_OF_PARTNER = "パートナーがこわい、なぐられる"  # sensitive, an emergency
WANT_TO_VANISH = "消えてしまいたい、死にたいと感じる"  # sensitive, an emergency
NO_BED_TONIGHT = "今夜、安心して寝る場所がない"  # sensitive, an emergency
LOAN = "借金の返済がつらい、返せない"

WEATHER = re.compile(r"https://www\.jma\.go\.jp/")


class Resident:
    """Somebody with a page of their own; `javascript` as the context was made."""

    def __init__(self, context: BrowserContext, javascript: bool = True):
        self.context, self.javascript = context, javascript
        self.page = context.new_page()
        self.errors: list[str] = []
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", lambda said: self.errors.append(said.text) if said.type == "error" else None)

    def open(self, address: str = "/") -> "Resident":
        """From a blank page: opening the address one is at would only reload it."""
        self.page.goto("about:blank")
        self.page.goto(address)
        return self

    def begin(self) -> "Resident":
        self.open()
        self.page.locator(".start .btn-p:visible").click()
        if self.javascript:
            expect(self.view("check")).to_be_attached()
        return self

    def tick(self, *worries: str, hardest: tuple[str, ...] = ()) -> "Resident":
        for worry in worries:
            self.row(worry).locator("[name=t]").check()
            if worry in hardest:
                self.row(worry).locator("[name=w]").check()
        return self

    def row(self, worry: str) -> Locator:
        row = self.page.locator(".tk").filter(has_text=worry)
        if self.javascript:
            row.evaluate(
                "row => document.querySelector(`.side [data-go='${row.closest('.panel').dataset.k}']`).click()"
            )
        return row

    def number_of(self, worry: str) -> int:
        return int(self.row(worry).locator("[name=t]").get_attribute("value"))

    def see_result(self) -> "Resident":
        self.page.locator("#see" if self.javascript else ".send button").click()
        expect(self.cards.first).to_be_visible()
        self.page.wait_for_load_state()  # nothing is painted before the style is there
        return self

    def show_qr(self) -> Locator:
        self.page.locator("#b-qr" if self.javascript else "[name=qr]").click()
        square = self.page.locator(".qr svg")
        expect(square).to_be_visible()
        return square

    def view(self, name: str) -> Locator:
        return self.page.locator(f"#main[data-view={name}]")

    @property
    def cards(self) -> Locator:
        return self.page.locator("#out .card")

    @property
    def programs(self) -> list[str]:
        """Of all cards in the order of the page, those behind the button as well."""
        return self.cards.evaluate_all("cards => cards.map(card => card.dataset.p ?? card.textContent)")

    @property
    def taken_along(self) -> list[int]:
        kept = self.page.locator("#out [name=keep]:checked")
        return [int(value) for value in kept.evaluate_all("all => all.map(box => box.value)") if value]

    @property
    def ticked(self) -> int:
        return self.page.locator("[name=t]:checked").count()


def weather(context: BrowserContext) -> None:
    """The page that the exit leads to, without leaving this machine."""
    page = "<!doctype html><title>天気予報</title><h1>天気予報</h1>"
    context.route(WEATHER, lambda route: route.fulfill(body=page, content_type="text/html; charset=utf-8"))


def python_in(server: Server, code: str) -> str:
    return server.manage("shell", "--no-imports", "-c", code)
