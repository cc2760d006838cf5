"""PostgreSQL killed while people work."""

import time
from collections import Counter
from threading import Thread

import pytest

from tests.faults.clients import Ledger, Person

pytestmark = [pytest.mark.faults, pytest.mark.timeout(600), pytest.mark.postgres_only]
PEOPLE = 4
ROUNDS = 3


def test_postgresql_killed_under_load_loses_and_doubles_nothing_that_was_acknowledged(rig, postgres):
    site, tick, ledger = rig.web(), rig.tick(), Ledger()
    people = [Person(site) for _ in range(PEOPLE)]
    for person in people:
        person.sign_in("curator")
    hands = [Thread(target=ledger.work, args=(person, number)) for number, person in enumerate(people)]
    for hand in hands:
        hand.start()
    pauses = []
    try:
        for _ in range(ROUNDS):
            before = len(ledger.acknowledged)
            rig.until(lambda before=before: len(ledger.acknowledged) > before + 50)
            postgres.kill()
            away = Person(site, people[0].opener).ask(f"{people[0].school}/start/")
            health = Person(site).ask("/healthz")
            time.sleep(1)
            postgres.start()
            pauses.append(rig.until(lambda: Person(site).ask("/healthz").status == 200, seconds=30))
            assert (away.status, health.status) == (503, 503)
            assert "База данных не отвечает" in away.text
        before = len(ledger.acknowledged)
        rig.until(lambda: len(ledger.acknowledged) > before + 20, seconds=30)
    finally:
        ledger.enough.set()
        for hand in hands:
            hand.join()

    acknowledged = set(ledger.acknowledged)
    kept = Counter(title for (title,) in rig.ask("SELECT title FROM people_position WHERE title LIKE 'должность %'"))
    assert acknowledged <= kept.keys()
    again = ledger.settle()
    kept = Counter(title for (title,) in rig.ask("SELECT title FROM people_position WHERE title LIKE 'должность %'"))
    assert kept == Counter(set(ledger.acknowledged))
    assert set(ledger.answers) <= {0, 302, 503}
    assert ledger.unclear == []
    assert tick.poll() is None
    print(f"{len(acknowledged)} acknowledged, {again} sent again, away {max(pauses):.1f} s, {dict(ledger.answers)}")


def test_letters_go_on_after_postgresql_was_killed(rig, postgres):
    rig.tick()
    rig.post(50).wait(60)
    rig.until(lambda: len(rig.mail.taken) >= 5)

    postgres.kill()
    postgres.start()
    rig.let_time_pass()

    rig.until(rig.is_quiet, seconds=60)
    assert len(rig.mail.times()) == 50
    assert len(rig.mail.taken) <= 51  # the one between the mail server's 250 and our commit
