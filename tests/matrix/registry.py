"""The registries: steps of mentees and mentors, deeds over ticked rows."""

from datetime import date
from functools import partial

from mentoring.accounts import schooldays
from mentoring.accounts.models import PersonalLink
from mentoring.people.models import Consent, ConsentKind, Person
from mentoring.programmes.models import Programme
from mentoring.registry import applying, card_views, passing
from mentoring.registry.cards import Card
from mentoring.registry.models import Application, Mentee, Mentor, Request
from tests.matrix.classes import not_of_another_class
from tests.matrix.expectations import may
from tests.matrix.page import AdminPages, Page

DEED = partial(Page, "registry.edit", "POST")
REGISTRY = AdminPages("registry.see", "registry.edit", only=not_of_another_class)
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


def join_link(school, owner) -> PersonalLink:
    """Make a link by which one may apply."""
    programme = school.maker.any(Programme)
    return school.maker.row(PersonalLink, purpose=applying.PURPOSE, subject=f"mentee:{programme.pk}", used_at=None)


def application(school, owner) -> Application:
    return school.maker.row(Application, person=None, decided_by=None)


def agreed(school, owner) -> Mentor:
    """Make a mentor who agrees to be offered to another organization."""
    person = school.maker.row(Person, birth_date=date(1990, 1, 1))
    kinds = ConsentKind.objects.filter(organization=school.organization, gate=ConsentKind.Gate.TRANSFER)
    for kind in kinds or [school.maker.row(ConsentKind, gate=ConsentKind.Gate.TRANSFER)]:
        school.maker.row(Consent, person=person, kind=kind, on=date(2026, 9, 1))
    return school.maker.row(Mentor, person=person, state=Mentor.State.RESERVE, shared=True)


def passed(school, owner) -> Mentor:
    row, today = agreed(school, owner), schooldays.today(school.organization)
    row.entry = passing.pass_on(row, school.maker.text(), on=today, by=school.colleague).number
    return row


def handed(row) -> tuple[int]:
    return (getattr(row, "entry", 1),)


def audience(school, row) -> dict:
    return {"to": school.maker.text()}


def card(school, row) -> dict:
    """Send a card that was read and sealed."""
    said = Card(school.maker.text(100), school.maker.text(100), sent_by=school.maker.text())
    return {"card": card_views.sealed(said), "who": ""}


REGISTRY_PAGES = {
    "join_links": Page("registry.edit"),
    "join_link_make": DEED(data=lambda school, row: {"side": "mentor"}),
    "join_link_close": DEED(model="accounts.PersonalLink", make=join_link),
    "application_decide": DEED(model="registry.Application", make=application, after=lambda row: ("decline",)),
    "registers": Page("registry.see", listing="programmes.Programme"),
    "register": Page(
        "lists.export",
        model="programmes.Programme",
        after=lambda row: ("mentees", "xlsx"),
        only=keeps_registers,
        refused=403,
        heavy=True,
    ),
    "mentor_card": Page("registry.edit", "GET POST", model="registry.Mentor", make=agreed, data=audience),
    "mentor_card_given": Page(
        "registry.edit", "GET POST", model="registry.Mentor", make=passed, after=handed, data=audience
    ),
    "mentor_card_file": Page("registry.edit", model="registry.Mentor", make=passed, after=handed),
    "mentor_card_take": Page("registry.edit", "GET POST", data=card),
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

# Pages for anybody who holds a link, and the link that nobody was given.
JOINING = {name: {"anonymous": 404, "signed in": 404} for name in ("join", "join_form", "join_link")} | {
    "join_done": {"anonymous": 200, "signed in": 200}
}
JOINING_ARGUMENTS = {"join_link": ["no-such-token"]}

REGISTRY_ADMIN = {
    "registry.application": AdminPages(
        "registry.see",
        "registry.edit",
        add=False,
        change=False,
        delete=False,
        only=not_of_another_class,
        make=lambda school: application(school, None),
    ),
    "registry.mentee": REGISTRY,
    "registry.mentor": REGISTRY,
    "registry.competence": LIST,
    "registry.category": LIST,
    "registry.restrictednote": NOTES,
}
