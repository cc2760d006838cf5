"""Measure the matching: beside mentor-match, beside CP-SAT, beside bare NumPy scoring and SciPy's assignment."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import IO

import numpy as np
from django.conf import settings
from scipy.optimize import linear_sum_assignment

from mentoring.bench import BenchError, Goal, Result, Timing, interleave, peak_mib
from mentoring.pairs.bench_cohort import cohort
from mentoring.pairs.matching import proposing, remedying
from mentoring.pairs.matching.columns import Codes, codes
from mentoring.pairs.matching.grounds import lay
from mentoring.pairs.matching.people import Task
from mentoring.pairs.matching.proposing import Proposal

SCHOOL, DISTRICT, PLACES = (100, 60), (1000, 500), 3
LEFT = (200, 95, 2)  # ten places too few
OURS_A_ROUND = 20  # runs of a few milliseconds are many, so that one hiccup says nothing
PEERS = ("mentor-match", "cp-sat", "cp-sat of two")


def measure(rounds: int) -> Result:
    school, district = cohort(*SCHOOL, PLACES), cohort(*DISTRICT, PLACES)
    with _peers(school) as peers:
        beside = _beside_peers(school, peers, rounds)
    small = _beside_limit(school, OURS_A_ROUND * rounds)
    large = _beside_limit(district, rounds)
    left = proposing.solve(cohort(*LEFT))
    helped = interleave(
        {"ours": lambda: remedying.unplaced(left.grounds, left.decision)}, 3 * rounds, clock=time.process_time
    )
    ratios = {
        "mentor-match / ours, 100 x 60 x 3": beside.ratio("mentor-match", "ours"),
        "CP-SAT / ours, 100 x 60 x 3": beside.ratio("cp-sat", "ours"),
        "CP-SAT of two workers / ours, 100 x 60 x 3": beside.ratio("cp-sat of two", "ours"),
        "ours / bare NumPy + SciPy, 100 x 60 x 3": small.ratio("ours", "bare"),
        "ours / bare NumPy + SciPy, 1,000 x 500 x 3": large.ratio("ours", "bare"),
    }
    figures = {
        **{f"{name}, 100 x 60 x 3, ms": 1000 * beside.median(name) for name in PEERS},
        "ours, 100 x 60 x 3, ms": 1000 * small.median("ours"),
        "bare, 100 x 60 x 3, ms": 1000 * small.median("bare"),
        "ours, 1,000 x 500 x 3, ms": 1000 * large.median("ours"),
        "bare, 1,000 x 500 x 3, ms": 1000 * large.median("bare"),
        "ours, 1,000 x 500 x 3, peak MiB": peak_mib(partial(proposing.solve, district)),
        "bare, 1,000 x 500 x 3, peak MiB": peak_mib(partial(_bare, _laid(district))),
        "left of 200": len(left.waiting),
        "remedies for all who are left, ms": 1000 * helped.median("ours"),
    }
    goals = {
        "mentor-match / ours, 100 x 60 x 3": Goal(">=", 20),
        "CP-SAT / ours, 100 x 60 x 3": Goal(">=", 20),
        "ours / bare NumPy + SciPy, 100 x 60 x 3": Goal("<=", 20),
        "ours / bare NumPy + SciPy, 1,000 x 500 x 3": Goal("<=", 15),
    }
    return Result("matching", rounds, ratios, figures, goals)


def _beside_limit(task: Task, rounds: int) -> Timing:
    laid = _laid(task)
    contestants = {"ours": partial(proposing.solve, task), "bare": partial(_bare, laid)}
    return interleave(contestants, rounds, clock=time.process_time)


Laid = tuple[tuple[Codes, ...], np.ndarray, np.ndarray, np.ndarray]


def _laid(task: Task) -> Laid:
    """Lay people as arrays, which the limit need not do."""
    sides = task.mentees, task.mentors
    answers = tuple(
        codes(*([getattr(one, name) for one in side] for side in sides)) for name in ("interests", "dislikes", "times")
    )
    asked = codes([one.requests for one in task.mentees], [one.competences for one in task.mentors])
    place = codes(*([[one.place] for one in side] for side in sides))
    first, second = (np.array([one.grade for one in side]) for side in sides)
    mentors = {one.key: column for column, one in enumerate(task.mentors)}
    banned = np.array([(row, mentors[key]) for row, one in enumerate(task.mentees) for key in one.bans]).T
    return (*answers, asked, place), first, second, banned


def _bare(laid: Laid) -> float:
    """Score the same parts in single precision and assign once: the least that any matching must do."""
    (interests, dislikes, times, asked, place), first, second, banned = laid
    score = 15 * _alike(interests)
    score += 10 * _alike(dislikes)
    common = times.common
    score += 5 * np.minimum(common, 3)
    score += 30 * asked.common
    score += 5 * place.common
    score[(common == 0) | (second[None, :] < first[:, None])] = -1000
    score[tuple(banned)] = -1000
    places = np.repeat(score, PLACES, axis=1)
    rows, columns = linear_sum_assignment(places, maximize=True)
    return float(places[rows, columns].sum())


def _alike(answers: Codes) -> np.ndarray:
    return 2 * answers.common / (answers.mentees.sum(axis=1)[:, None] + answers.mentors.sum(axis=1)[None, :] + 1e-9)


def _beside_peers(task: Task, peers: "_Peers", rounds: int) -> Timing:
    """Time everybody in every round, each by the processor's time of its own process."""
    seconds: dict[str, list[float]] = {"ours": [], **{name: [] for name in PEERS}}
    ours = partial(proposing.solve, task)
    for _ in range(rounds):
        seconds["ours"].append(interleave({"ours": ours}, OURS_A_ROUND, clock=time.process_time).median("ours"))
        for name in PEERS:
            seconds[name].append(peers.seconds(name))
    return Timing({name: tuple(times) for name, times in seconds.items()})


class _Peers:
    """A process that runs a peer when it is named."""

    def __init__(self, told: IO[str], heard: IO[str]) -> None:
        self.told, self.heard = told, heard

    def seconds(self, name: str) -> float:
        print(name, file=self.told, flush=True)
        answer = self.heard.readline()
        if not answer:
            raise BenchError(f"Замер «matching»: «{name}» не дошёл до конца.")
        return float(answer)


@contextmanager
def _peers(task: Task) -> Iterator[_Peers]:
    # Isolated, or its «matching» would be the folder beside it: ours.
    script = Path(__file__).with_name("bench_peers.py")
    with subprocess.Popen(
        [_python_apart(), "-I", str(script)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as child:
        assert child.stdin and child.stdout
        print(json.dumps(_told(proposing.solve(task))), file=child.stdin, flush=True)
        peers = _Peers(child.stdin, child.stdout)
        for name in PEERS:
            peers.seconds(name)  # warm, as ours is
        yield peers
        child.stdin.close()


def _told(proposal: Proposal) -> dict[str, object]:
    """Tell the peers of the same people, and of their scores where a pair is allowed."""
    task, laid = proposal.task, lay(proposal.task)
    mentors = [
        {"email": one.key, "grade": one.grade, "organisation": one.place, "profession": min(one.competences or {""})}
        for one in task.mentors
    ]
    mentees = [
        {"email": one.key, "grade": one.grade, "organisation": one.place, "profession": min(one.requests or {""})}
        for one in task.mentees
    ]
    scores = [
        [score if allowed else None for score, allowed in zip(row, open_to, strict=True)]
        for row, open_to in zip(laid.score.tolist(), laid.allowed.tolist(), strict=True)
    ]
    return {"mentees": mentees, "mentors": mentors, "scores": scores, "places": PLACES}


def _python_apart() -> str:
    """Make the peers' own environment, once; without it the bench says so."""
    place, wanted = Path(settings.VAR_DIR) / "bench-apart", settings.BASE_DIR / "requirements-bench-apart.txt"
    python, stamp = place / "bin" / "python", place / "installed"
    if stamp.is_file() and stamp.read_text() == wanted.read_text():
        return str(python)
    for command in (
        [sys.executable, "-m", "venv", "--clear", str(place)],
        [str(python), "-m", "pip", "install", "-qq", "--disable-pip-version-check", "-r", str(wanted)],
    ):
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            last = done.stderr.strip().rpartition("\n")[2]
            raise BenchError(f"Замер «matching» не может начаться: mentor-match и OR-Tools не установились. {last}")
    stamp.write_text(wanted.read_text())
    return str(python)
