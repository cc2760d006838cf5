"""Sections of a plan with their events, in the order in which the document prints them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from roadmap import standing
from roadmap.lines import Block, Line
from roadmap.models import Section

_LAST = 1 << 30
_DEEPEST = 5


@dataclass(frozen=True)
class _Tree:
    """What stands in which section; an event may follow the sections inside its own one."""

    children: Mapping[int | None, Sequence[Section]]
    lines: Mapping[int | None, Sequence[tuple[int, Line]]]
    today: date

    def below(self, pk: int | None) -> list[tuple[int, Line]]:
        """Return the events of a section and of all sections inside it, with their places."""
        found = list(self.lines.get(pk, ()))
        for child in self.children.get(pk, ()):
            found += self.below(child.pk)
        return found


def arrange(
    sections: Sequence[Section], lines: Iterable[tuple[int | None, int, Line]], today: date
) -> tuple[Block, ...]:
    """Arrange events, given as (section, place, line); words of a section stand on its first block alone."""
    children: dict[int | None, list[Section]] = {}
    for section in sections:
        children.setdefault(section.parent_id, []).append(section)
    grouped: dict[int | None, list[tuple[int, Line]]] = {}
    for section_pk, place, line in lines:
        grouped.setdefault(section_pk, []).append((place, line))
    tree = _Tree(children, grouped, today)
    return tuple(_runs(tree, None, 0))


def _runs(tree: _Tree, pk: int | None, depth: int) -> Iterator[Block]:
    """Give what stands in a section: runs of its own events between the sections inside it."""
    own = list(tree.lines.get(pk, ()))
    for section, place in _placed(tree, pk):
        before = [line for at, line in own if at < place]
        own = own[len(before) :]
        if before:
            yield _more(pk, before, tree.today)
        yield from _section(tree, section, depth)
    if own:
        yield _more(pk, [line for _, line in own], tree.today)


def _placed(tree: _Tree, pk: int | None) -> list[tuple[Section, int]]:
    """Place each inner section at its first event; one without events stands before the next that has some."""
    found, place = [], _LAST
    for section in reversed(tree.children.get(pk, ())):
        place = min((at for at, _ in tree.below(section.pk)), default=place)
        found.append((section, place))
    return found[::-1]


def _section(tree: _Tree, section: Section, depth: int) -> Iterator[Block]:
    inside = list(_runs(tree, section.pk, depth + 1)) if depth < _DEEPEST else []
    first = inside.pop(0).lines if inside and inside[0].pk == section.pk and not inside[0].title else ()
    lines = [line for _, line in tree.below(section.pk)]
    start, end = _edges(lines)
    yield Block(
        section.pk,
        section.number,
        section.title,
        tuple(_said(section)),
        section.stage,
        depth,
        first,
        standing.section_look([line.state for line in lines], start, tree.today),
        start,
        end,
    )
    yield from inside


def _more(pk: int | None, lines: Sequence[Line], today: date) -> Block:
    """Continue a section without naming it again."""
    look = standing.section_look([line.state for line in lines], None, today)
    return Block(pk, "", "", (), None, 0, tuple(lines), look)


def _said(section: Section) -> Iterator[tuple[str, str]]:
    for label, text in (
        ("Цель", section.goal),
        ("Задача", section.task),
        ("Результат", section.result),
        ("Срок", section.due_text),
        ("Ответственный", section.responsible_text),
    ):
        if text:
            yield label, text


def _edges(lines: Iterable[Line]) -> tuple[date | None, date | None]:
    kept = [time for line in lines if not line.withdrawn for time in line.times if time.due and not time.off_at]
    if not kept:
        return None, None
    return min(time.start or time.due for time in kept), max(time.due for time in kept)
