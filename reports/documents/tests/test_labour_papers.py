"""Labour papers of a mentor and of the curator who are employees: entered once, the same in every paper."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mentoring.accounts.operations import Refused
from mentoring.pairs.models import PairMentor
from mentoring.people.models import Employment, Enrollment, StudyGroup
from mentoring.registry.models import Mentee
from reports.documents import amending, approving, checking, issuing
from reports.documents.labour import duties, hiring, standing
from reports.documents.labour.hiring import Extra, Pay
from reports.documents.models import Document, OwnDuty
from reports.documents.tests.aloud import TODAY, composed, rows, said, signed, table_of
from reports.documents.tests.hired import FIXED, START, colleague, heads, pair_of, papers, seat_of

pytestmark = pytest.mark.usefixtures("august")
PERCENT = replace(FIXED, pay=Pay.PERCENT, amount=None, percent=15)
UNPAID = replace(FIXED, pay=Pay.NONE, amount=None, basis="", why_unpaid="Работник отказался от выплаты.")


@pytest.fixture
def head(took, director):
    return heads(took, director.member)


@pytest.fixture
def seat(took, programme, curator) -> PairMentor:
    """A mentor of a colleague."""
    colleague(took, programme)
    return seat_of(pair_of(took, programme, curator.member, mentee="Чижова", form="own-2"))


@pytest.fixture
def with_pupil(took, programme, curator) -> PairMentor:
    """A mentor of a pupil."""
    return seat_of(pair_of(took, programme, curator.member))


def issued(document: Document, curator, head) -> Document:
    approving.submit(document, by=curator.member, accept_warnings=True)
    return issuing.approve_and_issue(document, on=TODAY, by=head)


def test_three_papers_name_the_same_facts(seat, curator, head):
    order = hiring.draft_for_mentor(seat, FIXED, by=curator.member)

    made = papers()
    assert set(made) == {"labour_consent", "labour_agreement", "O10"}
    assert order == made["O10"]
    pay = "5 000 (пять тысяч) рублей 00 копеек в месяц"
    for document in made.values():
        text = " ".join(said(document))
        assert pay in text
        assert "1 сентября 2026 г. по 25 мая 2027 г." in text
        assert "положение об оплате труда" in text
        assert "Чижова Рита Олеговна, учитель физики" in text
        assert [concern.pair for concern in document.concerns.all()] == [seat.pair]


def test_order_gives_the_work_and_says_who_pays_and_what_it_rests_on(seat, curator, head):
    order = hiring.draft_for_mentor(seat, FIXED, by=curator.member)

    assert order.title == "О поручении работы по наставничеству Дятлову Олегу Юрьевичу"
    assert said(order)[0].startswith("На основании статьи 351.8 Трудового кодекса Российской Федерации, в связи с")
    assert said(order)[2:] == [
        "1. Поручить учителю химии Дятлову О. Ю. с 1 сентября 2026 г. по 25 мая 2027 г. работу по наставничеству.",
        "2. Наставляемый: Чижова Рита Олеговна, учитель физики. Форма наставничества — «Педагог — педагог».",
        "3. Содержание работы:",
        "3.1. Составить план.",
        "3.2. Проводить встречи.",
        "4. Форма работы — индивидуальная работа: встречи и консультации.",
        "5. Установить Дятлову О. Ю. за эту работу стимулирующую выплату: 5 000 (пять тысяч) рублей 00 копеек в месяц.",
        "6. Бухгалтерии начислять и выплачивать эту выплату с 1 сентября 2026 г. по 25 мая 2027 г. "
        "(основание — положение об оплате труда).",
        "7. Специалисту по кадрам Зябликову М. С. ознакомить с настоящим приказом под подпись названных в нём "
        "работников в срок до 27 августа 2026 г. и хранить согласие и дополнительное соглашение с трудовым договором.",
        "8. Основание: письменное согласие Дятлова О. Ю., дополнительное соглашение к трудовому договору.",
        "9. Контроль за исполнением настоящего приказа оставляю за собой.",
    ]
    assert signed(order) == [("Директор", "Е. И. Рябинин")]


def test_order_names_the_agreement_once_it_is_in_force(seat, curator, head):
    order = hiring.draft_for_mentor(seat, FIXED, by=curator.member)
    agreement = issued(papers()["labour_agreement"], curator, head)

    assert agreement.number == "1"
    assert said(order)[-2] == (
        "8. Основание: письменное согласие Дятлова О. Ю., дополнительное соглашение от 24.08.2026 № 1 "
        "к трудовому договору."
    )


def test_agreement_is_made_by_both_sides(seat, curator, head):
    hiring.draft_for_mentor(seat, PERCENT, by=curator.member)
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
    order = hiring.draft_for_mentor(seat, UNPAID, by=curator.member)

    lines = said(order)
    assert "5. Работа, названная в пункте 1, дополнительно не оплачивается: работник отказался от выплаты." in lines
    assert not any("Бухгалтерии" in line or "стимулирующ" in line for line in lines)


def test_consent_is_signed_by_the_employee_alone(seat, curator, head):
    hiring.draft_for_mentor(seat, FIXED, by=curator.member)
    consent = papers()["labour_consent"]

    assert said(consent)[1].startswith(
        "Я, учитель химии Дятлов Олег Юрьевич, в соответствии со статьёй 351.8 Трудового кодекса Российской "
        "Федерации согласен выполнять"
    )
    assert [name for _, name in signed(consent)] == ["О. Ю. Дятлов"]
    assert [one for one in checking.faults(consent) if one.level == checking.ERROR] == []


def test_ready_papers_stop_at_nothing(seat, curator, head):
    hiring.draft_for_mentor(seat, FIXED, by=curator.member)

    for document in papers().values():
        assert [one for one in checking.faults(document) if one.level == checking.ERROR] == []
        assert "Основание" not in [one.place for one in checking.faults(document)]


def test_order_without_a_consent_is_blamed(seat, curator, head):
    order = hiring.draft_for_mentor(seat, FIXED, by=curator.member)
    papers()["labour_consent"].delete()

    faults = [one for one in checking.faults(order) if one.place == "Основание"]
    assert [(one.level, one.text) for one in faults] == [("warning", "Нет согласия: Дятлов Олег Юрьевич.")]


def test_consent_to_another_pair_is_no_consent(seat, took, programme, curator, head):
    hiring.draft_for_mentor(seat, FIXED, by=curator.member)
    consent = papers()["labour_consent"]
    consent.concerns.update(pair=pair_of(took, programme, curator.member, "Кедрова", "Ивин"))

    texts = [one.text for one in checking.faults(papers()["O10"])]
    assert "Нет согласия: Дятлов Олег Юрьевич." in texts


def test_second_order_on_the_same_is_refused(seat, curator, head):
    hiring.draft_for_mentor(seat, FIXED, by=curator.member)

    with pytest.raises(Refused, match="Документы об этой работе уже составлены"):
        hiring.draft_for_mentor(seat, FIXED, by=curator.member)
    assert Document.objects.count() == 3


def test_worker_of_a_partner_has_no_labour_papers(took, programme, curator):
    seat = seat_of(pair_of(took, programme, curator.member, "Кедрова"))

    with pytest.raises(Refused, match="Кедрова Нина Павловна не работает в организации"):
        hiring.draft_for_mentor(seat, FIXED, by=curator.member)
    assert not Document.objects.exists()


def test_learner_has_no_labour_papers(took, programme, curator):
    own = {"organization": programme.organization, "person": took.people["Кедрова"]}
    Enrollment.objects.create(**own, group=StudyGroup.objects.get())
    seat = seat_of(pair_of(took, programme, curator.member, "Кедрова"))

    with pytest.raises(Refused, match="здесь учится, а не работает"):
        hiring.draft_for_mentor(seat, FIXED, by=curator.member)


def test_whoever_leaves_before_the_first_day_has_no_labour_papers(seat, curator, head):
    Employment.objects.filter(person=seat.mentor.person).update(end=date(2026, 8, 31))

    with pytest.raises(Refused, match="не работает в организации на 1\u00a0сентября"):
        hiring.draft_for_mentor(seat, FIXED, by=curator.member)


@pytest.mark.parametrize(
    ("own", "why"),
    [
        ({"amount": None}, "сколько рублей"),
        ({"pay": Pay.PERCENT, "amount": None}, "сколько процентов"),
        ({"pay": Pay.NONE}, "почему работа не оплачивается"),
        ({"basis": " "}, "основание выплаты"),
        ({"content": ()}, "содержание работы"),
        ({"end": date(2026, 8, 1)}, "раньше, чем начинается"),
        ({"end": date(2027, 6, 30)}, "ведёт эту пару с 1\u00a0сентября 2026\u00a0г. по 25\u00a0мая"),
    ],
)
def test_terms_that_say_too_little_are_refused(seat, curator, head, own, why):
    with pytest.raises(Refused, match=why):
        hiring.draft_for_mentor(seat, replace(FIXED, **own), by=curator.member)
    assert not Document.objects.exists()


def test_term_keeps_within_the_days_of_the_mentor_and_not_of_the_pair(seat, curator, head):
    PairMentor.objects.filter(pk=seat.pk).update(since=date(2026, 10, 1))

    with pytest.raises(Refused, match="ведёт эту пару с 1\u00a0октября"):
        hiring.draft_for_mentor(seat_of(seat.pair), FIXED, by=curator.member)
    assert hiring.draft_for_mentor(seat_of(seat.pair), replace(FIXED, start=date(2026, 10, 1)), by=curator.member)


def test_consent_that_is_drafted_already_is_not_drafted_twice(seat, curator, head):
    hiring.draft_for_mentor(seat, FIXED, by=curator.member).delete()

    with pytest.raises(Refused, match="удалите черновики: согласие, дополнительное соглашение"):
        hiring.draft_for_mentor(seat, FIXED, by=curator.member)


def test_issued_agreement_is_cancelled_before_another_one(seat, curator, head):
    hiring.draft_for_mentor(seat, FIXED, by=curator.member)
    agreement = issued(papers()["labour_agreement"], curator, head)
    Document.objects.exclude(pk=agreement.pk).delete()

    with pytest.raises(Refused, match="дополнительное соглашение № 1 действует, отмените его"):
        hiring.draft_for_mentor(seat, FIXED, by=curator.member)
    issued(amending.cancel(agreement, reason="Стороны договорились.", by=curator.member), curator, head)
    assert hiring.draft_for_mentor(seat, FIXED, by=curator.member)


def test_paper_in_force_is_amended_to_change_its_term(seat, curator, head):
    order = hiring.draft_for_mentor(seat, FIXED, by=curator.member)
    assert "приказ об изменении" not in standing.why_drafted([order])

    assert standing.why_drafted([issued(order, curator, head)]) == (
        "Документы об этой работе уже составлены. Чтобы изменить срок того, что действует, составьте приказ об "
        "изменении. Чтобы составить их заново: приказ № 1 действует, отмените его."
    )


def test_paper_handed_to_the_head_is_taken_back_before_it_is_thrown_away(seat, curator, head):
    order = hiring.draft_for_mentor(seat, FIXED, by=curator.member)
    remedy = "Чтобы составить их заново: отзовите с утверждения и удалите: приказ; удалите черновики: согласие."

    handed = approving.submit(order, by=curator.member, accept_warnings=True)
    assert standing.why_drafted([handed, papers()["labour_consent"]]).endswith(remedy)
    approved = approving.approve(order, by=head)
    assert standing.why_drafted([approved, papers()["labour_consent"]]).endswith(remedy)


@pytest.mark.postgres_only
def test_papers_and_a_mark_of_a_duty_wait_for_each_other(seat, curator, head):
    deeds = (
        lambda: hiring.mark_in_duties(seat.pair, seat.mentor.person, where="Инструкция.", by=curator.member),
        lambda: hiring.unmark_in_duties(seat.pair, seat.mentor.person, by=curator.member),
        lambda: hiring.draft_for_mentor(seat, FIXED, by=curator.member),
    )
    for deed, locks in zip(deeds, (1, 0, 1), strict=True):
        with CaptureQueriesContext(connection) as asked:
            deed()
        assert sum("people_person" in one["sql"] and "FOR NO KEY UPDATE" in one["sql"] for one in asked) == locks


# The mentor of a pupil: additional work, not «наставничество в сфере труда».


def test_mentor_of_a_pupil_has_additional_work(with_pupil, curator, head):
    order = hiring.draft_for_mentor(with_pupil, replace(FIXED, extra=Extra.ZONE), by=curator.member)

    assert order.kind == "O10_learners"
    pay = "доплата за расширение зоны обслуживания"
    assert f"Оплата: {pay}, 5 000 (пять тысяч) рублей" in " ".join(said(papers()["labour_consent"]))
    assert f"устанавливается {pay}: 5 000" in " ".join(said(papers()["labour_agreement"]))
    assert "за эту работу доплату за расширение зоны обслуживания: 5 000" in " ".join(said(order))
    for document in papers().values():
        text = " ".join(said(document))
        assert "351.8" not in text and "стимулирующ" not in text
        assert "60.2" in text
    assert [one for one in checking.faults(order) if one.level == checking.ERROR] == []


def test_group_with_one_pupil_among_workers_is_additional_work(seat, took, curator):
    group = seat.pair
    group.mentees.create(
        organization=group.organization, since=START, mentee=Mentee.objects.get(person=took.people["Ежова"])
    )

    assert hiring.order_of(group) == "O10_learners"


@pytest.mark.parametrize("whose", ["mentor", "curator"])
def test_additional_work_is_never_unpaid(with_pupil, took, programme, curator, whose):
    with pytest.raises(Refused, match="всегда оплачивается"):
        if whose == "mentor":
            hiring.draft_for_mentor(with_pupil, UNPAID, by=curator.member)
        else:
            hiring.draft_for_curator(programme, took.people["Осипова"], UNPAID, by=curator.member)
    assert not Document.objects.exists()


# Work that is a duty already.


def test_mark_of_a_duty_stops_papers_until_it_is_taken_back(seat, curator, head):
    hiring.mark_in_duties(seat.pair, seat.mentor.person, where="Должностная инструкция.", by=curator.member)

    with pytest.raises(Refused, match="Снимите отметку"):
        hiring.draft_for_mentor(seat, FIXED, by=curator.member)
    hiring.unmark_in_duties(seat.pair, seat.mentor.person, by=curator.member)
    assert hiring.draft_for_mentor(seat, FIXED, by=curator.member)
    assert not OwnDuty.objects.exists()


def test_work_given_by_an_order_is_not_marked_a_duty(seat, curator, head):
    hiring.draft_for_mentor(seat, FIXED, by=curator.member)

    with pytest.raises(Refused, match="удалите черновики: приказ, согласие, дополнительное соглашение"):
        hiring.mark_in_duties(seat.pair, seat.mentor.person, where="Инструкция.", by=curator.member)


def test_mark_is_of_the_pair_and_not_of_the_programme(seat, programme, curator):
    person = seat.mentor.person
    hiring.mark_in_duties(seat.pair, person, where="Инструкция.", by=curator.member)

    assert duties.of(seat.pair) == {person.pk: "Инструкция."}
    assert duties.of(programme) == {}


def test_mark_made_twice_is_refused(programme, took, curator):
    hiring.mark_in_duties(programme, took.people["Осипова"], where="Договор.", by=curator.member)

    with pytest.raises(Refused, match="уже отмечено"):
        hiring.mark_in_duties(programme, took.people["Осипова"], where="Договор.", by=curator.member)


# The curator.


def test_curator_has_the_same_three_papers(took, programme, curator, head):
    order = hiring.draft_for_curator(programme, took.people["Осипова"], FIXED, by=curator.member)

    assert set(papers()) == {"curator_consent", "curator_agreement", "O10_curator"}
    assert order.title == "О поручении обязанностей куратора программы наставничества Осиповой Инне Львовне"
    lines = said(order)
    assert lines[0].startswith("В соответствии со статьями 60.2 и 151 Трудового кодекса Российской Федерации")
    assert lines[2] == (
        "1. Поручить советнику директора по воспитанию Осиповой И. Л. с 1 сентября 2026 г. по 25 мая 2027 г. "
        "выполнение обязанностей куратора программы наставничества."
    )
    assert lines[-4].startswith("5. Бухгалтерии начислять и выплачивать эту доплату с 1 сентября")
    assert lines[-5] == (
        "4. Установить Осиповой И. Л. за эту работу доплату за увеличение объёма работы: 5 000 (пять тысяч) рублей 00 "
        "копеек в месяц."
    )
    assert "согласна выполнять" in said(papers()["curator_consent"])[1]
    assert [one.text for one in checking.faults(order) if one.level == checking.ERROR] == []


@pytest.mark.parametrize("own", [{"start": date(2026, 8, 31)}, {"end": date(2027, 6, 1)}])
def test_curator_works_no_longer_than_the_programme(took, programme, curator, head, own):
    with pytest.raises(Refused, match="Программа идёт с 1\u00a0сентября 2026\u00a0г"):
        hiring.draft_for_curator(programme, took.people["Осипова"], replace(FIXED, **own), by=curator.member)
    assert not Document.objects.exists()


def test_order_on_the_curator_rests_on_the_curators_own_consent(took, programme, curator, head):
    order = hiring.draft_for_curator(programme, took.people["Осипова"], FIXED, by=curator.member)
    papers()["curator_agreement"].delete()

    texts = [one.text for one in checking.faults(order)]
    assert "Нет дополнительного соглашения: Осипова Инна Львовна." in texts
