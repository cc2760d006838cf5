"""People who are ticked in the list of the school go on to the registries."""

from mentoring.accounts import schooldays
from mentoring.accounts.models import Membership
from mentoring.calendar.words import counted
from mentoring.chosen import RowDeed
from mentoring.people.admin.persons import PersonAdmin
from mentoring.programmes import listed
from mentoring.registry import mentees, mentors


def _to_mentees(member: Membership, people) -> str:
    people = list(people)
    made = mentees.enrol(listed.needed(member), people, by=member)
    return _words(len(made), len(people) - len(made), "наставляемые")


def _to_mentors(member: Membership, people) -> str:
    people = list(people)
    made = mentors.enrol(listed.needed(member), people, on=schooldays.today(member.organization), by=member)
    return _words(len(made), len(people) - len(made), "наставники")


def _words(made: int, known: int, whom: str) -> str:
    said = f"В {whom} записано: {counted(made, 'человек', 'человека', 'человек')}."
    return f"{said} Уже там: {known}." if known else said


PersonAdmin.row_deeds += (
    RowDeed("to_mentees", "registry.edit", "В наставляемые", _to_mentees, "person-plus"),
    RowDeed("to_mentors", "registry.edit", "В наставники", _to_mentors, "person-plus"),
)
