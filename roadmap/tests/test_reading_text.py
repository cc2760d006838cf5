"""Plans copied as text, however the copy has parted their cells."""

import pytest

from roadmap.readers import reading
from roadmap.readers.draft import Severity
from roadmap.tests.papers import (
    events,
    read_text,
    word,
)

HEAD = ["№ п/п", "Мероприятие", "Сроки", "Ответственные"]


TABBED = "План мероприятий на 2024 год\n№\tМероприятие\tСрок\tОтветственный\n"


@pytest.mark.parametrize(
    "text",
    [
        TABBED + "1\tОпрос семей\tмай 2024\tПсихолог\n2\tОтчёт\tдо 1 июня 2024 г.\tКуратор\n",
        TABBED + "1\t<p>Опрос</p> <p>семей</p>\tмай 2024\tПсихолог\n2\tОтчёт\tдо 1 июня 2024&nbsp;г.\tКуратор\n",
        TABBED + "1\tОпрос\nсемей\tмай\n2024\tПсихолог\n2\tОтчёт\tдо 1 июня 2024 г.\tКуратор\n",
        TABBED + "1\tОпрос\tмай 2024\tПсихолог\n\n\tсемей\n2\tОтчёт\tдо 1 июня 2024 г.\tКуратор\n---\t---\t--\t--\n",
        "**План мероприятий на 2024 год**\n\n| № | Мероприятие | Срок | Ответственный |\n|---|---|---|---|\n"
        "| 1 | Опрос семей | май 2024 | Психолог |\n| 2 | Отчёт | до 1 июня 2024 г. | Куратор |\n",
        "План мероприятий на 2024 год\n\t№\n\tМероприятие\n\tСрок\n\tОтветственный\n\n\t1\n\tОпрос семей\n\tмай\n2024\n"
        "\tПсихолог\n\n\t2\n\tОтчёт\n\n\tдо 1 июня 2024 г.\n\tКуратор\n\n",
        "План мероприятий на 2024 год\n№\nМероприятие\nСрок\nОтветственный\n1\nОпрос\nсемей\nмай 2024\nПсихолог\n"
        "2\nОтчёт\nдо 1 июня 2024 г.\nКуратор\n",
        "План мероприятий на 2024 год\n\n№\n\nМероприятие\n\nСрок\n\nОтветственный\n\n1\n\nОпрос семей\n\nмай 2024\n\n"
        "Психолог\n\n2\n\nОтчёт\n\nдо 1 июня 2024 г.\n\nКуратор\n",
        "План мероприятий на 2024 год\n№ Мероприятие Срок Ответственный\n1 Опрос семей май 2024 Психолог\n"
        "2 Отчёт до 1 июня 2024 г. Куратор\n",
        "План мероприятий на 2024 год\n\n№   Мероприятие      Срок               Ответственный\n"
        "1   Опрос            май 2024           Психолог\n    семей\n"
        "2   Отчёт            до 1 июня 2024 г.  Куратор\n",
        "<p>План мероприятий на 2024 год</p>\n<table><tr><td>№</td><td>Мероприятие</td><td>Срок</td>"
        "<td>Ответственный</td></tr>\n"
        "<tr><td>1</td><td>Опрос<br>семей</td><td>май 2024</td><td>Психолог</td></tr>\n"
        "<tr><td>2</td><td>Отчёт</td><td>до 1 июня 2024 г.</td><td>Куратор</td></tr></table>\n",
    ],
    ids=[
        "tabs",
        "paragraph tags",
        "cells over several lines",
        "cut by a page",
        "markdown",
        "a cell a line with tabs",
        "a cell a line",
        "a cell a paragraph",
        "glued lines",
        "columns of spaces",
        "html",
    ],
)
def test_copied_text_is_read_however_its_cells_are_parted(text: str) -> None:
    draft = read_text(text)

    assert draft.title == "План мероприятий на 2024 год"
    assert events(draft) == [
        ("", "1", "Опрос семей", "май 2024", "Психолог"),
        ("", "2", "Отчёт", "до 1 июня 2024 г.", "Куратор"),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251", "koi8-r"])
def test_text_is_read_in_every_usual_encoding(encoding: str) -> None:
    text = "План мероприятий на 2024 год\nМероприятие\tСрок\tОтветственный\nОпрос\tмай 2024\tПсихолог\n"

    draft = reading.read("план.txt", text.encode(encoding))

    assert events(draft) == [("", "", "Опрос", "май 2024", "Психолог")]


def test_extension_decides_nothing() -> None:
    data = word("План мероприятий", [HEAD, ["1", "Опрос", "май 2025", "Психолог"]])

    assert reading.read("план.xlsx", data).source == "docx"


def test_lines_that_run_across_the_columns_are_put_back_and_marked_as_a_guess() -> None:
    draft = read_text(
        "План мероприятий на 2024 год\n№ Мероприятие Срок Ответственный\n"
        "1 Рассказ педагогическому сентябрь Заместитель\nколлективу о запуске программы 2024 директора по УВР\n"
        "2 Собрание родителей по вопросам до 15.10.2024 Классные\nучастия детей в программе руководители\n"
    )

    assert events(draft) == [
        (
            "",
            "1",
            "Рассказ педагогическому коллективу о запуске программы",
            "сентябрь 2024",
            "Заместитель директора по УВР",
        ),
        ("", "2", "Собрание родителей по вопросам участия детей в программе", "до 15.10.2024", "Классные руководители"),
    ]
    assert [(p.code, p.severity) for p in draft.problems] == [("guessed-columns", Severity.WARNING)]
