"""`bench documents`: 200 agreements by two workers, a register of 500 rows, beside naive WeasyPrint and the limit.

All meet in one run, round by round: the naive call as in `bench pdf`, one paper after another in one process, and once
more on the very HTML of ours; ours as two processes like those of Celery, each with its warm renderer; the cheapest
writer of PDF. BENCH_SMALL=1 makes all of it ten times smaller for a look on a busy machine; the goals are those of
the whole.
"""

import multiprocessing
import os
import statistics
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass, field

from mentoring.bench import Goal, Result, interleave
from mentoring.printing import binding
from reports.documents.bench import limit as bench_limit
from reports.documents.bench import papers as bench_papers
from reports.documents.bench.orders import inline_style, naive, plain
from reports.documents.bench.papers import Spent
from reports.documents.rendering import html, pdf

WORKERS = 2
AGREEMENTS, ROWS, LONG = (20, 50, 200) if os.environ.get("BENCH_SMALL") else (200, 500, 2000)
FIRST = 0.1  # of the whole time may pass before the first paper is there
GOALS = {
    "agreements: ours/naive": Goal("<=", 0.6),
    "register: ours/naive": Goal("<=", 0.6),
    "agreements: first/all": Goal("<=", FIRST),
    f"renderer, {ROWS} rows, peak MiB": Goal("<=", 250),
    f"renderer, {LONG} rows, peak MiB": Goal("<=", 600),
}


@dataclass
class Workers:
    """Two warm workers, and what their papers took."""

    pool: ProcessPoolExecutor
    firsts: list[float] = field(default_factory=list)  # shares of the time of a batch
    spent: dict[str, list[Spent]] = field(default_factory=lambda: {"agreements": [], "register": []})

    def agreements(self) -> None:
        """Set a batch; free workers share its papers."""
        begun, first = time.perf_counter(), 0.0
        waiting = [self.pool.submit(bench_papers.set_agreement, number) for number in range(AGREEMENTS)]
        for done in as_completed(waiting):
            first = first or time.perf_counter() - begun
            self.spent["agreements"].append(done.result())
        self.firsts.append(first / (time.perf_counter() - begun))

    def register(self) -> None:
        shift = len(self.spent["register"])
        self.spent["register"].append(self.pool.submit(bench_papers.set_register, ROWS, shift).result())


def measure(rounds: int) -> Result:
    """Time both sorts of papers in every round, and the memory of a worker apart."""
    style = inline_style()
    with _workers() as pool:
        ours = Workers(pool)
        batch = interleave(_agreements(ours, style), rounds)
        # Fresh workers: what a batch has taken of memory is no register's.
    with _workers() as pool:
        ours.pool = pool
        table = interleave(_register(ours, style), rounds)
    with _workers(1) as pool:
        alone = pool.submit(bench_papers.set_agreement, 1).result()
        rows = pool.submit(bench_papers.set_register, ROWS, 0).result()
        many = pool.submit(bench_papers.set_register, LONG, 0).result()
    return Result(
        name="documents",
        rounds=rounds,
        ratios={
            "agreements: ours/naive": batch.ratio("ours", "naive"),
            "agreements: ours/limit": batch.ratio("ours", "limit"),
            "agreements: first/all": statistics.median(ours.firsts),
            "register: ours/naive": table.ratio("ours", "naive"),
            "register: ours/naive on the same HTML": table.ratio("ours", "same HTML"),
            "register: ours/limit": table.ratio("ours", "limit"),
        },
        figures={
            "agreements": AGREEMENTS,
            "agreements, ours, s": batch.median("ours"),
            "agreements, naive, s": batch.median("naive"),
            "agreements, limit, s": batch.median("limit"),
            "one agreement, ours, CPU ms": _cpu(ours.spent["agreements"]) * 1000,
            "bound into one file, s": _binding(),
            "register, ours, s": table.median("ours"),
            "register, naive, s": table.median("naive"),
            "register, limit, s": table.median("limit"),
            "register, ours, CPU s": _cpu(ours.spent["register"]),
            "renderer, agreements, peak MiB": alone.renderer,
            f"renderer, {ROWS} rows, peak MiB": rows.renderer,
            f"renderer, {LONG} rows, peak MiB": many.renderer,
            "worker beside its renderer, peak MiB": many.worker,
        },
        goals=GOALS,
    )


def _workers(count: int = WORKERS) -> ProcessPoolExecutor:
    """Start workers anew: nothing of the peer is in their memory."""
    fresh = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(count, mp_context=fresh, initializer=bench_papers.start)
    for one in [pool.submit(time.sleep, 1) for _ in range(count)]:
        one.result()  # each is warm before anything is timed
    return pool


def _agreements(ours: Workers, style: str) -> dict[str, Callable]:
    def each(write: Callable) -> None:
        for number in range(AGREEMENTS):
            write(bench_papers.agreement(number))

    return {
        "ours": ours.agreements,
        "naive": lambda: each(lambda content: naive(content, style)),
        "limit": lambda: each(bench_limit.write),
    }


def _register(ours: Workers, style: str) -> dict[str, Callable]:
    return {
        "ours": ours.register,
        "naive": lambda: naive(bench_papers.register(ROWS), style),
        "same HTML": lambda: plain(html.page(bench_papers.register(ROWS)), style),
        "limit": lambda: bench_limit.write(bench_papers.register(ROWS)),
    }


def _cpu(spent: list[Spent]) -> float:
    return statistics.median(one.cpu for one in spent)


def _binding() -> float:
    """Time the binding of a batch into one file."""
    one = pdf.render(bench_papers.agreement(1))
    begun = time.perf_counter()
    binding.bind("Соглашения", [("Лебедева М. О.", one)] * AGREEMENTS)
    return time.perf_counter() - begun
