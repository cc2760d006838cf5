"""Date texts that repeat, last, wait or refer to something else, with the exact meaning."""

from datetime import date

import pytest

from mentoring.calendar.due import Direction, DueSpec, Kind, MonthDay, Offset, Part, Recurrence, Span, Unit, stated_span
from mentoring.calendar.reading import read

INTERVALS = [
    ("1 раз в квартал", Recurrence.QUARTERLY, 1, 1, (), None),
    ("не реже одного раза в квартал", Recurrence.QUARTERLY, 1, 1, (), None),
    ("ежеквартально", Recurrence.QUARTERLY, 1, 1, (), None),
    ("1 раз в четверть", Recurrence.QUARTERLY, 1, 1, ("quarters",), None),
    ("в конце каждой четверти", Recurrence.QUARTERLY, 1, 1, ("quarters",), None),
    ("Ежегодно", Recurrence.YEARLY, 1, 1, (), None),
    ("2 раза в год", Recurrence.YEARLY, 1, 2, (), None),
    ("дважды в год", Recurrence.YEARLY, 1, 2, (), None),
    ("раз в полугодие", Recurrence.YEARLY, 1, 2, (), None),
    ("раз в два года", Recurrence.YEARLY, 2, 1, (), None),
    ("ежемесячно", Recurrence.MONTHLY, 1, 1, (), None),
    ("1раз в месяц", Recurrence.MONTHLY, 1, 1, (), None),
    ("1-2 раза в месяц", Recurrence.MONTHLY, 1, 1, (), None),
    ("1 раз/мес.", Recurrence.MONTHLY, 1, 1, (), None),
    ("2р. в месяц", Recurrence.MONTHLY, 1, 2, (), None),
    ("раз в нед.", Recurrence.WEEKLY, 1, 1, (), None),
    ("1 раз/кв.", Recurrence.QUARTERLY, 1, 1, (), None),
    ("один раз в два месяца", Recurrence.MONTHLY, 2, 1, (), None),
    ("до 10 числа каждого месяца", Recurrence.MONTHLY, 1, 1, (), 10),
    ("еженедельно", Recurrence.WEEKLY, 1, 1, (), None),
    ("раз в 2 недели", Recurrence.WEEKLY, 2, 1, (), None),
    ("каждые 2 недели", Recurrence.WEEKLY, 2, 1, (), None),
    ("еженедельно по пятницам", Recurrence.WEEKLY, 1, 1, (), 4),
    ("каждую среду", Recurrence.WEEKLY, 1, 1, (), 2),
]


@pytest.mark.parametrize(("text", "recurrence", "every", "times", "terms", "on_day"), INTERVALS)
def test_repetition_is_counted(
    text: str, recurrence: Recurrence, every: int, times: int, terms: tuple[str, ...], on_day: int | None
) -> None:
    assert read(text) == DueSpec(
        raw=" ".join(text.split()),
        kind=Kind.INTERVAL,
        recurrence=recurrence,
        every=every,
        times=times,
        terms=terms,
        on_day=on_day,
    )


def test_repetition_may_have_its_months() -> None:
    spec = read("ежемесячно с октября по май")

    assert (spec.kind, spec.recurrence, spec.parts) == (
        Kind.INTERVAL,
        Recurrence.MONTHLY,
        (Part(MonthDay(10), MonthDay(5)),),
    )


def test_day_that_no_month_is_named_for_is_kept_beside_the_repetition() -> None:
    spec = read("ежеквартально, до 15 числа")

    assert (spec.kind, spec.recurrence, spec.on_day, spec.rest) == (
        Kind.INTERVAL,
        Recurrence.QUARTERLY,
        None,
        "до 15 числа",
    )
    assert read("до 15 числа").kind == Kind.UNCLEAR


def test_month_named_for_the_first_year_and_again_for_all_is_one_yearly_date() -> None:
    spec = read("май 2025 г., затем ежегодно в мае")

    assert (spec.kind, spec.recurrence, spec.start, spec.end) == (
        Kind.MONTH,
        Recurrence.YEARLY,
        date(2025, 5, 1),
        date(2025, 5, 31),
    )
    assert read("май 2025 г., затем ежегодно в июне").kind == Kind.UNCLEAR


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("I полугодие 2024-2025 учебного года", date(2024, 9, 1), date(2024, 12, 31)),
        ("2 полугодие 2024/25 уч. года", date(2025, 1, 1), date(2025, 5, 31)),
        ("до конца I полугодия 2024-2025 учебного года", None, date(2024, 12, 31)),
        ("1 четверть 2024-2025 учебного года", None, None),
        ("I полугодие", None, None),
    ],
)
def test_half_of_a_named_school_year_states_its_days_and_a_quarter_waits(
    text: str, start: date | None, end: date | None
) -> None:
    spec = read(text)

    assert spec.kind == Kind.TERM
    assert stated_span(spec) == (start, end)


LASTING = [
    ("в течение работы", Kind.ONGOING),
    ("постоянно", Kind.ONGOING),
    ("ежедневно", Kind.ONGOING),
    ("В течение всего периода реализации ЦМН в ОО", Kind.PERIOD),
    ("В течение всего периода реализации ПМН", Kind.PERIOD),
    ("В течение всего периода", Kind.PERIOD),
    ("Весь период", Kind.PERIOD),
    ("В течение года", Kind.YEAR),
    ("в теч. года", Kind.YEAR),
    ("в течение учебного года", Kind.SCHOOL_YEAR),
    ("весь учебный год", Kind.SCHOOL_YEAR),
]


@pytest.mark.parametrize(("text", "kind"), LASTING)
def test_lasting_thing_has_no_day(text: str, kind: Kind) -> None:
    assert read(text) == DueSpec(raw=text, kind=kind, recurrence=Recurrence.CONTINUOUS)


def test_named_school_year_lasts_from_september_to_august() -> None:
    spec = read("в течение 2020-2021 учебного года")

    assert (spec.kind, spec.school_year, spec.recurrence) == (Kind.SCHOOL_YEAR, 2020, Recurrence.CONTINUOUS)
    assert spec.spans == (Span(date(2020, 9, 1), date(2021, 8, 31)),)


TERMS = [
    ("1 четверть", ("quarter1",), None, False),
    ("1-2 четверть", ("quarter1", "quarter2"), None, False),
    ("II четверть", ("quarter2",), None, False),
    ("в 1-й четверти", ("quarter1",), None, False),
    ("III четверть 2024/25 учебного года", ("quarter3",), 2024, False),
    ("до конца 1 четверти", ("quarter1",), None, True),
    ("I полугодие", ("half1",), None, False),
    ("II полугодие 2023/2024 учебного года", ("half2",), 2023, False),
    ("осенние каникулы", ("autumn",), None, False),
    ("в дни весенних каникул", ("spring",), None, False),
    ("начало учебного года", ("year_start",), None, False),
    ("до конца учебного года", ("year_end",), None, True),
]


@pytest.mark.parametrize(("text", "terms", "school_year", "only_end"), TERMS)
def test_term_waits_for_the_calendar_of_the_school(
    text: str, terms: tuple[str, ...], school_year: int | None, only_end: bool
) -> None:
    assert read(text) == DueSpec(raw=text, kind=Kind.TERM, terms=terms, school_year=school_year, only_end=only_end)


RELATIVE = [
    ("в течение 10 дней после подписания договора", 10, Unit.DAY, Direction.WITHIN, "подписания договора", ""),
    ("в течение трёх рабочих дней со дня подачи", 3, Unit.WORKING_DAY, Direction.WITHIN, "подачи", ""),
    ("не позднее 5 рабочих дней с момента встречи", 5, Unit.WORKING_DAY, Direction.WITHIN, "встречи", ""),
    ("в течение месяца после издания приказа о закреплении пар", 1, Unit.MONTH, Direction.WITHIN,
     "издания приказа о закреплении пар", "O7"),
    ("через 2 недели после первой встречи", 2, Unit.WEEK, Direction.AFTER, "первой встречи", ""),
    ("за 2 недели до итоговой встречи", 2, Unit.WEEK, Direction.BEFORE, "итоговой встречи", ""),
    ("в день проведения встречи", 0, Unit.DAY, Direction.ON, "проведения встречи", ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "count", "unit", "direction", "anchor", "code"), RELATIVE)
def test_relative_text_names_its_event(
    text: str, count: int, unit: Unit, direction: Direction, anchor: str, code: str
) -> None:
    spec = read(text)

    assert (spec.kind, spec.recurrence) == (Kind.RELATIVE, Recurrence.NONE)
    assert (spec.offset, spec.anchor, spec.anchor_code) == (Offset(count, unit, direction), anchor, code)


def test_event_keeps_the_words_after_its_comma() -> None:
    spec = read("В течение месяца после издания приказа об отборе наставников, об утверждении их реестра")

    assert spec.kind == Kind.RELATIVE
    assert spec.anchor == "издания приказа об отборе наставников, об утверждении их реестра"
    assert spec.anchor_code == "O6"


WITHOUT_A_DAY = [
    ("По мере необходимости", Kind.ON_DEMAND, Recurrence.AS_NEEDED, {}),
    ("по мере поступления заявок", Kind.ON_DEMAND, Recurrence.AS_NEEDED, {}),
    ("По согласованию", Kind.BY_AGREEMENT, Recurrence.NONE, {}),
    ("По согласованию с партнёрами", Kind.BY_AGREEMENT, Recurrence.NONE, {"party": "партнёрами"}),
    ("В соответствии с планами работы", Kind.PER_DOCUMENT, Recurrence.NONE, {"document": "планы работы"}),
    ("В соответствии с Учебными планами", Kind.PER_DOCUMENT, Recurrence.NONE, {"document": "Учебные планы"}),
    ("В соответствии с графиком встреч", Kind.PER_DOCUMENT, Recurrence.NONE, {"document": "график встреч"}),
    ("В соответствии с договорами", Kind.PER_DOCUMENT, Recurrence.NONE, {"document": "договоры"}),
    ("согласно календарю", Kind.PER_DOCUMENT, Recurrence.NONE, {"document": "календарь"}),
    ("по графику", Kind.PER_DOCUMENT, Recurrence.NONE, {"document": "график"}),
    ("по отдельному плану", Kind.PER_DOCUMENT, Recurrence.NONE, {"document": "отдельный план"}),
    ("При приёме на работу", Kind.ON_EVENT, Recurrence.AS_NEEDED, {"anchor": "При приёме на работу"}),
    ("С выходом приказов", Kind.ON_EVENT, Recurrence.AS_NEEDED, {"anchor": "С выходом приказов"}),
    ("после формирования пар", Kind.ON_EVENT, Recurrence.AS_NEEDED, {"anchor": "после формирования пар"}),
    ("по завершении встречи", Kind.ON_EVENT, Recurrence.AS_NEEDED, {"anchor": "по завершении встречи"}),
    ("", Kind.NONE, Recurrence.NONE, {}),
    (" — ", Kind.NONE, Recurrence.NONE, {}),
]


@pytest.mark.parametrize(("text", "kind", "recurrence", "named"), WITHOUT_A_DAY)
def test_text_without_a_day_names_what_it_waits_for(
    text: str, kind: Kind, recurrence: Recurrence, named: dict[str, str]
) -> None:
    assert read(text) == DueSpec(raw=text.strip(), kind=kind, recurrence=recurrence, **named)
