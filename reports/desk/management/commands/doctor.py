import json
from collections.abc import Callable, Container
from dataclasses import asdict

from django.core.management.base import BaseCommand, CommandError

from mentoring.accounts import health as accounts
from mentoring.accounts.health import Problem
from mentoring.notifications import health as notifications
from reports.desk import environment
from reports.documents import health as documents
from roadmap import health as roadmap

CHECKS = (*environment.CHECKS, *accounts.CHECKS, *notifications.CHECKS, *roadmap.CHECKS, *documents.CHECKS)


def examine(*, without: Container[Callable] = ()) -> list[Problem]:
    """Ask everything but what is left out; a base that lags behind the program is asked nothing more."""
    behind = list(environment.applied_migrations())
    return behind or [problem for check in CHECKS if check not in without for problem in check()]


class Command(BaseCommand):
    help = "Проверяет, что данные целы, а машина готова; пустой ответ значит, что всё хорошо"

    def add_arguments(self, parser):
        parser.add_argument("--json", action="store_true", help="ответить для программы: {«problems»: […]}")
        parser.add_argument("--fix", action="store_true", help="сначала исправить то, что исправляется само")

    def handle(self, **options):
        if options["fix"]:
            accounts.put_right()
        problems = examine()
        self._say(problems, as_json=options["json"])
        if problems:
            raise CommandError(f"Найдено: {len(problems)}.", returncode=1)

    def _say(self, problems: list[Problem], *, as_json: bool) -> None:
        if as_json:
            found = {"problems": [asdict(problem) for problem in problems]}
            self.stdout.write(json.dumps(found, ensure_ascii=False, indent=2))
            return
        for problem in problems:
            self.stdout.write(f"{problem.text}\n    {problem.remedy}")
        if not problems:
            self.stdout.write("Всё в порядке.")
