"""Tables that stand beside a plan go to their own places: head counts, the working group, check-lists of stages."""

import re
from collections.abc import Mapping, Sequence
from datetime import date

from mentoring.accounts import journal
from mentoring.accounts.models import Membership, Organization
from mentoring.people.models import Person
from mentoring.programmes.models import Contingent, ContingentRow, GroupMember, Programme
from roadmap import stages
from roadmap.assigning import Staff
from roadmap.models import CheckItem, Roadmap
from roadmap.readers.draft import Contingent as Table
from roadmap.readers.draft import Member, Plan

_DAY = re.compile(r"(?<!\d)(\d{1,2})\.(\d{1,2})\.(\d{4})(?!\d)")
_NUMBER = re.compile(r"\d[\d\s]*\Z")
_LONGEST_COUNT = 9  # digits that a count of people may have


def columns_of(table: Table) -> list[tuple[str, str, date | None]]:
    """Say what each column of head counts is: its words, fact or forecast, and its date where the words name one."""
    return [(text, _kind(text), _day(text)) for text in table.columns]


def _kind(text: str) -> str:
    return Contingent.Kind.FORECAST if re.search(r"прогноз|план", text, re.IGNORECASE) else Contingent.Kind.FACT


def _day(text: str) -> date | None:
    found = _DAY.search(text)
    if not found:
        return None
    try:
        return date(int(found[3]), int(found[2]), int(found[1]))
    except ValueError:
        return None


def take_contingent(organization: Organization, table: Table, days: Sequence[date | None], *, by: Membership) -> int:
    """Keep each column of the table as head counts of its day; days that have theirs already are left alone."""
    known = set(Contingent.objects.filter(organization=organization).values_list("date", "kind"))
    made = 0
    for index, ((_, kind, _), day) in enumerate(zip(columns_of(table), days, strict=True)):
        if day is None or (day, kind) in known:
            continue
        known.add((day, kind))
        row = Contingent.objects.create(organization=organization, date=day, kind=kind)
        ContingentRow.objects.bulk_create(
            ContingentRow(
                organization=organization, contingent=row, order=order, label=line.label[:300], value=count(value)
            )
            for order, line in enumerate(table.rows)
            for value in line.values[index : index + 1] or ("",)
        )
        journal.write(organization, "contingent.add", row, by=by, after={"date": day, "kind": kind})
        made += 1
    return made


def count(text: str) -> int | None:
    """Read a head count; anything but a whole number is left for a person to fill in."""
    digits = "".join(text.split())
    return int(digits) if _NUMBER.fullmatch(text.strip()) and len(digits) <= _LONGEST_COUNT else None


def take_group(
    programme: Programme, members: Sequence[Member], chosen: Mapping[str, str], staff: Staff, *, by: Membership
) -> int:
    """Put the working group of the document into the programme; `chosen` says by place in the list who each one is.

    «person:7» is somebody the school knows, «new» a new person by the full name of the table, else a vacancy.
    """
    people = {str(person.pk): person for person in staff.people}
    order = programme.group.count()
    for index, member in enumerate(members):
        kind, _, key = chosen.get(str(index), "").partition(":")
        person = people.get(key) if kind == "person" else None
        if kind == "new" and len(member.name.split()) > 1:
            person = _new_person(programme.organization, member.name, by=by)
        unnamed = member.name if person is None and member.name else ""
        row = GroupMember.objects.create(
            organization=programme.organization,
            programme=programme,
            order=order + index + 1,
            person=person,
            position_text=f"{member.position}, {unnamed}".strip(", ")[:200],
            duties="\n".join(member.duties),
        )
        journal.write(programme.organization, "groupmember.add", row, by=by, after={"row": str(row)})
    return len(members)


def _new_person(organization: Organization, name: str, *, by: Membership) -> Person:
    surname, given, *rest = name.split()
    person = Person.objects.create(
        organization=organization, surname=surname[:100], given=given[:100], patronymic=" ".join(rest)[:100]
    )
    journal.write(organization, "person.add", person, by=by, after={"name": person.full_name})
    return person


def take_checks(roadmap: Roadmap, plan: Plan) -> int:
    """Keep a matrix of stages as the check-lists of the stages."""
    lines = [
        (section, kind, text)
        for section in plan.sections
        for kind, texts in (
            (CheckItem.Kind.TASK, section.items),
            (CheckItem.Kind.DOCUMENT, section.documents),
            (CheckItem.Kind.INDICATOR, section.indicators),
        )
        for text in texts
    ]
    start = roadmap.checks.count()
    CheckItem.objects.bulk_create(
        CheckItem(
            organization=roadmap.organization,
            roadmap=roadmap,
            stage=stages.guess(section.title) or _stage_number(section.number),
            stage_title=section.title,
            order=start + order,
            kind=kind,
            text=text,
        )
        for order, (section, kind, text) in enumerate(lines)
    )
    return len(lines)


def _stage_number(text: str) -> int | None:
    digits = text.strip(" .)")
    return int(digits) if digits.isdigit() and 1 <= int(digits) <= 7 else None
