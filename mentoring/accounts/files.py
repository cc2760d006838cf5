"""Files of a school: written aside and renamed, named at random, known by their digest."""

import hashlib
import os
import secrets
import unicodedata
from pathlib import Path

from django.conf import settings
from django.db.models import Sum

from mentoring.accounts.models import Membership, Organization, StoredFile
from mentoring.accounts.operations import Refused

LIMIT = 20 * 1024 * 1024  # bytes of one file
QUOTA = 5 * 1024 * 1024 * 1024  # bytes of one organization

_SIGNATURES = [
    (b"%PDF-", "application/pdf"),
    (b"PK\x03\x04", "application/zip"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
]
_OFFICE = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


class FileRefused(Refused):
    """A file that cannot be kept."""


def content_type(name: str, data: bytes) -> str:
    """Tell what the bytes are; the name only chooses among office packages."""
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            return _OFFICE.get(Path(name).suffix.lower(), kind) if kind == "application/zip" else kind
    return "application/octet-stream" if b"\x00" in data else "text/plain"


def clean_name(name: str) -> str:
    """Return a name fit to show and to save: no folders, no control or direction marks."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    shown = "".join(letter for letter in last if unicodedata.category(letter)[0] != "C").strip()
    stem, suffix = os.path.splitext(shown)
    return f"{stem[: 200 - len(suffix)]}{suffix}" or "файл"


def store(organization: Organization, name: str, data: bytes, *, action: str, by: Membership | None) -> StoredFile:
    """Keep a file of the organization; `action` is the right one needs to open it."""
    shown = clean_name(name)
    if not data:
        raise FileRefused(f"«{shown}»: файл пустой. Проверьте его и приложите снова.")
    if len(data) > LIMIT:
        raise FileRefused(f"«{shown}»: больше 20 МБ. Уменьшите файл, например сожмите снимки.")
    used = StoredFile.objects.filter(organization=organization).aggregate(total=Sum("size"))["total"] or 0
    if used + len(data) > QUOTA:
        raise FileRefused(f"«{shown}»: место для файлов закончилось. Удалите ненужные или обратитесь к администратору.")
    path = f"{organization.pk}/{secrets.token_hex(16)}"
    _write(settings.MEDIA_ROOT / path, data)
    return StoredFile.objects.create(
        organization=organization,
        name=shown,
        content_type=content_type(shown, data),
        size=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
        path=path,
        action=action,
        by=by,
    )


def _write(target: Path, data: bytes) -> None:
    """Write aside, flush to the disk and rename: a file is whole or is not there."""
    target.parent.mkdir(parents=True, exist_ok=True)
    aside = target.with_suffix(".part")
    with aside.open("wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
    aside.rename(target)


def read(file: StoredFile) -> bytes:
    """Return the bytes of a kept file."""
    return (settings.MEDIA_ROOT / file.path).read_bytes()


def faults() -> list[str]:
    """Return what is wrong with the kept files, in words."""
    found = []
    for file in StoredFile.objects.iterator():
        path = settings.MEDIA_ROOT / file.path
        if not path.exists():
            found.append(f"файл {file.public_id}: нет на диске")
        elif hashlib.sha256(path.read_bytes()).hexdigest() != file.sha256:
            found.append(f"файл {file.public_id}: содержимое изменилось")
    return found
