"""A school of one year, from the working group to the thanks: every order rests on what was issued before it."""

from datetime import date

import pytest

from tests.cycles import people, recount, script, town
from tests.cycles.script import Script
from tests.cycles.stages import Bond
from tests.cycles.walk import Walk

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(300)]
BONDS = (
    Bond("Дорошенко", "Ветрова", "teacher_pupil", "Подготовить исследование о звуке."),
    Bond("Кравец", "Зимин", "employer_pupil", "Попробовать себя в работе технолога."),
    Bond("Лисицына", "Тихая", "teacher_pupil", "Сдать экзамен по русскому языку."),
)


@pytest.fixture
def walk(db, clock) -> Walk:
    made = town.found(
        people.SCHOOL,
        kind="school",
        slug="zarechnaya",
        names={
            "full_name": "Муниципальное бюджетное общеобразовательное учреждение «Заречная средняя школа № 3»",
            "short_name": "МБОУ «Заречная СШ № 3»",
            "founder": "Управление образования администрации Заречного района",
            "locality": "посёлок Заречный",
        },
        programme={
            "title": "2026/27 учебный год",
            "start": date(2026, 9, 1),
            "end": date(2027, 5, 31),
            "goal": "Помочь каждому, кто просит о помощи.",
            "tasks": "Собрать запросы\nПодготовить наставников",
        },
        forms=("teacher_pupil", "employer_pupil"),
        leads={"teacher_pupil": "Лисицына", "employer_pupil": "Мельник"},
    )
    group = (("Вольская", "ведёт план"), ("Седых", "проводит отбор"), ("Лисицына", "готовит занятия"))
    town.gather_group(made, group)
    return Walk(made, clock)


SCRIPT = Script(
    plan="standard",
    mentees={
        "Ветрова": ("teacher_pupil", "Хочу провести исследование"),
        "Зимин": ("employer_pupil", "Хочу увидеть производство"),
        "Тихая": ("teacher_pupil", "Боюсь экзамена"),
    },
    mentors={
        "Дорошенко": "teacher_pupil",
        "Кравец": "employer_pupil",
        "Лисицына": "teacher_pupil",
        "Мельник": "teacher_pupil",
    },
    bonds=BONDS,
    replacing="Мельник",
    employed=("Ветрова", "Тихая"),
    outsiders=("Кравец Степан Юрьевич",),
    minors=("Ветрова", "Зимин", "Тихая"),
    thanked=(
        ("Лисицына", "thanks", "За терпение и внимание"),
        ("Кравец", "thanks", "За помощь ученику"),
        ("Дорошенко", "bonus", "За исследование с учеником"),
        ("Зимин", "diploma", "За победу в конкурсе"),
        ("Ветрова", "letter", "За успехи в исследовании"),
    ),
)


def test_walk(walk):
    made = script.first_year(walk, SCRIPT, 2026)
    script.end(walk, made, SCRIPT, date(2027, 5, 20))
    walk.reread()
    assert walk.grounds() == {
        "O1": ["Р-145", "1264-р"],
        "O2": ["273-ФЗ", "Р-145", "779", "1264-р"],
        "regulation": ["273-ФЗ", "Р-145", "1264-р"],
        "O3": ["Р-145", "1264-р"],
        "O4": ["152-ФЗ"],
        "O9": ["273-ФЗ", "Р-145"],
        **{code: ["Р-145"] for code in script.STEPS},
    }
    assert walk.says("[Кк]лассн[а-я]+ руководител") >= {"O4", "O9", "O12", "O13"}
    assert walk.says("кураторам? групп|воспитанник") == set()
    assert {"agreement_parent", "parents_letter", "O10_learners"} <= {act.kind for act in walk.acts}
    assert "O10" not in {act.kind for act in walk.acts}
    assert [recount.sentence(made.acts[kind], word) for kind, word in (("O1", "Назначить"), ("O11", "Закрепить"))] == [
        "Назначить заместителя директора по воспитательной работе Вольскую И. Р. куратором внедрения целевой модели "
        "(далее — куратор).",
        "Закрепить с 16 ноября 2026 г. за Ветровой Майей Львовной наставника Мельника Захара Ивановича.",
    ]
