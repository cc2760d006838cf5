"""Papers that begin a cycle: the order on the regulation, the regulation, the programme, its accessibility."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mentoring.accounts import schooldays
from mentoring.accounts.models import Organization
from mentoring.people.models import Person
from mentoring.programmes.models import MentoringForm, ProgrammeForm
from reports.documents import approving, checking, composing, issuing, kinds, legal, offering, paper
from reports.documents.models import Document
from reports.documents.paper import Point, words
from reports.documents.rendering import docx, pdf
from reports.documents.tests.aloud import TODAY, composed, rows, said, table_of
from reports.documents.tests.beginning import begin, draft, readers
from reports.documents.tests.printed import lines_of_docx, squashed, text_of_pdf
from reports.documents.tests.staff import staff
from reports.documents.texts import rewording

pytestmark = pytest.mark.usefixtures("august")
PAPERS = ("O2", "regulation", "O3", "O9")
SORTS = ("school", "college", "kindergarten", "additional")
ABSENT = {  # beginnings of words that papers of a sort never say
    "school": ("студенческ", "детск", "воспитанник"),
    "college": ("классные рук", "классный рук", "воспитанник", "детск"),
    "kindergarten": ("обучающ", "ученик", "студент", "классн"),
    "additional": ("ученик", "классные рук", "классный рук", "воспитанник", "детск"),
}


def faults(document: Document) -> list[tuple[str, str]]:
    """Return the faults but for those that only ask: who has no access, whose place is vacant, what comes before."""
    found = checking.faults(document)
    return [(one.place, one.text) for one in found if one.place not in ("Лист ознакомления", "Документ")]


@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize("kind", PAPERS)
def test_paper_of_every_sort_lacks_nothing(kind, sort, programme, curator):
    begin(programme, sort, curator)

    document = draft(kind, programme, curator)

    assert faults(document) == []
    whole = str(paper.to_json(composed(document))).lower()
    assert [stem for stem in ABSENT[sort] if stem in whole] == []


def issue(document: Document, curator, director) -> Document:
    """Let the head approve a paper and give it its number."""
    head = Person.objects.filter(organization=document.organization, surname="Рябинин")
    head.update(membership=director.member)
    approving.submit(document, by=curator.member, accept_warnings=True)
    return issuing.approve_and_issue(document, on=TODAY, by=director.member)


def point(document: Document, number: str) -> str:
    return next(line for line in said(document) if line.startswith(f"{number} "))


def test_order_puts_the_regulation_in_force_and_says_who_explains_it(programme, curator):
    begin(programme, "school", curator)

    assert said(draft("O2", programme, curator))[1:] == [
        "ПРИКАЗЫВАЮ:",
        "1. Утвердить прилагаемое Положение о наставничестве (далее — Положение).",
        "2. Ввести Положение в действие с 31 августа 2026 г.",
        "3. С того же дня применять ранее принятые локальные нормативные акты о наставничестве в части, не "
        "противоречащей Положению.",
        "4. Куратору программы наставничества Осиповой И. Л.:",
        "4.1. Организовать работу наставников и наставляемых в соответствии с Положением.",
        "4.2. Разъяснить Положение педагогическим работникам, обучающимся и родителям (законным представителям) "
        "несовершеннолетних обучающихся в срок до 14 сентября 2026 г.",
        "5. Инженеру-программисту Сорокиной А. П. разместить Положение на официальном сайте образовательной "
        "организации в срок до 7 сентября 2026 г.",
        "6. Специалисту по кадрам Зябликову М. С. ознакомить с Положением под подпись работников, которых оно "
        "касается, в срок до 7 сентября 2026 г.",
        "7. Контроль за исполнением настоящего приказа оставляю за собой.",
    ]


def test_kindergarten_explains_the_regulation_to_its_staff_alone(programme, curator):
    begin(programme, "kindergarten", curator)

    assert point(draft("O2", programme, curator), "4.2.") == (
        "4.2. Разъяснить Положение педагогическим работникам детского сада в срок до 14 сентября 2026 г."
    )


@pytest.mark.parametrize("kind", PAPERS)
def test_small_school_gives_the_curator_what_nobody_else_does(kind, programme, curator):
    begin(programme, "school", curator, "Сорокина", "Зябликов", "Лебедь")

    document = draft(kind, programme, curator)

    assert faults(document) == []
    assert [line for line in said(document) if line.startswith(("4.4.", "4.5."))] == {
        "O2": [
            "4.4. Ознакомить с Положением под подпись работников, которых оно касается, в срок до 7 сентября 2026 г."
        ],
        "regulation": [
            "4.4. Классные руководители помогают куратору узнать запросы учеников и поддерживать связь с семьями."
        ],
        "O3": [
            "4.4. Разместить паспорт программы на официальном сайте образовательной организации в срок до "
            "7 сентября 2026 г."
        ],
        "O9": [],
    }[kind]


def test_several_leads_answer_each_for_a_form_of_the_list(programme, curator):
    people = begin(programme, "school", curator)
    ProgrammeForm.objects.filter(form__code="teacher_teacher").update(lead=people["Лебедь"])
    ProgrammeForm.objects.filter(form__code="student_pupil").update(lead=None)

    order = draft("O3", programme, curator)

    assert point(order, "3.") == (
        "3. Ответственным за формы наставничества, названным в перечне (приложение № 2), обеспечить работу пар и групп "
        "своей формы."
    )
    leads = {row[1]: row[3] for row in rows(table_of(composed(order).annexes[1].blocks))}
    assert (leads["Учитель — учитель"], leads["Студент — ученик"]) == ("Лебедь Дарья Игоревна", "куратор")


def test_earlier_order_loses_force_by_its_number(programme, curator, director):
    begin(programme, "school", curator)
    issue(draft("O2", programme, curator), curator, director)

    assert point(draft("O2", programme, curator), "3.") == (
        "3. С того же дня признать утратившими силу приказ от 24.08.2026 № 1 и положение, которое он утвердил."
    )


def test_point_on_condition_of_an_earlier_order_is_chosen_by_fact_without_naming_it(programme, curator, director):
    begin(programme, "school", curator)
    body = kinds.get("O2").body
    block = next(block for block in body if block.get("when") == "earlier")
    block["text"] = "С того же дня признать утратившим силу прежний приказ."
    rewording.change("O2", body, by=curator.member, version=0)
    first = draft("O2", programme, curator)
    assert point(first, "3.").startswith("3. С того же дня применять ранее принятые")
    issue(first, curator, director)

    assert point(draft("O2", programme, curator), "3.") == "3. С того же дня признать утратившим силу прежний приказ."


def test_regulation_is_put_in_force_by_its_order_and_read_by_all_the_staff(programme, curator, director):
    begin(programme, "school", curator)
    assert [text for _, text in told(draft("regulation", programme, curator))] == [
        "Раньше него нужен «Об утверждении Положения о наставничестве»."
    ]
    issue(draft("O2", programme, curator), curator, director)

    regulation = draft("regulation", programme, curator)

    assert told(regulation) == []
    assert [words(line).replace("\u00a0", " ") for line in composed(regulation).stamp] == [
        "УТВЕРЖДЕНО", "приказом директора", "от 24.08.2026 № 1",
    ]  # fmt: skip
    assert readers(regulation) == ["Дятлов", "Зябликов", "Лебедь", "Осипова", "Сорокина"]


def told(document: Document) -> list[tuple[str, str]]:
    return [(one.place, one.text) for one in checking.faults(document) if one.place != "Лист ознакомления"]


def test_regulation_has_ten_sections(programme, curator):
    begin(programme, "college", curator)

    blocks = composed(draft("regulation", programme, curator)).blocks

    assert [f"{one.number} {words(one.text)}" for one in blocks if isinstance(one, Point) and one.level == 1] == [
        "1. Общие положения",
        "2. Цели и задачи наставничества",
        "3. Формы наставничества",
        "4. Руководство наставничеством",
        "5. Отбор участников и формирование пар",
        "6. Права и обязанности участников",
        "7. Этапы и мониторинг",
        "8. Поощрение наставников",
        "9. Документация и персональные данные",
        "10. Заключительные положения",
    ]


OWN_POINTS = {
    "school": {
        "1.5.": "1.5. Программа рассчитана на обучающихся от 10 до 19 лет и на педагогических работников школы.",
        "4.4.": "4.4. Классные руководители помогают куратору узнать запросы учеников и поддерживать связь с семьями.",
    },
    "college": {
        "1.5.": "1.5. Программа рассчитана на студентов всех курсов и на педагогических работников, включая мастеров "
        "производственного обучения.",
        "3.4.": "3.4. Для наставничества с участием работодателя с ним заключают соглашение. Оно может охватывать "
        "производственную практику и дуальное обучение.",
    },
    "kindergarten": {
        "1.5.": "1.5. Воспитанники в программе не участвуют: и наставники, и наставляемые — взрослые.",
        "8.2.": "8.2. Специалистам организаций-партнёров и их руководителям направляют благодарственные письма.",
    },
    "additional": {
        "3.4.": "3.4. Наставник и наставляемый могут заниматься в разных объединениях. Встречи назначают вне "
        "расписания занятий каждого из них.",
    },
}


@pytest.mark.parametrize("sort", SORTS)
def test_regulation_of_each_sort_has_points_of_its_own(sort, programme, curator):
    begin(programme, sort, curator)

    regulation = draft("regulation", programme, curator)

    assert {number: point(regulation, number) for number in OWN_POINTS[sort]} == OWN_POINTS[sort]


def test_regulation_says_of_each_form_who_decides(programme, curator):
    begin(programme, "kindergarten", curator)
    MentoringForm.objects.filter(title="Педагог — педагог").update(decided_by="")

    tables = [block for block in composed(draft("regulation", programme, curator)).blocks if hasattr(block, "rows")]

    assert rows(tables[0])[1] == (
        "Руководитель — педагог",
        "Руководитель или заместитель.",
        "Педагог из кадрового резерва.",
    )
    assert rows(tables[1]) == [
        ("Педагог — педагог", "Рабочая группа", "—"),
        ("Руководитель — педагог", "Руководитель", "Педагогический совет"),
        ("Социальный партнёр — педагог", "Рабочая группа по согласованию с партнёром", "—"),
    ]


@pytest.mark.parametrize(("sort", "who"), [("school", "классный руководитель"), ("college", "куратор группы")])
def test_measures_name_who_answers_and_by_what_day(sort, who, programme, curator):
    begin(programme, sort, curator)

    order = draft("O9", programme, curator)

    measures = rows(table_of(composed(order).annexes[0].blocks))
    assert [row[2:] for row in measures[:3]] == [
        ("до 14 сентября 2026 г.", who), ("до 21 сентября 2026 г.", who), ("до начала работы пар", "Осипова И. Л."),
    ]  # fmt: skip
    assert readers(order) == ["Осипова", "Лебедь", "Сорокина"]


def test_days_of_measures_do_not_move_after_the_draft(programme, curator, monkeypatch):
    begin(programme, "school", curator)
    order = draft("O9", programme, curator)

    # The world outside: the clock on the wall.
    monkeypatch.setattr(schooldays, "today", lambda organization: TODAY.replace(day=31))

    assert rows(table_of(composed(order).annexes[0].blocks))[0][2] == "до 14 сентября 2026 г."


def test_kindergarten_helps_teachers_who_work_with_such_children(programme, curator):
    begin(programme, "kindergarten", curator)

    order = draft("O9", programme, curator)

    assert point(order, "2.") == (
        "2. Включать в программу в первую очередь педагогических работников, которые работают с воспитанниками с "
        "ограниченными возможностями здоровья, с одарёнными воспитанниками и с семьями в трудной жизненной ситуации."
    )
    assert len(rows(table_of(composed(order).annexes[0].blocks))) == 5


def test_programme_without_forms_and_goal_says_what_it_needs(programme, curator):
    staff(programme.organization)

    offered = {one.kind.code: one.missing for one in offering.offers(curator.member, programme, TODAY)}

    assert [what for what, _ in offered["O3"]] == [
        "форм наставничества в программе", "цели программы", "рабочей группы программы",
    ]  # fmt: skip
    assert told(draft("regulation", programme, curator))[:2] == [
        ("Таблица", "Не указано: формы программы."),
        ("Документ", "Раньше него нужен «Об утверждении Положения о наставничестве»."),
    ]


def test_kindergarten_rests_on_the_letter_on_teachers_and_a_school_on_the_model_for_pupils(school):
    numbers = {
        sort: {ready.number for ready in legal.usual(Organization(kind=sort))} for sort in ("school", "kindergarten")
    }

    assert numbers["school"] - numbers["kindergarten"] == {"Р-145"}
    assert numbers["kindergarten"] - numbers["school"] == {"АЗ-1128/08"}
    assert [act.number for act in legal.offer(school, "regulation")] == ["273-ФЗ", "Р-145", "1264-р"]


@pytest.mark.parametrize("kind", ["regulation", "O3"])
def test_many_forms_cost_as_many_questions_as_one(kind, programme, curator):
    begin(programme, "school", curator)
    ProgrammeForm.objects.exclude(form__code="teacher_teacher").delete()
    made = draft(kind, programme, curator)
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as asked:
            composing.compose(
                Document.objects.select_related("organization", "programme", "drafted_by").get(pk=made.pk)
            )
        counts.append(len(asked))
        taken = ProgrammeForm.objects.values("form")
        ProgrammeForm.objects.bulk_create(
            ProgrammeForm(organization=programme.organization, programme=programme, form=form)
            for form in MentoringForm.objects.exclude(pk__in=taken)
        )

    assert counts[0] == counts[1]


@pytest.mark.parametrize("kind", PAPERS)
def test_word_and_pdf_say_the_same(kind, programme, curator):
    begin(programme, "school", curator)
    sheet = composing.compose(draft(kind, programme, curator))

    assert squashed("".join(lines_of_docx(docx.render(sheet)))) == text_of_pdf(pdf.render(sheet), sheet)
