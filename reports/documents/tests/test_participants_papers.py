"""Papers about those who take part, read aloud."""

import pytest

from mentoring.access import Role
from mentoring.accounts.operations import Refused
from mentoring.people.models import Person
from mentoring.registry import selecting
from mentoring.registry.models import Course, Mentor
from reports.documents import approving, checking, drafting, filling, issuing, kinds, paper
from reports.documents.models import Document
from reports.documents.paper import SignSheet, words
from reports.documents.subjects import table as subjects
from reports.documents.tests import participants
from reports.documents.tests.aloud import TODAY, composed, rows, said, signed, table_of
from tests.cast import browse, make_member

pytestmark = pytest.mark.usefixtures("august")


def test_order_on_mentees_approves_their_list(took, programme, curator):
    order = drafting.draft("O4", programme, by=curator.member)

    assert said(order)[1:] == [
        "ПРИКАЗЫВАЮ:",
        "1. Утвердить реестр наставляемых на период с 1 сентября 2026 г. по 31 мая 2027 г. (приложение).",
        "2. Куратору программы наставничества Осиповой И. Л.:",
        "2.1. Вносить изменения в реестр в течение пяти рабочих дней со дня, когда участник включён в программу или "
        "выбыл из неё.",
        "2.2. Обеспечить хранение сведений реестра в соответствии с законодательством о персональных данных.",
        "2.3. Сообщить наставляемым и родителям (законным представителям) несовершеннолетних о включении в реестр в "
        "срок до 7 сентября 2026 г.",
        "3. Педагогу-психологу Лебедь Д. И. оказывать куратору содействие в изучении запросов наставляемых.",
        "4. Классным руководителям оказывать содействие в привлечении обучающихся к программе наставничества.",
        "5. Контроль за исполнением настоящего приказа оставляю за собой.",
    ]
    annex = composed(order).annexes[0]
    assert [words(line).replace("\u00a0", " ") for line in annex.stamp] == [
        "Приложение", "УТВЕРЖДЁН", "приказом директора", "от 25.08.2026 № 41-од",
    ]  # fmt: skip
    assert rows(table_of(annex.blocks)) == [
        ("1.", "Ежова Яна Олеговна", "8 «А»", "Учитель — ученик", "10.08.2026"),
        ("2.", "Ивин Пётр Саввич", "8 «А»", "Учитель — ученик", "10.08.2026"),
    ]


def test_learners_do_not_sign_the_order_on_them(took, programme, curator):
    order = drafting.draft("O4", programme, by=curator.member)

    sheet = next(block for block in composed(order).blocks if isinstance(block, SignSheet))
    assert [one.name for one in sheet.people] == ["Осипова Инна Львовна", "Лебедь Дарья Игоревна"]


def test_order_on_the_school_names_who_leads_it_and_who_learns(took, programme, curator):
    participants.teach(took, by=curator.member)

    order = drafting.draft("O5", programme, by=curator.member)

    assert said(order)[2:7] == [
        "1. Организовать работу «Школы наставников» в период с 1 сентября 2026 г. по 31 мая 2027 г.",
        "2. Возложить руководство «Школой наставников» на педагога-психолога Лебедь Д. И.",
        "3. Утвердить программу занятий (приложение № 1).",
        "4. Утвердить список слушателей (приложение № 2).",
        "5. Руководителю «Школы наставников» Лебедь Д. И.:",
    ]
    lessons, trainees = (rows(table_of(annex.blocks)) for annex in composed(order).annexes)
    assert lessons[0] == ("1.", "Задачи наставника", "тренинг", "17.08.2026", "2", "Лебедь Д. И.")
    assert trainees == [
        ("1.", "Дятлов Олег Юрьевич", "учитель химии"),
        ("2.", "Кедрова Нина Павловна", "технолог, Завод «Маяк»"),
    ]


def test_groups_of_the_school_stand_apart(took, programme, curator):
    participants.teach(took, by=curator.member)
    second = Course.objects.create(organization=programme.organization, programme=programme, title="Вторая группа")
    second.sessions.create(organization=programme.organization, theme="Беседа")

    order = drafting.draft("O5", programme, by=curator.member)

    lessons = rows(table_of(composed(order).annexes[0].blocks))
    assert [row[0] for row in lessons] == ["первая", "1.", "2.", "3.", "Вторая группа", "1."]


def test_order_on_mentors_is_signed_by_those_who_work_here(took, programme, curator):
    order = drafting.draft("O6", programme, by=curator.member)

    assert said(order)[2] == (
        "1. Утвердить реестр наставников на период с 1 сентября 2026 г. по 31 мая 2027 г. (приложение)."
    )
    assert rows(table_of(composed(order).annexes[0].blocks)) == [
        ("1.", "Дятлов Олег Юрьевич", "учитель химии", "Учитель — ученик", "проекты"),
        ("2.", "Кедрова Нина Павловна", "технолог, Завод «Маяк»", "Учитель — ученик", "проекты"),
    ]
    sheet = next(block for block in composed(order).blocks if isinstance(block, SignSheet))
    assert "Дятлов Олег Юрьевич" in [one.name for one in sheet.people]
    assert "Кедрова Нина Павловна" not in [one.name for one in sheet.people]


def test_order_on_mentors_rests_on_the_protocols_in_force(took, programme, curator, director):
    evaluation = participants.judge(took, by=curator.member)
    protocol = subjects.draft("evaluation_protocol", evaluation, by=curator.member)
    Person.objects.filter(pk=took.people["Рябинин"].pk).update(membership=director.member)
    approving.submit(protocol, by=curator.member, accept_warnings=True)
    issuing.approve_and_issue(protocol, on=TODAY, by=director.member)

    order = drafting.draft("O6", programme, by=curator.member)

    assert said(order)[2] == ("1. Принять к сведению решения о кандидатах в наставники (протокол от 24.08.2026 № 1).")


def test_protocol_of_a_conversation(took, curator):
    protocol = subjects.draft("interview_protocol", participants.talk(took, by=curator.member), by=curator.member)

    assert protocol.title == "Протокол собеседования с Кедровой Ниной Павловной"
    assert said(protocol) == [
        "Дата собеседования: 18 августа 2026 г.",
        "Место: кабинет 12.",
        "Кандидат: Кедрова Нина Павловна, технолог, Завод «Маяк».",
        "Собеседование проведено педагогом-психологом Лебедь Д. И.",
        "Члены комиссии: Осипова И. Л.",
        "Средняя оценка ответов: 2,5 из 3.",
        "Вывод: рекомендовать кандидата в наставники.",
        "Обоснование: умеет слушать, знает производство.",
    ]
    assert rows(table_of(composed(protocol).blocks)) == [
        ("1.", "Почему вы хотите стать наставником?", "Хочу передать опыт (двадцати) лет.", "3"),
        ("2.", "Сколько времени готовы уделять встречам?", "Два часа в неделю, по вторникам.", "2"),
    ]
    assert signed(protocol) == [
        ("Педагог-психолог", "Д. И. Лебедь"), ("Советник директора по воспитанию", "И. Л. Осипова"),
    ]  # fmt: skip


def test_protocol_of_a_conversation_tells_nothing_of_what_the_psychologist_wrote(took, curator):
    interview = participants.talk(took, by=curator.member)
    selecting.note_of_psychologist(interview.mentor, "Тревожится без причины", by=curator.member)

    protocol = subjects.draft("interview_protocol", interview, by=curator.member)

    assert "Тревожится" not in str(paper.to_json(composed(protocol)))


def test_protocol_of_a_judgement(took, curator):
    protocol = subjects.draft("evaluation_protocol", participants.judge(took, by=curator.member), by=curator.member)

    assert said(protocol) == [
        "Дата заседания комиссии: 20 августа 2026 г.",
        "Присутствовали: Лебедь Д. И., Осипова И. Л.",
        "Кандидат: Кедрова Нина Павловна, технолог, Завод «Маяк».",
        "Комиссия оценила кандидата по критериям отбора. Оценка по каждому критерию — от 0 до 3, балл равен оценке, "
        "умноженной на вес критерия.",
        "Сумма баллов: 47 из 51 (92 %), уровень высокий.",
        "РЕШИЛИ:",
        "Рекомендовать Кедрову Н. П. в наставники.",
        "Голосовали: «за» — 2, «против» — нет, «воздержались» — нет.",
    ]
    assert rows(table_of(composed(protocol).blocks))[0] == (
        "1.", "Мотивация: хочет помогать и понимает, зачем", "3", "3", "9", "горит делом",
    )  # fmt: skip


def test_judgement_without_a_verdict_has_no_protocol(took, curator):
    evaluation = participants.judge(took, by=curator.member, verdict="")

    with pytest.raises(Refused, match="Комиссия ещё не решила"):
        subjects.draft("evaluation_protocol", evaluation, by=curator.member)


def test_protocol_that_nobody_can_sign_is_refused(took, curator):
    mentor = took.mentors["Кедрова"]
    mentor.state = Mentor.State.APPLIED
    interview = selecting.hold_interview(mentor, selecting.Conversation(on=TODAY), by=curator.member)

    with pytest.raises(Refused, match="некому подписать"):
        subjects.draft("interview_protocol", interview, by=curator.member)


def test_certificate_says_what_was_learnt(took, curator):
    certificate = subjects.draft("certificate", participants.teach(took, by=curator.member), by=curator.member)

    assert said(certificate) == [
        "№ ШН-1/2026",
        "Настоящим подтверждается, что",
        "Дятлов Олег Юрьевич",
        "прошёл обучение в «Школе наставников»",
        "в объёме 6 часов (17–21 августа 2026 г.)",
        "Дата выдачи: 24 августа 2026 г.",
    ]


def test_sheet_of_a_group_says_who_came(took, curator):
    participants.teach(took, by=curator.member)

    sheet = subjects.draft("attendance", took.course, by=curator.member)

    assert said(sheet)[2:] == [
        "Группа «первая», слушателей: 2.",
        "Цель: подготовить к первой встрече.",
        "Ведёт группу педагог-психолог Лебедь Д. И.",
    ]
    assert rows(table_of(composed(sheet).blocks))[:2] == [
        ("1.", "17.08.2026", "Задачи наставника", "Лебедь Д. И.", "Дятлов О. Ю. / Кедрова Н. П.", ""),
        ("2.", "19.08.2026", "Первая встреча", "Лебедь Д. И.", "Дятлов О. Ю.", "Кедрова Н. П."),
    ]


@pytest.mark.parametrize("kind", ["O4", "O5", "O6"])
def test_order_has_no_faults_where_everything_is_filled_in(kind, took, programme, curator):
    participants.teach(took, by=curator.member)

    faults = checking.faults(drafting.draft(kind, programme, by=curator.member))

    assert [fault for fault in faults if fault.level == checking.ERROR] == []


def test_empty_register_is_asked_for_in_words(programme, curator):
    faults = checking.faults(drafting.draft("O4", programme, by=curator.member))

    assert "Не указано: наставляемые в реестре." in [fault.text for fault in faults]


def test_page_of_offers_has_the_orders_but_not_the_papers_of_one_row(took, programme, curator):
    page = curator.get("document_new").content.decode()

    assert "об утверждении реестра наставляемых" in page
    assert "Протокол собеседования" not in page


def test_protocol_is_drafted_from_the_page_of_a_candidate(took, curator):
    interview = participants.talk(took, by=curator.member)
    page = curator.get("candidate", interview.mentor_id).content.decode()

    answer = curator.post("document_about", interview.pk, "interview_protocol", action="documents.edit")

    assert curator.at("document_about", interview.pk, "interview_protocol") in page
    made = Document.objects.get(kind="interview_protocol")
    assert answer.url == curator.at("document", made.public_id)
    assert curator.get("document", made.public_id).status_code == 200


def test_conversation_of_another_school_has_no_protocol_here(took, curator, other_school):
    interview = participants.talk(took, by=curator.member)
    stranger = browse(make_member(other_school, Role.CURATOR))

    answer = stranger.post("document_about", interview.pk, "interview_protocol", action="documents.edit")

    assert answer.status_code == 404
    assert not Document.objects.exists()


def test_words_of_a_row_leave_out_what_nobody_wrote():
    subject = filling.Subject({"place": "", "on": "18 августа 2026 г."})
    blocks = [{"block": "paragraph", "text": "Место: <place>."}, {"block": "paragraph", "text": "Дата: <on>."}]

    assert filling.body(blocks, subject) == [{"block": "paragraph", "text": "Дата: 18 августа 2026 г."}]


@pytest.mark.parametrize("kind", [code for code, kind in kinds.KINDS.items() if kind.subject])
def test_paper_of_one_row_is_not_drafted_without_it(kind, programme, curator):
    assert curator.post("document_draft", kind, action="documents.edit").status_code == 404
