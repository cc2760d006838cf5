"""Plans of shapes nobody promised: other names and orders of columns, cut and merged tables, workbooks."""

from datetime import date

from docx import Document

from roadmap.readers import printing, reading
from roadmap.readers.draft import Extra, Severity
from roadmap.tests.papers import (
    ABOVE,
    LEFT,
    Heading,
    codes,
    events,
    narrow,
    numbered,
    read_word,
    saved,
    sections,
    workbook,
)

HEAD = ["№ п/п", "Мероприятие", "Сроки", "Ответственные"]


def test_columns_are_known_by_meaning_whatever_their_names_and_order() -> None:
    draft = read_word(
        "План работы по наставничеству на 2024-2025 учебный год",
        [
            ["Дата проведения", "Исполнитель", "Наименование работ", "Планируемый результат", "Отметка о выполнении"],
            ["до 15.09.2024", "Директор", "Издание приказа", "Приказ", "да"],
            ["ежемесячно", "Наставники", "Встречи пар", "Дневник", ""],
        ],
    )

    assert events(draft) == [
        ("", "", "Издание приказа", "до 15.09.2024", "Директор"),
        ("", "", "Встречи пар", "ежемесячно", "Наставники"),
    ]
    assert [e.result_text for e in draft.events] == ["Приказ", "Дневник"]
    assert draft.events[0].extras == (Extra("Отметка о выполнении", "да"),)
    assert draft.columns == (
        "Дата проведения",
        "Исполнитель",
        "Наименование работ",
        "Планируемый результат",
        "Отметка о выполнении",
    )


def test_stage_column_merged_downwards_opens_sections() -> None:
    draft = read_word(
        "Дорожная карта",
        [
            ["Этап", "Мероприятие", "Срок исполнения", "Ответственные лица"],
            ["1. Подготовка", "Собрание", "сентябрь 2024", "директор"],
            [ABOVE, "Выбор куратора", "сентябрь 2024", "директор"],
            ["2. Запуск", "Анкеты", "октябрь 2024", "куратор"],
        ],
    )

    assert sections(draft) == [("1.", "Подготовка"), ("2.", "Запуск")]
    assert [event.section for event in draft.events] == [0, 0, 1]


def test_number_inside_the_title_is_taken_out_of_it() -> None:
    draft = read_word(
        "План мероприятий",
        [
            ["Мероприятие", "Сроки", "Ответственный"],
            ["1. Организация", LEFT, LEFT],
            ["1.1. Совещание", "02.09.2024", "директор"],
            ["1.2 Выбор куратора", "до 10 сентября 2024 г.", "директор"],
            ["2. Работа", LEFT, LEFT],
            ["2.1) Первая встреча", "октябрь 2024", "наставник"],
        ],
    )

    assert sections(draft) == [("1.", "Организация"), ("2.", "Работа")]
    assert [(e.number, e.title) for e in draft.events] == [
        ("1.1.", "Совещание"),
        ("1.2", "Выбор куратора"),
        ("2.1)", "Первая встреча"),
    ]


def test_one_table_per_stage_with_the_stage_in_a_line_above() -> None:
    draft = read_word(
        "План мероприятий (дорожная карта) на 2024 год",
        Heading("Этап 1. Подготовительный"),
        [HEAD, ["1", "Приказ", "январь 2024", "директор"]],
        Heading("Этап 2. Основной"),
        "Задача: провести встречи",
        [HEAD, ["1", "Встречи", "март 2024", "наставники"]],
        Heading("Этап 3. Итоговый"),
        [HEAD, ["1", "Отчёт", "декабрь 2024", "куратор"]],
    )

    assert [(s.number, s.title, s.task) for s in draft.plans[0].sections] == [
        ("1", "Подготовительный", ""),
        ("2", "Основной", "провести встречи"),
        ("3", "Итоговый", ""),
    ]
    assert [(e.section, e.title) for e in draft.events] == [(0, "Приказ"), (1, "Встречи"), (2, "Отчёт")]
    assert len(draft.plans) == 1


def test_heading_below_the_title_inside_the_table_and_roman_sections() -> None:
    draft = read_word(
        [
            ["План мероприятий на 2025 год", LEFT, LEFT, LEFT],
            ["", "", "", ""],
            HEAD,
            ["I", "Подготовительный этап", "", ""],
            ["1", "Приказ", "январь 2025", "Директор"],
            ["2", "Положение", "", "Завуч"],
            ["II", "Основной этап", "", ""],
            ["1", "Обучение", "март-апрель 2025", "Методист"],
        ]
    )

    assert draft.title == "План мероприятий на 2025 год"
    assert sections(draft) == [("I", "Подготовительный этап"), ("II", "Основной этап")]
    assert [(e.section, e.number, e.title) for e in draft.events] == [
        (0, "1", "Приказ"),
        (0, "2", "Положение"),
        (1, "1", "Обучение"),
    ]
    assert codes(draft) == ["no-date"]


def test_table_goes_on_on_the_next_page_with_and_without_its_heading() -> None:
    draft = read_word(
        "Комплекс мер на 2024-2026 гг.",
        [HEAD, ["1.1", "Рассказ родителям о запуске", "до 01.10.2024", "классные"]],
        [["", "программы в школе", "", "руководители"], ["1.2", "Выбор форм", "до 10.10.2024", "Куратор"]],
        [HEAD, ["1", "2", "3", "4"], ["1.3", "Итоги", "июнь 2025", "директор"]],
    )

    assert len(draft.plans) == 1
    assert events(draft) == [
        ("", "1.1", "Рассказ родителям о запуске программы в школе", "до 01.10.2024", "классные руководители"),
        ("", "1.2", "Выбор форм", "до 10.10.2024", "Куратор"),
        ("", "1.3", "Итоги", "июнь 2025", "директор"),
    ]


def test_automatic_numbers_of_word_are_given_back() -> None:
    document = Document()
    document.add_paragraph("План мероприятий")
    table = document.add_table(3, 4)
    rows = [HEAD, ["", "Сбор заявок", "сентябрь 2024", "Куратор"], ["", "Приказ", "октябрь 2024", "Директор"]]
    for i, row in enumerate(rows):
        for j, text in enumerate(row):
            table.cell(i, j).text = text
    numbered(document, table, 0)

    draft = reading.read("план.docx", saved(document))

    assert [(e.number, e.title) for e in draft.events] == [("1.", "Сбор заявок"), ("2.", "Приказ")]


def test_row_that_lacks_a_cell_is_laid_out_by_sense() -> None:
    document = Document()
    document.add_paragraph("План мероприятий")
    table = document.add_table(3, 5)
    rows = [
        ["№", "Мероприятие", "Результат", "Сроки", "Ответственные"],
        ["1", "Сбор заявок", "", "сентябрь 2024", "Куратор"],
        ["2", "Приказ", "Приказ", "октябрь 2024", "Директор"],
    ]
    for i, row in enumerate(rows):
        for j, text in enumerate(row):
            table.cell(i, j).text = text
    narrow(table, 1, 2)

    draft = reading.read("план.docx", saved(document))

    assert events(draft) == [
        ("", "1", "Сбор заявок", "сентябрь 2024", "Куратор"),
        ("", "2", "Приказ", "октябрь 2024", "Директор"),
    ]


def test_beginning_and_end_in_two_columns_are_one_date() -> None:
    draft = read_word(
        "План мероприятий",
        [
            ["№", "Мероприятие", "Срок", LEFT, "Ответственный"],
            [ABOVE, ABOVE, "начало", "окончание", ABOVE],
            ["1", "Опрос", "01.09.2024", "15.09.2024", "психолог"],
        ],
    )

    assert draft.events[0].due.start == date(2024, 9, 1)
    assert draft.events[0].due.end == date(2024, 9, 15)


def test_months_as_section_rows_give_their_events_the_date() -> None:
    draft = read_word(
        "План работы школы наставников",
        [
            ["Мероприятие", "Ответственный"],
            ["Сентябрь 2024", LEFT],
            ["Сбор заявок", "Куратор"],
            ["Октябрь 2024", LEFT],
            ["Круглый стол", "Методист"],
        ],
    )

    assert [(e.title, e.due.raw, e.due_inherited) for e in draft.events] == [
        ("Сбор заявок", "Сентябрь 2024", True),
        ("Круглый стол", "Октябрь 2024", True),
    ]


def test_two_plans_ask_which_one_to_follow() -> None:
    draft = read_word(
        "План мероприятий на 2024 год",
        [HEAD, ["1", "Опрос", "май 2024", "Психолог"]],
        "План мероприятий на 2025 год",
        [HEAD, ["1", "Беседа", "май 2025", "Куратор"]],
    )

    assert [(plan.title, len(plan.events)) for plan in draft.plans] == [
        ("План мероприятий на 2024 год", 1),
        ("План мероприятий на 2025 год", 1),
    ]
    assert [(p.code, p.severity) for p in draft.problems] == [("two-plans", Severity.QUESTION)]
    assert [len(table["events"]) for table in printing.as_expected(draft)["tables"]] == [1, 1]


def test_contingent_and_working_group_are_offered_and_not_mixed_into_the_plan() -> None:
    draft = read_word(
        "ПРИКАЗ",
        "от 14.09.2024 № 41-од",
        [
            ["№", "Показатель", "Значение", LEFT],
            [ABOVE, ABOVE, "Факт 01.09.2024", "Прогноз 01.09.2025"],
            ["1", "Число учащихся", "310", "322"],
            ["1.1", "в том числе в 9 классах", "41", "44"],
        ],
        [
            ["№ п/п", "Ф.И.О.", "Должность", "Обязанности"],
            ["1", "Ильина Т.П.", "директор", "приказы;\nконтроль"],
            ["2", "", "психолог", "опросы"],
        ],
        "План мероприятий",
        [HEAD, ["1", "Опрос", "май 2025", "Психолог"]],
    )

    assert draft.contingent is not None
    assert [(row.number, row.label, row.values) for row in draft.contingent.rows] == [
        ("1", "Число учащихся", ("310", "322")),
        ("1.1", "в том числе в 9 классах", ("41", "44")),
    ]
    assert [(m.name, m.position, m.duties) for m in draft.working_group] == [
        ("Ильина Т.П.", "директор", ("приказы;", "контроль")),
        ("", "психолог", ("опросы",)),
    ]
    assert events(draft) == [("", "1", "Опрос", "май 2025", "Психолог")]
    assert (draft.kind, draft.order_number, draft.order_date) == ("order", "41-од", date(2024, 9, 14))
    assert codes(draft) == ["contingent", "working-group", "vacancy"]


def test_doubled_and_wrong_numbers_are_pointed_at_with_their_place() -> None:
    draft = read_word(
        "План мероприятий",
        [
            HEAD,
            ["1", "Начало", LEFT, LEFT],
            ["1.1", "Совет", "май 2024", "директор"],
            ["1.1", "Опрос", "июнь 2024", "психолог"],
            ["2.7", "Отчёт", "июль 2024", "завуч"],
            ["", "Сайт", "август 2024", "техник"],
        ],
    )

    assert [(p.code, p.place) for p in draft.problems] == [
        ("number-doubled", "таблица 1, строка 4"),
        ("number-wrong", "таблица 1, строка 5"),
        ("number-missing", "таблица 1, строка 6"),
    ]


def test_unknown_table_is_named_and_not_guessed_at() -> None:
    draft = read_word(
        "План мероприятий",
        [HEAD, ["1", "Опрос", "май 2025", "Психолог"]],
        "Материалы",
        [["Название книги", "Год"], ["О дружбе", "1999"], ["О труде", "2003"]],
    )

    assert len(draft.events) == 1
    assert [(p.code, p.place) for p in draft.problems] == [("strange-table", "таблица 2")]


def test_workbook_with_merged_ranges_dates_and_a_hidden_sheet() -> None:
    data = workbook(
        {
            "План": [
                ["План мероприятий на 2025 год", LEFT, LEFT, LEFT],
                [],
                ["№", "Мероприятие", "Дата", "Ответственный"],
                ["1", "Начало", LEFT, LEFT],
                ["1.1", "Опрос", date(2025, 3, 14), "Психолог"],
                ["1.2", "Итог", date(2025, 5, 1), "Куратор"],
                ["1.3", "Выводы", ABOVE, ABOVE],
            ],
            "Черновик": [["№", "Мероприятие", "Дата", "Ответственный"], ["1", "Лишнее", "май", "некто"]],
        },
        hidden=["Черновик"],
    )

    draft = reading.read("план.xlsx", data)

    assert draft.source == "xlsx"
    assert events(draft) == [
        ("Начало", "1.1", "Опрос", "14.03.2025", "Психолог"),
        ("Начало", "1.2", "Итог", "01.05.2025", "Куратор"),
        ("Начало", "1.3", "Выводы", "01.05.2025", "Куратор"),
    ]
    assert [(p.code, p.place) for p in draft.problems] == [("hidden-sheet", "лист «Черновик»")]
    assert draft.events[0].place == "лист «План», строка 5"


def test_months_of_excel_stay_months() -> None:
    rows = [["Мероприятие", "Срок", "Ответственный"], ["Опрос", date(2025, 3, 1), "Психолог"]]

    draft = reading.read("план.xlsx", workbook({"План": rows}, formats={"План": "MMMM YYYY"}))

    assert draft.events[0].due.raw == "март 2025"


def test_stage_named_in_the_number_or_title_cell_is_a_heading_even_beside_the_same_number() -> None:
    draft = read_word(
        "План мероприятий",
        [
            HEAD,
            ["1 этап. Начало (осень)", "", "", ""],
            ["1", "Приказ", "май 2024", "Директор"],
            ["Раздел 2. Работа", LEFT, "", ""],
            ["2", "Семинар", "июнь 2024", "Методист"],
        ],
    )

    assert sections(draft) == [("1", "Начало (осень)"), ("2", "Работа")]
    assert [(e.section, e.number, e.due.raw) for e in draft.events] == [(0, "1", "май 2024"), (1, "2", "июнь 2024")]


def test_marks_under_years_are_dates_and_a_time_is_kept_beside_its_day() -> None:
    marked = read_word(
        "План",
        [
            ["Мероприятие", "Сроки", LEFT, "Ответственный"],
            [ABOVE, "2024", "2025", ABOVE],
            ["Школа наставника", "+", "+", "Методист"],
            ["Семинар", "", "+", "Завуч"],
        ],
    )
    timed = read_word(
        "План", [["Дата", "Время", "Мероприятие", "Ответственный"], ["12.09.2024", "14:00", "Знакомство", "Куратор"]]
    )

    assert [event.due.raw for event in marked.events] == ["2024, 2025", "2025"]
    assert timed.events[0].due.raw == "12.09.2024"
    assert timed.events[0].extras == (Extra("Время", "14:00"),)
