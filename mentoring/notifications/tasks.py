"""What Celery is told to do: look into the outbox."""

from celery import shared_task

from mentoring.notifications import outbox


@shared_task(name="notifications.look", soft_time_limit=15 * 60, time_limit=16 * 60)
def look() -> int:
    """Do what is due; the rows say what."""
    return outbox.run_due()
