"""A real Chromium before a real server that holds the starter handbook."""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, expect, sync_playwright

from tests.browser.server import Server, prepared_handbook
from tests.machine import QUICKER

# Playwright keeps an event loop in this thread, which Django takes for an async caller in whatever runs later.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

expect.set_options(timeout=15_000)  # a busy machine is slow, not wrong

PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 800}
QUIET_CHROMIUM = [
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/browser/" in item.path.as_posix():
            item.add_marker(pytest.mark.browser)


def chromium_program() -> str:
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        pytest.exit("Chromium is not installed: apt-get install chromium fonts-noto-cjk", 1)
    return program


def quick_chromium() -> str:
    """The same engine without windows and tabs around it, where it is installed."""
    return shutil.which(QUICKER) or chromium_program()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=quick_chromium(), args=QUIET_CHROMIUM)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def live_handbook(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Shared by all tests of the process: read it only, or ask for `own_handbook`."""
    with Server(prepared_handbook(tmp_path_factory.mktemp("live"))) as server:
        yield server


@pytest.fixture
def own_handbook(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """For tests that publish, or that stop the server."""
    with Server(prepared_handbook(tmp_path_factory.mktemp("own"))) as server:
        yield server


@dataclass
class Traffic:
    """What the browser asked for. A request to another host is stopped and kept in `outside`."""

    host: str
    requests: list[Request] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)

    def watch(self, context: BrowserContext) -> None:
        context.on("request", lambda request: self.requests.append(request))
        context.route(self._is_outside, self._stop)

    @property
    def urls(self) -> list[str]:
        return [request.url for request in self.requests]

    def _is_outside(self, url: str) -> bool:
        return urlsplit(url).scheme in {"http", "https"} and urlsplit(url).netloc != self.host

    def _stop(self, route, request: Request) -> None:
        self.outside.append(request.url)
        route.abort()


@pytest.fixture
def new_context(browser: Browser, live_handbook: Server) -> Iterator[Callable[..., BrowserContext]]:
    """Makes a fresh person: `new_context(javascript=False, viewport=DESKTOP)`; see `.traffic`."""
    opened: list[BrowserContext] = []

    def make(javascript: bool = True, server: Server = live_handbook, **options) -> BrowserContext:
        options = {"viewport": PHONE, "locale": "ja-JP", "base_url": server.url, **options}
        context = browser.new_context(java_script_enabled=javascript, **options)
        context.set_default_timeout(10_000)
        context.traffic = Traffic(urlsplit(server.url).netloc)
        context.traffic.watch(context)
        opened.append(context)
        return context

    yield make
    for context in opened:
        context.close()


@pytest.fixture
def page(new_context: Callable[..., BrowserContext]) -> Iterator[Page]:
    """A phone with JavaScript. An error in a script or a word to the outside fails the test."""
    context = new_context()
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    assert errors == []
    assert context.traffic.outside == []


@pytest.fixture
def plain_page(new_context: Callable[..., BrowserContext]) -> Page:
    """A phone without JavaScript."""
    return new_context(javascript=False).new_page()
