"""Two classes of one school: that of the class teacher, and another one of which the teacher is to see nothing."""

from datetime import date

from mentoring.accounts.models import Membership, Organization
from mentoring.people.models import Consent, Enrollment, Guardianship, Person, StudyGroup
from mentoring.registry.models import Application, Mentee, Mentor, Request
from tests.matrix.rows import Maker

MARKS = ("чечевица", "chechevica")  # of the other class


def not_of_another_class(role: str, relation: str) -> bool:
    """A class teacher reaches the own class alone."""
    return role != "class_teacher"


def fill(maker: Maker, teacher: Membership) -> None:
    """Give the teacher a class; fill another one with canaries of its own."""
    own = maker.row(Person, membership=teacher)
    _class(maker, maker, own)
    _class(maker, Maker(maker.organization, *MARKS), maker.row(Person))


def _class(maker: Maker, words: Maker, teacher: Person) -> None:
    """Make a class of one pupil who takes part in everything; whatever names the pupil is told in these words."""
    group = maker.row(StudyGroup, teacher=teacher, title=words.text(60), closed_on=None)
    pupil, mother = _person(words, maker.organization), _person(words, maker.organization)
    maker.row(Enrollment, person=pupil, group=group)
    maker.row(Guardianship, child=pupil, guardian=mother)
    maker.row(Consent, person=pupil, withdrawal=words.text())
    maker.row(Application, person=pupil, surname=words.text(), text=words.text())
    maker.row(Mentor, person=pupil, motivation=words.text())
    maker.row(Request, mentee=maker.row(Mentee, person=pupil, strengths=words.text()), text=words.text())


def _person(words: Maker, organization: Organization) -> Person:
    return Person.objects.create(
        organization=organization,
        surname=words.text(),
        given=words.text(),
        email=f"{words.latin}@example.org",
        birth_date=date(2013, 5, 6),
        note=words.text(),
    )
