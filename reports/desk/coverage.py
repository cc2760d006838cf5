"""What share of learners and staff is in pairs, drawn beside what was meant, and the same numbers in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from mentoring.accounts.vocabulary import Vocabulary
from mentoring.calendar import words
from mentoring.pairs import covering
from mentoring.pairs.covering import Share
from mentoring.programmes.models import Target

WIDTH, ROW, BAR = 320, 46, 14
_ROOM = Decimal("1.15")  # so that the longest bar does not touch the edge


@dataclass(frozen=True)
class Line:
    """One group of the chart, in the units of its drawing, and its numbers."""

    title: str
    said: str
    people: int
    of: int
    percent: str
    target: str
    reached: bool
    text_y: int
    bar_y: int
    length: int
    goal: int | None
    goal_y: int
    goal_end: int


@dataclass(frozen=True)
class Chart:
    """The groups of a programme."""

    lines: tuple[Line, ...]
    height: int
    description: str
    bar: int = BAR


def chart(shares: Sequence[Share], own: Vocabulary) -> Chart | None:
    """Draw the groups; nothing where nobody is in a pair yet."""
    if not shares:
        return None
    longest = max(max(share.percent or 0, share.target or 0) for share in shares) * _ROOM or Decimal(1)
    lines = tuple(_line(place, share, longest, own) for place, share in enumerate(shares))
    said = "; ".join(f"{line.title}: {line.said}" for line in lines)
    return Chart(lines, ROW * len(lines), f"Охват по группам. {said}.")


def _line(place: int, share: Share, longest: Decimal, own: Vocabulary) -> Line:
    top, percent = place * ROW, share.percent
    target = f"{words.per_cent(share.target)} ({share.year})" if share.target is not None else "—"
    shown = words.per_cent(percent) if percent is not None else "—"
    aim = f", цель {words.per_cent(share.target)}" if share.target is not None else ""
    return Line(
        title=title(share.group, own),
        said=f"{shown}{aim}",
        people=share.people,
        of=share.of,
        percent=shown,
        target=target,
        reached=share.reached,
        text_y=top + 14,
        bar_y=top + 20,
        length=int(WIDTH * (percent or 0) / longest),
        goal=int(WIDTH * share.target / longest) if share.target is not None else None,
        goal_y=top + 17,
        goal_end=top + 23 + BAR,
    )


def title(group: str, own: Vocabulary) -> str:
    """Name a group by the words of the school: «Ученики — наставляемые»."""
    kind, side = covering.GROUPS[Target.Group(group)]
    whose = own.learners if kind == covering.LEARNERS else "сотрудники"
    return f"{whose.capitalize()} — {'наставляемые' if side == 'mentee' else 'наставники'}"
