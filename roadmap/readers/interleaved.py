"""Rows read across their columns: each line of the text holds the next piece of every cell."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, combinations, pairwise

from roadmap.readers import aligning, responsible, sections, tabbed
from roadmap.readers.blocks import Place, Row
from roadmap.readers.cleaning import OPEN_END, join_lines, squeeze
from roadmap.readers.columns import Heading, Role

MAX_COLUMNS = 4
MAX_WORDS = 22
MAX_ROW_LINES = 24
TOP = 6
BEAM = 48
NEVER = float("-inf")
_ANCHOR = re.compile(
    r"(?:январ|феврал|март|апрел|май|мая|мае|июн|июл|август|сентябр|октябр|ноябр|декабр)\w*[,.–-]?|"
    r"\(?20\d\d(?:г\.?)?\)?[,.]?|\d{1,2}\.\d\d(?:\.\d+)?(?:г\.?)?[,.]?|\(?ежегодно\)?|ежемесячно|еженедельно|ежеквартально|постоянно",
    re.IGNORECASE,
)
_FILLER = re.compile(
    r"г\.?|гг\.?|год[ауы]?|уч\.?|учебн\w+|до|не|позднее|конца|начала|с|со|по|и|в|во|на|от|кажд\w+|течени[еи]|всего|весь|"
    r"период[ау]?|реализации|программы|ЦМН|ПМН|раза?|реже|мере|необходимости|планам?|плану|графику|согласованию|"
    r"месяц[ае]?|недел[яиюе]|квартал[ае]?|полугоди[еяи]|четверт[ьи]|\(?уточнение|[IV]+|\d{1,2}|–|-|соответствии",
    re.IGNORECASE,
)
_POST_TAIL = re.compile(r"\bпо (?:У?В?Р|УМР|УПР|НМР|АХЧ|ВР|УР|УВР)\b")
_NUMBER_AHEAD = re.compile(r"(\d{1,2}(?:\.\d{1,2}){0,3}[.)]?|[IVX]{1,4}\.)\s+(?=[А-ЯЁа-яё«\"])")


@dataclass(frozen=True)
class _Split:
    """One way to part a line between the columns."""

    score: float
    parts: tuple[str, ...]


def rows(lines: Sequence[tuple[int, str]], heading: Heading) -> list[Row] | None:
    """Lay the lines out; None where this cannot be how they were written."""
    roles = [column.role for column in heading.columns]
    texts = [role for role in roles if role != Role.NUMBER]
    if Role.NUMBER in roles[1:] or len(texts) > MAX_COLUMNS or Role.DUE not in texts:
        return None
    found = []
    for number, ahead, group in _groups(lines, numbered=roles[0] == Role.NUMBER, roles=texts):
        cells = _cells(group, texts)
        found.append(tabbed.row([ahead, *cells] if roles[0] == Role.NUMBER else cells, Place(line=number)))
    return found


def is_across(lines: Sequence[tuple[int, str]]) -> bool:
    """Tell whether most dates stand inside a line, between words of a title and of whoever answers."""
    dated, full = 0, 0
    for _, text in lines:
        words = text.split()
        places = [place for place, word in enumerate(words) if _ANCHOR.fullmatch(word)]
        if not places or len(words) > MAX_WORDS:
            continue
        dated += 1
        full += places[0] >= 2 and len(words) > places[-1] + 1 and not _is_date_tail(words[places[-1] + 1 :])
    return dated > 1 and full * 2 >= dated


def _is_date_tail(words: list[str]) -> bool:
    return all(_FILLER.fullmatch(word) for word in words)


def _groups(
    lines: Sequence[tuple[int, str]], *, numbered: bool, roles: list[Role]
) -> list[tuple[int, str, list[list[str]]]]:
    """Gather the lines of each row: a number opens it, else a line that names a date and begins with a capital."""
    groups: list[tuple[int, str, list[list[str]]]] = []
    for number, text in lines:
        ahead = _NUMBER_AHEAD.match(text) if numbered else None
        words = (text[ahead.end() :] if ahead else text).split()[:MAX_WORDS]
        best = _splits(tuple(words), tuple(roles), True)[0] if words and not numbered else None
        due = best.parts[roles.index(Role.DUE)] if best else ""
        opens = bool(ahead) if numbered else bool(words) and words[0][:1].isupper() and _holds_anchor(due)
        if opens or not groups or len(groups[-1][2]) >= MAX_ROW_LINES:
            groups.append((number, ahead[1] if ahead else "", [words]))
        else:
            groups[-1][2].append(words)
    return groups


def _holds_anchor(text: str) -> bool:
    return any(_ANCHOR.fullmatch(word) for word in text.split()) or aligning.is_date(text)


def _cells(group: list[list[str]], roles: list[Role]) -> list[str]:
    """Choose the splits of the lines whose cells make the most sense together."""
    texts = [" ".join(words) for words in group]
    dated = any(_ANCHOR.fullmatch(word) for words in group for word in words)
    if not dated and (any(map(sections.starts_with_goal, texts)) or _is_title_alone(group, roles)):
        return ["\u2028".join(texts) if role == Role.TITLE else "" for role in roles]
    beam: list[_Split] = [_Split(0.0, ("",) * len(roles))]
    for order, words in enumerate(group):
        options = _splits(tuple(words), tuple(roles), order == 0)[:TOP]
        beam = sorted(
            (
                _Split(above.score + option.score, tuple(map(_joined, above.parts, option.parts)))
                for above in beam
                for option in options
            ),
            key=lambda split: -split.score,
        )[:BEAM]
    best = max(beam, key=lambda split: split.score + _sense(split.parts, roles))
    return [join_lines(part.split("\n")) for part in best.parts]


def _is_title_alone(group: list[list[str]], roles: list[Role]) -> bool:
    """One line without a date is a heading, though it may name people: «База наставников»."""
    best = _splits(tuple(group[0]), tuple(roles), True)[0] if len(group) == 1 and group[0] else None
    return best is not None and not best.parts[roles.index(Role.DUE)]


def _joined(above: str, part: str) -> str:
    return f"{above}\n{part}" if above and part else above or part


def _sense(parts: tuple[str, ...], roles: list[Role]) -> float:
    total = 0.0
    for role, part in zip(roles, parts, strict=True):
        text = squeeze(part.replace("\n", " "))
        if role == Role.DUE:
            total += 3.0 if aligning.is_date(text) else -1.0 if text else 0.0
        elif role == Role.RESPONSIBLE and text:
            total += 1.5 if responsible.begins_with_post(text) else -1.0
        elif role == Role.TITLE:
            total -= 1.0 * bool(OPEN_END.search(text)) + 1.0 * (not text)
    return total


@lru_cache(maxsize=4096)
def _splits(words: tuple[str, ...], roles: tuple[Role, ...], first: bool) -> tuple[_Split, ...]:
    """Give the ways to part the words, best first."""
    count, width, due = len(words), len(roles), roles.index(Role.DUE)
    answer = roles.index(Role.RESPONSIBLE) if Role.RESPONSIBLE in roles else None
    line = _Line(words, first)
    found = []
    for cuts in combinations(range(count + width - 1), width - 1):
        edges = [0, *(cut - order for order, cut in enumerate(cuts)), count]
        total = line.due(edges[due], edges[due + 1])
        if total == NEVER:
            continue
        total += sum(line.fit(roles[at], edges[at], edges[at + 1]) for at in range(width) if at != due)
        if answer is not None and edges[answer] < edges[answer + 1] and edges[due] == edges[due + 1]:
            total -= 0.8 if first else 0.2
        found.append((total, edges))
    best = sorted(found, key=lambda option: -option[0])[:TOP]
    return tuple(_Split(total, tuple(" ".join(words[a:b]) for a, b in pairwise(edges))) for total, edges in best)


class _Line:
    """The words of a line with what each of them is, counted once so that every way to part them costs little."""

    def __init__(self, words: tuple[str, ...], first: bool) -> None:
        self.words, self.first = words, first
        self.anchor = [bool(_ANCHOR.fullmatch(word)) for word in words]
        self.datelike = [
            anchor or bool(_FILLER.fullmatch(word)) for anchor, word in zip(self.anchor, words, strict=True)
        ]
        self.post = [_begins_answer(" ".join(words[at : at + 4])) for at in range(len(words))]
        self.anchors = _summed(self.anchor)
        self.late = _summed([post and word[0].isupper() for post, word in zip(self.post, words, strict=True)])
        self.tails = _summed([bool(_POST_TAIL.match(" ".join(words[at : at + 2]))) for at in range(len(words))])
        self.dues: dict[tuple[int, int], float] = {}

    def due(self, start: int, end: int) -> float:
        """Only words of dates may stand in a date."""
        if start == end:
            return 0.0
        if (start, end) not in self.dues:
            self.dues[start, end] = self._due(start, end)
        return self.dues[start, end]

    def _due(self, start: int, end: int) -> float:
        if not all(self.datelike[start:end]):
            return NEVER
        anchors, dated = self.anchors[end] - self.anchors[start], aligning.is_date(" ".join(self.words[start:end]))
        return 1.0 * bool(anchors) + (0.8 + 0.16 * (end - start)) * dated - 0.3 * (not dated and not anchors)

    def fit(self, role: Role, start: int, end: int) -> float:
        """Score a piece of a cell by its words alone."""
        if start == end:
            return -0.3 if role == Role.TITLE else 0.0
        count, anchors = end - start, self.anchors[end] - self.anchors[start]
        capital = self.first and self.words[start][0].isupper()
        if role == Role.RESPONSIBLE:
            return (0.9 if self.post[start] else -0.4) + 0.3 * capital - 1.0 * anchors - 0.05 * count
        if role == Role.TITLE:
            late, tails = self.late[end] - self.late[start + 1], self.tails[end] - self.tails[start]
            return min(0.15 * count, 0.9) - 1.0 * bool(tails) - 0.9 * anchors - 0.7 * late + 0.2 * capital
        return 0.1 + 0.3 * capital - 0.5 * anchors


def _begins_answer(text: str) -> bool:
    return responsible.begins_with_post(text) or bool(_POST_TAIL.match(text))


def _summed(flags: list[bool]) -> list[int]:
    return [0, *accumulate(map(int, flags))]
