"""The matrix of people and purposes as a page shows it: each cell in words, with a sign and a colour."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch

from mentoring.accounts.models import Membership
from mentoring.calendar import words
from mentoring.people import ages
from mentoring.people.consents import gates, rules
from mentoring.people.consents.rules import Act, Kind, Mark, Standing, Subject
from mentoring.people.models import ConsentKind, Enrollment, Person

Column = tuple[Kind, ...]
PAGE = 50
TONES = {
    Mark.GIVEN: "ok",
    Mark.SOON: "warn",
    Mark.MISSING: "",
    Mark.EXPIRED: "bad",
    Mark.WITHDRAWN: "bad",
    Mark.REFUSED: "bad",
    Mark.NEEDLESS: "",
}
SIGNS = {Mark.MISSING: "circle", Mark.SOON: "clock", Mark.WITHDRAWN: "x-lg", Mark.REFUSED: "x-lg"}


@dataclass(frozen=True)
class Cell:
    """How one person stands to one purpose."""

    heading: str
    standing: Standing
    gate: str

    @property
    def is_awaited(self) -> bool:
        """Tell whether the programme waits for this signature; the other purposes may stay closed for ever."""
        return self.standing.mark is Mark.MISSING and self.gate == ConsentKind.Gate.PROGRAMME

    @property
    def tone(self) -> str:
        return "warn" if self.is_awaited else TONES[self.standing.mark]

    @property
    def icon(self) -> str:
        return "exclamation-triangle" if self.is_awaited else SIGNS.get(self.standing.mark, "")

    @property
    def needless(self) -> bool:
        return self.standing.mark is Mark.NEEDLESS


@dataclass(frozen=True)
class Line:
    """One person of the matrix."""

    person: Person
    about: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Matrix:
    headings: tuple[str, ...]
    lines: tuple[Line, ...]


def heading(kind: Kind | ConsentKind) -> str:
    """Name a purpose below «Согласие»: «на участие ребёнка в программе»."""
    return rules.purpose(kind.title)


def of_page(people: Sequence[Person], kinds: Sequence[ConsentKind], today: date, *, by: Membership) -> Matrix:
    """Lay out these people, in three queries; a purpose that none of them needs has no column."""
    asked = [gates.kind_of(row) for row in kinds]
    subjects = gates.subjects_of(by.organization, [person.pk for person in people], today)
    acts = gates.acts_of(by.organization, subjects, asked)
    needed = columns([kind for kind in asked if any(rules.concerns(kind, one, today) for one in subjects.values())])
    lines = tuple(
        Line(person, about(person, today), _cells(person.pk, subjects[person.pk], acts, needed, today))
        for person in people
    )
    return Matrix(tuple(heading(column[0]) for column in needed), lines)


def columns(kinds: Iterable[Kind]) -> list[Column]:
    """Put a purpose of adults and the same one of children («… ребёнка») under one heading."""
    found: list[Column] = []
    for kind in kinds:
        twin = next((n for n, (one, *more) in enumerate(found) if not more and _twins(one, kind)), None)
        if twin is None:
            found.append((kind,))
        else:
            found[twin] = tuple(sorted((found[twin][0], kind), key=lambda one: len(one.title)))
    return found


def _twins(one: Kind, other: Kind) -> bool:
    short, long = sorted((one.title, other.title), key=len)
    return {one.whose, other.whose} == {"adult", "minor"} and one.gate == other.gate and long.startswith(short)


def with_groups(people, today: date):
    """Ask with the people in which class they are."""
    here = Enrollment.objects.on(today).select_related("group")
    return people.prefetch_related(Prefetch("enrollments", here, "classes"))


def about(person: Person, today: date) -> str:
    """Say of a person what decides who signs: the class, and the age."""
    groups = [one.group.title for one in person.classes]
    if person.birth_date is None:
        return ", ".join([*groups, "без даты рождения"] if groups else [])
    age = words.counted(ages.age_on(person.birth_date, today), "год", "года", "лет")
    return ", ".join([*groups, age])


def who_signs(subject: Subject, today: date) -> str:
    """Say who signs for a person of this age."""
    if not subject.is_minor(today):
        return "подписывает сам(а)"
    if subject.birth is None:
        return "дата рождения неизвестна: подписывает родитель"
    return "14–17 лет: подписывают родитель и ребёнок" if subject.signs_too(today) else "подписывает родитель"


def _cells(
    pk: int, subject: Subject, acts: Mapping[tuple[int, str], list[Act]], needed: Iterable[Column], today: date
) -> tuple[Cell, ...]:
    asked = [next((kind for kind in column if rules.concerns(kind, subject, today)), column[0]) for column in needed]
    return tuple(
        Cell(heading(kind), rules.standing(kind, subject, acts.get((pk, kind.code), ()), today), kind.gate)
        for kind in asked
    )
