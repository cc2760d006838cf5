"""What a reminder says, and to whom: plain values that the app which knows the subject fills in. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from mentoring.calendar import words
from mentoring.calendar.due import Span
from mentoring.notifications.ladder import To


@dataclass(frozen=True)
class Addressee:
    """Somebody who is told: a member, or a person without access who has a mailbox."""

    key: str  # «m7» a membership, «p12» a person
    name: str
    email: str = ""
    membership_id: int | None = None
    sees_links: bool = True


@dataclass(frozen=True)
class Fact:
    """A subject as it is today: its words, its page, why it is spoken of no more, and who holds each place."""

    title: str
    path: str
    when: str
    who: str = ""
    due: date | None = None
    closed: str = ""
    addressees: Mapping[To, tuple[Addressee, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Line:
    """One line of a letter or of a page."""

    title: str
    path: str
    when: str
    who: str = ""
    late: bool = False
    dated: bool = True


@dataclass(frozen=True)
class Week:
    """What one person has this week: what is due, what is late, and how much of that did not fit."""

    monday: date
    due: tuple[Line, ...] = ()
    late: tuple[Line, ...] = ()
    more_late: int = 0

    @property
    def days(self) -> str:
        """Say «16–22 ноября»."""
        return words.span(Span(self.monday, self.monday + timedelta(6)), with_year=False)

    @property
    def late_count(self) -> int:
        return len(self.late) + self.more_late


@dataclass(frozen=True)
class Entry:
    """One day of a personal calendar."""

    uid: str
    title: str
    day: date
    path: str
    version: int = 1
    note: str = ""
    what: str = "Срок"
