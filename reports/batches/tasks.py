"""What is put in order once a day."""

from celery import shared_task
from django.utils import timezone

from reports.batches import giving


@shared_task(name="batches.forget")
def forget() -> int:
    """Let go of papers that have lain long enough."""
    return giving.forget(timezone.now())
