from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from mentoring.accounts.operations import Refused
from mentoring.calendar.words import full
from reports.desk import backups
from reports.desk.management.commands.backup import describe
from reports.desk.management.commands.doctor import examine


class Command(BaseCommand):
    help = "Восстанавливает базу и файлы из архива в пустое место и проверяет их"

    def add_arguments(self, parser):
        parser.add_argument("archive", type=Path, metavar="АРХИВ", help="файл, который сделала команда backup")
        parser.add_argument("--check", action="store_true", help="только проверить архив, ничего не меняя")

    def handle(self, *, archive: Path, **options):
        try:
            found = backups.check(archive)
            at = timezone.localtime(found.about.at)
            self.stdout.write(f"Копия сделана {full(at.date())} в {at:%H:%M} по Москве. {describe(found)}")
            if options["check"]:
                self.stdout.write("Архив цел, эта программа может его восстановить.")
                return
            backups.restore(found)
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        except OSError as error:
            raise CommandError(f"Не восстановлено: {error.strerror}. Повторите, когда исправите.") from error
        self.stdout.write("Строки и файлы на месте и равны описи. Сеансы закрыты: все входят заново.")
        self.stdout.write("Того, что записано после этого часа, в базе нет: сверьте номера документов по бумагам.")
        problems = examine()
        for problem in problems:
            self.stdout.write(f"{problem.text}\n    {problem.remedy}")
        if problems:
            raise CommandError(f"Восстановлено, но проверка нашла: {len(problems)}.")
        self.stdout.write("Проверка ничего не нашла.")
