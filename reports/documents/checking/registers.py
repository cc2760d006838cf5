"""Faults about participants: named without a consent, left out of a list, a school of mentors too small. Pure."""

from collections.abc import Iterator

from mentoring.calendar import words
from reports.documents.checking.fault import Fault, error, warning
from reports.documents.facts import Facts
from reports.documents.kinds.body import TABLES
from reports.documents.laying import Laid

_COURSES = "admin:registry_course_changelist"
_SHOWN = 3  # names in a remark


def find(laid: Laid, facts: Facts) -> Iterator[Fault]:
    if facts.lapsed:
        text = f"Согласие не действует: {words.some(facts.lapsed, _SHOWN)}."
        yield error("Имена в тексте", text, "Запишите согласие или уберите человека из текста.", "consents")
    if facts.first_needs:
        named = " или ".join(f"«{title}»" for title in facts.first_needs)
        yield warning("Документ", f"Раньше него нужен {named}.", "Сначала выпустите его.", "documents")
    for of, roster in facts.rosters.items():
        if roster.left_out:
            place = TABLES[of]
            yield warning(
                place[:1].upper() + place[1:],
                f"Не вошли, согласие не действует: {words.some(roster.left_out, _SHOWN)}.",
                "Запишите согласия или отметьте, что человек выбыл.",
                "consents",
            )
        if roster.elsewhere:
            yield warning(
                "Премирование",
                f"Не вошли, в организации не работают: {words.some(roster.elsewhere, _SHOWN)}.",
                "Замените премию благодарностью или уберите предложение.",
                "awards",
            )
    yield from _training(facts)


def _training(facts: Facts) -> Iterator[Fault]:
    """A group has at least three lessons, a programme five experts: the model asks for them."""
    school = facts.training
    if school is None:
        return
    for title, count in school.lessons:
        if count < school.least_lessons:
            said = f"{words.counted(count, 'занятие', 'занятия', 'занятий')}, а нужно не меньше {school.least_lessons}."
            yield warning(f"Группа «{title}»", said, "Добавьте занятия.", _COURSES)
    if school.experts < school.least_experts:
        count = words.counted(school.experts, "эксперт", "эксперта", "экспертов")
        said = f"{count}, а нужно не меньше {school.least_experts}."
        yield warning("Школа наставников", said, "Укажите в занятиях, кто их проводит.", _COURSES)
