import json

from django.core.management.base import BaseCommand

from reports.desk import doctor


class Command(BaseCommand):
    help = "Проверить строки, файлы и окружение; пустой список значит, что всё в порядке."

    def add_arguments(self, parser):
        parser.add_argument("--json", action="store_true", help='напечатать {"problems": [...]}')

    def handle(self, *args, **options):
        found = doctor.problems()
        if options["json"]:
            self.stdout.write(json.dumps({"problems": found}, ensure_ascii=False))
        else:
            self.stdout.write("\n".join(found) or "Всё в порядке.")
        if found:
            raise SystemExit(1)
