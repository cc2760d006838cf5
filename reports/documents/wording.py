"""Texts with placeholders: «Назначить {curator|who acc} куратором» becomes runs of words. Pure.

A placeholder is a name of a value, then, after «|», how to say it: `{curator|name acc}`, `{curator|position dat}`,
`{curator|who acc}` (position and name), `{organization.full|prep}`, `{annex:group|dat}`, `{due:2026-12-04}`,
`{due:+10}` (working days). Nothing is evaluated: a name is looked up in a table of plain values, and what is not
there is said to be missing.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from mentoring.calendar import words
from mentoring.calendar.workdays import SchoolCalendar
from mentoring.people.declension import Case
from reports.documents.paper import Run, Text

NBSP = words.NBSP
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_INSIDE = re.compile(r"\s*([a-z_]+(?:\.[a-z_]+)*(?::[a-z0-9_+.-]+)?)\s*(?:\|\s*([a-z ]*?)\s*)?", re.ASCII)
_AFTER, _STYLES = "after", ("after", "before", "full")
_ORGANISATIONS = ("organization.full", "organization.short", "organization.founder")
_SAYINGS = ("who", "name", "position")
_FURTHEST = 366  # working days of {due:+…}
ACTING = {
    Case.NOM: "исполняющий обязанности",
    Case.GEN: "исполняющего обязанности",
    Case.DAT: "исполняющему обязанности",
    Case.ACC: "исполняющего обязанности",
    Case.INS: "исполняющим обязанности",
    Case.PREP: "исполняющем обязанности",
}


class Forms(Protocol):
    """What declines: people and positions are named by the number of their row, the school by which name it is."""

    def name(self, person: int, case: Case, style: str) -> str: ...

    def position(self, position: int, case: Case) -> str: ...

    def own_name(self, naming: str, title: str, case: Case) -> str: ...


@dataclass(frozen=True)
class Worker:
    """A person in a place, as a paper names them; `acting_for` is the position they stand in for, in the genitive."""

    person: int
    position: int | None = None
    acting_for: str = ""


@dataclass(frozen=True)
class Phrase:
    """Words of ours by cases: «приложение № 1», «дорожная карта»."""

    forms: Mapping[str, str]

    def say(self, case: str) -> str:
        return self.forms[case]


Value = str | Worker | Phrase


@dataclass(frozen=True)
class Values:
    """Everything a text may name, and the day it is written on."""

    named: Mapping[str, Value | None]
    forms: Forms
    on: date
    calendar: SchoolCalendar

    def plus(self, more: Mapping[str, Value | None]) -> "Values":
        return replace(self, named={**self.named, **more})


@dataclass(frozen=True)
class Missing:
    """A placeholder that has nothing to say: the name that was asked for."""

    name: str

    @property
    def words(self) -> str:
        return f"[не указано: {label(self.name)}]"


@dataclass(frozen=True)
class Filled:
    """A text ready for paper: its words, whom it names, what it lacks."""

    text: Text
    people: tuple[int, ...] = ()
    missing: tuple[Missing, ...] = ()


# How a value is called where it is missing.
LABELS = {
    "curator": "куратор программы",
    "technician": "технический специалист",
    "hr": "специалист по кадрам",
    "psychologist": "педагог-психолог",
    "deputy": "заместитель руководителя",
    "methodist": "методист",
    "head": "руководитель организации",
    "chair": "председатель рабочей группы",
    "secretary": "секретарь рабочей группы",
    "lead": "ответственный за форму",
    "group": "состав рабочей группы",
    "annex": "приложение",
    "due": "срок",
    "person": "человек",
    "roadmap": "план мероприятий",
    "programme": "программа",
    "period": "период программы",
    "organization.full": "полное наименование организации",
    "organization.short": "краткое наименование организации",
    "organization.place": "населённый пункт",
    "organization.founder": "учредитель",
    "trainer": "кто ведёт школу наставников",
    "protocols": "протоколы о кандидатах",
    "mentees": "наставляемые в реестре",
    "mentors": "наставники в реестре",
    "lessons": "занятия школы наставников",
    "trainees": "слушатели школы наставников",
    "training": "занятия школы наставников",
    "base_mentees": "наставляемые в реестре",
    "base_mentors": "наставники в реестре",
    "criteria": "критерии отбора",
    "pairs": "пары, которые закрепляют",
    "plans": "согласованные планы пар",
    "attachments": "протоколы прикрепления",
    "councils": "протоколы совета обучающихся",
    "peers": "пары, о которых спрашивают совет обучающихся",
    "deciders": "кто решает о парах",
    "heard": "чьё мнение выслушано",
    "labour": "дополнительное соглашение",
    "waves": "опросы программы",
    "finale": "итоговое мероприятие",
    "thanked": "кого поощряют",
    "proposed": "кого представляют к премированию",
    "results": "показатели программы",
    "by_form": "пары программы",
    "work": "работа программы",
    "compared": "сравнение опросов",
    "conclusions": "выводы и предложения куратора",
    "invited": "кого приглашаем",
    "invited.dear": "обращение: «Уважаемые родители», «Уважаемые партнёры», «Уважаемые коллеги»",
    "event": "мероприятие, его день и место",
    "earlier": "прежний приказ",
    "group_teacher": "кто ведёт класс или группу",
    "group_teachers": "кто ведёт классы или группы",
    "grounds": "правовые основания",
    "passport": "сведения о программе",
    "targets": "цели охвата",
    "forms": "формы программы",
    "decisions": "формы программы",
    "programme_forms": "формы программы",
    "curator.contact": "телефон или почта куратора",
    "period.end": "конец программы",
    "training.total": "итог занятий школы наставников",
    "marks.best": "высшая оценка",
    "marks.enough": "порог рекомендации",
    "marks.reserve": "порог резерва",
    "form.title": "форма наставничества",
    "form.mentor": "совет наставнику",
    "form.mentee": "совет наставляемому",
    "form.parent": "совет родителям",
    "subject": "таблица из записи",
    "commission": "комиссия",
    "about": "изменяемый или отменяемый документ",
    "about.title": "заголовок изменяемого документа",
}
NOTHING_ASKED = "пустая подстановка"


def label(name: str) -> str:
    """Say in Russian what a placeholder asks for."""
    key, _, argument = name.partition(":")
    known = LABELS.get(key) or LABELS.get(key.split(".")[0])
    if known and argument:
        return f"{known} «{argument}»"
    return known or name or NOTHING_ASKED


def fill(text: str, values: Values) -> Filled:
    """Put values in place of placeholders; a missing one stays visible in brackets."""
    runs: list[Run] = []
    people: list[int] = []
    missing: list[Missing] = []
    at = 0
    for found in _PLACEHOLDER.finditer(text):
        runs.append(Run(text[at : found.start()]))
        said, person, lacks = _say(found[1], values)
        runs += said
        people += [person] if person else []
        missing += [lacks] if lacks else []
        at = found.end()
    runs.append(Run(text[at:]))
    return Filled(_joined(runs), tuple(dict.fromkeys(people)), tuple(dict.fromkeys(missing)))


def placeholders(text: str) -> Iterator[str]:
    """Yield the names of the values a text asks for."""
    for found in _PLACEHOLDER.finditer(text):
        inside = _INSIDE.fullmatch(found[1])
        yield inside[1] if inside else found[1].strip()


def loose_braces(text: str) -> bool:
    """Tell whether a brace stands alone: a placeholder that somebody cut."""
    rest = _PLACEHOLDER.sub("", text)
    return "{" in rest or "}" in rest


def settle(text: str, on: date, calendar: SchoolCalendar) -> str:
    """Put days in place of terms counted from today, so that the text does not change by itself tomorrow."""
    return re.sub(
        r"\{\s*due:\+(\d{1,3})\s*\}", lambda found: f"{{due:{_after(int(found[1]), on, calendar).isoformat()}}}", text
    )


def begin(text: Text) -> Text:
    """Write the first letter large; the word keeps its mark."""
    for place, run in enumerate(text):
        if run.text:
            return (*text[:place], replace(run, text=run.text[0].upper() + run.text[1:]), *text[place + 1 :])
    return text


def low(title: str) -> str:
    """Write a position as within a sentence: «Заместитель» small, «УВР» as it is."""
    return title[0].lower() + title[1:] if len(title) > 1 and title[1].islower() else title


def bold(text: Text) -> Text:
    return tuple(replace(run, bold=True) for run in text)


def _say(inside: str, values: Values) -> tuple[list[Run], int | None, Missing | None]:
    """Say one placeholder: its runs, whom it names, what it lacks."""
    asked = _INSIDE.fullmatch(inside)
    name, how = (asked[1], (asked[2] or "").split()) if asked else (inside.strip()[:60], [])
    value = _value(name, values) if asked else None
    runs: list[Run] = []
    person = None
    match value:
        case str() if not how:
            runs = [Run(value)] if value.strip() else []
        case str() if name in _ORGANISATIONS and len(how) == 1 and how[0] in tuple(Case) and value.strip():
            said = values.forms.own_name(name.partition(".")[2], value, Case(how[0]))
            runs = [_marked(said, name.replace(".", ":"), Case(how[0]))]
        case Phrase() if len(how) <= 1 and (how or ["nom"])[0] in value.forms:
            runs = [Run(value.say((how or ["nom"])[0]))]
        case Worker():
            runs, person = _worker(value, how or ["who", "nom"], values.forms), value.person
    if not runs:
        lacks = Missing(name)
        return [Run(lacks.words, bold=True)], None, lacks
    return runs, person, None


def _value(name: str, values: Values) -> Value | None:
    if name.startswith("due:"):
        return _day(name.removeprefix("due:"), values)
    return values.named.get(name)


def _day(said: str, values: Values) -> str | None:
    """Say a day of {due:…}: given itself, or counted in working days."""
    if re.fullmatch(r"\+\d{1,3}", said):
        return words.full(_after(int(said), values.on, values.calendar))
    try:
        return words.full(date.fromisoformat(said))
    except ValueError:
        return None


def _after(count: int, on: date, calendar: SchoolCalendar) -> date:
    """Count working days from a day; none at all is the nearest working day."""
    count = min(count, _FURTHEST)
    return calendar.add_working_days(on, count) if count else calendar.next_working(on)


def _worker(worker: Worker, how: list[str], forms: Forms) -> list[Run]:
    """Say who: `name acc`, `name acc full`, `position dat`, `who acc`; `acc` alone is `who acc`."""
    how = ["who", *how] if how[0] in tuple(Case) else how
    saying, case, style = (*how, "", "")[:3] if len(how) < 3 else how[:3]
    if len(how) > 3 or saying not in _SAYINGS or case not in tuple(Case) or (style and style not in _STYLES):
        return []
    case, style = Case(case), style or _AFTER
    position = _position(worker, case, forms)
    name = _marked(forms.name(worker.person, case, style), f"person:{worker.person}", case)
    if saying == "position":
        return position
    if saying == "name" or not position:
        return [name]
    return [*position, Run(" "), name]


def _position(worker: Worker, case: Case, forms: Forms) -> list[Run]:
    if worker.acting_for:
        return [Run(f"{ACTING[case]} {worker.acting_for}")]
    if worker.position is None:
        return []
    return [_marked(low(forms.position(worker.position, case)), f"position:{worker.position}", case)]


def _marked(text: str, whose: str, case: Case) -> Run:
    """Mark a word that was declined, so that a preview can show it; the nominative is the record itself."""
    return Run(text, word="" if case == Case.NOM else f"{whose}:{case}")


def _joined(runs: list[Run]) -> Text:
    """Drop empty pieces, join plain neighbours, and never set two full stops in a row."""
    joined: list[Run] = []
    for run in runs:
        if joined and joined[-1].text.endswith(".") and run.text.startswith(".") and not run.text.startswith(".."):
            run = replace(run, text=run.text[1:])
        if not run.text:
            continue
        last = joined[-1] if joined else None
        if last and not (run.word or last.word) and run.bold == last.bold:
            joined[-1] = replace(last, text=last.text + run.text)
        else:
            joined.append(run)
    return tuple(joined)
