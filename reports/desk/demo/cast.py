"""Who works in the invented region: the same people every time. Pure values."""

from dataclasses import dataclass

from mentoring.access import Role
from mentoring.people.models import Employment

Duty = Employment.Duty
PASSWORD = "nastavnik-2026"
TOTP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@dataclass(frozen=True)
class Colleague:
    """Somebody who works in an organization; with a login, somebody who signs in."""

    name: str
    position: str
    sex: str
    duty: str = ""
    login: str = ""
    roles: tuple[Role, ...] = ()
    acting: str = ""  # the order by which they stand in for the head since that August
    email: str = ""
    invited: bool = False  # has a code that waits to be used
    second_step: bool = False


@dataclass(frozen=True)
class Place:
    """A seat in the working group: whose it is, or what the school still looks for."""

    name: str
    position: str
    duties: str


@dataclass(frozen=True)
class Cycle:
    """What an organization writes about its programme of this year."""

    goal: str
    lead: str  # the surname of whoever answers for the first form
    group: tuple[Place, ...]
    counts: tuple[tuple[str, int, int], ...]  # what is counted, this year's fact, next year's forecast


SCHOOL = (
    Colleague(
        "Соколова Вера Ильинична", "советник директора по воспитанию", "f",
        Duty.CURATOR, "curator", (Role.CURATOR,),
    ),
    Colleague("Беляев Олег Маркович", "директор", "m", Duty.HEAD, "director", (Role.DIRECTOR,)),
    Colleague("Ёлкина Алёна Семёновна", "заместитель директора по УВР", "f", Duty.DEPUTY, "deputy", (Role.DEPUTY,)),
    Colleague("Щёголев Артём Фёдорович", "учитель физики", "m", "", "form-lead", (Role.FORM_LEAD,)),
    Colleague(
        "Преображенская-Константинова Аполлинария Всеволодовна",
        "педагог-психолог", "f", Duty.PSYCHOLOGIST, "psychologist", (Role.PSYCHOLOGIST,),
    ),
    Colleague(
        "Жучков Пётр Алексеевич", "учитель географии, классный руководитель 8 «Б»", "m",
        Duty.CLASS_TEACHER, "class-teacher", (Role.CLASS_TEACHER,),
    ),
    Colleague("Тихонова Фёкла Андреевна", "методист", "f", Duty.METHODIST, "methodist", (Role.METHODIST,)),
    Colleague("Гречко Ольга Ивановна", "специалист по кадрам", "f", Duty.HR, "hr", (Role.HR,)),
    Colleague("Королёва Нина Саввична", "педагог-библиотекарь", "f", "", "working-group", (Role.WORKING_GROUP,)),
    Colleague("Мышкин Семён Львович", "инженер-программист", "m", Duty.TECHNICIAN, "technician", (Role.TECHNICIAN,)),
    Colleague("Чёрный Глеб Тимофеевич", "учитель математики", "m", "", "mentor", (Role.MENTOR,)),
    Colleague(
        "Муравьёва Зоя Кирилловна", "учитель начальных классов, классный руководитель 4 «А»", "f",
        Duty.CLASS_TEACHER, "", (Role.CLASS_TEACHER,), email="muravyova@example.org", invited=True,
    ),
    Colleague("Ким Виктор Енгварович", "заместитель директора по воспитательной работе", "m"),
    Colleague("Лебедь Дарья Игоревна", "учитель русского языка и литературы", "f"),
    Colleague("Объедков Ян Юрьевич", "учитель истории", "m"),
)  # fmt: skip
COLLEGE = (
    Colleague(
        "Воробьёва Тамара Глебовна", "заместитель директора по учебно-производственной работе", "f",
        Duty.HEAD, "college-director", (Role.DIRECTOR,), acting="от 03.08.{year} № 118-к", second_step=True,
    ),
    Colleague(
        "Подорожный Игнат Савельевич", "старший методист", "m",
        Duty.CURATOR, "college-curator", (Role.CURATOR, Role.METHODIST),
    ),
    Colleague("Седых Лев Борисович", "мастер производственного обучения", "m", "", "college-mentor", (Role.MENTOR,)),
    Colleague("Журавель Эмма Наумовна", "педагог-психолог", "f", Duty.PSYCHOLOGIST),
    Colleague("Дёмина Ульяна Егоровна", "начальник отдела кадров", "f", Duty.HR),
    Colleague("Хохлов Роман Ильич", "заведующий отделением приборостроения", "m", Duty.DEPUTY),
    Colleague("Яшина Ева Антоновна", "преподаватель спецдисциплин", "f"),
)  # fmt: skip
PARTNER = Colleague("Рябинин Осип Юльевич", "инженер-технолог", "m", "", "partner", (Role.PARTNER,))
CENTRE = (
    Colleague(
        "Зимина Любовь Родионовна", "руководитель центра", "f", Duty.HEAD, "regional", (Role.REGIONAL, Role.DIRECTOR)
    ),
)

SCHOOL_GROUP = (
    Place("Соколова Вера Ильинична", "куратор программы", "ведёт план\nсобирает рабочую группу раз в месяц"),
    Place("Ёлкина Алёна Семёновна", "заместитель директора по УВР", "следит, чтобы занятия не мешали урокам"),
    Place(
        "Преображенская-Константинова Аполлинария Всеволодовна", "педагог-психолог",
        "проводит входную и выходную оценку\nпомогает парам, у которых не складывается",
    ),
    Place("Королёва Нина Саввична", "педагог-библиотекарь", "готовит место для встреч"),
    Place("", "социальный педагог", "связь с семьями"),
)  # fmt: skip
COLLEGE_GROUP = (
    Place("Подорожный Игнат Савельевич", "куратор программы", "ведёт план и списки пар"),
    Place("Хохлов Роман Ильич", "заведующий отделением", "договаривается с предприятиями"),
    Place("Дёмина Ульяна Егоровна", "начальник отдела кадров", "готовит дополнительные соглашения"),
)
# What a programme needs: kind, what, source, from where.
RESOURCES = (
    ("people", "Куратор программы, 0,5 ставки", "internal", "штатное расписание"),
    ("method", "Занятия для наставников: шесть встреч с разбором случаев", "internal", "методический кабинет"),
    ("material", "Читальный зал на два вечера в неделю", "internal", "школьная библиотека"),
    ("people", "Три наставника с завода «Ключ»", "external", "соглашение о сотрудничестве"),
    ("money", "Поездка пар в город мастеров, 45 000 ₽", "external", "попечительский совет"),
)
SCHOOL_COUNTS = (
    ("обучающихся, всего", 812, 830),
    ("из них в 5–11 классах", 468, 481),
    ("обучающихся с ОВЗ", 24, 26),
    ("педагогов, всего", 54, 55),
    ("из них со стажем до 3 лет", 9, 7),
    ("из них моложе 35 лет", 17, 18),
)
COLLEGE_COUNTS = (
    ("студентов, всего", 1146, 1180),
    ("педагогов и мастеров, всего", 71, 72),
    ("из них со стажем до 3 лет", 12, 10),
)
SCHOOL_CYCLE = Cycle(
    "Каждый, кому нужна поддержка старшего, находит её в своей школе.", "Щёголев", SCHOOL_GROUP, SCHOOL_COUNTS
)
COLLEGE_CYCLE = Cycle(
    "Новый преподаватель остаётся в колледже и через год ведёт занятия уверенно.",
    "Яшина",
    COLLEGE_GROUP,
    COLLEGE_COUNTS,
)
# What share is meant to be reached this year and the next.
TARGETS = (
    ("learners_mentees", 10, 15),
    ("learners_mentors", 5, 7),
    ("teachers_mentees", 15, 20),
    ("teachers_mentors", 12, 15),
    ("partners", 2, 4),
)
