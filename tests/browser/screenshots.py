"""Makes the pictures of the README anew: `make screenshots`."""

import subprocess
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from tests.browser.conftest import PHONE, QUIET_CHROMIUM, chromium_program
from tests.browser.resident import AFRAID_OF_PARTNER, NO_FOOD, RENT, Resident
from tests.browser.server import Server, prepared_handbook
from tests.browser.test_journey import PROGRAM, key_of, sign_in

PICTURES = Path(__file__).with_name("pictures")
COLOURS = 96  # enough for flat areas and text, and a third of the bytes
LIMIT = 150 * 1024


def kept(picture: Path, name: str) -> None:
    target = PICTURES / f"{name}.png"
    with Image.open(picture) as image:
        image.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(target, optimize=True)
    if target.stat().st_size > LIMIT:
        raise SystemExit(f"{target.name} is larger than {LIMIT // 1024} KB: show less of the page.")
    print(f"{target.relative_to(PICTURES.parent)}  {target.stat().st_size // 1024} KB")


def of_the_reader(context: BrowserContext, folder: Path) -> None:
    resident = Resident(context).open()
    page = resident.page
    page.evaluate("window.print = () => {}")

    def take(name: str) -> None:
        page.screenshot(path=folder / f"{name}.png", animations="disabled")
        kept(folder / f"{name}.png", name)

    take("top")
    resident.begin().tick(RENT, AFRAID_OF_PARTNER, NO_FOOD)
    take("check")
    resident.see_result()
    page.evaluate("window.print = () => {}")
    page.locator("#b-print").click()
    page.locator("#pqr svg").wait_for(state="attached")
    page.pdf(path=folder / "paper.pdf", prefer_css_page_size=True)
    page.evaluate("scrollTo(0, 0)")
    take("result")
    arguments = ["-png", "-r", "72", "-singlefile", folder / "paper.pdf", folder / "paper"]
    subprocess.run(["pdftoppm", *arguments], check=True)
    kept(folder / "paper.png", "paper")


def of_the_staff(context: BrowserContext, server: Server, folder: Path) -> None:
    page = context.new_page()
    sign_in(page, server, "fukushi")
    for name, address in {
        "edit": f"/admin/pages/{key_of(server, PROGRAM)}/edit/",
        "releases": "/admin/releases/",
    }.items():
        answer = page.goto(address)
        if answer is None or answer.status != 200:
            raise SystemExit(f"{address} is not shown.")
        page.wait_for_load_state("networkidle")
        page.screenshot(path=folder / f"{name}.png", animations="disabled")
        kept(folder / f"{name}.png", name)


def take_all(browser: Browser, server: Server, folder: Path) -> None:
    common = {"base_url": server.url, "locale": "ja-JP", "timezone_id": "Asia/Tokyo"}
    of_the_reader(browser.new_context(viewport=PHONE, device_scale_factor=1.5, **common), folder)
    of_the_staff(browser.new_context(viewport={"width": 1280, "height": 900}, **common), server, folder)


def main() -> None:
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        browser = playwright.chromium.launch(executable_path=chromium_program(), args=QUIET_CHROMIUM)
        with Server(prepared_handbook(folder / "handbook")) as server:
            take_all(browser, server, folder)
        browser.close()


if __name__ == "__main__":
    main()
