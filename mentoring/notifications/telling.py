"""Telling what is due: once, to whoever holds the place today, in one letter a person a day.

A reminder is claimed by one statement and told in one transaction with its letters; a worker that dies in between loses
nothing and doubles nothing. What comes after the letter of the day stands on the page at once and goes tomorrow.
"""

import logging
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.utils import timezone
from django.utils.module_loading import import_string

from mentoring import faults
from mentoring.accounts.models import Membership, Organization
from mentoring.notifications import claiming, composing, kinds, letters, quiet, schedule
from mentoring.notifications.about import Addressee, Fact, Week
from mentoring.notifications.ladder import To
from mentoring.notifications.models import Delivery, Notice, Reminder
from mentoring.notifications.quiet import Open

log = logging.getLogger(__name__)
State = Reminder.State
Facts = Mapping[tuple[str, int], Fact]
GONE = "этого больше нет в плане"
MOVED = "срок изменился"
PASSED = "срок уже прошёл"
NOBODY = "некому: нет ни ответственного, ни куратора с доступом"
ANSWERED = "на это уже ответили «Вижу» или отложили"
LATER = "об этом сказано более поздним напоминанием"
WORD = timedelta(days=14)  # for how long «Вижу» holds


def remind(now: datetime | None = None) -> int:
    """Tell whatever is due now in every school that may be written to; return how many reminders were taken."""
    now = now or timezone.now()
    claiming.release(now)
    schools = quiet.open_now(now)
    schedule.weeks(schools)
    mark, taken = claiming.claim(schools, now)
    faults.point("reminders.claimed")
    waiting = set(
        Notice.objects.filter(state=Notice.State.WAITING, organization__in=[one.organization.pk for one in schools])
        .values_list("organization", flat=True)
        .distinct()
    )
    for school in schools:
        if school.organization.pk in taken.keys() | waiting:
            try:
                tell(school, mark, now)
            except Exception:
                # One school's trouble is not another's; its rows are taken again when the lease is over.
                log.exception("reminders of organization %s", school.organization.pk)
    return sum(taken.values())


@transaction.atomic
def tell(school: Open, mark: str, now: datetime) -> None:
    """Tell the reminders taken under this mark, and send what waits for a letter."""
    # Two workers in one school would each write a letter to the same person.
    organization = Organization.objects.select_for_update(no_key=True).get(pk=school.organization.pk)
    mine = Reminder.objects.filter(organization=organization, claim=mark, state=State.CLAIMED)
    # Locked in the order of their keys, as whoever claims locks them.
    rows = sorted(mine.select_for_update().order_by("pk"), key=lambda row: (row.day, row.pk))
    waiting = list(
        Notice.objects.filter(organization=organization, state=Notice.State.WAITING, day__lte=school.today)
        .select_related("reminder", "membership__user")
        .order_by("pk")
    )
    facts = facts_of(organization, [*rows, *(notice.reminder for notice in waiting)], school.today)
    telling = _Telling(organization, school.today, facts)
    telling.take(rows)
    telling.write(now)
    _send(telling, waiting, week_of(organization, rows, school.today))
    faults.point("reminders.told")


def facts_of(organization: Organization, reminders: Iterable[Reminder], today: date) -> Facts:
    """Ask the apps that know them what the subjects of these reminders are today."""
    ids = defaultdict(set)
    for row in reminders:
        ids[row.subject_kind].add(row.subject_id)
    return {
        (kind, subject): fact
        for kind, verbs in kinds.SUBJECTS.items()
        if kind in ids
        for subject, fact in import_string(verbs.facts)(organization, ids[kind], today).items()
    }


def week_of(organization: Organization, rows: Iterable[Reminder], today: date) -> dict[Addressee, Week]:
    """Return what each person has this week, where its digest is among the rows."""
    if any(row.subject_kind == schedule.WEEK and not _has_passed(row, today) for row in rows):
        return import_string(kinds.WEEK)(organization, today)
    return {}


def _has_passed(row: Reminder, today: date) -> bool:
    return row.until is not None and today > row.until


@dataclass
class _Telling:
    """What one look in one school says: notices for people, and reminders left out with the word why."""

    organization: Organization
    today: date
    facts: Facts
    told: list[int] = field(default_factory=list)
    skipped: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    notices: dict[tuple, Notice] = field(default_factory=dict)
    people: dict[str, Addressee] = field(default_factory=dict)

    def take(self, rows: list[Reminder]) -> None:
        answers = self._answers(rows)
        for row in rows:
            why = self._why_not(row)
            if why:
                self.skipped[why].append(row.pk)
                continue
            if row.subject_kind == schedule.WEEK:
                self.told.append(row.pk)
                continue
            people = self._addressees(row)
            fresh = [one for one in people if not _is_answered(row, answers.get(_topic(row, one.key), ()), self.today)]
            for one in fresh:
                self._note(row, one)
            if not fresh:
                self.skipped[ANSWERED if people else NOBODY].append(row.pk)
        kept = {notice.reminder_id for notice in self.notices.values()}
        left_out = {pk for pks in self.skipped.values() for pk in pks} | set(self.told)
        for row in rows:
            if row.pk not in left_out:
                (self.told if row.pk in kept else self.skipped[LATER]).append(row.pk)

    def _why_not(self, row: Reminder) -> str:
        if row.subject_kind == schedule.WEEK:
            return schedule.WEEK_PASSED if _has_passed(row, self.today) else ""
        fact = self.facts.get((row.subject_kind, row.subject_id))
        if fact is None:
            return GONE
        if fact.closed:
            return fact.closed
        if fact.due is not None and fact.due != row.due:
            return MOVED
        return PASSED if _has_passed(row, self.today) else ""

    def _addressees(self, row: Reminder) -> tuple[Addressee, ...]:
        """Find who holds the place today; for a vacant one the curator is told."""
        places = self.facts[row.subject_kind, row.subject_id].addressees
        return places.get(To(row.to)) or places.get(To.CURATOR, ())

    def _note(self, row: Reminder, person: Addressee) -> None:
        """Let the latest of several reminders of one thing speak to one person."""
        self.people[person.key] = person
        self.notices[_topic(row, person.key)] = Notice(
            organization=self.organization,
            reminder=row,
            membership_id=person.membership_id,
            addressee=person.key,
            day=self.today,
        )

    def _answers(self, rows: list[Reminder]) -> dict[tuple, list[Notice]]:
        """Find what people have already answered about these subjects."""
        given = Notice.objects.filter(
            organization=self.organization,
            reminder__subject_id__in={row.subject_id for row in rows if row.subject_kind != schedule.WEEK},
            state__in=(Notice.State.SEEN, Notice.State.WAITING),
        )
        found = defaultdict(list)
        for notice in given.select_related("reminder"):
            found[_topic(notice.reminder, notice.addressee)].append(notice)
        return found

    def write(self, now: datetime) -> None:
        Notice.objects.bulk_create(self.notices.values(), batch_size=1000)
        own = Reminder.objects.filter(organization=self.organization, state=State.CLAIMED)
        own.filter(pk__in=self.told).update(state=State.TOLD, told_at=now, leased_until=None)
        for reason, rows in self.skipped.items():
            own.filter(pk__in=rows).update(state=State.SKIPPED, reason=reason, leased_until=None)


def _topic(row: Reminder, addressee: str) -> tuple:
    return row.subject_kind, row.subject_id, row.due, addressee


def _is_answered(row: Reminder, notices: Iterable[Notice], today: date) -> bool:
    """Tell whether this person need not hear it again: they have put it off, or have just said «Вижу».

    The word holds for two weeks, and one given before the deadline is asked for again once it has passed.
    """
    late = row.day > row.due
    return any(
        notice.day > today
        if notice.state == Notice.State.WAITING
        else today - notice.seen_on < WORD and (not late or notice.seen_on > row.due)
        for notice in notices
    )


def _send(telling: _Telling, waiting: list[Notice], weeks: Mapping[Addressee, Week]) -> None:
    """Write one letter to each person who has had none today, and note it where there is nowhere to write."""
    people = _known(telling, waiting) | telling.people | {person.key: person for person in weeks}
    notices = _standing(telling, waiting, people)
    own_week = {person.key: week for person, week in weeks.items()}
    today, school = telling.today, telling.organization
    had = Delivery.objects.filter(organization=school, day=today).exclude(addressee="")
    had_today = set(had.values_list("addressee", flat=True))
    written = {
        key: composing.letter(school, people[key], notices.get(key, ()), telling.facts, own_week.get(key), today)
        for key in sorted(notices.keys() | own_week.keys())
        if key not in had_today
    }
    items = {item.key: item for item in letters.queue_reminders(school, filter(lambda one: one.to, written.values()))}
    sent = []
    for key, letter in written.items():
        item = items.get(f"letter:{letter.key}")
        if item is None and (letter.to or key not in notices):
            continue  # the school has sent all it may today, or somebody without a mailbox has a week as usual
        person = people[key]
        facts = {"name": person.name, "to": person.email, "subject": letter.subject[:300], "day": today}
        sent.append(
            Delivery(organization=school, item=item, membership_id=person.membership_id, addressee=key, **facts)
        )
    Delivery.objects.bulk_create(sent)
    _settle(school, notices, sent, today)


def _known(telling: _Telling, waiting: Iterable[Notice]) -> dict[str, Addressee]:
    """Find the people of earlier notices: those who hold a place today, and members who still have access."""
    known = {
        notice.addressee: member(notice.membership)
        for notice in waiting
        if notice.membership and notice.membership.ended_at is None
    }
    for fact in telling.facts.values():
        known |= {one.key: one for people in fact.addressees.values() for one in people}
    return known


def member(membership: Membership, *, sees_links: bool = True) -> Addressee:
    """Return a member as somebody who is told; an address given to the account will do where the place has none."""
    email = membership.email or (membership.user.email if membership.user else "")
    return Addressee(f"m{membership.pk}", membership.name, email, membership.pk, sees_links)


def _standing(telling: _Telling, waiting: list[Notice], people: Mapping[str, Addressee]) -> dict[str, list[Notice]]:
    """Group by person what is still to be told; what was done or cancelled meanwhile is dropped."""
    standing, dropped = defaultdict(list), []
    for notice in [*waiting, *telling.notices.values()]:
        row = notice.reminder
        fact = telling.facts.get((row.subject_kind, row.subject_id))
        if fact is None or fact.closed or notice.addressee not in people:
            dropped.append(notice.pk)
        else:
            standing[notice.addressee].append(notice)
    if dropped:
        Notice.objects.filter(pk__in=dropped).update(state=Notice.State.DROPPED)
    return standing


def _settle(
    organization: Organization, notices: Mapping[str, list[Notice]], sent: Iterable[Delivery], today: date
) -> None:
    """Join what was told with the letter of its reader, by one statement."""
    told = [notice.pk for delivery in sent for notice in notices.get(delivery.addressee, ())]
    own_letter = Delivery.objects.filter(organization=organization, addressee=OuterRef("addressee"), day=today)
    Notice.objects.filter(pk__in=told).update(state=Notice.State.TOLD, delivery=Subquery(own_letter.values("pk")[:1]))
