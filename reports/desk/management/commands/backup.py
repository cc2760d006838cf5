from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from mentoring.accounts.operations import Refused
from mentoring.calendar.words import counted
from reports.desk import backups


class Command(BaseCommand):
    help = "Сохраняет базу и файлы в один архив, перечитывает его и сверяет; программу останавливать не нужно"

    def add_arguments(self, parser):
        parser.add_argument("--to", type=Path, metavar="ПАПКА", help="куда; если не сказано, в VAR_DIR/backups")
        parser.add_argument("--keep", type=int, metavar="N", help="оставить в папке только N последних копий")

    def handle(self, **options):
        folder, keep = options["to"] or settings.VAR_DIR / "backups", options["keep"]
        if keep is not None and keep < 1:
            raise CommandError("Оставить можно одну копию или больше: --keep 1.")
        try:
            archive = backups.make(folder, now=timezone.now())
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        except OSError as error:
            raise CommandError(f"Копия не сделана: {error.strerror}. Прежние копии целы.") from error
        self.stdout.write(f"Копия сделана и сверена: {archive.path}, {_size(archive.path.stat().st_size)}.")
        self.stdout.write(describe(archive))
        for old in backups.prune(folder, keep=keep) if keep else ():
            self.stdout.write(f"Удалена старая копия: {old.name}.")


def describe(archive) -> str:
    """Say how much an archive holds."""
    rows, tables = sum(archive.contents.rows.values()), len(archive.contents.rows)
    files = len(archive.contents.files)
    return (
        f"В ней {counted(rows, 'строка', 'строки', 'строк')} в {counted(tables, 'таблице', 'таблицах', 'таблицах')}, "
        f"{counted(files, 'файл', 'файла', 'файлов')}."
    )


def _size(size: int) -> str:
    return f"{size / 1024**2:.1f} МБ".replace(".", ",")
