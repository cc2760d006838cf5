"""Files that must be refused, made by a script from a seed: nothing harmful lies in the repository."""

import io
import random
import zipfile
from collections.abc import Iterable, Iterator

from roadmap.tests.papers import word, workbook

HEAD = ["№", "Мероприятие", "Срок", "Ответственный"]
ROW = ["1", "Опрос", "май 2024", "Психолог"]
DOCUMENT, SHEET, STYLES = "word/document.xml", "xl/worksheets/sheet1.xml", "[Content_Types].xml"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
EXTERNAL = (
    b'<Relationships><Relationship Id="r1" Type="http://schemas/attachedTemplate" '
    b'Target="http://example.org/x.dotm" TargetMode="External"/></Relationships>'
)
BOMB = b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]><l>&b;</l>'
FILE_ENTITY = b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a SYSTEM "file:///etc/passwd">]><l>&a;</l>'


def good_word() -> bytes:
    return word("План мероприятий", [HEAD, ROW])


def good_workbook() -> bytes:
    return workbook({"План": [HEAD, ROW]})


def part(data: bytes, name: str) -> bytes:
    return zipfile.ZipFile(io.BytesIO(data)).read(name)


def changed(
    data: bytes, parts: dict[str, bytes] | None = None, *, without: Iterable[str] = (), extra: Iterable[str] = ()
) -> bytes:
    """Pack the file again with some parts replaced, added or left out."""
    parts, source, stream = dict(parts or {}), zipfile.ZipFile(io.BytesIO(data)), io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in source.namelist():
            if name not in without:
                packed.writestr(name, parts.pop(name, None) or source.read(name))
        for name, content in parts.items():
            packed.writestr(name, content)
        for name in extra:
            packed.writestr(name, b"")
    return stream.getvalue()


def refused() -> Iterator[tuple[str, bytes, str]]:
    """Give the kind of each bad file, the file, and words that its message must hold."""
    yield from _no_documents()
    yield from _broken_word()
    yield from _harmful_word()
    yield from _too_large()
    yield from _bad_workbooks()


def _no_documents() -> Iterator[tuple[str, bytes, str]]:
    noise = random.Random(20)
    yield "empty", b"", "пуст"
    yield "spaces only", b" \n\t\n", "пуст"
    yield "picture", b"\x89PNG\r\n\x1a\n" + bytes(100), "картинка"
    yield "web page", b"<!DOCTYPE html><html><body>x</body></html>", "веб-страница"
    yield "drawing with a script", b"<svg xmlns='x'><script>1</script></svg>", "веб-страница"
    yield "rich text", rb"{\rtf1 x}", ".docx"
    yield "old word", OLE + bytes(600), "старом формате"
    yield "password", OLE + bytes(64) + "EncryptedPackage".encode("utf-16-le"), "паролем"
    yield "noise", noise.randbytes(5000), "не текст и не документ"
    yield "zeros", bytes(5000), "не текст и не документ"
    yield "wrong encoding", "Ïëàí ìåðîïðèÿòèé ïî íàñòàâíè÷åñòâó â øêîëå íà ãîä è äàëåå".encode(), "кодировк"
    yield "pdf of noise", b"%PDF-1.4\n" + noise.randbytes(2000), "повреждённый PDF"
    yield "zip of nothing known", changed(good_word(), without=[DOCUMENT]), "не документ Word"
    yield "libreoffice", changed(good_word(), {"mimetype": b"x"}, without=[DOCUMENT]), ".docx"
    yield "presentation", changed(good_word(), {"ppt/presentation.xml": b"x"}, without=[DOCUMENT]), "презентация"


def _broken_word() -> Iterator[tuple[str, bytes, str]]:
    data = good_word()
    for share in (0.001, 0.01, 0.3, 0.7, 0.99):
        yield f"cut at {share}", data[: int(len(data) * share)], "повреждён"
    yield "zip of noise", b"PK\x03\x04" + random.Random(21).randbytes(3000), "повреждён"
    yield "half of the text", changed(data, {DOCUMENT: part(data, DOCUMENT)[:900]}), "повреждён"
    yield "text is no xml", changed(data, {DOCUMENT: b"hello"}), "повреждён"
    yield "no body", changed(data, {DOCUMENT: b"<a/>"}), "повреждён"
    yield "wrong checksum", data.replace(data[60:64], b"\x00\x01\x02\x03", 1), ""
    yield "same name twice", changed(data, {"WORD/document.xml": b"x"}), "повреждён"


def _harmful_word() -> Iterator[tuple[str, bytes, str]]:
    data = good_word()
    text = part(data, DOCUMENT)
    types = part(data, STYLES).replace(b"document.main+xml", b"document.macroEnabled.main+xml")
    yield "macro", changed(data, {"word/vbaProject.bin": b"x"}), "макрос"
    yield "macro by type", changed(data, {STYLES: types}), "макрос"
    yield "foreign template", changed(data, {"word/_rels/settings.xml.rels": EXTERNAL}), "внешний шаблон"
    yield "path outside", changed(data, {"../../x": b"x"}), "повреждён"
    yield "entities", changed(data, {DOCUMENT: BOMB}), "объявление"
    yield "file entity", changed(data, {DOCUMENT: FILE_ENTITY}), "объявление"
    yield "hidden entity", changed(data, {DOCUMENT: BOMB.decode().encode("utf-16")}), "объявление"
    yield "strange encoding", changed(data, {DOCUMENT: b'<?xml version="1.0" encoding="utf-7"?><l/>'}), "объявление"
    yield "many parts", changed(data, extra=[f"a{index}" for index in range(2100)]), "повреждён"
    nested = text.replace(b"<w:body>", b"<w:body>" + b"<w:tbl><w:tr><w:tc>" * 3000 + b"</w:tc></w:tr></w:tbl>" * 3000)
    yield "nested tables", changed(data, {DOCUMENT: nested}), "вложенных таблиц"
    deep = text.replace(b"<w:body>", b"<w:body>" + b"<w:sdt>" * 3000 + b"</w:sdt>" * 3000)
    yield "deep controls", changed(data, {DOCUMENT: deep}), "повреждён"


def _too_large() -> Iterator[tuple[str, bytes, str]]:
    data = good_word()
    text = part(data, DOCUMENT)
    row = b"<w:tr><w:tc><w:p><w:r><w:t>x</w:t></w:r></w:p></w:tc></w:tr>"
    cell = b"<w:tc><w:p><w:r><w:t>x</w:t></w:r></w:p></w:tc>"
    yield "too many bytes", b"x" * (20 * 2**20 + 1), "20 МБ"
    yield "inflates too far", changed(data, {DOCUMENT: text + b" " * (65 * 2**20)}), "64 МБ"
    yield "packed too well", changed(data, {DOCUMENT: text + b" " * (30 * 2**20)}), "150 раз"
    yield (
        "rows",
        changed(data, {DOCUMENT: text.replace(b"</w:tr></w:tbl>", b"</w:tr>" + row * 5001 + b"</w:tbl>")}),
        "5 000",
    )
    wide = b"</w:tr><w:tr>" + cell * 61 + b"</w:tr></w:tbl>"
    yield "columns", changed(data, {DOCUMENT: text.replace(b"</w:tr></w:tbl>", wide)}), "60 столбцов"
    lines = "№\tМероприятие\tСрок\tОтветственный\n" + "1\tОпрос\tмай 2024\tПсихолог\n" * 5001
    yield "rows of text", lines.encode(), "5 000"
    yield "lines of text", ("строка текста\n" * 60_000).encode(), "строк"
    yield "one endless line", ("ж" * 200_000).encode(), "знаков"


def _bad_workbooks() -> Iterator[tuple[str, bytes, str]]:
    data = good_workbook()
    sheet = part(data, SHEET)

    def with_rows(rows: bytes) -> bytes:
        return changed(data, {SHEET: sheet.replace(b"</sheetData>", rows + b"</sheetData>")})

    million = b"".join(b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (n, n) for n in range(3, 400_000))
    yield "a sheet of rows", with_rows(million), "5 000"
    yield "a far column", with_rows(b'<row r="5"><c r="XFD5"><v>1</v></c></row>'), "60 столбцов"
    yield "no sheet", changed(data, without=[SHEET]), "нет данных"
    yield "no list of sheets", changed(data, without=["xl/_rels/workbook.xml.rels"]), "повреждён"
    yield "hidden sheets only", workbook({"А": [HEAD, ROW], "Б": [["", ""]]}, hidden=["А"]), "нет данных"
