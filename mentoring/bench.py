"""Compare ours with peers and limits: interleaved rounds in one call, medians of the ratios of each round.

Each app has a module of its own with `measure(rounds) -> Result`; the table names it by string, because
what runs the benches stands below everything that is measured.
"""

import gc
import importlib
import statistics
import tempfile
import time
import tracemalloc
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import connection, transaction

ROUNDS = 5

BENCHES = {
    "read": "roadmap.bench_read",
    "pdf": "reports.documents.bench.orders",
    "import": "mentoring.people.bench_import",
    "lists": "reports.desk.bench_lists",
    "surveys": "surveys.bench_surveys",
    "matching": "mentoring.pairs.bench_matching",
    "matching-quality": "mentoring.pairs.bench_quality",
    "documents": "reports.documents.bench.documents",
    "reminders": "roadmap.bench_reminders",
    "region": "reports.monitoring.bench_region",
}


class BenchError(Exception):
    """The bench cannot run; the message says in Russian what is missing."""


@dataclass(frozen=True)
class Goal:
    """What a ratio or a figure must be."""

    op: str
    value: float

    def met_by(self, measured: float) -> bool:
        return measured <= self.value if self.op == "<=" else measured >= self.value


@dataclass(frozen=True)
class Result:
    """What a bench measured; goals name ratios or figures by their labels."""

    name: str
    rounds: int
    ratios: Mapping[str, float]
    figures: Mapping[str, float]
    goals: Mapping[str, Goal] = field(default_factory=dict)

    @property
    def met(self) -> bool:
        measured = {**self.figures, **self.ratios}
        return all(label in measured and goal.met_by(measured[label]) for label, goal in self.goals.items())

    def to_json(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "rounds": self.rounds,
            "ratios": {label: round(value, 3) for label, value in self.ratios.items()},
            "figures": {label: round(value, 3) for label, value in self.figures.items()},
            "goals": {label: {"op": goal.op, "value": goal.value} for label, goal in self.goals.items()},
            "met": self.met,
        }


@dataclass(frozen=True)
class Timing:
    """Seconds of each contestant, round by round."""

    seconds: Mapping[str, tuple[float, ...]]

    def ratio(self, above: str, below: str) -> float:
        """Give the median over the rounds of one time divided by the other."""
        pairs = zip(self.seconds[above], self.seconds[below], strict=True)
        return statistics.median(first / second for first, second in pairs)

    def median(self, name: str) -> float:
        return statistics.median(self.seconds[name])


def run(name: str, *, rounds: int = ROUNDS) -> Result:
    """Run the bench of this name."""
    if name not in BENCHES:
        raise BenchError(f"Нет замера «{name}». Есть: {', '.join(BENCHES)}.")
    try:
        module = importlib.import_module(BENCHES[name])
    except ModuleNotFoundError as error:
        raise BenchError(f"Замер «{name}» не может начаться: не установлен модуль {error.name}.") from error
    return module.measure(rounds)


def interleave(
    contestants: Mapping[str, Callable[[], Any]],
    rounds: int,
    *,
    warm: bool = True,
    clock: Callable[[], float] = time.perf_counter,
) -> Timing:
    """Time everybody in every round, so that all meet the same weather; a warm one has run once before.

    What only computes, in this process, may be timed by `time.process_time`: a neighbour's load is then nobody's.
    """
    for contestant in contestants.values() if warm else ():
        contestant()
    seconds: dict[str, list[float]] = {name: [] for name in contestants}
    for _ in range(rounds):
        for name, contestant in contestants.items():
            gc.collect()
            start = clock()
            contestant()
            seconds[name].append(clock() - start)
    return Timing({name: tuple(times) for name, times in seconds.items()})


@contextmanager
def undone() -> Iterator[None]:
    """Do something and leave no trace of it."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@contextmanager
def own_database() -> Iterator[None]:
    """Work in an empty database beside the real one, which is not touched."""
    real = connection.settings_dict["NAME"]
    with tempfile.TemporaryDirectory() as folder:
        if connection.vendor == "sqlite":
            connection.settings_dict["TEST"]["NAME"] = str(Path(folder) / "bench.sqlite3")
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        try:
            yield
        finally:
            connection.creation.destroy_test_db(real, verbosity=0)


def peak_mib(contestant: Callable[[], Any]) -> float:
    """Give the highest memory that one run of Python objects took."""
    gc.collect()
    tracemalloc.start()
    try:
        contestant()
        return tracemalloc.get_traced_memory()[1] / 2**20
    finally:
        tracemalloc.stop()
