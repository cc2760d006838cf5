"""What Celery is told to do: look into the outbox, and tell what is due."""

from celery import shared_task

from mentoring.notifications import outbox, telling


@shared_task(name="notifications.look", soft_time_limit=15 * 60, time_limit=16 * 60)
def look() -> int:
    """Do what is due; the rows say what."""
    return outbox.run_due()


@shared_task(name="notifications.remind", soft_time_limit=4 * 60, time_limit=5 * 60)
def remind() -> int:
    """Tell what is due today; the letters leave by the outbox."""
    return telling.remind()
