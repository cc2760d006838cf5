"""A paper as a Word document, from the same blocks as the PDF: heads of schools edit it."""

import io
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import datetime

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Length, Mm, Pt
from docx.text.paragraph import Paragraph

from reports.documents import paper as blocks
from reports.documents.paper import Block, Paper, Row, Text, text
from reports.documents.rendering import said

FONT = "Times New Roman"
INDENT = Mm(12.5)
CELL, DENSE = Pt(12), Pt(8)
EMBLEM, SQUARE = Mm(25), Mm(22)
LONG, SHORT = Mm(297), Mm(210)
LEFT, CENTER, JUSTIFY = WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY
_BORN = (1980, 1, 1, 0, 0, 0)  # the date of every file in the archive: the same paper gives the same bytes


def render(paper: Paper, *, made: datetime | None = None) -> bytes:
    """Write the paper as .docx; the same paper gives the same bytes."""
    sheet = _Sheet(Document(), paper.look)
    _describe(sheet.word, paper, made)
    sheet.turn(sheet.word.sections[0], landscape=paper.landscape)
    sheet.check()
    sheet.stamp(paper.stamp)
    sheet.write(paper.blocks)
    for annex in paper.annexes:
        section = sheet.word.add_section(WD_SECTION.NEW_PAGE)
        sheet.turn(section, landscape=annex.landscape)
        sheet.stamp(annex.stamp)
        if annex.title:
            sheet.add(text(annex.title, bold=True), align=CENTER, after=8, keep=True)
        sheet.write(annex.blocks)
    return _packed(sheet.word)


class _Sheet:
    """The document that is being written on the school's own sheet, and the width of its text."""

    def __init__(self, word: WordDocument, look: blocks.Stationery) -> None:
        self.word = word
        self.look = look
        self.pictures = said.pictures(look)
        self.width = Length(0)

    def turn(self, section: Section, *, landscape: bool) -> None:
        """Set the paper of a section; the first page of all has no number."""
        section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = (LONG, SHORT) if landscape else (SHORT, LONG)
        for side, margin in asdict(said.margins(self.look, landscape=landscape)).items():
            setattr(section, f"{side}_margin", Mm(margin))
        section.header_distance = Mm(20 if landscape else 10)
        self.width = Length(section.page_width - section.left_margin - section.right_margin)
        first = len(self.word.sections) == 1
        section.different_first_page_header_footer = first
        if first:
            number = section.header.paragraphs[0]
            number.alignment = CENTER
            field = OxmlElement("w:fldSimple")
            field.set(qn("w:instr"), "PAGE")
            number._p.append(field)

    def check(self) -> None:
        """Put the square with the code at the foot of the first page."""
        if not self.look.check:
            return
        section = self.word.sections[0]
        section.footer_distance = Mm(6)
        foot = section.first_page_footer.paragraphs[0]
        foot.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        _draw(foot, self.pictures["check"], SQUARE, f"QR-код: {self.look.check}")
        code = section.first_page_footer.add_paragraph(self.look.code)
        code.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        code.runs[0].font.size = Pt(10)

    def add(self, runs: Text, *, align=JUSTIFY, first: Length | None = None, after: float = 0, keep: bool = False):
        """Add a paragraph."""
        paragraph = self.word.add_paragraph()
        _fill(paragraph, [blocks.Run(said.bound(run.text), bold=run.bold) for run in runs])
        paragraph.alignment = align
        paragraph.paragraph_format.first_line_indent = first
        paragraph.paragraph_format.space_after = Pt(after)
        paragraph.paragraph_format.keep_with_next = keep or said.leads(runs) or None
        return paragraph

    def stamp(self, lines: Sequence[Text]) -> None:
        for place, line in enumerate(lines, 1):
            paragraph = self.add(line, align=LEFT, after=14 if place == len(lines) else 0)
            paragraph.paragraph_format.left_indent = Length(self.width - Mm(said.stamp_width(self.look)))

    def write(self, inside: Sequence[Block]) -> None:
        last = said.last_words(inside)
        for block, following in zip(inside, [*inside[1:], None], strict=True):
            self._block(block, keep=block is last or isinstance(following, blocks.Signature))

    def _block(self, block: Block, *, keep: bool) -> None:
        match block:
            case blocks.Letterhead() | blocks.Name() | blocks.Registration() | blocks.Heading():
                self._front(block)
            case blocks.Addressee():
                self.stamp(block.lines)
            case blocks.Paragraph(centered=True):
                self.add(block.text, align=CENTER, keep=keep)
            case blocks.Paragraph():
                align = LEFT if said.is_lined(block.text) else JUSTIFY
                self.add(block.text, align=align, first=None if block.flat else INDENT, keep=keep)
            case blocks.Point():
                self.add(said.numbered(block), first=INDENT, keep=keep)
            case blocks.Table():
                columns = [(column.heading, column.share) for column in block.columns]
                size = DENSE if said.is_dense(block) else CELL
                self._table(columns, block.rows, size=size, whole=said.is_brief(block))
            case blocks.Signature():
                signed = self._ends(block.position, block.name).paragraph_format
                signed.space_before, signed.space_after = Pt(28), Pt(10)
            case blocks.SignSheet():
                self._sign_sheet(block)

    def _front(self, block: Block) -> None:
        """Write what stands above the text: who, what, when, about what."""
        match block:
            case blocks.Letterhead():
                if self.look.emblem:
                    stands = self.add((), align=LEFT if self.look.emblem_at == "left" else CENTER, after=4, keep=True)
                    _draw(stands, self.pictures["emblem"], EMBLEM, "Эмблема")
                for kind, line in said.heads(block, self.look):
                    self.add(text(line, bold=kind == "organization"), align=CENTER, after=4 if kind == "founder" else 0)
                self.word.paragraphs[-1].paragraph_format.space_after = Pt(14)
            case blocks.Name():
                self.add(text(block.text, bold=True), align=CENTER, after=12, keep=True)
            case blocks.Registration():
                self._registration(block)
            case blocks.Heading():
                heading = self.add(_bold(block.text), align=LEFT, after=14, keep=True)
                heading.paragraph_format.space_before = Pt(14)
                heading.paragraph_format.right_indent = Length(self.width // 2)

    def _registration(self, registration: blocks.Registration) -> None:
        on, number = said.registered(registration)
        self._ends(text(on), text(number))
        if registration.place:
            self.add(text(registration.place), align=CENTER, after=8)

    def _ends(self, left: Text, right: Text) -> Paragraph:
        """Add a line with one text at its left end and one at its right."""
        paragraph = self.add((*left, blocks.Run("\t"), *right), align=LEFT)
        paragraph.paragraph_format.tab_stops.add_tab_stop(self.width, WD_TAB_ALIGNMENT.RIGHT)
        paragraph.paragraph_format.keep_together = True
        return paragraph

    def _sign_sheet(self, sheet: blocks.SignSheet) -> None:
        title = self.add(text(sheet.title), align=LEFT, after=6, keep=True)
        title.paragraph_format.space_before = Pt(28)
        rows = (Row(tuple((text(cell),) for cell in row)) for row in said.signers(sheet))
        self._table(list(said.SIGN_COLUMNS), rows, height=Mm(9))

    def _table(
        self,
        columns: list[tuple[str, int]],
        rows: Iterable[Row],
        *,
        height: Length | None = None,
        size: Length = CELL,
        whole: bool = False,
    ) -> None:
        table = self.word.add_table(rows=0, cols=len(columns), style="Table Grid")
        table.autofit = False
        widths = [Length(self.width * share // 100) for _, share in columns]
        for column, width in zip(table.columns, widths, strict=True):
            column.width = width
        head = _row(table, widths, [(text(heading),) for heading, _ in columns], align=CENTER, size=size)
        _flag(head, "w:cantSplit")
        _flag(head, "w:tblHeader")
        if size == DENSE:
            _narrow(table)
        for row in rows:
            write = _across if row.across else _row
            written = write(table, widths, row.cells, size=size)
            if not row.across:
                _keep_names(written, row.cells, [share for _, share in columns])
            if said.is_short(row):
                _flag(written, "w:cantSplit")
            if height:
                written.height = height
        if whole:
            _keep_whole(table)


def _keep_whole(table) -> None:
    """Keep each row of a short table on the page of the next one."""
    for row in table.rows[:-1]:
        for cell in row.cells:
            for paragraph in cell.paragraphs:
                paragraph.paragraph_format.keep_with_next = True


def _narrow(table) -> None:
    """Let the words of a table of many columns come nearer to its lines."""
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), "45")
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    table._tbl.tblPr.find(qn("w:tblLook")).addprevious(margins)  # the order of properties is fixed


def _row(table, widths: Sequence[Length], cells: Iterable[Iterable[Text]], *, size: Length = CELL, align=LEFT):
    row = table.add_row()
    for cell, width, lines in zip(row.cells, widths, cells, strict=True):
        cell.width = width
        _fill_cell(cell, lines, align, size)
    return row


def _across(table, widths: Sequence[Length], cells: Sequence[Sequence[Text]], *, size: Length):
    """Put a row across the table and keep it on one page with the next."""
    written = _row(table, widths, [()] * len(widths))
    merged = written.cells[0].merge(written.cells[-1])
    for surplus in merged.paragraphs[1:]:
        surplus._p.getparent().remove(surplus._p)
    title, *others = cells[0]
    _fill_cell(merged, [_bold(title), *others], CENTER, size)
    for paragraph in merged.paragraphs:
        paragraph.paragraph_format.keep_with_next = True
    return written


def _fill_cell(cell, lines: Iterable[Text], align, size: Length) -> None:
    for place, line in enumerate(lines):
        paragraph = cell.add_paragraph() if place else cell.paragraphs[0]
        paragraph.alignment = align
        _fill(paragraph, line, size=size)


def _keep_names(written, cells: Iterable[Sequence[Text]], shares: Iterable[int]) -> None:
    """Let a full name that has room in its column be whole."""
    for cell, lines, share in zip(written.cells, cells, shares, strict=True):
        if said.is_whole(lines, share):
            properties = cell.paragraphs[0]._p.get_or_add_pPr()
            properties.insert_element_before(OxmlElement("w:suppressAutoHyphens"), "w:spacing", "w:ind", "w:jc")


def _fill(paragraph: Paragraph, runs: Iterable[blocks.Run], size: Length | None = None) -> None:
    for run in runs:
        written = paragraph.add_run(said.clean(run.text))
        written.bold = run.bold or None
        written.font.size = size


def _draw(paragraph: Paragraph, picture: bytes, height: Length, words: str) -> None:
    """Put a picture into a paragraph, with the words for those who do not see it."""
    drawn = paragraph.add_run().add_picture(io.BytesIO(picture), height=height)
    drawn._inline.docPr.set("descr", words)


def _bold(runs: Text) -> Text:
    return tuple(blocks.Run(run.text, bold=True) for run in runs)


def _flag(row, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))


def _describe(word: WordDocument, paper: Paper, made: datetime | None) -> None:
    """Name title and language, and set the look of every paragraph."""
    about = word.core_properties
    about.title, about.language = said.clean(paper.title)[:255], "ru-RU"
    about.author = about.comments = ""
    if made:
        about.created = about.modified = made.replace(tzinfo=None, microsecond=0)
    style = word.styles["Normal"]
    font = paper.look.font or FONT
    style.font.name, style.font.size = font, Pt(14)
    fonts = style.element.rPr.rFonts
    for kind in ("w:cs", "w:eastAsia"):
        fonts.set(qn(kind), font)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "ru-RU")
    style.element.rPr.append(language)
    style.paragraph_format.space_after = Pt(0)
    style.paragraph_format.line_spacing = 1.15
    word.styles["Table Grid"].paragraph_format.line_spacing = 1.0
    hyphens = OxmlElement("w:autoHyphenation")
    word.settings.element.find(qn("w:defaultTabStop")).addnext(hyphens)  # the order of settings is fixed


def _packed(word: WordDocument) -> bytes:
    """Save the archive with one date for all its files."""
    written, packed = io.BytesIO(), io.BytesIO()
    word.save(written)
    with zipfile.ZipFile(written) as saved, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in saved.namelist():
            archive.writestr(zipfile.ZipInfo(name, _BORN), saved.read(name), zipfile.ZIP_DEFLATED)
    return packed.getvalue()
