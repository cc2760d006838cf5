"""Two cards of one person become one, whatever refers to them, and can be parted again for a week."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from mentoring.access import Role
from mentoring.accounts import journal
from mentoring.accounts.models import JournalEntry
from mentoring.accounts.operations import Refused
from mentoring.pairs.models import Trait
from mentoring.people import deeds, merging
from mentoring.people.models import (
    BulkDeed,
    Consent,
    ConsentKind,
    Employment,
    Enrollment,
    Guardianship,
    Person,
    Position,
    StudyGroup,
)
from mentoring.registry.models import Mentee, Request
from tests.cast import make_member
from tests.matrix.rows import Maker

SEPTEMBER = date(2026, 9, 1)


@pytest.fixture
def own(school):
    return {"organization": school}


@pytest.fixture
def kept(own):
    return Person.objects.create(
        **own, surname="Семёнова", given="Анна", patronymic="Юрьевна", phone="+7 900 000-00-01"
    )


@pytest.fixture
def other(own):
    return Person.objects.create(**own, surname="Семенова", given="Анна", birth_date=date(2011, 5, 6))


@pytest.fixture
def by(curator):
    return curator.member


def group(own, title):
    return StudyGroup.objects.create(**own, title=title)


def every_row_of(person) -> list[tuple[str, int]]:
    return [
        (f"{one.related_model._meta.label}.{one.field.name}", row.pk)
        for one in deeds.references(Person)
        for row in one.related_model._default_manager.filter(**{one.field.name: person})
    ]


def test_chosen_values_stay_and_the_empty_one_is_filled(kept, other, by):
    merging.merge(kept, other, {"surname": "other", "birth_date": "other"}, by=by)

    row = Person.objects.get()
    assert (row.pk, row.full_name, row.name_key) == (kept.pk, "Семенова Анна Юрьевна", "семенова анна юрьевна")
    assert (row.birth_date, row.phone, row.version) == (date(2011, 5, 6), "+7 900 000-00-01", 2)


def test_likely_value_is_the_one_that_is_there(kept, other):
    lines = {line.field: line for line in merging.compared(kept, other)}

    assert (lines["birth_date"].kept, lines["birth_date"].other, lines["birth_date"].likely) == (
        "—",
        "06.05.2011",
        "other",
    )
    assert (lines["patronymic"].likely, lines["given"].differs) == ("kept", False)


def test_every_reference_to_a_person_follows(school, kept, other, by):
    maker, moved = Maker(school, "сорока", "soroka"), []
    for one in deeds.references(Person):
        row = maker.row(one.related_model, **given_for(one, other, maker))
        moved.append((f"{one.related_model._meta.label}.{one.field.name}", row.pk))

    merging.merge(kept, other, {}, by=by)

    assert sorted(every_row_of(kept)) == sorted(moved)
    assert not Person.objects.filter(pk=other.pk).exists()


def given_for(relation, person, maker) -> dict:
    """Make a row lead to the person by one of its columns, and by that one alone."""
    given = {relation.field.name: person}
    if relation.related_model is Consent and relation.field.name == "given_by":
        given |= {"right": "mother", "person": maker.row(Person)}
    if relation.related_model is Guardianship:
        given[{"child": "guardian", "guardian": "child"}[relation.field.name]] = maker.row(Person)
    if relation.related_model._meta.label == "roadmap.Responsible":
        given["kind"] = "person"
    if relation.related_model is Trait and relation.field.name == "about":
        given |= {"kind": "wish", "value": ""}
    return given


def test_row_that_may_stand_once_stays_once_with_what_it_carries(school, programme, own, kept, other, by):
    maker = Maker(school, "сорока", "soroka")
    first = Mentee.objects.create(**own, programme=programme, person=kept)
    second = Mentee.objects.create(**own, programme=programme, person=other)
    request = maker.row(Request, mentee=second)

    deed = merging.merge(kept, other, {}, by=by)

    assert list(Mentee.objects.all()) == [first]
    request.refresh_from_db()
    assert request.mentee == first
    deeds.undo(deed, by=by, now=timezone.now())
    assert set(Mentee.objects.values_list("pk", "person")) == {(first.pk, kept.pk), (second.pk, other.pk)}
    request.refresh_from_db()
    assert request.mentee == second


def test_learner_stays_in_the_class_of_the_card_that_stays(own, kept, other, by):
    mine = Enrollment.objects.create(**own, person=kept, group=group(own, "9А"))
    Enrollment.objects.create(**own, person=other, group=group(own, "9Б"))
    past = Enrollment.objects.create(
        **own, person=other, group=group(own, "8Б"), start=date(2025, 9, 1), end=date(2026, 5, 31)
    )

    merging.merge(kept, other, {}, by=by)

    assert set(Enrollment.objects.filter(person=kept)) == {mine, past}


def test_guardian_and_child_are_not_one(own, kept, other, by):
    Guardianship.objects.create(**own, child=kept, guardian=other)

    with pytest.raises(Refused, match="это разные люди"):
        merging.merge(kept, other, {}, by=by)
    assert Person.objects.count() == 2


def test_two_who_can_sign_in_are_not_merged(school, kept, other, by):
    for person, role in ((kept, Role.DEPUTY), (other, Role.HR)):
        person.membership = make_member(school, role)
        person.save()

    with pytest.raises(Refused, match="закройте лишний"):
        merging.merge(kept, other, {}, by=by)


def test_access_of_the_other_card_follows_and_comes_back(school, kept, other, by):
    other.membership = make_member(school, Role.HR)
    other.save()

    deed = merging.merge(kept, other, {}, by=by)
    kept.refresh_from_db()
    assert kept.membership == other.membership

    deeds.undo(deed, by=by, now=timezone.now())
    assert Person.objects.get(membership=other.membership).pk == other.pk


def test_card_that_has_changed_since_it_was_shown_is_not_merged(kept, other, by):
    with pytest.raises(Refused, match="только что изменили"):
        merging.merge(kept, other, {}, by=by, versions=(1, 2))


def test_merge_can_be_taken_back_whole(own, kept, other, by):
    Employment.objects.create(**own, person=other, position=Position.objects.create(**own, title="методист"))
    Enrollment.objects.create(**own, person=other, group=group(own, "9А"))
    before = (cards(), every_row_of(other))
    deed = merging.merge(kept, other, {"surname": "other"}, by=by)

    deed = deeds.undo(deed, by=by, now=timezone.now())

    assert deed.left == []
    assert (cards(), every_row_of(other)) == before


def cards() -> list[dict]:
    columns = [field.attname for field in Person._meta.concrete_fields if field.name != "version"]
    return list(Person.objects.order_by("pk").values(*columns))


def test_what_was_changed_after_the_merge_stays_and_is_named(own, kept, other, by):
    deed = merging.merge(kept, other, {"birth_date": "other"}, by=by)
    Person.objects.filter(pk=kept.pk).update(birth_date=date(2011, 5, 7))

    deed = deeds.undo(deed, by=by, now=timezone.now())

    assert deed.left == [{"row": "человек: Семёнова Анна Юрьевна", "why": "изменено с тех пор"}]
    assert set(Person.objects.values_list("pk", "birth_date")) == {
        (kept.pk, date(2011, 5, 7)),
        (other.pk, date(2011, 5, 6)),
    }


def test_merge_is_taken_back_once_and_within_a_week(kept, other, by):
    deed = merging.merge(kept, other, {}, by=by)

    with pytest.raises(Refused, match="больше недели"):
        deeds.undo(deed, by=by, now=timezone.now() + timedelta(days=8))
    deeds.undo(deed, by=by, now=timezone.now())
    with pytest.raises(Refused, match="уже отменено"):
        deeds.undo(deed, by=by, now=timezone.now())


def test_journal_says_who_was_merged_and_its_chain_holds(school, kept, other, by):
    deed = merging.merge(kept, other, {"birth_date": "other"}, by=by)
    deeds.undo(deed, by=by, now=timezone.now())

    entries = JournalEntry.objects.filter(organization=school).order_by("number").select_related("values")
    assert [entry.action for entry in entries] == ["person.merge", "bulkdeed.merge_undo"]
    assert entries[0].values.before["row"] == "Семенова Анна"
    assert merging.merged_into(kept) == [str(other.pk)]
    assert journal.breaks(school) == []


def test_consents_of_both_cards_stay(own, kept, other, by):
    kind = ConsentKind.objects.create(**own, code="pd", title="обработка", gate="programme")
    for person in (kept, other):
        Consent.objects.create(**own, person=person, kind=kind, on=SEPTEMBER)

    merging.merge(kept, other, {}, by=by)

    assert Consent.objects.filter(person=kept).count() == 2
    assert BulkDeed.objects.get().title == "Семёнова Анна Юрьевна и Семенова Анна"
