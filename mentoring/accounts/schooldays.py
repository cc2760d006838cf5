"""The organization's own calendar and its own «today»."""

from datetime import date, datetime

from django.utils import timezone

from mentoring.accounts.models import DayCorrection, Organization, SchoolTerm
from mentoring.calendar import words, zones
from mentoring.calendar.schoolyear import Term
from mentoring.calendar.workdays import SchoolCalendar


def calendar_of(organization: Organization) -> SchoolCalendar:
    """Return the production calendar with this organization's vacations, quarters and special days."""
    terms = SchoolTerm.objects.filter(organization=organization)
    corrections = DayCorrection.objects.filter(organization=organization).values_list("day", "works")
    return SchoolCalendar(
        zone=organization.zone,
        terms=tuple(Term(term.code, term.school_year, term.start, term.end) for term in terms),
        corrections=tuple(corrections),
        six_day_week=organization.six_day_week,
    )


def today(organization: Organization) -> date:
    """Return the date on the wall of this organization; only views and tasks ask it."""
    return zones.today(organization.zone, timezone.now())


def moment_words(organization: Organization, moment: datetime) -> str:
    """Say a moment by the clock of this organization: «25 ноября, 14:30»."""
    local = zones.local(organization.zone, moment)
    return f"{words.day_month(local.date())}, {local:%H:%M}"
