"""A class list of a thousand rows: each kind of defect, and beside it the nearest text that is right."""

from collections.abc import Iterator
from typing import NamedTuple

from mentoring.people.importing.remarks import DOUBT, FAULT, NOTE

HEAD = ("ФИО", "Класс", "Дата рождения", "Пол", "Телефон", "Почта", "Представители", "Мать", "Тел. матери")
NAME, CLASS, BIRTH, SEX, PHONE, MAIL, KIN, MOTHER, MOTHERS_PHONE = range(9)
ROWS = 1000
TIMES = 6  # how often each kind stands in the list


class Kind(NamedTuple):
    """What is wrong in which column, what it must be called, and what is right beside it; {s} is a fresh surname."""

    column: int
    wrong: str
    level: str
    near: str
    at: int | None = None  # the column that the remark names, where it is not the same


KINDS = (
    Kind(NAME, "{s}", FAULT, "{s} Лев"),
    Kind(NAME, "{s} Лев Маркович Старший Второй Третий", FAULT, "{s} Лев Маркович"),
    Kind(NAME, "{s} Л. М.", FAULT, "{s} Ли Мин"),
    Kind(NAME, "{s} Л.М.", FAULT, "{s} Лим"),
    Kind(NAME, "{s} Олегович", FAULT, "{s} Олег"),
    Kind(NAME, "{s}1 Лев", FAULT, "{s}-Первый Лев"),
    Kind(NAME, "{s} Лeв Маркович", DOUBT, "{s} Лев Маркович"),
    Kind(NAME, "Smith John {s}", DOUBT, "Смит Джон {s}"),
    Kind(NAME, "{s} (Белова) Ева", FAULT, "{s}-Белова Ева"),
    Kind(NAME, "{s}; DROP", FAULT, "{s} Дроп"),
    Kind(NAME, "{s} 😀 Лев", FAULT, "{s} Лев"),
    Kind(NAME, "#ССЫЛКА!", FAULT, "{s} Ссылка"),
    Kind(NAME, "#N/A", FAULT, "{s} На"),
    Kind(NAME, "NULL", FAULT, "{s} Нил"),
    Kind(NAME, "", FAULT, "{s} Ева"),
    Kind(NAME, "{S} ЛЕВ МАРКОВИЧ", NOTE, "{s} Лев Маркович"),
    Kind(NAME, "Лев Маркович {s}", DOUBT, "{s} Лев Маркович"),
    Kind(NAME, "{s} Лео\u0301н", FAULT, "{s} Леон"),
    Kind(NAME, "{s} " + "Лев" * 100, FAULT, "{s} " + "Лев" * 20),
    Kind(NAME, "{s}/Белов Лев", FAULT, "{s}-Белов Лев"),
    Kind(NAME, "{s} \u05dc\u05d1", FAULT, "{s} Лёв"),
    Kind(NAME, "{s} Лев*", FAULT, "{s} Лев"),
    Kind(NAME, "{s} Руслан оглы", FAULT, "{s} Руслан Рашид оглы"),
    Kind(NAME, "{s} Шон'", FAULT, "О'{s} Шон"),
    Kind(CLASS, "", FAULT, "1"),
    Kind(CLASS, "0А", DOUBT, "1А"),
    Kind(CLASS, "12А", DOUBT, "11А"),
    Kind(CLASS, "11Ы", DOUBT, "11Э"),
    Kind(CLASS, "9A", DOUBT, "9 «А»"),
    Kind(CLASS, "9F", DOUBT, "9-ф"),
    Kind(CLASS, "09.01.2026", FAULT, 'IX "А"'),
    Kind(CLASS, "??", FAULT, "9 А класс"),
    Kind(CLASS, "Ромашка", DOUBT, "Р-21"),
    Kind(CLASS, "9аб", DOUBT, "9а"),
    Kind(CLASS, "ИC-21", DOUBT, "ИС-21"),
    Kind(CLASS, "ИС-21 " * 12, FAULT, "ИСП-21-1"),
    Kind(BIRTH, "31.02.2012", FAULT, "29.02.2012"),
    Kind(BIRTH, "2012-13-01", FAULT, "2012-12-01"),
    Kind(BIRTH, "1 сентября", FAULT, "1 сентября 2012 г."),
    Kind(BIRTH, "05.06.12", DOUBT, "5.6.2012"),
    Kind(BIRTH, "41035", DOUBT, "06.05.2012 0:00"),
    Kind(BIRTH, "05/06/2012", DOUBT, "25/06/2012"),
    Kind(BIRTH, "05/25/2012", FAULT, "25-05-2012"),
    Kind(BIRTH, "06052012", DOUBT, "06 05 2012"),
    Kind(BIRTH, "01.01.2099", FAULT, "01.01.2015"),
    Kind(BIRTH, "01.01.0001", FAULT, "01.01.2001"),
    Kind(BIRTH, "06.05.1950", DOUBT, "06.05.2005"),
    Kind(BIRTH, "май 2012", FAULT, "6 мая 2012"),
    Kind(BIRTH, "2012", FAULT, "06.V.2012"),
    Kind(SEX, "х", FAULT, "ж"),
    Kind(SEX, "м", DOUBT, "жен."),
    Kind(PHONE, "891234567", FAULT, "8 912 345 67 00"),
    Kind(PHONE, "8912345678", FAULT, "9123456780"),
    Kind(PHONE, "891234567890", FAULT, "+7(912)3456789"),
    Kind(PHONE, "12-34-56", DOUBT, "8 (3842) 12-34-56"),
    Kind(PHONE, "8.91234E+10", FAULT, "89123400000"),
    Kind(PHONE, "89120000001, 89120000002, 89120000003", FAULT, "89120000001, 89120000002"),
    Kind(PHONE, "8912345678о", FAULT, "т. 8-912-345-67-80"),
    Kind(PHONE, "12345678901", FAULT, "79345678901"),
    Kind(MAIL, "лев@почта.рф", FAULT, "lev@почта.рф"),
    Kind(MAIL, "a@example.org; b@example.org", FAULT, "a@example.org"),
    Kind(MAIL, "lev.example.org", FAULT, "lev+9@example.org"),
    Kind(MAIL, "lev@example", FAULT, "lev@example.su"),
    Kind(MAIL, "lev@mаil.example", FAULT, "lev@mail.example"),
    Kind(KIN, "Белова А. П.", FAULT, "Белова Анна Петровна (мать)"),
    Kind(KIN, "бабушка Белова Нина Ивановна", DOUBT, "опекун Белова Нина Ивановна"),
    Kind(KIN, "мать Белова Анна т. 8912", FAULT, "мать Белова Анна, т. 89120000006"),
    Kind(KIN, "8 912 000-00-01", FAULT, "мать: Белова Яна Ильинична, 8 912 000-00-01"),
    Kind(KIN, "мать Белова Яна 8912", FAULT, "мать Белова Яна 89120000004"),
    Kind(KIN, "Белова Ника Павловна", NOTE, "мать Белова Ника Павловна", -1),
    Kind(MOTHER, "Белова", FAULT, "Белова Зоя"),
    Kind(MOTHERS_PHONE, "8912", FAULT, "89120000005"),
)
# What the right neighbours mean, said by hand: the reader is not asked.
MEANT = {
    CLASS: {
        "1": "1",
        "1А": "1 «А»",
        "11А": "11 «А»",
        "11Э": "11 «Э»",
        "9 «А»": "9 «А»",
        "9-ф": "9 «Ф»",
        'IX "А"': "9 «А»",
        "9 А класс": "9 «А»",
        "Р-21": "Р-21",
        "9а": "9 «А»",
        "ИС-21": "ИС-21",
        "ИСП-21-1": "ИСП-21-1",
    },
    BIRTH: {
        "29.02.2012": "2012-02-29",
        "2012-12-01": "2012-12-01",
        "1 сентября 2012 г.": "2012-09-01",
        "5.6.2012": "2012-06-05",
        "06.05.2012 0:00": "2012-05-06",
        "25/06/2012": "2012-06-25",
        "25-05-2012": "2012-05-25",
        "06 05 2012": "2012-05-06",
        "01.01.2015": "2015-01-01",
        "01.01.2001": "2001-01-01",
        "06.05.2005": "2005-05-06",
        "6 мая 2012": "2012-05-06",
        "06.V.2012": "2012-05-06",
    },
    SEX: {"ж": "f", "жен.": "f"},
    PHONE: {
        "8 912 345 67 00": "+7 912 345-67-00",
        "9123456780": "+7 912 345-67-80",
        "+7(912)3456789": "+7 912 345-67-89",
        "8 (3842) 12-34-56": "+7 384 212-34-56",
        "89123400000": "+7 912 340-00-00",
        "89120000001, 89120000002": "+7 912 000-00-01, +7 912 000-00-02",
        "т. 8-912-345-67-80": "+7 912 345-67-80",
        "79345678901": "+7 934 567-89-01",
    },
    MAIL: {
        "lev@почта.рф": "lev@почта.рф",
        "a@example.org": "a@example.org",
        "lev+9@example.org": "lev+9@example.org",
        "lev@example.su": "lev@example.su",
        "lev@mail.example": "lev@mail.example",
    },
}
_SYLLABLES = ("бор", "вер", "гол", "дол", "жар", "зим", "кам", "лес", "мор", "нев")


class Case(NamedTuple):
    """A row of the list and the level of the remark to each of its cells."""

    cells: tuple[str, ...]
    expected: dict[int, str]
    known: Kind | None = None


def surname(number: int) -> str:
    """Give a surname that nobody else in the list has."""
    return "".join(_SYLLABLES[int(sign)] for sign in f"{number:04d}").capitalize()


def cases() -> Iterator[Case]:
    """Give the thousand rows: right ones, each defect, each neighbour."""
    number = 0
    for kind in KINDS:
        for _ in range(TIMES):
            for text, expected in ((kind.wrong, _expected(kind)), (kind.near, {})):
                yield Case(_row(number, kind.column, text), expected, kind)
                number += 1
    while number < ROWS:
        yield Case(_row(number, NAME, "{s}а Ева Львовна"), {})
        number += 1


def _expected(kind: Kind) -> dict[int, str]:
    return {kind.column if kind.at is None else kind.at: kind.level}


def _row(number: int, column: int, text: str) -> tuple[str, ...]:
    own = surname(number)
    cells = [f"{own}а Ева Львовна", "7Б", "14.03.2013", "", "", "", "", "", ""]
    if column == MOTHERS_PHONE:
        cells[MOTHER] = f"{own}а Инна Павловна"
    cells[column] = text.replace("{s}", own).replace("{S}", own.upper())
    return tuple(cells)
