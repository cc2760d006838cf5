"""`make pictures`: start the demo and take from it the pictures that the guide and the README show.

`make pictures WHAT=all`: go through it as each of its people and keep every page, wide and narrow, in pictures/. Those
are for eyes; what the browser complained about on the way is printed.
"""

import json
import os
import re
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser import CHROMIUM, DESK, FLAGS, PHONE, open_context

ROOT = Path(__file__).parent.parent
TARGET = ROOT / "pictures"
SHOWN = ROOT / "docs" / "pictures"
COLOURS = 200
PORT = os.environ.get("PICTURES_PORT", "8765")
ADDRESS = f"http://127.0.0.1:{PORT}"
SCREENS = {"desk": DESK, "phone": PHONE}
# Pages that end the visit, or only differ by their filter.
PASSED_OVER = re.compile(r"logout|/static/|/mail/|[?#]|\.(pdf|docx|xlsx|ics|csv)$")


@dataclass(frozen=True)
class Shot:
    """One picture of the guide: whose page, how wide, where, and the link to follow from there."""

    name: str
    login: str
    path: str
    screen: str = "desk"
    follow: str = ""
    height: int = 0


SHOTS = (
    Shot("today", "curator", "admin/", height=1000),
    Shot("plan", "curator", "plan/", height=1000),
    Shot("upload", "curator", "plan/upload/"),
    Shot("wizard", "curator", "admin/", follow="text=Продолжить"),
    Shot("event-phone", "curator", "admin/", "phone", follow="main a:text-is('Отметить')"),
    Shot("members", "curator", "members/", height=760),
    Shot("invite", "curator", "members/", follow="text=Пригласить"),
    Shot("programme", "curator", "admin/", follow="text=Назначить людей"),
    Shot("lists-upload", "curator", "people/import/", height=760),
    Shot("lists-preview", "curator", "people/import/", follow="text=8Б.csv", height=900),
    Shot("director", "director", "start/", "phone"),
    Shot("document", "curator", "documents/", follow="main a:text('об утверждении Положения')", height=1200),
    Shot("acts", "curator", "documents/acts/", height=640),
    Shot("chain", "curator", "documents/chain/", height=900),
    Shot("text", "curator", "documents/texts/O2/edit/", height=1000),
    Shot("cases", "curator", "folders/", height=900),
    Shot("sign", "director", "documents/sign/", "phone"),
    Shot("reminders", "curator", "reminders/", "phone"),
    Shot("surveys", "curator", "surveys/", height=640),
    Shot("comparison", "curator", "surveys/results/", follow="main a:text('→')", height=1100),
    Shot("matching", "curator", "matching/", follow="main li a.btn", height=1000),
    Shot("diary", "mentor", "diary/mine/", "phone", follow="main a:text('Записать встречу')"),
    Shot("region", "regional", "region/", height=420),
)


def main() -> None:
    demo = {"DEMO_DIR": str(ROOT / "var" / "pictures"), "PORT": PORT, "HOST": "127.0.0.1"}
    heard = (ROOT / "var" / "pictures.log").open("w")
    server = subprocess.Popen(
        ["scripts/start", "run"],
        cwd=ROOT,
        env=os.environ | demo,
        start_new_session=True,
        stdout=heard,
        stderr=subprocess.STDOUT,
    )
    try:
        wait_for_server(server)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
            if sys.argv[1:] == ["all"]:
                visit_everybody(browser)
            else:
                take_shown(browser)
            browser.close()
    finally:
        os.killpg(server.pid, signal.SIGINT)
        server.wait()
        heard.close()


def wait_for_server(server: subprocess.Popen) -> None:
    for _ in range(600):
        if server.poll() is not None:
            raise SystemExit("The demo did not start: var/pictures.log says why.")
        try:
            urllib.request.urlopen(f"{ADDRESS}/healthz", timeout=5)
            return
        except OSError:
            time.sleep(0.5)
    raise SystemExit("The demo does not answer.")


def take_shown(browser: Browser) -> None:
    """Keep the pictures of the guide, few colours each: a reader waits for no megabyte."""
    SHOWN.mkdir(parents=True, exist_ok=True)
    accounts = {account["login"]: account for account in read_accounts()["accounts"]}
    for shot in SHOTS:
        account, faults = accounts[shot.login], []
        with open_context(browser, ADDRESS, SCREENS[shot.screen], faults) as context:
            page = context.new_page()
            sign_in(page, account)
            keep(page, shot, urlsplit(account["address"]).path.removesuffix("start/"))
        for fault in faults:
            print(f"{shot.name}: {fault}")


def keep(page: Page, shot: Shot, school: str) -> None:
    page.goto(f"{school}{shot.path}")
    if shot.follow:
        page.locator(shot.follow).first.click()
    page.wait_for_load_state("networkidle")
    if shot.height:
        page.set_viewport_size({"width": page.viewport_size["width"], "height": shot.height})
    file = SHOWN / f"{shot.name}.png"
    page.screenshot(path=file)
    with Image.open(file) as picture:
        few = picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    few.save(file, optimize=True)


def read_accounts() -> dict:
    return json.loads((ROOT / "demo-accounts.json").read_text())


def visit_everybody(browser: Browser) -> None:
    known = read_accounts()
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
