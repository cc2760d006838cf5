"""Names of people: one cell or three, any capitals, whoever stands first."""

import re
from functools import lru_cache
from typing import NamedTuple

from mentoring.people.importing.letters import clean, cyrillic, has_cyrillic, has_latin
from mentoring.people.importing.remarks import (
    DOUBT,
    FAULT,
    NOTE,
    NOTHING,
    Remark,
    Understood,
    fault,
    formula_error,
    is_blank,
    shown,
)

LONGEST = 100
_PATRONYMIC = re.compile(r".+(?:вич|ьич|[иы]ч|вна|ична|инична)$", re.IGNORECASE)
_OF_THE_EAST = {"оглы", "оглу", "кызы", "гызы", "кизи", "угли", "улы", "уулу", "заде"}
_SMALL = {"де", "да", "дель", "ди", "фон", "ван", "дер", "аль", "эль", "ибн", "бен", "бин", "ла", "ле"}
_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ`-][^\W\d_]+)*\.?")
_HYPHENS = re.compile(r"\s*[-‐‑‒–—−]\s*")
_INITIAL = re.compile(r"(?:^|\s)[^\W\d_]\.|(?:^|\s)[^\W\d_](?=\s|$)")
ORDER = "Напишите в порядке: фамилия, имя, отчество."
ASKED = {"surname": "фамилия", "given": "имя", "patronymic": "отчество"}


class Name(NamedTuple):
    surname: str
    given: str
    patronymic: str = ""

    @property
    def full(self) -> str:
        return " ".join(part for part in self if part)


@lru_cache(maxsize=50_000)
def part(text: str, which: str) -> Understood:
    """Read a cell with one part of a name: `surname`, `given` or `patronymic`."""
    seen = clean(text)
    if is_blank(seen):
        return NOTHING
    wrong = _wrong(seen)
    if wrong:
        return wrong
    if _INITIAL.search(seen) and len(seen.strip(".")) <= 2:
        return fault(f"{shown(seen)}: {ASKED[which]} сокращением", "Напишите целиком.")
    words = _HYPHENS.sub("-", seen).split()
    most = 3 if which != "given" else 2
    if len(words) > most:
        return fault(
            f"{shown(seen)}: слишком много слов для одного столбца", "Оставьте здесь только " + ASKED[which] + "."
        )
    if which == "surname" and len(words) > 1 and not _belong(words):
        return fault(
            f"{shown(seen)}: в столбце фамилии несколько слов",
            "Если здесь ФИО целиком, скажите это над таблицей, в выборе столбца.",
        )
    return _spelled(" ".join(words), seen)


@lru_cache(maxsize=50_000)
def whole(text: str) -> Understood:
    """Read a cell with the whole name."""
    seen = clean(text)
    if is_blank(seen):
        return NOTHING
    if _INITIAL.search(seen):
        return fault(f"{shown(seen)}: имя или отчество сокращено", "Напишите имя и отчество целиком.")
    wrong = _wrong(seen)
    if wrong:
        return wrong
    words = _HYPHENS.sub("-", seen).split()
    if len(words) < 2:
        return fault(f"{shown(seen)}: только одно слово", "Нужны фамилия и имя. " + ORDER)
    if len(words) == 2 and _PATRONYMIC.fullmatch(words[1]):
        return fault(f"{shown(seen)}: похоже на имя и отчество без фамилии", "Впишите фамилию. " + ORDER)
    parted = _parted(words)
    if parted is None:
        return fault(f"{shown(seen)}: не ясно, где фамилия, имя и отчество", "Разнесите их по трём столбцам.")
    read = [_spelled(one, one) if one else NOTHING for one in parted]
    remarks = tuple(dict.fromkeys(remark for one in read for remark in one.remarks if remark.level != NOTE))
    name = Name(*(one.value or "" for one in read))
    if any(remark.level == FAULT for remark in remarks):
        return Understood(None, remarks)
    if not remarks and name.full != seen:
        remarks = (Remark(NOTE, f"{shown(seen)} записали как «{name.full}»"),)
    turned = _turned(name)
    if turned:
        remarks += (Remark(DOUBT, f"{shown(seen)}: похоже, фамилия стоит не первой", ORDER),)
        name = turned
    return Understood(name, remarks)


def _parted(words: list[str]) -> tuple[str, str, str] | None:
    """Part the words among surname, given name and patronymic."""
    patronymic = ""
    if len(words) > 3 and words[-1].casefold() in _OF_THE_EAST:
        *words, father, ending = words
        patronymic = f"{father} {ending}"
    elif len(words) == 3 and words[-1].casefold() not in _OF_THE_EAST:
        *words, patronymic = words
    leading = 1
    while leading < len(words) - 1 and words[leading - 1].casefold() in _SMALL:
        leading += 1
    surname, rest = " ".join(words[:leading]), words[leading:]
    if len(rest) == 2 and not patronymic:
        rest, patronymic = rest[:1], rest[1]
    if len(rest) != 1 or patronymic.casefold() in _OF_THE_EAST:
        return None
    return surname, rest[0], patronymic


def _turned(name: Name) -> Name | None:
    """Give the usual order of «Иван Петрович Сидоров»: a patronymic in the middle and none at the end."""
    if name.patronymic and _PATRONYMIC.match(name.given) and not _is_patronymic(name.patronymic):
        return Name(name.patronymic, name.surname, name.given)
    return None


def _is_patronymic(text: str) -> bool:
    return bool(_PATRONYMIC.match(text)) or text.split()[-1].casefold() in _OF_THE_EAST


def _belong(words: list[str]) -> bool:
    """Tell whether several words are one surname: «фон Берг», «де ла Крус»."""
    return all(word.casefold() in _SMALL for word in words[:-1])


def _wrong(seen: str) -> Understood | None:
    """Say what no name has."""
    if wrong := formula_error(seen, "имя"):
        return wrong
    if len(seen) > LONGEST:
        return fault(f"{shown(seen)}: длиннее {LONGEST} знаков", "Оставьте в ячейке только имя.")
    if any(sign.isdigit() for sign in seen):
        return fault(f"{shown(seen)}: в имени цифры", "Уберите цифры.")
    if "(" in seen or "/" in seen:
        return fault(f"{shown(seen)}: два варианта имени", "Оставьте одну фамилию, нынешнюю.")
    if not all(_WORD.fullmatch(word) for word in _HYPHENS.sub("-", seen).split()):
        return fault(f"{shown(seen)}: знаки, которых в именах не бывает", "Оставьте буквы, дефис и пробел.")
    return None


def _spelled(text: str, seen: str) -> Understood:
    """Give the usual spelling; say what differs from the file."""
    remarks: list[Remark] = []
    if has_latin(text) and has_cyrillic(text):
        mended = cyrillic(text)
        if has_latin(mended):
            return fault(f"{shown(seen)}: русские и латинские буквы вместе", "Наберите имя заново русскими буквами.")
        remarks.append(Remark(DOUBT, f"{shown(seen)}: среди русских букв латинские", f"Поняли как «{_cased(mended)}»."))
        text = mended
    elif has_latin(text):
        remarks.append(Remark(DOUBT, f"{shown(seen)}: написано латиницей", "Если имя русское, наберите его по-русски."))
    elif not has_cyrillic(text):
        return fault(f"{shown(seen)}: буквы не русские и не латинские", "Напишите имя русскими буквами.")
    spelled = _cased(text.rstrip("."))
    if not remarks and spelled != seen:
        remarks.append(Remark(NOTE, f"{shown(seen)} записали как «{spelled}»"))
    return Understood(spelled, tuple(remarks))


def _cased(text: str) -> str:
    return " ".join(
        word.casefold() if word.casefold() in _OF_THE_EAST | _SMALL else _capital(word) for word in text.split(" ")
    )


def _capital(word: str) -> str:
    """Write «ПЕТРОВ-ВОДКИН» and «о'коннор» as usual; leave «МакДональд» as it is."""
    if not (word.isupper() or word.islower()):
        return word if word[0].isupper() else word[0].upper() + word[1:]
    return re.sub(r"[^\W\d_]+", lambda found: found[0][0].upper() + found[0][1:].lower(), word)
