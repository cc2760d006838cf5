"""Papers about candidates for mentors: what is told of each, who may see it, whom it leaves out."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mentoring.access import Role
from mentoring.accounts.operations import Refused
from mentoring.people.models import Clearance, Consent, Person
from mentoring.registry import selecting
from mentoring.registry.models import Mentor
from reports.documents import approving, checking, drafting, issuing, listing, paper
from reports.documents.models import Document
from reports.documents.subjects import table as subjects
from reports.documents.tests import participants
from reports.documents.tests.aloud import TODAY, composed, said, signed
from reports.documents.tests.staff import gather_group
from tests.cast import browse, make_member

pytestmark = pytest.mark.usefixtures("august")


@pytest.fixture
def took(took, programme):
    gather_group(programme, took.people)
    return took


@pytest.fixture
def considered(took, programme, curator):
    """A protocol on the partner's worker, whom a commission has recommended."""
    participants.judge(took, by=curator.member)
    return subjects.draft("consideration", programme, by=curator.member)


def addressee(document: Document) -> list[str]:
    block = next(block for block in composed(document).blocks if isinstance(block, paper.Addressee))
    return [paper.words(line).replace("\u00a0", " ") for line in block.lines]


def test_protocol_tells_of_the_candidate_and_what_was_decided(considered):
    assert considered.title == "Протокол рассмотрения кандидатуры в наставники Кедровой Нины Павловны"
    assert said(considered) == [
        "Председатель — Осипова И. Л.",
        "Секретарь — Лебедь Д. И.",
        "Присутствовали: Осипова Инна Львовна, Лебедь Дарья Игоревна.",
        "ПОВЕСТКА ДНЯ:",
        "1. О кандидатуре Кедровой Нины Павловны.",
        "ХОД ЗАСЕДАНИЯ:",
        "1. СЛУШАЛИ: о кандидатуре Кедровой Нины Павловны, технолог, Завод «Маяк».",
        "Представлены: согласия, без которых не участвуют в программе, лист оценки от 20.08.2026.",
        "Форма наставничества: «Учитель — ученик».",
        "РЕШИЛИ: рекомендовать Кедрову Н. П. в наставники.",
        "Голосовали: «за» — 2, «против» — нет, «воздержались» — нет.",
    ]
    assert signed(considered) == [("Председатель", "И. Л. Осипова"), ("Секретарь", "Д. И. Лебедь")]


def test_protocol_has_no_faults_where_everything_is_filled_in(considered):
    assert [fault for fault in checking.faults(considered) if fault.level == checking.ERROR] == []


def test_several_candidates_stand_in_one_protocol_numbered_in_turn(took, programme, curator):
    participants.judge(took, by=curator.member)
    Mentor.objects.filter(pk=took.mentors["Дятлов"].pk).update(state=Mentor.State.APPLIED, applied_on=date(2026, 8, 5))
    Clearance.objects.create(
        organization=programme.organization, person=took.people["Дятлов"], kind="criminal", issued_on=date(2026, 7, 1)
    )
    mentor = Mentor.objects.get(pk=took.mentors["Дятлов"].pk)
    talk = selecting.Conversation(on=participants.TALKED, verdict="reserve", comment="Мало времени.")
    selecting.hold_interview(mentor, talk, by=curator.member)

    lines = said(subjects.draft("consideration", programme, by=curator.member))

    assert lines[4:6] == ["1. О кандидатуре Дятлова Олега Юрьевича.", "2. О кандидатуре Кедровой Нины Павловны."]
    assert lines[7:12] == [
        "1. СЛУШАЛИ: о кандидатуре Дятлова Олега Юрьевича, учитель химии.",
        "Представлены: заявление от 05.08.2026, согласия, без которых не участвуют в программе, справка об "
        "отсутствии судимости, запись собеседования от 18.08.2026.",
        "Форма наставничества: «Учитель — ученик».",
        "РЕШИЛИ: зачислить Дятлова О. Ю. в резерв наставников.",
        "Обоснование: мало времени.",
    ]
    assert lines[12].startswith("2. СЛУШАЛИ: о кандидатуре Кедровой")


def test_candidate_is_considered_once(considered, programme, curator):
    with pytest.raises(Refused, match="Рассматривать некого"):
        subjects.draft("consideration", programme, by=curator.member)


def test_candidate_without_a_consent_waits_and_the_curator_is_told(took, programme, curator):
    participants.judge(took, by=curator.member)
    Consent.objects.filter(person=took.people["Кедрова"]).update(withdrawn_on=TODAY)

    with pytest.raises(Refused, match="согласие не действует: Кедрова Нина Павловна"):
        subjects.draft("consideration", programme, by=curator.member)


def test_nobody_is_considered_before_a_decision(took, programme, curator):
    with pytest.raises(Refused, match="Запишите собеседование"):
        subjects.draft("consideration", programme, by=curator.member)


def test_withdrawn_consent_stops_the_protocol_and_says_whose(considered, took):
    Consent.objects.filter(person=took.people["Кедрова"]).update(withdrawn_on=TODAY)

    found = [fault for fault in checking.faults(considered) if fault.level == checking.ERROR]

    assert [(fault.place, fault.text, fault.url_name) for fault in found] == [
        ("Имена в тексте", "Согласие не действует: Кедрова Нина Павловна.", "consents")
    ]


def test_order_on_mentors_rests_on_the_protocol_of_consideration(considered, took, programme, curator, director):
    first = drafting.draft("O6", programme, by=curator.member)
    assert "Раньше него нужен «Протокол рассмотрения кандидатур в наставники» или «Протокол оценки кандидата в " in (
        " ".join(fault.text for fault in checking.faults(first))
    )
    Person.objects.filter(pk=took.people["Рябинин"].pk).update(membership=director.member)
    approving.submit(considered, by=curator.member, accept_warnings=True)
    issuing.approve_and_issue(considered, on=TODAY, by=director.member)

    order = drafting.draft("O6", programme, by=curator.member)

    assert said(order)[2] == "1. Принять к сведению решения о кандидатах в наставники (протокол от 24.08.2026 № 1)."
    assert not any("Раньше него" in fault.text for fault in checking.faults(order))


def test_papers_on_candidates_are_not_for_everybody(considered, took, programme, curator, director):
    reader = browse(make_member(programme.organization, Role.TECHNICIAN))
    Person.objects.filter(pk=took.people["Рябинин"].pk).update(membership=director.member)
    approving.submit(considered, by=curator.member, accept_warnings=True)
    issuing.approve_and_issue(considered, on=TODAY, by=director.member)

    assert reader.get("document", considered.public_id).status_code == 404
    assert list(listing.listed(reader.member)) == []
    assert curator.get("document", considered.public_id).status_code == 200


def test_protocol_is_drafted_from_the_page_of_selection(took, programme, curator):
    participants.judge(took, by=curator.member)
    page = curator.get("selection").content.decode()

    answer = curator.post("document_about", programme.pk, "consideration", action="documents.edit")

    assert curator.at("document_about", programme.pk, "consideration") in page
    assert answer.url == curator.at("document", Document.objects.get(kind="consideration").public_id)


def test_application_of_an_employee_is_written_from_the_card(took, curator):
    mentor = took.mentors["Дятлов"]
    mentor.motivation, mentor.hours = "Люблю объяснять.", 2
    mentor.save()
    Person.objects.filter(pk=mentor.person_id).update(phone="+7 900 222-33-44")

    written = subjects.draft("mentor_application", Mentor.objects.get(pk=mentor.pk), by=curator.member)

    assert addressee(written) == [
        "Директору", "Озёрная школа", "Рябинину Е. И.", "от учителя химии Дятлова Олега Юрьевича",
        "телефон: +7 900 222-33-44",
    ]  # fmt: skip
    assert said(written) == [
        "Прошу рассмотреть мою кандидатуру для включения в реестр наставников программы «2026/27 учебный год».",
        "Форма наставничества: «Учитель — ученик».",
        "Могу помочь в сферах: проекты.",
        "Почему хочу быть наставником: люблю объяснять.",
        "Готов уделять наставничеству 2 ч в неделю и пройти обучение в «Школе наставников».",
        "С положением о наставничестве ознакомлен.",
        "Согласие на обработку персональных данных оформляю отдельным документом.",
    ]
    assert signed(written) == [("«____» ____________ 20___ г.", "О. Ю. Дятлов")]
    assert checking.faults(written) == ()


def test_application_of_a_child_names_the_class_and_the_consent_of_a_parent(took, programme, curator):
    own = {"organization": programme.organization, "programme": programme}
    mentor = Mentor.objects.create(**own, person=took.people["Ежова"])

    written = subjects.draft("mentor_application", mentor, by=curator.member)

    assert addressee(written)[3:] == ["от обучающейся (8 «А») Ежовой Яны Олеговны"]
    assert said(written)[-3:] == [
        "С положением о наставничестве ознакомлена.",
        "Согласие на обработку персональных данных оформляю отдельным документом.",
        "Согласие законного представителя на моё участие прилагаю.",
    ]


def test_application_is_printed_and_never_approved(took, curator):
    written = subjects.draft("mentor_application", took.mentors["Кедрова"], by=curator.member)

    page = curator.get("document", written.public_id).content.decode()

    assert "для печати" in page and "Отправить на утверждение" not in page
    with pytest.raises(Refused, match="не утверждают"):
        approving.submit(written, by=curator.member, accept_warnings=True)


def test_blank_application_leaves_lines_for_the_pen(took, programme, curator):
    blank = drafting.draft("application_blank", programme, by=curator.member)

    assert checking.faults(blank) == ()
    assert signed(blank) == [("«____» ____________ 20___ г.", "_" * 22)]


def test_sheet_with_more_criteria_costs_no_more_queries(took, curator):
    marks = participants.judge(took, by=curator.member).marks

    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            subjects.told("evaluation_protocol", subjects.latest("evaluation_protocol", curator.member))
        return len(asked)

    many = cost()
    marks.exclude(pk=marks.earliest("pk").pk).delete()
    assert marks.count() == 1
    assert cost() == many
