"""An organization with everybody in place before its cycle begins: staff, learners, parents, a partner."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from mentoring.access import Role
from mentoring.accounts.models import Grant, Membership, Organization, User
from mentoring.people.consents import giving, signing, usual
from mentoring.people.models import (
    Affiliation,
    Clearance,
    ConsentKind,
    Employment,
    Enrollment,
    Guardianship,
    Partner,
    Person,
    Position,
    StudyGroup,
)
from mentoring.programmes import mentoring_forms
from mentoring.programmes.models import GroupMember, MentoringForm, Programme, ProgrammeForm
from tests.cast import make_school
from tests.cycles.people import Known

ROLES = {
    "head": Role.DIRECTOR,
    "curator": Role.CURATOR,
    "hr": Role.HR,
    "technician": Role.TECHNICIAN,
    "psychologist": Role.PSYCHOLOGIST,
}
APART = ("partner", "parent")  # those who do not work here
MONTH_OF_BIRTH = (5, 6)


@dataclass
class Town:
    """The organization, its programme and its people by surname; a parent has the name after the surname too."""

    school: Organization
    programme: Programme
    known: dict[int, Known] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    staff: dict[int, Known] = field(default_factory=dict)
    partner: Partner | None = None

    def member(self, surname: str) -> Membership:
        return self.people[surname].membership

    def by_duty(self, duty: str) -> Person:
        return next(self.people[one.surname] for one in self.known.values() if one.duty == duty)


def found(
    people: Sequence[Known], *, kind: str, slug: str, names: dict, programme: dict, forms: Sequence[str], leads: dict
) -> Town:
    """Found an organization of a kind with these people and a programme of these forms."""
    school = make_school(slug, kind=kind, **names)
    made = Town(school, Programme.objects.create(organization=school, **programme))
    for one in people:
        _settle(made, one)
    for child in [one for one in people if one.mother]:
        _guard(made, child)
    curator = made.member(made.by_duty("curator").surname)
    usual.take_usual(school, by=curator)
    mentoring_forms.take_usual(school, by=curator)
    for form in MentoringForm.objects.filter(organization=school, code__in=forms).order_by("pk"):
        lead = made.people.get(leads.get(form.code, ""))
        ProgrammeForm.objects.create(organization=school, programme=made.programme, form=form, lead=lead)
    return made


def gather_group(town: Town, seats: Sequence[tuple[str, str]]) -> None:
    for order, (surname, duties) in enumerate(seats):
        GroupMember.objects.create(
            organization=town.school,
            programme=town.programme,
            order=order,
            person=town.people[surname],
            duties=duties,
        )


def _settle(town: Town, one: Known) -> None:
    surname, given, patronymic = one.names[0].split()
    own = {"organization": town.school}
    person = Person.objects.create(
        **own,
        surname=surname,
        given=given,
        patronymic=patronymic,
        sex=one.sex,
        birth_date=date(one.born, *MONTH_OF_BIRTH),
        phone="+7 900 000-00-00",
    )
    key = f"{surname} {given}" if one.duty == "parent" else surname
    town.people[key], town.known[person.pk] = person, one
    if one.duty == "partner":
        town.partner, _ = Partner.objects.get_or_create(**own, title="Завод «Импульс»")
        Affiliation.objects.create(**own, person=person, partner=town.partner, position=one.place)
    elif one.born > 2000:
        group, _ = StudyGroup.objects.get_or_create(**own, title=one.place)
        Enrollment.objects.create(**own, person=person, group=group)
    elif one.duty != "parent":
        _hire(town, person, one)


def _hire(town: Town, person: Person, one: Known) -> None:
    """Give a worker a place and a way into the system."""
    user = User.objects.create_user(f"{town.school.slug}-{person.pk}", email=f"{person.pk}@example.org")
    person.membership = Membership.objects.create(organization=town.school, user=user, name=one.names[0])
    person.save()
    role = ROLES.get(one.duty, Role.MENTOR)
    Grant.objects.create(organization=town.school, membership=person.membership, role=role)
    position, _ = Position.objects.get_or_create(organization=town.school, title=one.place)
    Employment.objects.create(organization=town.school, person=person, position=position, duty=one.duty)
    town.staff[person.pk] = one


def _guard(town: Town, child: Known) -> None:
    key = next(key for key in town.people if key.startswith(f"{child.mother} "))
    right = "mother" if town.people[key].sex == "f" else "father"
    Guardianship.objects.create(
        organization=town.school, child=town.people[child.surname], guardian=town.people[key], right=right
    )


def agree(town: Town, person: Person, on: date) -> None:
    """Sign every consent that the programme asks of somebody: for a child a parent does."""
    ward = person.guardianships.first()
    signed = {"right": ward.right, "given_by": ward.guardian, "co_signed": True} if ward else {}
    rows = ConsentKind.objects.filter(organization=town.school, gate="programme")
    curator = town.by_duty("curator").membership
    for kind in rows.filter(whose__in=("any", "minor" if ward else "adult")).order_by("order"):
        giving.give(person, kind, on=on, by=curator, **signed)


def show_clearance(town: Town, person: Person, on: date) -> None:
    Clearance.objects.create(
        organization=town.school, person=person, kind=Clearance.Kind.CRIMINAL, number="17-4/26", issued_on=on
    )


__all__ = ["Town", "agree", "found", "gather_group", "show_clearance", "signing"]
