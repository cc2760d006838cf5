"""«Это разные люди»: a pair is not offered again until the decision is taken back; it lives on through merges."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from mentoring.accounts import schooldays
from mentoring.accounts.operations import Refused
from mentoring.people import apart, deeds, doubles, merging
from mentoring.people.models import Apart, Person

EDIT = "people.edit"


@pytest.fixture
def three(school) -> list[Person]:
    return [Person.objects.create(organization=school, surname="Зотова", given="Алла") for _ in range(3)]


def offered(browser) -> set[frozenset[int]]:
    found = doubles.everywhere(browser.member, schooldays.today(browser.member.organization))
    return {frozenset((one.kept.pk, one.other.pk)) for one in found}


def pair(one: Person, other: Person) -> frozenset[int]:
    return frozenset((one.pk, other.pk))


def test_decided_pair_is_not_offered_again_and_the_others_are(curator, three, other_curator):
    one, other, third = three

    curator.post("people_apart", other.pk, one.pk, action=EDIT)

    assert offered(curator) == {pair(one, third), pair(other, third)}
    row = Apart.objects.get()
    assert (row.by, row.organization) == (curator.member, one.organization)
    assert "Решено: это разные люди" in curator.get("people_doubles").content.decode()
    assert (apart.pairs(other_curator.member), list(apart.decided(other_curator.member))) == (set(), [])


def test_somebody_of_another_school_is_no_double(curator, other_school, school):
    today = schooldays.today(school)
    Person.objects.create(organization=school, surname="Зотова", given="Алла")
    Person.objects.create(organization=other_school, surname="Зотова", given="Алла")
    Person.objects.create(organization=other_school, surname="Лялина", given="Инна")

    assert offered(curator) == set()
    assert doubles.of_new("Лялина Инна", None, (), seen_by=curator.member, today=today) == []


def test_decision_is_taken_back_by_a_button(curator, three):
    row = apart.decide(three[0], three[1], by=curator.member)

    curator.post("people_apart_undo", row.pk, action=EDIT)

    assert not Apart.objects.exists()
    assert pair(three[0], three[1]) in offered(curator)


def test_pair_is_decided_once_whichever_comes_first(curator, three, school):
    one, other, _ = three
    apart.decide(one, other, by=curator.member)

    with pytest.raises(Refused, match="уже решено"):
        apart.decide(other, one, by=curator.member)
    with pytest.raises(IntegrityError), transaction.atomic():
        Apart.objects.create(organization=school, one=other, other=one, by=curator.member)
    with pytest.raises(IntegrityError), transaction.atomic():
        Apart.objects.create(organization=school, one=one, other=one, by=curator.member)


def test_person_of_another_school_is_told_apart_from_nobody(curator, three, other_school):
    stranger = Person.objects.create(organization=other_school, surname="Зотова", given="Алла")

    assert curator.post("people_apart", three[0].pk, stranger.pk, action=EDIT).status_code == 404
    with pytest.raises(Refused, match="карточек уже нет"):
        apart.decide(three[0], stranger, by=curator.member)
    with pytest.raises(IntegrityError), transaction.atomic():
        Apart.objects.create(organization=three[0].organization, one=three[0], other=stranger, by=curator.member)
    assert not Apart.objects.exists()


def test_decision_follows_a_card_that_is_merged_and_comes_back(curator, three):
    one, other, third = three
    apart.decide(other, third, by=curator.member)

    deed = merging.merge(one, other, {}, by=curator.member)

    assert apart.pairs(curator.member) == {pair(one, third)}

    deeds.undo(deed, by=curator.member, now=timezone.now())

    assert apart.pairs(curator.member) == {pair(other, third)}


def test_same_decision_about_both_cards_is_kept_once(curator, three):
    one, other, third = three
    apart.decide(third, one, by=curator.member)
    apart.decide(other, third, by=curator.member)

    deed = merging.merge(one, other, {}, by=curator.member)

    assert apart.pairs(curator.member) == {pair(one, third)}
    deeds.undo(deed, by=curator.member, now=timezone.now())
    assert apart.pairs(curator.member) == {pair(one, third), pair(other, third)}


def test_merge_overrules_what_was_decided_between_the_two(curator, three):
    one, other, _ = three
    apart.decide(one, other, by=curator.member)

    deed = merging.merge(one, other, {}, by=curator.member)

    assert not Apart.objects.exists()
    deeds.undo(deed, by=curator.member, now=timezone.now())
    assert apart.pairs(curator.member) == {pair(one, other)}


def test_decision_goes_and_comes_back_with_a_deleted_card(curator, three):
    one, other, _ = three
    apart.decide(one, other, by=curator.member)
    decided = pair(one, other)

    deed = deeds.delete(other, by=curator.member)

    assert not Apart.objects.exists()
    deeds.undo(deed, by=curator.member, now=timezone.now())
    assert apart.pairs(curator.member) == {decided}
