"""How much of a plan is done: by weight, against the least that is enough."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from mentoring.pairs.models import Pair, PlanItem

ENOUGH = 90  # per cent of a plan


@dataclass(frozen=True)
class Fulfilment:
    """The weight that is done, the weight of all, and what share that is; of an empty plan there is none."""

    done: int
    total: int

    @property
    def percent(self) -> int | None:
        """Round down: 89.9 is not yet enough."""
        return 100 * self.done // self.total if self.total else None

    @property
    def enough(self) -> bool:
        return self.total > 0 and 100 * self.done >= ENOUGH * self.total


def of_plan(items: Iterable[PlanItem]) -> Fulfilment:
    """Count what is done of these items."""
    rows = list(items)
    return Fulfilment(sum(row.weight for row in rows if row.done_on), sum(row.weight for row in rows))


def of_pairs(pairs: Iterable[Pair]) -> dict[int, Fulfilment]:
    """Return by pair how much of its plan is done, in one query; a pair without a plan has nothing to do."""
    keys = [pair.pk for pair in pairs]
    done, total = defaultdict(int), defaultdict(int)
    rows = PlanItem.objects.filter(plan__pair__in=keys).values_list("plan__pair", "weight", "done_on")
    for pair, weight, done_on in rows:
        total[pair] += weight
        done[pair] += weight if done_on else 0
    return {pk: Fulfilment(done[pk], total[pk]) for pk in keys}
