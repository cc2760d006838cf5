"""Plans copied or saved as text in ways that Word, Excel and web pages leave behind."""

from datetime import date

import pytest

from mentoring.calendar.due import Period
from roadmap.tests.papers import codes, events, read_text, sections

TITLE = "План мероприятий на 2025 год"
EXPECTED = [
    ("Знакомство", "1.", "Игра для новичков", "март 2025", "вожатый"),
    ("Знакомство", "2.", "Чаепитие", "до 5 апреля 2025 г.", "завуч"),
    ("Работа", "3.", "Поход", "май 2025", "куратор"),
]
BARS = """{title}

NN п/п |
Мероприятие |
Сроки |
Ответственный |
I. |
Знакомство |
{bars}
1. |
Игра для
новичков |
март 2025 |
вожатый |
2. |
Чаепитие |
до 5 апреля 2025 г. |
завуч |
II. |
Работа |
{bars}
3. |
Поход |
май 2025 |
куратор |
"""


@pytest.mark.parametrize("bars", ["||", "|||", "| |"])
def test_cells_that_end_with_bars_are_counted_off_even_with_a_bar_too_many(bars: str) -> None:
    draft = read_text(BARS.format(title=TITLE, bars=bars))

    assert draft.title == TITLE
    assert sections(draft) == [("I.", "Знакомство"), ("II.", "Работа")]
    assert events(draft) == EXPECTED


def test_rows_between_bars_are_still_rows() -> None:
    rows = ["| № | Мероприятие | Срок |", "|---|---|---|", "| 1 | Поход | май 2025 |", "| 2 | Игра | июнь 2025 |"]

    draft = read_text("\n".join([TITLE, "", *rows]))

    assert [event[1:4] for event in events(draft)] == [("1", "Поход", "май 2025"), ("2", "Игра", "июнь 2025")]


def test_semicolons_of_excel_part_the_cells_and_quotes_keep_them_whole() -> None:
    lines = [
        f"{TITLE};;;",
        "№;Мероприятие;Сроки;Ответственный",
        "1.;Знакомство;;",
        '1.1;"Игра; потом',
        'чаепитие";март 2025;вожатый',
        "1.2;Поход;май 2025;куратор",
    ]

    draft = read_text("\n".join(lines))

    assert events(draft) == [
        ("Знакомство", "1.1", "Игра; потом чаепитие", "март 2025", "вожатый"),
        ("Знакомство", "1.2", "Поход", "май 2025", "куратор"),
    ]
    assert [event.place for event in draft.events] == ["строка 4", "строка 6"]


def test_quote_that_never_closes_does_not_break_the_reading() -> None:
    long = "я" * 70_000
    rows = ['"Игра;март 2025;вожатый', "Поход;май 2025;куратор", f"Слёт;июнь 2025;{long}", f"Чай;июль 2025;{long}"]

    draft = read_text("\n".join(["Мероприятие;Сроки;Кто", *rows]))

    assert [event.due.raw for event in draft.events] == ["март 2025", "май 2025", "июнь 2025", "июль 2025"]


def test_semicolons_of_a_sentence_are_no_table() -> None:
    draft = read_text("Мероприятия школы; сроки учёбы; ответственные за дежурство.\nПлан обсуждали долго.\nИ ещё раз.")

    assert codes(draft) == ["no-plan"]


HEAD = "\tСроки\n\tОтветственные\n\n"
BODY = "\tИгра\n\tмарт 2025\n\tвожатый\n\n\tПоход\n\tмай 2025\n\tкуратор\n"
ROWS = [("Игра", "март 2025", "вожатый"), ("Поход", "май 2025", "куратор")]


@pytest.mark.parametrize(
    "start", [f"{TITLE}\n\nМероприятие\n", f"{TITLE}\n\n\tМероприятие\n", f"{TITLE}\n\tМероприятие\n"]
)
def test_first_word_of_a_heading_may_have_lost_its_tab_and_the_title_has_none(start: str) -> None:
    draft = read_text(start + HEAD + BODY)

    assert draft.title == TITLE
    assert [event[2:] for event in events(draft)] == ROWS


def test_plan_in_sentences_is_refused_and_not_guessed() -> None:
    draft = read_text(
        f"{TITLE}\n1. Игра для новичков. Срок: март 2025. Ответственный: вожатый.\n"
        "2. Поход. Срок: май 2025. Ответственный: куратор.\n"
    )

    assert draft.events == ()
    assert codes(draft) == ["no-plan"]


def test_number_in_the_middle_line_of_its_row_takes_the_lines_above_it() -> None:
    draft = read_text(
        f"{TITLE}\n\n№\nп/п\nМероприятие Сроки Ответственные\n1. Работа с базой наставников\nБольшая игра во дворе\n"
        "1.1 для новичков Март 2025 вожатый отряда\nПоход всей школой за\n1.2 город и обратно Май 2025г. куратор\n"
    )

    assert sections(draft) == [("1.", "Работа с базой наставников")]
    assert [event[1:] for event in events(draft)] == [
        ("1.1", "Большая игра во дворе для новичков", "Март 2025", "вожатый отряда"),
        ("1.2", "Поход всей школой за город и обратно", "Май 2025г.", "куратор"),
    ]


def test_short_heading_set_in_the_middle_of_columns_is_a_section() -> None:
    lines = [
        TITLE,
        "",
        "№    Мероприятие              Сроки           Ответственные",
        "              1. Работа с базой",
        "1.1  Игра для новичков        март 2025       вожатый",
        "1.2  Поход всей школой        май 2025        куратор",
        "     за город                 года",
        "              2. Итоги года",
        "2.1  Чаепитие                 июнь 2025       завуч",
    ]

    draft = read_text("\n".join(lines))

    assert sections(draft) == [("1.", "Работа с базой"), ("2.", "Итоги года")]
    assert [event[2:] for event in events(draft)] == [
        ("Игра для новичков", "март 2025", "вожатый"),
        ("Поход всей школой за город", "май 2025 года", "куратор"),
        ("Чаепитие", "июнь 2025", "завуч"),
    ]


def test_heading_of_two_words_is_one_column() -> None:
    head = ["№ п/п", "Мероприятие", "Срок", "Ответственный", "Результат. Вид документа", "1", "2", "3", "4", "5"]

    rows = ["1.", "Игра", "март 2025", "вожатый", "Отзывы", "2.", "Поход", "май 2025", "завуч", "Карта"]

    draft = read_text("\n".join([TITLE, *head, *rows]))

    assert [event.result_text for event in draft.events] == ["Отзывы", "Карта"]


def test_number_inside_its_title_opens_the_row_in_a_text_read_cell_after_cell() -> None:
    lines = ["№", "п/п", "1", "Мероприятие", "Срок реализации", "Ответственный исполнитель", "2", "3", "4"]
    rows = ["1. Работа с базой", "Создание группы, которая будет", "1.1 готовить знакомство", "март 2025", "завуч"]
    more = ["Выбор куратора для пар", "1.2. учеников", "до 5 апреля 2025", "директор"]

    draft = read_text("\n".join([TITLE, *lines, *rows, *more]))

    assert events(draft) == [
        ("Работа с базой", "1.1", "Создание группы, которая будет готовить знакомство", "март 2025", "завуч"),
        ("Работа с базой", "1.2.", "Выбор куратора для пар учеников", "до 5 апреля 2025", "директор"),
    ]


def test_page_number_between_rows_is_no_section() -> None:
    rows = ["№\tМероприятие\tСрок", "1\tИгра\tмарт 2025", "2", "2\tПоход\tмай 2025"]

    draft = read_text("\n".join([TITLE, *rows]))

    assert sections(draft) == []
    assert [event[1:4] for event in events(draft)] == [("1", "Игра", "март 2025"), ("2", "Поход", "май 2025")]


def test_period_between_two_months_is_quoted_whole() -> None:
    rows = ["План мероприятий школы", "(сентябрь 2024 г. - май 2025 г.)", "№\tМероприятие\tСрок", "1\tИгра\tмарт"]

    draft = read_text("\n".join(rows))

    assert (draft.period_text, draft.period) == (
        "сентябрь 2024 г. - май 2025 г.",
        Period(date(2024, 9, 1), date(2025, 5, 31)),
    )
