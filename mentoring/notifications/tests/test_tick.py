import os
import signal
from threading import Timer

import pytest
from django.core.management import call_command

from mentoring.celery import app
from mentoring.notifications import kinds, outbox
from mentoring.notifications.kinds import Effect
from mentoring.notifications.management.commands import tick
from mentoring.notifications.models import OutboxItem
from mentoring.notifications.tests import effects

HERE = "mentoring.notifications.tests.effects"


@pytest.fixture(autouse=True)
def tables(monkeypatch):
    effects.DONE.clear()
    monkeypatch.setitem(kinds.EFFECTS, "note", Effect(f"{HERE}.note"))
    monkeypatch.setattr(tick, "PAUSE", 0.05)


@pytest.fixture
def own_signals():
    kept = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    yield
    for number, handler in kept.items():
        signal.signal(number, handler)


def test_one_tick_does_what_is_due(db):
    outbox.add("note", "a", {"word": "сделано"})

    call_command("tick")

    assert effects.DONE == ["сделано"]


@pytest.mark.postgres_only
@pytest.mark.django_db(transaction=True)
def test_tick_goes_on_until_it_is_told_to_stop_and_ends_the_work_in_hand(own_signals):
    outbox.add("note", "a", {"word": "сделано"})
    Timer(0.5, os.kill, (os.getpid(), signal.SIGTERM)).start()

    call_command("tick", "--forever")

    assert effects.DONE == ["сделано"]
    assert OutboxItem.objects.get().state == OutboxItem.State.DONE


@pytest.mark.postgres_only
@pytest.mark.django_db(transaction=True)
def test_look_that_breaks_off_does_not_end_the_service(monkeypatch, own_signals, caplog):
    asked = []

    def look():
        asked.append(1)
        if len(asked) == 1:
            raise ConnectionError("базы данных нет")
        os.kill(os.getpid(), signal.SIGTERM)
        return 0

    monkeypatch.setattr(outbox, "run_due", look)

    call_command("tick", "--forever")

    assert len(asked) >= 2
    assert "this look broke off" in caplog.text


def test_every_periodic_work_is_one_that_celery_knows():
    app.loader.import_default_modules()

    assert {entry["task"] for entry in app.conf.beat_schedule.values()} <= app.tasks.keys()
