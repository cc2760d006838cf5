"""Those who may sign for a child: one in a cell or several, with right, telephone and address beside the name."""

import re
from functools import lru_cache
from typing import NamedTuple

from mentoring.people.importing import emails, names, phones
from mentoring.people.importing.letters import clean, clean_lines
from mentoring.people.importing.names import Name
from mentoring.people.importing.remarks import DOUBT, NOTE, NOTHING, Remark, Understood, fault, is_blank, shown

MOST = 6
MOTHER, FATHER, GUARDIAN, TRUSTEE, FOSTER, OTHER = "mother", "father", "guardian", "trustee", "foster", "other"
_RIGHTS = (
    (FOSTER, r"при[её]мн\w+\s+(?:мать|мама|отец|папа|родител\w+)"),
    (MOTHER, r"мат(?:ь|ери|и)|мам[аы]"),
    (FATHER, r"от(?:ец|ца)|пап[аы]"),
    (TRUSTEE, r"попечител\w*"),
    (GUARDIAN, r"опекун\w*"),
    ("kin", r"бабушк\w|дедушк\w|т[её]т[яи]|дяд[яи]|сестр[аы]|брата?|отчима?|мачех[аи]|родственник\w*"),
    (OTHER, r"законн\w+\s+представител\w+|представител\w*|родител\w*"),
)
_RIGHT = re.compile("|".join(rf"(?P<r{i}>\b(?:{said})\b)" for i, (_, said) in enumerate(_RIGHTS)), re.IGNORECASE)
_LABEL = re.compile(
    r"\b(?:т(?=\s*(?:[.:]|$))|тел(?:ефон)?|моб(?:ильный)?|сот(?:овый)?|e-?mail|эл\.?\s*почта|почта|фио)\b\.?:?",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"[;\n]|,(?!\s*доб)|\s+и\s+(?=[А-ЯЁ])|(?<=[а-яё])\s*/\s*(?=[А-ЯЁ])")
_EDGES = " \t,.;:()–—-/"


class Guardian(NamedTuple):
    name: Name
    right: str = ""
    phone: str = ""
    email: str = ""


class _Said(NamedTuple):
    """What one piece of the cell says."""

    name: str
    right: str
    phones: tuple[str, ...]
    emails: tuple[str, ...]


def read_right(text: str) -> Understood:
    """Read what somebody is to the child."""
    seen = clean(text)
    if is_blank(seen):
        return NOTHING
    found = _RIGHT.search(seen)
    if not found:
        return fault(f"{shown(seen)}: не понятно, кем приходится ребёнку", "Напишите: мать, отец, опекун, попечитель.")
    return _right(_RIGHTS[int(found.lastgroup[1:])][0], seen)


def _right(code: str, seen: str) -> Understood:
    if code != "kin":
        return Understood(code)
    asked = Remark(
        DOUBT,
        f"{shown(seen)}: родство ещё не даёт права подписи",
        "Если оформлена опека, напишите «опекун». Иначе запишем как иного представителя.",
    )
    return Understood(OTHER, (asked,))


@lru_cache(maxsize=50_000)
def read(text: str) -> Understood:
    """Give all whom a cell names, as a tuple of `Guardian`; an empty right means it was not said."""
    seen = clean_lines(text)
    if is_blank(seen):
        return NOTHING
    gathered: list[list[_Said]] = []
    for piece in _pieces(seen):
        said = _said(piece)
        begins = said.name or (said.right and gathered and any(one.right for one in gathered[-1]))
        if not gathered or (begins and any(one.name for one in gathered[-1])):
            gathered.append([])
        gathered[-1].append(said)
    if len(gathered) > MOST:
        return fault(f"{shown(clean(text))}: больше {MOST} человек в ячейке", "Оставьте законных представителей.")
    made = [_made(said, clean(text)) for said in gathered]
    remarks = tuple(dict.fromkeys(remark for one in made for remark in one.remarks))
    refused = any(one.is_refused for one in made)
    return Understood(None if refused else tuple(one.value for one in made), remarks)


def _pieces(seen: str) -> list[str]:
    if _RIGHT.match(seen):
        seen = _RIGHT.sub(lambda found: f";{found[0]}", seen)
    return [piece for piece in (piece.strip(_EDGES) for piece in _BETWEEN.split(seen)) if piece]


def _said(piece: str) -> _Said:
    addresses = tuple(emails.FOUND.findall(piece))
    piece = emails.FOUND.sub(" ", piece)
    numbers = tuple(found.strip() for found in phones.FOUND.findall(piece))
    piece = _LABEL.sub(" ", phones.FOUND.sub(" ", piece))
    found = _RIGHT.search(piece)
    right = piece[found.start() : found.end()] if found else ""
    if found:
        piece = f"{piece[: found.start()]} {piece[found.end() :]}"
    return _Said(clean(piece).strip(_EDGES), right, numbers, addresses)


def _made(said: list[_Said], seen: str) -> Understood:
    """Put together what the pieces say of one person."""
    named = [one.name for one in said if one.name]
    if not named:
        return fault(f"{shown(seen)}: нет имени", "Напишите фамилию, имя и отчество представителя.")
    right = next((one.right for one in said if one.right), "")
    read = (
        names.whole(named[0]),
        read_right(right),
        phones.read(", ".join(number for one in said for number in one.phones)),
        emails.read(" ".join(address for one in said for address in one.emails)),
    )
    remarks = tuple(remark for one in read for remark in one.remarks)
    if any(one.is_refused for one in read):
        return Understood(None, remarks)
    name, right_code, phone, email = (one.value for one in read)
    return Understood(Guardian(name, right_code or "", phone or "", email or ""), remarks)


def without_right(guardian: Guardian) -> Remark:
    return Remark(NOTE, f"{guardian.name.full}: не сказано, кем приходится; запишем «иной законный представитель»")
