"""Classes, learners with their parents, and partners of the invented school and college: the same every time."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count, cycle, islice

from mentoring.accounts import schooldays
from mentoring.accounts.models import Organization
from mentoring.people.models import (
    Affiliation,
    Clearance,
    Employment,
    Enrollment,
    Guardianship,
    Partner,
    Person,
    StudyGroup,
)
from reports.desk.demo.plans import year_of

# Surnames as a man and a woman bear them.
SURNAMES = [
    "Агафонов", "Берёзкин", "Вишняков", "Глухов", "Дроздов", "Еремеев", "Жаров", "Зуев", "Ильюшин", "Калинин",
    "Лапин", "Мухин", "Носов", "Оленев", "Пчелин", "Рогов", "Сапожков", "Тулупов", "Уваров", "Филин",
    "Хомяков", "Цаплин", "Черёмухин", "Шубин", "Щукин", "Юдин", "Яблоков", "Бубнов", "Гусев", "Дятлов",
]  # fmt: skip
BOYS = [
    "Артём", "Богдан", "Глеб", "Данила", "Егор", "Захар", "Илья", "Кирилл", "Лев", "Матвей", "Назар", "Остап",
    "Савелий", "Тимур", "Фёдор", "Юрий",
]  # fmt: skip
GIRLS = [
    "Алёна", "Василиса", "Дарья", "Ева", "Злата", "Кира", "Лада", "Майя", "Ника", "Полина", "Рената", "Соня",
    "Таисия", "Ульяна", "Эмма", "Яна",
]  # fmt: skip
FATHERS = (
    ("Андрей", "Андреевич", "Андреевна"),
    ("Борис", "Борисович", "Борисовна"),
    ("Виталий", "Витальевич", "Витальевна"),
    ("Денис", "Денисович", "Денисовна"),
    ("Игорь", "Игоревич", "Игоревна"),
    ("Максим", "Максимович", "Максимовна"),
    ("Семён", "Семёнович", "Семёновна"),
)
MOTHERS = ["Анна", "Вера", "Галина", "Жанна", "Инна", "Лариса", "Мария", "Оксана", "Рита", "Юлия"]
PARENTAL = (("Олегович", "Олеговна"), ("Павлович", "Павловна"), ("Романович", "Романовна"))
CLASSES = ((6, "А", 12), (7, "Б", 13), (8, "А", 12), (8, "Б", 14), (9, "А", 13), (11, "А", 8))
GROUPS = (("ПС-21", 9), ("ПС-31", 8), ("ДП-22", 9))
TEACHERS = {"8 «Б»": "Жучков"}
WORKERS = (("Рябинин", "Осип", "Юльевич", "инженер-технолог", True), ("Громова", "Ада", "Львовна", "наладчик", False))


def school(organization: Organization) -> None:
    """Fill six classes; the oldest have become adults, three have no birth date, two live with a guardian."""
    numbers = count()
    for grade, letter, size in CLASSES:
        title = f"{grade} «{letter}»"
        teacher = Person.objects.filter(organization=organization, surname=TEACHERS.get(title, "")).first()
        group = StudyGroup.objects.create(
            organization=organization, title=title, grade=grade, letter=letter, teacher=teacher
        )
        _fill(group, grade + 7, islice(numbers, size))
    _partner(organization, "Завод «Ключ»", Partner.Kind.ENTERPRISE, WORKERS)
    _check_mentors(organization)


def college(organization: Organization) -> None:
    """Fill three groups of first and second year."""
    numbers = count(40)
    for title, size in GROUPS:
        group = StudyGroup.objects.create(organization=organization, title=title, grade=int(title[3]))
        _fill(group, int(title[3]) + 15, islice(numbers, size))


def _fill(group: StudyGroup, age: int, numbers: Iterator[int]) -> None:
    year = year_of(schooldays.today(group.organization))
    for number in numbers:
        child = _learner(group.organization, number, date(year - age, 1, 12) + timedelta(days=number * 37 % 340))
        Enrollment.objects.create(organization=group.organization, person=child, group=group, start=date(year, 9, 1))
        _guardians(child, number)


def _learner(organization: Organization, number: int, birth: date) -> Person:
    girl = number % 2 == 1
    surname = SURNAMES[number % len(SURNAMES)]
    return Person.objects.create(
        organization=organization,
        surname=f"{surname}а" if girl else surname,
        given=(GIRLS if girl else BOYS)[number * 5 % 16],
        patronymic=FATHERS[number % len(FATHERS)][2 if girl else 1],
        sex="f" if girl else "m",
        sex_confirmed=True,
        birth_date=None if number % 25 == 24 else birth,
    )


def _guardians(child: Person, number: int) -> None:
    """Give the child a mother; to every third a father as well, to a few a guardian alone."""
    right = Guardianship.Right
    surname = SURNAMES[number % len(SURNAMES)]
    if number % 36 == 35:
        grandmother = ("Лопухина", _mother(number), "Карповна", "f")
        return _guardian(child, grandmother, right.GUARDIAN, number, "постановление опеки от 12.03.2024 № 41")
    _guardian(child, (f"{surname}а", _mother(number), PARENTAL[number % 3][1], "f"), right.MOTHER, number)
    if number % 3 == 0:
        _guardian(child, (surname, FATHERS[number % 7][0], PARENTAL[number % 3][0], "m"), right.FATHER, number + 500)


def _mother(number: int) -> str:
    """Name mothers of one surname differently: they are not the same person."""
    return MOTHERS[(number + number // len(SURNAMES) * 3) % len(MOTHERS)]


def _guardian(child: Person, name: tuple[str, ...], right: str, number: int, document: str = "") -> None:
    surname, given, patronymic, sex = name
    person = Person.objects.create(
        organization=child.organization,
        surname=surname,
        given=given,
        patronymic=patronymic,
        sex=sex,
        sex_confirmed=True,
        phone=f"+7 900 000-{number // 100:02d}-{number % 100:02d}",
    )
    Guardianship.objects.create(
        organization=child.organization, child=child, guardian=person, right=right, document=document
    )


def _partner(organization: Organization, title: str, kind: str, workers: tuple) -> None:
    year = year_of(schooldays.today(organization))
    partner = Partner.objects.create(
        organization=organization,
        title=title,
        kind=kind,
        contact="Рябинин Осип Юльевич, учебный центр",
        phone="+7 900 000-77-07",
        agreement=f"от 15.09.{year} № 12",
        agreement_until=date(year + 1, 8, 31),
    )
    for surname, given, patronymic, position, curates in workers:
        person = Person.objects.create(
            organization=organization, surname=surname, given=given, patronymic=patronymic, sex_confirmed=True,
            sex="m" if curates else "f",
        )  # fmt: skip
        Affiliation.objects.create(
            organization=organization, person=person, partner=partner, position=position, curates=curates
        )
        _clear(person, until=schooldays.today(organization) + timedelta(days=20 if curates else 300))


def _check_mentors(organization: Organization) -> None:
    """Certificates of some of the staff: one lasts, one ends soon, one is over."""
    today = schooldays.today(organization)
    held = Employment.objects.on(today).filter(organization=organization).order_by("pk").select_related("person")
    for employment, days in zip(held[:6], cycle((200, 14, -9)), strict=False):
        _clear(employment.person, until=today + timedelta(days=days))


def _clear(person: Person, *, until: date) -> None:
    Clearance.objects.create(
        organization=person.organization,
        person=person,
        kind=Clearance.Kind.CRIMINAL,
        number=f"{person.pk:03d}/77",
        issued_on=until - timedelta(days=365),
        valid_until=until,
    )
