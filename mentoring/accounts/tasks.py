"""What is put in order once a day."""

from datetime import timedelta

from celery import shared_task
from django.core.management import call_command
from django.utils import timezone

from mentoring.accounts import files
from mentoring.accounts.models import FirstRunAddress, Operation


@shared_task(name="accounts.tidy")
def tidy() -> None:
    """Remove orphans of the disk, ended sessions, and tokens of forms nobody will send again."""
    now = timezone.now()
    files.sweep(now)
    call_command("clearsessions")
    Operation.objects.filter(at__lt=now - timedelta(days=30)).delete()
    FirstRunAddress.objects.filter(expires_at__lt=now).delete()
