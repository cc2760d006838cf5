"""A paper as PDF: laid out as offices expect, kept for archives, whole and harmless whatever it says."""

import io
import re
from dataclasses import replace
from datetime import UTC, datetime

import pdfplumber
import pytest

from mentoring.printing import glyphs
from reports.documents import paper as blocks
from reports.documents.paper import Paper, Point, text
from reports.documents.rendering import pdf, said
from reports.documents.tests import papers, strangers
from reports.documents.tests.printed import MM, pages_of, squashed, text_of_pdf

A4 = (595, 842)


def letters_of(content: bytes) -> list[list[dict]]:
    with pdfplumber.open(io.BytesIO(content)) as document:
        return [page.chars for page in document.pages]


@pytest.fixture(scope="module")
def printed() -> dict[str, bytes]:
    return {name: pdf.render(make()) for name, make in papers.PAPERS.items()}


@pytest.mark.parametrize("name", papers.PAPERS)
def test_the_pdf_says_the_paper_and_nothing_else(printed, name):
    paper = papers.PAPERS[name]()

    said_there, place = text_of_pdf(printed[name], paper), 0
    for line in blocks.lines(paper):
        place = said_there.index(squashed(line), place)


def test_the_pdf_is_an_archive_copy_with_tags_title_and_language():
    content = pdf.render(papers.PAPERS["flat"](), uncompressed=True)

    assert content.startswith(b"%PDF-1.7")
    for mark in (b"/OutputIntents", b"/GTS_PDFA1", b"/StructTreeRoot", b"/Marked true", b"/Lang (ru)"):
        assert mark in content
    metadata = content[content.index(b"<x:xmpmeta") : content.index(b"</x:xmpmeta>")].decode()
    assert "О внедрении целевой модели наставничества" in metadata
    assert re.search(r'part="3"', metadata)
    assert re.search(r'conformance="A"', metadata)
    for role in (b"/H1", b"/H2", b"/P", b"/Table", b"/TR", b"/TH", b"/TD"):
        assert b"/S %s" % role in content


def test_only_our_font_is_inside_and_all_of_it_needed(printed):
    for content in printed.values():
        fonts = {letter["fontname"] for page in letters_of(content) for letter in page}
        assert {font.partition("+")[2] for font in fonts} == {"Tinos", "Tinos-Bold"}
        assert all("+" in font for font in fonts)


def test_the_same_paper_gives_the_same_bytes(printed):
    made = datetime(2026, 9, 1, 9, 30, tzinfo=UTC)
    paper = papers.PAPERS["flat"]()

    assert pdf.render(paper) == printed["flat"]
    assert pdf.render(paper, made=made) == pdf.render(paper, made=made) != printed["flat"]


def test_margins_hold_on_every_page(printed):
    for content in printed.values():
        with pdfplumber.open(io.BytesIO(content)) as document:
            for page in document.pages:
                across = page.width > page.height
                left, right, bottom = (20, 20, 10) if across else (30, 10, 20)
                assert (round(page.height), round(page.width)) == A4 if across else A4[::-1]
                assert min(letter["x0"] for letter in page.chars) >= left * MM - 1
                assert max(letter["x1"] for letter in page.chars) <= page.width - right * MM + 1
                assert max(letter["bottom"] for letter in page.chars) <= page.height - bottom * MM + 1


def test_pages_are_numbered_from_the_second_in_the_middle_of_the_upper_margin(printed):
    for content in printed.values():
        with pdfplumber.open(io.BytesIO(content)) as document:
            for number, page in enumerate(document.pages, 1):
                margin = 30 if page.width > page.height else 20
                above = [letter for letter in page.chars if letter["bottom"] < margin * MM]
                assert "".join(letter["text"] for letter in above) == ("" if number == 1 else str(number))
                for letter in above:
                    left = 0 if page.width > page.height else 20 * MM
                    assert abs((letter["x0"] + letter["x1"] - left) / 2 - page.width / 2) < 12
                    assert letter["top"] >= 10 * MM


def test_only_a_plan_that_needs_it_lies_across(printed):
    def turned(name: str) -> list[bool]:
        with pdfplumber.open(io.BytesIO(printed[name])) as document:
            return [page.width > page.height for page in document.pages]

    assert turned("flat") == [False] * len(turned("flat"))
    assert turned("wide") == [False] * 3 + [True] * (len(turned("wide")) - 3)


def test_the_head_of_a_table_stands_on_each_of_its_pages(printed):
    pages = pages_of(printed["wide"])

    heads = [squashed("№МероприятиеСрокОтветственныйРезультат") in page for page in pages]
    assert heads == [False] * 3 + [True] * (len(pages) - 3)
    assert len(pages) > 4


def test_a_section_never_ends_a_page_and_a_short_row_is_never_torn(printed):
    for name in ("wide", "staged", "complex"):
        table = papers.PLANS[name]().blocks[-1]
        pages = pages_of(printed[name])
        for row, following in zip(table.rows, table.rows[1:], strict=False):
            whole = squashed("".join(blocks.words(line) for cell in row.cells for line in cell))
            holding = [page for page in pages if whole in page]
            assert holding
            if row.across:
                first = squashed(blocks.words(following.cells[0][0]))
                assert any(f"{whole}{first}" in page for page in holding)


def test_the_heading_takes_half_of_the_width(printed):
    first = letters_of(printed["flat"])[0]
    bold = [letter for letter in first if "Bold" in letter["fontname"] and 250 < letter["top"] * 96 / 72 < 305]

    assert "".join(letter["text"] for letter in bold).startswith("О")
    assert max(letter["x1"] for letter in bold) <= (30 + 170 / 2) * MM + 1


@pytest.mark.parametrize("count", range(24, 34))
def test_the_signature_is_never_alone_on_a_page(count):
    points = tuple(
        Point(f"{number}.", text("Сделать это дело в срок и доложить об этом.")) for number in range(1, count)
    )
    last = Point(f"{count}.", text("Контроль за исполнением настоящего приказа, сроками и отчётами оставляю за собой."))
    paper = Paper("П", (*points, last, blocks.Signature(text("Директор"), text("М. О. Лебедева"))))

    pages = pages_of(pdf.render(paper))

    (signed,) = [page for page in pages if "Директор" in page]
    assert "оставляюзасобой." in signed


def test_a_row_longer_than_a_page_goes_on_over_pages():
    columns = (blocks.Column("№", 10), blocks.Column("Обязанности", 90))
    long = " ".join(["Разработка положения и программы, обучение наставников."] * 150)
    table = blocks.Table(columns, (blocks.Row(((text("1."),), (text(long),))),))
    paper = Paper("П", (table,))

    content = pdf.render(paper)

    assert len(pages_of(content)) == 3
    assert text_of_pdf(content, paper).count("наставников.") == 150


@pytest.mark.parametrize("words", strangers.WORDS)
def test_strange_words_are_printed_and_break_nothing(words):
    paper = strangers.filled(words)

    content = pdf.render(paper)

    assert len(letters_of(content)) <= 30
    expected = squashed(glyphs.boxed(said.clean(strangers.WORDS[words])))
    assert text_of_pdf(content, paper).count(expected) >= 10
    for page in letters_of(content):
        assert max(letter["x1"] for letter in page) <= A4[1]


def test_ten_thousand_letters_without_a_space_keep_inside_the_page():
    words = "Ы" * 10_000
    paper = replace(strangers.whole(), blocks=(blocks.Paragraph(text(words)), blocks.Point("1.", text(words))))

    content = pdf.render(paper)

    assert text_of_pdf(content, paper).count("Ы") == 20_000
    for page in letters_of(content):
        assert max(letter["x1"] for letter in page) <= A4[1]


def test_nothing_of_the_machine_is_read_into_the_paper():
    content = pdf.render(strangers.filled("file"), uncompressed=True)

    assert b"root:" not in content
    assert b"EmbeddedFile" not in content
    assert b"/URI" not in content
    assert b"/JavaScript" not in content


@pytest.mark.parametrize("count", range(36, 46))
def test_table_of_signatures_stands_whole_and_never_without_words(count):
    points = tuple(Point(f"{n}.", text("Стороны встречаются дважды в месяц.")) for n in range(1, count))
    cells = (("Школа", "Родитель"), ("Директор", ""), ("Е. И. Рябинин", "В. И. Ежова"))
    rows = tuple(blocks.Row(tuple((text(cell),) for cell in row)) for row in cells)
    hands = blocks.Table((blocks.Column("Организация", 50), blocks.Column("Представитель", 50)), rows)
    paper = Paper("С", (*points, Point(f"{count}.", text("Подписи сторон", bold=True)), hands))

    pages = pages_of(pdf.render(paper))

    (signed,) = [page for page in pages if "Рябинин" in page]
    assert f"{count - 1}.Стороны" in signed and f"{count}.Подписисторон" in signed
    assert "Организация" in signed and "Ежова" in signed
