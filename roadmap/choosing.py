"""What a person wants to see of a plan, and how much of each there is. Pure."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from mentoring.accounts.keys import russian_key
from mentoring.calendar.due import Span
from roadmap.lines import Counts, Line, Plan
from roadmap.standing import State

MINE = "me"
_STATES = {
    "late": {State.LATE},
    "going": {State.GOING, State.SOON},
    "waiting": {State.WAITING},
    "undated": {State.UNDATED},
    "done": {State.DONE},
    "off": {State.OFF},
}
_NUMBER = re.compile(r"\d+(\.\d+)*")


@dataclass(frozen=True)
class Choice:
    """What a person wants to see of the plan; empty is everything."""

    q: str = ""
    who: str = ""
    state: str = ""
    due: str = ""
    proof: str = ""


def counts(lines: Iterable[Line], today: date) -> Counts:
    """Count what the tags above the plan promise."""
    kept = [line for line in lines if line.state != State.OFF]
    return Counts(
        total=len(kept),
        done=sum(line.state == State.DONE for line in kept),
        late=sum(line.state == State.LATE for line in kept),
        week=sum(line.due_within(week(today)) for line in kept),
        unproved=sum(line.unproved for line in kept),
        mine=sum(line.mine for line in kept),
        undated=sum(line.undated for line in kept),
    )


def week(today: date) -> Span:
    """Return Monday to Sunday around this day."""
    monday = today - timedelta(days=today.weekday())
    return Span(monday, monday + timedelta(days=6))


def month(today: date) -> Span:
    """Return the first and the last day of this month."""
    following = (today.replace(day=28) + timedelta(days=4)).replace(day=1)
    return Span(today.replace(day=1), following - timedelta(days=1))


def chosen(plan: Plan, choice: Choice) -> Plan:
    """Keep the events that were asked for; sections left empty go."""
    if choice == Choice():
        return plan
    blocks = (replace(block, lines=tuple(_fitting(block.lines, choice, plan.today))) for block in plan.blocks)
    return replace(plan, blocks=tuple(block for block in blocks if block.lines))


def _fitting(lines: Iterable[Line], choice: Choice, today: date) -> Iterator[Line]:
    return (line for line in lines if _says(line, choice.q.strip()) and _fits(line, choice, today))


def _says(line: Line, q: str) -> bool:
    """Find a number with all that stands below it, or every word anywhere in the row."""
    number = q.rstrip(".")
    if _NUMBER.fullmatch(number):
        return f"{line.number.rstrip('.')}.".startswith(f"{number}.")
    return all(word in line.key for word in russian_key(q).split())


def _fits(line: Line, choice: Choice, today: date) -> bool:
    return (
        (not choice.who or (line.mine if choice.who == MINE else any(who.key == choice.who for who in line.who)))
        and (not choice.state or line.state in _STATES[choice.state])
        and _due_fits(line, choice.due, today)
        and (not choice.proof or line.unproved)
    )


def _due_fits(line: Line, due: str, today: date) -> bool:
    match due:
        case "week":
            return line.due_within(week(today))
        case "month":
            return line.due_within(month(today))
        case "none":
            return line.undated
    return True
