"""The list of pairs as a page shows it: found by form, state and name, each with its meetings and its plan."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from mentoring import sent
from mentoring.accounts.keys import russian_key
from mentoring.accounts.models import Membership
from mentoring.calendar import words
from mentoring.pairs import fulfilment, naming, pairing
from mentoring.pairs.fulfilment import Fulfilment
from mentoring.pairs.models import Meeting, Pair, PairMentee, PairMentor

AT_WORK, OVER = "work", "over"
GROUPS = ((AT_WORK, "действующие"), (OVER, "оконченные"))
_TONES = {
    Pair.State.FIXED: "go",
    Pair.State.WORKS: "ok",
    Pair.State.PAUSED: "warn",
}


@dataclass(frozen=True)
class Line:
    """One pair of the list."""

    pair: Pair
    name: str
    tone: str
    state: str
    held: int
    plan: Fulfilment


def found(member: Membership, asked: Mapping[str, str], programme: int | None) -> QuerySet[Pair]:
    """Return the pairs that are looked for, the latest first; without a state those that are not over."""
    rows = Pair.objects.visible_to(member).filter(programme=programme)
    form, state = sent.whole(asked.get("form", "")), asked.get("state", "")
    if form is not None:
        rows = rows.filter(form=form)
    if state in Pair.State.values:
        rows = rows.filter(state=state)
    elif state == OVER:
        rows = rows.filter(state__in=Pair.OVER)
    elif state == AT_WORK:
        rows = rows.exclude(state__in=Pair.OVER)
    for word in russian_key(asked.get("q", "")).split():
        mentors = PairMentor.objects.filter(mentor__person__name_key__contains=word)
        mentees = PairMentee.objects.filter(mentee__person__name_key__contains=word)
        rows = rows.filter(
            Q(pk__in=mentors.values("pair")) | Q(pk__in=mentees.values("pair")) | Q(title__contains=word)
        )
    return rows


def lines(pairs: Iterable[Pair]) -> list[Line]:
    """Say of each pair what a row of the list says: two queries besides those for the people."""
    rows = list(pairs)
    plans, held = fulfilment.of_pairs(rows), held_in(rows)
    return [Line(row, naming.name(row), *condition(row), held[row.pk], plans[row.pk]) for row in rows]


def held_in(pairs: Iterable[Pair]) -> Counter[int]:
    """Count the meetings that were held in each of these pairs."""
    keys = [pair.pk for pair in pairs]
    return Counter(Meeting.objects.filter(pair__in=keys, state=Meeting.State.HELD).values_list("pair", flat=True))


def condition(pair: Pair) -> tuple[str, str]:
    """Say the state of a pair as a tone and words; an ending that lies ahead is named with its day."""
    if pair.state in Pair.STANDING and pair.ending:
        verb = "завершается" if pair.ending in pairing.COMPLETING else "расторгается"
        return "warn", f"{verb} {words.day_month(pair.end)}"
    return _TONES.get(pair.state, ""), pair.get_state_display()
