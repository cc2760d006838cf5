"""Dates in Russian for people."""

from datetime import date

import pytest

from mentoring.calendar import words
from mentoring.calendar.describing import describe
from mentoring.calendar.due import Kind, Span
from mentoring.calendar.reading import read

DAY = date(2025, 11, 18)


def spaced(text: str) -> str:
    return text.replace("\u00a0", "~")


def test_day_is_said_in_every_length() -> None:
    assert spaced(words.short(DAY)) == "18~ноября, вт"
    assert spaced(words.full(DAY)) == "18~ноября 2025~г."
    assert words.digits(date(2025, 9, 1)) == "01.09.2025"
    assert spaced(words.month_year(DAY)) == "ноябрь 2025~г."
    assert spaced(words.near(DAY, date(2025, 1, 1))) == "18~ноября, вт"
    assert spaced(words.near(DAY, date(2026, 1, 1))) == "18~ноября 2025~г., вт"


SPANS = [
    (date(2025, 10, 1), date(2025, 10, 31), "1–31~октября 2025~г."),
    (date(2025, 10, 1), date(2025, 11, 30), "1~октября~– 30~ноября 2025~г."),
    (date(2025, 12, 1), date(2026, 1, 31), "1~декабря 2025~г.~– 31~января 2026~г."),
    (None, date(2025, 10, 31), "до~31~октября 2025~г."),
    (date(2025, 10, 1), None, "с~1~октября 2025~г."),
    (DAY, DAY, "18~ноября 2025~г."),
    (None, None, ""),
]


@pytest.mark.parametrize(("start", "end", "expected"), SPANS)
def test_span_is_said_shortly(start: date | None, end: date | None, expected: str) -> None:
    assert spaced(words.span(Span(start, end))) == expected


def test_span_may_leave_out_its_year() -> None:
    assert spaced(words.span(Span(None, date(2025, 10, 31)), with_year=False)) == "до~31~октября"
    assert spaced(words.span(Span(date(2025, 10, 1), date(2025, 10, 31)), with_year=False)) == "1–31~октября"


def test_whole_months_are_said_by_name() -> None:
    assert spaced(words.months(Span(date(2025, 10, 1), date(2025, 10, 31)))) == "октябрь 2025~г."
    assert spaced(words.months(Span(date(2025, 10, 1), date(2025, 11, 30)))) == "октябрь~– ноябрь 2025~г."
    assert spaced(words.months(Span(date(2025, 12, 1), date(2026, 1, 31)))) == "декабрь 2025~г.~– январь 2026~г."


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2025, 11, 18), "сегодня"),
        (date(2025, 11, 19), "завтра"),
        (date(2025, 11, 20), "послезавтра"),
        (date(2025, 11, 23), "через~5~дней"),
        (date(2025, 12, 9), "через~21~день"),
        (date(2025, 11, 17), "просрочено на~1~день"),
        (date(2025, 11, 10), "просрочено на~8~дней"),
        (date(2025, 10, 27), "просрочено на~22~дня"),
    ],
)
def test_deadline_is_said_from_today(day: date, expected: str) -> None:
    assert spaced(words.from_now(day, DAY)) == expected


def test_past_is_said_from_today() -> None:
    assert words.ago(DAY, DAY) == "сегодня"
    assert words.ago(date(2025, 11, 17), DAY) == "вчера"
    assert spaced(words.ago(date(2025, 11, 13), DAY)) == "5~дней назад"


@pytest.mark.parametrize(
    ("count", "form"),
    [(0, "дней"), (1, "день"), (2, "дня"), (4, "дня"), (5, "дней"), (11, "дней"), (14, "дней"), (21, "день")],
)
def test_number_agrees_with_its_word(count: int, form: str) -> None:
    assert words.plural(count, "день", "дня", "дней") == form
    assert words.counted(count, "день", "дня", "дней") == f"{count}\u00a0{form}"


DESCRIBED = [
    ("Ноябрь 2020", "ноябрь 2020~г."),
    ("01.11.2023 01.09.2024", "1~ноября 2023~г., 1~сентября 2024~г."),
    ("декабрь- январь", "декабрь~– январь"),
    ("Ежегодно до 10 сентября", "каждый год: до~10~сентября"),
    ("до конца октября", "до~конца~октября"),
    ("февраль 2021 (уточнение ежегодно)", "февраль 2021~г.; уточнение каждый год"),
    ("сентябрь 2021, далее ежегодно", "сентябрь 2021~г.; затем каждый год"),
    ("1 раз в квартал", "раз в~квартал"),
    ("2 раза в год", "2~раза в~год"),
    ("раз в 2 недели", "раз в~2~недели"),
    ("1 раз в четверть", "раз в~учебную четверть"),
    ("до 10 числа каждого месяца", "раз в~месяц, до~10-го числа"),
    ("еженедельно по пятницам", "раз в~неделю, пятница"),
    ("ежемесячно с октября по май", "раз в~месяц: октябрь~– май"),
    ("последняя пятница мая", "последняя пятница мая"),
    ("третье воскресенье мая", "третье воскресенье мая"),
    ("второй вторник мая", "второй вторник мая"),
    ("первая среда мая", "первая среда мая"),
    ("2-я неделя сентября", "8–14~сентября"),
    ("28 декабря - 10 января", "с~28~декабря по~10~января"),
    ("до конца 1 четверти", "до конца 1-й четверти"),
    ("до конца учебного года", "до конца учебного года"),
    ("III четверть 2024/25 учебного года", "3-я четверть, 2024/25 учебный год"),
    ("в течение месяца после издания приказа", "в течение месяца после издания приказа"),
    ("в течение 10 дней после встречи", "в течение 10~дней после встречи"),
    ("за 2 недели до встречи", "за 2~недели до встречи"),
    ("через неделю после встречи", "через 1~неделю после встречи"),
    ("в день встречи", "в день встречи"),
    ("по графику", "по документу: график"),
    ("октябрь 2023, далее по графику", "октябрь 2023~г.; по документу: график"),
    ("По согласованию с партнёрами", "по согласованию с партнёрами"),
    ("При приёме на работу", "при приёме на работу"),
    ("весь период", "весь период плана"),
    ("до конца года", "до конца года"),
    ("", "срок не указан"),
    ("31.02.2024", "срок не понят: 31.02.2024 — такого дня нет"),
]


@pytest.mark.parametrize(("text", "expected"), DESCRIBED)
def test_understanding_is_said_in_russian(text: str, expected: str) -> None:
    assert spaced(describe(read(text))) == expected


def test_every_kind_has_a_russian_label() -> None:
    assert len({kind.label for kind in Kind}) == len(Kind)
