"""A table whose columns the copy has lost: find its heading by the words, then read its rows by their sense."""

import re
from functools import cache

from roadmap.readers import columns, heads, interleaved, sequence, tabbed
from roadmap.readers.blocks import Block, Grid, Line, Place, Row
from roadmap.readers.columns import Heading, Role

MAX_HEADING_WORDS = 34
MAX_CELL_WORDS = 5
NEVER = float("-inf")
_ROLE_WORD = re.compile(r"мероприяти|срок|дата|ответственн|исполнител|содержани|период", re.IGNORECASE)
_PER_PAGE = re.compile(r"п\s?/?\s?п\b")
_DANGLING = re.compile(r"\S\s.*(?:ый|ое|ие|ые|овый|ования?|\bвид)$", re.IGNORECASE)
_NUMBER_INSIDE = re.compile(r"(\d{1,2}\.\d{1,2}(?:\.\d{1,2})*[.)]?)\s+(?=[а-яё])")
MAX_ABOVE = 4
MAX_ACROSS = 600


def blocks(lines: list[str]) -> list[Block]:
    """Read the lines around the table as they are, and the table by sense."""
    return _blocks([(number, text.strip()) for number, text in enumerate(lines, start=1) if text.strip()])


def _blocks(filled: list[tuple[int, str]]) -> list[Block]:
    found = _heading(filled)
    if found is None:
        return [tabbed.line(text, number) for number, text in filled]
    start, end, texts = found
    head = tabbed.row(texts, Place(line=filled[start][0]))
    heading = columns.at((head,), 0)
    if heading is None:
        return [tabbed.line(text, number) for number, text in filled]
    stop = _next_title(filled, end)
    body = _numbers_first(_without_heads(filled[end:stop], filled[start:end]))
    rows, after = _best(body, heading)
    if not _is_plan(rows, heading):
        return [tabbed.line(text, number) for number, text in filled]
    before = [tabbed.line(text, number) for number, text in filled[:start]]
    rest = _blocks(filled[stop:]) if stop < len(filled) else []
    return [*before, Grid((head, *rows), head.place), *after, *rest]


def _next_title(filled: list[tuple[int, str]], start: int) -> int:
    """Find where the title of another table begins: its words, and column headings soon after."""
    for index in range(start, len(filled)):
        if heads.PLAN_TITLE.match(filled[index][1]):
            below = {role for _, text in filled[index + 1 : index + 12] if (role := columns.role_of(text))}
            if len(below - {Role.OTHER}) > 2:
                return index
    return len(filled)


def _best(body: list[tuple[int, str]], heading: Heading) -> tuple[list[Row], list[Line]]:
    """Read across the columns where the lines run so, else cell after cell."""
    if len(body) <= MAX_ACROSS and interleaved.is_across(body) and (across := interleaved.rows(body, heading)):
        return across, []
    return sequence.rows(body, heading)


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
            if text.count("(") != text.count(")") or _DANGLING.search(text):
                continue
            if role is None or role in seen and role != Role.OTHER or role != Role.NUMBER and _PER_PAGE.match(text):
                continue
            score, cells = best(end, seen | {role})
            cut_inside = 0.3 * (start > 0 and not words[start][1])
            broken = 0.2 * sum(1 for _, opens in words[start + 1 : end] if opens)
            options.append((score + (0.5 if role == Role.OTHER else 1.0) - cut_inside - broken, (text, *cells)))
        return max(options, key=lambda option: option[0])

    return best(0, frozenset())


def _numbers_first(body: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """Give a number that stands in the middle line of its title back to the line where the title begins."""
    moved = list(body)
    for index, (number, text) in enumerate(body):
        if not (inside := _NUMBER_INSIDE.match(text)):
            continue
        near = range(index - 1, max(index - MAX_ABOVE, 0) - 1, -1)
        first = next((at for at in near if moved[at][1][:1].isupper() or moved[at][1][:1].isdigit()), None)
        if first is not None and moved[first][1][:1].isupper():
            moved[first] = (moved[first][0], f"{inside[1]} {moved[first][1]}")
            moved[index] = (number, text[inside.end() :])
    return moved


def _without_heads(body: list[tuple[int, str]], head: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """Drop the heading where it is repeated, the row of column numbers, and page numbers."""
    texts, kept, index = [text for _, text in head], [], 0
    while index < len(body):
        if [text for _, text in body[index : index + len(texts)]] == texts:
            index += len(texts)
            continue
        kept.append(body[index])
        index += 1
    ordinal, first = 0, 2 if kept and kept[0][1] == "2" else 1  # the first may stand among the words of the heading
    while ordinal < len(kept) and kept[ordinal][1] == str(ordinal + first) and ordinal < 8:
        ordinal += 1
    if kept and re.fullmatch(r"1 2 3(?: \d)*", kept[0][1]):
        return kept[1:]
    return kept[ordinal:] if ordinal > 2 else kept
