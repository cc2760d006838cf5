"""A date text in a plan: what is asked, which days come out, where deadlines move."""

from datetime import date

import pytest

from mentoring.calendar import resolving
from mentoring.calendar.due import DueSpec, Period, Span
from mentoring.calendar.reading import read
from mentoring.calendar.resolving import Occurrence, Rule
from mentoring.calendar.schoolyear import Term
from mentoring.calendar.workdays import SchoolCalendar

ONE_YEAR = Period(date(2024, 9, 1), date(2025, 5, 31))
THREE_YEARS = Period(date(2023, 9, 1), date(2025, 12, 31))
CALENDAR = SchoolCalendar()


def span(start: str | None, end: str | None) -> Span:
    return Span(start and date.fromisoformat(start), end and date.fromisoformat(end))


def spans(text: str, period: Period, **answers: str) -> tuple[Span, ...]:
    return resolving.resolve(read(text), period, answers).spans


IN_ONE_YEAR = [
    ("Ноябрь", [("2024-11-01", "2024-11-30")]),
    ("январь- апрель", [("2025-01-01", "2025-04-30")]),
    ("декабрь- январь", [("2024-12-01", "2025-01-31")]),
    ("до конца октября", [(None, "2024-10-31")]),
    ("сентябрь, январь", [("2024-09-01", "2024-09-30"), ("2025-01-01", "2025-01-31")]),
    ("последняя пятница мая", [("2025-05-30", "2025-05-30")]),
    ("1 четверть", [("2024-09-01", "2024-10-25")]),
    ("1-2 четверть", [("2024-09-01", "2024-12-30")]),
    ("I, III четверть", [("2024-09-01", "2024-10-25"), ("2025-01-13", "2025-03-21")]),
    ("I полугодие", [("2024-09-01", "2024-12-30")]),
    ("осенние, весенние каникулы", [("2024-10-26", "2024-11-03"), ("2025-03-22", "2025-03-30")]),
    ("до конца учебного года", [(None, "2025-05-31")]),
    ("с 1 октября", [("2024-10-01", None)]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), IN_ONE_YEAR)
def test_plan_of_one_school_year_leaves_nothing_to_ask(
    text: str, expected: list[tuple[str | None, str | None]]
) -> None:
    spec = read(text)
    resolved = resolving.resolve(spec, ONE_YEAR)

    assert resolved.spans == tuple(span(*days) for days in expected)
    assert resolved.inferred
    assert resolved.note.startswith("Год добавлен по периоду плана: ")
    assert [question.code for question in resolving.questions(spec, ONE_YEAR) if not question.once] == []


def test_month_in_a_plan_of_several_years_is_asked_and_taken_every_year() -> None:
    (question,) = resolving.questions(read("Октябрь"), THREE_YEARS)

    assert (question.code, question.default, question.once) == ("year", "every", False)
    assert [choice.value for choice in question.choices] == ["every", "2023", "2024", "2025"]
    assert question.choices[1].label == "один раз: октябрь 2023\u00a0г."
    assert spans("Октябрь", THREE_YEARS) == (
        span("2023-10-01", "2023-10-31"),
        span("2024-10-01", "2024-10-31"),
        span("2025-10-01", "2025-10-31"),
    )
    assert spans("Октябрь", THREE_YEARS, year="2024") == (span("2024-10-01", "2024-10-31"),)


def test_month_outside_the_plan_is_asked() -> None:
    (question,) = resolving.questions(read("июль"), ONE_YEAR)

    assert question.text == "Год не указан, а в период плана этот срок не попадает. Какой это год?"
    assert [choice.label for choice in question.choices] == ["июль 2024\u00a0г.", "июль 2025\u00a0г."]


def test_august_of_a_school_year_is_asked_because_it_begins_or_ends_it() -> None:
    (question,) = resolving.questions(read("август 2024/25 уч. года"), ONE_YEAR)

    assert [choice.value for choice in question.choices] == ["2024", "2025"]
    assert question.default == "2025"


def test_year_of_unknown_kind_is_asked_once_for_the_roadmap() -> None:
    (question,) = resolving.questions(read("в течение года"), THREE_YEARS)

    assert (question.code, question.default, question.once) == ("year_kind", "school", True)
    assert spans("в течение года", THREE_YEARS) == (
        span("2023-09-01", "2024-08-31"),
        span("2024-09-01", "2025-08-31"),
        span("2025-09-01", "2025-12-31"),
    )
    assert spans("в течение года", THREE_YEARS, year_kind="calendar") == (
        span("2023-09-01", "2023-12-31"),
        span("2024-01-01", "2024-12-31"),
        span("2025-01-01", "2025-12-31"),
    )
    assert spans("до конца года", ONE_YEAR, year_kind="calendar") == (
        span(None, "2024-12-31"),
        span(None, "2025-05-31"),
    )


def test_half_year_may_be_of_the_calendar() -> None:
    asked = {question.code: question for question in resolving.questions(read("II полугодие"), ONE_YEAR)}

    assert asked["half_kind"].default == "school"
    assert spans("II полугодие", ONE_YEAR) == (span("2025-01-13", "2025-05-26"),)
    assert spans("II полугодие", ONE_YEAR, half_kind="calendar") == (span("2024-09-01", "2024-12-31"),)


def test_quarters_are_of_the_calendar_unless_the_school_says_otherwise() -> None:
    (question,) = resolving.questions(read("1 раз в квартал"), ONE_YEAR)

    assert (question.code, question.default, question.once) == ("quarters", "calendar", True)
    assert [one.end for one in spans("1 раз в квартал", ONE_YEAR)] == [
        date(2024, 9, 30),
        date(2024, 12, 31),
        date(2025, 3, 31),
        date(2025, 5, 31),
    ]
    assert [one.end for one in spans("1 раз в квартал", ONE_YEAR, quarters="school")] == [
        date(2024, 10, 25),
        date(2024, 12, 30),
        date(2025, 3, 21),
        date(2025, 5, 26),
    ]
    assert resolving.questions(read("1 раз в четверть"), ONE_YEAR) == ()


def test_yearly_deadline_comes_every_year_and_infers_nothing() -> None:
    resolved = resolving.resolve(read("Ежегодно до 10 сентября"), THREE_YEARS)

    assert resolved.spans == (span(None, "2023-09-10"), span(None, "2024-09-10"), span(None, "2025-09-10"))
    assert not resolved.inferred
    assert resolving.questions(read("Ежегодно до 10 сентября"), THREE_YEARS) == ()


def test_yearly_review_follows_the_first_time() -> None:
    period = Period(date(2020, 9, 1), date(2023, 8, 31))
    resolved = resolving.resolve(read("февраль 2021 (уточнение ежегодно)"), period)

    assert resolved.spans == (span("2021-02-01", "2021-02-28"),)
    assert resolved.reviews == (span("2022-02-01", "2022-02-28"), span("2023-02-01", "2023-02-28"))
    assert [one.review for one in resolving.occurrences(resolved, period, CALENDAR)] == [False, True, True]


def test_event_with_a_year_that_goes_on_yearly_keeps_whole_months() -> None:
    assert spans("февраль 2023, далее ежегодно", Period(date(2023, 1, 1), date(2024, 12, 31))) == (
        span("2023-02-01", "2023-02-28"),
        span("2024-02-01", "2024-02-29"),
    )


REPEATED = [
    ("ежемесячно", 9, ("2024-09-01", "2024-09-30"), ("2025-05-01", "2025-05-31")),
    ("до 10 числа каждого месяца", 9, ("2024-09-01", "2024-09-10"), ("2025-05-01", "2025-05-10")),
    ("ежемесячно с октября по апрель", 7, ("2024-10-01", "2024-10-31"), ("2025-04-01", "2025-04-30")),
    ("раз в два месяца", 5, ("2024-09-01", "2024-10-31"), ("2025-05-01", "2025-05-31")),
    ("2 раза в месяц", 18, ("2024-09-01", "2024-09-15"), ("2025-05-16", "2025-05-31")),
    ("еженедельно", 39, ("2024-09-02", "2024-09-06"), ("2025-05-26", "2025-05-30")),
    ("по пятницам", 39, ("2024-09-06", "2024-09-06"), ("2025-05-30", "2025-05-30")),
    ("2 раза в год", 2, ("2024-09-01", "2024-12-30"), ("2025-01-13", "2025-05-26")),
    ("ежегодно", 1, ("2024-09-01", "2025-05-31"), ("2024-09-01", "2025-05-31")),
]


@pytest.mark.parametrize(("text", "count", "first", "last"), REPEATED)
def test_repetition_fills_the_plan(text: str, count: int, first: tuple[str, str], last: tuple[str, str]) -> None:
    found = spans(text, ONE_YEAR)

    assert (len(found), found[0], found[-1]) == (count, span(*first), span(*last))


def test_ongoing_work_lasts_as_long_as_its_stage() -> None:
    stage = Period(date(2024, 11, 10), date(2025, 4, 30))
    resolved = resolving.resolve(read("в течение работы"), ONE_YEAR, stage=stage)

    (found,) = resolving.occurrences(resolved, ONE_YEAR, CALENDAR)
    assert found == Occurrence(stage.start, stage.end, due=stage.end, lasting=True)


@pytest.mark.parametrize("text", ["", "по графику", "по согласованию", "при необходимости", "абракадабра"])
def test_text_without_days_gives_no_occurrence(text: str) -> None:
    resolved = resolving.resolve(read(text), ONE_YEAR)

    assert resolving.occurrences(resolved, ONE_YEAR, CALENDAR) == ()


ANCHORED = [
    ("в течение месяца после встречи", date(2025, 1, 31), ("2025-01-31", "2025-02-28")),
    ("в течение 10 дней после встречи", date(2024, 11, 1), ("2024-11-01", "2024-11-11")),
    ("в течение 3 рабочих дней после встречи", date(2024, 11, 1), ("2024-11-01", "2024-11-06")),
    ("через 2 недели после встречи", date(2024, 11, 1), ("2024-11-15", "2024-11-15")),
    ("за 2 недели до встречи", date(2024, 11, 15), ("2024-11-01", "2024-11-01")),
    ("не позднее чем за 3 дня до встречи", date(2024, 11, 15), (None, "2024-11-12")),
    ("в день встречи", date(2024, 11, 15), ("2024-11-15", "2024-11-15")),
    ("при приёме на работу", date(2024, 11, 15), ("2024-11-15", "2024-11-15")),
]


@pytest.mark.parametrize(("text", "on", "expected"), ANCHORED)
def test_relative_text_waits_for_its_event(text: str, on: date, expected: tuple[str | None, str]) -> None:
    spec = read(text)

    assert resolving.resolve(spec, ONE_YEAR).spans == ()
    assert resolving.anchored(spec, on=on).spans == (span(*expected),)


def test_waiting_text_says_what_it_waits_for() -> None:
    assert resolving.resolve(read("в течение недели после первой встречи"), ONE_YEAR).note == (
        "Дата появится, когда станет известно: первой встречи"
    )


def test_text_that_counts_from_a_named_day_does_not_wait() -> None:
    assert spans("в течение 10 дней после 1 ноября 2024", ONE_YEAR) == (span("2024-11-01", "2024-11-11"),)


MOVES = [
    ("до 10.05.2025", Rule.LATER, date(2025, 5, 12)),
    ("до 10.05.2025", Rule.EARLIER, date(2025, 5, 7)),
    ("до 10.05.2025", Rule.KEEP, date(2025, 5, 10)),
    ("до 02.11.2024", Rule.LATER, date(2024, 11, 2)),
    ("до 31.12.2024", Rule.LATER, date(2025, 1, 9)),
]


@pytest.mark.parametrize(("text", "rule", "due"), MOVES)
def test_deadline_moves_off_a_day_off_by_the_rule(text: str, rule: Rule, due: date) -> None:
    resolved = resolving.resolve(read(text), ONE_YEAR)

    (found,) = resolving.occurrences(resolved, ONE_YEAR, CALENDAR, rule=rule)
    assert found.due == due
    assert found.moved_from == (found.end if due != found.end else None)


def test_move_is_explained() -> None:
    resolved = resolving.resolve(read("до 10.05.2025"), ONE_YEAR)
    (later,) = resolving.occurrences(resolved, ONE_YEAR, CALENDAR)
    (earlier,) = resolving.occurrences(resolved, ONE_YEAR, CALENDAR, rule=Rule.EARLIER)
    (kept,) = resolving.occurrences(resolved, ONE_YEAR, CALENDAR, rule=Rule.KEEP)

    day_off = "10\u00a0мая 2025\u00a0г. — нерабочий день (суббота). "
    assert resolving.explain_move(later, CALENDAR) == (
        day_off + "Срок перенесён на ближайший следующий рабочий день: 12\u00a0мая, пн"
    )
    assert resolving.explain_move(earlier, CALENDAR) == (
        day_off + "Срок перенесён на ближайший предыдущий рабочий день: 7\u00a0мая, ср"
    )
    assert resolving.explain_move(kept, CALENDAR) == ""


def test_lasting_work_is_not_moved() -> None:
    resolved = resolving.resolve(read("весь период"), ONE_YEAR)

    (found,) = resolving.occurrences(resolved, ONE_YEAR, CALENDAR)
    assert (found.due, found.moved_from) == (date(2025, 5, 31), None)


def test_date_outside_the_plan_is_kept_and_pointed_at() -> None:
    spec = read("октябрь 2019")
    (found,) = resolving.occurrences(resolving.resolve(spec, ONE_YEAR), ONE_YEAR, CALENDAR)

    assert found.outside
    assert resolving.problems(spec, ONE_YEAR) == (
        "Срок «октябрь 2019» весь вне периода плана (1\u00a0сентября 2024\u00a0г.\u00a0– 31\u00a0мая 2025\u00a0г.)",
    )
    assert resolving.problems(read("октябрь 2024"), ONE_YEAR) == ()
    assert resolving.problems(read("31.02.2024"), ONE_YEAR) == ("Срок «31.02.2024»: 31.02.2024 — такого дня нет",)


def test_quarters_of_the_school_rule_over_the_usual_ones() -> None:
    own = SchoolCalendar(terms=(Term("quarter1", 2024, date(2024, 9, 2), date(2024, 10, 5)),))

    assert resolving.resolve(read("1 четверть"), ONE_YEAR, calendar=own).spans == (span("2024-09-02", "2024-10-05"),)


SHIFTED = [
    ("Октябрь 2023", "Октябрь 2024"),
    ("с 10.09.2023 по 20.09.2023", "с 10.09.2024 по 20.09.2024"),
    ("I четверть 2023/24 учебного года", "I четверть 2024/25 учебного года"),
    ("до 10.09.23", "до 10.09.24"),
    ("до 29.02.2024", "до 28.02.2025"),
    ("Ежегодно до 10 сентября", "Ежегодно до 10 сентября"),
    ("1 раз в квартал", "1 раз в квартал"),
]


@pytest.mark.parametrize(("text", "expected"), SHIFTED)
def test_plan_of_the_last_cycle_moves_a_year(text: str, expected: str) -> None:
    moved = resolving.shift(read(text), 1)

    assert moved == read(expected)
    assert moved.kind == read(text).kind


def test_unread_spec_gives_nothing() -> None:
    assert resolving.resolve(DueSpec(), ONE_YEAR).spans == ()
    assert resolving.questions(DueSpec(), ONE_YEAR) == ()
