"""Classes of a school and groups of a college, however they are written."""

import re
from functools import lru_cache
from typing import NamedTuple

from mentoring.people.importing.letters import clean, cyrillic, has_cyrillic, has_latin
from mentoring.people.importing.remarks import (
    DOUBT,
    NOTE,
    NOTHING,
    Remark,
    Understood,
    fault,
    formula_error,
    is_blank,
    shown,
)

LONGEST = 60
ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9, "X": 10, "XI": 11}
_QUOTES = re.compile(r"[«»\"'“”„‟’‘`´]")
_WORD = re.compile(r"\b(?:класс[аеу]?|кл|литера?|параллель)\b\.?", re.IGNORECASE)
_CLASS = re.compile(r"(\d{1,2})[\s._/-]*([^\W\d_])?")
_ROMAN = re.compile(r"([IVXХ]{1,4})[\s._/-]*([^\W\d_])?", re.IGNORECASE)
_GROUP = re.compile(
    r"[^\W\d_]{1,8}[\s-]?\d{1,4}(?:[\s./-]?[\w]{1,6}){0,3}|\d{1,4}[\s-]?[^\W\d_]{2,8}(?:[\s./-]?\w{1,4})?"
)
_DATE = re.compile(r"\d{1,2}\.\d{1,2}\.\d{4}|\d{4}-\d\d-\d\d")
_RARE = set("ЁЙЪЫЬ")
WRITE = "Напишите так: 9А."


class StudyClass(NamedTuple):
    """A class with its year and letter, or a group known by its title alone."""

    title: str
    grade: int | None = None
    letter: str = ""

    @property
    def key(self) -> str:
        """The same for all the ways to write one class."""
        return f"{self.grade} {self.letter}".strip() if self.grade else " ".join(_plain(self.title).casefold().split())


def _plain(title: str) -> str:
    return re.sub(r"[\W_]+", " ", _QUOTES.sub("", title)).strip()


def of(grade: int, letter: str) -> StudyClass:
    return StudyClass(f"{grade} «{letter}»" if letter else str(grade), grade, letter)


@lru_cache(maxsize=5_000)
def read(text: str) -> Understood:
    """Give the class or group of a cell."""
    seen = clean(text)
    if is_blank(seen):
        return NOTHING
    if wrong := formula_error(seen, "класс"):
        return wrong
    if _DATE.fullmatch(seen):
        return fault(f"{shown(seen)}: Excel принял класс за дату", "Сделайте столбец текстовым. " + WRITE)
    if len(seen) > LONGEST:
        return fault(f"{shown(seen)}: длиннее {LONGEST} знаков", WRITE)
    bare = clean(_WORD.sub(" ", _QUOTES.sub("", seen))).strip(" .")
    if found := _CLASS.fullmatch(bare):
        return _class(seen, int(found[1]), found[2] or "")
    if found := _ROMAN.fullmatch(bare):
        return _roman(seen, found)
    if not any(sign.isalpha() for sign in bare):
        return fault(f"{shown(seen)}: это не класс и не группа", WRITE)
    return _group(seen, bare)


def _class(seen: str, grade: int, letter: str, remarks: tuple[Remark, ...] = ()) -> Understood:
    letter = letter.upper()
    if letter and has_latin(letter):
        mended = cyrillic(letter)
        if has_latin(mended):
            remarks += (
                Remark(DOUBT, f"{shown(seen)}: буква класса латинская", "Если она русская, наберите её заново."),
            )
        else:
            said = of(grade, mended).title
            remarks += (Remark(DOUBT, f"{shown(seen)}: буква класса латинская", f"Поняли как {said}."),)
            letter = mended
    if not 1 <= grade <= 11:
        remarks += (Remark(DOUBT, f"{shown(seen)}: {grade}-х классов обычно нет", "Проверьте число."),)
    if letter in _RARE:
        remarks += (Remark(DOUBT, f"{shown(seen)}: класса с буквой «{letter}» обычно не бывает", "Проверьте букву."),)
    return Understood(of(grade, letter), remarks)


def _roman(seen: str, found: re.Match) -> Understood:
    grade = ROMAN.get(found[1].upper().replace("Х", "X"))
    if grade is None:
        return fault(f"{shown(seen)}: это не класс", WRITE)
    return _class(seen, grade, found[2] or "", (Remark(NOTE, f"{shown(seen)}: год обучения {grade}"),))


def _group(seen: str, bare: str) -> Understood:
    remarks: tuple[Remark, ...] = ()
    if has_latin(bare) and has_cyrillic(bare) or has_latin(bare) and not has_latin(cyrillic(bare)):
        mended = cyrillic(bare)
        if has_latin(mended):
            return fault(f"{shown(seen)}: русские и латинские буквы вместе", "Наберите название заново.")
        remarks = (Remark(DOUBT, f"{shown(seen)}: латинские буквы вместо русских", f"Поняли как «{mended}»."),)
        bare = mended
    year = re.match(r"\d+", bare)
    if not _GROUP.fullmatch(bare) or year and int(year[0]) <= 11:
        remarks += (
            Remark(DOUBT, f"{shown(seen)}: не похоже на класс или группу", "Если название верно, подтвердите."),
        )
    return Understood(StudyClass(bare), remarks)


def joined(grade: str, letter: str) -> Understood:
    """Read two cells, the year and the letter of a class."""
    number, sign = clean(grade), _QUOTES.sub("", clean(letter)).strip(" .")
    if is_blank(number):
        return (
            NOTHING if is_blank(sign) else fault(f"{shown(sign)}: буква есть, а класса нет", "Допишите номер класса.")
        )
    return read(number if is_blank(sign) else f"{number} {sign}")
