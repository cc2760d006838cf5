"""The limit of `bench documents`: the cheapest writer of PDF that still sets the words, without tags and PDF/A.

Lines are broken by widths of the font, a table is ruled, its head repeated on each page; the font is cut to its
letters once. Nothing is hyphenated or justified: it only tells how near to the ground we are.
"""

import io
import zlib
from collections.abc import Iterable, Iterator
from functools import cache

from fontTools import subset
from fontTools.ttLib import TTFont

from mentoring.printing.child import STATIC
from reports.documents.paper import Block, Paper, Paragraph, Point, Table, words

_FONT = STATIC / "fonts" / "tinos" / "Tinos-Regular.ttf"
_LETTERS = "".join(map(chr, [*range(32, 127), *range(0x400, 0x460), 0xA0, 0xAB, 0xBB, 0x2013, 0x2014, 0x2116]))
_MM = 72 / 25.4
_PAD = 1.5 * _MM


class Sheet:
    """Pages that are filled from the top: lines of text, ruled rows."""

    def __init__(self, landscape: bool):
        self.width, self.height = (297 * _MM, 210 * _MM) if landscape else (210 * _MM, 297 * _MM)
        self.left, self.right = (20 * _MM, 20 * _MM) if landscape else (30 * _MM, 10 * _MM)
        self.pages: list[list[str]] = []
        self.turn()

    @property
    def inside(self) -> float:
        return self.width - self.left - self.right

    def turn(self) -> None:
        """Begin a new page."""
        self.pages.append([])
        self.y = self.height - 20 * _MM

    def room(self, height: float) -> bool:
        """Begin a new page where so much does not fit; tell whether it did."""
        if turned := self.y - height < 20 * _MM:
            self.turn()
        return turned

    def line(self, said: str, x: float, y: float, size: float) -> None:
        self.pages[-1].append(f"BT /F {size:g} Tf {x:.1f} {y:.1f} Td <{_glyphs(said)}> Tj ET")

    def box(self, x: float, y: float, width: float, height: float) -> None:
        self.pages[-1].append(f"{x:.1f} {y:.1f} {width:.1f} {height:.1f} re S")


def write(paper: Paper) -> bytes:
    """Set a paper."""
    sheet = Sheet(paper.landscape)
    for block in paper.blocks:
        if isinstance(block, Table):
            _table(sheet, block)
        else:
            for said in _broken(_words(block), sheet.inside, 14):
                sheet.room(16)
                sheet.y -= 16
                sheet.line(said, sheet.left, sheet.y, 14)
    return _written(sheet)


def _words(block: Block) -> str:
    match block:
        case Paragraph():
            return words(block.text)
        case Point():
            return f"{block.number} {words(block.text)}"
    said = (value if isinstance(value, str) else words(value) for value in vars(block).values())
    return " ".join(said)


def _table(sheet: Sheet, table: Table) -> None:
    widths = [sheet.inside * column.share / 100 for column in table.columns]
    head = [column.heading for column in table.columns]
    _row(sheet, head, widths)
    for row in table.rows:
        cells = [" ".join(map(words, cell)) for cell in row.cells]
        _row(sheet, cells, widths, head)


def _row(sheet: Sheet, cells: Iterable[str], widths: list[float], head: list[str] | None = None) -> None:
    broken = [list(_broken(cell, width - 2 * _PAD, 12)) for cell, width in zip(cells, widths, strict=True)]
    height = 13.2 * max(map(len, broken)) + _PAD
    if sheet.room(height) and head:
        _row(sheet, head, widths)
    sheet.y -= height
    x = sheet.left
    for lines, width in zip(broken, widths, strict=True):
        sheet.box(x, sheet.y, width, height)
        for place, said in enumerate(lines, 1):
            sheet.line(said, x + _PAD, sheet.y + height - 13.2 * place, 12)
        x += width


def _broken(said: str, width: float, size: float) -> Iterator[str]:
    advances, limit = _advances(), width / size * 1000
    line, taken = [], 0.0
    for word in said.split(" "):
        long = sum(advances[letter] for letter in word)
        if line and taken + long > limit:
            yield " ".join(line)
            line, taken = [], 0.0
        line.append(word)
        taken += long + advances[" "]
    yield " ".join(line)


@cache
def _font() -> tuple[TTFont, bytes]:
    cut = TTFont(_FONT)
    options = subset.Options()
    options.drop_tables += ["GSUB", "GPOS", "GDEF"]
    cutter = subset.Subsetter(options)
    cutter.populate(text=_LETTERS)
    cutter.subset(cut)
    kept = io.BytesIO()
    cut.save(kept)
    return TTFont(io.BytesIO(kept.getvalue())), zlib.compress(kept.getvalue())


@cache
def _advances() -> dict[str, float]:
    font, _ = _font()
    scale = 1000 / font["head"].unitsPerEm
    return {chr(code): font["hmtx"][name][0] * scale for code, name in font.getBestCmap().items()}


@cache
def _ids() -> dict[int, str]:
    font, _ = _font()
    return {code: f"{font.getGlyphID(name):04x}" for code, name in font.getBestCmap().items()}


def _glyphs(said: str) -> str:
    ids = _ids()
    return "".join(ids[ord(letter)] for letter in said)


@cache
def _wide() -> str:
    font, _ = _font()
    scale = 1000 / font["head"].unitsPerEm
    return " ".join(f"{font['hmtx'][name][0] * scale:.0f}" for name in font.getGlyphOrder())


def _written(sheet: Sheet) -> bytes:
    _, font = _font()
    count = len(sheet.pages)
    kids = " ".join(f"{7 + 2 * place} 0 R" for place in range(count))
    box = f"/MediaBox [0 0 {sheet.width:.1f} {sheet.height:.1f}]"
    things = [
        b"<</Type /Catalog /Pages 2 0 R>>",
        f"<</Type /Pages /Count {count} /Kids [{kids}] {box} /Resources <</Font <</F 3 0 R>>>>>>".encode(),
        b"<</Type /Font /Subtype /Type0 /BaseFont /Tinos /Encoding /Identity-H /DescendantFonts [4 0 R]>>",
        f"<</Type /Font /Subtype /CIDFontType2 /BaseFont /Tinos /CIDToGIDMap /Identity /FontDescriptor 5 0 R "
        f"/CIDSystemInfo <</Registry (Adobe) /Ordering (Identity) /Supplement 0>> /W [0 [{_wide()}]]>>".encode(),
        b"<</Type /FontDescriptor /FontName /Tinos /Flags 4 /FontBBox [-200 -300 1200 1000] /ItalicAngle 0 "
        b"/Ascent 891 /Descent -216 /CapHeight 662 /StemV 80 /FontFile2 6 0 R>>",
        b"<</Filter /FlateDecode /Length %d>>\nstream\n%s\nendstream" % (len(font), font),
    ]
    for place, drawn in enumerate(sheet.pages):
        content = zlib.compress("\n".join(["0.5 w", *drawn]).encode())
        things.append(b"<</Type /Page /Parent 2 0 R /Contents %d 0 R>>" % (8 + 2 * place))
        things.append(b"<</Filter /FlateDecode /Length %d>>\nstream\n%s\nendstream" % (len(content), content))
    made, places = bytearray(b"%PDF-1.7\n"), []
    for number, thing in enumerate(things, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, thing)
    start = len(made)
    made += b"xref\n0 %d\n0000000000 65535 f \n" % (len(things) + 1)
    made += b"".join(b"%010d 00000 n \n" % place for place in places)
    made += b"trailer\n<</Size %d /Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(things) + 1, start)
    return bytes(made)
