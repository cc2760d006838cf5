"""Telephone numbers in any form, kept as «+7 912 345-67-89»."""

import re
from functools import lru_cache

from mentoring.people.importing.letters import clean
from mentoring.people.importing.remarks import (
    NOTHING,
    Understood,
    doubt,
    fault,
    formula_error,
    is_blank,
    note,
    shown,
)

WRITE = "Напишите так: +7 912 345-67-89."
MOST = 2  # numbers of one person that are kept
_TOGETHER = re.compile(r"[,;\n]|\s+(?:и|или)\s+|(?<=\d)\s*/\s*(?=[+\d(])|(?<=\d)\s+(?=\+|8[\s(-]*9\d\d)")
_EXTENSION = re.compile(r"[,\s]*(?:доб|добавочный|вн|внутр)\.?\s*(\d{1,5})\s*$", re.IGNORECASE)
_LABEL = re.compile(r"^(?:тел|т|моб|сот|дом|раб|телефон|мобильный)\b\.?\s*:?\s*", re.IGNORECASE)
_ALLOWED = re.compile(r"[+\d\s().‐‑–—−-]+")
_POWER = re.compile(r"\d[.,]\d+E\+?\d+", re.IGNORECASE)
FOUND = re.compile(r"(?:\+|\b)\d(?:[\s().‐‑–—−-]{0,3}\d){5,14}\b")


@lru_cache(maxsize=50_000)
def read(text: str) -> Understood:
    """Give the number or two that a cell holds."""
    seen = clean(text)
    if is_blank(seen):
        return NOTHING
    if wrong := formula_error(seen, "телефон"):
        return wrong
    if _POWER.fullmatch(seen):
        return fault(
            f"{shown(seen)}: Excel округлил номер", "Сделайте столбец текстовым и впишите номер заново. " + WRITE
        )
    parts = [one for one in (part.strip() for part in _TOGETHER.split(text.strip())) if one]
    if _EXTENSION.search(seen):
        parts = [seen]
    if len(parts) > MOST:
        return fault(f"{shown(seen)}: больше двух номеров", "Оставьте один или два номера.")
    read_parts = [_one(clean(part)) for part in parts]
    wrong = [one for one in read_parts if one.is_refused]
    if wrong:
        return wrong[0]
    remarks = tuple(remark for one in read_parts for remark in one.remarks)
    values = list(dict.fromkeys(one.value for one in read_parts))
    return Understood(", ".join(values), remarks)


def _one(seen: str) -> Understood:
    bare = _LABEL.sub("", seen)
    extension = _EXTENSION.search(bare)
    if extension:
        bare = bare[: extension.start()]
    if not _ALLOWED.fullmatch(bare):
        return fault(f"{shown(seen)}: в номере лишние знаки", "Оставьте цифры. " + WRITE)
    digits = "".join(sign for sign in bare if sign.isdigit())
    tail = f", доб. {extension[1]}" if extension else ""
    if bare.strip().startswith("+") and not digits.startswith("7"):
        if not 10 <= len(digits) <= 15 or digits.startswith("0"):
            return fault(f"{shown(seen)}: такого номера быть не может", "Проверьте цифры. " + WRITE)
        return note(f"+{digits}{tail}", f"{shown(seen)}: номер другой страны")
    if len(digits) == 11 and digits[0] in "78":
        return _russian(seen, digits[1:], tail)
    if len(digits) == 10 and digits[0] in "349":
        return _russian(seen, digits, tail)
    if 5 <= len(digits) <= 7:
        return doubt(f"{bare.strip()}{tail}", f"{shown(seen)}: нет кода города", "Допишите код: +7 3842 12-34-56.")
    if len(digits) == 11:
        return fault(f"{shown(seen)}: начинается не с 8 и не с +7", "Проверьте номер. " + WRITE)
    lacks = "не хватает цифр" if len(digits) < 11 else "лишние цифры"
    return fault(f"{shown(seen)}: {lacks}, их {len(digits)} вместо 11", "Проверьте номер. " + WRITE)


def _russian(seen: str, digits: str, tail: str) -> Understood:
    if digits[0] not in "3489" or len(set(digits)) == 1:
        return fault(f"{shown(seen)}: такого номера быть не может", "Проверьте цифры. " + WRITE)
    return Understood(f"+7 {digits[:3]} {digits[3:6]}-{digits[6:8]}-{digits[8:]}{tail}")
