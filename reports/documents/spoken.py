"""Placeholders as a curator writes them: `{curator|who acc}` is shown and typed as «{{ куратор|вин }}». Pure.

What the table does not know passes through with its own name, so a text that goes there and back never changes.
"""

import re
from datetime import date

from mentoring.calendar import words
from mentoring.calendar.words import NBSP

NAMES = {
    "curator": "куратор",
    "head": "руководитель",
    "deputy": "заместитель",
    "methodist": "методист",
    "psychologist": "психолог",
    "hr": "кадры",
    "technician": "техник",
    "chair": "председатель",
    "secretary": "секретарь",
    "lead": "ответственный",
    "lead.forms": "его формы",
    "lead.titles": "названия его форм",
    "trainer": "ведущий школы наставников",
    "period": "период",
    "period.end": "конец периода",
    "programme.title": "программа",
    "group.names": "рабочая группа",
    "group.count": "число в рабочей группе",
    "grounds": "основания",
    "organization.full": "организация",
    "organization.short": "организация кратко",
    "organization.place": "населённый пункт",
    "organization.founder": "учредитель",
    "roadmap.word": "план",
    "roadmap.of": "чего план",
    "roadmap.title": "название плана",
    "roadmap.period": "период плана",
    "protocols": "протоколы о кандидатах",
    "attachments": "протоколы прикрепления",
    "councils": "протоколы совета обучающихся",
    "deciders": "кто решает",
    "heard": "чьё мнение",
    "curator.contact": "связь с куратором",
    "training.total": "итог занятий",
    "marks.best": "высшая оценка",
    "marks.enough": "порог рекомендации",
    "marks.reserve": "порог резерва",
    "form.title": "форма",
    "form.mentor": "совет наставнику",
    "form.mentee": "совет наставляемому",
    "form.parent": "совет родителям",
    "annex": "приложение",
    "person": "человек",
    "group_teacher": "ведущий класс",
    "group_teachers": "ведущие классы",
    "labour": "дополнительное соглашение",
    "earlier": "прежний приказ",
    "conclusions": "выводы куратора",
    "finale": "итоговое мероприятие",
    "event": "мероприятие",
    "invited": "приглашённые",
    "invited.dear": "обращение к приглашённым",
    "about": "изменяемый документ",
    "about.title": "заголовок изменяемого документа",
}
HOW = {
    "nom": "им",
    "gen": "род",
    "dat": "дат",
    "acc": "вин",
    "ins": "твор",
    "prep": "предл",
    "name": "имя",
    "position": "должность",
    "who": "кто",
    "full": "полностью",
    "before": "инициалы впереди",
}
_TERM = "срок"
_CODES, _SAID = {said: code for code, said in NAMES.items()}, {said: code for code, said in HOW.items()}
_CODE = re.compile(r"\{([^{}]*)\}")
_SPOKEN = re.compile(r"\{\{([^{}]*)\}\}")
_COUNTED = re.compile(r"\+(\d{1,3})(?: рабоч(?:ий|их) д(?:ень|ня|ней))?", re.ASCII)
_DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", re.ASCII)


def spoken(text: str) -> str:
    """Write the placeholders of a text in Russian."""
    return _CODE.sub(lambda found: f"{{{{ {_say(found[1])} }}}}", text)


def coded(text: str) -> str:
    """Return a text as it is kept; a placeholder of nobody's stays in single braces, for the checks to name."""
    return _SPOKEN.sub(lambda found: f"{{{_read(found[1])}}}", text)


def _say(inside: str) -> str:
    name, bar, how = (part.strip() for part in inside.partition("|"))
    key, colon, argument = name.partition(":")
    if key == "due" and colon:
        return f"{_TERM} {_day_said(argument)}"
    said = NAMES.get(key, key) + (f" {argument}" if colon else "")
    return f"{said}|{' '.join(HOW.get(word, word) for word in how.split())}" if bar else said


def _read(inside: str) -> str:
    name, bar, how = (" ".join(part.split()) for part in inside.partition("|"))
    if name.startswith(f"{_TERM} "):
        return f"due:{_day_read(name.removeprefix(f'{_TERM} '))}"
    for key in ("annex", "person"):
        if name.startswith(f"{NAMES[key]} "):
            name = f"{key}:{name.removeprefix(f'{NAMES[key]} ')}"
    name = _CODES.get(name.lower(), name)
    return f"{name}|{_how_read(how)}" if bar else name


def _how_read(how: str) -> str:
    how = how.lower().replace(HOW["before"], "before")
    return " ".join(_SAID.get(word.rstrip("."), word) for word in how.split())


def _day_said(argument: str) -> str:
    """Say «+10 рабочих дней» or «04.12.2026»."""
    if argument.startswith("+") and argument[1:].isdecimal():
        return "+" + words.counted(int(argument[1:]), "рабочий день", "рабочих дня", "рабочих дней").replace(NBSP, " ")
    try:
        return words.digits(date.fromisoformat(argument))
    except ValueError:
        return argument


def _day_read(said: str) -> str:
    if counted := _COUNTED.fullmatch(said):
        return f"+{int(counted[1])}"
    if found := _DAY.fullmatch(said):
        return f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}"
    return said
