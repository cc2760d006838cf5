"""Batches of papers that came to their end are told on «Сегодня» to whoever began them, until they are looked at."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mentoring.accounts.models import Membership
from reports.batches import beginning, giving
from reports.batches.models import Batch, Part
from reports.desk import signals

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def november():
    with time_machine.travel(datetime(2026, 11, 18, 9, tzinfo=UTC), tick=False):
        yield


def a_batch(member: Membership, state: str = Batch.State.READY, *, lost: int = 0) -> Batch:
    """Make a batch of two papers, some of them lost."""
    facts = {"sort": "pairs", "title": "Соглашения о сотрудничестве: 2", "digest": "0" * 64, "state": state}
    batch = Batch.objects.create(organization=member.organization, by=member, **facts)
    for order in range(2):
        fate = Part.State.FAILED if order < lost else Part.State.READY
        Part.objects.create(organization=batch.organization, batch=batch, order=order, subject=1, name="П", state=fate)
    return batch


@pytest.mark.parametrize(
    ("state", "lost", "tone", "said"),
    [
        ("ready", 0, "ok", "Пачка готова, файлы лежат до 2\u00a0декабря."),
        ("ready", 1, "warn", "Пачка готова, не получилось бумаг: 1. Причины названы на её странице."),
        ("failed", 2, "bad", "Пачка не получилась. Почему и что делать, сказано на её странице."),
    ],
)
def test_own_batch_that_came_to_its_end_is_told_until_one_comes_to_see_it(curator, director, state, lost, tone, said):
    batch = a_batch(curator.member, state, lost=lost)
    assert not list(signals.batches(director.member))
    (told,) = signals.batches(curator.member)
    assert (told.title, told.status, told.text) == (batch.title, tone, said)
    assert told.text in curator.get("start", follow=True).content.decode()

    answer = curator.post("batch_see", batch.public_id, action="jobs.see")

    assert answer.url == curator.at("batch", batch.public_id)
    assert not list(signals.batches(curator.member))


def test_batches_are_asked_for_by_one_query_where_some_have_ended(curator, school, programme):
    curator.get("admin:index")
    with CaptureQueriesContext(connection) as none:
        curator.get("admin:index")

    for _ in range(3):
        a_batch(curator.member)
    with CaptureQueriesContext(connection) as some:
        curator.get("admin:index")

    assert len(some) == len(none) + 1


@pytest.mark.parametrize("state", ["working", "stopped"])
def test_batch_at_work_or_stopped_by_its_owner_is_not_told(curator, state):
    a_batch(curator.member, state)

    assert not list(signals.batches(curator.member))


def test_latest_three_batches_are_told(curator):
    for number in range(4):
        Batch.objects.filter(pk=a_batch(curator.member).pk).update(title=f"Пачка {number}")

    assert [one.title for one in signals.batches(curator.member)] == ["Пачка 3", "Пачка 2", "Пачка 1"]


def test_batch_made_again_is_told_again(curator):
    batch = a_batch(curator.member, lost=1)
    giving.see(batch, by=curator.member)

    beginning.again(batch, by=curator.member)
    giving.see(batch, by=curator.member)  # a look while it is being made is none at its end
    Batch.objects.update(state=Batch.State.READY)

    assert [one.title for one in signals.batches(curator.member)] == [batch.title]
