"""Rows read cell after cell: lines, or pieces of lines, that follow each other in the order of the columns."""

import re
from dataclasses import dataclass
from itertools import accumulate, pairwise

from roadmap.readers import aligning, numbers, responsible, sections, tabbed
from roadmap.readers.blocks import Line, Place, Row
from roadmap.readers.cleaning import OPEN_END, join_lines, squeeze
from roadmap.readers.columns import Heading, Role

MAX_PIECES = 24
MAX_DATE = 110
MAX_DATE_PIECES = 8
MAX_ANSWER = 260
NEVER = float("-inf")
_DATE_WORD = (
    r"(?:январ|феврал|март|апрел|май|мая|мае|июн|июл|август|сентябр|октябр|ноябр|декабр)[а-я]*|"
    r"\d{1,2}\.\d{2}(?:\.\d{2,4})?(?:г\.?)?|20\d\d(?:г\.?)?|\d{1,2}|г\.?|гг\.?|год[ауы]?|уч(?:ебн\w+|\.)?|до|не|позднее|конца|начала|конце|начале|"
    r"с|по|и|в|во|на|от|каждый|каждую|каждого|ежегодно|ежемесячно|ежеквартально|еженедельно|ежедневно|постоянно|течение|течении|"
    r"всего|весь|вся|период[ау]?|реализации|программы|ЦМН|ПМН|раза?|реже|одного|мере|необходимости|планам?|плану|графику|"
    r"согласованию|месяц[ае]?|недел[яиюе]|квартал[ае]?|полугоди[еяи]|четверт[ьи]|понедельник|вторник|сред[ау]|четверг|"
    r"пятниц[ау]|I|II|III|IV|учебного|отдельному"
)
_DATE_RUN = re.compile(rf"(?<!\S)\(?(?:{_DATE_WORD})(?:[\s,;–—-]+(?:{_DATE_WORD}))*\.?\)?(?!\S)", re.IGNORECASE)
# What stands in dates that name no day, and may be cut over several lines.
_DATE_STEM = re.compile(
    r"соответстви|план|график|учебн|согласовани|уточнени|период|реализаци|необходимост|договор|издани|выход|вступлени|после",
    re.IGNORECASE,
)
_POST_CUT = re.compile(
    r"(?<=\s)(?=(?:Зам\.|Замест|Директор|Куратор|Педагог|Методист|Координатор|Классн|Кл\.|Администрац|Завуч|Наставник|"
    r"Руководител|Психолог|Рабоч\w+ групп|Социальн|Учител|Преподавател|Мастер|[А-ЯЁ][а-яё]+\s[А-ЯЁ]\.\s?[А-ЯЁ]\.))"
)
_NUMBER_AHEAD = re.compile(r"(\d{1,2}(?:\.\d{1,2}){0,3}[.)]?|[IVX]{1,4}\.)\s+(?=[А-ЯЁ«\"])")
_SENTENCE_END = (".", ";", ":", "!", "?", "»", ")")
# A date that the calendar understands is cut out of its line.


@dataclass(frozen=True)
class Piece:
    """A line, or a part of one; `inside` when it does not begin its line, `apart` after a blank line."""

    text: str
    line: int
    inside: bool = False
    apart: bool = False


def rows(body: list[tuple[int, str]], heading: Heading) -> tuple[list[Row], list[Line]]:
    """Lay numbered lines out into rows; what stands after the last of them stays lines."""
    found, rest = _rows(_pieces(body), heading)
    return found, [Line(piece.text, Place(line=piece.line)) for piece in rest]


def _pieces(body: list[tuple[int, str]]) -> list[Piece]:
    pieces: list[Piece] = []
    previous = body[0][0] - 1 if body else 0
    for number, text in body:
        apart = number - previous > 1
        previous = number
        ahead = _NUMBER_AHEAD.match(text)
        if ahead:
            pieces.append(Piece(ahead[1], number, apart=apart))
            text, apart = text[ahead.end() :], False
        for order, part in enumerate(_parts(text)):
            pieces.append(Piece(part, number, inside=order > 0, apart=apart and order == 0))
    return pieces


def _parts(text: str) -> list[str]:
    """Cut a line where a date begins and ends, and where a post with a capital letter begins."""
    cuts = {0, len(text), *(found.start() for found in _POST_CUT.finditer(text))}
    for run in _DATE_RUN.finditer(text):
        words = list(re.finditer(r"\S+", run[0]))
        spans = ((first, last) for first in range(len(words)) for last in range(len(words), first, -1))
        for first, last in spans:
            start, end = run.start() + words[first].start(), run.start() + words[last - 1].end()
            if aligning.is_date(text[start:end]):
                cuts |= {start, end}
                break
    ordered = sorted(cuts)
    return [part for a, b in pairwise(ordered) if (part := text[a:b].strip())]


def _rows(pieces: list[Piece], heading: Heading) -> tuple[list[Row], list[Piece]]:
    """Lay the pieces out into cells, row by row, by the layout that makes most sense."""
    width, count = len(heading.columns), len(pieces)
    scores = _Scores(pieces, heading)
    # best[i][c]: pieces before i are laid out, the last of them in column c; before anything it is the last column.
    best: list[dict[int, tuple[float, tuple[int, int] | None]]] = [{} for _ in range(count + 1)]
    best[0][width] = (0.0, None)
    for start in range(count):
        # The step to a column costs the same however long its cell is: the best way there is found once.
        ways = {
            target: max((score + scores.step(start, at, target), at) for at, (score, _) in best[start].items())
            for target in (range(width) if best[start] else ())
        }
        for end in range(start + 1, min(start + MAX_PIECES, count) + 1):
            for target, (score, column) in ways.items():
                total = score + scores.fit(start, end, target)
                if total > best[end].get(target, (NEVER, None))[0]:
                    best[end][target] = (total, (start, column))
            if scores.stops(start, end):
                break
    end = max(
        (index for index in range(count + 1) if best[index]),
        key=lambda index: max(score - scores.rest(c) for c, (score, _) in best[index].items()) - 0.6 * (count - index),
    )
    last = max(best[end], key=lambda column: best[end][column][0] - scores.rest(column))
    return _traced(best, end, last, pieces, width), pieces[end:]


def _traced(
    best: list[dict[int, tuple[float, tuple[int, int] | None]]], end: int, column: int, pieces: list[Piece], width: int
) -> list[Row]:
    cells: list[tuple[int, int, int]] = []
    while (step := best[end][column][1]) is not None:
        cells.append((step[0], end, column))
        end, column = step
    rows: list[tuple[int, list[str]]] = []
    last = width
    for start, stop, target in reversed(cells):
        if target <= last:
            rows.append((pieces[start].line, [""] * width))
        rows[-1][1][target] = _text(pieces[start:stop])
        last = target
    return [tabbed.row(texts, Place(line=line)) for line, texts in rows]


def _text(pieces: list[Piece]) -> str:
    lines: list[str] = []
    for piece in pieces:
        if piece.inside and lines:
            lines[-1] = f"{lines[-1]} {piece.text}"
        else:
            lines.append(piece.text)
    return join_lines(lines)


class _Scores:
    """How well a run of pieces fits a column, and what it costs to go from column to column.

    What each piece is, is found once and summed up, so that a run of any length costs the same.
    """

    def __init__(self, pieces: list[Piece], heading: Heading) -> None:
        self.pieces, self.heading = pieces, heading
        texts = [piece.text for piece in pieces]
        self.number = [numbers.is_number(text) for text in texts]
        self.dated = [aligning.is_date(text) for text in texts]
        self.words_of_dates = [bool(_DATE_RUN.search(text) or _DATE_STEM.search(text)) for text in texts]
        self.post = [responsible.begins_with_post(text) for text in texts]
        self.low = [text[:1].islower() for text in texts]
        self.open_end = [bool(OPEN_END.search(text)) for text in texts]
        capital = [not piece.inside and piece.text[:1].isupper() for piece in pieces]
        goal = [sections.starts_with_goal(text) for text in texts]
        listed = [False, *(text.endswith((",", ";")) for text in texts)]
        self.lengths = _summed([len(text) + 1 for text in texts])
        self.apart = _summed([piece.apart for piece in pieces])
        self.dates = _summed(self.dated)
        self.named = _summed([responsible.names_post(text) for text in texts])
        self.capitals = _summed([big and not aim for big, aim in zip(capital, goal, strict=True)])
        self.strangers = _summed(
            [big and not post and not after for big, post, after in zip(capital, self.post, listed, strict=False)]
        )

    def stops(self, start: int, end: int) -> bool:
        """A cell does not reach over a number that opens a row."""
        return end < len(self.pieces) and self.number[end]

    def fit(self, start: int, end: int, column: int) -> float:
        role = self.heading.columns[column].role
        if role == Role.NUMBER:
            return 3.0 if end == start + 1 and self.number[start] else NEVER
        if self.number[start] and end == start + 1:
            return NEVER
        inner = -1.2 * (self.apart[end] - self.apart[start + 1])
        if role == Role.DUE:
            return 3.0 + inner if self._is_date(start, end) else NEVER
        if role == Role.RESPONSIBLE:
            return self._answer(start, end) + inner
        low = -1.0 if self.low[start] and not self.pieces[start].inside else 0.0
        low -= 1.5 if self.post[start] and responsible.begins_with_person(self.pieces[start].text) else 0.0
        capitals, dates = self.capitals[end] - self.capitals[start + 1], self.dates[end] - self.dates[start]
        return (1.0 if role == Role.TITLE else 0.4) + inner + low - 0.35 * capitals - 1.2 * dates

    def _is_date(self, start: int, end: int) -> bool:
        if end == start + 1:
            return self.dated[start]
        near = end - start <= MAX_DATE_PIECES and self.lengths[end] - self.lengths[start] < MAX_DATE
        if not near or not all(self.words_of_dates[start:end]):
            return False
        return aligning.is_date(squeeze(" ".join(piece.text for piece in self.pieces[start:end])))

    def _answer(self, start: int, end: int) -> float:
        """Whoever answers begins with a post or a name, and so does each next one."""
        if self.dated[start] or self.lengths[end] - self.lengths[start] > MAX_ANSWER:
            return -1.5
        strange = 0.4 * (self.strangers[end] - self.strangers[start + 1])
        if self.post[start]:
            return 2.4 - strange
        named = self.named[end] > self.named[start] and not self.low[start]
        return (1.0 if named else -1.0) - strange

    def step(self, start: int, column: int, target: int) -> float:
        """Price the skipped columns, a cut inside a line, and a row that begins low or without a number."""
        roles = [item.role for item in self.heading.columns]
        opens = target <= column
        skipped = roles[column + 1 :] + roles[:target] if opens else roles[column + 1 : target]
        cost = sum(_SKIP.get(role, 0.2) for role in skipped)
        piece = self.pieces[start]
        if piece.inside:
            cost += 0.5
        elif self.low[start] and start and not self.pieces[start - 1].text.endswith(_SENTENCE_END):
            after_date = column < len(roles) and roles[column] == Role.DUE and not opens
            cost += 0.0 if after_date else 1.6 if roles[target] == Role.RESPONSIBLE else 0.8
        if opens and piece.inside:
            cost += 2.0
        if start and self.open_end[start - 1]:
            cost += 2.5
        return -cost

    def rest(self, column: int) -> float:
        """Price what the last row lacks."""
        return sum(_SKIP.get(item.role, 0.2) for item in self.heading.columns[column + 1 :])


_SKIP = {Role.TITLE: 5.0, Role.DUE: 0.9, Role.RESPONSIBLE: 0.9, Role.NUMBER: 2.4}


def _summed(values: list[int] | list[bool]) -> list[int]:
    return [0, *accumulate(map(int, values))]
