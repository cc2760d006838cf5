"""The plan as a Word document, from the same sheet as the PDF: heads of schools edit it."""

import io

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from roadmap.outputs.table import EventRow, SectionRow, Sheet

FONT = "Times New Roman"
LEFT, RIGHT, TOP, BOTTOM = Mm(20), Mm(10), Mm(20), Mm(20)
LONG, SHORT = Mm(297), Mm(210)


def render(sheet: Sheet) -> bytes:
    """Write the sheet as .docx with the head of its table repeated on every page."""
    document = Document()
    _properties(document, sheet)
    width = _page(document, sheet)
    for text, bold in ((sheet.organization, False), (sheet.title, True), (sheet.period, False)):
        if text:
            paragraph = document.add_paragraph()
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            paragraph.add_run(text).bold = bold
    _table(document, sheet, width)
    for note in sheet.footnotes:
        document.add_paragraph().add_run(note).font.size = Pt(10)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def _properties(document, sheet: Sheet) -> None:
    document.core_properties.title = sheet.title[:255]
    document.core_properties.author = sheet.organization[:255]
    document.core_properties.language = "ru-RU"
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(11 if sheet.landscape else 12)
    style.element.rPr.rFonts.set(qn("w:cs"), FONT)
    style.paragraph_format.space_after = Pt(2)


def _page(document, sheet: Sheet) -> int:
    """Set the paper; return the width of the text. Numbers of pages begin with the second."""
    section = document.sections[0]
    wide = sheet.landscape
    section.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (LONG, SHORT) if wide else (SHORT, LONG)
    section.left_margin, section.right_margin, section.top_margin, section.bottom_margin = LEFT, RIGHT, TOP, BOTTOM
    section.different_first_page_header_footer = True
    paragraph = section.header.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)
    return section.page_width - LEFT - RIGHT


def _table(document, sheet: Sheet, width: int) -> None:
    table = document.add_table(rows=0, cols=len(sheet.columns), style="Table Grid")
    table.autofit = False
    widths = [int(width * share) for share in sheet.shares]
    for column, wide in zip(table.columns, widths, strict=True):
        column.width = wide
    head = _add(table, widths, [(column.heading,) for column in sheet.columns], bold=True)
    _flag(head, "w:tblHeader")
    for row in sheet.rows:
        if isinstance(row, EventRow):
            _add(table, widths, row.cells)
        else:
            _section(table, widths, row, sheet)


def _add(table, widths: list[int], cells, *, bold: bool = False):
    row = table.add_row()
    _flag(row, "w:cantSplit")
    for cell, wide, paragraphs in zip(row.cells, widths, cells, strict=True):
        cell.width = wide
        for place, text in enumerate(paragraphs or ("",)):
            paragraph = cell.paragraphs[0] if place == 0 else cell.add_paragraph()
            paragraph.add_run(text).bold = bold
    return row


def _section(table, widths: list[int], row: SectionRow, sheet: Sheet) -> None:
    """Put a section across the table and keep it on one page with its first event."""
    empty = [()] * len(widths)
    made = _add(table, widths, empty)
    cells = made.cells
    first = 1 if sheet.numbered else 0
    body = cells[first].merge(cells[-1]) if len(widths) > first + 1 else cells[first]
    if sheet.numbered:
        cells[0].paragraphs[0].add_run(row.number).bold = True
    for surplus in body.paragraphs[1:]:
        surplus._p.getparent().remove(surplus._p)
    title = row.title if sheet.numbered else row.heading
    body.paragraphs[0].add_run(title).bold = True
    for label, text in row.said:
        body.add_paragraph(f"{label}: {text}")
    for paragraph in (*body.paragraphs, *(cells[0].paragraphs if sheet.numbered else ())):
        paragraph.paragraph_format.keep_with_next = True


def _flag(row, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))
