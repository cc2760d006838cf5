"""What was read from a roadmap, before anybody decides anything: plain values that survive a trip through JSON."""

import types
import typing
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any

from mentoring.calendar.due import DueSpec, Period


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"
    QUESTION = "question"
    INFO = "info"


class Who(StrEnum):
    """What a responsible is named by."""

    PERSON = "person"
    POSITION = "position"
    ROLE = "role"
    NONE = "none"


class Layout(StrEnum):
    """The shape of a plan, by the letters of the domain file."""

    STAGED = "A"
    FLAT = "B"
    MATRIX = "C"
    SECTIONS = "D"
    COMPLEX = "E"
    RESULTS = "F"
    TEACHERS = "G"
    CONTENTS = "H"


@dataclass(frozen=True)
class Problem:
    """Something a person should look at: where it stands, what it is, what to do."""

    code: str
    place: str
    text: str
    remedy: str
    severity: Severity = Severity.WARNING


@dataclass(frozen=True)
class Responsible:
    """One of those who answer for an event."""

    kind: Who
    raw: str
    name: str = ""
    position: str = ""
    role_code: str = ""
    plural: bool = False


@dataclass(frozen=True)
class Extra:
    """A cell of a column that the plan has no field for."""

    column: str
    text: str


@dataclass(frozen=True)
class Section:
    """A stage or a block of the plan; `parent` is the index of the section above it."""

    number: str
    title: str
    goal: str = ""
    task: str = ""
    result: str = ""
    parent: int | None = None
    due: DueSpec = DueSpec()
    responsible_text: str = ""
    items: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()
    place: str = ""


@dataclass(frozen=True)
class Event:
    """One line of the plan; `section` is an index in the plan's sections."""

    section: int | None
    number: str
    title: str
    content: tuple[str, ...] = ()
    due: DueSpec = DueSpec()
    due_inherited: bool = False
    responsible_text: str = ""
    responsibles: tuple[Responsible, ...] = ()
    responsible_inherited: bool = False
    result_text: str = ""
    indicator_text: str = ""
    footnote: str = ""
    extras: tuple[Extra, ...] = ()
    place: str = ""
    merged: tuple[str, ...] = ()
    order: int = 0


@dataclass(frozen=True)
class Aside:
    """A row of the table that is no event: a footnote, a total, a signature."""

    text: str
    place: str = ""


@dataclass(frozen=True)
class Plan:
    title: str
    columns: tuple[str, ...]
    sections: tuple[Section, ...]
    events: tuple[Event, ...]
    layout: Layout
    place: str = ""
    asides: tuple[Aside, ...] = ()

    @property
    def is_matrix(self) -> bool:
        """Tell whether this is the matrix of stages: a check-list rather than a plan."""
        return self.layout == Layout.MATRIX


@dataclass(frozen=True)
class Measure:
    """A line of the contingent table: what is counted and how many at each column's date."""

    number: str
    label: str
    values: tuple[str, ...]
    place: str = ""


@dataclass(frozen=True)
class Contingent:
    columns: tuple[str, ...]
    rows: tuple[Measure, ...]
    place: str = ""


@dataclass(frozen=True)
class Member:
    """A line of the working group; without a name it is a vacancy."""

    number: str
    name: str
    position: str
    duties: tuple[str, ...] = ()
    place: str = ""


@dataclass(frozen=True)
class Draft:
    """The whole file as it was understood."""

    source: str
    title: str = ""
    kind: str = "roadmap"
    organization_hint: str = ""
    order_number: str = ""
    order_date: date | None = None
    period_text: str = ""
    period: Period | None = None
    plans: tuple[Plan, ...] = ()
    contingent: Contingent | None = None
    working_group: tuple[Member, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        return self.plans[0].columns if self.plans else ()

    @property
    def events(self) -> tuple[Event, ...]:
        return tuple(event for plan in self.plans for event in plan.events)

    def to_json(self) -> dict[str, Any]:
        return _encode(self)

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "Draft":
        return _decode(cls, stored)


def _encode(value: Any) -> Any:
    if isinstance(value, DueSpec):
        return value.to_json()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_encode(item) for item in value]
    if is_dataclass(value):
        pairs = ((field, getattr(value, field.name)) for field in fields(value))
        return {field.name: _encode(item) for field, item in pairs if field.default is MISSING or item != field.default}
    return value


@cache
def _hints(cls: type) -> dict[str, Any]:
    return typing.get_type_hints(cls)


def _decode(kind: Any, value: Any) -> Any:
    if value is None:
        return None
    if kind is DueSpec:
        return DueSpec.from_json(value)
    if kind is date:
        return date.fromisoformat(value)
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin in (types.UnionType, typing.Union):
        return _decode(next(option for option in arguments if option is not type(None)), value)
    if origin is tuple:
        return tuple(_decode(arguments[0], item) for item in value)
    if is_dataclass(kind):
        hints = _hints(typing.cast(type, kind))
        return kind(**{name: _decode(hints[name], item) for name, item in value.items()})
    return kind(value) if isinstance(kind, type) else value
