"""Letters while their workers, their broker and their mail server die."""

import signal
from collections import Counter

import pytest

pytestmark = [pytest.mark.faults, pytest.mark.timeout(600)]
BURST = 200


def once_each(count: int = BURST) -> Counter:
    return Counter({f"reader-{number}@example.org": 1 for number in range(count)})


def test_redis_killed_in_a_burst_loses_and_doubles_nothing(rig_with_redis):
    rig = rig_with_redis
    rig.worker()
    rig.beat()
    posting = rig.post(BURST)
    rig.until(lambda: len(rig.mail.taken) >= 20)

    rig.redis.kill()
    assert posting.wait(60) == 0
    rig.redis.start()  # empty: it kept nothing

    took = rig.until(lambda: len(rig.mail.taken) >= BURST and rig.is_quiet(), seconds=120)
    assert rig.mail.readers() == once_each()
    assert rig.states() == {"done": BURST}
    print(f"{took:.1f} s after the kill")


@pytest.mark.parametrize(
    ("kind", "point", "extra", "lost", "states"),
    [
        ("letter", "outbox_performed", 1, 0, {"done": BURST}),
        ("letter", "outbox_claimed", 0, 0, {"done": BURST}),
        ("reminder", "outbox_performed", 0, 0, {"done": BURST - 1, "unknown": 1}),
        ("reminder", "outbox_claimed", 0, 1, {"done": BURST - 1, "unknown": 1}),
    ],
)
def test_worker_killed_in_a_burst(rig_with_redis, kind, point, extra, lost, states):
    """Between the mail server's 250 and our commit a letter may be said twice, a reminder never."""
    rig = rig_with_redis
    place = rig.folder / "go"
    awake = kind == "reminder"
    worker = rig.worker(hands=1, awake=awake, **rig.arm(**{point: [None] * 30 + [{"until": str(place)}]}))
    posting = rig.post(BURST, kind=kind)
    rig.until_stopped_at("go")

    rig.kill(worker)
    assert posting.wait(60) == 0
    rig.let_time_pass()
    rig.worker(awake=awake)
    rig.tick(awake=awake)

    rig.until(rig.is_quiet)
    times = rig.mail.times()
    assert len(times) == BURST - lost
    assert Counter(times.values()) == Counter({1: BURST - lost - extra, 2: extra}) - Counter({2: 0})
    assert rig.states() == states


def test_hand_of_a_worker_killed_in_a_burst_is_replaced(rig_with_redis):
    rig = rig_with_redis
    rig.worker(**rig.arm(outbox_claimed=[None] * 30 + ["kill"]))
    rig.post(BURST).wait(60)

    rig.until(lambda: rig.states()["done"] == BURST - 1)
    rig.let_time_pass()
    rig.manage("tick")

    assert rig.is_quiet()
    assert rig.mail.readers() == once_each()


def test_two_ticks_at_once_send_each_letter_once(rig):
    rig.post(BURST).wait(60)

    rig.tick()
    rig.tick()

    rig.until(rig.is_quiet)
    assert rig.mail.readers() == once_each()
    assert rig.states() == {"done": BURST}


def test_tick_that_is_told_to_end_leaves_nothing_half_done(rig):
    rig.post(BURST).wait(60)
    tick = rig.tick()
    rig.until(lambda: len(rig.mail.taken) >= 20)

    tick.send_signal(signal.SIGTERM)

    assert tick.wait(30) == 0
    assert rig.states().keys() <= {"done", "queued"}
    rig.manage("tick")
    rig.manage("tick")
    assert rig.mail.readers() == once_each()


def test_without_redis_from_the_start_tick_does_everything(rig):
    rig.variables["CELERY_BROKER_URL"] = f"redis+socket://{rig.folder}/nobody"
    posting = rig.post(BURST)

    assert posting.wait(60) == 0
    rig.tick()

    rig.until(rig.is_quiet)
    assert rig.mail.readers() == once_each()


@pytest.mark.parametrize("code", [421, 451])
def test_letter_refused_for_a_while_is_tried_again_and_delays_nobody(rig, code):
    rig.mail.answers["reader-3@example.org"] = code
    rig.post(30).wait(60)
    rig.tick()

    rig.until(lambda: len(rig.mail.taken) == 29, seconds=30)
    rig.until(lambda: rig.states() == {"done": 29, "queued": 1}, seconds=5)
    [(attempts, error)] = [row[1:] for row in rig.burst() if row[0] == "queued"]
    assert attempts == 1
    assert str(code) in error

    rig.mail.answers.clear()
    rig.let_time_pass()

    rig.until(rig.is_quiet, seconds=20)
    assert rig.mail.readers() == once_each(30)


@pytest.mark.asks_the_doctor
def test_address_that_does_not_exist_is_given_up_in_words(rig):
    rig.mail.answers["reader-3@example.org"] = 550
    rig.post(30).wait(60)
    rig.tick()

    rig.until(rig.is_quiet, seconds=30)
    assert rig.states() == {"done": 29, "failed": 1}
    [(attempts, error)] = [row[1:] for row in rig.burst() if row[0] == "failed"]
    assert attempts == 1
    assert error == "Почтовый сервер не принял адрес."
    [problem] = rig.problems()
    assert problem["text"] == "За неделю не удалось: 1\u00a0работа вида «letter»."


def test_mail_server_that_hangs_on_one_letter_delays_the_others_by_one_patience(rig):
    rig.mail.answers["reader-3@example.org"] = "hang"
    rig.post(30).wait(60)
    rig.tick()

    rig.until(lambda: len(rig.mail.taken) == 29, seconds=40)
    rig.until(lambda: rig.states() == {"done": 29, "queued": 1}, seconds=30)

    rig.mail.answers.clear()
    rig.let_time_pass()
    rig.until(rig.is_quiet, seconds=20)
    assert rig.mail.readers() == once_each(30)


@pytest.mark.parametrize(("kind", "times", "state"), [("letter", 2, "done"), ("reminder", 1, "unknown")])
def test_mail_server_that_breaks_off_after_the_letter_may_get_a_letter_twice_a_reminder_never(rig, kind, times, state):
    rig.mail.answers["reader-3@example.org"] = "cut"
    rig.post(30, kind=kind).wait(60)
    rig.tick(awake=kind == "reminder")
    rig.until(lambda: len(rig.mail.taken) == 30, seconds=30)
    rig.until(lambda: rig.states()["done"] == 29)

    rig.mail.answers.clear()
    rig.let_time_pass()

    rig.until(rig.is_quiet, seconds=20)
    assert rig.mail.readers() == once_each(30) | {"reader-3@example.org": times}
    assert len(rig.mail.times()) == 30  # a second one has the same Message-ID
    assert rig.states() == Counter({"done": 29}) + Counter({state: 1})


def test_mail_server_that_is_down_gets_everything_later(rig):
    address, rig.variables["EMAIL_URL"] = rig.mail.url, "smtp://127.0.0.1:9"
    rig.post(30).wait(60)
    rig.manage("tick")
    assert rig.states() == {"queued": 30}

    rig.variables["EMAIL_URL"] = address
    rig.let_time_pass()
    rig.manage("tick")

    assert rig.mail.readers() == once_each(30)
