"""Labour papers of a mentor and of the curator who are employees: entered once, the same in every paper."""

from dataclasses import replace
from datetime import date

import pytest

from mentoring.accounts.operations import Refused
from mentoring.pairs.models import PairMentor
from mentoring.people.models import Employment, Enrollment, Person, StudyGroup
from reports.documents import approving, checking, issuing, labour
from reports.documents.labour import Pay, Side
from reports.documents.models import Document
from reports.documents.tests.aloud import TODAY, composed, rows, said, signed, table_of
from reports.documents.tests.hired import FIXED, fixed, pair_of, papers, seat_of

pytestmark = pytest.mark.usefixtures("august")
PERCENT = replace(FIXED, pay=Pay.PERCENT, amount=None, percent=15)
UNPAID = replace(FIXED, pay=Pay.NONE, amount=None, basis="", why_unpaid="Работник отказался от выплаты.")


@pytest.fixture
def head(took, director):
    """Let the director head the school."""
    Person.objects.filter(pk=took.people["Рябинин"].pk).update(membership=director.member)
    return director.member


@pytest.fixture
def seat(took, programme, curator) -> PairMentor:
    return seat_of(pair_of(took, programme, curator.member))


def issued(document: Document, curator, head) -> Document:
    approving.submit(document, by=curator.member, accept_warnings=True)
    return issuing.approve_and_issue(document, on=TODAY, by=head)


def test_three_papers_name_the_same_facts(seat, curator, head):
    order = labour.draft_for_mentor(seat, FIXED, by=curator.member)

    made = papers()
    assert set(made) == {"labour_consent", "labour_agreement", "O10"}
    assert order == made["O10"]
    pay = "5 000 (пять тысяч) рублей 00 копеек в месяц"
    for document in made.values():
        text = " ".join(said(document))
        assert pay in text
        assert "1 сентября 2026 г. по 25 мая 2027 г." in text
        assert "положение об оплате труда" in text
        assert "Ежова Яна Олеговна, 8 «А»" in text
        assert [concern.pair for concern in document.concerns.all()] == [seat.pair]


def test_order_gives_the_work_and_says_who_pays_and_what_it_rests_on(seat, curator, head):
    order = labour.draft_for_mentor(seat, FIXED, by=curator.member)

    assert order.title == "О поручении работы по наставничеству Дятлову Олегу Юрьевичу"
    assert said(order)[0].startswith("На основании статьи 351.8 Трудового кодекса Российской Федерации, в связи с")
    assert said(order)[2:] == [
        "1. Поручить учителю химии Дятлову О. Ю. с 1 сентября 2026 г. по 25 мая 2027 г. работу по наставничеству.",
        "2. Наставляемый: Ежова Яна Олеговна, 8 «А». Форма наставничества — «Учитель — ученик».",
        "3. Содержание работы:",
        "3.1. Составить план.",
        "3.2. Проводить встречи.",
        "4. Форма работы — индивидуальная работа: встречи и консультации.",
        "5. Установить Дятлову О. Ю. за эту работу стимулирующую выплату: 5 000 (пять тысяч) рублей 00 копеек в месяц.",
        "6. Бухгалтерии начислять и выплачивать эту сумму с 1 сентября 2026 г. по 25 мая 2027 г. "
        "(основание — положение об оплате труда).",
        "7. Специалисту по кадрам Зябликову М. С. ознакомить с настоящим приказом под подпись названных в нём "
        "работников в срок до 27 августа 2026 г. и хранить согласие и дополнительное соглашение с трудовым договором.",
        "8. Основание: письменное согласие Дятлова О. Ю., дополнительное соглашение к трудовому договору.",
        "9. Контроль за исполнением настоящего приказа оставляю за собой.",
    ]
    assert signed(order) == [("Директор", "Е. И. Рябинин")]


def test_order_names_the_agreement_once_it_is_in_force(seat, curator, head):
    order = labour.draft_for_mentor(seat, FIXED, by=curator.member)
    agreement = issued(papers()["labour_agreement"], curator, head)

    assert agreement.number == "1"
    assert said(order)[-2] == (
        "8. Основание: письменное согласие Дятлова О. Ю., дополнительное соглашение от 24.08.2026 № 1 "
        "к трудовому договору."
    )


def test_agreement_is_made_by_both_sides(seat, curator, head):
    labour.draft_for_mentor(seat, PERCENT, by=curator.member)
    agreement = papers()["labour_agreement"]

    lines = said(agreement)
    assert lines[0] == "к трудовому договору от 01.09.2019 № 17"
    assert "учитель химии Дятлов Олег Юрьевич, именуемый в дальнейшем «Работник»" in lines[1]
    assert (
        "3.1. За работу по наставничеству Работнику устанавливается стимулирующая выплата: 15 (пятнадцать) процентов "
        "должностного оклада в месяц."
    ) in lines
    assert rows(table_of(composed(agreement).blocks))[-2:] == [
        ("____________________ / Е. И. Рябинин", "____________________ / О. Ю. Дятлов"),
        ("М. П.", ""),
    ]


def test_unpaid_work_says_why_and_nothing_of_accounting(seat, curator, head):
    order = labour.draft_for_mentor(seat, UNPAID, by=curator.member)

    lines = said(order)
    assert "5. Работа, названная в пункте 1, дополнительно не оплачивается: работник отказался от выплаты." in lines
    assert not any("Бухгалтерии" in line or "стимулирующ" in line for line in lines)


def test_consent_is_signed_by_the_employee_alone(seat, curator, head):
    labour.draft_for_mentor(seat, FIXED, by=curator.member)
    consent = papers()["labour_consent"]

    assert said(consent)[1].startswith(
        "Я, учитель химии Дятлов Олег Юрьевич, в соответствии со статьёй 351.8 Трудового кодекса Российской "
        "Федерации согласен выполнять"
    )
    assert [name for _, name in signed(consent)] == ["О. Ю. Дятлов"]
    assert [one for one in checking.faults(consent) if one.level == checking.ERROR] == []


def test_ready_papers_stop_at_nothing(seat, curator, head):
    labour.draft_for_mentor(seat, FIXED, by=curator.member)

    for document in papers().values():
        assert [one for one in checking.faults(document) if one.level == checking.ERROR] == []
        assert "Основание" not in [one.place for one in checking.faults(document)]


def test_order_without_a_consent_is_blamed(seat, curator, head):
    order = labour.draft_for_mentor(seat, FIXED, by=curator.member)
    papers()["labour_consent"].delete()

    faults = [one for one in checking.faults(order) if one.place == "Основание"]
    assert [(one.level, one.text) for one in faults] == [("warning", "Нет согласия: Дятлов Олег Юрьевич.")]


def test_consent_to_another_pair_is_no_consent(seat, took, programme, curator, head):
    labour.draft_for_mentor(seat, FIXED, by=curator.member)
    consent = papers()["labour_consent"]
    consent.concerns.update(pair=pair_of(took, programme, curator.member, "Кедрова", "Ивин"))

    texts = [one.text for one in checking.faults(papers()["O10"])]
    assert "Нет согласия: Дятлов Олег Юрьевич." in texts


def test_second_order_on_the_same_is_refused(seat, curator, head):
    labour.draft_for_mentor(seat, FIXED, by=curator.member)

    with pytest.raises(Refused, match="такой приказ уже составлен"):
        labour.draft_for_mentor(seat, FIXED, by=curator.member)
    assert Document.objects.count() == 3


def test_worker_of_a_partner_has_no_labour_papers(took, programme, curator):
    seat = seat_of(pair_of(took, programme, curator.member, "Кедрова"))

    with pytest.raises(Refused, match="Кедрова Нина Павловна не работает в организации"):
        labour.draft_for_mentor(seat, FIXED, by=curator.member)
    assert not Document.objects.exists()


def test_learner_has_no_labour_papers(took, programme, curator):
    own = {"organization": programme.organization, "person": took.people["Кедрова"]}
    Enrollment.objects.create(**own, group=StudyGroup.objects.get())
    seat = seat_of(pair_of(took, programme, curator.member, "Кедрова"))

    with pytest.raises(Refused, match="здесь учится, а не работает"):
        labour.draft_for_mentor(seat, FIXED, by=curator.member)


def test_whoever_leaves_before_the_first_day_has_no_labour_papers(seat, curator, head):
    Employment.objects.filter(person=seat.mentor.person).update(end=date(2026, 8, 31))

    with pytest.raises(Refused, match="не работает в организации на 1\u00a0сентября"):
        labour.draft_for_mentor(seat, FIXED, by=curator.member)


@pytest.mark.parametrize(
    ("own", "why"),
    [
        ({"amount": None}, "сколько рублей"),
        ({"pay": Pay.PERCENT, "amount": None}, "сколько процентов"),
        ({"pay": Pay.NONE}, "почему работа не оплачивается"),
        ({"basis": " "}, "основание выплаты"),
        ({"content": ()}, "содержание работы"),
        ({"end": date(2026, 8, 1)}, "раньше, чем начинается"),
        ({"end": date(2027, 6, 30)}, "за срок пары"),
    ],
)
def test_terms_that_say_too_little_are_refused(seat, curator, head, own, why):
    with pytest.raises(Refused, match=why):
        labour.draft_for_mentor(seat, replace(FIXED, **own), by=curator.member)
    assert not Document.objects.exists()


# The curator.


def test_curator_has_the_same_three_papers(took, programme, curator, head):
    order = labour.draft_for_curator(programme, took.people["Осипова"], FIXED, by=curator.member)

    assert set(papers()) == {"curator_consent", "curator_agreement", "O10_curator"}
    assert order.title == "О поручении обязанностей куратора программы наставничества Осиповой Инне Львовне"
    lines = said(order)
    assert lines[0].startswith("В соответствии со статьями 60.2 и 151 Трудового кодекса Российской Федерации")
    assert lines[2] == (
        "1. Поручить советнику директора по воспитанию Осиповой И. Л. с 1 сентября 2026 г. по 25 мая 2027 г. "
        "выполнение обязанностей куратора программы наставничества."
    )
    assert "согласна выполнять" in said(papers()["curator_consent"])[1]
    assert [one.text for one in checking.faults(order) if one.level == checking.ERROR] == []


def test_order_on_the_curator_rests_on_the_curators_own_consent(took, programme, curator, head):
    order = labour.draft_for_curator(programme, took.people["Осипова"], FIXED, by=curator.member)
    papers()["curator_agreement"].delete()

    texts = [one.text for one in checking.faults(order)]
    assert "Нет дополнительного соглашения: Осипова Инна Львовна." in texts


# The notice.


def test_employee_refuses_in_writing(seat, curator, head):
    notice = labour.notify(
        fixed(seat), side=Side.WORKER, on=date(2026, 8, 27), reason="Перехожу на другую должность.", by=curator.member
    )

    assert (notice.kind, notice.title) == (
        "labour_refusal", "Уведомление об отказе от работы по наставничеству: Дятлов Олег Юрьевич"
    )  # fmt: skip
    assert said(notice)[-2:] == [
        "Последний день моей работы по наставничеству — 27 августа 2026 г.",
        "Причина: перехожу на другую должность.",
    ]
    assert [one for one in checking.faults(notice) if one.level == checking.ERROR] == []


def test_school_gives_notice_under_its_number(seat, curator, head):
    notice = labour.notify(fixed(seat), side=Side.EMPLOYER, on=date(2026, 8, 27), reason="", by=curator.member)

    assert not any("Причина" in line for line in said(notice))
    act = issued(notice, curator, head)
    assert (act.kind, act.number, act.journal.code) == ("labour_notice", "1", "letters")


def test_notice_shorter_than_three_working_days_is_refused(seat, curator, head):
    with pytest.raises(Refused, match="27\u00a0августа"):
        labour.notify(fixed(seat), side=Side.EMPLOYER, on=date(2026, 8, 26), reason="", by=curator.member)
    assert not Document.objects.exists()


def test_notice_that_has_lain_too_long_stops(seat, curator, head, monkeypatch):
    notice = labour.notify(fixed(seat), side=Side.EMPLOYER, on=date(2026, 8, 27), reason="", by=curator.member)
    monkeypatch.setattr("mentoring.accounts.schooldays.today", lambda organization: date(2026, 8, 25))

    faults = [one for one in checking.faults(notice) if one.place == "Последний день"]
    assert [one.level for one in faults] == [checking.ERROR]
    assert "28\u00a0августа" in faults[0].remedy
