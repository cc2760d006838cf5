"""Both sides of the matching, the rules, the weights and the task."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import IntEnum, StrEnum

BEST = 1000  # a score: thousandths
NEUTRAL = 500  # the score of a pair about which nothing at all was answered


class MatchingError(ValueError):
    """The task contradicts itself; `code` says how and `about` whom."""

    def __init__(self, code: str, *about: str) -> None:
        super().__init__(code, *about)
        self.code, self.about = code, about


class Reason(IntEnum):
    """Why a pair is not made: hard rules, whose numbers are bits of a matrix; then what a hand or the goals did."""

    CONSENT = 0
    SCREENING = 1
    TRAINING = 2
    CAPACITY = 3
    FORM = 4
    AGE = 5
    GRADE = 6
    UNIT = 7
    TIME = 8
    TOGETHER = 9
    BAN = 10
    KIN = 11
    FORBIDDEN = 12
    LOCKED = 13
    FILLED = 14
    OTHERWISE = 15


class Together(StrEnum):
    """How a mentee wants to work, or anybody who has not said it."""

    ONE = "one"
    GROUP = "group"
    ANY = "any"


class Units(StrEnum):
    """What a form says of classes: mentor and mentee of the same one, of different ones, or nothing."""

    ANY = "any"
    SAME = "same"
    OTHER = "other"


class Order(StrEnum):
    """Which goal comes first."""

    PLACED = "placed"
    WORST = "worst"
    TOTAL = "total"


@dataclass(frozen=True)
class Lack:
    """What somebody still lacks to be in a pair: consent, screening or training, and which, in the caller's code."""

    reason: Reason
    detail: str = ""


@dataclass(frozen=True, kw_only=True)
class Side:
    """What both sides have. None is «not answered», an empty set is an answer."""

    key: str
    forms: frozenset[str] | None = None
    age: int | None = None
    grade: int | None = None
    unit: str | None = None
    interests: frozenset[str] | None = None
    dislikes: frozenset[str] | None = None
    times: frozenset[str] | None = None
    place: str | None = None
    wishes: tuple[str, ...] | None = None
    bans: frozenset[str] = frozenset()
    kin: frozenset[str] = frozenset()
    lacks: tuple[Lack, ...] = ()


@dataclass(frozen=True, kw_only=True)
class MenteeSide(Side):
    """Somebody who waits for a mentor; a request weighs as much as its priority says."""

    requests: Mapping[str, int] | None = None
    together: Together = Together.ANY


@dataclass(frozen=True, kw_only=True)
class MentorSide(Side):
    """Somebody who has places; with `least` above one, only for a group of at least so many."""

    competences: frozenset[str] | None = None
    age_from: int | None = None
    age_to: int | None = None
    capacity: int = 1
    least: int = 1


@dataclass(frozen=True, kw_only=True)
class Rules:
    """Which hard rules hold. What nobody has answered refuses nobody; bans and kin always do."""

    ready: frozenset[Reason] = frozenset({Reason.CONSENT, Reason.SCREENING, Reason.TRAINING})
    form: bool = True
    age: bool = True
    older_by: int | None = None
    grade_above: int | None = None
    units: Units = Units.ANY
    common_times: int = 1
    together: bool = True


@dataclass(frozen=True, kw_only=True)
class Weights:
    """What a part of the score is worth beside the others; nought leaves it out."""

    request: int = 30
    interests: int = 15
    dislikes: int = 10
    times: int = 15
    wish: int = 15
    choice: int = 10
    place: int = 5

    def __post_init__(self) -> None:
        for name, weight in vars(self).items():
            if not 0 <= weight <= 100:
                raise MatchingError("weight_out_of_range", name)


@dataclass(frozen=True, kw_only=True)
class Task:
    """All that a proposal follows from; locks are pairs made by hand, bans pairs forbidden by hand."""

    mentees: tuple[MenteeSide, ...]
    mentors: tuple[MentorSide, ...]
    rules: Rules = field(default_factory=Rules)
    weights: Weights = field(default_factory=Weights)
    order: Order = Order.PLACED
    locks: frozenset[tuple[str, str]] = frozenset()
    bans: frozenset[tuple[str, str]] = frozenset()
    seconds: float = 10.0

    def __post_init__(self) -> None:
        mentees, mentors = _once(self.mentees), _once(self.mentors)
        for mentee, mentor in sorted(self.locks | self.bans):
            if mentee not in mentees or mentor not in mentors:
                raise MatchingError("unknown_person", mentee, mentor)
        for pair in sorted(self.locks & self.bans):
            raise MatchingError("locked_and_banned", *pair)
        _once_locked(self.locks)
        for mentor in self.mentors:
            if mentor.capacity < 0 or mentor.least < 1:
                raise MatchingError("impossible_group", mentor.key)

    def with_hand(self, *, locks: frozenset[tuple[str, str]], bans: frozenset[tuple[str, str]]) -> "Task":
        """Give the same task with other decisions made by hand."""
        return replace(self, locks=locks, bans=bans)


def _once(sides: tuple[Side, ...]) -> set[str]:
    keys: set[str] = set()
    for side in sides:
        if side.key in keys:
            raise MatchingError("person_twice", side.key)
        keys.add(side.key)
    return keys


def _once_locked(locks: frozenset[tuple[str, str]]) -> None:
    seen: set[str] = set()
    for mentee, _ in sorted(locks):
        if mentee in seen:
            raise MatchingError("locked_twice", mentee)
        seen.add(mentee)
