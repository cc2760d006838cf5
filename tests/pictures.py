"""`make pictures`: go through the demo as each of its people and keep a picture of every page, wide and narrow.

The pictures are for eyes; what the browser complained about on the way is printed.
"""

import json
import os
import re
import signal
import subprocess
import time
import urllib.request
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser import CHROMIUM, DESK, FLAGS, PHONE, open_context

ROOT = Path(__file__).parent.parent
TARGET = ROOT / "pictures"
PORT = os.environ.get("PICTURES_PORT", "8765")
ADDRESS = f"http://127.0.0.1:{PORT}"
SCREENS = {"desk": DESK, "phone": PHONE}
# Pages that end the visit, or only differ by their filter.
PASSED_OVER = re.compile(r"logout|/static/|/mail/|[?#]|\.(pdf|docx|xlsx|ics|csv)$")


def main() -> None:
    demo = {"DEMO_DIR": str(ROOT / "var" / "pictures"), "PORT": PORT, "HOST": "127.0.0.1"}
    server = subprocess.Popen(["scripts/start", "run"], cwd=ROOT, env=os.environ | demo, start_new_session=True)
    try:
        wait_for_server(server)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
            visit_everybody(browser)
            browser.close()
    finally:
        os.killpg(server.pid, signal.SIGINT)
        server.wait()


def wait_for_server(server: subprocess.Popen) -> None:
    for _ in range(240):
        if server.poll() is not None:
            raise SystemExit("The demo did not start.")
        try:
            urllib.request.urlopen(f"{ADDRESS}/healthz", timeout=5)
            return
        except OSError:
            time.sleep(0.5)
    raise SystemExit("The demo does not answer.")


def visit_everybody(browser: Browser) -> None:
    known = json.loads((ROOT / "demo-accounts.json").read_text())
    for screen in SCREENS:
        for account in known["accounts"]:
            visit(browser, screen, TARGET / account["login"], account=account)
        visit(browser, screen, TARGET / "by-link", starts=[link["url"] for link in known.get("links", [])])


def visit(
    browser: Browser, screen: str, folder: Path, *, account: dict | None = None, starts: Sequence[str] = ()
) -> None:
    """Picture the start pages and every page one click away from them."""
    folder.mkdir(parents=True, exist_ok=True)
    faults: list[str] = []
    with open_context(browser, ADDRESS, SCREENS[screen], faults) as context:
        page = context.new_page()
        if account:
            sign_in(page, account)
            starts = [urlsplit(page.url).path]
        near = [link for path in starts for link in take(page, path, folder, screen)]
        for path in dict.fromkeys(near):
            if path not in starts:
                take(page, path, folder, screen)
    for fault in dict.fromkeys(faults):
        print(f"{folder.name} {screen}: {fault}")


def sign_in(page: Page, account: dict) -> None:
    page.goto("/accounts/login/")
    page.fill("[name=login]", account["login"])
    page.fill("[name=password]", account["password"])
    page.press("[name=password]", "Enter")
    page.wait_for_load_state("networkidle")


def take(page: Page, path: str, folder: Path, screen: str) -> list[str]:
    """Keep a picture of the page and return the addresses it leads to."""
    page.goto(path)
    page.wait_for_load_state("networkidle")
    name = re.sub(r"[^\w-]+", "-", urlsplit(path).path).strip("-") or "start"
    page.screenshot(path=folder / f"{name}-{screen}.png", full_page=True)
    links = page.eval_on_selector_all("a[href]", "links => links.map(link => link.href)")
    here = [urlsplit(link) for link in links if link.startswith(ADDRESS)]
    return [link.path for link in here if not PASSED_OVER.search(link.geturl().removeprefix(ADDRESS))]


if __name__ == "__main__":
    main()
