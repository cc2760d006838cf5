"""Decline names and positions, one a line; the database is not touched."""

import sys
from typing import Any

from django.core.management.base import BaseCommand

from mentoring.people.declension import Case, names, positions

_DECLINE = {"name": names.decline, "position": positions.decline}


class Command(BaseCommand):
    help = (
        "Склоняет имена и должности. На входе строки «name|position ТАБ текст ТАБ gen|dat|acc|ins|prep», "
        "на выходе по одной форме в строке. Строка в другом виде возвращается как есть, о ней говорится отдельно."
    )
    requires_system_checks = []
    requires_migrations_checks = False

    def handle(self, *args: Any, **options: Any) -> None:
        for number, line in enumerate(sys.stdin, 1):
            sys.stdout.write(self._declined(number, line.rstrip("\r\n")) + "\n")

    def _declined(self, number: int, line: str) -> str:
        kind, *rest = line.split("\t")
        if kind not in _DECLINE or len(rest) != 2 or rest[1].strip() not in set(Case):
            self.stderr.write(f"Строка {number}: нужно «name или position ТАБ текст ТАБ gen, dat, acc, ins или prep».")
            return line
        return _DECLINE[kind](rest[0], Case(rest[1].strip()))
