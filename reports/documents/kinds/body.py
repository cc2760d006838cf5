"""The blocks a document is made of, as the curator edits them: names, fields, and what is wrong with a body. Pure."""

import re
from collections.abc import Callable, Mapping
from typing import Any

LONGEST = 4000  # letters of one block
MOST = 200  # blocks of a document
CELLS = 2000  # cells of a table

# Conditions under which a block is printed, in words for the form.
CONDITIONS = {
    "grounds": "есть правовые основания",
    "one_lead": "за формы отвечает один человек",
    "many_leads": "за формы отвечают несколько человек",
    "technician": "есть технический специалист",
    "no_technician": "нет технического специалиста",
    "psychologist": "есть педагог-психолог",
    "hr": "есть специалист по кадрам",
    "no_hr": "нет специалиста по кадрам",
    "footnotes": "в плане есть сноски",
    "plan_period": "в названии плана нет годов",
    "protocols": "есть протоколы о кандидатах",
    "attachments": "есть протоколы прикрепления",
    "councils": "есть протоколы совета обучающихся",
    "deciders": "известно, кто решает о парах",
    "heard": "выслушано чьё-то мнение",
    "waves": "есть опросы",
    "no_waves": "опросов ещё нет",
    "finale": "назначено итоговое мероприятие",
    "no_finale": "итоговое мероприятие ещё не назначено",
    "thanked": "есть кого поощрить",
    "proposed": "есть кого представить к премированию",
    "by_form": "есть пары",
    "no_by_form": "пар нет",
    "compared": "опросы сравнивали",
    "no_compared": "опросы не сравнивали",
    "with_learners": "среди участников есть обучающиеся: всё, кроме детского сада",
    "of_school": "организация — школа",
    "of_college": "организация — колледж",
    "of_kindergarten": "организация — детский сад",
    "of_additional": "организация дополнительного образования или центр",
    "earlier": "есть прежний приказ об этом",
    "no_earlier": "прежнего приказа об этом нет",
    "targets": "на годы программы есть цели охвата",
}
# What one point is repeated for, in words for the form.
REPEATS = {
    "leads": "для каждого ответственного за форму",
    "forms": "для каждой формы программы",
    "rows": "для каждой записи",
}
TABLES = {
    "group": "состав рабочей группы",
    "roadmap": "план мероприятий",
    "mentees": "наставляемые из реестра",
    "mentors": "наставники из реестра",
    "lessons": "занятия школы наставников",
    "trainees": "слушатели школы наставников",
    "training": "программа школы наставников",
    "base_mentees": "база наставляемых в столбцах типовой формы",
    "base_mentors": "база наставников в столбцах типовой формы",
    "criteria": "критерии отбора наставников",
    "pairs": "наставнические пары и группы",
    "plans": "индивидуальные планы пар",
    "waves": "график опросов",
    "thanked": "поощряемые участники",
    "proposed": "представленные к премированию",
    "results": "показатели программы: план и факт",
    "by_form": "участники и пары по формам",
    "work": "работа пар и программы в числах",
    "compared": "опросы до и после",
    "subject": "таблица из записи",
    "passport": "паспорт программы",
    "targets": "цели охвата на годы программы",
    "forms": "формы программы: кто кому помогает",
    "decisions": "кто решает о парах каждой формы",
    "programme_forms": "формы программы, их ролевые модели и ответственные",
}
READERS = {
    "mentors": "все наставники из реестра",
    "staff": "все работники",
}
SIGNERS = {
    "head": "руководитель",
    "chair": "председатель рабочей группы",
    "secretary": "секретарь",
    "curator": "куратор",
    "commission": "комиссия",
    "hand": "кто подписывает, от руки",
}
# As whom somebody signs, whatever their post.
ROLES = {"mentor": "Наставник", "council_chair": "Председатель совета", "council_secretary": "Секретарь совета"}

_PERSON = re.compile(r"person:[1-9][0-9]{0,17}", re.ASCII)
_TEXT, _FLAG, _WHEN = "text", "flag", "when"
# Each block's fields; a field with «!» must be there.
BLOCKS: Mapping[str, Mapping[str, str]] = {
    "letterhead": {},
    "name": {},
    "registration": {"before": _TEXT},
    "addressee": {"text!": _TEXT},
    "heading": {},
    "preamble": {"text!": _TEXT, "when": _WHEN},
    "paragraph": {"text!": _TEXT, "flat": _FLAG, "centered": _FLAG, "bold": _FLAG, "when": _WHEN, "each": "each"},
    "point": {"text!": _TEXT, "level": "level", "restart": _FLAG, "bold": _FLAG, "when": _WHEN, "each": "each"},
    "table": {"of": "of", "columns": "columns", "rows": "rows", "when": _WHEN},
    "notes": {},
    "signature": {"who!": "who", "dated": _FLAG, "role": "role"},
    "acquaintance": {"title!": _TEXT, "also": "people", "of": "readers"},
}
ANNEX: Mapping[str, str] = {
    "key!": "key",
    "title!": _TEXT,
    "approved": _TEXT,
    "of": "of",
    "when": _WHEN,
    "blocks!": "blocks",
}

BLOCK_WORDS = {
    "letterhead": "шапка организации",
    "name": "название вида документа",
    "registration": "дата и номер",
    "addressee": "адресат",
    "heading": "заголовок",
    "preamble": "преамбула",
    "paragraph": "абзац",
    "point": "пункт",
    "table": "таблица",
    "notes": "сноски плана",
    "signature": "подпись",
    "acquaintance": "лист ознакомления",
    "annex": "приложение",
}


class BadBody(Exception):
    """A body that no document can have; carries the Russian sentence with the place."""


def check_body(body: Any) -> None:
    """Refuse whatever is not a list of known blocks with known fields of the right sort."""
    if not isinstance(body, list) or len(body) > MOST:
        raise BadBody(f"Текст документа — список блоков, не больше {MOST}.")
    keys: list[str] = []
    ended = False
    for number, block in enumerate(body, 1):
        if isinstance(block, Mapping) and block.get("block") == "annex":
            ended = True
            _check_annex(block, f"Блок {number}", keys)
        elif ended:
            raise BadBody(f"Блок {number}: после приложений ничего не стоит. Перенесите его выше.")
        else:
            _check_block(block, f"Блок {number}")
    if doubled := next((key for key in keys if keys.count(key) > 1), ""):
        raise BadBody(f"Ключ «{doubled}» стоит у двух приложений. Уберите одно из них.")


def _check_annex(block: Mapping, place: str, keys: list[str]) -> None:
    _check_fields(block, ANNEX, place)
    keys.append(block["key"])
    for number, inner in enumerate(block["blocks"], 1):
        _check_block(inner, f"{place}, блок {number}")


def _check_block(block: Any, place: str) -> None:
    if not isinstance(block, Mapping) or not _is_one_of(BLOCKS)(block.get("block")):
        raise BadBody(f"{place}: такого блока не бывает.")
    _check_fields(block, BLOCKS[block["block"]], place)
    if block["block"] == "table" and ("of" in block) == ("rows" in block):
        raise BadBody(f"{place}: таблица либо берётся из данных, либо набрана строками.")
    if block["block"] == "table" and "rows" in block:
        _check_table(block, place)


def _check_fields(block: Mapping, fields: Mapping[str, str], place: str) -> None:
    allowed = {name.rstrip("!"): sort for name, sort in fields.items()}
    for name in fields:
        if name.endswith("!") and name[:-1] not in block:
            raise BadBody(f"{place}: не хватает «{name[:-1]}».")
    for name, value in block.items():
        if name == "block":
            continue
        if name not in allowed:
            raise BadBody(f"{place}: лишнее поле «{name}».")
        if not _SORTS[allowed[name]](value):
            raise BadBody(f"{place}: поле «{name}» заполнено неверно.")


def _is_one_of(words: Mapping[str, Any]) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, str) and value in words


def _is_signer(value: Any) -> bool:
    """Take a signer by duty, or by the number of their row: «person:17»."""
    return _is_one_of(SIGNERS)(value) or (isinstance(value, str) and bool(_PERSON.fullmatch(value)))


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip()) and len(value) <= LONGEST


def _is_key(value: Any) -> bool:
    return isinstance(value, str) and value.isascii() and value.replace("_", "a").isalnum() and len(value) <= 30


def _is_people(value: Any) -> bool:
    return isinstance(value, list) and len(value) <= MOST and all(type(one) is int and one > 0 for one in value)


def _is_columns(value: Any) -> bool:
    return isinstance(value, list) and 1 <= len(value) <= 12 and all(_is_column(one) for one in value)


def _is_column(value: Any) -> bool:
    return (
        isinstance(value, Mapping)
        and value.keys() == {"heading", "share"}
        and _is_text(value["heading"])
        and type(value["share"]) is int
        and 0 < value["share"] <= 100
    )


def _is_rows(value: Any) -> bool:
    return isinstance(value, list) and all(_is_row(row) for row in value)


def _is_row(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(cell, str) and len(cell) <= LONGEST for cell in value)


def _check_table(block: Mapping, place: str) -> None:
    columns, rows = block.get("columns"), block["rows"]
    if not columns or sum(column["share"] for column in columns) != 100:
        raise BadBody(f"{place}: ширины столбцов должны составлять вместе 100.")
    if any(len(row) not in (1, len(columns)) for row in rows) or len(rows) * len(columns) > CELLS:
        raise BadBody(f"{place}: в строке таблицы столько ячеек, сколько столбцов, или одна на всю ширину.")


_SORTS = {
    _TEXT: _is_text,
    _FLAG: lambda value: isinstance(value, bool),
    _WHEN: _is_one_of(CONDITIONS),
    "each": _is_one_of(REPEATS),
    "role": _is_one_of(ROLES),
    "level": lambda value: type(value) is int and value in (1, 2),
    "key": _is_key,
    "of": _is_one_of(TABLES),
    "readers": _is_one_of(READERS),
    "who": _is_signer,
    "people": _is_people,
    "columns": _is_columns,
    "rows": _is_rows,
    "blocks": lambda value: isinstance(value, list) and len(value) <= MOST,
}
