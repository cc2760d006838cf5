"""Find the heading row of a table and say what each column means, however it is named and ordered."""

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from roadmap.readers import numbers
from roadmap.readers.blocks import Cell, Row
from roadmap.readers.cleaning import fold, squeeze
from roadmap.readers.dates import is_date


class Role(StrEnum):
    """What the cells of a column say."""

    NUMBER = "number"
    STAGE = "stage"
    TITLE = "title"
    CONTENT = "content"
    DUE = "due"
    RESPONSIBLE = "responsible"
    RESULT = "result"
    INDICATOR = "indicator"
    DOCUMENTS = "documents"
    MEASURE = "measure"
    VALUE = "value"
    NAME = "name"
    POSITION = "position"
    DUTIES = "duties"
    OTHER = "other"


class Table(StrEnum):
    """What a table is."""

    PLAN = "plan"
    MATRIX = "matrix"
    CONTINGENT = "contingent"
    GROUP = "group"


@dataclass(frozen=True, slots=True)
class Column:
    text: str
    role: Role
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class Heading:
    columns: tuple[Column, ...]
    kind: Table
    exact: bool
    rows: int = 1

    def has(self, role: Role) -> bool:
        return any(column.role == role for column in self.columns)

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple(column.text for column in self.columns)


_PATTERNS: tuple[tuple[Role, str], ...] = (
    (
        Role.NUMBER,
        r"^(?:№+(?: ?п){0,2}|[nн]{1,2}[oо]? ?п ?п|п ?п|номер(?: п ?п)?|"
        r"№ ?(?:этапа|раздела|мероприятия|пункта|строки)?)$",
    ),
    (
        Role.OTHER,
        r"^(?:отметк|примечани|статус|комментари|выполнен|исполнен|факт(?:ическ)?|место|участник|категори|"
        r"целевая аудитория|аудитория|для кого|охват|формат?\b|формы?\b|финанс|источник|ресурс|стоимост|"
        r"объем|соисполнител|партнер|цел[ьи]|ссылк|уровень)",
    ),
    (
        Role.DUE,
        r"^(?:(?:планов|планируем|примерн|ориентировочн|предполагаем|конкретн|календарн|контрольн)\w* )?"
        r"(?:срок|дат[аы]\b|период|врем[яе]|когда|месяц|длительност|продолжительност|график|начало|окончани|завершени)",
    ),
    (
        Role.RESPONSIBLE,
        r"^(?:фио )?(?:ответств|отв\b|исполнител|основн\w+ исполнител|кто\b|организатор|должностн\w+ лиц)|ответственн",
    ),
    (Role.INDICATOR, r"показател|индикатор|критери|целев\w+ значени|метрик"),
    (
        Role.RESULT,
        r"результат|вид документа|итог\b|итоги\b|продукт|выход\b|подтвержда|форма отчет|отчетн|эффект|"
        r"что получ|форма представлени|документальн",
    ),
    (Role.DOCUMENTS, r"документ|материал"),
    (Role.STAGE, r"^(?:№ и )?(?:наименовани[ея] |названи[ея] )?(?:этап|стади|раздел|направлени|блок|модул)"),
    (
        Role.TITLE,
        r"мероприяти|(?:наименование|перечень|вид\w*|план\w*) (?:работ|деятельност|деятельн|дел)|действи|"
        r"событи|^дел[ао]\b|что (?:сделать|делаем|делать|нужно|планируется|проводится|будет|предстоит)|"
        r"^содержание работ|^шаги?\b|^работ[аы]\b",
    ),
    (Role.CONTENT, r"содержани|описани|на этом этапе|что важно|порядок|алгоритм"),
)
_WEAK_TITLE = re.compile(
    r"^(?:наименовани|названи|тема|задач|вид|формулировк|план\b|дорожн|основн\w+ (?:задач|направлени))"
)
_COMPILED = tuple((role, re.compile(pattern)) for role, pattern in _PATTERNS)
_NAME = re.compile(r"^(?:ф ?и ?о\b|фамили)")
_POSITION = re.compile(r"^(?:занимаем\w+ )?(?:должност|статус в)")
_MAY_ANSWER = re.compile(r"(?:куратор|координатор|должност|соисполнител|педагог|специалист|фамили|ф ?и ?о\b)")
_MAY_TITLE = re.compile(r"форм[аы]\b")
_NAMELESS = re.compile(r"\Z")
# Diaries of meetings, plans of lessons: their themes are not events unless somebody answers for them.
_LESSON = re.compile(r"\bурок|^тем[аы]\b|домашн|^подпис")
_CLOCK = re.compile(r"^врем[яе]\b")
_DUTIES = re.compile(r"^(?:обязанност|функци|полномочи|роль|зона ответств)")
_VALUE = re.compile(r"факт|прогноз|значени|количеств|план\b|\b20\d\d\b|на \d")
_ORDINAL = re.compile(r"\(?(\d{1,2})[.)]?\Z")
_DIGIT = re.compile(r"\d")
MAX_HEADING = 110


@lru_cache(maxsize=2048)
def role_of(text: str) -> Role | None:
    """Say what a column heading means; None where nothing fits."""
    folded = fold(text)
    if not folded or len(folded) > MAX_HEADING:
        return None
    found = [
        (match.start(), order, role)
        for order, (role, pattern) in enumerate(_COMPILED)
        if (match := pattern.search(folded))
    ]
    if found:
        return min(found)[2]
    return Role.TITLE if _WEAK_TITLE.match(folded) else None


def at(rows: tuple[Row, ...], index: int) -> Heading | None:
    """Read the row as a heading, together with a second heading row under it."""
    cells = [cell for cell in rows[index].cells if cell.paragraphs]
    if len(cells) < 2 or not _may_be_heading(cells):
        return None
    columns = _substituted(tuple(_column(cell) for cell in rows[index].cells))
    kind = _kind(columns)
    if kind is None or kind == Table.PLAN and any(_is_filled_in(column) for column in columns):
        return None
    height = 1
    if index + 1 < len(rows) and (below := _second_row(rows[index], rows[index + 1])):
        columns, height = below, 2
    return Heading(_settle(columns, kind), kind, rows[index].exact, height)


def _may_be_heading(cells: list[Cell]) -> bool:
    """Refuse most rows cheaply: they hold a long text or a number."""
    plain = 0
    for cell in cells:
        text = cell.paragraphs[0]
        if len(text) > MAX_HEADING:
            return False
        plain += not _DIGIT.search(text)
    return plain >= 2


def _column(cell: Cell) -> Column:
    text = squeeze(cell.text)
    return Column(text, role_of(text) or Role.OTHER, cell.left, cell.right)


def _substituted(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """Let columns of lesser names stand for those that a plan cannot do without."""
    roles = {column.role for column in columns}
    wanted: list[tuple[Role, re.Pattern[str]]] = []
    if Role.DUE in roles and Role.RESPONSIBLE not in roles:
        wanted.append((Role.RESPONSIBLE, _MAY_ANSWER))
    if roles >= {Role.DUE, Role.RESPONSIBLE} and not roles & {Role.TITLE, Role.CONTENT, Role.STAGE}:
        wanted.append((Role.TITLE, _MAY_TITLE))
    if Role.NUMBER not in roles and not columns[0].text:
        wanted.append((Role.NUMBER, _NAMELESS))
    for role, pattern in wanted:
        chosen = next((i for i, c in enumerate(columns) if c.role == Role.OTHER and pattern.match(fold(c.text))), None)
        if chosen is not None:
            columns = (*columns[:chosen], replace(columns[chosen], role=role), *columns[chosen + 1 :])
    return columns


def _is_filled_in(column: Column) -> bool:
    """A number or a date where a heading has words: the row is an event."""
    return numbers.is_number(column.text) or column.role != Role.DUE and is_date(column.text)


def _kind(columns: tuple[Column, ...]) -> Table | None:
    folded = [fold(column.text) for column in columns]
    if any(_NAME.match(text) for text in folded) and any(_POSITION.match(text) for text in folded):
        has_dates = any(column.role == Role.DUE for column in columns)
        return None if has_dates else Table.GROUP
    roles = {column.role for column in columns}
    known = [column for column in columns if column.text and (column.role != Role.OTHER or role_of(column.text))]
    certain = roles >= {Role.TITLE, Role.DUE, Role.RESPONSIBLE}
    if not certain and len(known) * 2 < sum(1 for column in columns if column.text):
        return Table.CONTINGENT if _counts(folded, roles) else None
    if Role.RESPONSIBLE not in roles and any(_LESSON.search(text) for text in folded):
        return None
    if Role.TITLE in roles and roles & {Role.DUE, Role.RESPONSIBLE}:
        return Table.PLAN
    if Role.STAGE in roles and roles & {Role.TITLE, Role.CONTENT, Role.DUE}:
        is_matrix = Role.TITLE not in roles and Role.RESPONSIBLE not in roles and Role.CONTENT in roles
        return Table.MATRIX if is_matrix else Table.PLAN
    if Role.CONTENT in roles and roles & {Role.DUE, Role.RESPONSIBLE}:
        return Table.PLAN
    return Table.CONTINGENT if _counts(folded, roles) else None


def _counts(folded: list[str], roles: set[Role]) -> bool:
    """A table of numbers: what is counted beside one or more columns of values."""
    if roles & {Role.TITLE, Role.DUE, Role.RESPONSIBLE, Role.CONTENT}:
        return False
    return any(re.match(r"показател|численност|контингент|категори", text) for text in folded) and any(
        _VALUE.search(text) for text in folded
    )


def _second_row(first: Row, second: Row) -> tuple[Column, ...] | None:
    """Read a heading on two rows: cells under a merged heading cell name its parts."""
    below = [cell for cell in second.cells if cell.paragraphs]
    if not below or any(len(cell.text) > 60 for cell in below) or is_ordinals(second):
        return None
    measured = first.exact and second.exact
    if measured and not any(cell.continues for cell in second.cells):
        return None
    columns = []
    for index, cell in enumerate(second.cells):
        above = _above(first, cell, index, measured)
        if not cell.paragraphs and above is not None:
            columns.append(
                Column(squeeze(above.text), role_of(squeeze(above.text)) or Role.OTHER, cell.left, cell.right)
            )
        elif above is not None and (measured or not above.paragraphs or _splits(above.text, cell.text)):
            text = squeeze(f"{above.text} {cell.text}")
            columns.append(
                Column(text, role_of(squeeze(above.text)) or role_of(text) or Role.OTHER, cell.left, cell.right)
            )
        else:
            return None
    named = [cell for cell in first.cells if cell.paragraphs]
    return tuple(columns) if len(columns) > len(named) or not measured and not second.cells[0].paragraphs else None


def _above(first: Row, cell: Cell, index: int, measured: bool) -> Cell | None:
    if not measured:
        return first.cells[index] if index < len(first.cells) else None
    middle = (cell.left + cell.right) / 2
    return next((over for over in first.cells if over.left <= middle <= over.right), None)


def _splits(above: str, below: str) -> bool:
    """The parts of a heading that text copies lose the span of."""
    return bool(_VALUE.search(fold(below)) or re.match(r"начал|оконч|заверш|\d", fold(below))) and bool(above)


def _settle(columns: tuple[Column, ...], kind: Table) -> tuple[Column, ...]:
    """Give each column one meaning that fits the table as a whole."""
    if kind in (Table.CONTINGENT, Table.GROUP):
        return tuple(replace(column, role=_own_role(column, kind)) for column in columns)
    roles = [column.role for column in columns]
    if kind == Table.PLAN and Role.TITLE not in roles:
        for substitute in (Role.CONTENT, Role.STAGE):
            if substitute in roles:
                roles[roles.index(substitute)] = Role.TITLE
                break
    titles = [index for index, role in enumerate(roles) if role == Role.TITLE]
    if len(titles) > 1:
        strong = [index for index in titles if not _WEAK_TITLE.match(fold(columns[index].text))]
        chosen = (strong or titles)[0]
        for index in titles:
            if index != chosen:
                roles[index] = Role.CONTENT if index > chosen else Role.STAGE
    if roles.count(Role.DUE) > 1:
        roles = [Role.OTHER if _CLOCK.match(fold(c.text)) else role for c, role in zip(columns, roles, strict=True)]
    if Role.DOCUMENTS in roles and Role.RESULT not in roles and kind == Table.PLAN:
        roles[roles.index(Role.DOCUMENTS)] = Role.RESULT
    return tuple(replace(column, role=role) for column, role in zip(columns, roles, strict=True))


def _own_role(column: Column, kind: Table) -> Role:
    text = fold(column.text)
    if column.role == Role.NUMBER:
        return Role.NUMBER
    if kind == Table.CONTINGENT:
        return Role.MEASURE if re.match(r"показател|численност|контингент|категори", text) else Role.VALUE
    named = ((Role.NAME, _NAME), (Role.POSITION, _POSITION), (Role.DUTIES, _DUTIES))
    return next((role for role, pattern in named if pattern.match(text)), Role.OTHER)


def is_ordinals(row: Row) -> bool:
    """The row that numbers the columns: 1, 2, 3 …"""
    found = [_ORDINAL.match(squeeze(cell.text)) for cell in row.cells if cell.paragraphs]
    if len(found) < 2 or not all(found):
        return False
    numbers = [int(match[1]) for match in found if match]
    return numbers == list(range(1, len(numbers) + 1))


@lru_cache(maxsize=64)
def _lowered(texts: tuple[str, ...]) -> list[str]:
    return [text.lower() for text in texts if text]


def repeats(row: Row, heading: Heading) -> bool:
    """The heading printed again at the top of a page."""
    own = _lowered(heading.texts)
    texts = []
    for cell in row.cells:
        if cell.paragraphs:
            texts.append(squeeze(cell.text).lower())
            if len(texts) == 2 and texts[0] not in own and texts[1] not in own:
                return False
    return len(texts) > 1 and (texts == own or sum(text in own for text in texts) * 4 >= len(texts) * 3 >= 6)
