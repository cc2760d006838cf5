"""Read a roadmap file and print what it says; the database is not touched."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from roadmap import reading
from roadmap.readers import printing
from roadmap.readers.blocks import UnreadableFile


class Command(BaseCommand):
    help = "Читает дорожную карту из .docx, .xlsx, .txt или .pdf и печатает прочитанное. База данных не меняется."
    requires_system_checks = []
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="файл с дорожной картой")
        parser.add_argument("--json", action="store_true", help="печатать JSON в согласованной форме")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        try:
            data = path.read_bytes()
        except OSError as error:
            raise CommandError(f"Файл «{path}» не открывается: {error.strerror}. Проверьте имя и права.") from error
        try:
            draft = reading.read(path.name, data)
        except UnreadableFile as refusal:
            raise CommandError(str(refusal)) from refusal
        if options["json"]:
            self.stdout.write(json.dumps(printing.as_expected(draft), ensure_ascii=False, indent=1))
        else:
            self.stdout.write(printing.summary(path.name, draft))
