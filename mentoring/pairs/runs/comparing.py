"""What one proposal is beside another, in words: variants side by side, the price of a wish, inputs that changed."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from mentoring.calendar.words import counted, some
from mentoring.pairs.matching import repeating
from mentoring.pairs.matching.people import BEST, Order
from mentoring.pairs.matching.proposing import Proposal
from mentoring.pairs.matching.repeating import Fingerprint
from mentoring.pairs.models import Run
from mentoring.pairs.runs.candidates import Candidates
from mentoring.pairs.runs.reasons import sentence

NAMED = 3  # people named in a line of a variant
WEAK = 50  # of a hundred: a pair to be asked about
_SIDES = {"mentees": "наставляемый", "mentors": "наставник"}
_WHAT = {
    "versions": "Обновилась сама программа подбора.",
    "rules": "Изменены правила подбора.",
    "weights": "Изменены веса.",
    "order": "Выбран другой вариант.",
    "locks": "Изменились пары, закреплённые вручную.",
    "bans": "Изменились пары, запрещённые вручную.",
}


@dataclass(frozen=True)
class Variant:
    """One of the ready proposals as it stands beside the others."""

    code: str
    title: str
    words: str
    chosen: bool


def shown(score: int) -> int:
    """Say a score of thousandths as people read it: out of a hundred."""
    return round(score * 100 / BEST)


def mean(proposal: Proposal) -> int:
    return proposal.figures.total // max(proposal.figures.placed, 1)


def variants(found: Candidates, ready: Mapping[Order, Proposal], chosen: Order) -> list[Variant]:
    """Lay the variants side by side, each told against the chosen one."""
    return [
        Variant(order.value, Run.Order(order).label, _figures(ready[order], ready[chosen], found), order is chosen)
        for order in Order
    ]


def _figures(one: Proposal, chosen: Proposal, found: Candidates) -> str:
    figures = one.figures
    words = f"{figures.placed} из {len(found.mentees)} с наставником"
    if figures.worst is not None:
        words += f", слабейшая пара {shown(figures.worst)}, средняя {shown(mean(one))}"
    changed = len(_with(one) - _with(chosen))
    left = [_name(found, key) for key in one.waiting if key not in chosen.waiting]
    if changed:
        words += f". Иначе: {counted(changed, 'пара', 'пары', 'пар')}"
    if left:
        words += f". Без пары ещё: {some(left, NAMED)}"
    return words


def price(found: Candidates, before: Proposal, after: Proposal, *, besides: str) -> list[str]:
    """Say what a pair made by hand costs all others; `besides` is the mentee for whom it is made."""
    said = list(_changes(found, before, after))
    moved = sorted({mentee for mentee, _ in _with(after) - _with(before)} - {besides} - set(before.waiting))
    if moved:
        said.append(sentence(f"Другой наставник будет у: {', '.join(_name(found, key) for key in moved)}"))
    return said or ["Остальные пары не изменятся, сходство прежнее."]


def _changes(found: Candidates, before: Proposal, after: Proposal) -> Iterator[str]:
    for words, more, less in (("Без наставника останется", after, before), ("Наставник появится", before, after)):
        names = [_name(found, key) for key in more.waiting if key not in less.waiting]
        if names:
            yield sentence(f"{words}: {', '.join(names)}")
    if None not in (before.figures.worst, after.figures.worst):
        yield from _shift("Слабейшая пара", before.figures.worst, after.figures.worst)
    yield from _shift("Среднее сходство", mean(before), mean(after))


def _shift(words: str, was: int, now: int) -> Iterator[str]:
    if shown(was) != shown(now):
        yield f"{words}: сейчас {shown(was)}, станет {shown(now)}."


def _with(proposal: Proposal) -> set[tuple[str, str]]:
    return {(pair.mentee, pair.mentor) for pair in proposal.pairs}


def _name(found: Candidates, key: str) -> str:
    return found.mentees[key].person.short_name


def differences(before: Fingerprint, now: Fingerprint, name: Callable[[str, str], str]) -> list[str]:
    """Say which inputs of a run have changed since; `name` tells who a key of a side was."""
    said = []
    for one in repeating.differences(before, now):
        if one.what in _SIDES:
            was, is_now = (one.whose in getattr(side, one.what) for side in (before, now))
            how = "сведения изменились" if was and is_now else "теперь участвует" if is_now else "больше не участвует"
            said.append(f"{name(one.what, one.whose)}, {_SIDES[one.what]}: {how}.")
        else:
            said.append(_WHAT[one.what])
    return sorted(dict.fromkeys(said))
