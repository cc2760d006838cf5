"""Backup and restore: everything of an installation in one file, and an empty place filled from it."""

import re
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from mentoring.accounts.operations import Refused
from reports.desk import archives, snapshots
from reports.desk.archives import About, Archive

_OURS = re.compile(r"mentoring-\d{4}-\d\d-\d\dT\d{6}Z\.tar")


def make(folder: Path, *, now: datetime) -> Archive:
    """Write an archive of the database and the kept files into a folder, and read it again."""
    files = Path(settings.MEDIA_ROOT).resolve()
    if folder.resolve().is_relative_to(files):
        raise Refused(f"Папка копий лежит среди сохраняемых файлов, в {files}. Назовите другую: `--to ПАПКА`.")
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with tempfile.TemporaryDirectory(prefix=".mentoring-", dir=folder) as aside:
        database, rows = snapshots.copy(Path(aside))
        # A row is written after its file: whatever the copied rows name is on the disk by now.
        about = About(now.astimezone(UTC).isoformat(timespec="seconds"), connection.vendor, tuple(sorted(_applied())))
        name = f"mentoring-{now.astimezone(UTC):%Y-%m-%dT%H%M%SZ}.tar"
        return archives.write(folder / name, about, database, files, rows)


def prune(folder: Path, *, keep: int) -> list[Path]:
    """Remove the oldest archives of a folder, but so many."""
    kept = sorted(path for path in folder.iterdir() if _OURS.fullmatch(path.name))
    old = kept[:-keep]
    for path in old:
        path.unlink()
    return old


def check(path: Path) -> Archive:
    """Return an archive that this program can restore; Refused says why it cannot."""
    try:
        archive = archives.check(path)
    except archives.Unusable as reason:
        raise Refused(str(reason)) from reason
    if archive.about.engine != connection.vendor:
        raise Refused(
            f"{path.name}: это копия базы {archive.about.engine}, а DATABASE_URL ведёт в {connection.vendor}. "
            "Назовите базу того же вида."
        )
    unknown = set(archive.about.migrations) - _known()
    if unknown:
        raise Refused(
            f"{path.name}: копия сделана более новой программой ({min(unknown)}). Сначала обновите программу."
        )
    return archive


def restore(archive: Archive) -> None:
    """Fill an empty place: files first, then the database at once; a broken restore may be begun again."""
    _refuse_a_used_place(archive)
    archives.take_files(archive, Path(settings.MEDIA_ROOT))
    with tempfile.TemporaryDirectory(prefix=".restore-", dir=settings.VAR_DIR) as aside:
        database = Path(aside) / archive.database
        archives.take(archive, archive.database, database)
        snapshots.load(database)
    wrong = sorted(dict(archive.contents.rows).items() ^ snapshots.rows().items())
    if wrong:
        raise Refused(f"Строк в базе не столько, сколько в описи: {wrong[0][0]}. Не начинайте работу с этой базой.")
    call_command("migrate", interactive=False, verbosity=0)
    Session.objects.all().delete()  # whoever has signed out since must not find oneself signed in


def _refuse_a_used_place(archive: Archive) -> None:
    if not snapshots.is_empty():
        raise Refused(
            "В базе уже есть организация: восстановить можно только в пустую. Назовите в DATABASE_URL новую базу."
        )
    files = Path(settings.MEDIA_ROOT)
    there = {str(path.relative_to(files)) for path in files.rglob("*") if path.is_file()}
    if foreign := there - set(archive.contents.files):
        raise Refused(
            f"В папке {files} уже лежат другие файлы ({min(foreign)}). Освободите её или назовите другую в MEDIA_ROOT."
        )


def _applied() -> set[str]:
    return {f"{app}.{name}" for app, name in MigrationLoader(connection).applied_migrations}


def _known() -> set[str]:
    """Name what this program knows, and what its squashed migrations replace."""
    disk = MigrationLoader(None).disk_migrations
    replaced = {key for migration in disk.values() for key in migration.replaces}
    return {f"{app}.{name}" for app, name in disk.keys() | replaced}
