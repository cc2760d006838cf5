"""What a newer edition of a plan changes, and the plan that comes out of the chosen changes."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from roadmap.readers.cleaning import fold
from roadmap.sheets import Event, Section, Sheet


class Kind(StrEnum):
    """What happens to a line of the plan."""

    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    REWORDED = "reworded"
    PLACED = "placed"
    HEAD = "head"


@dataclass(frozen=True)
class Change:
    """One thing to keep or to take; `old` and `new` are keys of the line in the plan and in the newer edition."""

    kind: Kind
    old: str | None = None
    new: str | None = None
    of_section: bool = False
    fields: tuple[str, ...] = ()
    marked: bool = False

    @property
    def key(self) -> str:
        """Name the change in a form and among the choices."""
        return f"{self.kind}-{'s' if self.of_section else 'e'}-{self.old or ''}-{self.new or ''}"


@dataclass(frozen=True)
class Difference:
    """All changes, and which line of the plan is which line of the newer edition."""

    changes: tuple[Change, ...]
    events: Mapping[str, str]  # key in the newer edition → key in the plan
    sections: Mapping[str, str]

    def of_kind(self, kind: Kind) -> tuple[Change, ...]:
        return tuple(change for change in self.changes if change.kind == kind)


_DATE = ("due", "answers")
_WORDS = ("title", "content", "responsible_text", "result_text", "indicator_text", "footnote", "extras", "inherited")
_SECTION_WORDS = ("title", "goal", "task", "result", "due_text", "responsible_text", "stage")
_HEAD = ("title", "period", "columns")
_WORD = re.compile(r"\w+")
_ALIKE = 0.5
_MOST_PAIRS = 400_000  # two long plans without a line in common are not compared word by word
NEW = "new "  # begins the keys of lines that the plan did not have


def compare(old: Sheet, new: Sheet) -> Difference:
    """Say what the newer edition adds, removes, moves in time, words anew and puts elsewhere."""
    sections = _match(old.sections, new.sections)
    standing = tuple(event for event in old.events if not event.withdrawn)
    events = _match(standing, new.events)
    changes = [
        *_head(old, new),
        *_of_lines(
            old.sections, new.sections, sections, lambda a, b: _section_changes(a, b, sections), of_section=True
        ),
        *_of_lines(standing, new.events, events, lambda a, b: _event_changes(a, b, sections), of_section=False),
    ]
    return Difference(tuple(changes), events, sections)


def apply(old: Sheet, new: Sheet, difference: Difference, kept: frozenset[str] = frozenset()) -> Sheet:
    """Give the plan with every change but those whose keys are in `kept`; lines keep their keys, marked ones stay."""
    taken = {change.key for change in difference.changes} - kept
    head = new if Change(Kind.HEAD).key in taken else old
    events = _merged_events(old, new, difference, taken)
    sections = _merged_sections(old, new, difference, taken, events)
    return Sheet(head.title, head.period, head.columns, sections, events)


def _head(old: Sheet, new: Sheet) -> Iterator[Change]:
    if fields := _differing(old, new, _HEAD):
        yield Change(Kind.HEAD, fields=fields)


def _of_lines(
    old: Sequence, new: Sequence, matched: Mapping[str, str], changed: Callable, *, of_section: bool
) -> Iterator[Change]:
    """Go through the newer edition in its order, then name what it lacks."""
    by_key = {line.key: line for line in old}
    for line in new:
        if line.key in matched:
            yield from changed(by_key[matched[line.key]], line)
        else:
            yield Change(Kind.ADDED, None, line.key, of_section)
    left = by_key.keys() - set(matched.values())
    for line in old:
        if line.key in left:
            yield Change(Kind.REMOVED, line.key, None, of_section, marked=getattr(line, "marked", False))


def _event_changes(old: Event, new: Event, sections: Mapping[str, str]) -> Iterator[Change]:
    if (old.due.raw, old.answers) != (new.due.raw, new.answers):
        yield Change(Kind.MOVED, old.key, new.key, fields=_differing(old, new, _DATE), marked=old.marked)
    if fields := _differing(old, new, _WORDS):
        yield Change(Kind.REWORDED, old.key, new.key, fields=fields, marked=old.marked)
    place = (new.number, sections.get(new.section, NEW + new.section) if new.section else None)
    if (old.number, old.section) != place:
        yield Change(Kind.PLACED, old.key, new.key, fields=("number", "section"), marked=old.marked)


def _section_changes(old: Section, new: Section, sections: Mapping[str, str]) -> Iterator[Change]:
    if fields := _differing(old, new, _SECTION_WORDS):
        yield Change(Kind.REWORDED, old.key, new.key, of_section=True, fields=fields)
    place = (new.number, sections.get(new.parent, NEW + new.parent) if new.parent else None)
    if (old.number, old.parent) != place:
        yield Change(Kind.PLACED, old.key, new.key, of_section=True, fields=("number", "parent"))


def _differing(old, new, fields: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name for name in fields if getattr(old, name) != getattr(new, name))


# Which line is which


def _match(old: Sequence, new: Sequence) -> dict[str, str]:
    """Pair lines of both editions: same number and words, same words, same template, same number and alike, alike."""
    found: dict[str, str] = {}
    rules = (
        lambda line: (line.number, fold(line.title)),
        lambda line: fold(line.title),
        lambda line: getattr(line, "template_code", "") or None,
    )
    for rule in rules:
        _pair_by(rule, _left(old, found.values()), _left(new, found), found)
    _pair_alike(_left(old, found.values()), _left(new, found), found)
    return {line.key: found[line.key] for line in new if line.key in found}


def _left(lines: Sequence, gone) -> list:
    gone = set(gone)
    return [line for line in lines if line.key not in gone]


def _pair_by(rule: Callable, old: Sequence, new: Sequence, found: dict[str, str]) -> None:
    waiting: dict = {}
    for line in old:
        if rule(line) is not None:
            waiting.setdefault(rule(line), []).append(line.key)
    for line in new:
        if waiting.get(rule(line)):
            found[line.key] = waiting[rule(line)].pop(0)


def _pair_alike(old: Sequence, new: Sequence, found: dict[str, str]) -> None:
    """Pair what is left by common words, the most alike first; the same number counts for a third of the words."""
    if len(old) * len(new) > _MOST_PAIRS:
        return
    words = {id(line): set(_WORD.findall(fold(line.title))) for line in (*old, *new)}
    likeness = (
        (_likeness(words[id(a)], words[id(b)]) + (a.number == b.number != "") / 3, a.key, b.key)
        for a in old
        for b in new
    )
    taken: set[str] = set()
    for _, own, other in sorted((one for one in likeness if one[0] >= _ALIKE), reverse=True):
        if own not in taken and other not in found:
            taken.add(own)
            found[other] = own


def _likeness(first: set[str], second: set[str]) -> float:
    return len(first & second) / len(first | second) if first | second else 0.0


# The plan that comes out


def _merged_events(old: Sheet, new: Sheet, difference: Difference, taken: set[str]) -> tuple[Event, ...]:
    own = {event.key: event for event in old.events}
    merged = []
    for event in new.events:
        if event.key in difference.events:
            merged.append(_merged_event(own[difference.events[event.key]], event, difference, taken))
        elif Change(Kind.ADDED, None, event.key).key in taken:
            merged.append(replace(event, key=NEW + event.key, section=_section_key(event.section, difference)))
    gone = own.keys() - set(difference.events.values())
    left = [_left_event(event, taken) for event in old.events if event.key in gone]
    return tuple(_put_back(old.events, merged, [event for event in left if event]))


def _merged_event(old: Event, new: Event, difference: Difference, taken: set[str]) -> Event:
    event = old
    if Change(Kind.MOVED, old.key, new.key).key in taken:
        event = replace(event, due=new.due, answers=new.answers)
    if Change(Kind.REWORDED, old.key, new.key).key in taken:
        event = replace(event, **{name: getattr(new, name) for name in _WORDS})
    if Change(Kind.PLACED, old.key, new.key).key in taken:
        event = replace(event, number=new.number, section=_section_key(new.section, difference))
    return event


def _left_event(event: Event, taken: set[str]) -> Event | None:
    """A line that the newer edition lacks: gone, or withdrawn where somebody has worked on it."""
    if event.withdrawn or Change(Kind.REMOVED, event.key).key not in taken:
        return event
    return replace(event, withdrawn=True) if event.marked else None


def _merged_sections(
    old: Sheet, new: Sheet, difference: Difference, taken: set[str], events: Sequence[Event]
) -> tuple[Section, ...]:
    """Keep the sections that events of the plan still stand in, whatever was chosen for the headings themselves."""
    own = {section.key: section for section in old.sections}
    merged = [_merged_section(own, section, difference, taken) for section in new.sections]
    gone = own.keys() - set(difference.sections.values())
    whole = _put_back(old.sections, merged, [section for section in old.sections if section.key in gone])
    refused = {change.new for change in difference.changes if change.kind == Kind.ADDED and change.of_section} - {
        change.new for change in difference.changes if change.of_section and change.key in taken
    }
    dropped = {key for key in gone if Change(Kind.REMOVED, key, None, of_section=True).key in taken}
    unwanted = dropped | {_section_key(key, difference) for key in refused}
    needed = _with_parents(whole, {event.section for event in events})
    needed |= _with_parents(whole, {section.key for section in whole if section.key not in unwanted})
    return tuple(section for section in whole if section.key in needed)


def _merged_section(own: Mapping[str, Section], new: Section, difference: Difference, taken: set[str]) -> Section:
    if new.key not in difference.sections:
        return replace(new, key=_section_key(new.key, difference), parent=_section_key(new.parent, difference))
    section = own[difference.sections[new.key]]
    if Change(Kind.REWORDED, section.key, new.key, of_section=True).key in taken:
        section = replace(section, **{name: getattr(new, name) for name in _SECTION_WORDS})
    if Change(Kind.PLACED, section.key, new.key, of_section=True).key in taken:
        section = replace(section, number=new.number, parent=_section_key(new.parent, difference))
    return section


def _section_key(key: str | None, difference: Difference) -> str | None:
    """Name a section of the newer edition by its key in the plan; a new one by a key no line of the plan has."""
    if key is None:
        return None
    return difference.sections.get(key, NEW + key)


def _with_parents(sections: Sequence[Section], wanted: set[str | None]) -> set[str]:
    by_key = {section.key: section for section in sections}
    found: set[str] = set()
    for key in wanted:
        while key is not None and key not in found and key in by_key:
            found.add(key)
            key = by_key[key].parent
    return found


def _put_back(before: Sequence, merged: Sequence, kept: Sequence) -> list:
    """Put each kept line after the line it followed."""
    placed = list(merged)
    order = [line.key for line in before]
    for line in kept:
        above = set(order[: order.index(line.key)])
        at = max((index + 1 for index, other in enumerate(placed) if other.key in above), default=0)
        placed.insert(at, line)
    return placed
