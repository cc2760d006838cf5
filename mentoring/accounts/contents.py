"""What is really inside a file somebody puts in: its name promises, its bytes must keep the promise.

Nothing is unpacked here; the lists of Office packages are read only after their declared sizes were found sane.
"""

import io
import re
import zipfile
from pathlib import Path

from mentoring.accounts import signatures
from mentoring.accounts.operations import Refused

MAX_PARTS = 3_000
MAX_INFLATED = 200 * 1024 * 1024
MAX_LINKS = 2 * 1024 * 1024  # bytes of one list of relationships

_OFFICE = "application/vnd.openxmlformats-officedocument"
# The part every package of its kind has, and what the file is then.
_PACKAGES = {
    ".docx": ("word/document.xml", f"{_OFFICE}.wordprocessingml.document"),
    ".xlsx": ("xl/workbook.xml", f"{_OFFICE}.spreadsheetml.sheet"),
    ".pptx": ("ppt/presentation.xml", f"{_OFFICE}.presentationml.presentation"),
    ".odt": ("content.xml", "application/vnd.oasis.opendocument.text"),
    ".ods": ("content.xml", "application/vnd.oasis.opendocument.spreadsheet"),
    ".zip": ("", "application/zip"),
}
_SIGNED = {
    ".pdf": (b"%PDF-", "application/pdf"),
    ".png": (b"\x89PNG\r\n\x1a\n", "image/png"),
    ".jpg": (b"\xff\xd8\xff", "image/jpeg"),
    ".jpeg": (b"\xff\xd8\xff", "image/jpeg"),
}
SIGNATURE = "application/pkcs7-signature"
_TEXTS = {".txt": "text/plain", ".csv": "text/csv", ".ics": "text/calendar"}
_MARKS_OF_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_LINK = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>", re.IGNORECASE)
_FETCHED = re.compile(rb"(attachedTemplate|oleObject|frame|subDocument)\"", re.IGNORECASE)


_RESIGN = "Подпишите файл ещё раз и сохраните подпись отдельным файлом .sig или .p7s."


class FileRefused(Refused):
    """A file that cannot be kept."""


def content_type(name: str, data: bytes) -> str:
    """Return what the file is; refuse one whose bytes are something else, or that runs or fetches when opened."""
    suffix = Path(name).suffix.lower()
    if suffix in _SIGNED:
        signature, kind = _SIGNED[suffix]
        if not data.startswith(signature):
            raise _not_what_it_says(name)
        return kind
    if suffix in _PACKAGES:
        main, kind = _PACKAGES[suffix]
        _check_package(name, data, main)
        return kind
    if suffix in _TEXTS:
        if b"\x00" in data and not data.startswith(_MARKS_OF_UTF16):
            raise _not_what_it_says(name)
        return _TEXTS[suffix]
    if suffix in (".sig", ".p7s"):
        try:
            signatures.read(data)
        except signatures.NotDetached as error:
            raise FileRefused(f"«{name}»: это не файл отсоединённой подписи: {error}. {_RESIGN}") from error
        return SIGNATURE
    if suffix in (".doc", ".xls", ".ppt", ".docm", ".xlsm"):
        raise FileRefused(f"«{name}»: старый вид или вид с макросами. Сохраните файл как .docx, .xlsx или PDF.")
    raise FileRefused(f"«{name}»: такие файлы не принимаем. Подойдут PDF, Word, Excel, JPEG, PNG и текст.")


def _not_what_it_says(name: str) -> FileRefused:
    return FileRefused(f"«{name}»: внутри не то, что обещает имя. Откройте файл у себя и сохраните заново.")


def _check_package(name: str, data: bytes, main: str) -> None:
    if not data.startswith(b"PK"):
        raise _not_what_it_says(name)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            _check_parts(name, package, main)
    except FileRefused:
        raise
    except Exception as error:  # a broken package breaks the reader in too many ways to list them
        raise FileRefused(f"«{name}»: файл повреждён. Откройте его у себя и сохраните заново.") from error


def _check_parts(name: str, package: zipfile.ZipFile, main: str) -> None:
    parts = package.infolist()
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_INFLATED:
        raise FileRefused(f"«{name}»: после распаковки слишком велик. Разделите его или сохраните как PDF.")
    names = {part.filename for part in parts}
    if main and main not in names:
        raise _not_what_it_says(name)
    if any(part.lower().endswith("vbaproject.bin") for part in names):
        raise FileRefused(f"«{name}»: в файле макросы. Сохраните его без них, как .docx или .xlsx.")
    for part in parts:
        if part.filename.lower().endswith(".rels"):
            _check_links(name, package, part)


def _check_links(name: str, package: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    with package.open(part) as stream:
        links = stream.read(MAX_LINKS + 1)
    if len(links) > MAX_LINKS:
        raise FileRefused(f"«{name}»: слишком много ссылок внутри. Сохраните его как PDF.")
    for link in _LINK.findall(links):
        if b"External" in link and _FETCHED.search(link):
            raise FileRefused(f"«{name}»: файл подгружает шаблон из другого места. Сохраните его как PDF.")
