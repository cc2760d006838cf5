"""A paper as a Word document: the same words as the PDF, laid out by the same rules, opened by Word as it is."""

import io
import zipfile
from datetime import UTC, datetime

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from lxml import etree

from mentoring.accounts.contents import content_type
from reports.documents import paper as blocks
from reports.documents.rendering import docx, pdf, said
from reports.documents.tests import papers, strangers
from reports.documents.tests.printed import lines_of_docx, squashed, text_of_pdf


def opened(content: bytes):
    return Document(io.BytesIO(content))


def sizes(section) -> tuple[int, ...]:
    """Return width and height, and the margins left, right, top and bottom, in millimetres."""
    names = ("page_width", "page_height", "left_margin", "right_margin", "top_margin", "bottom_margin")
    return tuple(round(getattr(section, name).mm) for name in names)


@pytest.mark.parametrize("name", papers.PAPERS)
def test_word_and_pdf_say_the_same_letter_for_letter(name):
    paper = papers.PAPERS[name]()

    lines = lines_of_docx(docx.render(paper))

    assert squashed("".join(lines)) == text_of_pdf(pdf.render(paper), paper)
    place, written = 0, squashed("".join(lines))
    for line in blocks.lines(paper):
        place = written.index(squashed(line), place)


def test_margins_sheets_and_numbers_follow_the_parts_of_the_paper():
    first, group, plan = opened(docx.render(papers.PAPERS["wide"]())).sections

    for upright in (first, group):
        assert upright.orientation == WD_ORIENT.PORTRAIT
        assert sizes(upright) == (210, 297, 30, 10, 20, 20)
    assert plan.orientation == WD_ORIENT.LANDSCAPE
    assert sizes(plan) == (297, 210, 20, 20, 30, 10)
    numbered = [not section.different_first_page_header_footer for section in (first, group, plan)]
    assert numbered == [False, True, True]
    assert "PAGE" in etree.tostring(first.header._element, encoding="unicode")
    assert first.first_page_header.is_linked_to_previous
    assert group.header.is_linked_to_previous and plan.header.is_linked_to_previous


def test_every_table_repeats_its_head_keeps_its_rows_and_fills_the_width():
    document = opened(docx.render(papers.PAPERS["wide"]()))

    assert [round(sum(column.width.mm for column in table.columns)) for table in document.tables] == [170, 170, 257]
    for table in document.tables:
        head, *rows = table.rows
        assert head._tr.trPr.find(qn("w:tblHeader")) is not None
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in rows)
        assert table.autofit is False


def test_full_name_is_not_hyphenated_in_its_cell():
    columns = (blocks.Column("Кто", 40), blocks.Column("Что", 60))
    row = blocks.Row(((blocks.text("Белосельская Александра Константиновна"),), (blocks.text("ведёт план"),)))

    cells = opened(docx.render(blocks.Paper("О паре", (blocks.Table(columns, (row,)),)))).tables[0].rows[1].cells

    kept = [cell.paragraphs[0]._p.pPr.find(qn("w:suppressAutoHyphens")) is not None for cell in cells]
    assert kept == [True, False]


def test_title_language_and_font_are_set():
    document = opened(docx.render(papers.PAPERS["flat"](), made=datetime(2026, 9, 1, 9, 30, tzinfo=UTC)))

    about = document.core_properties
    assert (about.title, about.language) == ("О внедрении целевой модели наставничества", "ru-RU")
    assert about.created == datetime(2026, 9, 1, 9, 30, tzinfo=UTC)
    style = document.styles["Normal"]
    assert (style.font.name, style.font.size.pt) == ("Times New Roman", 14)
    assert style.element.rPr.find(qn("w:lang")).get(qn("w:val")) == "ru-RU"
    assert document.settings.element.find(qn("w:autoHyphenation")) is not None


def test_signature_stands_on_one_line_and_stays_with_the_last_point():
    document = opened(docx.render(papers.PAPERS["flat"]()))

    texts = [paragraph.text for paragraph in document.paragraphs]
    place = next(number for number, line in enumerate(texts) if line.startswith("Директор"))
    signature, last = document.paragraphs[place], document.paragraphs[place - 1]
    assert signature.text == "Директор МБОУ «Заозёрная СШ №\u00a07»\tМ.\u00a0О.\u00a0Лебедева"
    assert [round(stop.position.mm) for stop in signature.paragraph_format.tab_stops] == [170]
    assert last.text.startswith("7. Контроль")
    assert last.paragraph_format.keep_with_next is True


def test_the_same_paper_gives_the_same_bytes():
    paper = papers.PAPERS["complex"]()

    assert docx.render(paper) == docx.render(paper)


def test_the_parts_of_the_document_stand_in_the_order_that_word_wants():
    content = docx.render(strangers.whole())

    assert content_type("приказ.docx", content).endswith("wordprocessingml.document")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        assert archive.namelist()[0] == "[Content_Types].xml"
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                etree.fromstring(archive.read(name))
    body = opened(content).element.body
    assert body[-1].tag == qn("w:sectPr")
    for cell in body.iter(qn("w:tc")):
        assert cell[-1].tag == qn("w:p")
    order = [qn(f"w:{name}") for name in ("rFonts", "b", "sz", "szCs", "lang")]
    kept = [child.tag for child in opened(content).styles["Normal"].element.rPr if child.tag in order]
    assert kept == sorted(kept, key=order.index)
    for table in body.iter(qn("w:tbl")):
        assert table[1].tag == qn("w:tblGrid")


@pytest.mark.parametrize("words", strangers.WORDS)
def test_strange_words_are_written_as_words(words):
    content = docx.render(strangers.filled(words))

    written = squashed("".join(lines_of_docx(content)))
    assert written.count(squashed(said.clean(strangers.WORDS[words]))) >= 10
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        relations = b"".join(archive.read(name) for name in archive.namelist() if name.endswith(".rels"))
    assert b"External" not in relations
