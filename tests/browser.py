"""Pytest plugin: a real Chromium for journeys; a page that complains in any way fails its test."""

import os
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, expect, sync_playwright

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
FLAGS = [
    "--no-sandbox",  # Chromium has no sandbox for root
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DESK = {"viewport": {"width": 1280, "height": 900}}
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    # Playwright keeps an event loop in this thread, and Django would refuse every query beside it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def faults() -> Iterator[list[str]]:
    """What the browser complained about. A test that provokes a complaint on purpose clears the list."""
    complaints: list[str] = []
    yield complaints
    assert not complaints, "\n".join(complaints)


@pytest.fixture
def page(chromium: Browser, live_server, faults: list[str]) -> Iterator[Page]:
    """A desk's window on the live server."""
    with open_context(chromium, live_server.url, DESK, faults) as context:
        yield context.new_page()


@pytest.fixture
def phone(chromium: Browser, live_server, faults: list[str]) -> Iterator[Page]:
    """A phone's window on the live server."""
    with open_context(chromium, live_server.url, PHONE, faults) as context:
        yield context.new_page()


def open_context(browser: Browser, url: str, screen: dict, faults: list[str]) -> BrowserContext:
    """Open a fresh browser profile that writes every complaint of its pages into `faults`."""
    context = browser.new_context(
        base_url=url, locale="ru-RU", timezone_id="Europe/Moscow", reduced_motion="reduce", **screen
    )
    context.set_default_timeout(15_000)

    def hear_console(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            faults.append(f"console {message.type}: {message.text} ({message.location.get('url')})")

    def hear_request(request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme not in ("data", "blob", "about") and address.netloc != urlsplit(url).netloc:
            faults.append(f"request to another host: {request.url}")

    context.on("console", hear_console)  # a violation of the CSP is an error of the console
    context.on("weberror", lambda error: faults.append(f"page error: {error.error}"))
    context.on("request", hear_request)
    return context


def sign_in(page: Page, member) -> None:
    """Begin a session of this member in the window, at the page where their work begins."""
    client = Client()
    client.force_login(member.user)
    key = settings.SESSION_COOKIE_NAME
    page.goto("/")
    page.context.clear_cookies()
    page.context.add_cookies(
        [{"name": key, "value": client.cookies[key].value, "url": page.evaluate("location.origin")}]
    )
    page.goto("/")
    expect(page.locator("#side")).to_be_attached()


def assert_good(page: Page) -> None:
    """Fail when the page is wider than its window or axe finds anything on it."""
    page.wait_for_load_state()  # a click answers as soon as the next page has begun to come
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{page.url} is wider than the window"
    assert_accessible(page)


def assert_accessible(page: Page) -> None:
    """Fail with a readable list when axe finds anything on the page."""
    page.wait_for_load_state()
    found = [
        f"{broken['impact']} {broken['id']}: {broken['help']}\n    {node['html']}\n    {node['failureSummary']}"
        for broken in Axe().run(page).response["violations"]
        for node in broken["nodes"]
    ]
    assert not found, f"{page.url}\n" + "\n".join(found)
