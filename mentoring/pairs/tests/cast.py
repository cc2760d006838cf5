"""Invented pairs of a school: a mentor and mentees of the register with all consents."""

from datetime import date

from mentoring.access import Role
from mentoring.accounts.models import Grant, Membership, User
from mentoring.pairs import pairing
from mentoring.pairs.models import Pair, PairMentor
from mentoring.programmes.models import MentoringForm, Programme
from mentoring.registry.models import Mentee, Mentor
from mentoring.registry.tests import cast

SIGNED = date(2026, 9, 1)
START, END = date(2026, 10, 1), date(2027, 5, 25)


def form(school, code: str = "teacher_pupil") -> MentoringForm:
    row, _ = MentoringForm.objects.get_or_create(organization=school, code=code, defaults={"title": "Учитель — ученик"})
    return row


def mentor(programme: Programme, surname: str = "Зимин", **own) -> Mentor:
    """Make a mentor of the register with an account, who works in the school."""
    school = programme.organization
    person = cast.teacher(school, surname)
    cast.agree(person, on=SIGNED)
    return Mentor.objects.create(
        organization=school, programme=programme, person=person, **{"state": Mentor.State.REGISTERED} | own
    )


def account(row: Mentor) -> Membership:
    """Give a mentor an account of their own."""
    user = User.objects.create_user(f"mentor-{row.pk}", email=f"mentor-{row.pk}@example.org")
    school = row.organization
    member = Membership.objects.create(organization=school, user=user, name=row.person.full_name)
    Grant.objects.create(organization=school, membership=member, role=Role.MENTOR)
    row.person.membership = member
    row.person.save(update_fields=["membership"])
    return member


def mentee(programme: Programme, surname: str = "Орлов", **own) -> Mentee:
    """Make a mentee of the register whose mother agrees."""
    school = programme.organization
    person = cast.learner(school, surname)
    cast.agree(person, on=SIGNED)
    return Mentee.objects.create(
        organization=school, programme=programme, person=person, **{"state": Mentee.State.REGISTERED} | own
    )


def project(programme: Programme, by: Membership, *, led_by=None, mentees=None, **own) -> Pair:
    """Make the project of a pair, of new people unless some are given."""
    ours = led_by or mentor(programme)
    theirs = mentees or [mentee(programme)]
    return pairing.propose(
        programme, form(programme.organization), ours, theirs, by=by, **{"start": START, "end": END} | own
    )


def fixed(programme: Programme, by: Membership, *, on: date = START, **own) -> Pair:
    """Make a pair and fix it."""
    return pairing.fix([project(programme, by, **own)], basis="приказ № 7", on=on, by=by)[0]


def working(programme: Programme, by: Membership, **own) -> Pair:
    """Make a pair that has met."""
    return pairing.begin(fixed(programme, by, **own), by=by)


def another(programme: Programme, by: Membership, **own) -> Pair:
    """Make one more pair that has met, of other people."""
    return working(programme, by, led_by=mentor(programme, "Лугов"), mentees=[mentee(programme, "Ланской")], **own)


def lead(pair: Pair) -> Mentor:
    return pair.mentors.get(role=PairMentor.Role.LEAD, until=None).mentor
