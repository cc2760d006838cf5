"""Working days: transfers, corrections, six-day weeks, vacations."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from mentoring.calendar import schoolyear, workdays
from mentoring.calendar.due import Span
from mentoring.calendar.schoolyear import Term
from mentoring.calendar.workdays import SchoolCalendar

FIVE_DAYS = SchoolCalendar()
SIX_DAYS = SchoolCalendar(six_day_week=True)


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (date(2024, 11, 4), "День народного единства"),
        (date(2024, 11, 3), "воскресенье"),
        (date(2024, 11, 9), "суббота"),
        (date(2024, 11, 2), ""),
        (date(2024, 4, 27), ""),
        (date(2025, 5, 2), "Выходной (перенесено с 04.01.2025)"),
        (date(2026, 1, 9), "Выходной (перенесено с 03.01.2026)"),
        (date(2025, 11, 18), ""),
    ],
)
def test_production_calendar_has_its_transfers(day: date, why: str) -> None:
    assert FIVE_DAYS.day_off(day) == why
    assert FIVE_DAYS.is_working(day) == (why == "")


@pytest.mark.parametrize(("year", "days"), [(2024, 248), (2025, 247), (2026, 247)])
def test_working_days_of_a_year_are_those_of_the_decree(year: int, days: int) -> None:
    assert FIVE_DAYS.working_days_between(date(year, 1, 1), date(year, 12, 31)) == days


def test_six_day_week_works_on_saturdays_but_not_on_holidays() -> None:
    assert SIX_DAYS.is_working(date(2024, 11, 9))
    assert not SIX_DAYS.is_working(date(2024, 11, 10))
    assert not SIX_DAYS.is_working(date(2027, 5, 1))


def test_correction_of_the_school_rules() -> None:
    own = SchoolCalendar(corrections=((date(2024, 11, 9), True), (date(2024, 11, 11), False)))

    assert own.is_working(date(2024, 11, 9))
    assert own.day_off(date(2024, 11, 11)) == "выходной день школы"


def test_nearest_working_days_step_over_the_new_year() -> None:
    assert FIVE_DAYS.next_working(date(2026, 1, 1)) == date(2026, 1, 12)
    assert FIVE_DAYS.previous_working(date(2026, 1, 8)) == date(2025, 12, 30)
    assert FIVE_DAYS.next_working(date(2025, 11, 18)) == date(2025, 11, 18)


def test_working_days_are_counted_from_the_next_one() -> None:
    assert FIVE_DAYS.add_working_days(date(2024, 11, 1), 3) == date(2024, 11, 6)
    assert FIVE_DAYS.add_working_days(date(2024, 11, 6), -3) == date(2024, 11, 1)
    assert FIVE_DAYS.add_working_days(date(2024, 11, 3), 0) == date(2024, 11, 3)


@pytest.mark.parametrize("year", range(2019, 2036))
def test_year_without_decreed_transfers_still_has_working_days(year: int) -> None:
    count = FIVE_DAYS.working_days_between(date(year, 1, 1), date(year, 12, 31))

    assert 240 <= count <= 253
    assert not FIVE_DAYS.is_working(date(year, 1, 2))


def test_calendar_of_a_year_is_computed_once() -> None:
    workdays.official.cache_clear()
    for n in range(365):
        FIVE_DAYS.is_working(date(2025, 1, 1) + timedelta(n))

    assert workdays.official.cache_info().misses == 1


def test_usual_vacations_are_named() -> None:
    assert FIVE_DAYS.vacation(date(2025, 10, 25)) == "осенние каникулы"
    assert FIVE_DAYS.vacation(date(2025, 11, 2)) == "осенние каникулы"
    assert FIVE_DAYS.vacation(date(2025, 11, 3)) == ""
    assert FIVE_DAYS.is_vacation(date(2026, 7, 1))
    assert not FIVE_DAYS.is_vacation(date(2026, 9, 1))


def test_vacation_of_the_school_rules() -> None:
    own = SchoolCalendar(terms=(Term("autumn", 2025, date(2025, 11, 3), date(2025, 11, 9)),))

    assert not own.is_vacation(date(2025, 10, 25))
    assert own.vacation(date(2025, 11, 9)) == "осенние каникулы"
    assert own.is_vacation(date(2026, 1, 2))


def test_half_year_follows_the_quarters_of_the_school() -> None:
    own = SchoolCalendar(
        terms=(
            Term("quarter1", 2025, date(2025, 9, 2), date(2025, 10, 30)),
            Term("quarter2", 2025, date(2025, 11, 10), date(2025, 12, 27)),
        )
    )

    half = own.term("half1", 2025)
    assert (half.start, half.end) == (date(2025, 9, 2), date(2025, 12, 27))


@pytest.mark.parametrize("year", range(2019, 2036))
def test_usual_year_has_no_gap_between_lessons_and_vacations(year: int) -> None:
    terms = {term.code: term for term in schoolyear.usual_terms(year)}
    order = ("quarter1", "autumn", "quarter2", "winter", "quarter3", "spring", "quarter4", "summer")
    whole = [terms[code] for code in order]

    assert (whole[0].start, whole[-1].end) == (date(year, 9, 1), date(year + 1, 8, 31))
    assert all(after.start - before.end == timedelta(1) for before, after in pairwise(whole))


def test_school_year_begins_in_september() -> None:
    assert schoolyear.school_year(date(2025, 8, 31)) == 2024
    assert schoolyear.school_year(date(2025, 9, 1)) == 2025
    assert schoolyear.span(2025) == Span(date(2025, 9, 1), date(2026, 8, 31))
    assert schoolyear.name(2025) == "2025/26 учебный год"
    assert schoolyear.name(2099) == "2099/00 учебный год"
    assert list(schoolyear.between(date(2023, 9, 1), date(2025, 12, 31))) == [2023, 2024, 2025]
