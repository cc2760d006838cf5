"""What comes by itself with pairs: announced endings, the question of the month."""

from celery import shared_task

from mentoring.accounts import schooldays
from mentoring.accounts.models import Organization
from mentoring.pairs import pairing, pulse


@shared_task(name="pairs.end_announced")
def end_announced() -> None:
    """End in every school the pairs whose announced last day is over."""
    for organization in Organization.objects.order_by("pk"):
        pairing.close_due(organization, schooldays.today(organization))


@shared_task(name="pairs.ask_pulse")
def ask_pulse() -> None:
    """Ask both sides of working pairs in every school how the month was."""
    for organization in Organization.objects.order_by("pk"):
        pulse.ask_month(organization, schooldays.today(organization))
