"""Decline names, positions, organisations and counted things, one a line; the database is not touched."""

import re
import sys
from typing import Any

from django.core.management.base import BaseCommand

from mentoring.people.declension import Case, names, numbers, organisations, positions


def _counted(text: str, case: Case) -> str:
    """Say «3 (трёх) рабочих дней» for «3 рабочий день»; what has no number comes back."""
    number, _, thing = text.partition(" ")
    known = re.fullmatch(r"[0-9]{1,9}", number) and thing.strip()
    return numbers.counted(int(number), thing, case) if known else text


_DECLINE = {
    "name": names.decline,
    "position": positions.decline,
    "organization": organisations.decline,
    "counted": _counted,
}


class Command(BaseCommand):
    help = (
        "Склоняет имена, должности, названия организаций и сосчитанное («3 рабочий день»). На входе строки "
        "«name|position|organization|counted ТАБ текст ТАБ nom|gen|dat|acc|ins|prep», на выходе "
        "по одной форме в строке. Строка в другом виде возвращается как есть, о ней говорится отдельно."
    )
    requires_system_checks = []
    requires_migrations_checks = False

    def handle(self, *args: Any, **options: Any) -> None:
        for number, line in enumerate(sys.stdin, 1):
            sys.stdout.write(self._declined(number, line.rstrip("\r\n")) + "\n")

    def _declined(self, number: int, line: str) -> str:
        kind, *rest = line.split("\t")
        if kind not in _DECLINE or len(rest) != 2 or rest[1].strip() not in set(Case):
            kinds = " или ".join(_DECLINE)
            self.stderr.write(f"Строка {number}: нужно «{kinds} ТАБ текст ТАБ nom, gen, dat, acc, ins или prep».")
            return line
        return _DECLINE[kind](rest[0], Case(rest[1].strip()))
