"""Plans for a school that has none of its own: the seven stages, and mentoring among teachers."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from mentoring.calendar import reading
from mentoring.calendar.due import Period
from mentoring.people.models import Employment
from roadmap.models import Responsible
from roadmap.sheets import Event, Section, Sheet

_FOLDER = Path(__file__).parent / "patterns"
CODES = ("standard", "teachers")


@dataclass(frozen=True)
class Pattern:
    """A plan of ours as it is offered: its code in addresses, its name and what it is good for."""

    code: str
    name: str
    about: str
    sections: int
    events: int


def patterns() -> list[Pattern]:
    """List the plans a school may begin with."""
    return [_pattern(code) for code in CODES]


def _pattern(code: str) -> Pattern:
    data = _read(code)
    events = sum(len(section["events"]) for section in data["sections"])
    return Pattern(code, data["name"], data["about"], len(data["sections"]), events)


@cache
def _read(code: str) -> dict:
    return json.loads((_FOLDER / f"{code}.json").read_text(encoding="utf-8"))


def sheet(code: str, period: Period) -> Sheet:
    """Give a plan of ours for this period; its dates name no year, so they suit any."""
    data = _read(code)
    sections, events = [], []
    for number, section in enumerate(data["sections"]):
        own = {
            name: section[name] for name in ("title", "number", "stage", "goal", "task", "result") if name in section
        }
        sections.append(Section(key=f"s{number}", **own))
        events += [
            _event(event, f"s{number}", f"e{len(events) + index}") for index, event in enumerate(section["events"])
        ]
    return Sheet(
        data["title"], period, tuple((role, text) for role, text in data["columns"]), tuple(sections), tuple(events)
    )


def _event(event: dict, section: str, key: str) -> Event:
    return Event(
        key=key,
        title=event["title"],
        section=section,
        number=event["code"].lstrip("T"),
        due=reading.read(event["due"]),
        responsible_text=", ".join(_named(one) for one in event["responsible"]),
        result_text=event["result"],
        template_code=event["code"],
    )


def _named(one: str) -> str:
    return Employment.Duty(one).label if one in Employment.Duty.values else one


def people(code: str) -> dict[str, list[dict]]:
    """Give by the keys of the sheet who answers: duties rather than names, so that every school may take the plan."""
    events = [event for section in _read(code)["sections"] for event in section["events"]]
    return {f"e{index}": [_responsible(one) for one in event["responsible"]] for index, event in enumerate(events)}


def _responsible(one: str) -> dict:
    if one in Employment.Duty.values:
        return {"kind": Responsible.Kind.DUTY, "duty": one}
    return {"kind": Responsible.Kind.GROUP, "text": one}
