"""A paper is compared with the pairs, the classes and the acts of its programme as they are today."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mentoring.people.models import Enrollment, StudyGroup
from reports.documents import around, checking, drafting
from reports.documents.models import Concern, Document
from reports.documents.subjects import table as subjects
from reports.documents.tests.acts import make_draft
from reports.documents.tests.aloud import TODAY
from reports.documents.tests.test_pair_papers import fixed as fix
from reports.documents.tests.test_pair_papers import pair_of

pytestmark = pytest.mark.usefixtures("august")


@pytest.fixture
def pair(took, programme, curator):
    return pair_of(took, programme, curator.member)


@pytest.fixture
def fixed(pair):
    return fix(pair)


@pytest.fixture
def agreement(fixed, curator):
    return subjects.draft("agreement_mentee", fixed.mentees.get(), by=curator.member)


def of_pair(document: Document) -> list[str]:
    return [fault.text for fault in checking.faults(document) if fault.place.startswith("Пара")]


def test_agreement_that_agrees_with_its_pair_has_no_fault_of_it(agreement):
    assert of_pair(agreement) == []


def test_agreement_drafted_before_the_order_asks(pair, curator):
    agreement = subjects.draft("agreement_mentee", pair.mentees.get(), by=curator.member)

    assert of_pair(agreement) == ["Соглашение выйдет раньше приказа о закреплении."]


def test_agreement_names_the_mentor_of_today(agreement, fixed, took):
    fixed.mentors.update(mentor=took.mentors["Кедрова"])

    assert of_pair(agreement) == ["В документе наставник Дятлов Олег Юрьевич, а в паре — Кедрова Нина Павловна."]


def test_class_that_was_written_into_an_agreement_is_that_of_today(fixed, took, curator):
    agreement = subjects.draft("agreement_mentor", fixed.mentors.get(), by=curator.member)
    assert not [fault for fault in checking.faults(agreement) if "Класс" in fault.text]
    group = Enrollment.objects.get(person=took.people["Ежова"]).group_id
    StudyGroup.objects.filter(pk=group).update(title="9 «А»")

    told = [(fault.place, fault.text) for fault in checking.faults(agreement) if "Класс" in fault.text]

    assert told == [("Пункт 1.1", "Класс другой: 8 «А», а Ежова Яна Олеговна учится в 9 «А».")]


def test_pair_in_two_orders_stops(pair, programme, curator):
    order = drafting.draft("O7", programme, by=curator.member)
    other = make_draft(programme, by=curator.member, title="О других парах")
    Concern.objects.create(organization=programme.organization, document=other, pair=pair, deed=Concern.Deed.FIX)

    assert "Её закрепляет и другой документ: Приказ о других парах." in of_pair(order)


def test_more_pairs_cost_no_more_queries(took, programme, curator, pair):
    def cost(document: Document) -> int:
        with CaptureQueriesContext(connection) as asked:
            around.read(document, TODAY)
        return len(asked)

    one = cost(drafting.draft("O7", programme, by=curator.member))
    Concern.objects.all().delete()
    pair_of(took, programme, curator.member, "Кедрова", "Ивин")

    assert cost(drafting.draft("O7", programme, by=curator.member)) == one <= 9
