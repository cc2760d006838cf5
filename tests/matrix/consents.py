"""The road of a consent: the matrix, the card of one person, papers recorded, an act put right and taken back."""

from datetime import date, timedelta
from functools import partial

from mentoring.accounts import schooldays
from mentoring.people.models import Consent, ConsentKind, Person
from tests.matrix.classes import not_of_another_class
from tests.matrix.page import Page

SEE = partial(Page, "consents.see", only=not_of_another_class)
DO = partial(Page, "consents.edit", "GET POST", only=not_of_another_class)


def grown(school, owner) -> Person:
    """Make somebody who signs for oneself."""
    return school.maker.row(Person, birth_date=date(1990, 1, 1))


def of_anybody(school, owner) -> ConsentKind:
    return school.maker.row(ConsentKind, whose=ConsentKind.Whose.ANY)


def day(school) -> date:
    return schooldays.today(school.organization) - timedelta(1)


def act(school, owner) -> Consent:
    return school.maker.row(
        Consent, person=grown(school, owner), on=day(school), kind=school.maker.row(ConsentKind), scan=None
    )


def taken_back(school, owner) -> Consent:
    row = act(school, owner)
    row.withdrawn_on = day(school)
    row.save(update_fields=["withdrawn_on"])
    return row


def paper(school, row) -> dict:
    kind = school.maker.row(ConsentKind)
    return {"answer": "agreed", "kinds": [kind.pk], "on": day(school).isoformat(), "until": "", "scan": ""}


def days(school, row) -> dict:
    return {"version": row.version if row else 1, "on": (day(school) - timedelta(1)).isoformat(), "until": ""}


def withdrawn(school, row) -> dict:
    return {"version": row.version if row else 1, "on": day(school).isoformat(), "words": school.maker.text()}


def blanks(school, row) -> dict:
    return {"person": [grown(school, None).pk], "kinds": [school.maker.row(ConsentKind).pk]}


CONSENTS = {
    "consent_papers": Page("consents.see"),
    "consent_papers_pdf": Page("consents.see", shown=(302,)),  # no kind is ticked: nothing to print
    "consent_papers_later": Page(
        "consents.see", "POST", data=blanks, only=not_of_another_class, refused=302
    ),  # a class teacher without a class reaches nobody
    "consent_blanks": Page("consents.see"),
    "consent_blank": Page("consents.see", model="people.ConsentKind", make=of_anybody, after=lambda row: ("adult",)),
    "consents": Page("consents.see", listing="people.Consent"),
    "consents_of": SEE(model="people.Person", make=grown),
    "consents_record": DO(model="people.Person", make=grown, data=paper),
    "consent_act": DO(model="people.Consent", make=act, data=days),
    "consent_withdraw": DO(model="people.Consent", make=act, data=withdrawn),
    "consent_destroy": Page("privacy.erase", "GET POST", model="people.Consent", make=taken_back),
}
