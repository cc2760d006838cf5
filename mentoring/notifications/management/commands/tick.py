"""Do the due work without Celery: once, or on and on as a service."""

import logging
import signal
import time

from django.core.management.base import BaseCommand
from django.db import close_old_connections

from mentoring.celery import app
from mentoring.notifications import outbox

PAUSE = 2.0  # seconds between looks where nothing was due
log = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Делает то, чему пришло время: письма, документы, напоминания."

    def add_arguments(self, parser):
        parser.add_argument("--forever", action="store_true", help="повторять каждые две секунды, пока не остановят")

    def handle(self, *args, forever, **options):
        self.begun: dict[str, float] = {}
        app.loader.import_default_modules()
        if not forever:
            self.look()
            return
        self.going = True
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self.finish)
        while self.going:
            close_old_connections()
            if not self.look_whatever_happens():
                time.sleep(PAUSE)

    def finish(self, *signal_and_frame):
        """Leave after the work in hand."""
        self.going = False

    def look_whatever_happens(self) -> int:
        """Look; a database that is away for a while does not end the service."""
        try:
            return self.look()
        except Exception:
            log.exception("this look broke off, the next one follows")
            return 0

    def look(self) -> int:
        """Do the periodic work whose time has come again, then what is due; return how much that was."""
        for entry in app.conf.beat_schedule.values():
            if time.monotonic() - self.begun.get(entry["task"], float("-inf")) >= entry["schedule"]:
                self.begun[entry["task"]] = time.monotonic()
                app.tasks[entry["task"]]()
        return outbox.run_due()
