from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from mentoring.access import Role
from mentoring.accounts import schooldays
from mentoring.accounts.models import JournalEntry
from reports.documents import health, numbering
from reports.documents.models import Counter, OutsideNumbers
from reports.documents.numbering import NumberRefused
from tests.cast import make_member


@pytest.fixture
def by(school):
    return make_member(school, Role.CURATOR)


@pytest.fixture
def orders(school):
    return numbering.journal_for(school, "orders")


@pytest.fixture
def day(school) -> date:
    return schooldays.today(school)


def take(journal, day, *, by) -> str:
    with transaction.atomic():
        return numbering.take(journal, day, by=by)[2]


@pytest.mark.parametrize(
    ("scheme", "number"),
    [
        ("{n}", "14"),
        ("{n}/1-од", "14/1-од"),
        ("26/{n}", "26/14"),
        ("{n}-а", "14-а"),
        ("{n}о", "14о"),
        ("{n:03}-Д", "014-Д"),
        ("№ {n} / {y}", "№ 14 / 2026"),
    ],
)
def test_number_is_written_as_the_school_does(scheme, number):
    numbering.check_scheme(scheme)

    assert numbering.format(scheme, 14, 2026) == number


@pytest.mark.parametrize(
    "scheme",
    ["", "од", "{y}", "{n}{n}", "{n", "n}", "{}", "{0}", "{n.real}", "{n[0]}", "{n!r}", "{n:3}", "{n:>9}", "{n:{y}}"]
    + ["{n:099}", "{m}", "<b>{n}</b>", "{n}\n", " {n}", "{n}  од", "{{n}}", "{n}" + "о" * 40],
)
def test_scheme_that_is_no_number_is_refused(scheme):
    with pytest.raises(NumberRefused):
        numbering.check_scheme(scheme)


@given(st.text("абв-/ 0129{}ny:.№", max_size=12), st.integers(1, 99_999), st.integers(1, 99_999))
def test_scheme_that_is_taken_never_writes_two_numbers_alike(scheme, one, other):
    try:
        numbering.check_scheme(scheme)
    except NumberRefused:
        return

    assert (numbering.format(scheme, one, 2026) == numbering.format(scheme, other, 2026)) == (one == other)


def test_numbers_of_a_year_follow_each_other_and_begin_anew_in_the_next(orders, by):
    days = [date(2025, 12, 30), date(2025, 12, 31), date(2026, 1, 9)]

    assert [take(orders, day, by=by) for day in days] == ["1", "2", "1"]


def test_journals_and_schools_count_apart(orders, by, other_school, day):
    take(orders, day, by=by)

    assert take(numbering.journal_for(orders.organization, "protocols"), day, by=by) == "1"
    assert take(numbering.journal_for(other_school, "orders"), day, by=by) == "1"
    assert take(orders, day, by=by) == "2"


def test_undone_deed_gives_its_number_back(orders, by, day):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        numbering.take(orders, day, by=by)
        1 / 0  # noqa: B018

    assert take(orders, day, by=by) == "1"


def test_preview_says_the_next_number_and_takes_none(orders, by, day):
    assert numbering.preview_next(orders, day) == "1"
    take(orders, day, by=by)

    assert numbering.preview_next(orders, day) == numbering.preview_next(orders, day) == "2"


def test_new_look_holds_for_later_numbers_alone(orders, by, day):
    take(orders, day, by=by)

    changed = numbering.change_scheme(orders, "{n}/1-од", by=by)

    assert take(changed, day, by=by) == "2/1-од"


def test_outside_numbers_move_the_counter_and_say_why(orders, by, day):
    take(orders, day, by=by)

    row = numbering.record_outside(orders, day.year, 2, 9, " Приказы по летнему лагерю ", by=by)

    assert (row.first, row.last, row.reason, row.by) == (2, 9, "Приказы по летнему лагерю", by)
    assert take(orders, day, by=by) == "10"
    assert list(JournalEntry.objects.values_list("action", flat=True)) == ["numbers.outside"]


@pytest.mark.parametrize(
    ("first", "last", "reason", "said"),
    [
        (1, 2, "Смотр", "Номер 1 за {year} год уже занят: следующий свободный — 2."),
        (3, 4, "Смотр", "между ними не записано: 2."),
        (7, 8, "Смотр", "между ними не записано: 2–6."),
        (2, 1, "Смотр", "Проверьте номера: с 2 по 1."),
        (2, 5000, "Смотр", "Проверьте номера"),
        (0, 3, "Смотр", "Проверьте номера"),
        (2, 2, "  ", "Напишите, что это за документы"),
    ],
)
def test_outside_numbers_leave_no_gap_and_no_double(orders, by, day, first, last, reason, said):
    take(orders, day, by=by)

    with pytest.raises(NumberRefused) as refusal:
        numbering.record_outside(orders, day.year, first, last, reason, by=by)

    assert said.format(year=day.year) in str(refusal.value)
    assert Counter.objects.get().next == 2 and not OutsideNumbers.objects.exists()


def test_outside_numbers_of_a_year_to_come_are_refused(orders, by, day):
    with pytest.raises(NumberRefused, match="журнал не ведёт"):
        numbering.record_outside(orders, day.year + 1, 1, 1, "Смотр", by=by)


def test_record_made_by_mistake_is_taken_back_until_the_next_number(orders, by, day):
    row = numbering.record_outside(orders, day.year, 1, 90, "Описка", by=by)
    numbering.take_back_outside(row, by=by)
    row = numbering.record_outside(orders, day.year, 1, 9, "Приказы лета", by=by)

    assert take(orders, day, by=by) == "10"
    with pytest.raises(NumberRefused, match="эта запись остаётся"):
        numbering.take_back_outside(row, by=by)


def test_who_does_not_keep_the_journal_records_nothing(school, orders, day):
    with pytest.raises(NumberRefused, match="Журнал регистрации ведёт"):
        numbering.record_outside(orders, day.year, 1, 1, "Смотр", by=make_member(school, Role.MENTOR))


def test_journal_of_another_school_is_not_there(other_school, by, day):
    foreign = numbering.journal_for(other_school, "orders")

    with pytest.raises(type(foreign).DoesNotExist):
        numbering.record_outside(foreign, day.year, 1, 1, "Смотр", by=by)
    with pytest.raises(type(foreign).DoesNotExist):
        numbering.change_scheme(foreign, "{n}-чужой", by=by)


def test_record_of_another_school_is_taken_back_by_nobody_here(other_school, by, day):
    elsewhere = numbering.journal_for(other_school, "orders")
    row = numbering.record_outside(elsewhere, day.year, 1, 1, "Смотр", by=make_member(other_school, Role.CURATOR))

    with pytest.raises(NumberRefused, match="записи уже нет"):
        numbering.take_back_outside(row, by=by)

    assert OutsideNumbers.objects.get() == row


def test_doctor_sees_a_gap_and_a_scheme_that_writes_no_number(orders, by, day):
    numbering.record_outside(orders, day.year, 1, 3, "Приказы лета", by=by)
    assert not list(health.gapless_numbers())

    Counter.objects.update(next=7)
    type(orders).objects.update(scheme="од")

    assert [problem.text for problem in health.gapless_numbers()] == [
        f"«Приказы по основной деятельности», {day.year} год: пропущены номера 4–6."
    ]
    assert len(list(health.written_schemes())) == 1


def test_yesterday_of_last_year_is_numbered_in_last_year(orders, by, day):
    last_year = date(day.year, 1, 1) - timedelta(days=1)

    assert take(numbering.change_scheme(orders, "{n}-{y}", by=by), last_year, by=by) == f"1-{day.year - 1}"
