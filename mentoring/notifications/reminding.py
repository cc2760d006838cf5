"""What was told to a member, and their answers: seen, or put off to a day with a reason."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction

from mentoring.accounts import journal
from mentoring.accounts.models import Membership
from mentoring.accounts.operations import Refused
from mentoring.notifications import composing, telling
from mentoring.notifications.about import Line
from mentoring.notifications.models import Notice

State = Notice.State
FARTHEST = timedelta(days=60)


class RemindingRefused(Refused):
    """An answer that the state of a reminder forbids."""


@dataclass(frozen=True)
class Told:
    """One reminder as its reader has it."""

    notice: Notice
    line: Line

    @property
    def put_off(self) -> bool:
        return self.notice.state == State.WAITING and bool(self.notice.snooze_reason)


def for_member(membership: Membership, today: date) -> list[Told]:
    """Return what this member was told and has not answered yet, the latest first, in a fixed number of queries."""
    return _said(membership, Notice.objects.visible_to(membership).standing(today), today)


def put_off(membership: Membership, today: date) -> list[Told]:
    """Return what this member has put off to a day that is still to come."""
    rows = Notice.objects.visible_to(membership).filter(state=State.WAITING, day__gt=today)
    return _said(membership, rows.order_by("day", "pk"), today)


def _said(membership: Membership, notices, today: date) -> list[Told]:
    rows = list(notices.select_related("reminder"))
    facts = telling.facts_of(membership.organization, [row.reminder for row in rows], today)
    return [Told(notice, line) for notice, line in composing.lines_of(reversed(rows), facts, today)][::-1]


@transaction.atomic
def acknowledge(notice: Notice, *, today: date, by: Membership) -> Notice:
    """Say «Вижу» to a reminder and to whatever else was told to one of the same deadline."""
    notice = _locked(notice, by=by)
    _topic(notice).update(state=State.SEEN, seen_on=today)
    journal.write(notice.organization, "reminder.seen", notice, by=by, after={"seen_on": today})
    notice.state, notice.seen_on = State.SEEN, today
    return notice


@transaction.atomic
def snooze(notice: Notice, *, until: date, reason: str, today: date, by: Membership) -> Notice:
    """Put a reminder off to a day, with the reason; on that day it is told again."""
    notice = _locked(notice, by=by)
    if until <= today:
        raise RemindingRefused("Отложить можно на завтра или позже. Выберите другой день.")
    if until > today + FARTHEST:
        raise RemindingRefused("Так далеко не отложить: не больше двух месяцев. Выберите день ближе.")
    if not reason.strip():
        raise RemindingRefused("Напишите, почему откладываете: причину увидит куратор.")
    topic = _topic(notice)
    topic.exclude(pk=notice.pk).update(state=State.SEEN, seen_on=today)
    notice.state, notice.day, notice.snooze_reason = State.WAITING, until, reason.strip()[:300]
    notice.save(update_fields=["state", "day", "snooze_reason"])
    after = {"day": until, "snooze_reason": notice.snooze_reason}
    journal.write(notice.organization, "reminder.snooze", notice, by=by, after=after)
    return notice


def _locked(notice: Notice, *, by: Membership) -> Notice:
    rows = Notice.objects.visible_to(by).select_for_update(of=("self",)).select_related("reminder", "organization")
    row = rows.get(pk=notice.pk)
    if row.state not in (State.TOLD, State.WAITING):
        raise RemindingRefused("На это напоминание уже ответили. Ничего не изменено.")
    return row


def _topic(notice: Notice):
    """Return what one person still has to answer about one deadline."""
    row = notice.reminder
    return Notice.objects.filter(
        organization=notice.organization_id,
        addressee=notice.addressee,
        reminder__subject_kind=row.subject_kind,
        reminder__subject_id=row.subject_id,
        reminder__due=row.due,
        state__in=(State.TOLD, State.WAITING),
    )
