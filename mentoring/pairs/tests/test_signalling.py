"""Early warning: what the facts of a pair give reason to look into, and in which words."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentoring.calendar.words import NBSP
from mentoring.pairs.warnings.signalling import Code, Marks, Missed, Monthly, Signal, Task, Watch, signals

TODAY = date(2026, 11, 22)
DAY = timedelta(1)


def watch(**own) -> Watch:
    """Return a pair that met yesterday and has nothing to worry about."""
    usual = {"start": date(2026, 10, 1), "end": date(2027, 5, 25), "fixed": date(2026, 10, 1), "held": TODAY - DAY}
    return Watch(**{"today": TODAY} | usual | own)


def said(**own) -> tuple[tuple[str, ...], ...]:
    """Return each warning as its sentences, with plain spaces."""
    return tuple(
        tuple(text.replace(NBSP, " ") for text in (one.words, *one.facts)) for one in signals(watch(**own))
    )  # fmt: skip


def test_pair_that_meets_gives_no_reason():
    assert signals(watch()) == ()


@pytest.mark.parametrize(("days", "warns"), [(20, False), (21, True)])
def test_three_weeks_without_a_meeting_are_named_with_the_last_one(days, warns):
    last = f"Не встречались 21 день: последняя встреча {(TODAY - days * DAY).day} ноября."

    assert said(held=TODAY - days * DAY) == (((last,),) if warns else ())


def test_vacations_do_not_count_as_silence():
    rests = frozenset(date(2026, 10, 24) + DAY * number for number in range(9))
    held = date(2026, 10, 20)

    assert said(held=held, rests=rests) == (
        ("Не встречались 24 дня: последняя встреча 20 октября.", "Каникулы не считаем: 9 дней."),
    )
    assert said(held=date(2026, 10, 24), rests=rests, today=date(2026, 11, 21)) == ()


def test_first_meeting_is_awaited_from_the_day_of_fixing():
    assert said(held=None, fixed=date(2026, 11, 1)) == (
        ("Ещё ни разу не встретились: пара закреплена 1 ноября, прошло 21 день.",),
    )
    assert said(held=None, fixed=date(2026, 11, 2)) == ()


def test_pause_begins_the_count_anew():
    assert said(held=date(2026, 10, 5), resumed=date(2026, 11, 10)) == ()
    assert said(held=date(2026, 10, 5), resumed=date(2026, 10, 30)) == (
        ("Не встречались 23 дня после перерыва: пара возобновила работу 30 октября.",),
    )


def test_two_missed_in_a_row_are_told_with_their_reasons():
    one, two = Missed(date(2026, 11, 11), "Болезнь"), Missed(date(2026, 11, 17), "Другое")

    assert said(missed=(two,)) == ()
    assert said(missed=(one, two)) == (
        (
            "Подряд не состоялись 2 встречи, последняя 17 ноября.",
            "11 ноября: Болезнь.",
            "17 ноября: Другое.",
        ),
    )


@pytest.mark.parametrize(("mentor", "mentee", "warns"), [(9, 6, True), (6, 9, True), (9, 7, False)])
def test_marks_three_apart_are_a_warning_whoever_gave_more(mentor, mentee, warns):
    words = f"Встречу 12 ноября оценили по-разному: наставник на {mentor}, наставляемый на {mentee}."

    assert said(marks=Marks(date(2026, 11, 12), mentor, mentee)) == (((words,),) if warns else ())


def test_plan_is_behind_by_weight_against_the_elapsed_days():
    period = {"start": date(2026, 11, 13), "end": date(2026, 11, 22), "fixed": date(2026, 11, 13)}
    half = period | {"today": date(2026, 11, 17), "held": date(2026, 11, 16)}  # half of ten days
    late = Task(3, date(2026, 11, 14), False)

    assert said(**half, tasks=(late, Task(1, None, True))) == (
        (
            "План отстаёт: прошло 50 % срока, выполнено 25 % плана.",
            "1 пункт просрочен, самый давний надо было сделать до 14 ноября.",
        ),
    )
    assert said(**half, tasks=(late, Task(2, None, True))) == ()  # 40 per cent: ten behind
    assert said(**half, tasks=(Task(3, date(2026, 11, 17), False), Task(1, None, True))) == ()  # nothing is overdue
    assert said(**half, tasks=()) == ()


@pytest.mark.parametrize(
    ("given_", "warns"),
    [((9, 8, 7), True), ((9, 8, 8), False), ((8, 9, 8), False), ((9, 6), True), ((9, 7), False), ((7,), False)],
)
def test_pulse_warns_after_two_months_of_falling_or_one_deep_fall(given_, warns):
    row = ", ".join(map(str, given_))

    assert said(months=(Monthly("наставляемый", given_),)) == (
        ((f"Наставляемый оценивает месяцы всё ниже: {row}.",),) if warns else ()
    )


def test_month_marked_apart_is_told_before_the_fall():
    assert said(gap=3, months=(Monthly("родитель", (10, 6)),)) == (
        ("Месяц оценили по-разному: разница 3.", "Родитель оценивает месяцы всё ниже: 10, 6."),
    )


def test_gravest_comes_first_by_how_far_it_is_past_its_limit():
    missed = tuple(Missed(TODAY - number * DAY, "") for number in (9, 6, 3))

    found = signals(watch(held=TODAY - 42 * DAY, missed=missed, marks=Marks(TODAY - DAY, 10, 7)))

    assert [(one.code, one.gravity) for one in found] == [(Code.SILENCE, 200), (Code.MISSED, 150), (Code.MARKS, 100)]


DAYS = st.dates(date(2026, 9, 1), date(2027, 6, 1))
MARK = st.integers(1, 10)


@given(
    today=DAYS,
    held=st.none() | DAYS,
    fixed=DAYS,
    rests=st.frozensets(DAYS, max_size=40),
    tasks=st.lists(st.builds(Task, st.integers(1, 9), st.none() | DAYS, st.booleans()), max_size=5).map(tuple),
    months=st.lists(st.lists(MARK, max_size=5).map(lambda marks: Monthly("наставник", tuple(marks))), max_size=3),
    gap=st.integers(0, 9),
)
def test_whatever_the_facts_each_warning_is_one_past_its_limit(today, held, fixed, rests, tasks, months, gap):
    found = signals(watch(today=today, held=held, fixed=fixed, rests=rests, tasks=tasks, months=tuple(months), gap=gap))

    assert len({one.code for one in found}) == len(found)
    assert all(isinstance(one, Signal) and one.gravity >= 100 and one.words.endswith(".") for one in found)
    assert [one.gravity for one in found] == sorted((one.gravity for one in found), reverse=True)
