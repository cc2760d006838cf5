"""The organization's own calendar and its own «today»."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime

from django.utils import timezone

from mentoring.accounts.models import DayCorrection, Organization, SchoolTerm
from mentoring.calendar import words, zones
from mentoring.calendar.schoolyear import Term
from mentoring.calendar.workdays import SchoolCalendar


def calendar_of(organization: Organization) -> SchoolCalendar:
    """Return the production calendar with this organization's vacations, quarters and special days."""
    return calendars_of([organization])[organization.pk]


def calendars_of(organizations: Iterable[Organization]) -> dict[int, SchoolCalendar]:
    """Return the calendars of many organizations by their ids, in two queries."""
    schools = list(organizations)
    terms, corrections = defaultdict(list), defaultdict(list)
    for term in SchoolTerm.objects.filter(organization__in=schools):
        terms[term.organization_id].append(Term(term.code, term.school_year, term.start, term.end))
    for row in DayCorrection.objects.filter(organization__in=schools):
        corrections[row.organization_id].append((row.day, row.works))
    return {
        school.pk: SchoolCalendar(
            zone=school.zone,
            terms=tuple(terms[school.pk]),
            corrections=tuple(corrections[school.pk]),
            six_day_week=school.six_day_week,
        )
        for school in schools
    }


def today(organization: Organization) -> date:
    """Return the date on the wall of this organization; only views and tasks ask it."""
    return zones.today(organization.zone, timezone.now())


def moment_words(organization: Organization, moment: datetime) -> str:
    """Say a moment by the clock of this organization: «25 ноября, 14:30»."""
    local = zones.local(organization.zone, moment)
    return f"{words.day_month(local.date())}, {local:%H:%M}"
