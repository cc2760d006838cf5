"""Open an Office file only when nothing in it can do harm."""

import io
import re
import zipfile
import zlib
from xml.etree import ElementTree

from roadmap.readers.blocks import UnreadableFile

MAX_ENTRIES = 2_000
MAX_INFLATED = 64 * 1024 * 1024
MAX_RATIO = 150
# Below this size even an extreme ratio is harmless: an empty table of styles packs very well.
RATIO_MATTERS_FROM = 8 * 1024 * 1024

_EXTERNAL = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*TargetMode\s*=\s*[\"']External[\"'][^>]*>", re.IGNORECASE)
_TYPE = re.compile(rb"\bType\s*=\s*[\"'][^\"']*/([A-Za-z]+)[\"']")
_TARGET = re.compile(rb"\bTarget\s*=\s*[\"']([^\"']*)[\"']")
_LOCAL_FILE = re.compile(rb"file:///[A-Za-z]:|[A-Za-z]:\\|[\w%. -]+$")
# Links that a reader of the file follows by hand only.
_HARMLESS = {b"hyperlink", b"image", b"externalLinkPath"}


class Archive:
    """A checked Office file: parts by name, each read at most to its declared size."""

    def __init__(self, name: str, data: bytes) -> None:
        self.name = name
        self._zip = _open(name, data)
        self.names = frozenset(info.filename for info in self._zip.infolist())

    def read(self, part: str) -> bytes:
        try:
            with self._zip.open(part) as stream:
                content = stream.read(MAX_INFLATED + 1)
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            OSError,
            NotImplementedError,
            RuntimeError,
            KeyError,
        ) as error:
            raise broken(self.name) from error
        if len(content) > MAX_INFLATED:
            raise too_large_inside(self.name)
        return content

    def tree(self, part: str) -> ElementTree.Element:
        """Parse a part; a document type or an entity is refused before the parser sees it."""
        return parse(self.name, part, self.read(part))

    def parse(self, part: str, content: bytes) -> ElementTree.Element:
        """Parse a part that was read before."""
        return parse(self.name, part, content)


def parse(name: str, part: str, content: bytes) -> ElementTree.Element:
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        content = content.decode("utf-16", errors="replace").encode()
        content = re.sub(rb"^<\?xml[^>]*\?>", b"", content)
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content or _hidden_encoding(content):
        raise UnreadableFile(
            f"Файл «{name}»: часть {part} содержит объявление, которого в документах Office не бывает. "
            "Откройте файл в Word или Excel и сохраните заново."
        )
    try:
        return ElementTree.fromstring(content)
    except (ElementTree.ParseError, ValueError, LookupError, RecursionError) as error:
        raise broken(name, part) from error


def _hidden_encoding(content: bytes) -> bool:
    """An encoding in which the check for a document type would see nothing."""
    declared = re.match(rb"\s*(?:\xef\xbb\xbf)?<\?xml[^>]*encoding\s*=\s*[\"']([\w-]+)", content[:200])
    return bool(declared) and declared[1].lower() not in (b"utf-8", b"us-ascii", b"ascii", b"utf-16", b"windows-1251")


def broken(name: str, part: str = "") -> UnreadableFile:
    where = f" (часть {part})" if part else ""
    return UnreadableFile(
        f"Файл «{name}» повреждён{where}. Откройте его в Word или Excel, сохраните заново и загрузите ещё раз."
    )


def too_large_inside(name: str) -> UnreadableFile:
    return UnreadableFile(
        f"Файл «{name}» слишком велик внутри: после распаковки больше {MAX_INFLATED // 2**20} МБ. "
        "Оставьте в нём только план и сохраните заново."
    )


def _open(name: str, data: bytes) -> zipfile.ZipFile:
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        entries = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, EOFError, NotImplementedError, RuntimeError, IndexError) as error:
        raise broken(name) from error
    _check_entries(name, entries, len(data))
    lowered = [entry.filename.lower() for entry in entries]
    if any(entry.endswith("vbaproject.bin") for entry in lowered):
        raise UnreadableFile(
            f"Файл «{name}» содержит макросы. Сохраните его как обычный документ (.docx или .xlsx) без макросов."
        )
    _check_relationships(name, archive, entries)
    return archive


def _check_entries(name: str, entries: list[zipfile.ZipInfo], packed: int) -> None:
    names = [entry.filename for entry in entries]
    if len(names) > MAX_ENTRIES or len({entry.lower() for entry in names}) != len(names):
        raise broken(name)
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise UnreadableFile(f"Файл «{name}» защищён паролем. Снимите пароль в Word или Excel и загрузите файл снова.")
    if any(bad_name(entry) for entry in names) or any((entry.external_attr >> 28) == 0xA for entry in entries):
        raise broken(name)
    inflated = sum(entry.file_size for entry in entries)
    if inflated > MAX_INFLATED:
        raise too_large_inside(name)
    if inflated > RATIO_MATTERS_FROM and inflated > MAX_RATIO * max(packed, 1):
        raise UnreadableFile(
            f"Файл «{name}» при распаковке растёт больше чем в {MAX_RATIO} раз: так бывает в испорченных файлах. "
            "Скопируйте план в новый документ, сохраните и загрузите его."
        )


def bad_name(entry: str) -> bool:
    entry = entry.replace("\\", "/")
    return entry.startswith("/") or ":" in entry or ".." in entry.split("/") or "\x00" in entry


def _check_relationships(name: str, archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> None:
    for entry in entries:
        if not entry.filename.lower().endswith(".rels") or entry.file_size > 4 * 2**20:
            continue
        try:
            content = archive.read(entry)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError) as error:
            raise broken(name, entry.filename) from error
        for relation in _EXTERNAL.findall(content):
            kind, target = _TYPE.search(relation), _TARGET.search(relation)
            if kind and kind[1] in _HARMLESS or target and _LOCAL_FILE.match(target[1]):
                continue
            raise UnreadableFile(
                f"Файл «{name}» ссылается на внешний шаблон или объект ({entry.filename}). "
                "Сохраните его как новый документ без связей с другими файлами."
            )
