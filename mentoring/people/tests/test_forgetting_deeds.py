"""What a large deed keeps to be taken back is kept for a week and no longer."""

from datetime import timedelta

import pytest
from django.utils import timezone

from mentoring.accounts.operations import Refused
from mentoring.people import deeds, tasks
from mentoring.people.models import BulkDeed, Person
from mentoring.people.privacy import erasing

WORD = "Канарейкина"


@pytest.fixture
def deleted(school, curator) -> BulkDeed:
    person = Person.objects.create(organization=school, surname=WORD, given="Инга", phone="+7 900 111-22-33")
    return deeds.delete(person, by=curator.member)


def age(deed: BulkDeed, **ago) -> None:
    BulkDeed.objects.filter(pk=deed.pk).update(at=timezone.now() - timedelta(**ago))


def test_values_stay_while_the_deed_can_be_taken_back(deleted):
    age(deleted, days=6, hours=23)

    tasks.forget_deeds()

    deleted.refresh_from_db()
    assert WORD in str(deleted.changes)


def test_values_go_with_the_week_and_once(deleted):
    age(deleted, days=7, hours=1)

    assert [deeds.forget(timezone.now()) for _ in range(2)] == [1, 0]

    deleted.refresh_from_db()
    assert deleted.changes == []


def test_undo_says_in_words_that_the_time_is_over(deleted, curator):
    age(deleted, days=8)
    tasks.forget_deeds()

    with pytest.raises(Refused, match="прошло больше недели: отменить уже нельзя"):
        deeds.undo(deleted, by=curator.member, now=timezone.now())

    page = curator.get("people_deed", deleted.pk).content.decode()
    assert "прежние значения стёрты" in page and "Инга" not in page.replace(deleted.title, "")
    assert not Person.objects.filter(surname=WORD).exists()


def test_erased_person_does_not_come_back_within_the_week(school, curator, director):
    first, second = (Person.objects.create(organization=school, surname=WORD, given="Инга") for _ in range(2))
    deed = deeds.delete(second, by=curator.member)
    erasing.erase(first, "demand", by=director.member)

    deeds.undo(deed, by=curator.member, now=timezone.now())

    assert not Person.objects.filter(surname=WORD).exists()
