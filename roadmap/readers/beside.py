"""Tables that live beside the plan: the contingent and the working group."""

import re
from collections.abc import Sequence

from roadmap.readers import aligning, lists
from roadmap.readers.blocks import Cell, Row
from roadmap.readers.cleaning import squeeze
from roadmap.readers.columns import Heading, Role
from roadmap.readers.draft import Contingent, Measure, Member

_DIGITS = re.compile(r"\d")


def contingent(heading: Heading, rows: Sequence[Row], place: str) -> Contingent:
    """Read what is counted; a line without values («в том числе») is a sub-heading and stays as a label."""
    read: list[Measure] = []
    for row in rows:
        by_role = _cells(row, heading)
        label = squeeze(" ".join(cell.text for cell in by_role.get(Role.MEASURE, ())))
        number = squeeze(" ".join(cell.text for cell in by_role.get(Role.NUMBER, ())))
        values = tuple(squeeze(cell.text) for cell in by_role.get(Role.VALUE, ()))
        if not label and not any(values):
            continue
        if read and not number and not any(values) and label[:1].islower() and not label.endswith(":"):
            last = read[-1]
            read[-1] = Measure(last.number, f"{last.label} {label}", last.values, last.place)
            continue
        read.append(Measure(number, label, values, str(row.place)))
    columns = tuple(column.text for column in heading.columns if column.role == Role.VALUE)
    return Contingent(columns, tuple(read), place)


def group(heading: Heading, rows: Sequence[Row]) -> tuple[Member, ...]:
    """Read the members; a position without a name is a vacancy and is kept."""
    members = []
    for row in rows:
        by_role = _cells(row, heading)
        name, position, number = (
            squeeze(" ".join(cell.text for cell in by_role.get(role, ())))
            for role in (Role.NAME, Role.POSITION, Role.NUMBER)
        )
        duties = tuple(item for cell in by_role.get(Role.DUTIES, ()) for item in lists.split(cell).items)
        if name or position or duties:
            members.append(Member(number, name, position, duties, str(row.place)))
    return tuple(members)


def _cells(row: Row, heading: Heading) -> dict[Role, tuple[Cell, ...]]:
    found: dict[Role, tuple[Cell, ...]] = {}
    for index, cell, _ in aligning.place(row, heading):
        role = heading.columns[index].role
        found[role] = (*found.get(role, ()), cell)
    return found
