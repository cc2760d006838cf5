"""The folder for an inspection as one ZIP: files by дело, a register, and hashes that anybody can check."""

import hashlib
import shutil
import tempfile
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from django.conf import settings

from mentoring import exporting
from mentoring.accounts.models import StoredFile
from mentoring.accounts.operations import Refused
from mentoring.calendar import words
from reports.filing.line import Line, Piece

REGISTER, HASHES = "Опись.xlsx", "hashes.txt"
HEADINGS = (
    *("Индекс", "Дело", "Год", "Срок хранения", "Дата", "Номер", "Документ", "Состояние"),
    *("Файл", "SHA-256", "Примечание"),
)
MOST_BYTES = 1024**3  # of the files of one folder
_PORTION = 256 * 1024  # bytes read together
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # of a ZIP: the folder made twice is the same


@dataclass
class Packed:
    """What went into the folder, by path, and how many papers are in it without their files."""

    digests: dict[str, str] = field(default_factory=dict)
    rows: list[tuple[str, ...]] = field(default_factory=list)
    lacking: int = 0

    @property
    def files(self) -> int:
        return len(self.digests) - 1  # the register is not one of the papers' files


def pack(lines: Sequence[Line], target: IO[bytes]) -> Packed:
    """Write the folder; a file that is gone or changed is named in the register, never left out in silence."""
    packed = Packed()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as package:
        for line in lines:
            _put_line(package, line, packed)
        register = exporting.workbook("Опись", HEADINGS, packed.rows)
        packed.digests[REGISTER] = hashlib.sha256(register).hexdigest()
        package.writestr(_entry(REGISTER), register)
        package.writestr(_entry(HASHES), listed(packed.digests))
    return packed


def packed_file(lines: Sequence[Line]) -> tuple[IO[bytes], Packed]:
    """Make the folder in a temporary file, gone as soon as it is closed; one too large is not begun."""
    sizes = {piece.name: piece.file.size for line in lines for piece in line.pieces}
    if sum(sizes.values()) > MOST_BYTES:
        raise Refused("Больше 1 ГБ: отберите программу, год или дела.")
    target = tempfile.TemporaryFile()  # noqa: SIM115 - the answer closes it
    packed = pack(lines, target)
    target.seek(0)
    return target, packed


def listed(digests: dict[str, str]) -> str:
    """Write hashes as `sha256sum -c` reads them."""
    return "".join(f"{digest}  {name}\n" for name, digest in digests.items())


def _put_line(package: zipfile.ZipFile, line: Line, packed: Packed) -> None:
    rows, lacking = [], [line.lacking] if line.lacking else []
    for piece in line.pieces:
        fault = _put(package, piece, packed)
        rows.append((piece.name, "" if fault else piece.file.sha256, fault or _signs(piece)))
        lacking += [fault] if fault else []
    if line.lacking or not rows:
        rows.insert(0, ("", "", line.lacking))
    packed.rows += [(*_requisites(line), *row) for row in rows]
    packed.lacking += bool(lacking)


def _signs(piece: Piece) -> str:
    return f"подпись файла с SHA-256 {piece.signs}" if piece.signs else ""


def _put(package: zipfile.ZipFile, piece: Piece, packed: Packed) -> str:
    """Put a file in, once, whole and unchanged; return what is wrong with it otherwise."""
    if piece.name in packed.digests:
        return ""
    fault = _fault(piece.file)
    if not fault:
        with _path(piece.file).open("rb") as source, package.open(_entry(piece.name), "w") as put:
            shutil.copyfileobj(source, put, _PORTION)
        packed.digests[piece.name] = piece.file.sha256
    return fault


def _fault(file: StoredFile) -> str:
    try:
        with _path(file).open("rb") as source:
            same = hashlib.file_digest(source, "sha256").hexdigest() == file.sha256
    except OSError:
        return "файла нет на сервере: скажите администратору"
    return "" if same else "файл на сервере изменён, отпечаток другой: скажите администратору"


def _path(file: StoredFile) -> Path:
    return settings.MEDIA_ROOT / file.path


def _entry(name: str) -> zipfile.ZipInfo:
    return zipfile.ZipInfo(name, _FIRST_DAY)


def _requisites(line: Line) -> Iterable[str]:
    case = line.shelf.case
    shelf = (case.index, case.title) if case else ("", line.shelf.name)
    term = case.term if case else ""
    return (
        *(*shelf, str(line.shelf.year), term),
        *(words.digits(line.on) if line.on else "", line.number, line.title, line.look.words),
    )
