"""Whatever a school is called, writes on its letterhead or puts in as an emblem: nothing is fetched, run or broken."""

import base64
import io
import re
import socket
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

import docx as python_docx
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from PIL import Image

from mentoring.accounts.contents import FileRefused
from reports.documents import emblems, paper
from reports.documents.paper import Letterhead, Paper, Paragraph, Signature, Stationery, text
from reports.documents.rendering import docx, html, pdf
from reports.documents.tests.printed import pages_of
from reports.documents.tests.strangers import WORDS

END = "Конец письма."
SECRET = "Янтарная канарейка 7391"
ASKING = ("img src", "iframe src", "link rel=attachment href")
TAGS = {"html", "head", "meta", "title", "body", "section", "div", "p", "br", "img", "h1", "b", "mark", "article"}
ATTRIBUTES = {"lang", "charset", "class", "src", "alt", "data-word"}
ACTS = re.compile(rb"/(JavaScript|JS|Launch|URI|GoToR|SubmitForm|ImportData|EmbeddedFile|OpenAction|RichMedia)\b")
CHUNKS = {b"IHDR", b"IDAT", b"IEND"}
FAST = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@dataclass(frozen=True)
class Trap:
    """A host that nobody may ask and a file that nobody may read."""

    host: socket.socket
    file: Path

    @property
    def bait(self) -> tuple[str, ...]:
        url, path = f"http://127.0.0.1:{self.host.getsockname()[1]}/x", self.file.as_uri()
        asks = [
            f'<{tag}="{at}">' for at in (url, path) for tag in ("img src", "iframe src", "link rel=attachment href")
        ]
        styles = [f'"><style>@import url("{at}"); p {{ background: url({at}) }}</style>' for at in (url, path)]
        return (
            *asks,
            *styles,
            f"\"> onerror=\"fetch('{url}')",
            f"{{% include '{self.file}' %}}",
            f'INCLUDETEXT "{self.file}"',
        )

    def was_asked(self) -> bool:
        try:
            self.host.accept()[0].close()
        except BlockingIOError:
            return False
        return True


@pytest.fixture(scope="module")
def trap(tmp_path_factory) -> Iterator[Trap]:
    file = tmp_path_factory.mktemp("trap") / "secret.txt"
    file.write_text(SECRET)
    with socket.create_server(("127.0.0.1", 0)) as host:
        host.setblocking(False)
        yield Trap(host, file)


class Marks(HTMLParser):
    """What a page consists of: its tags and attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.sources: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.sources |= {value for name, value in attrs if name == "src"}


def letter(words: list[str], look: Stationery) -> Paper:
    """Write a letter whose school has these words for everything it is called by."""
    founder, name, short, who = words
    blocks = (
        Letterhead(founder, name, short),
        Paragraph(text(END)),
        Signature(text("Директор"), text(who)),
    )
    return Paper(name, blocks, look=look)


def check_pdf(made: Paper) -> None:
    content = pdf.render(made, uncompressed=True)
    said = "".join(pages_of(content))
    assert "".join(END.split()) in said and "".join(SECRET.split()) not in said
    assert not ACTS.search(content)


def check_word(made: Paper) -> None:
    content = docx.render(made)
    lines = [paragraph.text for paragraph in python_docx.Document(io.BytesIO(content)).paragraphs]
    assert END in lines and SECRET not in "".join(lines)
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = {name: package.read(name) for name in package.namelist() if name.endswith((".xml", ".rels"))}
    assert not any(b"External" in part for name, part in parts.items() if name.endswith(".rels"))
    assert set(re.findall(rb'w:instr="([^"]*)"', b"".join(parts.values()))) == {b"PAGE"}
    assert b"w:instrText" not in b"".join(parts.values())


def check_page(made: Paper) -> None:
    page, preview = Marks(html.page(made)), Marks(html.preview(made))
    assert page.tags | preview.tags <= TAGS | {"h2"}
    assert page.attributes | preview.attributes <= ATTRIBUTES
    assert page.sources <= {"paper:emblem"}
    assert all(source.startswith("data:image/png;base64,") for source in preview.sources)


strange = st.one_of(
    st.sampled_from(sorted(WORDS.values())),
    st.text(max_size=40),
    st.text("<>&\"'{}%;:/\\ \n\x00", max_size=20),
)


@FAST
@given(data=st.data())
def test_no_words_of_a_letterhead_fetch_run_or_break_anything(trap, data):
    word = st.one_of(strange, st.sampled_from(trap.bait), st.tuples(strange, st.sampled_from(trap.bait)).map("".join))
    words = data.draw(st.lists(word, min_size=4, max_size=4))
    lines = data.draw(st.lists(word, max_size=6))

    made = letter(words, Stationery(lines=tuple(lines)))

    check_page(made)
    check_pdf(made)
    check_word(made)
    assert not trap.was_asked()


def small() -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (12, 12), "#336699").save(stream, "PNG")
    return stream.getvalue()


def chunks_of(drawn: bytes) -> set[bytes]:
    """Return the names of the parts of a PNG."""
    found, at = set(), 8
    while at < len(drawn):
        found.add(drawn[at + 4 : at + 8])
        at += 12 + int.from_bytes(drawn[at : at + 4])
    return found


PICTURE = small()
spoilt = st.tuples(st.integers(0, len(PICTURE)), st.integers(0, 12), st.binary(max_size=40)).map(
    lambda change: PICTURE[: change[0]] + change[2] + PICTURE[change[0] + change[1] :]
)


@FAST
@example(given_data=PICTURE)
@given(given_data=st.one_of(spoilt, st.binary(max_size=200), st.binary(max_size=80).map(lambda tail: PICTURE + tail)))
def test_no_emblem_brings_anything_but_its_dots(trap, given_data):
    try:
        drawn = emblems.redraw("emblem.png", given_data)
    except FileRefused:
        return

    with Image.open(io.BytesIO(drawn)) as picture:
        assert (picture.format, picture.mode, picture.info) == ("PNG", "RGB", {})
        assert max(picture.size) <= emblems.SIDE
    assert chunks_of(drawn) <= CHUNKS
    made = letter(["Учредитель", "Школа", "", "А. Б. Лес"], Stationery(emblem=base64.b64encode(drawn).decode()))
    check_page(made)
    check_pdf(made)
    check_word(made)
    assert not trap.was_asked()


@pytest.mark.parametrize("ask", ["image href", "use href", "script src"])
def test_an_emblem_that_asks_for_something_is_no_picture(trap, ask):
    for at in (f"http://127.0.0.1:{trap.host.getsockname()[1]}/x", trap.file.as_uri()):
        svg = f'<svg xmlns="http://www.w3.org/2000/svg"><{ask}="{at}"/></svg>'.encode()

        for data in (svg, svg + PICTURE, PICTURE[:8] + svg):
            with pytest.raises(FileRefused):
                emblems.redraw("emblem.png", data)
    assert not trap.was_asked()


def test_the_kept_text_of_a_letterhead_is_read_as_it_was(trap):
    made = letter([*trap.bait[:4]], Stationery(lines=trap.bait[:6]))

    assert paper.from_json(paper.to_json(made)) == made
