"""Read a Word document into lines and grids with the standard library alone: python-docx is too slow for it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from roadmap.readers.archive import Archive, broken
from roadmap.readers.blocks import Block, Cell, Grid, Line, Pages, Place, Remark, Row
from roadmap.readers.cleaning import clean
from roadmap.readers.limits import check_columns, check_rows
from roadmap.readers.numbering import Numbering, ParagraphStyle, read_numbering, read_styles

DOCUMENT = "word/document.xml"
MAX_DEPTH = 6
_WRAPPERS = {"sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"}
_WRAPPER_MARKS = (b":sdt>", b":customXml", b":ins ", b":moveTo ", b":smartTag")
_BREAK_MARKS = (b":br", b":cr/", b":cr ", b":tab/", b":tab ", b"noBreakHyphen")
_BREAKS = {"br", "cr"}


@dataclass
class _Reader:
    """The state of one reading: counters of tables, lines and list numbers."""

    ns: str
    name: str
    numbering: Numbering
    styles: dict[str, ParagraphStyle]
    content: bytes
    blocks: list[Block] = field(default_factory=list)
    tables: int = 0
    lines: int = 0

    def __post_init__(self) -> None:
        """Look once at the whole what the text has at all: most documents spare most of the work."""
        ns, content = self.ns, self.content
        self.wrapped = any(mark in content for mark in _WRAPPER_MARKS)
        self.broken = any(mark in content for mark in _BREAK_MARKS)
        self.merged = b"gridSpan" in content or b"vMerge" in content
        self.p, self.t, self.tab, self.tbl = f"{ns}p", f"{ns}t", f"{ns}tab", f"{ns}tbl"
        self.breaks = {f"{ns}{name}" for name in _BREAKS}
        self.wrappers = {f"{ns}{name}" for name in _WRAPPERS}
        self.hyphen, self.p_pr = f"{ns}noBreakHyphen", f"{ns}pPr"
        self.tc, self.tc_pr, self.tr_pr = f"{ns}tc", f"{ns}tcPr", f"{ns}trPr"
        self.span, self.merge = f"{ns}gridSpan", f"{ns}vMerge"

    def children(self, parent: Element) -> Iterable[Element]:
        """Give the children as if content controls and tracked insertions were not there."""
        return self.unwrapped(parent) if self.wrapped else parent

    def unwrapped(self, parent: Element) -> Iterator[Element]:
        for child in parent:
            if child.tag in self.wrappers:
                yield from self.unwrapped(child)
            else:
                yield child

    def body(self, parent: Element, depth: int = 0) -> None:
        for child in self.children(parent):
            if child.tag == self.p:
                self.line(child)
            elif child.tag == self.tbl:
                self.table(child, depth)

    def line(self, paragraph: Element) -> None:
        label, text, heading = self.label(paragraph), self.text(paragraph), False
        if not text:
            return
        style = self.style(paragraph)
        if style and style.heading or self.is_bold(paragraph):
            heading = True
        self.lines += 1
        self.blocks.append(Line(text, Place(line=self.lines), heading, label))

    def text(self, paragraph: Element) -> str:
        if not self.broken:
            parts = [part.text for part in paragraph.iter(self.t) if part.text]
            return clean(parts[0] if len(parts) == 1 else "".join(parts)).strip() if parts else ""
        parts: list[str] = []
        for element in paragraph.iter():
            tag = element.tag
            if tag == self.t:
                parts.append(element.text or "")
            elif tag in self.breaks:
                parts.append("\n")
            elif tag == self.tab:
                parts.append("\t")
            elif tag == self.hyphen:
                parts.append("-")
        return clean(parts[0] if len(parts) == 1 else "".join(parts)).strip()

    def properties(self, paragraph: Element) -> Element | None:
        return paragraph.find(self.p_pr)

    def style(self, paragraph: Element) -> ParagraphStyle | None:
        properties = self.properties(paragraph)
        if properties is None:
            return None
        style = properties.find(f"{self.ns}pStyle")
        return None if style is None else self.styles.get(style.get(f"{self.ns}val", ""))

    def label(self, paragraph: Element) -> str:
        if not self.numbering.lists:
            return ""
        properties = self.properties(paragraph)
        if properties is None:
            return ""
        ns, own = self.ns, properties.find(f"{self.ns}numPr")
        style = self.style(paragraph)
        number, level = (style.number, style.level) if style else ("", 0)
        if own is not None:
            own_number, own_level = own.find(f"{ns}numId"), own.find(f"{ns}ilvl")
            number = own_number.get(f"{ns}val", "") if own_number is not None else number
            stated = own_level.get(f"{ns}val", "0") if own_level is not None else "0"
            level = int(stated) if stated in "012345678" else 0
        return self.numbering.label(number, level) if number and number != "0" else ""

    def is_bold(self, paragraph: Element) -> bool:
        ns = self.ns
        runs = [run for run in paragraph.iter(f"{ns}r") if any((t.text or "").strip() for t in run.iter(self.t))]
        return bool(runs) and all(self._run_is_bold(run) for run in runs)

    def _run_is_bold(self, run: Element) -> bool:
        return _is_on(run.find(f"{self.ns}rPr/{self.ns}b"), self.ns)

    def table(self, table: Element, depth: int) -> None:
        if depth > MAX_DEPTH:
            raise broken(self.name, f"{DOCUMENT}, таблица {self.tables}: слишком много вложенных таблиц")
        self.tables += 1
        number, nested, rows = self.tables, [], []
        edges = self.edges(table)
        for index, tr in enumerate((row for row in self.children(table) if row.tag == f"{self.ns}tr"), start=1):
            check_rows(self.name, index, f"таблица {number}")
            rows.append(self.row(tr, edges, Place(table=number, row=index), nested))
        grid = Grid(tuple(rows), Place(table=number))
        if any(not row.is_empty for row in rows):
            self.blocks.append(grid)
        for cell in nested:
            for child in self.children(cell):
                if child.tag == self.tbl:
                    self.table(child, depth + 1)

    def edges(self, table: Element) -> list[float]:
        """Give the left edges of the grid columns as shares of the table's width."""
        widths = [column.get(f"{self.ns}w", "") for column in table.iterfind(f"{self.ns}tblGrid/{self.ns}gridCol")]
        sizes = [int(width) if width.isdigit() and 0 < int(width) < 10**6 else 0 for width in widths]
        if not all(sizes):
            sizes = [1] * len(sizes)
        total, edges, passed = sum(sizes) or 1, [0.0], 0
        for size in sizes:
            passed += size
            edges.append(passed / total)
        return edges

    def row(self, tr: Element, edges: list[float], place: Place, nested: list[Element]) -> Row:
        ns, position, drawn = self.ns, 0, []
        properties_of_row = tr.find(self.tr_pr)
        before = None if properties_of_row is None else properties_of_row.find(f"{ns}gridBefore")
        if before is not None:
            position = _number(before.get(f"{ns}val"))
        for tc in self.children(tr):
            if tc.tag != self.tc:
                continue
            properties, span, merge = tc.find(self.tc_pr) if self.merged else None, None, None
            if properties is not None:
                span, merge = properties.find(self.span), properties.find(self.merge)
            width = max(1, _number(span.get(f"{ns}val"))) if span is not None else 1
            continues = merge is not None and merge.get(f"{ns}val", "continue") != "restart"
            drawn.append((tc, position, width, continues))
            position += width
        check_columns(self.name, len(drawn), place)
        after = None if properties_of_row is None else properties_of_row.find(f"{ns}gridAfter")
        skipped = _number(after.get(f"{ns}val")) if after is not None else 0
        exact = position + skipped == len(edges) - 1
        if not exact:
            edges = [number / max(position, 1) for number in range(position + 1)]
        cells = tuple(
            self.cell(tc, edges[start], edges[min(start + width, len(edges) - 1)], continues, nested)
            for tc, start, width, continues in drawn
        )
        if sum(1 for cell in cells if cell.paragraphs) == 1:
            cells = tuple(self._with_weight(cell, drawn[index][0]) for index, cell in enumerate(cells))
        return Row(cells, place, exact)

    def cell(self, tc: Element, left: float, right: float, continues: bool, nested: list[Element]) -> Cell:
        paragraphs, labels = [], []
        p, text_of = self.p, self.text
        counts = bool(self.numbering.lists)
        for child in self.children(tc):
            if child.tag == p:
                text = text_of(child)
                label = self.label(child) if counts else ""
                if text or label:
                    paragraphs.append(text)
                    labels.append(label)
            elif child.tag == self.tbl:
                nested.append(tc)
        if not counts or not any(labels):
            kept = tuple(paragraphs) if all(paragraphs) else tuple([text for text in paragraphs if text])
            return Cell(kept, (), left, right, continues)
        paragraphs, labels = _without_blank(paragraphs, labels)
        return Cell(tuple(paragraphs), tuple(labels), left, right, continues)

    def _with_weight(self, cell: Cell, tc: Element) -> Cell:
        if not cell.paragraphs:
            return cell
        bold = all(self.is_bold(p) for p in self.children(tc) if p.tag == self.p and self.text(p))
        return Cell(cell.paragraphs, cell.labels, cell.left, cell.right, cell.continues, bold)


def _without_blank(paragraphs: list[str], labels: list[str]) -> tuple[list[str], list[str]]:
    """An automatic number in a cell of its own stands for the cell's text; elsewhere blank items go."""
    if not any(paragraphs):
        return labels[:1], [""]
    kept = [(text, label) for text, label in zip(paragraphs, labels, strict=True) if text]
    return [text for text, _ in kept], [label for _, label in kept]


def _number(text: str | None) -> int:
    return int(text) if text and text.isdigit() and len(text) < 4 else 0


def read(archive: Archive) -> Pages:
    content = archive.read(DOCUMENT)
    root = archive.parse(DOCUMENT, content)
    ns = root.tag.split("}")[0] + "}" if root.tag.startswith("{") else ""
    _drop_shadows(root, content, ns)
    styles, numbering = {}, None
    if b"pStyle" in content and "word/styles.xml" in archive.names:
        styles = read_styles(archive.read("word/styles.xml").decode(errors="replace"))
    if (b"numPr" in content or styles) and "word/numbering.xml" in archive.names:
        numbering = archive.tree("word/numbering.xml")
    reader = _Reader(ns, archive.name, read_numbering(numbering, ns), styles, content)
    body = root.find(f"{ns}body")
    if body is None:
        raise broken(archive.name, DOCUMENT)
    reader.body(body)
    return Pages("docx", tuple(reader.blocks), _pictures(archive, content))


def _drop_shadows(root: Element, content: bytes, ns: str) -> None:
    """Take out what nobody sees: fallbacks of drawings, the old place of moved text, hidden text."""
    doubled = [tag for tag, mark in (("Fallback", b":Fallback"), ("moveFrom", b":moveFrom")) if mark in content]
    hides = b":vanish" in content
    if not doubled and not hides:
        return
    for parent in list(root.iter()):
        for child in list(parent):
            if child.tag.rpartition("}")[2] in doubled or hides and _is_hidden(child, ns):
                parent.remove(child)


def _is_hidden(run: Element, ns: str) -> bool:
    return run.tag == f"{ns}r" and _is_on(run.find(f"{ns}rPr/{ns}vanish"), ns)


def _is_on(mark: Element | None, ns: str) -> bool:
    return mark is not None and mark.get(f"{ns}val", "1") not in ("0", "false", "off")


def _pictures(archive: Archive, content: bytes) -> tuple[Remark, ...]:
    if b"<pic:pic" not in content and b"<v:imagedata" not in content:
        return ()
    return (
        Remark(
            "picture",
            "В документе есть картинки: текст на них не читается.",
            "Если план вставлен картинкой, наберите его таблицей.",
        ),
    )
