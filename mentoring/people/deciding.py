"""What each row of a list will do: new, changed with before and after, same, to be decided, refused."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from mentoring.accounts.keys import russian_key
from mentoring.calendar import words
from mentoring.people import matching
from mentoring.people.importing import dates, phones
from mentoring.people.importing.remarks import DOUBT, FAULT, NOTE
from mentoring.people.matching import Facts, Guess
from mentoring.people.models import Guardianship, ImportRow, Person

Verdict = ImportRow.Verdict
SKIP, TAKE, NEW = "skip", "take", "new"
CELLS, WHO = "cells", "who"  # what a choice is about; guardians are «g0», «g1»
PLAIN = {"birth": "birth_date"}
WHAT = {
    "surname": "Фамилия",
    "given": "Имя",
    "patronymic": "Отчество",
    "sex": "Пол",
    "sex_confirmed": "Пол подтверждён",
    "birth_date": "Дата рождения",
    "phone": "Телефон",
    "email": "Почта",
    "subject": "Предмет",
    "category": "Категория",
    "experience_since": "Стаж с",
    "right": "Кем приходится",
}


class Staged(NamedTuple):
    """A row as it was read, with the answers given to its questions."""

    number: int
    values: dict[str, Any]
    refused: bool
    asks: bool
    choices: dict[str, str]


@dataclass
class Kin:
    """A guardian of a row: who it is, and through which row of the database."""

    values: dict[str, Any]
    person: int | None = None
    ward: int | None = None


@dataclass
class Plan:
    """What one row will do."""

    number: int
    values: dict[str, Any]
    verdict: str = Verdict.REFUSED
    person: int | None = None
    kin: list[Kin] = field(default_factory=list)
    doubts: list[dict[str, Any]] = field(default_factory=list)
    changes: list[dict[str, Any]] = field(default_factory=list)

    @property
    def is_taken(self) -> bool:
        return self.verdict in (Verdict.NEW, Verdict.CHANGED)

    def ask(self, about: str, what: str, mend: str, candidates: list[list]) -> None:
        self.doubts.append({"level": DOUBT, "about": about, "what": what, "mend": mend, "candidates": candidates})

    def say(self, level: str, what: str, mend: str = "") -> None:
        self.doubts.append({"level": level, "what": what, "mend": mend})

    def change(self, what: str, before: Any, after: Any, *, model: str = "", pk: int = 0, name: str = "") -> None:
        self.changes.append({"what": what, "before": before, "after": after, "model": model, "pk": pk, "field": name})


def plans(facts: Facts, kind: str, rows: Iterable[Staged], today: date) -> list[Plan]:
    """Decide about every row; those of one file are told apart from one another too."""
    table = _Table(facts, kind, today)
    return [table.plan(row) for row in rows]


class _Table:
    """The rows of one file as they are decided about, one after another."""

    def __init__(self, facts: Facts, kind: str, today: date):
        self.facts, self.kind, self.today = facts, kind, today
        self.named: dict[str, list[Staged]] = {}
        self.taken: dict[int, int] = {}  # person → number of the row
        self.kin: dict[str, set[str]] = {}

    def plan(self, row: Staged) -> Plan:
        plan = Plan(row.number, row.values)
        if row.refused or SKIP in row.choices.values():
            return plan
        self._doubles(plan, row)
        self._who(plan, row)
        if self.kind == matching.LEARNERS:
            self._kin(plan, row)
        open_cells = row.asks and row.choices.get(CELLS) != TAKE
        if any(one["level"] == FAULT for one in plan.doubts):
            return plan
        self.named.setdefault(matching.key_of(row.values), []).append(row)
        if plan.person is not None:
            self.taken[plan.person] = row.number
        if open_cells or any(one["level"] == DOUBT and not one.get("answered") for one in plan.doubts):
            plan.verdict = Verdict.DOUBTFUL
            return plan
        self._compare(plan)
        plan.verdict = Verdict.NEW if plan.person is None else Verdict.CHANGED if plan.changes else Verdict.SAME
        return plan

    def _doubles(self, plan: Plan, row: Staged) -> None:
        """Find the same person higher in the file."""
        birth = row.values.get("birth")
        for other in self.named.get(matching.key_of(row.values), ()):
            theirs = other.values.get("birth")
            if birth and theirs and birth != theirs:
                continue
            at = place_words(other.number)
            if birth and birth == theirs or _place(row.values) == _place(other.values):
                plan.say(FAULT, f"Этот человек уже есть: {at}", "Оставьте одну строку или укажите даты рождения.")
            else:
                self._ask_homonym(plan, row, at)

    def _ask_homonym(self, plan: Plan, row: Staged, at: str) -> None:
        about = f"{WHO}-file"
        plan.ask(about, f"Такое же имя: {at}", "Без дат рождения не ясно, один ли это человек.", [])
        plan.doubts[-1]["answered"] = row.choices.get(about) == NEW

    def _who(self, plan: Plan, row: Staged) -> None:
        guess = matching.who(self.facts, row.values)
        plan.person = self._answered(plan, row, WHO, guess, "Такой человек уже есть")
        if plan.person in self.taken:
            at = place_words(self.taken[plan.person])
            plan.say(FAULT, f"Этот человек уже назван: {at}", "Оставьте одну строку.")

    def _answered(self, plan: Plan, row: Staged, about: str, guess: Guess, what: str) -> int | None:
        """Take the answer to «who is it», or ask."""
        if not guess.candidates:
            return guess.person
        offered = [[pk, self._label(pk)] for pk in guess.candidates]
        plan.ask(about, what, "Имени мало: скажите, один ли это человек.", offered)
        answer = row.choices.get(about, "")
        chosen = next((pk for pk in guess.candidates if str(pk) == answer), None)
        plan.doubts[-1]["answered"] = chosen is not None or answer == NEW
        return chosen

    def _label(self, pk: int) -> str:
        known = self.facts.people[pk]
        place = self.facts.places.get(pk)
        more = [place.title] if place else []
        more += [f"род. {known.birth:%d.%m.%Y}"] if known.birth else []
        return ", ".join([known.full_name, *more, *([known.phone] if known.phone else [])])

    def _kin(self, plan: Plan, row: Staged) -> None:
        for index, values in enumerate(row.values.get("guardians", ())):
            guess = matching.guardian(self.facts, plan.person, values)
            name = " ".join(part for part in (values["surname"], values["given"], values["patronymic"]) if part)
            about = f"g{index}"
            person = self._answered(plan, row, about, guess, f"{name}: человек с таким именем уже есть")
            ward = next((one.pk for one in self.facts.wards.get(plan.person, ()) if one.guardian == person), None)
            plan.kin.append(Kin(values, person, ward))
            self._note_namesake(plan, values, name, person)

    def _note_namesake(self, plan: Plan, values: dict[str, Any], name: str, person: int | None) -> None:
        """Say that two guardians of one name without a telephone will be two people."""
        if person is not None:
            return
        reached = values["phone"] or values["email"]
        others = self.kin.setdefault(matching.key_of(values), set())
        if others and (not reached or reached not in others):
            plan.say(
                NOTE, f"{name}: такой представитель есть у другой строки, телефоны разные или их нет; внесём отдельно"
            )
        others.add(reached)

    def _compare(self, plan: Plan) -> None:
        """Say what changes in whom we know; a blank cell changes nothing."""
        if plan.person is None:
            return
        self._compare_person(plan, plan.person, plan.values, "")
        if self.kind == matching.LEARNERS:
            self._compare_place(plan)
            for kin in plan.kin:
                self._compare_kin(plan, kin)
        else:
            self._compare_posts(plan)

    def _compare_person(self, plan: Plan, pk: int, values: dict[str, Any], whose: str) -> None:
        known = self.facts.people[pk]
        for name, after in wanted(known, values).items():
            before = getattr(known, "birth" if name == "birth_date" else name)
            before = before.isoformat() if isinstance(before, date) else before
            plan.change(f"{whose}{WHAT[name]}", before, after, model="person", pk=pk, name=name)

    def _compare_place(self, plan: Plan) -> None:
        place, group = self.facts.places.get(plan.person), plan.values["group"]
        if place is None or place.key != group["key"]:
            plan.change("Класс", place.title if place else "", group["title"])

    def _compare_kin(self, plan: Plan, kin: Kin) -> None:
        name = " ".join(part for part in (kin.values["surname"], kin.values["given"], kin.values["patronymic"]) if part)
        if kin.person is not None:
            self._compare_person(plan, kin.person, kin.values, f"{name}: ")
        if kin.ward is None:
            right = Guardianship.Right(kin.values["right"]).label
            plan.change("Законный представитель", "", f"{name}, {right}")
            return
        ward = next(one for one in self.facts.wards[plan.person] if one.pk == kin.ward)
        if kin.values["right"] != Guardianship.Right.OTHER and ward.right != kin.values["right"]:
            plan.change(
                f"{name}: {WHAT['right'].lower()}",
                ward.right,
                kin.values["right"],
                model="guardianship",
                pk=ward.pk,
                name="right",
            )

    def _compare_posts(self, plan: Plan) -> None:
        held = {post.key: post for post in self.facts.posts.get(plan.person, ())}
        for index, title in enumerate(plan.values.get("positions", ())):
            post = held.get(russian_key(title))
            if post is None:
                plan.change("Должность", "", title)
                continue
            for name, after in post_values(plan.values, index).items():
                before = post.since if name == "experience_since" else getattr(post, name)
                if name == "experience_since" and before and _as_long(before, after, self.today):
                    continue
                before = before.isoformat() if isinstance(before, date) else before
                if after and after != before:
                    plan.change(WHAT[name], before, after, model="employment", pk=post.pk, name=name)


def wanted(known: matching.Known, values: dict[str, Any]) -> dict[str, Any]:
    """Give the fields of a person that a row says otherwise; «ё» is worth more than «е»."""
    found = {
        name: values[name]
        for name in ("surname", "given", "patronymic")
        if values[name].count("ё") > getattr(known, name).count("ё")
        or russian_key(values[name]) != russian_key(getattr(known, name))
        and values[name]
    }
    if values.get("birth") and values["birth"] != (known.birth.isoformat() if known.birth else ""):
        found["birth_date"] = values["birth"]
    if values.get("phone") and values["phone"] != (phones.read(known.phone).value or known.phone):
        found["phone"] = values["phone"]
    if values.get("email") and values["email"].casefold() != known.email.casefold():
        found["email"] = values["email"]
    if values.get("sex") and values["sex"] != known.sex and (values["sex_said"] or not known.sex):
        found["sex"] = values["sex"]
    if values.get("sex_said") and not known.sex_confirmed:
        found["sex_confirmed"] = True
    return found


def post_values(values: dict[str, Any], index: int) -> dict[str, Any]:
    """Give what goes with a position; subject, category and years belong to the one that teaches, else the first."""
    titles = values["positions"]
    teaching = next((at for at, title in enumerate(titles) if "учител" in title or "препод" in title), 0)
    if index != teaching:
        return {}
    return {
        "subject": values.get("subject", ""),
        "category": values.get("category", ""),
        "experience_since": values.get("experience"),
    }


def _as_long(before: date, after: str | None, today: date) -> bool:
    """Tell whether both days mean the same number of years today: «5 лет» said again changes nothing."""
    return not after or dates.years(before, today) == dates.years(date.fromisoformat(after), today)


def _place(values: dict[str, Any]) -> Any:
    return values["group"]["key"] if "group" in values else tuple(values.get("positions", ()))


def place_words(number: int) -> str:
    """Name a row as a person counts: sheets are a hundred thousand rows apart."""
    sheet, row = divmod(number, 100_000)
    return f"лист {sheet + 1}, строка {row}" if sheet else f"строка {row}"


def shown(change: dict[str, Any], side: str) -> str:
    """Say a value of a change in words."""
    value = change[side]
    if value in ("", None):
        return "не указано"
    if value is True or value is False:
        return "да" if value else "нет"
    if change["field"] in ("birth_date", "experience_since"):
        return words.digits(date.fromisoformat(value))
    if change["field"] == "sex":
        return str(Person.Sex(value).label)
    return str(Guardianship.Right(value).label) if change["field"] == "right" else str(value)
