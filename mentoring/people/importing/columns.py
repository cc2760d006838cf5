"""Which column holds what: by the meaning of the headings, in any order, in one row or two."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from mentoring.people.importing.letters import clean, cyrillic

LEARNERS, STAFF = "learners", "staff"
SKIP = ""
SEARCHED = 30  # rows from the top in which the headings may stand
SLOTS = {
    "mother": "мать",
    "father": "отец",
    "guardians": "представитель",
    "guardians2": "второй представитель",
}
_PARTS = {
    "": "ФИО",
    ".surname": "фамилия",
    ".given": "имя",
    ".patronymic": "отчество",
    ".right": "кем приходится",
    ".phone": "телефон",
    ".email": "почта",
}
_OWN = {
    "fio": "ФИО целиком",
    "surname": "фамилия",
    "given": "имя",
    "patronymic": "отчество",
    "names": "имя и отчество",
    "birth": "дата рождения",
    "sex": "пол",
    "phone": "телефон",
    "email": "электронная почта",
}
_LEARNER = {"group": "класс или группа", "grade": "параллель (год обучения)", "letter": "буква класса"}
_WORKER = {
    "position": "должность",
    "subject": "предмет",
    "experience": "стаж",
    "category": "категория",
}
FIELDS: dict[str, dict[str, str]] = {
    LEARNERS: _OWN
    | _LEARNER
    | {
        f"{slot}{part}": f"{words}: {said}"
        for slot, words in SLOTS.items()
        for part, said in _PARTS.items()
        if part != ".right" or slot.startswith("guardians")
    },
    STAFF: _OWN | _WORKER,
}

_IGNORED = re.compile(r"классн\w* руковод|место рожд|адрес(?!.*(?:почт|mail))|прописк|снилс|паспорт|свидетельств|полис")
_WHOSE = (
    ("mother", re.compile(r"\bмат(?:ь|ери)\b|\bмам[аы]\b")),
    ("father", re.compile(r"\bот(?:ец|ца)\b|\bпап[аы]\b")),
    ("guardians2", re.compile(r"(?:втор\w+|2)\W+(?:родител|законн|представител)|(?:родител|представител)\w*\W+2\b")),
    ("guardians", re.compile(r"родител|законн\w* предст|представител|опекун")),
)
# The order matters: «дата рождения», «имя и отчество» before what they contain.
_WHAT = (
    ("birth", re.compile(r"(?:дата|день|год|число|д)\W*(?:рожд|р\b)|\bдр\b|родил")),
    ("email", re.compile(r"почт|e\W?mail|мейл|имейл")),
    ("phone", re.compile(r"телефон|\bтел\b|мобильн|сотов|контакт")),
    ("right", re.compile(r"кем приход|родств|кто это|вид представ|статус представ|степень")),
    ("fio", re.compile(r"\bф\W*и\W*о\b|фамилия\W+(?:и\W+)?(?:имя|инициал)|имя\W+фамилия|фамилии\W+имена")),
    ("names", re.compile(r"имя\W+(?:и\W+)?отчеств")),
    ("surname", re.compile(r"фамили")),
    ("patronymic", re.compile(r"отчеств")),
    ("given", re.compile(r"\bимя\b|\bимена\b")),
    ("position", re.compile(r"должност|професси")),
    ("subject", re.compile(r"предмет|дисциплин")),
    ("experience", re.compile(r"стаж")),
    ("category", re.compile(r"категори")),
    ("letter", re.compile(r"литер|букв")),
    ("grade", re.compile(r"параллел|год обучения")),
    ("group", re.compile(r"\bкласс\b|\bкл\b|групп|объединени")),
    ("sex", re.compile(r"\bпол\b")),
)
_PEOPLE = re.compile(
    r"^(?:список )?(?:ученики?|учащи\w+|обучающи\w+|студенты?|воспитанники?|реб[её]нок|дети|сотрудники?|педагоги?|"
    r"учител[ьи]|работники?)(?: ученика| целиком)?$"
)
_SURELY = re.compile(r"\bф\W?и\W?о\b|фамилия")  # a heading even where nothing else stands beside it
_ALL_OF_ONE = re.compile(r"^(?:данные |сведения )?о? ?(?:родител|законн|представител|мат|отц|отец|мам|пап)")


class Head(NamedTuple):
    """Where the headings stand and what each column holds; `asked` says what is not clear about them."""

    first: int  # the row of the headings, from nought
    rows: int  # how many rows they take
    headings: tuple[str, ...]
    codes: tuple[str, ...]
    asked: tuple[str, ...] = ()

    @property
    def is_enough(self) -> bool:
        return has_name(self.codes)


def has_name(codes: Sequence[str]) -> bool:
    given = "given" in codes or "names" in codes
    return "fio" in codes or "surname" in codes and given


def code_of(kind: str, heading: str) -> str:
    """Say what a column with this heading holds; nothing where it does not say."""
    said = cyrillic(clean(heading)).casefold().replace("ё", "е") if heading else ""
    if not said or _IGNORED.search(said):
        return SKIP
    whose = next((slot for slot, words in _WHOSE if words.search(said)), "") if kind == LEARNERS else ""
    found = [what for what, words in _WHAT if words.search(said)]
    plain = clean(heading).casefold()
    if "email" not in found and re.search(r"e\W?mail", plain):
        found.insert(0, "email")
    if kind == LEARNERS and "right" in found:
        whose = whose or "guardians"
    if whose:
        return _of_guardian(whose, found, said)
    if not found and _PEOPLE.match(re.sub(r"[^\w ]+", "", said)):
        found = ["fio"]
    return next((what for what in found if what in FIELDS[kind]), SKIP)


def _of_guardian(slot: str, found: list[str], said: str) -> str:
    """Name the part of a guardian; a cell with the name and anything else is read as a whole."""
    if not found or "fio" in found:
        return slot if found or _ALL_OF_ONE.match(said) or len(said.split()) <= 4 else SKIP
    what = found[0]
    if what == "right" and not slot.startswith("guardians"):
        return SKIP
    return f"{slot}.{what}" if f".{what}" in _PARTS else SKIP


def find(kind: str, rows: Sequence[Sequence[str]]) -> Head | None:
    """Find the headings among the first rows; None where no row names people."""
    for index, row in enumerate(rows[:SEARCHED]):
        below = rows[index + 1] if index + 1 < len(rows) else ()
        one = _head(kind, index, 1, [clean(cell) for cell in row])
        two = _head(kind, index, 2, _joined(row, below)) if _may_stand_above(row) and _may_be_heading(below) else one
        best = two if _known(two) > _known(one) else one
        if best.is_enough and (_known(best) > 1 or _SURELY.search(" ".join(best.headings).casefold())):
            return best
    return None


def _known(head: Head) -> int:
    return sum(1 for code in head.codes if code)


def _may_stand_above(row: Sequence[str]) -> bool:
    """Tell the upper row of two from a title: a title stands in one cell, and a blank row in none."""
    return sum(1 for cell in row if cell) > 1


def _may_be_heading(row: Sequence[str]) -> bool:
    """Tell a second row of headings from a row of people: no heading holds a day or a telephone."""
    filled = [cell for cell in row if cell]
    return bool(filled) and not any(re.search(r"\d{2}[.\d]{4,}|@|\d{5}", cell) for cell in filled)


def _joined(above: Sequence[str], below: Sequence[str]) -> list[str]:
    """Put «Мать» above «Телефон» together; a blank cell above goes with the group to its left."""
    width, group, made = max(len(above), len(below)), "", []
    for column in range(width):
        top = clean(above[column]) if column < len(above) else ""
        bottom = clean(below[column]) if column < len(below) else ""
        group = top or (group if bottom else "")
        made.append(f"{group} {bottom}".strip() if bottom else top)
        if top and not bottom:
            group = ""
    return made


def _head(kind: str, first: int, rows: int, headings: list[str]) -> Head:
    codes, asked, seen = [], [], set()
    for heading in headings:
        code = code_of(kind, heading)
        if code in seen:
            second = code.replace("guardians", "guardians2", 1) if code.partition(".")[0] == "guardians" else SKIP
            if not second:
                asked.append(
                    f"Столбец «{heading}» встретился дважды: второй не взяли. Если он нужен, скажите, что в нём."
                )
            code = second if second not in seen else SKIP
        if code:
            seen.add(code)
        codes.append(code)
    return Head(first, rows, tuple(headings), tuple(codes), tuple(asked))
