"""Files of a school: written aside and renamed, named at random, known by their digest."""

import hashlib
import logging
import os
import re
import secrets
import unicodedata
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db.models import Count, Sum

from mentoring.accounts.contents import FileRefused, content_type
from mentoring.accounts.models import Membership, Organization, StoredFile

log = logging.getLogger(__name__)

LIMIT = 20 * 1024 * 1024  # bytes of one file
QUOTA = 5 * 1024 * 1024 * 1024  # bytes of one organization
MOST = 20_000  # files of one organization
LONGEST = 200  # letters of a shown name
_OURS = re.compile(r"[0-9a-f]{32}(\.part)?")


def clean_name(name: str) -> str:
    """Return a name fit to show and to save: no folders, no control or direction marks."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    shown = "".join(letter for letter in last if unicodedata.category(letter)[0] != "C").strip()
    stem, suffix = os.path.splitext(shown)
    suffix = suffix[:20]
    return f"{stem[: LONGEST - len(suffix)]}{suffix}" or "файл"


def store(organization: Organization, name: str, data: bytes, *, action: str, by: Membership | None) -> StoredFile:
    """Keep a file of the organization; `action` is the right one needs to open it."""
    shown = clean_name(name)
    if not data:
        raise FileRefused(f"«{shown}»: файл пустой. Проверьте его и приложите снова.")
    if len(data) > LIMIT:
        raise FileRefused(f"«{shown}»: больше 20 МБ. Уменьшите файл, например сожмите снимки.")
    kind = content_type(shown, data)
    used = StoredFile.objects.filter(organization=organization).aggregate(size=Sum("size"), number=Count("pk"))
    if (used["size"] or 0) + len(data) > QUOTA or used["number"] >= MOST:
        raise FileRefused(f"«{shown}»: место для файлов закончилось. Удалите ненужные или обратитесь к администратору.")
    path = f"{organization.pk}/{secrets.token_hex(16)}"
    try:
        _write(settings.MEDIA_ROOT / path, data)
    except OSError as error:
        log.error("a file was not written: %s", error.strerror)
        raise FileRefused(
            f"«{shown}»: не сохранили, на сервере нет места. Скажите администратору и повторите."
        ) from error
    return StoredFile.objects.create(
        organization=organization,
        name=shown,
        content_type=kind,
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
    try:
        with aside.open("wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        aside.rename(target)
    except OSError:
        aside.unlink(missing_ok=True)
        raise


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


def sweep(now: datetime) -> int:
    """Remove what lies on the disk for a day without a row: its transaction was undone or its process killed."""
    gone = 0
    for path in settings.MEDIA_ROOT.glob("*/*"):
        written = datetime.fromtimestamp(path.stat().st_mtime, tz=now.tzinfo)
        if not _OURS.fullmatch(path.name) or now - written < timedelta(days=1):
            continue
        if not StoredFile.objects.filter(path=f"{path.parent.name}/{path.name}").exists():
            path.unlink(missing_ok=True)
            gone += 1
    return gone
