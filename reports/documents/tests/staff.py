"""A school with everybody whom the first order names."""

from mentoring.accounts.models import Organization
from mentoring.people.models import Employment, Person, Position
from mentoring.programmes.models import GroupMember, MentoringForm, Programme, ProgrammeForm

Duty = Employment.Duty
STAFF = (
    ("Рябинин Егор Ильич", "m", "директор", Duty.HEAD),
    ("Осипова Инна Львовна", "f", "советник директора по воспитанию", Duty.CURATOR),
    ("Зябликов Марк Саввич", "m", "специалист по кадрам", Duty.HR),
    ("Сорокина Ася Петровна", "f", "инженер-программист", Duty.TECHNICIAN),
    ("Дятлов Олег Юрьевич", "m", "учитель химии", Duty.NONE),
    ("Лебедь Дарья Игоревна", "f", "педагог-психолог", Duty.PSYCHOLOGIST),
)
GROUP = (
    ("Осипова", "куратор программы", "ведёт план\nсобирает группу"),
    ("Лебедь", "", "проводит входную оценку"),
    ("", "социальный педагог", "связь с семьями"),
)


def hire(school: Organization, name: str, sex: str, title: str, duty: str = "", **fields) -> Employment:
    """Give a school a person in a position."""
    surname, given, patronymic = name.split()
    person = Person.objects.create(organization=school, surname=surname, given=given, patronymic=patronymic, sex=sex)
    position, _ = Position.objects.get_or_create(organization=school, title=title)
    return Employment.objects.create(organization=school, person=person, position=position, duty=duty, **fields)


def staff(school: Organization, *but: str) -> dict[str, Person]:
    """Hire everybody but those with these surnames; return them by surname."""
    rows = [hire(school, *row) for row in STAFF if row[0].split()[0] not in but]
    return {row.person.surname: row.person for row in rows}


def gather_group(programme: Programme, people: dict[str, Person]) -> None:
    for order, (surname, position, duties) in enumerate(GROUP):
        GroupMember.objects.create(
            organization=programme.organization,
            programme=programme,
            order=order,
            person=people.get(surname),
            position_text=position,
            duties=duties,
        )


def answer_for_form(programme: Programme, person: Person, title: str) -> None:
    school = programme.organization
    form = MentoringForm.objects.create(organization=school, code=f"own-{title[:8]}-{person.pk}", title=title)
    ProgrammeForm.objects.create(organization=school, programme=programme, form=form, lead=person)
