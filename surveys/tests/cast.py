"""Participants who agreed, and questionnaires to ask them."""

from collections.abc import Iterable
from datetime import date, timedelta

from mentoring.accounts.models import Membership, Organization
from mentoring.people.models import Person
from mentoring.programmes.models import MentoringForm, Programme
from mentoring.registry.models import Mentee, MenteeForm, Mentor, MentorForm
from mentoring.registry.tests.cast import agree, learner, teacher
from surveys import waves
from surveys.models import Edition, Question, Questionnaire, Wave

TODAY = date(2026, 11, 20)
AGREED = date(2026, 9, 1)


def make_form(programme: Programme, code: str = "student_student") -> MentoringForm:
    form, _ = MentoringForm.objects.get_or_create(
        organization=programme.organization, code=code, defaults={"title": f"Форма {code}"}
    )
    programme.forms.get_or_create(organization=programme.organization, form=form)
    return form


def take_mentee(
    programme: Programme, surname: str, *, agreed: bool = True, form: MentoringForm | None = None
) -> Person:
    """Make a learner who is in the base of mentees, with a mother."""
    person = learner(programme.organization, surname)
    mentee = Mentee.objects.create(organization=programme.organization, programme=programme, person=person)
    if form:
        MenteeForm.objects.create(organization=programme.organization, mentee=mentee, form=form)
    if agreed:
        agree(person, on=AGREED)
    return person


def take_mentor(
    programme: Programme, surname: str, *, agreed: bool = True, form: MentoringForm | None = None
) -> Person:
    """Make a teacher who is in the register of mentors."""
    person = teacher(programme.organization, surname)
    mentor = Mentor.objects.create(
        organization=programme.organization, programme=programme, person=person, state=Mentor.State.REGISTERED
    )
    if form:
        MentorForm.objects.create(organization=programme.organization, mentor=mentor, form=form)
    if agreed:
        agree(person, on=AGREED)
    return person


def make_edition(
    school: Organization, questions: Iterable[dict], *, code: str, own: dict | None = None, **facts
) -> Edition:
    """Lay questions into the next edition of a questionnaire, which is made where there is none."""
    usual = {"title": f"Анкета {code}", "side": "mentee"}
    questionnaire, _ = Questionnaire.objects.get_or_create(organization=school, code=code, defaults=usual | facts)
    number = questionnaire.editions.count() + 1
    edition = Edition.objects.create(organization=school, questionnaire=questionnaire, number=number, **own or {})
    for order, question in enumerate(questions):
        Question.objects.create(organization=school, edition=edition, order=order, **question)
    return edition


def make_questionnaire(programme: Programme, *questions: dict, code: str = "own", **facts) -> Questionnaire:
    """Make a questionnaire for mentees with these questions, or with one scale."""
    asked = questions or ({"code": "help", "kind": "scale", "text": "Нужна ли помощь?"},)
    return make_edition(programme.organization, asked, code=code, **{"moment": "entry"} | facts).questionnaire


def facts(**own) -> dict:
    """Return what a wave is planned with: two weeks from today."""
    usual = {"title": "Опрос", "moment": "entry", "form": None, "group": None, "states": [], "remind": []}
    days = {"opens_on": TODAY, "closes_on": TODAY + timedelta(14)}
    return usual | days | {"anonymous": False, "event": None} | own


def open_wave(programme: Programme, questionnaire: Questionnaire, by: Membership, **own) -> Wave:
    """Open a wave today."""
    return waves.plan(programme, questionnaire, facts(**own), by=by)
