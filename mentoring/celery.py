"""Celery only says «look now»: the truth of every background effect is a row of the outbox."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mentoring.settings")

app = Celery("mentoring")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

# All periodic work of the product.
app.conf.beat_schedule = {
    "look for due work": {"task": "notifications.look", "schedule": 60.0},
    "remind of deadlines": {"task": "notifications.remind", "schedule": 10 * 60.0},
    "plans follow calendars just changed": {"task": "roadmap.follow_changed_calendars", "schedule": 5 * 60.0},
    "plans follow calendars": {"task": "roadmap.follow_calendars", "schedule": 24 * 60 * 60.0},
    "consents follow birthdays": {"task": "people.follow_birthdays", "schedule": 24 * 60 * 60.0},
    "announced endings of pairs come": {"task": "pairs.end_announced", "schedule": 60 * 60.0},
    "deeds of the last week are forgotten": {"task": "people.forget_deeds", "schedule": 24 * 60 * 60.0},
    "pairs are asked how it goes": {"task": "pairs.ask_pulse", "schedule": 24 * 60 * 60.0},
    "diaries are sampled": {"task": "pairs.sample_diaries", "schedule": 24 * 60 * 60.0},
    "pairs are watched over": {"task": "pairs.watch", "schedule": 24 * 60 * 60.0},
    "batches of papers are let go": {"task": "batches.forget", "schedule": 24 * 60 * 60.0},
    "put in order": {"task": "accounts.tidy", "schedule": 24 * 60 * 60.0},
}
