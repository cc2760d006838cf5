import io
import sys

import pytest
from django.core.management import call_command


@pytest.fixture
def decline(monkeypatch, capsys):
    def run(*lines: str) -> tuple[list[str], str]:
        monkeypatch.setattr(sys, "stdin", io.StringIO("".join(line + "\n" for line in lines)))
        call_command("decline")
        said = capsys.readouterr()
        return said.out.splitlines(), said.err

    return run


def test_each_line_gives_one_form(decline):
    forms, complaints = decline(
        "name\tСоловей Иван Петрович\tgen",
        "position\tстарший воспитатель\tdat",
        "name\t ЗАЯЦ  ПОЛИНА ИГОРЕВНА\u00a0\tins",
        "position\tучитель химии\tprep",
    )

    assert forms == ["Соловья Ивана Петровича", "старшему воспитателю", "Заяц Полиной Игоревной", "учителе химии"]
    assert complaints == ""


def test_line_in_another_form_comes_back_and_is_named(decline):
    forms, complaints = decline(
        "name\tСоловей", "", "who\tСоловей\tgen", "name\tСоловей Пётр\tvoc", "name\tЗаяц Пётр\tgen"
    )

    assert forms == ["name\tСоловей", "", "who\tСоловей\tgen", "name\tСоловей Пётр\tvoc", "Зайца Петра"]
    assert [line.split(":")[0] for line in complaints.splitlines()] == ["Строка 1", "Строка 2", "Строка 3", "Строка 4"]


def test_line_of_windows_ends_cleanly(decline):
    assert decline("name\tКоваль Олег\tgen\r")[0] == ["Коваля Олега"]
