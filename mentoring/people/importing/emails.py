"""Addresses of electronic mail."""

import re
from functools import lru_cache

from mentoring.people.importing.letters import clean, cyrillic, has_cyrillic
from mentoring.people.importing.remarks import NOTHING, Understood, fault, formula_error, is_blank, note, shown

LONGEST = 254
WRITE = "Напишите один адрес, например ivanova@example.ru."
_LOCAL = re.compile(r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*", re.IGNORECASE)
_DOMAIN = re.compile(r"(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+(?:[^\W\d_]{2,63}|xn--[a-z0-9-]{2,59})", re.IGNORECASE)
FOUND = re.compile(r"[^\s,;<>()]+@[^\s,;<>()]+")


@lru_cache(maxsize=50_000)
def read(text: str) -> Understood:
    """Give the one address that a cell holds."""
    seen = clean(text)
    if is_blank(seen):
        return NOTHING
    if wrong := formula_error(seen, "адрес"):
        return wrong
    named = re.fullmatch(r"[^<>]*<([^<>]+)>", seen)
    bare = (named[1] if named else seen).removeprefix("mailto:")
    if bare.count("@") > 1 or len(bare.split()) > 1 and "@" in bare:
        return fault(f"{shown(seen)}: в ячейке не один адрес", "Оставьте один адрес, без пробелов.")
    local, at, domain = bare.rpartition("@")
    if not at:
        return fault(f"{shown(seen)}: в адресе нет знака @", WRITE)
    if has_cyrillic(local) or has_cyrillic(domain) and _is_mixed(domain):
        return fault(f"{shown(seen)}: в адресе русские буквы", "Наберите адрес заново латинскими буквами.")
    if not (_LOCAL.fullmatch(local) and _DOMAIN.fullmatch(domain)) or len(bare) > LONGEST or len(local) > 64:
        return fault(f"{shown(seen)}: такого адреса быть не может", WRITE)
    address = f"{local}@{domain.lower()}"
    return Understood(address) if address == seen else note(address, f"{shown(seen)} записали как «{address}»")


def _is_mixed(domain: str) -> bool:
    """Tell «школа.рф» from «mаil.ru» with a Russian «а»."""
    return any(
        has_cyrillic(label) and any("a" <= sign <= "z" for sign in label.lower()) for label in domain.split(".")
    ) or (not has_cyrillic(domain.rpartition(".")[2]) and cyrillic(domain) != domain)
