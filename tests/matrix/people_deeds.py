"""People who may be one, and the large deeds that can be taken back."""

from functools import partial

from mentoring.accounts import schooldays
from mentoring.choosing import numbered
from mentoring.people import merging
from mentoring.people.models import Person, StudyGroup
from tests.matrix.page import Page

DO = partial(Page, "people.edit")
MISSING = 987_654_321


def two(school, owner) -> Person:
    """Make somebody who is written down twice."""
    row = school.maker.row(Person)
    row.twin = Person.objects.create(
        organization=row.organization, surname=row.surname, given=row.given, patronymic=row.patronymic
    )
    return row


def twin(row) -> tuple[int]:
    """Name the second card; one whom the right does not reach is as good."""
    return (getattr(row, "twin", row).pk if row else MISSING,)


def versions(school, row) -> dict:
    return {"versions": "1-1", **dict.fromkeys(merging.CHOSEN, "kept")}


def merged(school, owner):
    row = two(school, owner)
    return merging.merge(row, row.twin, {}, by=school.colleague)


def turned(school, row) -> dict:
    """Close one group for good; nothing becomes of the others."""
    group = school.maker.row(StudyGroup, closed_on=None)
    return {"on": schooldays.today(school.organization).isoformat(), f"g{group.pk}": "leaves"}


def busy(school, owner) -> Person:
    """Make somebody who leads a class."""
    row = school.maker.row(Person)
    school.maker.row(StudyGroup, teacher=row, closed_on=None)
    return row


def handed(school, row) -> dict:
    data = {"on": schooldays.today(school.organization).isoformat(), "to": numbered(school.maker.row(Person))}
    groups = StudyGroup.objects.filter(teacher=row) if row else ()
    return data | {"what": [f"people.studygroup:{group.pk}" for group in groups]}


PEOPLE_DEEDS = {
    "people_handing": DO("GET POST", model="people.Person", make=busy, data=handed),
    "people_turn": DO("GET POST", data=turned),
    "people_doubles": DO(listing="people.Apart"),
    "people_apart": DO("POST", model="people.Person", make=two, after=twin),
    "people_apart_undo": DO("POST", model="people.Apart"),
    "people_merge": DO("GET POST", model="people.Person", make=two, after=twin, data=versions),
    "people_deeds": DO(listing="people.BulkDeed"),
    "people_deed": DO(model="people.BulkDeed", make=merged),
    "people_deed_undo": DO("POST", model="people.BulkDeed", make=merged),
}
