"""The registries: steps of mentees and mentors, deeds over ticked rows."""

from datetime import date
from functools import partial

from mentoring.people.models import Consent, ConsentKind, Person
from mentoring.registry.models import Mentee, Mentor, Request
from tests.matrix.expectations import may
from tests.matrix.page import AdminPages, Page

DEED = partial(Page, "registry.edit", "POST")
REGISTRY = AdminPages("registry.see", "registry.edit")
LIST = AdminPages("registry.see", "programme.edit")
NOTES = AdminPages("restricted.see", "restricted.see", export=False)


def ticked(model, **state):
    """Return a maker of what a list sends: one fresh row."""
    return lambda school, row: {"row": school.maker.row(model, **state).pk}


def ready(model):
    """Return a maker of what a list sends: one row that nothing keeps out of the register."""

    def sent(school, row):
        person = school.maker.row(Person, birth_date=date(1990, 1, 1))
        made = school.maker.row(model, person=person)
        for kind in ConsentKind.objects.filter(organization=school.organization, gate=ConsentKind.Gate.PROGRAMME):
            school.maker.row(Consent, person=person, kind=kind, on=date(2026, 9, 1))
        if model is Mentee:
            school.maker.row(Request, mentee=made)
        return {"row": made.pk}

    return sent


def why(school, row) -> dict:
    return {"why": school.maker.text()}


def keeps_registers(role: str, relation: str) -> bool:
    return may(role, "registry.see")


REGISTRY_PAGES = {
    "registers": Page("registry.see", listing="programmes.Programme"),
    "register": Page(
        "lists.export",
        model="programmes.Programme",
        after=lambda row: ("mentees", "xlsx"),
        only=keeps_registers,
        refused=403,
        heavy=True,
    ),
    "mentee_step": DEED(model="registry.Mentee", after=lambda row: ("leave",), data=why),
    "mentor_step": DEED(model="registry.Mentor", after=lambda row: ("reserve",)),
    "admin:registry_mentee_register": DEED(data=ready(Mentee)),
    "admin:registry_mentee_finish": DEED(data=ticked(Mentee, state=Mentee.State.REGISTERED)),
    "admin:registry_mentor_register": DEED(data=ready(Mentor)),
    "admin:registry_mentor_reserve": DEED(data=ticked(Mentor)),
    "admin:people_person_to_mentees": DEED(data=ticked(Person)),
    "admin:people_person_to_mentors": DEED(data=ticked(Person)),
    "admin:registry_competence_usual": Page("programme.edit", "POST"),
    "admin:registry_category_usual": Page("programme.edit", "POST"),
}

REGISTRY_ADMIN = {
    "registry.mentee": REGISTRY,
    "registry.mentor": REGISTRY,
    "registry.competence": LIST,
    "registry.category": LIST,
    "registry.restrictednote": NOTES,
}
