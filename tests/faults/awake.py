"""Run a program of the product as in an hour in which its school may be written to; reminders wait for one."""

import os
import runpy
import sys

import django
import time_machine
from django.utils import timezone

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mentoring.settings")
django.setup()

from mentoring.accounts.models import Organization  # noqa: E402  the models are there after setup
from mentoring.notifications import quiet  # noqa: E402


def main() -> None:
    opens = quiet.opening(Organization.objects.order_by("pk").first(), timezone.now())
    sys.argv = sys.argv[1:]
    with time_machine.travel(opens, tick=True):
        runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)


main()
