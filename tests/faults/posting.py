"""A program that puts a burst of letters into the outbox, each in a transaction of its own, as many deeds would."""

import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mentoring.settings")
django.setup()

from mentoring.accounts.models import Organization  # noqa: E402  the models are there after setup
from mentoring.notifications import letters  # noqa: E402


def main(kind: str, count: int) -> None:
    organization = Organization.objects.order_by("pk").first()
    for number in range(count):
        reader = f"reader-{number}@example.org"
        letters.queue(
            organization, reader, subject="Встреча", text="Ждём вас.", key=f"burst:{kind}:{number}", kind=kind
        )


main(sys.argv[1], int(sys.argv[2]))
