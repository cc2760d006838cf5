"""When a school may be written to: by its own clock and calendar, never at night, on days off and in vacations."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from mentoring.accounts import schooldays
from mentoring.accounts.models import Organization
from mentoring.calendar import zones
from mentoring.notifications import ladder
from mentoring.notifications.ladder import OpenDays


@dataclass(frozen=True)
class Open:
    """A school that may be written to now, with its own date and days."""

    organization: Organization
    today: date
    days: OpenDays


def open_now(now: datetime) -> list[Open]:
    """Return the schools that may be written to at this moment, in three queries however many there are."""
    awake = [
        school
        for school in Organization.objects.order_by("pk")
        if ladder.OPENS <= zones.local(school.zone, now).hour < ladder.CLOSES
    ]
    return [
        Open(school, zones.today(school.zone, now), days)
        for school, days in _with_days(awake)
        if days.is_open(zones.today(school.zone, now))
    ]


def opening(organization: Organization, now: datetime) -> datetime | None:
    """Give the next moment at which this school may be written to; now, where it may be."""
    return ladder.opening(now, organization.zone, OpenDays(schooldays.calendar_of(organization)))


def _with_days(schools: Iterable[Organization]) -> list[tuple[Organization, OpenDays]]:
    calendars = schooldays.calendars_of(schools)
    return [(school, OpenDays(calendars[school.pk])) for school in schools]
