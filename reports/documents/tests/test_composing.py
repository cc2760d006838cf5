"""What the papers of a school say, read aloud: the order that begins the programme, the plan, the protocol."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mentoring.accounts import schooldays
from mentoring.people import declining
from mentoring.people.declension import Case
from reports.documents import checking, composing, drafting, numbering, paper
from reports.documents.models import Document, LegalAct
from reports.documents.paper import Paragraph, Point, Signature, words
from reports.documents.tests.staff import answer_for_form, gather_group, hire, staff
from roadmap import adopting, builtin
from roadmap.tests.cast import make_roadmap, many_events

TODAY = date(2026, 8, 24)
ACT = {"on": date(2026, 8, 25), "number": "41-од"}


@pytest.fixture(autouse=True)
def stopped_clock(monkeypatch):
    # The world outside: the clock on the wall.
    monkeypatch.setattr(schooldays, "today", lambda organization: TODAY)


@pytest.fixture
def people(school):
    return staff(school)


@pytest.fixture
def order(programme, people, curator) -> Document:
    """The order that begins a programme of a school where everybody is in place."""
    gather_group(programme, people)
    answer_for_form(programme, people["Дятлов"], "Ученик — ученик")
    LegalAct.objects.create(
        organization=programme.organization, title="приказа Управления образования от 03.08.2026 № 15", kinds=["O1"]
    )
    adopting.adopt_builtin(programme, "standard", by=curator.member)
    return drafting.draft("O1", programme, by=curator.member)


def said(document: Document, **act) -> list[str]:
    """Return the preamble and the points as plain lines."""
    return [
        f"{block.number} {words(block.text)}" if isinstance(block, Point) else words(block.text)
        for block in composing.compose(document, **act).blocks
        if isinstance(block, Point | Paragraph)
    ]


def plain(lines: list[str]) -> list[str]:
    return [line.replace("\u00a0", " ") for line in lines]


def test_order_says_what_a_director_would_sign(order):
    assert plain(said(order)) == [
        "На основании приказа Управления образования от 03.08.2026 № 15, в целях развития наставничества, раскрытия "
        "способностей обучающихся и поддержки педагогических работников",
        "ПРИКАЗЫВАЮ:",
        "1. Организовать внедрение целевой модели наставничества (далее — целевая модель) в период с 1 сентября "
        "2026 г. по 31 мая 2027 г.",
        "2. Назначить советника директора по воспитанию Осипову И. Л. куратором внедрения целевой модели "
        "(далее — куратор).",
        "3. Возложить на учителя химии Дятлова О. Ю. ответственность за реализацию формы наставничества "
        "«Ученик — ученик».",
        "4. Утвердить состав рабочей группы по внедрению целевой модели (приложение № 1).",
        "5. Утвердить дорожную карту внедрения целевой модели (приложение № 2).",
        "6. Куратору Осиповой И. Л.:",
        "6.1. Подготовить проект положения о программе наставничества и представить его на утверждение в срок до "
        "14 сентября 2026 г.",
        "6.2. Организовать деятельность рабочей группы и обеспечить выполнение дорожной карты в установленные сроки.",
        "6.3. Обеспечить получение письменных согласий на обработку персональных данных до начала анкетирования "
        "участников.",
        "6.4. Докладывать о ходе внедрения целевой модели по завершении каждого этапа.",
        "7. Инженеру-программисту Сорокиной А. П. разместить сведения о внедрении целевой модели на официальном "
        "сайте образовательной организации в срок до 7 сентября 2026 г. и осуществлять техническое сопровождение "
        "внедрения.",
        "8. Специалисту по кадрам Зябликову М. С.:",
        "8.1. Ознакомить с настоящим приказом под подпись работников, указанных в нём, в срок до 31 августа 2026 г.",
        "8.2. Подготовить дополнительное соглашение к трудовому договору с Осиповой И. Л. о выполнении обязанностей "
        "куратора в срок до 7 сентября 2026 г.",
        "9. Контроль за исполнением настоящего приказа оставляю за собой.",
    ]


def test_order_has_the_group_and_the_plan_as_annexes(order):
    group, plan = composing.compose(order, **ACT).annexes

    assert plain([words(line) for line in group.stamp]) == [
        "Приложение № 1", "УТВЕРЖДЁН", "приказом директора", "от 25.08.2026 № 41-од",
    ]  # fmt: skip
    assert plain([words(line) for line in plan.stamp])[:2] == ["Приложение № 2", "УТВЕРЖДЕНА"]
    assert plan.title == "Дорожная карта программы наставничества"
    assert len([row for row in plan.blocks[1].rows if not row.across]) == 35
    assert [words(row.cells[1][0]) for row in group.blocks[0].rows] == [
        "Осипова Инна Львовна", "Лебедь Дарья Игоревна", "вакансия",
    ]  # fmt: skip


def test_order_is_shown_to_everybody_it_names_but_the_head(order, people):
    assert composing.people_named(order) == [
        (people["Осипова"], "Осипова Инна Львовна", "советник директора по воспитанию"),
        (people["Дятлов"], "Дятлов Олег Юрьевич", "учитель химии"),
        (people["Сорокина"], "Сорокина Ася Петровна", "инженер-программист"),
        (people["Зябликов"], "Зябликов Марк Саввич", "специалист по кадрам"),
        (people["Лебедь"], "Лебедь Дарья Игоревна", "педагог-психолог"),
    ]


def test_order_of_a_small_school_gives_the_curator_the_rest(school, programme, curator):
    people = staff(school, "Зябликов", "Сорокина")
    gather_group(programme, people)
    make_roadmap(school, programme=programme, title="План мероприятий по наставничеству")
    order = drafting.draft("O1", programme, by=curator.member)

    lines = plain(said(order))

    assert lines[2:][2:] == [
        "3. Утвердить состав рабочей группы по внедрению целевой модели (приложение № 1).",
        "4. Утвердить план мероприятий по внедрению целевой модели (приложение № 2).",
        "5. Куратору Осиповой И. Л.:",
        *lines[7:9],
        "5.3. Обеспечить получение письменных согласий на обработку персональных данных до начала анкетирования "
        "участников.",
        "5.4. Докладывать о ходе внедрения целевой модели по завершении каждого этапа.",
        "5.5. Разместить сведения о внедрении целевой модели на официальном сайте образовательной организации в срок "
        "до 7 сентября 2026 г.",
        "5.6. Ознакомить с настоящим приказом под подпись работников, указанных в нём, в срок до 31 августа 2026 г.",
        "6. Контроль за исполнением настоящего приказа оставляю за собой.",
    ]


def test_two_who_answer_for_forms_are_listed_under_one_point(order, programme, people):
    answer_for_form(programme, people["Лебедь"], "Учитель — учитель")
    answer_for_form(programme, people["Лебедь"], "Работодатель — ученик")

    assert plain(said(order))[4:7] == [
        "3. Возложить ответственность за реализацию форм наставничества:",
        "3.1. «Работодатель — ученик» и «Учитель — учитель» — на педагога-психолога Лебедь Д. И.",
        "3.2. «Ученик — ученик» — на учителя химии Дятлова О. Ю.",
    ]


def test_acting_head_signs_for_the_head_they_stand_in_for(school, order, people):
    hire(school, "Ольхова Рада Глебовна", "f", "заместитель директора по УВР", "head", acting=True)

    signature = next(block for block in composing.compose(order).blocks if isinstance(block, Signature))

    assert plain([words(signature.position), words(signature.name)]) == [
        "Исполняющий обязанности директора", "Р. Г. Ольхова",
    ]  # fmt: skip
    stamp = composing.compose(order, **ACT).annexes[0].stamp
    assert words(stamp[2]) == "приказом исполняющего обязанности директора"


def test_acting_head_stands_in_for_the_head_who_came_last(school, order, people):
    hire(school, "Ивнякова Лада Юрьевна", "f", "заведующий", "head", start=date(2020, 9, 1), end=date(2020, 9, 2))
    hire(school, "Ольхова Рада Глебовна", "f", "заместитель директора по УВР", "head", acting=True)

    signature = next(block for block in composing.compose(order).blocks if isinstance(block, Signature))

    assert words(signature.position) == "Исполняющий обязанности заведующего"


def test_acting_head_of_a_kindergarten_without_another_is_named_by_the_word_of_its_kind(school, programme, curator):
    school.kind = "kindergarten"
    school.save()
    hire(school, "Ольхова Рада Глебовна", "f", "старший воспитатель", "head", acting=True)
    make_roadmap(school, programme=programme)

    order = drafting.draft("O1", programme, by=curator.member)

    signature = next(block for block in composing.compose(order).blocks if isinstance(block, Signature))
    assert words(signature.position) == "Исполняющий обязанности заведующего"


def test_whoever_approved_the_text_signs_it_whoever_heads_the_school_later(school, order, people):
    order.signer = people["Рябинин"].employments.get()
    order.save()
    hire(school, "Ольхова Рада Глебовна", "f", "заместитель директора по УВР", "head", acting=True)

    signature = next(block for block in composing.compose(order).blocks if isinstance(block, Signature))

    assert plain([words(signature.position), words(signature.name)]) == ["Директор", "Е. И. Рябинин"]


def test_order_is_composed_of_the_people_of_its_day(order, people, school):
    people["Осипова"].employments.update(end=date(2026, 8, 31))
    hire(school, "Клёнова Зоя Фёдоровна", "f", "методист", "curator", start=date(2026, 9, 1))

    assert "Осипову" in said(order)[3]
    assert plain(said(order, on=date(2026, 9, 1), number="5"))[3].startswith("2. Назначить методиста Клёнову З. Ф.")


def test_curator_whose_only_place_is_curator_is_not_named_twice(school, order, people):
    position = people["Осипова"].employments.get().position
    position.title = "Куратор программы наставничества"
    position.save()

    assert plain(said(order))[3].startswith("2. Назначить Осипову И. Л. куратором")


def test_correction_of_a_declined_name_is_kept_in_every_paper(order, people, curator):
    declining.correct(people["Осипова"], Case.ACC, "Осиповую Инну Львовну", by=curator.member)

    assert "Осиповую\u00a0И.\u00a0Л." in said(order)[3]
    assert paper.declined(composing.compose(order))[f"person:{people['Осипова'].pk}:acc"] == "Осиповую\u00a0И.\u00a0Л."


def test_any_worker_may_be_named_by_number_and_then_reads_the_order(order, people, curator, other_school):
    other = hire(other_school, "Чужая Эмма Романовна", "f", "учитель").person
    texts = f"{{person:{people['Зябликов'].pk}|who acc}} и {{person:{other.pk}|name acc}}"
    body = [{"block": "point", "text": texts}, {"block": "acquaintance", "title": "Все:", "also": [other.pk]}]
    order = drafting.edit(order, by=curator.member, version=order.version, body=body)

    assert plain(said(order)) == [f"1. Специалиста по кадрам Зябликова М. С. и [не указано: человек «{other.pk}»]"]
    assert composing.people_named(order) == [(people["Зябликов"], "Зябликов Марк Саввич", "специалист по кадрам")]


def test_issued_act_reads_as_it_was_frozen(order):
    order.snapshot = paper.to_json(composing.compose(order, **ACT))
    order.body, order.title = [{"block": "name"}], "Другое"

    assert words(composing.compose(order).blocks[3].text) == "О внедрении целевой модели наставничества"


def test_plan_by_itself_is_stamped_by_the_order_in_force(order, programme, curator):
    plan = drafting.draft("roadmap", programme, by=curator.member)
    assert words(composing.compose(plan).stamp[0]) == "УТВЕРЖДАЮ"

    number(order)

    assert plain([words(line) for line in composing.compose(plan).stamp]) == [
        "УТВЕРЖДЕНА", "приказом директора", "от 25.08.2026 № 41-од",
    ]  # fmt: skip


def test_plan_is_not_stamped_by_an_order_that_cancels_another(order, programme, curator):
    number(order)
    Document.objects.filter(pk=order.pk).update(state="cancelled")
    plan = drafting.draft("roadmap", programme, by=curator.member)

    assert words(composing.compose(plan).stamp[0]) == "УТВЕРЖДАЮ"


def number(order: Document) -> None:
    Document.objects.filter(pk=order.pk).update(
        journal=numbering.journal_for(order.organization, "orders"),
        year=2026,
        sequence=41,
        number="41-од",
        on=date(2026, 8, 25),
        digest="0" * 64,
        state="issued",
    )


def test_protocol_names_those_of_the_group(order, programme, curator):
    protocol = drafting.draft("group_protocol", programme, by=curator.member)

    lines = plain(said(protocol))

    assert lines[:5] == [
        "Председатель — Осипова И. Л.",
        "Секретарь — Лебедь Д. И.",
        "Присутствовали: Осипова Инна Львовна, Лебедь Дарья Игоревна.",
        "ПОВЕСТКА ДНЯ:",
        "1. О внедрении целевой модели наставничества и задачах рабочей группы.",
    ]
    assert "1. СЛУШАЛИ: советника директора по воспитанию Осипову И. Л. — о внедрении" in "\n".join(lines)
    assert lines[-1] == "Голосовали: «за» — 2, «против» — нет, «воздержались» — нет."
    assert composing.people_named(protocol) == []


def test_chair_and_secretary_are_those_whose_places_say_so(order, programme, curator, people):
    group = programme.group.order_by("order")
    group.filter(person=people["Осипова"]).update(position_text="секретарь группы")
    group.filter(person=people["Лебедь"]).update(position_text="председатель")

    lines = said(drafting.draft("group_protocol", programme, by=curator.member))

    assert plain(lines)[:2] == ["Председатель — Лебедь Д. И.", "Секретарь — Осипова И. Л."]


@pytest.mark.parametrize("code", builtin.CODES)
def test_ready_plan_in_a_fresh_order_asks_about_people_only(school, programme, people, curator, code):
    gather_group(programme, people)
    adopting.adopt_builtin(programme, code, by=curator.member)
    order = drafting.draft("O1", programme, by=curator.member)

    assert [(fault.level, fault.place) for fault in checking.faults(order)] == [
        ("warning", "Рабочая группа"),
        ("warning", "Лист ознакомления"),
    ]


def test_issued_act_is_past_checking(order):
    number(order)
    order.refresh_from_db()

    assert checking.faults(order) == ()


@pytest.mark.parametrize("kind", ["O1", "roadmap", "group_protocol"])
def test_long_plan_costs_as_many_queries_as_a_short_one(school, programme, people, curator, kind):
    gather_group(programme, people)
    counts = []
    for size in (35, 350):
        plan = make_roadmap(school, programme=programme, events=many_events(size))
        document = drafting.draft(kind, programme, by=curator.member, roadmap=plan)
        fresh = Document.objects.get(pk=document.pk)
        with CaptureQueriesContext(connection) as asked:
            composing.compose(fresh)
        counts.append(len(asked))

    assert counts[0] == counts[1] <= 30


def test_more_people_cost_no_more_queries(school, programme, order, people):
    counts = []
    for extra in (0, 5):
        for number_ in range(extra):
            person = hire(school, f"Новиков{'абвгд'[number_]} Пётр Ильич", "m", f"учитель {number_}").person
            answer_for_form(programme, person, f"Форма {number_}")
        with CaptureQueriesContext(connection) as asked:
            composing.compose(Document.objects.get(pk=order.pk))
        counts.append(len(asked))

    assert counts[0] == counts[1]
