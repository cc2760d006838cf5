"""What a run followed from, in hashes: a later run gives the same or it is known which input has changed."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from hashlib import sha256
from importlib.metadata import version

from mentoring.pairs.matching.people import Side, Task

ALGORITHM = "1"  # raised with every change after which the same task may get another proposal
_DIGITS = 16


@dataclass(frozen=True)
class Fingerprint:
    """Hashes of all that decides: person by person, so that a change has a name."""

    whole: str
    mentees: Mapping[str, str]
    mentors: Mapping[str, str]
    rules: str
    weights: str
    order: str
    locks: str
    bans: str
    versions: Mapping[str, str]

    def to_json(self) -> dict[str, object]:
        return dict(vars(self))

    @classmethod
    def from_json(cls, kept: Mapping[str, object]) -> "Fingerprint":
        return cls(**kept)


@dataclass(frozen=True)
class Difference:
    """One input that is not as it was: what it is, and whose."""

    what: str
    whose: str = ""


def fingerprint(task: Task) -> Fingerprint:
    """Hash the task; the order of rows and of sets, and the process, change nothing."""
    found = {
        "mentees": _each(task.mentees),
        "mentors": _each(task.mentors),
        "rules": _hash(task.rules),
        "weights": _hash(task.weights),
        "order": task.order.value,
        "locks": _hash(task.locks),
        "bans": _hash(task.bans),
    }
    versions = {"algorithm": ALGORITHM, "numpy": version("numpy"), "scipy": version("scipy")}
    return Fingerprint(whole=_hash({**found, "algorithm": ALGORITHM}), versions=versions, **found)


def differences(before: Fingerprint, now: Fingerprint) -> tuple[Difference, ...]:
    """Name the inputs that have changed since a run; none when it must give the same again."""
    return tuple(
        [
            Difference(what, key)
            for what in ("mentees", "mentors", "versions")
            for key in _changed(getattr(before, what), getattr(now, what))
        ]
        + [
            Difference(what)
            for what in ("rules", "weights", "order", "locks", "bans")
            if getattr(before, what) != getattr(now, what)
        ]
    )


def _changed(before: Mapping[str, str], now: Mapping[str, str]) -> list[str]:
    return sorted(key for key in {*before, *now} if before.get(key) != now.get(key))


def _each(sides: Iterable[Side]) -> dict[str, str]:
    return {side.key: _hash(side) for side in sorted(sides, key=lambda side: side.key)}


def _hash(value: object) -> str:
    written = json.dumps(_plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(written.encode()).hexdigest()[:_DIGITS]


def _plain(value: object) -> object:
    """Write a value down in one way only: sets by order, records by name."""
    match value:
        case Enum():
            return value.value
        case None | str() | int() | float():
            return value
        case Mapping():
            return {str(key): _plain(one) for key, one in value.items()}
        case frozenset():
            return sorted((_plain(one) for one in value), key=json.dumps)
        case tuple():
            return [_plain(one) for one in value]
        case _:
            return {name: _plain(one) for name, one in vars(value).items()}
