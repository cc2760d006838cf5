"""What the page of a list shows: its columns, its rows by what will happen to them, questions with answers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from mentoring.accounts import vocabulary
from mentoring.calendar import words
from mentoring.people import deciding
from mentoring.people.deciding import CELLS, NEW, SKIP, TAKE
from mentoring.people.importing import columns
from mentoring.people.importing.remarks import DOUBT, FAULT, NOTE
from mentoring.people.models import Guardianship, ImportBatch, ImportRow, Person

Verdict = ImportRow.Verdict
PAGE = 50
TABS = (
    (Verdict.NEW, "Новые"),
    (Verdict.CHANGED, "Изменятся"),
    (Verdict.DOUBTFUL, "Решить"),
    (Verdict.REFUSED, "Не внести"),
    (Verdict.SAME, "Без изменений"),
)
_TONES = {NOTE: "", DOUBT: "warn", FAULT: "bad"}


@dataclass(frozen=True)
class Tab:
    code: str
    title: str
    count: int
    chosen: bool


def tabs(batch: ImportBatch, asked: str) -> list[Tab]:
    """Give the tabs that hold something; the first of them is open unless another is asked for."""
    counts = {code: batch.counts.get(code, 0) for code, _ in TABS}
    decided = ImportRow.objects.filter(batch=batch).exclude(choices={}).exclude(verdict=Verdict.DOUBTFUL).count()
    counts[Verdict.DOUBTFUL] += decided
    shown = [(code, title) for code, title in TABS if counts[code]]
    codes = [code for code, _ in shown]
    first = Verdict.DOUBTFUL if batch.counts.get(Verdict.DOUBTFUL) else next(iter(codes), "")
    chosen = asked if asked in codes else first
    return [Tab(code, title, counts[code], code == chosen) for code, title in shown]


def rows(batch: ImportBatch, tab: str) -> QuerySet[ImportRow]:
    found = ImportRow.objects.filter(batch=batch).order_by("number")
    if tab == Verdict.DOUBTFUL:
        return found.filter(Q(verdict=tab) | ~Q(choices={}))
    return found.filter(verdict=tab)


@dataclass(frozen=True)
class Line:
    """A row of the file as the page tells it."""

    row: ImportRow
    place: str
    name: str
    facts: list[tuple[str, str]]
    remarks: list[dict[str, str]]
    changes: list[tuple[str, str, str]]
    questions: list[dict[str, Any]]
    is_open: bool


def line(row: ImportRow, headings: Sequence[str]) -> Line:
    said = [_remark(one, headings) for one in [*row.faults, *row.doubts] if not one.get("about")]
    changes = [
        (one["what"], deciding.shown(one, "before"), deciding.shown(one, "after")) for one in row.changes if one["what"]
    ]
    name = " ".join(row.values.get(part, "") for part in ("surname", "given", "patronymic")).strip()
    return Line(
        row=row,
        place=deciding.place_words(row.number),
        name=name or " · ".join(cell for cell in row.cells if cell)[:120],
        facts=facts(row.values),
        remarks=said,
        changes=changes,
        questions=questions(row),
        is_open=row.verdict == Verdict.DOUBTFUL,
    )


def _remark(one: dict[str, Any], headings: Sequence[str]) -> dict[str, str]:
    column = one.get("column", -1)
    where = headings[column] if 0 <= column < len(headings) and one["level"] != NOTE else ""
    return {"tone": _TONES[one["level"]], "where": where, "what": one["what"], "mend": one["mend"]}


def facts(values: dict[str, Any]) -> list[tuple[str, str]]:
    """Say what was understood, value by value."""
    said: list[tuple[str, str]] = []
    if values.get("group"):
        said.append(("класс", values["group"]["title"]))
    if values.get("birth"):
        said.append(("род.", words.digits(date.fromisoformat(values["birth"]))))
    if values.get("sex"):
        sure = "" if values["sex_said"] else " (по отчеству)"
        said.append(("пол", f"{Person.Sex(values['sex']).label}{sure}"))
    said += [("должность", title) for title in values.get("positions", ())]
    said += [
        (label, values[code]) for code, label in (("subject", "предмет"), ("category", "категория")) if values.get(code)
    ]
    if values.get("experience"):
        said.append(("стаж с", words.digits(date.fromisoformat(values["experience"]))))
    said += [(label, values[code]) for code, label in (("phone", "тел."), ("email", "почта")) if values.get(code)]
    for one in values.get("guardians", ()):
        reached = [one[part] for part in ("surname", "given", "patronymic") if one[part]]
        more = [part for part in (one["phone"], one["email"]) if part]
        said.append((str(Guardianship.Right(one["right"]).label), ", ".join([" ".join(reached), *more])))
    return said


def questions(row: ImportRow) -> list[dict[str, Any]]:
    """Give the questions about a row with the answers to choose from."""
    asked = []
    if any(one["level"] == DOUBT for one in row.faults):
        asked.append(_question(row, CELLS, "Так ли понято?", [(TAKE, "Понято верно")]))
    for one in row.doubts:
        if one["level"] == DOUBT:
            offered = [(str(pk), f"Это {label}") for pk, label in one["candidates"]] + [(NEW, "Это другой человек")]
            asked.append(_question(row, one["about"], one["what"], offered) | {"mend": one["mend"]})
    return asked


def _question(row: ImportRow, about: str, what: str, offered: list[tuple[str, str]]) -> dict[str, Any]:
    chosen = SKIP if SKIP in row.choices.values() else row.choices.get(about, "")
    options = [("", "Решите…"), *offered, (SKIP, "Не вносить строку")]
    return {
        "name": f"r{row.pk}-{about}",
        "what": what,
        "options": [{"value": value, "words": said, "chosen": value == chosen} for value, said in options],
    }


def answers(batch: ImportBatch, sent: Iterable[tuple[str, str]]) -> dict[int, dict[str, str]]:
    """Read the choices of a form; a row to be left out is left out by any of its questions."""
    found: dict[int, dict[str, str]] = {}
    for name, value in sent:
        number, _, about = name.removeprefix("r").partition("-")
        known = about == CELLS or about.startswith((deciding.WHO, "g"))
        if name.startswith("r") and number.isascii() and number.isdigit() and known and len(value) <= 20:
            found.setdefault(int(number), {})[about[:20]] = value
    return found


@dataclass(frozen=True)
class Column:
    """A column of the file: its heading, what stands in it, what it was taken for."""

    number: int
    heading: str
    sample: str
    code: str
    options: list[dict[str, Any]]

    @property
    def is_left(self) -> bool:
        """Whether something stands in it that was not taken; numbers of rows are nothing."""
        return not self.code and not self.heading.startswith(("№", "столбец ")) and self.heading.casefold() != "n"


def columns_of(batch: ImportBatch) -> list[Column]:
    first = ImportRow.objects.filter(batch=batch).order_by("number").values_list("cells", flat=True).first() or []
    fields = [("", "не брать"), *columns.FIELDS[batch.kind].items()]
    return [
        Column(
            number,
            heading or f"столбец {number + 1}",
            first[number] if number < len(first) else "",
            batch.columns[number],
            [{"value": code, "words": said, "chosen": code == batch.columns[number]} for code, said in fields],
        )
        for number, heading in enumerate(batch.found["headings"])
    ]


def other_kind(batch: ImportBatch) -> tuple[str, str]:
    """Name the list that a school usually loads beside this one: its kind and the words of a button."""
    if batch.kind == ImportBatch.Kind.STAFF:
        learners = vocabulary.of_kind(batch.organization.kind).learners
        return ImportBatch.Kind.LEARNERS, f"Загрузить список: {learners}"
    return ImportBatch.Kind.STAFF, "Загрузить список сотрудников"


def people(count: int) -> str:
    return words.counted(count, "человека", "человек", "человек")
