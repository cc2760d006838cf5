"""Measure ours beside peers and physical limits."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from mentoring import bench
from mentoring.bench import BenchError, Result


class Command(BaseCommand):
    help = "Замеряет скорость рядом с другими способами. Печатает отношения, цифры и цели."
    requires_system_checks = []
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", choices=list(bench.BENCHES), help="какой замер")
        parser.add_argument("--json", action="store_true", help="печатать JSON")
        parser.add_argument("--quality", action="store_true", help="мерить качество вместо скорости")
        parser.add_argument("--rounds", type=int, default=bench.ROUNDS, help="сколько раз мерить, не меньше пяти")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["rounds"] < bench.ROUNDS:
            raise CommandError(f"Замер ведётся не меньше чем {bench.ROUNDS} раз.")
        name = options["name"] + "-quality" * options["quality"]
        try:
            result = bench.run(name, rounds=options["rounds"])
        except BenchError as refusal:
            raise CommandError(str(refusal)) from refusal
        if options["json"]:
            self.stdout.write(json.dumps(result.to_json(), ensure_ascii=False))
        else:
            self.stdout.write(_table(result))


def _table(result: Result) -> str:
    lines = [f"{result.name}: {'цели достигнуты' if result.met else 'цели не достигнуты'}, раундов {result.rounds}"]
    for label, value in {**result.ratios, **result.figures}.items():
        goal = result.goals.get(label)
        mark = f"  (цель {goal.op} {goal.value:g}: {'да' if goal.met_by(value) else 'нет'})" if goal else ""
        lines.append(f"  {label}: {value:.2f}{mark}")
    return "\n".join(lines)
