"""Birthdays that change who signs come by themselves: looked for once a night."""

from celery import shared_task

from mentoring.accounts.models import Organization
from mentoring.people.consents import reminding


@shared_task(name="people.follow_birthdays")
def follow_birthdays() -> None:
    """Lay the reminders of birthdays near at hand in every school."""
    for organization in Organization.objects.order_by("pk"):
        reminding.follow(organization)
