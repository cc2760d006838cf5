"""People at their browsers, who write down what the program told them was saved."""

import re
import threading
import urllib.error
import urllib.request
from collections import Counter
from dataclasses import dataclass, field
from http.client import HTTPException
from http.cookiejar import CookieJar
from urllib.parse import urlencode

PASSWORD = "nastavnik-2026"  # the demo's


class _Stay(urllib.request.HTTPRedirectHandler):
    """Show where an answer leads instead of going there."""

    def redirect_request(self, *args):
        return None


@dataclass(frozen=True)
class Answer:
    status: int
    text: str = ""
    location: str = ""


@dataclass
class Person:
    """One browser, signed in at one school."""

    site: str
    opener: urllib.request.OpenerDirector = field(
        default_factory=lambda: urllib.request.build_opener(_Stay, urllib.request.HTTPCookieProcessor(CookieJar()))
    )
    school: str = ""

    def ask(self, path: str, data: dict | None = None) -> Answer:
        """Open a page or send a form; status 0 is a connection that broke off."""
        body = urlencode(data).encode() if data is not None else None
        try:
            with self.opener.open(self.site + path, body, timeout=30) as answer:
                return Answer(answer.status, answer.read().decode())
        except urllib.error.HTTPError as answer:
            with answer:
                return Answer(answer.code, answer.read().decode(), answer.headers.get("Location", ""))
        except (OSError, HTTPException):
            return Answer(0)

    def sign_in(self, login: str) -> None:
        form = self.ask("/accounts/login/")
        data = {"login": login, "password": PASSWORD, "csrfmiddlewaretoken": hidden(form, "csrfmiddlewaretoken")}
        assert self.ask("/accounts/login/", data).status == 302
        self.school = re.match(r"/s/[^/]+", self.ask("/").location)[0]


def hidden(page: Answer, name: str) -> str:
    return re.search(rf'name="{name}" value="([^"]+)"', page.text)[1]


@dataclass
class Ledger:
    """What people have added, as they know it: told that it is saved, or not told."""

    acknowledged: list[str] = field(default_factory=list)
    unclear: list[tuple[Person, dict]] = field(default_factory=list)
    answers: Counter = field(default_factory=Counter)
    enough: threading.Event = field(default_factory=threading.Event)

    def work(self, person: Person, number: int) -> None:
        """Add positions of this school one after another until it is enough."""
        added = 0
        while not self.enough.is_set():
            added += 1
            form = person.ask(f"{person.school}/admin/people/position/add/")
            if form.status != 200:
                self.answers[form.status] += 1
                self.enough.wait(0.2)
                continue
            data = {name: hidden(form, name) for name in ("csrfmiddlewaretoken", "operation")}
            self.send(person, data | {"title": f"должность {number}-{added}"})

    def send(self, person: Person, data: dict) -> None:
        status = person.ask(f"{person.school}/admin/people/position/add/", data).status
        self.answers[status] += 1
        if status == 302:
            self.acknowledged.append(data["title"])
        else:
            self.unclear.append((person, data))

    def settle(self) -> int:
        """Send again what nobody acknowledged, as people would who press the button once more."""
        again, self.unclear = self.unclear, []
        for person, data in again:
            self.send(person, data)
        return len(again)
