"""A run as a task: what it keeps of rules and weights, its decisions made by hand, and the proposal that follows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from mentoring.accounts.operations import Refused
from mentoring.pairs.matching import proposing, repeating
from mentoring.pairs.matching.people import MatchingError, Order, Reason, Rules, Task, Units, Weights
from mentoring.pairs.matching.proposing import Proposal
from mentoring.pairs.models import Hand, Run
from mentoring.pairs.runs import candidates
from mentoring.pairs.runs.candidates import Candidates

WEIGHTS = {"request": 5, "interests": 3, "dislikes": 2, "times": 3, "wish": 3, "choice": 2, "place": 1}
HEAVIEST = 5
RULES = {"training": True, "age": True, "common_times": 1, "grade_above": None, "units": Units.ANY.value}
SECONDS = 3.0  # a page waits no longer for the best groups

Key = tuple[str, str]  # of a mentee, of a mentor


@dataclass(frozen=True)
class Hands:
    """The decisions by hand that stand: the last word about each pair."""

    locks: Mapping[Key, Hand]
    bans: Mapping[Key, Hand]


@dataclass(frozen=True)
class Live:
    """A run as it would be proposed now."""

    run: Run
    found: Candidates
    hands: Hands
    task: Task

    @cached_property
    def variants(self) -> Mapping[Order, Proposal]:
        return proposing.variants(self.task)

    @cached_property
    def proposal(self) -> Proposal:
        return self.variants[self.task.order]

    @cached_property
    def fingerprint(self) -> repeating.Fingerprint:
        return repeating.fingerprint(self.task)


def live(run: Run, day: date, *, ignoring: Run | None = None) -> Live:
    """Lay out a run by what the registries say now."""
    found = candidates.of(run.programme, run.form, day, ignoring=ignoring)
    hands = hands_of(run)
    return Live(run, found, hands, task_of(run, found, hands))


def weights_of(run: Run) -> Weights:
    return Weights(**WEIGHTS | run.weights)


def rules_of(run: Run) -> Rules:
    """Read the rules; consents and papers are asked for whatever a run says."""
    kept = RULES | run.rules
    ready = {Reason.CONSENT, Reason.SCREENING} | ({Reason.TRAINING} if kept["training"] else set())
    return Rules(
        ready=frozenset(ready),
        age=kept["age"],
        grade_above=kept["grade_above"],
        units=Units(kept["units"]),
        common_times=kept["common_times"],
    )


def hands_of(run: Run) -> Hands:
    """Read the decisions in their order: a mentee is locked to one mentor, a lock lifts a ban and a ban a lock."""
    locks: dict[Key, Hand] = {}
    bans: dict[Key, Hand] = {}
    for hand in run.hands.select_related("by", "mentee__person", "mentor__person").order_by("at", "pk"):
        key = (str(hand.mentee_id), str(hand.mentor_id))
        locks.pop(key, None)
        bans.pop(key, None)
        if hand.what == Hand.What.LOCK:
            locks = {other: kept for other, kept in locks.items() if other[0] != key[0]} | {key: hand}
        elif hand.what == Hand.What.BAN:
            bans[key] = hand
    return Hands(locks, bans)


def task_of(run: Run, found: Candidates, hands: Hands) -> Task:
    """Put the task together; a decision about somebody who is no candidate any more rests."""

    def here(keys: Mapping[Key, Hand]) -> frozenset[Key]:
        return frozenset(key for key in keys if key[0] in found.mentees and key[1] in found.mentors)

    return Task(
        mentees=found.mentee_sides,
        mentors=found.mentor_sides,
        rules=rules_of(run),
        weights=weights_of(run),
        order=Order(run.order),
        locks=here(hands.locks),
        bans=here(hands.bans),
        seconds=SECONDS,
    )


def with_pair(now: Live, mentee: str, mentor: str) -> Proposal:
    """Try a pair by hand; refuse where it cannot be tried."""
    try:
        return proposing.with_pair(now.proposal, mentee, mentor)
    except MatchingError:
        raise Refused("Эту пару не примерить: одного из двоих уже нет среди участников подбора.") from None
