import json
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection, transaction
from django.utils import timezone
from redis import Redis

from mentoring.notifications import kinds, outbox
from mentoring.notifications.kinds import Effect
from mentoring.notifications.models import OutboxItem
from mentoring.notifications.tests import effects

State = OutboxItem.State
HERE = "mentoring.notifications.tests.effects"


@pytest.fixture(autouse=True)
def tables(monkeypatch):
    effects.DONE.clear()
    told = {
        "note": Effect(f"{HERE}.note"),
        "broken": Effect(f"{HERE}.break_down"),
        "hopeless": Effect(f"{HERE}.give_up", given_up=f"{HERE}.note"),
        "nag": Effect(f"{HERE}.note", at_most_once=True),
    }
    for kind, effect in told.items():
        monkeypatch.setitem(kinds.EFFECTS, kind, effect)


def age(item: OutboxItem, **values) -> None:
    OutboxItem.objects.filter(pk=item.pk).update(**values)


def later(**passed):
    return timezone.now() + timedelta(**passed)


def test_effect_happens_once_and_its_payload_is_forgotten(db):
    item = outbox.add("note", "a", {"word": "код 1234"})

    assert outbox.run_due() == 1
    assert outbox.run_due() == 0

    item.refresh_from_db()
    assert effects.DONE == ["код 1234"]
    assert (item.state, item.payload, item.attempts, item.error) == (State.DONE, {}, 1, "")


def test_same_key_is_done_once(db):
    first = outbox.add("note", "a", {"word": "первое"})
    outbox.run_due()

    assert outbox.add("note", "a", {"word": "второе"}).pk == first.pk
    outbox.run_due()

    assert effects.DONE == ["первое"]


def test_unknown_kind_is_a_bug_at_once(db):
    with pytest.raises(KeyError):
        outbox.add("неведомое", "a", {})


def test_row_of_a_kind_this_version_does_not_know_waits_for_one_that_does(db):
    OutboxItem.objects.create(kind="завтрашнее", key="a", due_at=timezone.now())
    outbox.add("note", "b", {"word": "сегодня"})

    assert outbox.run_due() == 1
    assert OutboxItem.objects.get(key="a").state == State.QUEUED


def test_effect_of_an_undone_transaction_never_happens(db):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        outbox.add("note", "a", {"word": "лишнее"})
        raise ZeroDivisionError

    assert outbox.run_due() == 0


def test_nothing_happens_before_its_time(db):
    outbox.add("note", "a", {"word": "завтра"}, due_at=later(days=1))

    assert outbox.run_due() == 0
    assert outbox.claim(later(days=1, seconds=1)).key == "a"


def test_failed_try_is_repeated_after_growing_pauses_and_then_given_up(db):
    item = outbox.add("broken", "a", {"word": "…"})

    for tried, pause in enumerate(kinds.PAUSES, start=1):
        assert outbox.run_due() == 1
        item.refresh_from_db()
        assert (item.state, item.attempts) == (State.QUEUED, tried)
        assert abs(item.due_at - timezone.now() - pause) < timedelta(seconds=10)
        assert item.error == "ConnectionError: сервер не отвечает"
        age(item, due_at=timezone.now())
    outbox.run_due()

    item.refresh_from_db()
    assert (item.state, item.attempts) == (State.FAILED, kinds.TRIES)
    assert outbox.run_due() == 0


def test_hopeless_effect_is_not_repeated_and_its_owner_is_told(db):
    item = outbox.add("hopeless", "a", {"word": "сказали"})

    outbox.run_due()

    item.refresh_from_db()
    assert (item.state, item.error) == (State.FAILED, "Такого адреса нет.")
    assert effects.DONE == ["сказали"]


def test_one_failure_does_not_hold_up_the_rest(db):
    outbox.add("broken", "a", {"word": "…"})
    outbox.add("note", "b", {"word": "дошло"})

    assert outbox.run_due() == 2
    assert effects.DONE == ["дошло"]


def test_worker_that_died_between_taking_and_doing_is_replaced_once(db):
    item = outbox.add("note", "a", {"word": "дошло"})
    outbox.claim()

    assert outbox.run_due() == 0
    age(item, leased_until=timezone.now() - timedelta(seconds=1))
    assert outbox.run_due() == 1
    assert outbox.run_due() == 0

    item.refresh_from_db()
    assert (effects.DONE, item.state, item.attempts) == (["дошло"], State.DONE, 2)


def test_reminder_that_broke_off_is_rather_lost_than_said_twice(db):
    item = outbox.add("nag", "a", {"word": "напоминание"})
    outbox.claim()
    age(item, leased_until=timezone.now() - timedelta(seconds=1))

    assert outbox.run_due() == 0

    item.refresh_from_db()
    assert (effects.DONE, item.state) == ([], State.UNKNOWN)


def test_effect_that_kills_its_worker_each_time_is_given_up(db):
    item = outbox.add("note", "a", {"word": "роковое"})
    for _ in range(kinds.TRIES):
        assert outbox.claim().pk == item.pk
        age(item, leased_until=timezone.now() - timedelta(seconds=1))

    assert outbox.run_due() == 0

    item.refresh_from_db()
    assert (effects.DONE, item.state) == ([], State.FAILED)


def test_slow_worker_does_not_overwrite_the_outcome_of_the_one_that_took_over(db):
    item = outbox.add("note", "a", {"word": "дважды не повредит"})
    slow = outbox.claim()
    age(item, leased_until=timezone.now() - timedelta(seconds=1))
    quick = outbox.claim()

    outbox.perform(slow)
    item.refresh_from_db()
    assert item.state == State.CLAIMED

    outbox.perform(quick)
    item.refresh_from_db()
    assert item.state == State.DONE


def test_broker_that_is_away_does_not_spoil_the_deed(db, settings, monkeypatch, django_capture_on_commit_callbacks):
    settings.CELERY_BROKER_URL = "redis://127.0.0.1:1/0"
    monkeypatch.setattr(outbox, "app", _app_of("redis://127.0.0.1:1/0", settings.CELERY_BROKER_TRANSPORT_OPTIONS))

    began = time.monotonic()
    with django_capture_on_commit_callbacks(execute=True):
        outbox.add("note", "a", {"word": "дошло"})

    assert time.monotonic() - began < 3
    assert outbox.run_due() == 1


@pytest.mark.postgres_only
def test_broker_is_told_to_look_after_the_commit_and_not_before(db, settings, django_capture_on_commit_callbacks):
    broker = Redis(unix_socket_path=settings.CELERY_BROKER_URL.removeprefix("redis+socket://"))
    broker.delete("celery")

    with django_capture_on_commit_callbacks() as callbacks:
        outbox.add("note", "a", {"word": "…"})
    before = broker.llen("celery")
    for callback in callbacks:
        callback()

    told = [json.loads(message)["headers"]["task"] for message in broker.lrange("celery", 0, -1)]
    assert (before, told) == (0, ["notifications.look"])
    broker.delete("celery")
    broker.close()


@pytest.mark.postgres_only
@pytest.mark.django_db(transaction=True)
def test_twenty_workers_at_once_do_each_effect_once():
    for number in range(10):
        outbox.add("note", f"{number}", {"word": number})
    barrier = Barrier(20)

    def work(_):
        try:
            barrier.wait()
            return outbox.run_due()
        finally:
            connection.close()

    with ThreadPoolExecutor(20) as workers:
        taken = list(workers.map(work, range(20)))

    assert sum(taken) == 10
    assert sorted(effects.DONE) == list(range(10))
    assert set(OutboxItem.objects.values_list("state", "attempts")) == {(State.DONE, 1)}


def _app_of(broker: str, options: dict):
    app = type(outbox.app)("test", broker=broker, set_as_current=False)
    app.conf.broker_transport_options = options
    return app
