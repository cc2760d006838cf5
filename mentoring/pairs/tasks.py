"""What comes by itself with pairs: announced endings."""

from celery import shared_task

from mentoring.accounts import schooldays
from mentoring.accounts.models import Organization
from mentoring.pairs import pairing


@shared_task(name="pairs.end_announced")
def end_announced() -> None:
    """End in every school the pairs whose announced last day is over."""
    for organization in Organization.objects.order_by("pk"):
        pairing.close_due(organization, schooldays.today(organization))
