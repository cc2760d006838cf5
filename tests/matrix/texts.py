"""What an answer says, whatever it is wrapped in: a page, a workbook, a Word file, a PDF."""

import io
import re
import zipfile
from html.parser import HTMLParser
from urllib.parse import unquote

import pdfplumber

_PASSING = re.compile(rb'(name="(?:csrfmiddlewaretoken|operation)" value|nonce)="[^"]*"|"csrfToken": ?"[^"]*"')


def body(response) -> bytes:
    """Return the whole answer, without the marks that differ each time."""
    whole = b"".join(response.streaming_content) if response.streaming else response.content
    return _PASSING.sub(b"", whole)


def said(response, whole: bytes) -> str:
    """Return every word of an answer and of its headers, folded to lower case."""
    headers = " ".join(f"{name}: {value}" for name, value in response.items())
    return f"{unquote(headers)} {inside(whole)}".casefold()


def inside(whole: bytes) -> str:
    if whole.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(whole)) as package:
            return " ".join(package.read(name).decode("utf-8", "replace") for name in package.namelist())
    if whole.startswith(b"%PDF-"):
        with pdfplumber.open(io.BytesIO(whole)) as paper:
            return " ".join(page.extract_text() or "" for page in paper.pages)
    text = whole.decode("utf-8", "replace")
    return f"{text} {unquote(text)}" if "%D" in text else text


class _Forms(HTMLParser):
    """Collect what a browser would send of each form on a page."""

    def __init__(self):
        super().__init__()
        self.forms: list[dict] = []
        self.choices: dict[str, list[str]] = {}
        self.by_name: set[str] = set()
        self.inside: str | None = None
        self.name = ""

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if tag == "form":
            self.forms.append({"action": given.get("action") or "", "method": given.get("method") or "get", "data": {}})
        if not self.forms or not given.get("name", self.name):
            return
        data = self.forms[-1]["data"]
        if tag == "input" and given.get("name"):
            self._input(data, given)
        elif tag == "textarea":
            self.inside = given["name"]
            data[self.inside] = ""
        elif tag == "select":
            self.name = given["name"]
            self.choices[self.name] = []
            data.setdefault(self.name, "")
        elif tag == "option" and self.name:
            self.choices[self.name].append(given.get("value") or "")
            if "selected" in given:
                data[self.name] = given.get("value") or ""

    def _input(self, data, given):
        if "data-suggest" in given:
            self.by_name.add(given["name"])
        kind = given.get("type", "text")
        if kind in ("checkbox", "radio"):
            if "checked" in given:
                data[given["name"]] = given.get("value") or "on"
            self.choices.setdefault(given["name"], []).append(given.get("value") or "on")
        elif kind not in ("submit", "button", "file"):
            data[given["name"]] = given.get("value") or ""

    def handle_data(self, data):
        if self.inside:
            self.forms[-1]["data"][self.inside] += data

    def handle_endtag(self, tag):
        if tag == "textarea" and self.inside:
            data = self.forms[-1]["data"]
            data[self.inside] = data[self.inside].removeprefix("\n")
            self.inside = None
        if tag == "select":
            self.name = ""


def forms(whole: bytes) -> list[dict]:
    """Return the forms of a page that send something: action, data, choices of lists, fields filled by a name."""
    reader = _Forms()
    reader.feed(whole.decode())
    known = {"choices": reader.choices, "by_name": reader.by_name}
    return [form | known for form in reader.forms if form["method"].lower() == "post"]
