"""Say by its content what a file is, and read it with the right reader."""

from roadmap.readers import docx, text, xlsx
from roadmap.readers.archive import Archive
from roadmap.readers.blocks import Pages, UnreadableFile

REMEDY = "Загрузите план документом Word (.docx), таблицей Excel (.xlsx), текстом (.txt) или PDF с текстом."
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*", b"RIFF")
_PASSWORD = "EncryptedPackage".encode("utf-16-le")


def pages(name: str, data: bytes) -> Pages:
    """Read the blocks of the file; its name decides nothing."""
    head = data[:1024].lstrip()
    if data[:2] == b"PK":
        return _office(name, data)
    if head[:5] == b"%PDF-":
        from roadmap.readers import pdf  # noqa: PLC0415 - heavy, and wanted for one format only

        return pdf.read(name, data)
    if data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise _old_office(name, data)
    if data[:5] == b"{\\rtf":
        raise UnreadableFile(f"Файл «{name}» — это RTF. Откройте его в Word и сохраните как документ .docx.")
    if data.startswith(_PICTURES):
        raise UnreadableFile(f"Файл «{name}» — картинка, текст на ней не читается. {REMEDY}")
    if head[:1] == b"<" and head[:15].lower().startswith(
        (b"<!doctype", b"<html", b"<?xml", b"<svg", b"<script", b"<head", b"<body")
    ):
        raise UnreadableFile(f"Файл «{name}» — веб-страница или XML, а не документ. {REMEDY}")
    return text.read(name, data)


def _office(name: str, data: bytes) -> Pages:
    archive = Archive(name, data)
    if "[Content_Types].xml" in archive.names and b"macroEnabled" in archive.read("[Content_Types].xml"):
        raise UnreadableFile(
            f"Файл «{name}» может содержать макросы. Сохраните его как обычный документ .docx или .xlsx без макросов."
        )
    if docx.DOCUMENT in archive.names:
        return docx.read(archive)
    if xlsx.WORKBOOK in archive.names:
        return xlsx.read(archive)
    if "mimetype" in archive.names:
        raise UnreadableFile(
            f"Файл «{name}» — документ LibreOffice. Сохраните его как .docx или .xlsx и загрузите снова."
        )
    if any(part.startswith("ppt/") for part in archive.names):
        raise UnreadableFile(f"Файл «{name}» — презентация. {REMEDY}")
    raise UnreadableFile(f"Файл «{name}» — архив, но не документ Word и не таблица Excel. {REMEDY}")


def _old_office(name: str, data: bytes) -> UnreadableFile:
    if _PASSWORD in data:
        return UnreadableFile(f"Файл «{name}» защищён паролем. Снимите пароль в Word или Excel и загрузите файл снова.")
    return UnreadableFile(
        f"Файл «{name}» сохранён в старом формате Office (.doc или .xls). Откройте его и сохраните как .docx или .xlsx."
    )
