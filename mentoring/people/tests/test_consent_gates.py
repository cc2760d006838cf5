"""Gates asked of rows: closed until somebody signs, in three queries for any number of people."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mentoring.accounts.operations import Refused
from mentoring.people import consents
from mentoring.people.consents import usual
from mentoring.people.models import (
    Consent,
    ConsentKind,
    ConsentText,
    Employment,
    Enrollment,
    Person,
    Position,
    StudyGroup,
)

DAY = date(2026, 11, 20)


@pytest.fixture
def kinds(school) -> dict[str, ConsentKind]:
    return {kind.code: kind for kind in usual.take_usual(school, by=None)}


def make_child(school, surname="Орлова", birth=date(2012, 5, 4)) -> Person:
    return Person.objects.create(organization=school, surname=surname, given="Майя", birth_date=birth)


def sign(child: Person, kind: ConsentKind, mother: Person, **facts) -> Consent:
    own = {"organization": child.organization, "person": child, "kind": kind, "on": date(2026, 9, 1)}
    return Consent.objects.create(**own, given_by=mother, right="mother", **facts)


def codes(child: Person, gate: str) -> list[str]:
    found = consents.missing([child.pk], gate, DAY, organization=child.organization)
    return [lack.kind_code for lack in found[child.pk]]


def test_gate_of_the_programme_opens_when_both_purposes_are_signed(school, kinds):
    child, mother = make_child(school), make_child(school, "Орлов", date(1985, 1, 1))
    assert codes(child, "programme") == ["pd_processing_minor", "participation_minor"]

    sign(child, kinds["pd_processing_minor"], mother)
    assert codes(child, "programme") == ["participation_minor"]
    assert not consents.ready(child, "programme", DAY)

    sign(child, kinds["participation_minor"], mother)
    assert consents.ready(child, "programme", DAY)
    assert codes(child, "publication") == ["pd_distribution", "image_use"]


def test_gate_is_narrowed_to_one_purpose(school, kinds):
    child = make_child(school)
    found = consents.missing([child.pk], "publication", DAY, organization=school, codes=["image_use"])
    assert [lack.kind_code for lack in found[child.pk]] == ["image_use"]


def test_school_without_kinds_of_its_own_is_held_to_the_usual_ones(school):
    assert codes(make_child(school), "programme") == ["pd_processing_minor", "participation_minor"]


def test_gate_stays_closed_for_children_whatever_purposes_are_removed(school, kinds):
    child = make_child(school)
    of_gate = ConsentKind.objects.filter(organization=school, gate="programme")

    of_gate.exclude(code="participation_minor").update(whose="adult")
    assert codes(child, "programme") == ["participation_minor"]

    of_gate.filter(code="participation_minor").update(whose="adult")
    assert codes(child, "programme") == ["pd_processing_minor", "participation_minor"]

    ConsentText.objects.filter(kind__in=of_gate).delete()
    of_gate.delete()
    assert codes(child, "programme") == ["pd_processing_minor", "participation_minor"]


def test_colleague_without_a_birth_date_signs_for_oneself_and_a_learner_does_not(school, kinds):
    colleague, learner = make_child(school, birth=None), make_child(school, birth=None)
    position = Position.objects.create(organization=school, title="учитель")
    Employment.objects.create(organization=school, person=colleague, position=position)
    group = StudyGroup.objects.create(organization=school, title="11 «А»")
    Enrollment.objects.create(organization=school, person=learner, group=group)
    Employment.objects.create(organization=school, person=learner, position=position)

    assert codes(colleague, "programme") == ["pd_processing_adult"]
    assert codes(learner, "programme") == ["pd_processing_minor", "participation_minor"]


def test_people_of_another_school_are_not_answered_for(school, other_school, kinds):
    stranger = make_child(other_school)
    assert consents.missing([stranger.pk], "programme", DAY, organization=school) == {}


def test_any_number_of_people_is_asked_in_three_queries(school, kinds):
    mother = make_child(school, "Орлов", date(1985, 1, 1))
    children = [make_child(school) for _ in range(30)]
    for child in children:
        sign(child, kinds["image_use"], mother)

    for some in (children[:1], children):
        with CaptureQueriesContext(connection) as asked:
            found = consents.missing([one.pk for one in some], "publication", DAY, organization=school)
        assert len(asked) == 3
        assert [len(lacks) for lacks in found.values()] == [1] * len(some)


def test_usual_kinds_are_taken_once_with_a_first_text_each(school, kinds):
    assert set(ConsentText.objects.values_list("kind__code", "number")) == {(code, 1) for code in kinds}
    with pytest.raises(Refused, match="уже есть"):
        usual.take_usual(school, by=None)


def test_kind_that_was_removed_is_offered_again(school, kinds):
    kinds["image_use"].texts.all().delete()
    kinds["image_use"].delete()

    assert [kind.code for kind in usual.take_usual(school, by=None)] == ["image_use"]
