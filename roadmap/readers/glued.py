"""Rows of a table whose columns the copy has lost: lines, or pieces of lines, that follow each other cell by cell."""

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from roadmap.readers import aligning, columns, numbers, responsible, sections, tabbed
from roadmap.readers.blocks import Block, Grid, Line, Place, Row
from roadmap.readers.cleaning import join_lines, squeeze
from roadmap.readers.columns import Heading, Role

MAX_HEADING_WORDS = 34
MAX_CELL_WORDS = 5
MAX_PIECES = 24
MAX_DATE = 110
MAX_ANSWER = 260
NEVER = float("-inf")
_ROLE_WORD = re.compile(r"мероприяти|срок|дата|ответственн|исполнител|содержани|период", re.IGNORECASE)
# Words of which dates are made; a run of them that the calendar understands is cut out of its line.
_DATE_WORD = (
    r"(?:январ|феврал|март|апрел|май|мая|мае|июн|июл|август|сентябр|октябр|ноябр|декабр)[а-я]*|"
    r"\d{1,2}\.\d{2}(?:\.\d{2,4})?|20\d\d|\d{1,2}|г\.?|гг\.?|год[ауы]?|уч(?:ебн\w+|\.)?|до|не|позднее|конца|начала|конце|начале|"
    r"с|по|и|в|во|на|от|каждый|каждую|каждого|ежегодно|ежемесячно|ежеквартально|еженедельно|ежедневно|постоянно|течение|течении|"
    r"всего|весь|вся|период[ау]?|реализации|программы|ЦМН|ПМН|раза?|реже|одного|мере|необходимости|планам?|плану|графику|"
    r"согласованию|месяц[ае]?|недел[яиюе]|квартал[ае]?|полугоди[еяи]|четверт[ьи]|понедельник|вторник|сред[ау]|четверг|"
    r"пятниц[ау]|I|II|III|IV|учебного|отдельному"
)
_DATE_RUN = re.compile(rf"(?<!\S)\(?(?:{_DATE_WORD})(?:[\s,;–—-]+(?:{_DATE_WORD}))*\.?\)?(?!\S)", re.IGNORECASE)
_POST_CUT = re.compile(
    r"(?<=\s)(?=(?:Зам\.|Замест|Директор|Куратор|Педагог|Методист|Координатор|Классн|Кл\.|Администрац|Завуч|Наставник|"
    r"Руководител|Психолог|Рабоч\w+ групп|Социальн|Учител|Преподавател|Мастер|[А-ЯЁ][а-яё]+\s[А-ЯЁ]\.\s?[А-ЯЁ]\.))"
)
_NUMBER_AHEAD = re.compile(r"(\d{1,2}(?:\.\d{1,2}){0,3}[.)]?|[IVX]{1,4}\.)\s+(?=[А-ЯЁ«\"])")
_PER_PAGE = re.compile(r"п\s?/?\s?п\b")
_SENTENCE_END = (".", ";", ":", "!", "?", "»", ")")


@dataclass(frozen=True)
class Piece:
    """A line, or a part of one; `inside` when it does not begin its line, `apart` after a blank line."""

    text: str
    line: int
    inside: bool = False
    apart: bool = False


def blocks(lines: list[str]) -> list[Block]:
    """Read the lines around the table as they are, and the table by sense."""
    full = [(number, text.strip()) for number, text in enumerate(lines, start=1)]
    filled = [(number, text) for number, text in full if text]
    found = _heading(filled)
    if found is None:
        return [tabbed.line(text, number) for number, text in filled]
    start, end, texts = found
    head = tabbed.row(texts, Place(line=filled[start][0]))
    heading = columns.at((head,), 0)
    if heading is None:
        return [tabbed.line(text, number) for number, text in filled]
    body = _without_heads(filled[end:], filled[start:end])
    rows, rest = _rows(_pieces(body), heading)
    if not _is_plan(rows, heading):
        return [tabbed.line(text, number) for number, text in filled]
    before = [tabbed.line(text, number) for number, text in filled[:start]]
    after: list[Block] = [Line(piece.text, Place(line=piece.line)) for piece in rest]
    return [*before, Grid((head, *rows), head.place), *after]


def _is_plan(rows: list[Row], heading: Heading) -> bool:
    """A text that only mentions the words of a heading has no dates where dates should be."""
    due = next((index for index, column in enumerate(heading.columns) if column.role == Role.DUE), None)
    if due is None or heading.kind != columns.Table.PLAN:
        return False
    dated = sum(1 for row in rows if row.cells[due].paragraphs)
    return dated > 0 and dated * 3 >= len(rows)


def _heading(filled: list[tuple[int, str]]) -> tuple[int, int, list[str]] | None:
    """Find the lines that hold the column headings, and part them."""
    for start, (_, text) in enumerate(filled):
        if len(text) > 200 or not _ROLE_WORD.search(text) and not columns.role_of(text):
            continue
        best: tuple[float, int, list[str]] | None = None
        for end in range(start + 1, min(start + 13, len(filled)) + 1):
            words = [
                (word, position == 0) for _, line in filled[start:end] for position, word in enumerate(line.split())
            ]
            if len(words) > MAX_HEADING_WORDS:
                break
            score, cells = _parted(tuple(words))
            if score >= 2 and (best is None or score > best[0] + 0.4):
                best = (score, end, list(cells))
        if best and (read := columns.at((tabbed.row(best[2], Place()),), 0)) and read.has(Role.DUE):
            return start, best[1], best[2]
    return None


def _parted(words: tuple[tuple[str, bool], ...]) -> tuple[float, tuple[str, ...]]:
    """Part words into column headings so that most of them mean something different."""

    @cache
    def best(start: int, seen: frozenset[Role]) -> tuple[float, tuple[str, ...]]:
        if start == len(words):
            return 0.0, ()
        options: list[tuple[float, tuple[str, ...]]] = [(NEVER, ())]
        for end in range(start + 1, min(start + MAX_CELL_WORDS, len(words)) + 1):
            text = " ".join(word for word, _ in words[start:end])
            role = columns.role_of(text)
            if role is None or role in seen and role != Role.OTHER or role != Role.NUMBER and _PER_PAGE.match(text):
                continue
            score, cells = best(end, seen | {role})
            cut_inside = 0.3 * (start > 0 and not words[start][1])
            broken = 0.2 * sum(1 for _, opens in words[start + 1 : end] if opens)
            options.append((score + (0.5 if role == Role.OTHER else 1.0) - cut_inside - broken, (text, *cells)))
        return max(options, key=lambda option: option[0])

    return best(0, frozenset())


def _without_heads(body: list[tuple[int, str]], head: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """Drop the heading where it is repeated, the row of column numbers, and page numbers."""
    texts, kept, index = [text for _, text in head], [], 0
    while index < len(body):
        if [text for _, text in body[index : index + len(texts)]] == texts:
            index += len(texts)
            continue
        kept.append(body[index])
        index += 1
    ordinal = 0
    while ordinal < len(kept) and kept[ordinal][1] == str(ordinal + 1) and ordinal < 8:
        ordinal += 1
    if kept and re.fullmatch(r"1 2 3(?: \d)*", kept[0][1]):
        return kept[1:]
    return kept[ordinal:] if ordinal > 2 else kept


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
    # best[i][c]: pieces before i are laid out, the last of them in column c; -1 before anything.
    best: list[dict[int, tuple[float, tuple[int, int] | None]]] = [{} for _ in range(count + 1)]
    best[0][width] = (0.0, None)
    for start in range(count):
        for column, (score, _) in best[start].items():
            for end in range(start + 1, min(start + MAX_PIECES, count) + 1):
                for target in range(width):
                    fit = scores.fit(start, end, target)
                    if fit == NEVER:
                        continue
                    total = score + fit + scores.step(start, column, target)
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


@dataclass(frozen=True)
class _Scores:
    """How well a run of pieces fits a column, and what it costs to go from column to column."""

    pieces: list[Piece]
    heading: Heading

    def stops(self, start: int, end: int) -> bool:
        """A cell does not reach over a number that opens a row."""
        return end < len(self.pieces) and numbers.is_number(self.pieces[end].text)

    def fit(self, start: int, end: int, column: int) -> float:
        role, run = self.heading.columns[column].role, self.pieces[start:end]
        first = run[0].text
        if role == Role.NUMBER:
            return 3.0 if end == start + 1 and numbers.is_number(first) else NEVER
        if numbers.is_number(first) and len(run) == 1:
            return NEVER
        text = squeeze(" ".join(piece.text for piece in run))
        inner = -1.2 * sum(1 for piece in run[1:] if piece.apart)
        if role == Role.DUE:
            return 3.0 + inner if len(text) < MAX_DATE and aligning.is_date(text) else NEVER
        if role == Role.RESPONSIBLE:
            return self._answer(run, text) + inner
        capitals = sum(
            1
            for piece in run[1:]
            if not piece.inside and piece.text[:1].isupper() and not sections.starts_with_goal(piece.text)
        )
        dates = sum(1 for piece in run if aligning.is_date(piece.text))
        low = -1.0 if first[:1].islower() and not run[0].inside else 0.0
        low -= 1.5 if responsible.begins_with_person(first) else 0.0
        weight = 1.0 if role == Role.TITLE else 0.4
        return weight + inner + low - 0.35 * capitals - 1.2 * dates

    @staticmethod
    def _answer(run: list[Piece], text: str) -> float:
        """Whoever answers begins with a post or a name, and so does each next one."""
        if aligning.is_date(text) or len(text) > MAX_ANSWER:
            return -1.5
        strange = sum(
            1
            for above, piece in pairwise(run)
            if not piece.inside
            and piece.text[:1].isupper()
            and not responsible.begins_with_post(piece.text)
            and not above.text.endswith((",", ";"))
        )
        if responsible.begins_with_post(run[0].text):
            return 2.4 - 0.4 * strange
        return (1.0 if responsible.names_post(text) and not text[0].islower() else -1.0) - 0.4 * strange

    def step(self, start: int, column: int, target: int) -> float:
        """Price the skipped columns, a cut inside a line, and a row that begins low or without a number."""
        roles = [item.role for item in self.heading.columns]
        opens = target <= column
        skipped = roles[column + 1 :] + roles[:target] if opens else roles[column + 1 : target]
        cost = sum(_SKIP.get(role, 0.2) for role in skipped)
        piece = self.pieces[start]
        if piece.inside:
            cost += 0.5
        elif piece.text[:1].islower() and start and not self.pieces[start - 1].text.endswith(_SENTENCE_END):
            cost += 0.6
        if opens and piece.inside:
            cost += 2.0
        return -cost

    def rest(self, column: int) -> float:
        """Price what the last row lacks."""
        return sum(_SKIP.get(item.role, 0.2) for item in self.heading.columns[column + 1 :])


_SKIP = {Role.TITLE: 5.0, Role.DUE: 0.9, Role.RESPONSIBLE: 0.9, Role.NUMBER: 2.4}
