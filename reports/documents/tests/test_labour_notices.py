"""Notices by which the work of a mentor or of the curator, who are employees, ends before its term."""

from datetime import date

import pytest

from mentoring.accounts.operations import Refused
from mentoring.pairs.models import PairMentor
from mentoring.people.models import Employment
from reports.documents import approving, checking, issuing
from reports.documents.labour import hiring, resting
from reports.documents.labour import notices as labour_notices
from reports.documents.labour.notices import Side
from reports.documents.models import Document
from reports.documents.tests.aloud import TODAY, said
from reports.documents.tests.hired import FIXED, colleague, fixed, heads, pair_of, seat_of

pytestmark = pytest.mark.usefixtures("august")
SOONEST = date(2026, 8, 27)


@pytest.fixture
def seat(took, programme, curator) -> PairMentor:
    """A mentor of a colleague, at work by an order."""
    colleague(took, programme)
    return at_work(pair_of(took, programme, curator.member, mentee="Чижова", form="own-2"), curator)


def at_work(pair, curator) -> PairMentor:
    seat = fixed(seat_of(pair))
    hiring.draft_for_mentor(seat, FIXED, by=curator.member)
    return seat


@pytest.fixture
def head(took, director):
    return heads(took, director.member)


def notify(seat, curator, **own) -> Document:
    facts = {"side": Side.EMPLOYER, "on": SOONEST, "reason": ""} | own
    return labour_notices.notify_of_mentor(seat, **facts, by=curator.member)


def test_employee_refuses_in_writing(seat, curator, head):
    notice = notify(seat, curator, side=Side.WORKER, reason="Перехожу на другую должность.")

    assert (notice.kind, notice.title) == (
        "labour_refusal", "Уведомление об отказе от работы по наставничеству: Дятлов Олег Юрьевич"
    )  # fmt: skip
    assert said(notice) == [
        "об отказе от работы по наставничеству",
        "В соответствии со статьёй 351.8 Трудового кодекса Российской Федерации уведомляю, что досрочно отказываюсь "
        "от работы по наставничеству, в которой участвуют: Чижова Рита Олеговна, учитель физики.",
        "Последний день этой работы — 27 августа 2026 г.",
        "Причина: перехожу на другую должность.",
    ]
    assert [one for one in checking.faults(notice) if one.level == checking.ERROR] == []


def test_school_gives_notice_under_its_number_and_says_nothing_of_pay(seat, curator, head):
    notice = notify(seat, curator)

    assert said(notice)[1:] == [
        "Последний день этой работы — 27 августа 2026 г.",
        "Трудовой договор продолжает действовать, работа по нему не меняется.",
        "Уведомление получено:",
    ]
    approving.submit(notice, by=curator.member, accept_warnings=True)
    act = issuing.approve_and_issue(notice, on=TODAY, by=head)
    assert (act.kind, act.number, act.journal.code) == ("labour_notice", "1", "letters")


def test_work_with_a_pupil_ends_by_its_own_article(took, programme, curator, head):
    seat = at_work(pair_of(took, programme, curator.member), curator)

    assert said(notify(seat, curator))[0].startswith("В соответствии со статьёй 60.2 Трудового кодекса")


def test_work_ends_by_the_article_of_its_order_whoever_is_employed_now(seat, curator, head):
    Employment.objects.filter(person__surname="Чижова").update(end=date(2026, 8, 1))
    assert hiring.order_of(seat.pair) == resting.LEARNERS

    assert "статьёй 351.8" in said(notify(seat, curator))[0]


def test_work_that_no_order_gave_is_not_ended_by_a_notice(seat, curator, head):
    Document.objects.filter(kind="O10").delete()

    assert labour_notices.why_not_mentor(seat).startswith("Приказа о поручении этой работы нет")
    with pytest.raises(Refused, match="сначала составьте трудовые документы"):
        notify(seat, curator)


def test_curator_without_an_order_is_given_no_notice(took, programme, curator, head):
    why = labour_notices.why_not_curator(programme, took.people["Осипова"])

    assert why.startswith("Приказа о поручении этой работы нет")


def test_notice_shorter_than_three_working_days_is_refused(seat, curator, head):
    with pytest.raises(Refused, match="27\u00a0августа"):
        notify(seat, curator, on=date(2026, 8, 26))
    assert not Document.objects.filter(kind=resting.NOTICE).exists()


def test_day_on_which_the_work_ends_anyway_is_no_early_end(seat, curator, head):
    PairMentor.objects.filter(pk=seat.pk).update(until=date(2026, 11, 30))

    with pytest.raises(Refused, match="и без уведомления кончается 30\u00a0ноября"):
        notify(seat_of(seat.pair), curator, on=date(2026, 11, 30))
    assert notify(seat_of(seat.pair), curator, on=date(2026, 11, 29))


def test_work_that_ends_sooner_than_one_may_warn_needs_no_notice(seat, curator, head):
    PairMentor.objects.filter(pk=seat.pk).update(since=TODAY, until=SOONEST)

    assert labour_notices.why_not_mentor(seat_of(seat.pair)).startswith("Работа и без уведомления кончается")


def test_duty_of_the_employee_is_not_ended_by_a_notice(seat, curator, head):
    Document.objects.all().delete()
    hiring.mark_in_duties(seat.pair, seat.mentor.person, where="Инструкция.", by=curator.member)

    with pytest.raises(Refused, match="Работа входит в должностные обязанности"):
        notify(seat, curator)


def test_pair_that_has_not_begun_needs_no_notice(took, programme, curator):
    seat = seat_of(pair_of(took, programme, curator.member))

    with pytest.raises(Refused, match="уведомлять не о чем"):
        notify(seat, curator)


@pytest.mark.parametrize("side", Side.values)
def test_notice_that_has_lain_too_long_stops(seat, curator, head, monkeypatch, side):
    notice = notify(seat, curator, side=side)
    monkeypatch.setattr("mentoring.accounts.schooldays.today", lambda organization: date(2026, 8, 25))

    faults = [one for one in checking.faults(notice) if one.place == "Последний день"]
    assert [one.level for one in faults] == [checking.ERROR]
    assert "28\u00a0августа" in faults[0].remedy


@pytest.mark.parametrize(("day", "blamed"), [("2026-08-26", True), ("2026-08-27", False)])
@pytest.mark.parametrize("other", ["2026-08-25", "2026-12-01"])
def test_other_days_of_a_notice_neither_hide_nor_fake_its_fault(seat, curator, head, day, blamed, other):
    notice = notify(seat, curator)
    texts = [f"Вернуть второй экземпляр до {{due:{other}}}.", f"Последний день этой работы — {{due:{day}}}."]
    notice.body = [{"block": "paragraph", "text": text} for text in texts]

    assert ("Последний день" in [one.place for one in checking.faults(notice)]) is blamed


def test_soonest_of_all_days_counts_where_none_is_called_the_last(seat, curator, head):
    notice = notify(seat, curator)
    texts = ["Поручение отменяется с {due:2026-12-01}.", "Работа кончается {due:2026-08-25}."]
    notice.body = [{"block": "paragraph", "text": text} for text in texts]

    assert "Последний день" in [one.place for one in checking.faults(notice)]


def test_work_of_the_curator_ends_by_a_notice_too(took, programme, curator, head):
    hiring.draft_for_curator(programme, took.people["Осипова"], FIXED, by=curator.member)
    facts = {"on": SOONEST, "reason": "", "by": curator.member}
    notice = labour_notices.notify_of_curator(programme, took.people["Осипова"], side=Side.EMPLOYER, **facts)
    refusal = labour_notices.notify_of_curator(programme, took.people["Осипова"], side=Side.WORKER, **facts)

    assert said(notice)[0] == (
        "В соответствии со статьёй 60.2 Трудового кодекса Российской Федерации уведомляем о досрочной отмене поручения "
        f"об обязанностях куратора программы наставничества «{programme.title}»."
    )
    assert said(refusal)[0] == "об отказе от обязанностей куратора программы наставничества"
    assert [one for one in checking.faults(notice) if one.level == checking.ERROR] == []
