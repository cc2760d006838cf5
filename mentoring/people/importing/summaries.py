"""Lines below a list that are no people: sums, averages, signatures."""

import re
from collections.abc import Mapping, Sequence

from mentoring.people.importing.letters import clean
from mentoring.people.importing.remarks import is_blank

NAMED = ("fio", "surname", "given", "names")
_SUM = re.compile(
    r"(?:итого|всего|количество|средн(?:ий|яя|ее) (?:балл|возраст|оценка|значение|наполняемость)|подпис[ьи]|"
    r"дата составления|составил(?:а|и)?|м\. ?п\.)(?!-?[^\W\d_])"
)
# Whoever signs below a list; in a list of staff the same words are a position.
_SIGNED = re.compile(
    r"(?:директор|руководитель|заведующ(?:ий|ая)|зам(?:еститель|\.)? (?:директора|руководителя)|"
    r"кл(?:ассный|\.)? ?рук(?:оводитель|\.)?|ответственн(?:ый|ая)|исполнитель)(?!-?[^\W\d_])"
)
_NUMBER = re.compile(r"№?[\d\s.)]*")


def is_summary(cells: Sequence[str], at: Mapping[str, int]) -> bool:
    """Tell a sum or a signature from a person; `at` says in which column each part of a name stands."""
    column = first(cells)
    text = clean(cells[column]).casefold() if column >= 0 else ""
    if _SUM.match(text):
        return True
    if not _SIGNED.match(text):
        return False
    named = [at[code] for code in NAMED if code in at]
    return column in named or all(is_blank(clean(cells[one])) for one in named if one < len(cells))


def first(cells: Sequence[str]) -> int:
    """Return the column of the first cell that says more than a number; -1 where there is none."""
    return next((column for column, cell in enumerate(cells) if not _NUMBER.fullmatch(clean(cell))), -1)
