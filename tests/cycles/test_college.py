"""A college of two years: groups, employers, students of age, a second year of pairs, numbers anew each year."""

from datetime import date

import pytest

from mentoring.people.models import Employment
from roadmap.models import STAGES
from roadmap.tests.cast import make_roadmap
from tests.cycles import people, script, town
from tests.cycles.script import Script
from tests.cycles.stages import Bond
from tests.cycles.walk import Walk

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(300)]
SECTIONS = tuple({"number": str(place), "title": title, "stage": place} for place, title in STAGES)
DUE = (
    (date(2026, 9, 15), date(2027, 9, 15)),
    (date(2026, 9, 30), date(2027, 9, 30)),
    (date(2026, 10, 5), date(2027, 10, 5)),
    (date(2026, 10, 15), date(2027, 10, 15)),
    (date(2026, 10, 30), date(2027, 10, 29)),
    (date(2027, 4, 15), date(2028, 4, 14)),
    (date(2027, 5, 28), date(2028, 6, 9)),
)
EVENTS = tuple(
    {
        "section": place,
        "number": f"{place + 1}.1",
        "title": f"Дела этапа: {title.lower()}",
        "due_text": f"до {days[0]:%d.%m.%Y}, до {days[1]:%d.%m.%Y}",
        "due": days,
        "responsibles": (Employment.Duty.CURATOR,),
    }
    for place, ((_, title), days) in enumerate(zip(STAGES, DUE, strict=True))
)


@pytest.fixture
def walk(db, clock) -> Walk:
    made = town.found(
        people.COLLEGE,
        kind="college",
        slug="vektorny",
        names={
            "full_name": "Государственное автономное профессиональное образовательное учреждение «Векторный техникум»",
            "short_name": "ГАПОУ «Векторный техникум»",
            "founder": "Министерство образования Приозёрской области",
            "locality": "город Векторск",
        },
        programme={
            "title": "2026–2028 годы",
            "start": date(2026, 9, 1),
            "end": date(2028, 6, 30),
            "goal": "Довести каждого студента до работы по профессии.",
            "tasks": "Собрать запросы\nПодготовить наставников",
        },
        forms=("employer_student", "teacher_pupil"),
        leads={"employer_student": "Гусева"},
    )
    group = (("Рублёва", "ведёт план"), ("Черных", "проводит отбор"), ("Гусева", "готовит занятия"))
    town.gather_group(made, group)
    make_roadmap(made.school, programme=made.programme, sections=SECTIONS, events=EVENTS)
    return Walk(made, clock)


SCRIPT = Script(
    mentees={
        "Хромов": ("employer_student", "Хочу освоить станок"),
        "Ким": ("teacher_pupil", "Готовлюсь к конкурсу"),
    },
    mentors={"Якименко": "employer_student", "Борода": "teacher_pupil", "Гусева": "teacher_pupil"},
    bonds=(
        Bond("Якименко", "Хромов", "employer_student", "Освоить станок."),
        Bond("Борода", "Ким", "teacher_pupil", "Подготовить проект."),
    ),
    replacing="Гусева",
    employed=("Ким",),
    outsiders=("Якименко Олег Васильевич",),
    minors=("Ким",),
    thanked=(
        ("Борода", "thanks", "За терпение и внимание"),
        ("Гусева", "bonus", "За подготовку студента"),
        ("Хромов", "diploma", "За победу в конкурсе"),
        ("Ким", "letter", "За проект"),
    ),
    council="teacher_pupil",
)
SECOND = Script(
    mentees={"Лось": ("employer_student", "Хочу попасть на завод")},
    mentors={"Нечай": "teacher_pupil"},
    bonds=(Bond("Якименко", "Лось", "employer_student", "Пройти практику."),),
)


def test_walk(walk):
    made = script.first_year(walk, SCRIPT, 2026)
    script.again(walk, made, SECOND, 2027, end=date(2028, 5, 25))
    script.end(walk, made, SCRIPT, date(2028, 5, 22))
    walk.reread()
    assert {year for _, year, _ in walk.years()} == {2026, 2027, 2028}
    orders = [(act.year, act.sequence) for act in walk.acts if act.journal.code == "orders"]
    assert [number for year, number in orders if year == 2027] == [1, 2, 3, 4]
    assert walk.says("[Кк]лассн|[Уу]чени[кц]|[Вв]оспитанник") == set()
    assert walk.says("[Кк]ураторам групп") == {"O4", "O12", "O13"}
    issued = {act.kind for act in walk.acts}
    assert {"O10_learners", "agreement_parent", "agreement_partner", "council_protocol"} <= issued
