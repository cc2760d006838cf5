"""Early warnings day by day: raised and cleared by facts, answered by a letter or put off, and whether it helped."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction

from mentoring.accounts import journal, schooldays
from mentoring.accounts.models import Membership, Organization
from mentoring.accounts.operations import Refused
from mentoring.calendar import words
from mentoring.notifications import letters
from mentoring.pairs.diary import meetings
from mentoring.pairs.models import Pair, PairWarning
from mentoring.pairs.warnings import letters as warning_letters
from mentoring.pairs.warnings import signalling, watching
from mentoring.pairs.warnings.signalling import Signal

SEE, ACT = "diary.see", "diary.answer"
HELPS = timedelta(days=14)  # what a deed does shows by then
LONGEST_REST = timedelta(days=60)
LONGEST = 5000  # letters of a text
Outcome = PairWarning.Outcome


@dataclass(frozen=True)
class Looked:
    """How many warnings a day has brought and taken away."""

    raised: int
    cleared: int


@transaction.atomic
def look(organization: Organization, day: date) -> Looked:
    """Bring the warnings of a school in line with the facts of a day; twice a day does no harm."""
    # Two clocks may strike at once: the row of the organization is the lock of its warnings.
    Organization.objects.select_for_update(no_key=True).get(pk=organization.pk)
    found, running = _signals(organization, day)
    there = PairWarning.objects.filter(organization=organization).open().select_for_update().order_by("pk")
    standing = {(row.pair_id, row.code): row for row in there}
    raised = [_row(organization, key, found[key], day) for key in sorted(found.keys() - standing.keys())]
    PairWarning.objects.bulk_create(raised)
    told = [row for key, row in standing.items() if key in found and _retell(row, found[key])]
    PairWarning.objects.bulk_update(told, ["words", "facts", "gravity"], batch_size=500)
    over = [_clear(row, day, running) for key, row in standing.items() if key not in found]
    PairWarning.objects.bulk_update(over, ["cleared_on", "outcome"], batch_size=500)
    if raised or over:
        counts = {"raised": len(raised), "cleared": len(over)}
        journal.write(organization, "organization.watched", organization, by=None, after=counts)
    return Looked(len(raised), len(over))


def _signals(organization: Organization, day: date) -> tuple[dict[tuple[int, str], Signal], set[int]]:
    """Return what the facts of the day say of each running pair, and which pairs run."""
    rows = Pair.objects.filter(organization=organization, state__in=meetings.RUNNING, start__lte=day, end__gte=day)
    pairs = list(rows)
    watches = watching.of_pairs(organization, pairs, day)
    found = {(pk, one.code.value): one for pk, watch in watches.items() for one in signalling.signals(watch)}
    return found, {pair.pk for pair in pairs}


def _row(organization: Organization, key: tuple[int, str], signal: Signal, day: date) -> PairWarning:
    row = PairWarning(organization=organization, pair_id=key[0], code=key[1], raised_on=day)
    _retell(row, signal)
    return row


def _retell(row: PairWarning, signal: Signal) -> bool:
    """Say what the facts are today; tell whether anything changed."""
    before = (row.words, row.facts, row.gravity)
    row.words, row.facts, row.gravity = signal.words, "\n".join(signal.facts), signal.gravity
    return before != (row.words, row.facts, row.gravity)


def _clear(row: PairWarning, day: date, running: Collection[int]) -> PairWarning:
    """Let a warning be over, and say whether what was done has helped: what comes within two weeks comes of it."""
    row.cleared_on = day
    if row.pair_id not in running:
        row.outcome = Outcome.MOOT
    elif row.acted_on is None:
        row.outcome = Outcome.ITSELF
    else:
        row.outcome = Outcome.HELPED if day - row.acted_on <= HELPS else Outcome.NOT
    return row


def in_vain(row: PairWarning, today: date) -> bool:
    """Tell whether what was done about a warning should have helped by now."""
    return row.cleared_on is None and row.acted_on is not None and today - row.acted_on > HELPS


@transaction.atomic
def snooze(warning: PairWarning, *, until: date, reason: str, by: Membership) -> PairWarning:
    """Put a warning off until a day, and say why."""
    row, today = _open(warning, by), schooldays.today(by.organization)
    if not today < until <= today + LONGEST_REST:
        last = words.full(today + LONGEST_REST)
        raise Refused(f"Отложить можно на день от завтрашнего до {last}. Выберите другой день.")
    if not reason.strip():
        raise Refused("Напишите, почему предупреждение можно отложить: это прочтут другие.")
    return _act(row, "snoozed", today, by, snoozed_until=until, snooze_reason=reason.strip())


@transaction.atomic
def write(warning: PairWarning, *, text: str, by: Membership) -> PairWarning:
    """Send the mentor of the pair a letter with this text, one a day."""
    row, today = _open(warning, by), schooldays.today(by.organization)
    if row.letter_on == today:
        raise Refused("Сегодня письмо об этом уже ушло. Подождите ответа или позвоните наставнику.")
    text = text.strip()
    if not text or len(text) > LONGEST:
        raise Refused(f"Напишите текст письма: не больше {LONGEST} знаков.")
    letter = warning_letters.ready(row, today, by)
    if letter.lacks:
        raise Refused(letter.lacks)
    letters.queue(
        row.organization, letter.to, subject=letter.subject, text=text, key=f"warning:{row.pk}:{today}"
    )  # fmt: skip
    return _act(row, "lettered", today, by, letter_on=today)


def _open(warning: PairWarning, by: Membership) -> PairWarning:
    rows = PairWarning.objects.visible_to(by).open().select_related("organization", "pair__organization")
    row = rows.select_for_update(of=("self",)).filter(pk=warning.pk).first()
    if row is None:
        raise Refused("Этого предупреждения больше нет: причина прошла. Обновите страницу.")
    return row


def _act(row: PairWarning, told: str, today: date, by: Membership, **values) -> PairWarning:
    values |= {"acted_on": today, "acted_by": by}
    for name, value in values.items():
        setattr(row, name, value)
    row.save(update_fields=[*values])
    said = {name: values[name] for name in ("snoozed_until", "snooze_reason") if name in values}
    journal.write(row.organization, f"pairwarning.{told}", row, by=by, after=said)
    return row
