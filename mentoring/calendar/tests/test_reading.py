"""Every way to write a date that roadmaps use, with the exact meaning."""

from datetime import date

import pytest

from mentoring.calendar.due import DueSpec, Kind, MonthDay, Part, Recurrence, Span
from mentoring.calendar.reading import read, read_period


def days(start: str | None, end: str | None) -> Span:
    return Span(start and date.fromisoformat(start), end and date.fromisoformat(end))


def part(first: tuple[int, int | None] | None, last: tuple[int, int | None] | None) -> Part:
    return Part(MonthDay(*first) if first else None, MonthDay(*last) if last else None)


def month(number: int, last: int | None = None) -> Part:
    return part((number, None), (last or number, None))


WITH_A_YEAR = [
    ("Ноябрь 2020", Kind.MONTH, "2020-11-01", "2020-11-30"),
    ("ноябрь\n2020", Kind.MONTH, "2020-11-01", "2020-11-30"),
    (" декабрь 2020", Kind.MONTH, "2020-12-01", "2020-12-31"),
    ("апрель2021", Kind.MONTH, "2021-04-01", "2021-04-30"),
    ("Май 2025", Kind.MONTH, "2025-05-01", "2025-05-31"),
    ("февраль 2024 г.", Kind.MONTH, "2024-02-01", "2024-02-29"),
    ("Маи\u0306 2025", Kind.MONTH, "2025-05-01", "2025-05-31"),
    ("май\u0306 2025", Kind.MONTH, "2025-05-01", "2025-05-31"),
    ("Май\u00a02025\u00a0г.", Kind.MONTH, "2025-05-01", "2025-05-31"),
    ("сен\u00adтябрь 2024", Kind.MONTH, "2024-09-01", "2024-09-30"),
    ("сен-\nтябрь 2024", Kind.MONTH, "2024-09-01", "2024-09-30"),
    ("нояб рь 2024", Kind.MONTH, "2024-11-01", "2024-11-30"),
    ("Mapт 2024", Kind.MONTH, "2024-03-01", "2024-03-31"),
    ("октябрь 2O24", Kind.MONTH, "2024-10-01", "2024-10-31"),
    ("в течение сентября 2023 г.", Kind.MONTH, "2023-09-01", "2023-09-30"),
    ("сентябрь 2023-2024 уч. год", Kind.MONTH, "2023-09-01", "2023-09-30"),
    ("февраль 2023/24 уч. г.", Kind.MONTH, "2024-02-01", "2024-02-29"),
    ("сент. 2024", Kind.MONTH, "2024-09-01", "2024-09-30"),
    ("Февраль-май 2022", Kind.MONTH_RANGE, "2022-02-01", "2022-05-31"),
    ("сентябрь–октябрь 2024", Kind.MONTH_RANGE, "2024-09-01", "2024-10-31"),
    ("октябрь-ноябрь 2023 г.г.", Kind.MONTH_RANGE, "2023-10-01", "2023-11-30"),
    ("декабрь - январь 2021", Kind.MONTH_RANGE, "2020-12-01", "2021-01-31"),
    ("декабрь-январь 2020-2021 гг.", Kind.MONTH_RANGE, "2020-12-01", "2021-01-31"),
    ("сентябрь 2023 – май 2024", Kind.MONTH_RANGE, "2023-09-01", "2024-05-31"),
    ("с сентября по май 2023-2024 учебного года", Kind.MONTH_RANGE, "2023-09-01", "2024-05-31"),
    ("август-сентябрь 2023/2024 уч. года", Kind.MONTH_RANGE, "2023-08-01", "2023-09-30"),
    ("10.2024", Kind.MONTH, "2024-10-01", "2024-10-31"),
    ("2/2025 г.", Kind.MONTH, "2025-02-01", "2025-02-28"),
    ("с 10.2024 по 03.2025", Kind.MONTH_RANGE, "2024-10-01", "2025-03-31"),
    ("весна 2025 г.", Kind.MONTH_RANGE, "2025-03-01", "2025-05-31"),
    ("осенью 2024-2025 учебного года", Kind.MONTH_RANGE, "2024-09-01", "2024-11-30"),
    ("июнь 2024, июнь 2024", Kind.MONTH, "2024-06-01", "2024-06-30"),
    ("I квартал 2024 г.", Kind.MONTH_RANGE, "2024-01-01", "2024-03-31"),
    ("1-е полугодие 2024 года", Kind.MONTH_RANGE, "2024-01-01", "2024-06-30"),
    ("31.08.2021", Kind.DATE, "2021-08-31", "2021-08-31"),
    ("25.11.2020г", Kind.DATE, "2020-11-25", "2020-11-25"),
    ("«18» ноября 2020г.", Kind.DATE, "2020-11-18", "2020-11-18"),
    ("« 01 » декабря 2020 г.", Kind.DATE, "2020-12-01", "2020-12-01"),
    ("1-го сентября 2023", Kind.DATE, "2023-09-01", "2023-09-01"),
    ("10/09/2023", Kind.DATE, "2023-09-10", "2023-09-10"),
    ("31.12.25", Kind.DATE, "2025-12-31", "2025-12-31"),
    ("2024-09-10 00:00:00", Kind.DATE, "2024-09-10", "2024-09-10"),
    ("последняя пятница мая 2024", Kind.DATE, "2024-05-31", "2024-05-31"),
    ("с 1 по 15 октября 2023 г.", Kind.DATE_RANGE, "2023-10-01", "2023-10-15"),
    ("10-20 сентября 2023", Kind.DATE_RANGE, "2023-09-10", "2023-09-20"),
    ("с 10.09.2023 по 20.09.2023", Kind.DATE_RANGE, "2023-09-10", "2023-09-20"),
    ("10.09-20.09.2023", Kind.DATE_RANGE, "2023-09-10", "2023-09-20"),
    ("28.12.2023 - 10.01.2024", Kind.DATE_RANGE, "2023-12-28", "2024-01-10"),
    ("вторая неделя октября 2024 года", Kind.DATE_RANGE, "2024-10-08", "2024-10-14"),
    ("последняя неделя февраля 2024", Kind.DATE_RANGE, "2024-02-22", "2024-02-29"),
    ("третья декада мая 2024 г.", Kind.DATE_RANGE, "2024-05-21", "2024-05-31"),
    ("в начале сентября 2024", Kind.DATE_RANGE, "2024-09-01", "2024-09-10"),
    ("конец октября - начало ноября 2023", Kind.DATE_RANGE, "2023-10-21", "2023-11-10"),
    ("с сентября 2023", Kind.DATE_RANGE, "2023-09-01", None),
    ("начиная с сентября 2023", Kind.DATE_RANGE, "2023-09-01", None),
    ("До 10.09.2023", Kind.DEADLINE, None, "2023-09-10"),
    ("в срок до 25.11.2020г", Kind.DEADLINE, None, "2020-11-25"),
    ("до 1 сентября 2023 года", Kind.DEADLINE, None, "2023-09-01"),
    ("не позднее 01.09.2023", Kind.DEADLINE, None, "2023-09-01"),
    ("К 2024 году", Kind.DEADLINE, None, "2024-12-31"),
    ("до конца 2024 года", Kind.DEADLINE, None, "2024-12-31"),
    ("к началу 2024/25 учебного года", Kind.DEADLINE, None, "2024-08-31"),
    ("до конца октября 2023г.", Kind.MONTH_END, None, "2023-10-31"),
    ("до конца II квартала 2024", Kind.MONTH_END, None, "2024-06-30"),
    ("в 2020 году", Kind.YEAR, "2020-01-01", "2020-12-31"),
    ("2020–2024 гг.", Kind.YEAR, "2020-01-01", "2024-12-31"),
    ("2023-2024 учебный год", Kind.SCHOOL_YEAR, "2023-09-01", "2024-08-31"),
    ("2020–2024 учебный год", Kind.SCHOOL_YEAR, "2020-09-01", "2024-08-31"),
]


@pytest.mark.parametrize(("text", "kind", "start", "end"), WITH_A_YEAR)
def test_text_with_a_year_gives_its_days(text: str, kind: Kind, start: str | None, end: str | None) -> None:
    spec = read(text)

    assert (spec.kind, spec.spans, spec.recurrence) == (kind, (days(start, end),), Recurrence.NONE)
    assert not spec.year_missing


WITHOUT_A_YEAR = [
    ("декабрь- январь", Kind.MONTH_RANGE, month(12, 1)),
    ("январь- апрель", Kind.MONTH_RANGE, month(1, 4)),
    ("Январь-апрель", Kind.MONTH_RANGE, month(1, 4)),
    ("сентябрь–октябрь", Kind.MONTH_RANGE, month(9, 10)),
    ("с сентября по май", Kind.MONTH_RANGE, month(9, 5)),
    ("Ноябрь", Kind.MONTH, month(11)),
    ("Май", Kind.MONTH, month(5)),
    ("октябрь текущего года", Kind.MONTH, month(10)),
    ("29 февраля", Kind.DATE, part((2, 29), (2, 29))),
    ("1 сентября", Kind.DATE, part((9, 1), (9, 1))),
    ("последняя пятница мая", Kind.DATE, Part(MonthDay(5), MonthDay(5), weekday=4, nth=-1)),
    ("четвёртый четверг сентября", Kind.DATE, Part(MonthDay(9), MonthDay(9), weekday=3, nth=4)),
    ("2-я неделя сентября", Kind.DATE_RANGE, part((9, 8), (9, 14))),
    ("первая декада октября", Kind.DATE_RANGE, part((10, 1), (10, 10))),
    ("вторая половина ноября", Kind.DATE_RANGE, part((11, 16), (11, None))),
    ("28 декабря - 10 января", Kind.DATE_RANGE, part((12, 28), (1, 10))),
    ("с 1 октября", Kind.DATE_RANGE, part((10, 1), None)),
    ("не позднее 25 декабря", Kind.DEADLINE, part(None, (12, 25))),
    ("до 10.09", Kind.DEADLINE, part(None, (9, 10))),
    ("к 1 сентября", Kind.DEADLINE, part(None, (9, 1))),
    ("к началу учебного года", Kind.DEADLINE, part(None, (8, None))),
    ("До конца августа", Kind.MONTH_END, part(None, (8, None))),
    ("До конца сентября", Kind.MONTH_END, part(None, (9, None))),
    ("до кoнцa oктября", Kind.MONTH_END, part(None, (10, None))),
    ("II квартал", Kind.MONTH_RANGE, month(4, 6)),
]


@pytest.mark.parametrize(("text", "kind", "expected"), WITHOUT_A_YEAR)
def test_text_without_a_year_says_so(text: str, kind: Kind, expected: Part) -> None:
    spec = read(text)

    assert (spec.kind, spec.parts, spec.spans) == (kind, (expected,), ())
    assert spec.year_missing


YEARLY = [
    ("Ежегодно до 10 сентября", Kind.ANNUAL_DEADLINE, part(None, (9, 10))),
    ("до 10 сентября ежегодно", Kind.ANNUAL_DEADLINE, part(None, (9, 10))),
    ("до 10 сентября каждого года", Kind.ANNUAL_DEADLINE, part(None, (9, 10))),
    ("ежегодно до конца мая", Kind.ANNUAL_DEADLINE, part(None, (5, None))),
    ("апрель (ежегодно)", Kind.ANNUAL_MONTH, month(4)),
    ("Ежегодно март", Kind.ANNUAL_MONTH, month(3)),
    ("Ежегодно, сентябрь", Kind.ANNUAL_MONTH, month(9)),
    ("каждый октябрь", Kind.ANNUAL_MONTH, month(10)),
    ("ежегодно с 1 по 15 октября", Kind.ANNUAL_MONTH, part((10, 1), (10, 15))),
]


@pytest.mark.parametrize(("text", "kind", "expected"), YEARLY)
def test_yearly_text_keeps_its_day_of_the_year(text: str, kind: Kind, expected: Part) -> None:
    spec = read(text)

    assert (spec.kind, spec.recurrence, spec.parts, spec.review) == (kind, Recurrence.YEARLY, (expected,), False)


def test_yearly_deadline_gives_month_and_day() -> None:
    assert read("Ежегодно до 10 сентября").yearly_until == "09-10"
    assert read("ежегодно до конца июня").yearly_until == "06-30"
    assert read("до 10 сентября").yearly_until == ""


def test_yearly_review_is_not_a_yearly_event() -> None:
    first = read("февраль 2021 (уточнение ежегодно)")
    assert (first.kind, first.spans) == (Kind.MONTH, (days("2021-02-01", "2021-02-28"),))
    assert (first.recurrence, first.review) == (Recurrence.YEARLY, True)

    each = read("октябрь (уточнение ежегодно)")
    assert (each.kind, each.parts) == (Kind.ANNUAL_MONTH, (month(10),))
    assert (each.recurrence, each.review) == (Recurrence.YEARLY, True)


def test_list_of_days_keeps_each() -> None:
    spec = read("01.11.2023 01.09.2024 01.09.2025")

    assert spec.kind == Kind.MULTI_DATE
    assert spec.dates == (date(2023, 11, 1), date(2024, 9, 1), date(2025, 9, 1))
    assert (spec.start, spec.end) == (date(2023, 11, 1), date(2025, 9, 1))


LISTS = [
    ("01.11.2023\n01.09.2024", ("2023-11-01", "2023-11-01"), ("2024-09-01", "2024-09-01")),
    ("март 2024, март 2025", ("2024-03-01", "2024-03-31"), ("2025-03-01", "2025-03-31")),
    ("октябрь 2023, 2024", ("2023-10-01", "2023-10-31"), ("2024-10-01", "2024-10-31")),
    ("март, сентябрь, 2024", ("2024-03-01", "2024-03-31"), ("2024-09-01", "2024-09-30")),
    ("декабрь, январь 2021", ("2020-12-01", "2020-12-31"), ("2021-01-01", "2021-01-31")),
    ("сентябрь 2023, январь", ("2023-09-01", "2023-09-30"), ("2024-01-01", "2024-01-31")),
    ("1 и 15 сентября 2023", ("2023-09-01", "2023-09-01"), ("2023-09-15", "2023-09-15")),
    ("до 1 октября, до 1 мая 2024", (None, "2023-10-01"), (None, "2024-05-01")),
]


@pytest.mark.parametrize(("text", "first", "second"), LISTS)
def test_list_takes_missing_months_and_years_from_its_neighbours(
    text: str, first: tuple[str, str], second: tuple[str, str]
) -> None:
    spec = read(text)

    assert (spec.kind, spec.spans) == (Kind.MULTI_DATE, (days(*first), days(*second)))


def test_list_of_months_without_a_year_stays_in_the_order_of_the_text() -> None:
    assert read("сентябрь, январь, май").parts == (month(9), month(1), month(5))


UNCLEAR = [
    ("31.02.2024", "31.02.2024 — такого дня нет"),
    ("31 сентября", "31.09 — такого дня нет"),
    ("29.02.2023", "29.02.2023 — такого дня нет"),
    ("01.13.2023", "такого дня нет в календаре"),
    ("с 20.09.2023 по 10.09.2023", "конец раньше начала"),
    ("до октября", "неясно, входит ли сам месяц в срок: нужно «до конца …» или «до 1-го числа …»"),
    ("до 2024 года", "«до 2024 года»: неясно, входит ли сам 2024 год"),
    ("октябрь 2023-2025 гг.", "названо несколько лет: неясно, каждый год или один раз"),
    ("май-июнь 2023-2024 гг.", "названо несколько лет: неясно, каждый год или один раз"),
    ("в течение месяца", "не сказано, от какого события считать срок"),
    ("в конце года", "неясно, какой год: учебный или календарный"),
    ("сентябрь ежегодно, май 2025", "неясно, какие из дат повторяются каждый год"),
    ("___ октября 2023", "в дате осталось незаполненное место"),
    ("кроме июля", "не понято, какой это срок"),
    ("педсовет в октябре", "не понято, какой это срок"),
    ("12", "не понято, какой это срок"),
    ("абракадабра", "не понято, какой это срок"),
    ("октябрь " * 100, "текст слишком длинный для срока"),
]


@pytest.mark.parametrize(("text", "reason"), UNCLEAR)
def test_text_that_is_not_understood_is_never_guessed(text: str, reason: str) -> None:
    assert read(text) == DueSpec(raw=" ".join(text.split()), kind=Kind.UNCLEAR, reason=reason)


def test_words_beside_a_date_are_kept() -> None:
    assert read("октябрь 2023 (актовый зал)").rest == "актовый зал"
    assert read("15 октября 2023 в 14:00").rest == "в 14:00"
    assert read("Факт 01.09.2020").rest == "факт"
    assert read("октябрь 2023, далее по графику").document == "график"


def test_raw_text_is_kept_as_printed() -> None:
    assert read("  Февраль\n2024\u00a0г. ").raw == "Февраль 2024 г."


PERIODS = [
    ("План на 2023–2025 годы", date(2023, 1, 1), date(2025, 12, 31)),
    ("на 2023- 2025 годы", date(2023, 1, 1), date(2025, 12, 31)),
    ("на период 2020 – 2024 гг.", date(2020, 1, 1), date(2024, 12, 31)),
    ("на 2021-2022 уч. год", date(2021, 9, 1), date(2022, 8, 31)),
    ("Дорожная карта на 2025/26 учебный год", date(2025, 9, 1), date(2026, 8, 31)),
    ("на 2024 год", date(2024, 1, 1), date(2024, 12, 31)),
    ("План № 12 на 2024 год", date(2024, 1, 1), date(2024, 12, 31)),
    ("Приложение к приказу от 01.09.2023 № 7. План на 2023 – 2025 годы", date(2023, 1, 1), date(2025, 12, 31)),
    ("План на период с сентября 2023 по май 2025", date(2023, 9, 1), date(2025, 5, 31)),
    ("с 01.09.2023 по 31.05.2024", date(2023, 9, 1), date(2024, 5, 31)),
]


@pytest.mark.parametrize(("text", "start", "end"), PERIODS)
def test_heading_names_its_period(text: str, start: date, end: date) -> None:
    period = read_period(text)

    assert period is not None
    assert (period.start, period.end) == (start, end)


@pytest.mark.parametrize("text", ["План мероприятий", "", "приказ от 01.09.2023 № 7", "на 2025-2023 годы"])
def test_heading_without_a_period_gives_none(text: str) -> None:
    assert read_period(text) is None
