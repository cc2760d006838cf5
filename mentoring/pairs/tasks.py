"""What comes by itself with pairs: announced endings, the question of the month, the sample of diaries."""

from celery import shared_task

from mentoring.accounts import schooldays
from mentoring.accounts.models import Organization
from mentoring.pairs import pairing
from mentoring.pairs.diary import sampling
from mentoring.pairs.family import pulse
from mentoring.pairs.warnings import heeding


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


@shared_task(name="pairs.sample_diaries")
def sample_diaries() -> None:
    """Draw in every school the entries of the month that is over, to be confirmed by the other side."""
    for organization in Organization.objects.order_by("pk"):
        sampling.sample(organization, schooldays.today(organization))


@shared_task(name="pairs.watch")
def watch() -> None:
    """Look in every school which pairs deserve a look today."""
    for organization in Organization.objects.order_by("pk"):
        heeding.look(organization, schooldays.today(organization))
