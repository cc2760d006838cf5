"""What a cell was understood as, and what is to be said about it."""

from typing import Any, NamedTuple

NOTE, DOUBT, FAULT = "note", "doubt", "fault"
_MARKS = {"—", "–", "-", "--", "---", ".", "нет", "не указано", "не указан", "н/д", "нет данных", "null", "none", "n/a"}
_MARKS |= {"#н/д", "#n/a"}


class Remark(NamedTuple):
    """`note`: understood so, look; `doubt`: may be meant otherwise, answer; `fault`: cannot be taken, mend."""

    level: str
    what: str
    mend: str = ""


class Understood(NamedTuple):
    """The value of a cell (None: nothing is there) and the remarks to it."""

    value: Any = None
    remarks: tuple[Remark, ...] = ()

    @property
    def is_refused(self) -> bool:
        return any(remark.level == FAULT for remark in self.remarks)


NOTHING = Understood()


def note(value: Any, what: str, mend: str = "") -> Understood:
    return Understood(value, (Remark(NOTE, what, mend),))


def doubt(value: Any, what: str, mend: str) -> Understood:
    return Understood(value, (Remark(DOUBT, what, mend),))


def fault(what: str, mend: str) -> Understood:
    return Understood(None, (Remark(FAULT, what, mend),))


def is_blank(text: str) -> bool:
    """Tell whether a cell says «nothing»: empty, a dash, «нет»."""
    return not text or text.casefold() in _MARKS


def formula_error(seen: str, what: str) -> Understood | None:
    """Refuse what Excel writes where a formula failed; `what` should stand there instead, in the accusative."""
    if not (seen.startswith("#") and seen.rstrip("!?").isupper()):
        return None
    return fault(f"{shown(seen)}: ошибка формулы", f"Исправьте формулу в файле или впишите {what}.")


def shown(text: str) -> str:
    """Quote a text of the file, short enough for a sentence."""
    return f"«{text if len(text) <= 60 else text[:57] + '…'}»"
