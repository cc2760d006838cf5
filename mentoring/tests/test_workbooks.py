"""What a workbook cannot hold never reaches it, whichever list it stood in."""

import io

import pytest
from openpyxl import Workbook, load_workbook

from mentoring import exporting, workbooks


def cells(content: bytes) -> list:
    return [cell for row in load_workbook(io.BytesIO(content)).active.iter_rows() for cell in row]


@pytest.mark.parametrize("sign", ["\x00", "\x0b", "\x1f", "\uffff", "\ufffe", "\u202e", "\ue000"])
def test_sign_that_nobody_sees_is_left_out_of_every_workbook(sign):
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Лист")
    sheet.append([workbooks.cell(sheet, f"Ор{sign}лова")])

    assert [cell.value for cell in cells(workbooks.saved(book))] == ["Орлова"]
    assert [cell.value for cell in cells(exporting.workbook("Люди", ["Имя"], [[f"Ор{sign}лова"]]))] == ["Имя", "Орлова"]


@pytest.mark.parametrize("text", ["=1+1", "+7 900", "-5", "@сумма", "Щёголев № 5", "две\nстроки", "не\u00a0рвать"])
def test_text_stays_a_text(text):
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Лист")
    sheet.append([workbooks.cell(sheet, text)])

    [cell] = cells(workbooks.saved(book))
    assert (cell.value, cell.data_type) == (text, "s")


def test_long_text_is_cut_to_what_a_cell_holds():
    assert len(workbooks.visible("ё" * 40_000)) == workbooks.LONGEST
