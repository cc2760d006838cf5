"""Effects after a transaction: written with it, claimed by one worker at a time, tried until done.

A worker that dies leaves its row leased; whoever looks after the lease takes it over. Celery only says «look now».
"""

import logging
from collections.abc import Mapping
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.module_loading import import_string

from mentoring import faults
from mentoring.accounts.models import Organization
from mentoring.celery import app
from mentoring.notifications import kinds
from mentoring.notifications.models import OutboxItem

log = logging.getLogger(__name__)
State = OutboxItem.State


class NotNow(Exception):
    """An effect whose hour has passed; carries the moment from which it may be tried again, and costs no try."""

    def __init__(self, moment: datetime):
        super().__init__(moment)
        self.moment = moment


class GiveUp(Exception):
    """An effect that no further try will bring about; carries the sentence that says why."""


class Unclear(Exception):
    """An effect that may have come about or not: nobody answered any more."""


def add(
    kind: str,
    key: str,
    payload: Mapping,
    *,
    organization: Organization | None = None,
    due_at: datetime | None = None,
) -> OutboxItem:
    """Put an effect into the caller's transaction; the same key is done once, however often it is added."""
    if kind not in kinds.EFFECTS:
        raise KeyError(kind)
    item, _ = OutboxItem.objects.get_or_create(
        key=key,
        defaults={
            "kind": kind,
            "payload": dict(payload),
            "organization": organization,
            "due_at": due_at or timezone.now(),
        },
    )
    transaction.on_commit(wake, robust=True)
    return item


def add_all(
    kind: str, effects: Mapping[str, Mapping], *, organization: Organization, due_at: datetime | None = None
) -> list[OutboxItem]:
    """Put many new effects of one kind, by their keys, into the caller's transaction."""
    moment = due_at or timezone.now()
    items = [
        OutboxItem(kind=kind, key=key, payload=dict(payload), organization=organization, due_at=moment)
        for key, payload in effects.items()
    ]
    OutboxItem.objects.bulk_create(items)
    transaction.on_commit(wake, robust=True)
    return items


def wake() -> None:
    """Ask Celery to look now; where its broker is away, the next regular look finds the row."""
    if not settings.CELERY_BROKER_URL:
        return
    try:
        app.send_task("notifications.look", retry=False)
    except Exception as error:
        log.warning("the broker is away, nobody was woken: %s", type(error).__name__)


def claim(now: datetime | None = None) -> OutboxItem | None:
    """Take one due row for this worker alone; None where nothing is due."""
    now = now or timezone.now()
    due = OutboxItem.objects.due(now)
    while candidates := list(due.order_by("due_at", "pk").values_list("pk", "kind")[:20]):
        for pk, kind in candidates:
            # The condition is asked again by the same statement that takes the row: of many workers one wins.
            lease = now + kinds.EFFECTS[kind].lease
            if due.filter(pk=pk).update(state=State.CLAIMED, leased_until=lease, attempts=F("attempts") + 1):
                faults.point("outbox.claimed")
                return OutboxItem.objects.get(pk=pk)
    return None


def run_due(*, limit: int = 200) -> int:
    """Do what is due, row by row; return how many rows were taken."""
    _settle_lost(timezone.now())
    taken = 0
    while taken < limit and (item := claim()):
        perform(item)
        taken += 1
    return taken


def perform(item: OutboxItem) -> None:
    """Do a claimed effect and write down how it went."""
    try:
        import_string(kinds.EFFECTS[item.kind].verb)(**item.payload)
        faults.point("outbox.performed")
    except NotNow as later:
        _mark(item, state=State.QUEUED, due_at=later.moment, attempts=item.attempts - 1)
    except GiveUp as reason:
        _fail(item, str(reason))
    except Unclear as error:
        if kinds.EFFECTS[item.kind].at_most_once:
            _fail(item, str(error), state=State.UNKNOWN)
        else:
            _try_later(item, str(error))
    except Exception as error:
        log.exception("effect %s of kind %s, try %s", item.pk, item.kind, item.attempts)
        _try_later(item, f"{type(error).__name__}: {error}"[:500])
    else:
        _mark(item, state=State.DONE, done_at=timezone.now(), error="", payload={})


def prolong(key: str) -> None:
    """Keep the row of work that goes on and on."""
    for item in OutboxItem.objects.filter(key=key, state=State.CLAIMED):
        _mark(item, leased_until=timezone.now() + kinds.EFFECTS[item.kind].lease)


def _try_later(item: OutboxItem, error: str) -> None:
    if item.attempts >= kinds.TRIES:
        _fail(item, error)
    else:
        _mark(item, state=State.QUEUED, due_at=timezone.now() + kinds.PAUSES[item.attempts - 1], error=error)


def _fail(item: OutboxItem, error: str, *, state: str = State.FAILED) -> None:
    if _mark(item, state=state, error=error) and (told := kinds.EFFECTS[item.kind].given_up):
        import_string(told)(**item.payload)


def _mark(item: OutboxItem, **values) -> bool:
    """Write to a claimed row unless another worker has taken it over meanwhile."""
    mine = OutboxItem.objects.filter(pk=item.pk, state=State.CLAIMED, attempts=item.attempts)
    return bool(mine.update(**{"leased_until": None} | values))


def _settle_lost(now: datetime) -> None:
    for item in OutboxItem.objects.lost(now):
        told_once = kinds.EFFECTS[item.kind].at_most_once
        _fail(item, "Работа прервалась на середине.", state=State.UNKNOWN if told_once else State.FAILED)
