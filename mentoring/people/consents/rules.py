"""What stands between a person and a purpose on a day: the rule of consents, in values.

A consent of a parent ends with the child's eighteenth birthday. One representative is enough: the refusal of another
is told and closes nothing. Of several acts of one signatory the last one counts.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from mentoring.calendar import words
from mentoring.people import ages

SIGNS_TOO = 14  # from this age a child signs beside the parent
SOON = 30  # days before an end that are worth saying
AGREEMENT = "Согласие "


class Mark(StrEnum):
    """How a person stands to a purpose."""

    GIVEN = "given"
    SOON = "soon"
    MISSING = "missing"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    REFUSED = "refused"
    NEEDLESS = "needless"


CLOSED = frozenset({Mark.MISSING, Mark.EXPIRED, Mark.WITHDRAWN, Mark.REFUSED})


@dataclass(frozen=True)
class Kind:
    """A purpose: its name, whom it concerns, which gate it opens."""

    code: str
    title: str
    gate: str
    whose: str = "any"
    pk: int = 0


@dataclass(frozen=True)
class Subject:
    """The person of whom it is asked."""

    birth: date | None = None
    grown: bool = False  # no learner: somebody who works, or answers for a child; counts where no birth date is known

    def is_minor(self, day: date) -> bool:
        """Tell whether a parent signs for this person."""
        return not self.grown if self.birth is None else ages.is_minor(self.birth, day)

    def signs_too(self, day: date) -> bool:
        """Tell whether the child signs beside the parent."""
        return self.birth is not None and SIGNS_TOO <= ages.age_on(self.birth, day) < ages.OF_AGE

    def of_age_on(self) -> date | None:
        """Return the day of the eighteenth birthday."""
        return birthday(self.birth, ages.OF_AGE) if self.birth else None


@dataclass(frozen=True)
class Act:
    """One signature under one purpose, or the refusal of it."""

    on: date
    until: date | None = None
    signatory: int = 0  # the representative; nought is the person
    refused: bool = False
    withdrawn_on: date | None = None
    pk: int = 0


@dataclass(frozen=True)
class Standing:
    """How a person stands to one purpose, in words that a curator reads."""

    mark: Mark
    words: str
    until: date | None = None
    act: int = 0  # which act says so
    since: date | None = None  # the day of the withdrawal
    flag: str = ""  # what does not close the gate and has to be known

    @property
    def is_closed(self) -> bool:
        return self.mark in CLOSED

    @property
    def brief(self) -> str:
        """Say it where the purpose stands beside: «нет», «истекло 01.09.2026»."""
        return "нет" if self.mark is Mark.MISSING else self.words.partition(":")[0]


@dataclass(frozen=True)
class Lack:
    """A purpose that is closed for a person, and why."""

    kind_code: str
    kind_title: str
    words: str


def birthday(birth: date, age: int) -> date:
    """Return the day on which one is so many years old; who was born on 29 February — on 1 March of a common year."""
    try:
        return birth.replace(year=birth.year + age)
    except ValueError:
        return date(birth.year + age, 3, 1)


def birthday_before(day: date, age: int) -> date:
    """Return the last birth date of those who are so old on this day."""
    try:
        return day.replace(year=day.year - age)
    except ValueError:
        return date(day.year - age, 2, 28)


def concerns(kind: Kind, subject: Subject, day: date) -> bool:
    """Tell whether this purpose needs anything of this person."""
    return kind.whose == "any" or (kind.whose == "minor") == subject.is_minor(day)


def standing(kind: Kind, subject: Subject, acts: Iterable[Act], day: date) -> Standing:
    """Say how the person stands to the purpose on this day."""
    if not concerns(kind, subject, day):
        return Standing(Mark.NEEDLESS, "не требуется")
    last: dict[int, Act] = {}
    for act in sorted((one for one in acts if one.on <= day), key=lambda one: (one.on, one.pk)):
        last[act.signatory] = act
    if not last:
        return Standing(Mark.MISSING, f"нет {_whose(kind, subject, day)}")
    valid = [act for act in last.values() if _reason(act, subject, day) is None]
    if not valid:
        latest = max(last.values(), key=lambda one: (one.withdrawn_on or one.on, one.pk))
        return _closed(kind, subject, latest, day)
    best = max(valid, key=lambda one: (_ends(one, subject) or date.max, one.pk))
    refused = any(act.refused for act in last.values())
    return _open(best, _ends(best, subject), day, "другой представитель отказал" if refused else "")


def by_itself(kind: Kind, subject: Subject, act: Act, day: date) -> Standing:
    """Say how one act stands, whatever else was signed and whether or not the purpose is still asked about."""
    if _reason(act, subject, day) is None:
        return _open(act, _ends(act, subject), day, "")
    return _closed(kind, subject, act, day)


def lack(kind: Kind, subject: Subject, acts: Iterable[Act], day: date) -> Lack | None:
    """Name what closes the gate, if anything does."""
    found = standing(kind, subject, acts, day)
    return Lack(kind.code, kind.title, found.words) if found.is_closed else None


def purpose(title: str) -> str:
    """Return what the consent is to, to follow «согласие»: «на участие…»; a name of another shape is quoted."""
    return title.removeprefix(AGREEMENT) if title.startswith(f"{AGREEMENT}на ") else f"«{title}»"


def _open(act: Act, end: date | None, day: date, flag: str) -> Standing:
    if end is not None and end - day <= timedelta(days=SOON):
        return Standing(Mark.SOON, f"истекает {words.digits(end)}", end, act.pk, flag=flag)
    said = f"по {words.digits(end)}" if end else f"с {words.digits(act.on)}"
    return Standing(Mark.GIVEN, said, end, act.pk, flag=flag)


def _closed(kind: Kind, subject: Subject, act: Act, day: date) -> Standing:
    mark = _reason(act, subject, day)
    end, what = _ends(act, subject), purpose(kind.title)
    of_age = subject.of_age_on()
    said = {
        Mark.REFUSED: f"отказ от {words.digits(act.on)}: согласие {what}",
        Mark.WITHDRAWN: f"отозвано {words.digits(act.withdrawn_on) if act.withdrawn_on else ''}: согласие {what}",
        Mark.EXPIRED: f"истекло {words.digits(end) if end else ''}: согласие {what}",
    }[mark]
    if mark is Mark.EXPIRED and act.signatory and of_age and of_age <= day and not _over(act, of_age):
        said = f"исполнилось 18 лет: нужно собственное согласие {what}"
    return Standing(mark, said, end, act.pk, act.withdrawn_on)


def _over(act: Act, day: date) -> bool:
    """Tell whether the act had ended by itself before this day."""
    return act.until is not None and act.until < day


def _reason(act: Act, subject: Subject, day: date) -> Mark | None:
    """Say why one may not rest on the act; None where one may."""
    if act.refused:
        return Mark.REFUSED
    if act.withdrawn_on is not None and act.withdrawn_on <= day:
        return Mark.WITHDRAWN
    end = _ends(act, subject)
    return Mark.EXPIRED if end is not None and end < day else None


def _ends(act: Act, subject: Subject) -> date | None:
    """Return the last day of the act: what a parent signed ends before the child is of age."""
    of_age = subject.of_age_on()
    if not act.signatory or of_age is None:
        return act.until
    last = of_age - timedelta(days=1)
    return last if act.until is None else min(act.until, last)


def _whose(kind: Kind, subject: Subject, day: date) -> str:
    whose = "согласия родителя" if subject.is_minor(day) else "согласия"
    return f"{whose} {purpose(kind.title)}"
