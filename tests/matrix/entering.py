"""The pages on which access is given, taken and used."""

from functools import partial

from mentoring.access import Role
from mentoring.accounts import inviting
from mentoring.accounts.models import Grant, Membership
from mentoring.people.models import Person
from tests.matrix.page import Page

INVITE = partial(Page, "members.invite")
ROLES = [Role.CLASS_TEACHER.value]


def invited(school, owner) -> Membership:
    """Make somebody who has a place and no account yet."""
    member = school.maker.row(Membership, user=None)
    Grant.objects.create(organization=school.organization, membership=member, role=Role.CLASS_TEACHER)
    return member


def with_code(school, owner) -> Membership:
    member = invited(school, owner)
    inviting.issue(member, by=None)
    return member


def alone(school, owner) -> Person:
    """Make a person who cannot sign in."""
    return school.maker.row(Person, membership=None)


def changed(school, row) -> dict:
    return {"name": school.maker.text(), "roles": ROLES, "version": row.version if row else 1}


ENTERING = {
    "members": Page("members.see", listing="accounts.Membership"),
    "member_invite": INVITE("GET POST", data=lambda school, row: {"name": school.maker.text(), "roles": ROLES}),
    "member_sheet": INVITE(
        "POST",
        data=lambda school, row: {"member": [str(invited(school, None).pk)]},
        posted=(200,),
    ),
    "member": INVITE("GET POST", model="accounts.Membership", make=invited, data=changed),
    "member_send": INVITE("POST", model="accounts.Membership", make=invited),
    "member_revoke": INVITE("POST", model="accounts.Membership", make=with_code),
    "member_close": INVITE("POST", model="accounts.Membership", make=invited),
    "people_without_access": INVITE(listing="people.Person"),
    "person_access": INVITE("GET POST", model="people.Person", make=alone, data=lambda school, row: {"roles": ROLES}),
}
