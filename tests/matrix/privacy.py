"""Personal data of one person: who sees them, the extract, the end of them."""

from functools import partial

from mentoring.people.models import Erasure, Person
from mentoring.people.privacy import extract
from tests.matrix.classes import not_of_another_class
from tests.matrix.page import Page

OF_PERSON = partial(Page, "privacy.extract", model="people.Person")


def alone(school, owner) -> Person:
    return school.maker.row(Person)


def given(school, owner) -> Person:
    """Make a person whose extract was handed out."""
    person = alone(school, owner)
    person.entry = extract.give(person, by=school.colleague).number
    return person


def handed(row: Person) -> tuple[int]:
    return (getattr(row, "entry", 1),)


def erase(school, row) -> dict:
    return {"reason": Erasure.Reason.DEMAND, "basis": "заявление № 4", "surname": row.surname if row else "Никто"}


PRIVACY = {
    "who_sees": Page("home"),
    "erasures": Page("privacy.erase", listing="people.Erasure"),
    "erasure": Page("privacy.erase", model="people.Erasure", key="public_id"),
    "person_data": OF_PERSON(),
    "person_seen": Page("people.see", model="people.Person", make=alone, only=not_of_another_class),
    "person_extract_give": OF_PERSON("POST"),
    "person_extract": OF_PERSON(make=given, after=handed),
    "person_extract_xlsx": OF_PERSON(make=given, after=handed),
    "person_extract_json": OF_PERSON(make=given, after=handed),
    "person_erase": Page("privacy.erase", "GET POST", model="people.Person", make=alone, data=erase, heavy=True),
}
