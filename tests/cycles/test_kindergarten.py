"""A kindergarten where teachers help teachers: no learners, no parents, work by article 351.8 of the Labour Code."""

from datetime import date

import pytest

from tests.cycles import people, recount, script, town
from tests.cycles.script import Script
from tests.cycles.stages import Bond
from tests.cycles.walk import Walk

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(300)]


@pytest.fixture
def walk(db, clock) -> Walk:
    made = town.found(
        people.KINDERGARTEN,
        kind="kindergarten",
        slug="rodnichok",
        names={
            "full_name": "Муниципальное автономное дошкольное образовательное учреждение «Детский сад № 9 «Родничок»",
            "short_name": "МАДОУ «Детский сад № 9»",
            "founder": "Комитет по образованию города Родникова",
            "locality": "город Родников",
        },
        programme={
            "title": "2026/27 учебный год",
            "start": date(2026, 9, 1),
            "end": date(2027, 5, 31),
            "goal": "Ввести в должность молодых воспитателей.",
            "tasks": "Узнать, кому нужна помощь\nПодготовить наставников",
        },
        forms=("teacher_teacher", "head_teacher"),
        leads={"teacher_teacher": "Пчёлкина"},
    )
    town.gather_group(made, (("Орлова", ""), ("Пчёлкина", "ведёт план"), ("Сурова", "проводит отбор")))
    return Walk(made, clock)


SCRIPT = Script(
    plan="teachers",
    mentees={
        "Цветкова": ("teacher_teacher", "Первый год в должности"),
        "Белая": ("teacher_teacher", "Новая группа"),
    },
    mentors={"Мороз": "teacher_teacher", "Шевчук": "teacher_teacher", "Пчёлкина": "teacher_teacher"},
    bonds=(
        Bond("Мороз", "Цветкова", "teacher_teacher", "Войти в должность."),
        Bond("Шевчук", "Белая", "teacher_teacher", "Провести праздник."),
    ),
    replacing="Пчёлкина",
    employed=("Цветкова", "Белая"),
    thanked=(
        ("Мороз", "thanks", "За терпение и внимание"),
        ("Шевчук", "bonus", "За помощь коллеге"),
        ("Цветкова", "diploma", "За открытое занятие"),
    ),
)


def test_walk(walk):
    made = script.first_year(walk, SCRIPT, 2026)
    script.end(walk, made, SCRIPT, date(2027, 5, 20))
    walk.reread()
    assert walk.grounds() == {
        "O1": ["АЗ-1128/08", "1264-р"],
        "O2": ["273-ФЗ", "АЗ-1128/08", "779", "1264-р"],
        "regulation": ["273-ФЗ", "АЗ-1128/08", "1264-р"],
        "O3": ["АЗ-1128/08", "1264-р"],
        "O4": ["152-ФЗ"],
        "O9": ["273-ФЗ"],
        **{code: ["АЗ-1128/08"] for code in script.STEPS},
    }
    assert walk.says("[Оо]бучающ[иае]|[Кк]лассн|[Уу]чени[кц]|[Сс]тудент") == set()
    assert walk.says("[Рр]одител") == {"O3", "O9", "regulation"}  # of whom teachers learn to speak with
    assert walk.says(r"351\.8") == {"O10", "labour_agreement", "labour_notice", "regulation"}
    assert {"agreement_parent", "parents_letter", "O10_learners"} & {act.kind for act in walk.acts} == set()
    assert [recount.sentence(made.acts[kind], word) for kind, word in (("O1", "Назначить"), ("O11", "Закрепить"))] == [
        "Назначить старшего воспитателя Пчёлкину З. И. куратором внедрения целевой модели (далее — куратор).",
        "Закрепить с 16 ноября 2026 г. за Цветковой Юлией Андреевной наставника Пчёлкину Зою Ивановну.",
    ]
