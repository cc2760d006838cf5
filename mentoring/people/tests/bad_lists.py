"""Files that pretend to be lists of people, made by a script from a seed: nothing harmful lies in the repository."""

import io
import random
import re
import stat
import zipfile
from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from openpyxl import Workbook

from mentoring.people.tests.lists import HEAD, LESNOV, ORLOVA, separated, xlsx

BOOK, SHEET, TYPES = "xl/workbook.xml", "xl/worksheets/sheet1.xml", "[Content_Types].xml"
LINKS = "xl/_rels/workbook.xml.rels"
MIB = 2**20
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OUT = b'TargetMode="External"/></Relationships>'
_DTD = b'<?xml version="1.0"?><!DOCTYPE l [%s]>'
_TEN = b'<!ENTITY a "%s">' % (b"a" * 100) + b"".join(
    b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9)
)
_ENTITIES = (
    ("a bomb of entities", _TEN, b"&j;"),
    ("a long entity said often", b'<!ENTITY a "%s">' % (b"a" * 100_000), b"&a;" * 1000),
    ("an entity of itself", b'<!ENTITY a "&b;"><!ENTITY b "&a;">', b"&a;"),
    ("a file as an entity", b'<!ENTITY a SYSTEM "file:///etc/passwd">', b"&a;"),
    ("an address as an entity", b'<!ENTITY a SYSTEM "http://127.0.0.1:9/a">', b"&a;"),
    ("a parameter entity", b'<!ENTITY % a SYSTEM "file:///etc/passwd">%a;', b""),
    ("a public entity", b'<!ENTITY a PUBLIC "a" "file:///etc/hostname">', b"&a;"),
)


class Answer(StrEnum):
    """What becomes of a file: a refusal, a list to look at, or either of them."""

    REFUSED = "refused"
    TAKEN = "taken"
    EITHER = "either"


class Bad(NamedTuple):
    """A file under the name it comes with, large ones made when asked for; `says` stands in the refusal."""

    title: str
    name: str
    data: bytes | Callable[[], bytes]
    says: str = ""
    answer: Answer = Answer.REFUSED

    @property
    def content(self) -> bytes:
        return self.data if isinstance(self.data, bytes) else self.data()


@cache
def good() -> bytes:
    return xlsx(HEAD, ORLOVA, LESNOV)


def part(name: str, data: bytes | None = None) -> bytes:
    return zipfile.ZipFile(io.BytesIO(data or good())).read(name)


def packed(
    parts: dict[str, bytes] | None = None, *, without: Iterable[str] = (), more: Iterable[tuple] = (), data: bytes = b""
) -> bytes:
    """Pack the good list again with some parts replaced, left out or added."""
    parts, source, stream = dict(parts or {}), zipfile.ZipFile(io.BytesIO(data or good())), io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name in source.namelist():
            if name not in without:
                package.writestr(name, parts.pop(name) if name in parts else source.read(name))
        for entry in [*parts.items(), *more]:
            package.writestr(*entry)
    return stream.getvalue()


def sheet_with(rows: bytes) -> bytes:
    """Put raw rows below those of the good list."""
    return packed({SHEET: part(SHEET).replace(b"</sheetData>", rows + b"</sheetData>")})


def files() -> Iterator[Bad]:
    yield from _no_lists()
    yield from _wrong_names()
    yield from _broken()
    yield from _strange_packages()
    yield from _harmful()
    yield from _strange_books()
    yield from _large()
    yield from _headings()
    yield from _texts()


def _no_lists() -> Iterator[Bad]:
    noise, name = random.Random(4), "список.xlsx"
    signed = {
        "a picture": b"\x89PNG\r\n\x1a\n" + bytes(200),
        "a photograph": b"\xff\xd8\xff\xe0" + bytes(200),
        "a paper": b"%PDF-1.7\n" + noise.randbytes(500),
        "a web page": "<!DOCTYPE html><table><tr><td>ФИО</td></tr></table>".encode(),
        "a text": separated(HEAD, ORLOVA),
        "one byte": b"P",
        "zeros": bytes(3000),
        "noise": noise.randbytes(3000),
    }
    yield Bad("nothing", name, b"", "пустой")
    for title, data in signed.items():
        yield Bad(title, name, data, "внутри не то")
    yield Bad("an old book", name, OLE + bytes(2000), "старого вида")
    yield Bad("a password", name, OLE + "EncryptedPackage".encode("utf-16-le"), "Снимите пароль")
    yield Bad("a package of nothing", name, packed(without=[BOOK]), "внутри не то")
    yield Bad("a letter of Word", name, packed({"word/document.xml": b"<a/>"}, without=[BOOK]), "внутри не то")
    yield Bad("a package in a package", name, _zipped({"a.xlsx": good()}), "внутри не то")
    yield Bad("an empty package", name, _zipped({}), "внутри не то")


def _zipped(parts: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return stream.getvalue()


def _wrong_names() -> Iterator[Bad]:
    for name in ("список.xls", "список.xlsm", "список.docx", "список.ods", "список.exe", "список", "список.xlsx.txt"):
        yield Bad(f"named {name}", name, good(), "не список")
    yield Bad("a book called a text", "список.csv", good(), "внутри не то")
    yield Bad("a name turned round", "писок\u202excod.xlsx", good(), answer=Answer.TAKEN)
    yield Bad("a name of four hundred letters", "с" * 400 + ".xlsx", good(), answer=Answer.TAKEN)
    yield Bad("a name with a path", "..\\..\\etc\\список.xlsx", good(), answer=Answer.TAKEN)
    yield Bad("capitals", "СПИСОК.XLSX", good(), answer=Answer.TAKEN)


def _broken() -> Iterator[Bad]:
    data, name = good(), "список.xlsx"
    for share in range(1, 20):
        yield Bad(f"cut at {share * 5} %", name, data[: len(data) * share // 20], "повреждён")
    yield Bad("cut at the last byte", name, data[:-1], "повреждён")
    yield Bad("a package of noise", name, b"PK\x03\x04" + random.Random(5).randbytes(3000), "повреждён")
    for one in zipfile.ZipFile(io.BytesIO(data)).namelist():
        yield Bad(f"without {one}", name, packed(without=[one]), answer=Answer.EITHER)
        yield Bad(f"noise for {one}", name, packed({one: random.Random(6).randbytes(500)}), answer=Answer.EITHER)
    for share in (10, 50, 90):
        half = part(SHEET)[: len(part(SHEET)) * share // 100]
        yield Bad(f"{share} % of the sheet", name, packed({SHEET: half}), answer=Answer.EITHER)
    yield Bad("a sheet that is no table", name, packed({SHEET: b"<a/>"}), answer=Answer.EITHER)


def _strange_packages() -> Iterator[Bad]:
    data, name = good(), "список.xlsx"
    link = zipfile.ZipInfo("xl/link")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    both = Answer.EITHER
    yield Bad("junk in front", name, b"junk" * 100 + data, "внутри не то")
    yield Bad("junk behind", name, data + b"junk" * 100, answer=both)
    yield Bad("wrong checksum", name, data.replace(data[14:18], b"\0\1\2\3"), answer=both)
    yield Bad("a lying size", name, _lying(data), answer=both)
    yield Bad("marked as secret", name, _secret(data), answer=both)
    yield Bad("a part outside", name, packed(more=[("../../x.xml", b"x"), ("/etc/x.xml", b"x")]), answer=both)
    yield Bad("a part as a link", name, packed(more=[(link, b"/etc/passwd")]), answer=both)
    yield Bad("names alike", name, packed(more=[("XL/WORKBOOK.XML", b"x")]), answer=both)
    yield Bad("too many parts", name, packed(more=[(f"a{n}", b"") for n in range(3100)]), "слишком велик")


def _lying(data: bytes) -> bytes:
    """Say of each part in the list of the package that it is small."""
    start, changed = data.find(b"PK\x01\x02"), bytearray(data)
    while start >= 0:
        changed[start + 24 : start + 28] = (10).to_bytes(4, "little")
        start = data.find(b"PK\x01\x02", start + 4)
    return bytes(changed)


def _secret(data: bytes) -> bytes:
    changed, start = bytearray(data), data.find(b"PK\x01\x02")
    changed[6] |= 1
    changed[start + 8] |= 1
    return bytes(changed)


def _harmful() -> Iterator[Bad]:
    name = "список.xlsx"
    fetched = (
        b'<Relationships><Relationship Id="r" Type="http://x/oleObject" Target="http://x/" TargetMode="External"/>'
    )
    linked = b'<Relationships><Relationship Id="r" Type="http://x/externalLinkPath" Target="file:///etc/passwd" '
    yield Bad("macros", name, packed({"xl/vbaProject.bin": b"x"}), "макросы")
    yield Bad("a fetched object", name, packed({"xl/_rels/a.xml.rels": fetched + _OUT}), "подгружает")
    yield Bad(
        "a link to another book",
        name,
        packed({"xl/externalLinks/_rels/a.xml.rels": linked + _OUT}),
        answer=Answer.EITHER,
    )
    for title, declared, used in _ENTITIES:
        for target in (SHEET, "xl/sharedStrings.xml"):
            body = part(SHEET).partition(b"?>")[2] or part(SHEET)
            text = body.replace("Орлова Майя".encode(), used)
            if target != SHEET:
                text = b"<sst><si><t>%s</t></si></sst>" % used
            yield Bad(f"{title} in {target}", name, packed({target: _DTD % declared + text}), answer=Answer.EITHER)


def _strange_books() -> Iterator[Bad]:
    name, both, taken = "список.xlsx", Answer.EITHER, Answer.TAKEN
    hidden = part(BOOK).replace(b'state="visible"', b'state="hidden"')
    very = part(BOOK).replace(b'state="visible"', b'state="veryHidden"')
    strict = part(SHEET).replace(b"schemas.openxmlformats.org/spreadsheetml/2006", b"purl.oclc.org/ooxml/spreadsheetml")
    yield Bad("hidden sheets only", name, packed({BOOK: hidden}), "скрыты")
    yield Bad("very hidden sheets only", name, packed({BOOK: very}), "скрыты")
    yield Bad("no sheet", name, packed({BOOK: re.sub(rb"<sheets>.*</sheets>", b"<sheets/>", part(BOOK))}), answer=both)
    yield Bad("an empty sheet", name, xlsx(), "ничего нет")
    yield Bad("a strict book", name, packed({SHEET: strict}), answer=both)
    yield Bad("a sheet in two bytes", name, packed({SHEET: part(SHEET).decode().encode("utf-16")}), answer=both)
    yield Bad("a mark before the sheet", name, packed({SHEET: b"\xef\xbb\xbf" + part(SHEET)}), answer=both)
    yield Bad("a chart alone", name, _chart(), answer=both)
    yield Bad("no headings", name, xlsx((1, 2), (3, 4)), "не нашли шапку")
    yield Bad("headings alone", name, xlsx(HEAD), "нет ни одной строки")
    yield Bad("merged cells", name, _merged(3), answer=taken)
    yield Bad("a second sheet of something else", name, _two_sheets(), answer=taken)


def _headings() -> Iterator[Bad]:
    """Give lists that only look wrong: each is read as it is meant."""
    name, person = "список.xlsx", ("Озеров Лев Ильич", "9А", "06.05.2011")
    heads = {
        "in other order": (("Класс", "Дата рождения", "ФИО"), person[1:] + person[:1]),
        "with blanks": (("  ФИО  ", "\u00a0Класс\u00a0", "Дата\nрождения"), person),
        "with Latin letters": (("ФИO", "Kлacc", "Дaтa poждeния"), person),
        "in capitals": (("ФАМИЛИЯ ИМЯ ОТЧЕСТВО", "КЛАСС", "ДАТА РОЖДЕНИЯ"), person),
        "said twice": (("ФИО", "Класс", "Класс"), ("Озеров Лев", "9А", "9Б")),
        "with gaps": (("ФИО", "", "", "Класс"), ("Озеров Лев", "", "", "9А")),
        "without one": (("ФИО", "Класс", ""), (*person[:2], "что-то")),
    }
    for title, rows in heads.items():
        yield Bad(f"headings {title}", name, xlsx(*rows), answer=Answer.TAKEN)
    sums = xlsx(HEAD, ORLOVA, ("Итого", 1), (), HEAD, LESNOV)
    yield Bad("two tables and a sum", name, sums, answer=Answer.TAKEN)
    yield Bad("headings in another language", name, xlsx(("Name", "Class"), ("Lev", "9")), "не нашли шапку")
    yield Bad("headings below thirty rows", name, xlsx(*[("а",)] * 40, HEAD, ORLOVA), "не нашли шапку")


def _chart() -> bytes:
    book = Workbook()
    book.remove(book.active)
    book.create_chartsheet("График")
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _two_sheets() -> bytes:
    return xlsx(sheets={"Класс": (HEAD, ORLOVA), "Меню": (("Блюдо", "Цена"), ("каша", 1e308)), "Пусто": ()})


def _merged(count: int) -> bytes:
    """Merge cells far below the list, as many times as asked."""
    said = b"".join(b'<mergeCell ref="A%d:F%d"/>' % (n, n) for n in range(10, 10 + count))
    return packed({SHEET: part(SHEET).replace(b"</sheetData>", b"</sheetData><mergeCells>%s</mergeCells>" % said)})


def _large() -> Iterator[Bad]:
    name, both, taken = "список.xlsx", Answer.EITHER, Answer.TAKEN
    cell = b'<row r="4"><c r="A4" t="inlineStr"><is><t>%s</t></is></c></row>'
    far = b'<row r="1048576"><c r="%s1048576"><v>1</v></c></row>'
    dimension = re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1:XFD1048576"', part(SHEET))
    yield Bad("hundreds of thousands of empty rows", name, lambda: sheet_with(_rows(400_000, b"")), answer=taken)
    yield Bad(
        "too many rows", name, lambda: sheet_with(_rows(60_000, b'<c r="A%d"><v>1</v></c>')), "больше 20 000 строк"
    )
    yield Bad("too many columns", name, lambda: sheet_with(_wide()), "60 столбцов")
    yield Bad("a cell at the far corner", name, sheet_with(far % b"XFD"))
    yield Bad("a far row", name, sheet_with(far % b"A"))
    yield Bad("a dimension that lies", name, packed({SHEET: dimension}), answer=taken)
    yield Bad("a cell of a whole book", name, sheet_with(cell % (b"x" * 32_767)), "длиннее 4000 знаков")
    yield Bad("a shared text of ten megabytes", name, lambda: packed({"xl/sharedStrings.xml": _shared()}), answer=both)
    yield Bad("styles without end", name, lambda: packed({"xl/styles.xml": _styles()}), answer=both)
    yield Bad("merged cells without end", name, lambda: _merged(50_000), answer=both)
    yield Bad("blanks that unpack too far", name, lambda: packed({SHEET: b" " * (201 * MIB)}), "слишком велик")
    yield Bad("a text that unpacks far", name, lambda: sheet_with(cell % (b"x" * 150 * MIB)))
    yield Bad("a heap of cells", name, lambda: sheet_with(_heap()), "новую книгу Excel")
    yield Bad("more bytes than we take", name, lambda: good() + bytes(20 * MIB), "больше 20 МБ")


def _rows(count: int, cells: bytes) -> bytes:
    return b"".join(b'<row r="%d">%s</row>' % (n, cells.replace(b"%d", b"%d" % n)) for n in range(4, count))


def _wide() -> bytes:
    return b'<row r="4">%s</row>' % b"".join(b'<c r="%s4"><v>1</v></c>' % one for one in _letters(16_384))


def _styles() -> bytes:
    return part("xl/styles.xml").replace(b"<cellXfs", b"<cellXfs>" + b"<xf/>" * 100_000 + b"</cellXfs><cellXfs", 1)


def _shared() -> bytes:
    return b"<sst><si><t>%s</t></si></sst>" % (b"x" * 10 * MIB)


def _letters(count: int) -> Iterator[bytes]:
    for number in range(count):
        name, left = "", number + 1
        while left:
            left, letter = divmod(left - 1, 26)
            name = chr(65 + letter) + name
        yield name.encode()


def _heap() -> bytes:
    """Make rows that are few bytes packed and gigabytes as cells in memory."""
    return _rows(9_000, b"".join(b'<c r="%s%%d"><v>1</v></c>' % letters for letters in _letters(700)))


def _texts() -> Iterator[Bad]:
    name, both, taken = "список.csv", Answer.EITHER, Answer.TAKEN
    said = separated(HEAD, ORLOVA, LESNOV).decode()
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "cp1251", "koi8-r", "cp866"):
        yield Bad(f"a text in {encoding}", name, said.encode(encoding), answer=taken)
    for sign in ",\t|":
        yield Bad(f"cells between {sign!r}", name, said.replace(";", sign).encode(), answer=taken)
    yield Bad("a text whose sign is said", name, b"sep=;\n" + said.encode(), answer=taken)
    yield Bad("lines of an old Mac", name, said.replace("\r\n", "\r").encode(), answer=taken)
    yield Bad("ragged lines", name, (said + "а;б;в;г;д;е;ж;з\n;;;\n\n").encode(), answer=taken)
    yield Bad("formulas", name, (said + "=cmd|' /C calc'!A0;@SUM(1);+1;-1;=1;\t=1\n").encode(), answer=taken)
    yield Bad("two encodings at once", name, said.encode() + "Озеров Лев;9А".encode("cp1251"), answer=both)
    yield Bad("half a letter", name, said.encode()[:-3] + b"\xd0", answer=both)
    yield Bad("a zero inside", name, said.encode() + b"\x00", "внутри не то")
    yield Bad("an open quote", name, (said + '"Озеров Лев;9А\n' + "а;б\n" * 30).encode(), "кавычка")
    yield Bad("a line of twenty megabytes", name, lambda: said.encode() + b"x" * 19 * MIB, answer=both)
    yield Bad("a line of many cells", name, (said + ";x" * 500).encode(), "60 столбцов")
    yield Bad("too many lines", name, (said + "Озеров Лев;9А\n" * 25_000).encode(), "больше 20 000 строк")
    yield Bad("blank lines alone", name, b"\n\n;;;\n", "пустой")
    yield Bad("a text without headings", name, "а;б\nв;г\n".encode(), "не нашли шапку")
    yield Bad("a lonely surrogate", name, said.encode() + b"\xed\xa0\x80;\xff", answer=both)
    yield Bad("two marks of order", name, b"\xff\xfe" + said.encode("utf-16-le")[:-1], answer=both)
