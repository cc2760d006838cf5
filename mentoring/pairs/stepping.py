"""Steps of a pair from state to state: which lead where; the row is the lock of the pair and of its seats."""

from collections.abc import Iterable, Mapping
from datetime import date

from mentoring.accounts import journal
from mentoring.accounts.models import Membership
from mentoring.accounts.operations import Refused
from mentoring.calendar import words
from mentoring.pairs import naming
from mentoring.pairs.models import Pair

State = Pair.State

# verb → from which states, into which, how the journal calls it
STEPS: dict[str, tuple[tuple[str, ...], str, str]] = {
    "fix": ((State.PROJECT,), State.FIXED, "fixed"),
    "begin": ((State.FIXED,), State.WORKS, "began"),
    "pause": ((State.WORKS,), State.PAUSED, "paused"),
    "resume": ((State.PAUSED,), State.WORKS, "resumed"),
    "complete": ((State.WORKS, State.PAUSED), State.COMPLETED, "completed"),
    "dissolve": ((State.PROJECT, *Pair.STANDING), State.DISSOLVED, "dissolved"),
}


def locked(pairs: Iterable[Pair], by: Membership | None) -> list[Pair]:
    """Take pairs for a change, in one order everywhere; whose pages these are has been asked before."""
    rows = Pair.objects.all() if by is None else Pair.objects.filter(organization=by.organization_id)
    rows = rows.filter(pk__in=[pair.pk for pair in pairs]).select_related("organization", "programme", "form")
    found = list(rows.order_by("pk").select_for_update(of=("self",)))
    if not found:
        raise Refused("Пары уже нет. Обновите страницу.")
    return found


def one(pair: Pair, by: Membership | None) -> Pair:
    """Take one pair for a change."""
    return locked([pair], by)[0]


def require(pair: Pair, verb: str) -> None:
    """Refuse a step that does not lead from the state the pair is in."""
    if pair.state not in STEPS[verb][0]:
        raise Refused(
            f"{naming.name(pair)}: сейчас «{pair.get_state_display()}», отсюда этот шаг не ведёт. Обновите страницу."
        )


def within(pair: Pair, day: date) -> None:
    """Refuse a day on which there is no such pair."""
    if not pair.start <= day <= pair.end:
        raise Refused(
            f"{naming.name(pair)}: {words.full(day)} — не день этой пары. Выберите день "
            f"с {words.full(pair.start)} по {words.full(pair.end)}"
        )


def said(pair: Pair, reason: str, what: str) -> str:
    """Return the reason as it is kept; refuse an empty one."""
    if not reason.strip():
        raise Refused(f"{naming.name(pair)}: напишите, {what}.")
    return reason.strip()


def step(pair: Pair, verb: str, by: Membership | None, facts: Mapping | None = None) -> Pair:
    """Put the pair into the state where the verb leads, with what goes with it."""
    _, to, told = STEPS[verb]
    return change(pair, told, by, {"state": to} | dict(facts or {}))


def change(pair: Pair, told: str, by: Membership | None, facts: Mapping) -> Pair:
    """Keep new facts of a pair; one entry of the journal."""
    changed = {name: value for name, value in facts.items() if getattr(pair, name) != value}
    before = {name: getattr(pair, name) for name in changed}
    for name, value in changed.items():
        setattr(pair, name, value)
    pair.version += 1
    pair.save(update_fields=["version", *changed])
    write(pair, told, by, before=before, after=changed)
    return pair


def write(pair: Pair, told: str, by: Membership | None, *, before: Mapping | None = None, after: Mapping) -> None:
    """Write of the pair into the journal."""
    journal.write(pair.organization, f"pair.{told}", pair, by=by, before=before, after=after)
