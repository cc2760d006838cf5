"""What holds for any text, any plan and any calendar."""

import json
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from mentoring.calendar import describing, resolving
from mentoring.calendar.due import DueSpec, Kind, Period, stated_span
from mentoring.calendar.reading import read, read_period
from mentoring.calendar.resolving import Rule
from mentoring.calendar.workdays import SchoolCalendar

PIECES = (
    *("ноябрь", "мая", "сентябрь–октябрь", "декабрь- январь", "2024", "2023/24", "2023-2025", "уч. года", "г."),
    *("учебного года", "до", "к", "с", "по", "не позднее", "в течение", "после", "за", "конца", "начало", "1", "15"),
    *(
        "31",
        "29",
        "10.09.2023",
        "31.02.2024",
        "01.09",
        "I",
        "2-я",
        "первая",
        "последняя",
        "неделя",
        "декада",
        "пятница",
    ),
    *("четверть", "полугодие", "квартал", "каникулы", "осенние", "ежегодно", "(уточнение ежегодно)", "раз в"),
    *("2 раза в", "каждый", "месяц", "год", "года", "дней", "по графику", "приказа", "встречи", "при необходимости"),
    *("весь период", "постоянно", ",", "-", "—", "(", ")", "/", "\n", "\u00a0", "\u0306", "\u00ad", "й", "M09"),
    *("Y2024", "X", "ᶄ", "№", "10:00"),
)
# No deadline: two busy cores are no fault of the reader.
TEXTS = st.one_of(
    st.text(max_size=60),
    st.lists(st.sampled_from(PIECES), max_size=9).map(" ".join),
    st.lists(st.sampled_from(PIECES), max_size=6).map("".join),
)
PERIODS = st.builds(
    lambda start, length: Period(start, start + timedelta(length)),
    st.dates(date(2019, 1, 1), date(2032, 12, 31)),
    st.integers(0, 1200),
)
DAYS = st.dates(date(2019, 1, 1), date(2035, 12, 31))
CALENDARS = st.builds(
    SchoolCalendar,
    corrections=st.lists(st.tuples(DAYS, st.booleans()), max_size=5).map(tuple),
    six_day_week=st.booleans(),
)


@settings(deadline=None)
@given(TEXTS)
def test_any_text_is_read_and_read_again_alike(text: str) -> None:
    spec = read(text)

    assert read(spec.raw) == spec
    assert DueSpec.from_json(json.loads(json.dumps(spec.to_json()))) == spec
    assert (spec.kind == Kind.UNCLEAR) == bool(spec.reason)
    assert describing.describe(spec)
    start, end = stated_span(spec)
    assert start is None or end is None or start <= end


@settings(deadline=None)
@given(TEXTS)
def test_any_heading_is_read_for_its_period(text: str) -> None:
    period = read_period(text)

    assert period is None or period.start <= period.end


@settings(deadline=None)
@given(TEXTS, PERIODS, CALENDARS, st.sampled_from(Rule))
def test_occurrences_lie_in_the_plan_and_deadlines_on_working_days(
    text: str, period: Period, calendar: SchoolCalendar, rule: Rule
) -> None:
    spec = read(text)
    asked = resolving.questions(spec, period, calendar=calendar)
    for question in asked:
        values = [choice.value for choice in question.choices]
        assert question.default in values
        assert len(set(values)) == len(values)
    choices = [(question.code, choice.value) for question in asked for choice in question.choices]
    for answers in [{}, *({code: value} for code, value in choices)]:
        resolved = resolving.resolve(spec, period, answers, calendar=calendar)
        for one in resolving.occurrences(resolved, period, calendar, rule=rule):
            assert one.start is None or one.start <= one.end
            assert one.outside == (one.end < period.start or (one.start or one.end) > period.end)
            assert one.outside is False or spec.spans or spec.parts or spec.terms or spec.kind == Kind.RELATIVE
            assert rule == Rule.KEEP or one.lasting or calendar.is_working(one.due)
            assert (one.moved_from is None) == (one.due == one.end)
            assert bool(resolving.explain_move(one, calendar)) == (one.due != one.end)


@settings(deadline=None)
@given(TEXTS, st.integers(-5, 5))
def test_shift_there_and_back_keeps_the_text(text: str, years: int) -> None:
    spec = read(text)
    moved = resolving.shift(spec, years)

    assert read(moved.raw) == moved
    if "29" not in spec.raw:
        assert resolving.shift(moved, -years).spans == spec.spans
