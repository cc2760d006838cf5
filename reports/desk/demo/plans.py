"""The plans of the invented schools as they stand today: much is done, something is late, something is near."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from mentoring.accounts import schooldays
from mentoring.accounts.models import Membership
from mentoring.calendar.words import MONTHS_OF
from mentoring.programmes.models import Programme
from reports.desk.demo import papers
from roadmap import adopting, editing, fulfilment
from roadmap.editing import Words
from roadmap.models import Event, Roadmap

LATE, NEAR = (6, 3), (2, 5)  # days since the terms of those that are late, and to the next ones
_LEAST = 6  # events that are over even when the year has just begun
_NOTES = (
    "Были все классные руководители. Вопросов больше всего о том, сколько это займёт времени: договорились, "
    "что две встречи в месяц.",
    "",
    "Пришли 14 родителей, ещё шестеро попросили рассказать письмом.",
    "",
    "",
)


def year_of(today: date) -> int:
    """Say in which autumn the school year of the demo began: a week of it is always behind."""
    return today.year if today >= date(today.year, 8, 27) else today.year - 1


def period_of(today: date) -> tuple[date, date]:
    """Give the days of the programme; in summer the whole school year, so that this week is still in it."""
    year = year_of(today)
    if today > date(year + 1, 5, 24):
        return date(year, 9, 1), date(year + 1, 8, 31)
    return date(year, 8, 15), date(year + 1, 5, 31)


def live(programme: Programme, code: str, colleagues: Sequence[Membership], *, by: Membership, today: date) -> Roadmap:
    """Adopt a plan of ours and work by it until today."""
    roadmap = adopting.adopt_builtin(programme, code, by=by)
    events = sorted(roadmap.events.all(), key=_due)
    over = sum(_due(event) < today for event in events)
    over = min(max(over, _LEAST), len(events) - len(NEAR))
    done, late = events[: over - len(LATE)], events[over - len(LATE) : over]
    calendar = schooldays.calendar_of(programme.organization)
    for event, days in zip(late, LATE, strict=True):
        _postpone(event, calendar.previous_working(today - timedelta(days=days)), by=by)
    for event, days in zip(events[over:], NEAR, strict=False):
        _postpone(event, calendar.next_working(today + timedelta(days=days)), by=by)
    for number, event in enumerate(done):
        _mark(event, number, colleagues, by=by, today=today)
    _cancel(events[-1], today=today, by=by)
    return roadmap


def _due(event: Event) -> date:
    return min(row.due for row in event.occurrences.all())


def _postpone(event: Event, day: date, *, by: Membership) -> None:
    """Write another term into the plan, as curators do when a day has slipped."""
    words = Words(
        title=event.title,
        number=event.number,
        section=event.section,
        due_text=f"до {day.day} {MONTHS_OF[day.month - 1]}",
        places=tuple(editing.key(one) for one in event.responsibles.all()),
        result_text=event.result_text,
    )
    editing.change(event, words, version=event.version, by=by)


def _mark(event: Event, number: int, colleagues: Iterable[Membership], *, by: Membership, today: date) -> None:
    """Let whoever answers for the event say that it was held."""
    occurrence = event.occurrences.get()
    on = min(occurrence.due - timedelta(days=number % 4), today - timedelta(days=1))
    answering = (one for one in colleagues if not one.can("event.mark_any"))
    who = next((one for one in answering if fulfilment.may_mark(event, by=one, today=today)), by)
    note = _NOTES[number % len(_NOTES)]
    fulfilment.done(occurrence, on=on, today=today, by=who, note=note, papers=_papers(event, number, on))


def _papers(event: Event, number: int, on: date) -> Iterator[tuple[str, bytes]]:
    if number % 3 == 0:
        yield papers.minutes(event.title, on)
    if number == 3:
        yield papers.photograph()


def _cancel(event: Event, *, today: date, by: Membership) -> None:
    reason = "Список ведём круглый год, отдельного срока не нужно. Решение рабочей группы."
    fulfilment.cancel(event.occurrences.get(), reason=reason, today=today, by=by)
