"""A row of a list → what it says and what is wrong with it, column by column."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from mentoring.people.declension import gender
from mentoring.people.importing import classes, columns, dates, emails, guardians, names, phones
from mentoring.people.importing.guardians import FATHER, MOTHER, OTHER, Guardian
from mentoring.people.importing.letters import clean
from mentoring.people.importing.names import Name
from mentoring.people.importing.remarks import (
    DOUBT,
    FAULT,
    NOTE,
    NOTHING,
    Understood,
    fault,
    is_blank,
    shown,
)

_MALE = {"м", "муж", "мужской", "мальчик", "юноша", "m", "male", "мужчина"}
_FEMALE = {"ж", "жен", "женский", "девочка", "девушка", "f", "female", "женщина"}
_HEADING = re.compile(r"\bф\W?и\W?о\b|фамили|ученик|обучающ|\bимя\b|сотрудник", re.IGNORECASE)
_PARTED = re.compile(r"[;\n]|,(?=\s*[А-ЯЁа-яё])|\s+/\s+")
TEXT = 200


class Found(NamedTuple):
    """A remark with the column it is about; -1 is the row as a whole."""

    column: int
    level: str
    what: str
    mend: str = ""


class Judged(NamedTuple):
    """What a row says, as plain values, and the remarks to its cells."""

    values: dict[str, Any]
    found: tuple[Found, ...] = ()

    @property
    def is_refused(self) -> bool:
        return any(one.level == FAULT for one in self.found)

    @property
    def is_doubtful(self) -> bool:
        return any(one.level == DOUBT for one in self.found)


class Judge:
    """Reads the rows of one file by the columns chosen for it."""

    def __init__(
        self, kind: str, codes: Sequence[str], *, today: date, counts_from_1904: bool = False, group: str = ""
    ):
        self.kind, self.today, self.counts_from_1904 = kind, today, counts_from_1904
        self.at = {code: column for column, code in enumerate(codes) if code}
        self.codes = tuple(codes)
        self.group = classes.read(group).value if group else None
        self.slots = [slot for slot in columns.SLOTS if any(code.partition(".")[0] == slot for code in self.at)]

    def judge(self, cells: Sequence[str]) -> Judged:
        """Say what the row means."""
        aside = self._aside(cells)
        if aside:
            return Judged({}, (Found(-1, FAULT, *aside),))
        row = _Row(self, cells)
        row.who()
        row.own()
        if self.kind == columns.LEARNERS:
            row.group()
            row.guardians()
        else:
            row.work()
        return Judged(row.values, tuple(row.found))

    def _aside(self, cells: Sequence[str]) -> tuple[str, str] | None:
        """Recognize what is no person: the headings once more, or those of another table."""
        if not _HEADING.search(" ".join(cells)):
            return None
        known = [code for code in (columns.code_of(self.kind, cell) for cell in cells) if code]
        if len(known) >= 2 and columns.has_name(known):
            same = [columns.code_of(self.kind, cell) for cell in cells][: len(self.codes)] == list(
                self.codes[: len(cells)]
            )
            if same:
                return "Шапка таблицы ещё раз", "Ничего: строка не нужна."
            return "Здесь начинается другая таблица", "Сохраните вторую таблицу отдельным файлом и загрузите её."
        return None


class _Row:
    """One row while it is read: values fill, remarks gather."""

    def __init__(self, judge: Judge, cells: Sequence[str]):
        self.judge, self.cells = judge, cells
        self.values: dict[str, Any] = {}
        self.found: list[Found] = []

    def cell(self, code: str) -> str:
        column = self.judge.at.get(code, -1)
        return self.cells[column] if 0 <= column < len(self.cells) else ""

    def take(self, code: str, read: Understood) -> Any:
        """Remember what is to be said of a cell, give its value."""
        column = self.judge.at.get(code, -1)
        self.found += [Found(column, *remark) for remark in read.remarks]
        return read.value

    def say(self, level: str, what: str, mend: str = "", *, code: str = "") -> None:
        self.found.append(Found(self.judge.at.get(code, -1), level, what, mend))

    def who(self) -> None:
        name = self._name("")
        if name is None:
            if not any(one.level == FAULT for one in self.found):
                self.say(FAULT, "Нет фамилии или имени", "Впишите фамилию и имя.", code=self._named_by())
            return
        self.values |= name._asdict()

    def _named_by(self) -> str:
        return next((code for code in ("fio", "surname", "given", "names") if code in self.judge.at), "")

    def _name(self, prefix: str) -> Name | None:
        """Put a name together from one cell or several; `prefix` names whose."""
        if not prefix and not is_blank(clean(self.cell("fio"))):
            return self.take("fio", names.whole(self.cell("fio")))
        surname = self.take(f"{prefix}surname", names.part(self.cell(f"{prefix}surname"), "surname"))
        if not prefix and not is_blank(clean(self.cell("names"))):
            return self._with_names(surname)
        given = self.take(f"{prefix}given", names.part(self.cell(f"{prefix}given"), "given"))
        patronymic = self.take(f"{prefix}patronymic", names.part(self.cell(f"{prefix}patronymic"), "patronymic"))
        return Name(surname, given, patronymic or "") if surname and given else None

    def _with_names(self, surname: str | None) -> Name | None:
        given, _, patronymic = clean(self.cell("names")).partition(" ")
        first = self.take("names", names.part(given, "given"))
        second = self.take("names", names.part(patronymic, "patronymic"))
        return Name(surname, first, second or "") if surname and first else None

    def own(self) -> None:
        """Read what every person has: birth date, sex, telephone, address."""
        today = self.judge.today
        day = self.take(
            "birth", dates.read(self.cell("birth"), today=today, counts_from_1904=self.judge.counts_from_1904)
        )
        if day:
            self.values["birth"] = day.isoformat()
            self._age(dates.years(day, today))
        for code, read in (("phone", phones.read), ("email", emails.read)):
            value = self.take(code, read(self.cell(code)))
            if value:
                self.values[code] = value
        self._sex()

    def _age(self, age: int) -> None:
        least, most = (1, 30) if self.judge.kind == columns.LEARNERS else (16, 90)
        if not least <= age <= most:
            self.say(DOUBT, f"Возраст {age}: проверьте дату рождения", "Исправьте дату или подтвердите.", code="birth")

    def _sex(self) -> None:
        said = self.take("sex", _sex(self.cell("sex")))
        if not self.values.get("given"):
            return
        patronymic = self.values["patronymic"]
        guessed = gender.of_parts(self.values["surname"], self.values["given"], patronymic) if patronymic else ""
        if said and guessed and said != guessed:
            self.say(DOUBT, "Пол не подходит к отчеству", "Исправьте пол или отчество либо подтвердите.", code="sex")
        if said or guessed:
            self.values |= {"sex": said or guessed, "sex_said": bool(said)}

    def group(self) -> None:
        code = "group" if "group" in self.judge.at else "grade"
        if code == "group" and "letter" not in self.judge.at:
            read = classes.read(self.cell("group"))
        else:
            read = classes.joined(self.cell(code), self.cell("letter"))
        study = self.take(code, read)
        if study is None and not read.remarks:
            study = self.judge.group
            if study is None:
                self.say(FAULT, "Не указан класс", "Впишите класс, например 9А.", code=code)
        if study:
            self.values["group"] = {**study._asdict(), "key": study.key}

    def guardians(self) -> None:
        """Gather guardians from all their columns; one person is named once."""
        gathered: list[Guardian] = []
        for slot in self.judge.slots:
            gathered += self._slot(slot)
        seen: set[str] = set()
        for one in gathered:
            key = one.name.full.casefold().replace("ё", "е")
            if key in seen:
                self.say(FAULT, f"{one.name.full}: назван представителем дважды", "Оставьте одну запись.")
            seen.add(key)
            if not one.right:
                self.found.append(Found(-1, *guardians.without_right(one)))
        if gathered:
            self.values["guardians"] = [
                {**one.name._asdict(), "right": one.right or OTHER, "phone": one.phone, "email": one.email}
                for one in gathered
            ]

    def _slot(self, slot: str) -> list[Guardian]:
        usual = slot if slot in (MOTHER, FATHER) else ""
        named = self.take(slot, guardians.read(self.cell(slot)))
        if named is None and f"{slot}.surname" in self.judge.at:
            name = self._name(f"{slot}.")
            named = (Guardian(name),) if name else None
        right = self.take(f"{slot}.right", guardians.read_right(self.cell(f"{slot}.right")))
        phone = self.take(f"{slot}.phone", phones.read(self.cell(f"{slot}.phone"))) or ""
        email = self.take(f"{slot}.email", emails.read(self.cell(f"{slot}.email"))) or ""
        if not named:
            if phone or email:
                self.say(
                    NOTE, "Телефон или почта представителя без имени: не записать", "Впишите ФИО.", code=f"{slot}.phone"
                )
            return []
        return self._with_contacts(slot, list(named), right or usual, phone, email)

    def _with_contacts(self, slot: str, named: list[Guardian], right: str, phone: str, email: str) -> list[Guardian]:
        """Give the contacts of the columns beside to those named; to whom of several they belong is asked."""
        numbers = phone.split(", ") if phone else []
        if len(named) == 1:
            numbers = [phone]
        elif numbers and len(numbers) != len(named):
            self.say(DOUBT, "Чей телефон, не ясно", f"Запишем его: {named[0].name.full}.", code=f"{slot}.phone")
        if email and len(named) > 1:
            self.say(DOUBT, "Чья почта, не ясно", f"Запишем её: {named[0].name.full}.", code=f"{slot}.email")
        numbers += [""] * (len(named) - len(numbers))
        return [
            one._replace(
                right=one.right or right,
                phone=one.phone or number,
                email=one.email or ("" if index else email),
            )
            for index, (one, number) in enumerate(zip(named, numbers, strict=False))
        ]

    def work(self) -> None:
        """Read the positions of a member of staff and what goes with them."""
        said = [clean(part) for part in _PARTED.split(self.cell("position"))]
        titles = [part[0].lower() + part[1:] if part[1:2].islower() else part for part in said if not is_blank(part)]
        if any(len(title) > TEXT for title in titles):
            self.say(FAULT, "Должность длиннее 200 знаков", "Оставьте название должности.", code="position")
            return
        if titles:
            self.values["positions"] = list(dict.fromkeys(titles))
        for code, most in (("subject", TEXT), ("category", 100)):
            text = clean(self.cell(code))
            if len(text) > most:
                self.say(FAULT, f"{shown(text)}: длиннее {most} знаков", "Сократите.", code=code)
            elif not is_blank(text):
                self.values[code] = text
        since = self.take("experience", dates.experience(self.cell("experience"), today=self.judge.today))
        if since:
            self.values["experience"] = since.isoformat()
        if not titles and any(code in self.values for code in ("subject", "category", "experience")):
            self.say(NOTE, "Должности нет, поэтому предмет, категорию и стаж не записать", code="position")


def _sex(text: str) -> Understood:
    said = clean(text).casefold().rstrip(".")
    if is_blank(said):
        return NOTHING
    if said in _MALE:
        return Understood("m")
    return Understood("f") if said in _FEMALE else fault(f"{shown(clean(text))}: пол не понят", "Напишите «м» или «ж».")
