"""The period of a roadmap is known: what remains to be asked, which days come out, where a deadline moves."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from mentoring.calendar.due import DueSpec, Period, Span
from mentoring.calendar.workdays import SchoolCalendar


class Rule(StrEnum):
    """Where a deadline on a day off goes."""

    LATER = "later"
    EARLIER = "earlier"
    KEEP = "keep"


@dataclass(frozen=True)
class Choice:
    """One answer: a stable value and a Russian label with the concrete dates."""

    value: str
    label: str


@dataclass(frozen=True)
class Question:
    """What the text leaves open.

    Codes: "year" (which year, or "every"), "year_kind" ("school", "calendar"), "half_kind" (the same),
    "quarters" ("calendar", "school"). `once` marks a question whose answer serves the whole roadmap.
    """

    code: str
    text: str
    choices: tuple[Choice, ...]
    default: str
    once: bool = False


@dataclass(frozen=True)
class Resolved:
    """A spec with its days: each span is one thing to do."""

    spec: DueSpec
    spans: tuple[Span, ...] = ()
    reviews: tuple[Span, ...] = ()  # later yearly looks at a thing done once («уточнение ежегодно»)
    inferred: bool = False  # a year was added
    note: str = ""  # Russian: what was added and why, or what it waits for


@dataclass(frozen=True)
class Occurrence:
    """One thing to do: its days, and the deadline moved off a day off."""

    start: date | None
    end: date
    due: date
    moved_from: date | None = None
    review: bool = False
    outside: bool = False  # the text's own date lies outside the period
    in_vacation: bool = False


def questions(spec: DueSpec, period: Period) -> tuple[Question, ...]:
    """Ask what the text leaves open in this period; empty where there is one answer."""
    raise NotImplementedError


def resolve(
    spec: DueSpec,
    period: Period,
    answers: Mapping[str, str] | None = None,
    *,
    calendar: SchoolCalendar | None = None,
    stage: Period | None = None,
) -> Resolved:
    """Give the spec its days in the period; unanswered questions take their defaults.

    `calendar` gives quarters and vacations (the usual ones without it); `stage` binds «в течение работы».
    """
    raise NotImplementedError


def anchored(spec: DueSpec, *, on: date, calendar: SchoolCalendar | None = None) -> Resolved:
    """Give days to a spec that waited for its event, which took place on this day."""
    raise NotImplementedError


def occurrences(
    resolved: Resolved, period: Period, calendar: SchoolCalendar, *, rule: Rule = Rule.LATER
) -> tuple[Occurrence, ...]:
    """List what is to be done, with deadlines moved by the rule."""
    raise NotImplementedError


def explain_move(occurrence: Occurrence, calendar: SchoolCalendar) -> str:
    """Say in Russian why the deadline moved; empty where it did not."""
    raise NotImplementedError


def problems(spec: DueSpec, period: Period) -> tuple[str, ...]:
    """Say in Russian what a checker should point at: outside the period, end before start, not understood."""
    raise NotImplementedError


def shift(spec: DueSpec, years: int) -> DueSpec:
    """Move the years named in the text: last cycle's plan for the next one; the wording stays."""
    raise NotImplementedError
