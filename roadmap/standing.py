"""How an event of the plan stands on a day, in a word and a sign: done, late, going. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from mentoring.calendar import words
from mentoring.calendar.due import Span
from mentoring.calendar.workdays import SchoolCalendar

SOON = 7  # days
_LONG = 120  # days; a quarter with its holidays is shorter


class State(StrEnum):
    LATE = "late"
    SOON = "soon"
    GOING = "going"
    WAITING = "waiting"
    UNDATED = "undated"
    DONE = "done"
    OFF = "off"


@dataclass(frozen=True)
class Standing:
    """A state as a page shows it: class of the stylesheet, sign of the sprite, words."""

    tone: str
    words: str

    @property
    def icon(self) -> str:
        return _ICONS[self.tone]


_ICONS = {
    "ok": "check-circle-fill",
    "go": "arrow-right-circle",
    "warn": "exclamation-triangle",
    "bad": "exclamation-octagon",
    "": "circle",
    "off": "dash-circle",
}


@dataclass(frozen=True)
class Time:
    """One time that an event is due."""

    start: date | None = None
    due: date | None = None
    done_at: date | None = None
    off_at: date | None = None
    moved_from: date | None = None
    lasting: bool = False  # its last day is no deadline
    pk: int = 0
    version: int = 0

    @property
    def open(self) -> bool:
        return self.done_at is None and self.off_at is None


def state(times: Sequence[Time], today: date) -> State:
    """Tell how an event with these times stands; the most pressing one decides."""
    open_times = [time for time in times if time.open]
    if times and not open_times:
        return State.DONE if any(time.done_at for time in times) else State.OFF
    dated = [time for time in open_times if time.due]
    deadlines = [time.due for time in dated if not time.lasting]
    if any(due < today for due in deadlines):
        return State.LATE
    if any(due <= today + timedelta(days=SOON) for due in deadlines):
        return State.SOON
    if any((time.start or time.due) <= today for time in dated) or any(time.done_at for time in times):
        return State.GOING
    return State.WAITING if dated else State.UNDATED


def look(times: Sequence[Time], today: date) -> Standing:
    """Say how an event stands."""
    kept = [time for time in times if not time.off_at]
    finished = [time for time in kept if time.done_at]
    share = f"{len(finished)} из {len(kept)}" if len(kept) > 1 else ""
    match state(times, today):
        case State.OFF:
            return Standing("off", "снято с плана")
        case State.DONE:
            return Standing("ok", f"выполнено, {share}" if share else f"выполнено {day(finished[0].done_at, today)}")
        case State.LATE:
            return Standing("bad", _joined(words.from_now(_earliest(times), today), share if finished else ""))
        case State.SOON:
            return Standing("warn", _joined(words.from_now(_earliest(times), today), share if finished else ""))
        case State.GOING:
            return Standing("go", _joined("идёт" if _runs(times, today) else "закончилось, отметьте", share))
        case State.UNDATED:
            return Standing("", "без даты")
    return Standing("", "не начато")


def time_look(time: Time, today: date) -> Standing:
    """Say how one time of an event stands."""
    return look([time], today)


def shown(times: Sequence[Time]) -> Time | None:
    """Choose the time whose date stands in the table: the first open one, else the last."""
    dated = sorted((time for time in times if time.due), key=lambda time: time.due)
    return next((time for time in dated if time.open), dated[-1] if dated else None)


def following(times: Sequence[Time]) -> Time | None:
    """Choose the time to be marked next: the earliest open one, those without a date last."""
    return min((time for time in times if time.open), key=lambda time: time.due or date.max, default=None)


def when(time: Time, today: date) -> str:
    """Say the days of one time: a deadline, or both edges where it lasts long."""
    if time.start and (time.lasting or (time.due - time.start).days > _LONG):
        both_here = time.start.year == time.due.year == today.year
        return words.span(Span(time.start, time.due), with_year=not both_here)
    return words.near(time.due, today)


def repeated(times: Sequence[Time], today: date) -> str:
    """Say how many times more; empty where there is one time."""
    dated = [time for time in times if time.due and not time.off_at]
    if len(dated) < 2:
        return ""
    last = max(time.due for time in dated)
    return f"всего {words.counted(len(dated), 'раз', 'раза', 'раз')}, до {day(last, today)}"


def moved(time: Time, calendar: SchoolCalendar) -> str:
    """Say why a deadline is not the day of the document; empty where it is."""
    if not time.moved_from:
        return ""
    return _joined_by(": ", moved_from(time), calendar.day_off(time.moved_from))


def moved_from(time: Time) -> str:
    """Say which day the document named, where the deadline left it."""
    return f"перенесён с {words.day_month(time.moved_from)}" if time.moved_from else ""


def day(value: date, today: date) -> str:
    """Say «29 сентября», with the year where it is not the current one."""
    return words.day_month(value) if value.year == today.year else words.full(value)


def section_look(states: Sequence[State], start: date | None, today: date) -> Standing:
    """Say how a section of events stands."""
    counted = [state for state in states if state != State.OFF]
    finished = counted.count(State.DONE)
    share = f"{finished} из {len(counted)}"
    if not counted:
        return Standing("", "мероприятий нет")
    if finished == len(counted):
        return Standing("ok", f"готово, {share}")
    if late := counted.count(State.LATE):
        return Standing("bad", f"{share}, {words.plural(late, 'просрочено', 'просрочены', 'просрочено')} {late}")
    if State.SOON in counted:
        return Standing(
            "warn", f"{share}, {words.counted(counted.count(State.SOON), 'срок', 'срока', 'сроков')} за неделю"
        )
    if finished or State.GOING in counted:
        return Standing("go", f"идёт, {share}")
    if start and start > today:
        return Standing("", f"начнётся {day(start, today)}")
    return Standing("", "не начато")


def _runs(times: Sequence[Time], today: date) -> bool:
    return any(time.open and (time.due is None or time.due >= today) for time in times)


def _earliest(times: Sequence[Time]) -> date:
    return min(time.due for time in times if time.open and time.due and not time.lasting)


def _joined(*parts: str) -> str:
    return _joined_by(", ", *parts)


def _joined_by(comma: str, *parts: str) -> str:
    return comma.join(part for part in parts if part)
