"""Rows that a page cuts, rows that are no events, text that nobody sees, a stage on each sheet."""

from datetime import date

import pytest
from docx import Document
from weasyprint import HTML

from roadmap.readers import reading
from roadmap.tests.papers import LEFT, codes, events, read_word, saved, sections, workbook

HEAD = ["№", "Мероприятие", "Срок", "Ответственный"]
GAME = ["1", "Игра", "март 2025", "вожатый"]
WALK = ["2", "Поход", "май 2025", "куратор"]


@pytest.mark.parametrize(
    "row",
    [
        ["Куратор плана ____________ Л.А. Сомова", LEFT, LEFT, LEFT],
        ["", "Итого мероприятий: 2", "", ""],
        ["Примечание: сроки могут меняться", LEFT, LEFT, LEFT],
    ],
)
def test_signature_total_and_note_are_no_events_and_stay_visible(row: list[str]) -> None:
    draft = read_word("План мероприятий", [HEAD, GAME, WALK, row])

    assert [event[1:] for event in events(draft)] == [tuple(GAME), tuple(WALK)]
    assert sections(draft) == []
    assert [(problem.code, problem.place) for problem in draft.problems] == [("aside", "таблица 1, строка 4")]


def test_footnote_that_found_its_event_needs_no_remark() -> None:
    draft = read_word(
        "План мероприятий", [HEAD, ["1", "Игра*", *GAME[2:]], ["* только для пятых классов", LEFT, LEFT, LEFT]]
    )

    assert draft.events[0].footnote == "* только для пятых классов"
    assert codes(draft) == []


def test_results_are_not_totals() -> None:
    draft = read_word("План мероприятий", [HEAD, GAME, ["2", "Итоговая встреча", "май 2025", "завуч"]])

    assert draft.events[1].title == "Итоговая встреча"


def test_number_left_alone_at_the_foot_of_a_page_returns_to_its_row() -> None:
    draft = read_word("План мероприятий", [HEAD, GAME, ["2", "", "", ""], HEAD, ["", *WALK[1:]]])

    assert [event[1:] for event in events(draft)] == [tuple(GAME), tuple(WALK)]


def test_number_that_excel_took_for_a_date_is_given_back() -> None:
    rows = [["План мероприятий"], HEAD, [date(2025, 2, 1), *GAME[1:]], [date(2025, 10, 3), *WALK[1:]]]

    draft = reading.read("план.xlsx", workbook({"План": rows}, formats={"План": "d.m"}))

    assert [event.number for event in draft.events] == ["1.2", "3.10"]


def test_hidden_text_is_not_read() -> None:
    document = Document()
    document.add_paragraph("План мероприятий")
    table = document.add_table(2, 4)
    for i, row in enumerate((HEAD, GAME)):
        for j, text in enumerate(row):
            table.cell(i, j).text = text
    paragraph = table.cell(1, 1).paragraphs[0]
    paragraph.add_run(" черновик").font.hidden = True
    paragraph.add_run(" во дворе").font.hidden = False

    draft = reading.read("план.docx", saved(document))

    assert [event.title for event in draft.events] == ["Игра во дворе"]


def test_stage_on_each_sheet_is_a_section_of_one_plan() -> None:
    sheets = {"Подготовительный этап": [HEAD, GAME], "Итоговый этап": [HEAD, WALK]}

    draft = reading.read("план.xlsx", workbook(sheets))

    assert sections(draft) == [("", "Подготовительный этап"), ("", "Итоговый этап")]
    assert [event[0] for event in events(draft)] == ["Подготовительный этап", "Итоговый этап"]


def test_line_above_the_table_names_the_stage_of_its_sheet() -> None:
    sheets = {"Этап 1": [["Этап 1. Знакомство"], HEAD, GAME], "Этап 2": [["Этап 2. Работа"], HEAD, WALK]}

    draft = reading.read("план.xlsx", workbook(sheets))

    assert sections(draft) == [("1", "Знакомство"), ("2", "Работа")]
    assert [event[0] for event in events(draft)] == ["Знакомство", "Работа"]


def test_plan_on_each_sheet_asks_which_one_to_follow() -> None:
    draft = reading.read("план.xlsx", workbook({"2024": [HEAD, GAME], "2025": [HEAD, WALK]}))

    assert len(draft.plans) == 2
    assert codes(draft) == ["two-plans"]


PAGE = """<style>@page {{ size: 150mm 60mm; margin: 8mm }} table {{ border-collapse: collapse; width: {width} }}
td {{ border: 1px solid black; width: 25% }}</style><p>План мероприятий на 2025 год</p><table>{rows}</table>"""


@pytest.mark.parametrize("width", ["100%", "150%"])
def test_last_row_of_a_printed_page_keeps_all_its_cells(width: str) -> None:
    long = "Игра для всех новичков во дворе школы с призами, песнями и чаепитием в столовой после неё"
    rows = [HEAD, *([str(number), long, "март 2025", "вожатый отряда"] for number in range(1, 7))]
    html = "".join("<tr>" + "".join(f"<td>{text}</td>" for text in row) + "</tr>" for row in rows)

    draft = reading.read("план.pdf", HTML(string=PAGE.format(width=width, rows=html)).write_pdf())

    assert [event[1:] for event in events(draft)] == [tuple(row) for row in rows[1:]]
