"""What comes by itself once a night: birthdays that change who signs, large deeds whose week is over."""

from celery import shared_task
from django.utils import timezone

from mentoring.accounts.models import Organization
from mentoring.people import deeds
from mentoring.people.consents import reminding


@shared_task(name="people.follow_birthdays")
def follow_birthdays() -> None:
    """Lay the reminders of birthdays near at hand in every school."""
    for organization in Organization.objects.order_by("pk"):
        reminding.follow(organization)


@shared_task(name="people.forget_deeds")
def forget_deeds() -> None:
    """Forget what large deeds kept beside them, where they can no longer be taken back."""
    deeds.forget(timezone.now())
