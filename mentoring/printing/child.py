"""What runs in the renderer's own interpreter: one job after another, with little memory and nothing to fetch.

A job comes as a length and JSON, an answer goes as a length, JSON and the bytes it speaks of.
"""

import base64
import gc
import json
import os
import re
import resource
import select
import struct
import threading
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from queue import SimpleQueue
from typing import Any, BinaryIO

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from mentoring import faults

SIZE = struct.Struct(">I")
VARIANT = "pdf/a-3a"
STATIC = Path(__file__).resolve().parent.parent.parent / "static"
_SHEET = re.compile(r"css/[a-z-]+\.css")
_PAGE = re.compile(r"(wide)?(:first)?")
_FONT = re.compile(r"\w[\w .-]{0,59}")
_LOOK = 2.0  # seconds between two looks whether the parent is there
_FILE = 64 * 1024  # bytes of a file it may write: none is needed


class Given(URLFetcher):
    """Give the pictures that came with the job and fetch nothing: fonts and sheets are files of ours, read by name."""

    def __init__(self, pictures: Mapping[str, str] | None = None) -> None:
        super().__init__()
        self._given = {f"paper:{name}": base64.b64decode(data) for name, data in (pictures or {}).items()}

    def fetch(self, url: str, headers: dict | None = None) -> URLFetcherResponse:
        if url not in self._given:
            raise ValueError("a paper fetches nothing")
        return URLFetcherResponse(url, self._given[url], {"Content-Type": "image/png"})


class TooLong(Exception):
    """The paper has more pages than anybody would print."""


def serve(memory: int, pages: int) -> None:
    """Set one job after another until the parent closes the pipe."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_FSIZE, (_FILE, _FILE))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # a library that prints must not speak into the answers
    jobs: SimpleQueue[bytes | None] = SimpleQueue()
    threading.Thread(target=_listen, args=(jobs, os.getppid()), daemon=True).start()
    fonts = FontConfiguration()
    # The collector would walk the tree of boxes again and again; reference counts free it by themselves.
    gc.freeze()
    gc.disable()
    _answer(answers, {"ready": True})
    while True:
        try:
            written = _write(_job(jobs), fonts, pages)
        except Exception as error:
            # Its name alone: the text of an error may quote the paper. The parent starts another child.
            _answer(answers, {"error": type(error).__name__})
            return
        _answer(answers, {"size": len(written)}, written)
        del written
        gc.collect()


def _job(jobs: SimpleQueue[bytes | None]) -> dict[str, Any]:
    job = jobs.get()
    if job is None:
        raise MemoryError
    return json.loads(job)


def _write(job: dict[str, Any], fonts: FontConfiguration, pages: int) -> bytes:
    faults.point("render.job")
    styles = [*(_sheet(name, fonts) for name in job["sheets"]), *_own(job["margins"], job["font"], fonts)]
    options = {"pdf_variant": VARIANT, "uncompressed_pdf": job["uncompressed"]}
    document = HTML(string=job["html"], url_fetcher=Given(job["pictures"])).render(fonts, stylesheets=styles, **options)
    if len(document.pages) > pages:
        raise TooLong
    return document.write_pdf(**options)


@cache
def _sheet(name: str, fonts: FontConfiguration) -> CSS:
    """Parse a sheet of ours once."""
    if not _SHEET.fullmatch(name):
        raise ValueError(name)
    return CSS(string=(STATIC / name).read_text(), url_fetcher=Given(), font_config=fonts)


def _own(pages: Mapping[str, Sequence[int]], font: str, fonts: FontConfiguration) -> list[CSS]:
    """Write the margins of each sort of page and the font; nothing but whole numbers and a name gets into the sheet."""
    if not all(_PAGE.fullmatch(page) for page in pages) or not _FONT.fullmatch(font or "none"):
        raise ValueError("pages")
    rules = [f"@page {page} {{ margin: {' '.join(f'{side:d}mm' for side in sides)} }}" for page, sides in pages.items()]
    if font:
        family = f'font-family: "{font}", "Tinos"'
        rules.append(f"body.sheet {{ {family} }}")
        rules += [f"@page {page} {{ @top-center {{ {family} }} }}" for page in ("", "wide")]
    return [CSS(string=" ".join(rules), url_fetcher=Given(), font_config=fonts)] if rules else []


def _answer(answers: BinaryIO, words: dict[str, Any], content: bytes = b"") -> None:
    said = json.dumps(words).encode()
    for part in (SIZE.pack(len(said)), said, content):
        answers.write(part)
    answers.flush()


def _listen(jobs: SimpleQueue[bytes | None], parent: int) -> None:
    """Take jobs in; end this process, whatever it does, as soon as its parent is gone."""
    # A copy of the parent may hold the pipe open after it died, so its number is looked at as well.
    while os.getppid() == parent:
        if select.select([0], [], [], _LOOK)[0]:
            try:
                jobs.put(_read(SIZE.unpack(_read(SIZE.size))[0]))
            except MemoryError:
                jobs.put(None)
    os._exit(0)


def _read(size: int) -> bytes:
    taken = bytearray()
    while len(taken) < size:
        part = os.read(0, min(size - len(taken), 1 << 20))
        if not part:
            os._exit(0)
        taken += part
    return bytes(taken)
