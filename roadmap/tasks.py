"""Plans follow the calendar of their school, whoever changed it."""

from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from mentoring.accounts.models import JournalEntry, Organization
from roadmap import planning
from roadmap.models import Roadmap

_CALENDARS = ("accounts.schoolterm", "accounts.daycorrection", "accounts.organization")
_LOOK_BACK = timedelta(minutes=15)


@shared_task(name="roadmap.follow_changed_calendars")
def follow_changed_calendars() -> None:
    """Bring the plans of schools whose calendar was changed a moment ago in line with it."""
    since = timezone.now() - _LOOK_BACK
    changed = JournalEntry.objects.filter(at__gte=since, subject_kind__in=_CALENDARS).values("organization")
    for organization in Organization.objects.filter(pk__in=changed):
        planning.reschedule(organization)


@shared_task(name="roadmap.follow_calendars")
def follow_calendars() -> None:
    """Do the same for every school: the production calendar of a year is decreed late, and a look may be missed."""
    planned = Roadmap.objects.filter(state__in=planning.LIVE).values("organization")
    for organization in Organization.objects.filter(pk__in=planned):
        planning.reschedule(organization)
