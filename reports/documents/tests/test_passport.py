"""The passport of a programme: what it is filled from, and what it says where there is nothing."""

from datetime import date

import pytest

from mentoring.people.models import Employment, Partner
from mentoring.programmes.models import AssessedResult, ProgrammeForm, Target
from reports.documents.paper import words
from reports.documents.tests.aloud import composed, rows, said, table_of
from reports.documents.tests.beginning import begin, draft, readers

pytestmark = pytest.mark.usefixtures("august")


def test_passport_is_filled_from_the_programme(programme, curator):
    people = begin(programme, "kindergarten", curator)
    Partner.objects.create(organization=programme.organization, title="Музей", agreement="от 01.10.2026 № 4")
    ProgrammeForm.objects.exclude(form__code="partner_teacher").delete()

    order = draft("O3", programme, curator)
    passport, forms = composed(order).annexes

    assert [words(line).replace("\u00a0", " ") for line in passport.stamp] == [
        "Приложение № 1", "УТВЕРЖДЕНА", "приказом директора", "от 25.08.2026 № 41-од",
    ]  # fmt: skip
    filled = dict(rows(table_of(passport.blocks)))
    assert filled.pop("Основание разработки").startswith("Разработана на основании: / – письма Министерства")
    assert filled.pop("Этапы").startswith("1) Подготовка условий / 2) База наставляемых / 3) ")
    assert filled == {
        "Наименование программы": "Программа наставничества. 2026/27 учебный год",
        "Разработчик": "Средняя школа ozernaya, рабочая группа программы",
        "Куратор программы": "Осипова Инна Львовна, советник директора по воспитанию",
        "Сроки реализации": "с 1 сентября 2026 г. по 31 мая 2027 г.",
        "Цель": "Помочь каждому найти своё дело",
        "Задачи": "1) Собрать наставников / 2) Научить их",
        "Целевая аудитория": "Наставляемые: / – педагог, которому нужны новые приёмы и площадки. / Наставники: / – "
        "специалист библиотеки, музея, спортивной школы, вуза или другой организации-партнёра.",
        "Формы и ролевые модели": "«Социальный партнёр — педагог»: специалист партнёра — педагог",
        "Ожидаемые результаты": "1) Проведены общие занятия / 2) Приёмы партнёра применяются",
        "Что считают в начале и в конце": "«Социальный партнёр — педагог»: число общих занятий; число освоенных "
        "приёмов",
        "Партнёры": "Музей (соглашение от 01.10.2026 № 4)",
        "Мониторинг": "Первый этап — качество самой программы: анкеты участников, сильные и слабые стороны, "
        "возможности и риски. / Второй этап — влияние на участников: ответы и показатели в начале и в конце "
        "программы. / "
        "Отвечает куратор программы.",
    }
    assert rows(table_of(forms.blocks)) == [
        ("1.", "Социальный партнёр — педагог", "специалист партнёра — педагог", "Дятлов Олег Юрьевич")
    ]
    assert people["Дятлов"].surname in readers(order)


def test_passport_says_in_words_that_nothing_is_measured_yet(programme, curator):
    begin(programme, "kindergarten", curator)
    ProgrammeForm.objects.exclude(form__code="partner_teacher").delete()
    AssessedResult.objects.all().delete()

    filled = dict(rows(table_of(composed(draft("O3", programme, curator)).annexes[0].blocks)))

    assert filled["Что считают в начале и в конце"] == "«Социальный партнёр — педагог»: показатели не определены"


def test_agreement_that_has_run_out_is_not_in_the_passport(programme, curator):
    begin(programme, "kindergarten", curator)
    own = {"organization": programme.organization}
    Partner.objects.create(**own, title="Музей", agreement="от 01.10.2023 № 4", agreement_until=date(2026, 8, 24))
    Partner.objects.create(**own, title="Театр", agreement="от 01.10.2025 № 5", agreement_until=date(2026, 8, 25))

    filled = dict(rows(table_of(composed(draft("O3", programme, curator)).annexes[0].blocks)))

    assert filled["Партнёры"] == "Музей / Театр (соглашение от 01.10.2025 № 5)"


def test_curator_is_the_same_in_the_passport_and_in_the_text(programme, curator):
    people = begin(programme, "school", curator)
    Employment.objects.filter(person=people["Дятлов"]).update(duty=Employment.Duty.CURATOR, start=date(2026, 8, 1))

    order = draft("O3", programme, curator)

    assert any(line.endswith("Дятлову О. Ю.:") for line in said(order))
    assert dict(rows(table_of(composed(order).annexes[0].blocks)))["Куратор программы"].startswith("Дятлов")


def test_targets_of_the_years_of_the_programme_stand_under_its_passport(programme, curator):
    begin(programme, "school", curator)
    order = draft("O3", programme, curator)
    assert len(composed(order).annexes[0].blocks) == 1

    for year, percent in ((2025, 10), (2026, 20), (2027, "20.5")):
        Target.objects.create(organization=programme.organization, year=year, group="teachers_mentees", percent=percent)

    said_of, table = composed(order).annexes[0].blocks[1:]
    assert words(said_of.text) == "Показатели охвата по годам:"
    assert rows(table) == [
        ("1.", "педагоги — наставляемые", "2026", "20"),
        ("2.", "педагоги — наставляемые", "2027", "20,5"),
    ]
