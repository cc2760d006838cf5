"""A school with a form, mentees who wait in it and mentors who have places."""

from datetime import date, timedelta

from mentoring.pairs.models import Run
from mentoring.pairs.runs import posing, running
from mentoring.people.models import Person
from mentoring.programmes.models import MentoringForm, Programme, ProgrammeForm
from mentoring.registry.models import (
    Certificate,
    Competence,
    Course,
    Mentee,
    MenteeForm,
    Mentor,
    MentorCompetence,
    MentorForm,
    Request,
    Trainee,
)
from mentoring.registry.tests.cast import agree, learner, teacher

TODAY = date(2026, 11, 20)
AGREED = TODAY - timedelta(10)


def make_form(programme: Programme, code: str = "student_student", title: str = "Ученик — ученик") -> MentoringForm:
    form = MentoringForm.objects.create(
        organization=programme.organization, code=code, title=title, decided_by="Педагогический совет"
    )
    ProgrammeForm.objects.create(organization=programme.organization, programme=programme, form=form)
    return form


def sphere(programme: Programme, title: str) -> Competence:
    return Competence.objects.get_or_create(organization=programme.organization, title=title)[0]


def waiting(programme: Programme, form: MentoringForm | None, surname: str, *, asks: str = "", **own) -> Mentee:
    """Make a learner in the register of mentees, with the consents of a parent."""
    person = learner(programme.organization, surname)
    agree(person, on=AGREED)
    row = Mentee.objects.create(
        organization=programme.organization, programme=programme, person=person, state="registered", **own
    )
    if form:
        MenteeForm.objects.create(organization=row.organization, mentee=row, form=form)
    if asks:
        Request.objects.create(organization=row.organization, mentee=row, competence=sphere(programme, asks))
    return row


def ready(
    programme: Programme, form: MentoringForm | None, surname: str, *, gives: str = "", taught: bool = True, **own
) -> Mentor:
    """Make a teacher in the register of mentors, with consents and a certificate."""
    person: Person = teacher(programme.organization, surname)
    agree(person, on=AGREED)
    row = Mentor.objects.create(
        organization=programme.organization, programme=programme, person=person, state="registered", **own
    )
    if form:
        MentorForm.objects.create(organization=row.organization, mentor=row, form=form)
    if gives:
        MentorCompetence.objects.create(organization=row.organization, mentor=row, competence=sphere(programme, gives))
    if taught:
        certify(row)
    return row


def certify(row: Mentor) -> None:
    own = {"organization": row.organization}
    course = Course.objects.get_or_create(**own, programme=row.programme, title="Первая группа")[0]
    trainee = Trainee.objects.create(**own, course=course, mentor=row)
    Certificate.objects.create(**own, trainee=trainee, number=f"ШН-{row.pk}/2026", on=AGREED)


def two_and_two(programme: Programme, form: MentoringForm) -> tuple[Mentee, Mentee, Mentor, Mentor]:
    """Make two who wait and two who help: each of the first asks for what one of the second gives."""
    return (
        waiting(programme, form, "Чижов", asks="Алгебра"),
        waiting(programme, form, "Дроздов", asks="Чтение"),
        ready(programme, form, "Липина", gives="Алгебра"),
        ready(programme, form, "Осокина", gives="Чтение"),
    )


def begun(programme: Programme, form: MentoringForm, by) -> Run:
    return running.begin(programme, form, by=by)


def chosen(run: Run) -> dict[str, str]:
    """Say whom the run proposes to whom, by surname."""
    now = posing.live(Run.objects.get(pk=run.pk), TODAY)
    return {
        now.found.mentees[one.mentee].person.surname: now.found.mentors[one.mentor].person.surname
        for one in now.proposal.pairs
    }
