"""Which document is whose: by what a batch has kept, else by whom the text names; a twin is never drafted."""

from datetime import timedelta

import pytest

from mentoring.pairs.models import PairMentee, PairMentor
from mentoring.pairs.tests import cast
from mentoring.people.models import Person
from mentoring.registry.models import Certificate, Course, Trainee
from practices.models import Award
from reports.batches import knowing
from reports.batches.models import Origin
from reports.batches.sorts import SORTS
from reports.batches.tests.cast import begin, make, rows
from reports.documents import drafting
from reports.documents.models import Document
from reports.documents.subjects import table as subjects

AGREEMENTS = ("mentors", "mentees", "parents")


def known(sort: str, programme, found) -> dict[int, Document]:
    return knowing.papers(SORTS[sort], programme, found)


def by_hand(sort: str, row, curator) -> Document:
    return subjects.draft(SORTS[sort].kind, row, by=curator.member)


def correct(document: Document, curator, **said) -> Document:
    return drafting.edit(document, by=curator.member, version=document.version, **said)


def award(programme, reason: str, person: Person | None = None) -> Award:
    person = person or cast.mentor(programme).person
    facts = {"kind": Award.Kind.THANKS, "reason": reason, "on": programme.start}
    return Award.objects.create(organization=programme.organization, programme=programme, person=person, **facts)


def certificate(programme, number: str) -> Certificate:
    school = programme.organization
    course = Course.objects.create(organization=school, programme=programme, title="Основы наставничества")
    who = Trainee.objects.create(organization=school, course=course, mentor=cast.mentor(programme))
    return Certificate.objects.create(organization=school, trainee=who, number=number, on=programme.start)


@pytest.fixture
def group(programme, curator):
    """A group of two mentees who have one name."""
    mentees = [cast.mentee(programme, "Ланской") for _ in range(2)]
    Person.objects.filter(mentees__in=mentees).update(surname="Ланской", given="Илья", patronymic="Олегович")
    cast.project(programme, curator.member, led_by=cast.mentor(programme, capacity=2), mentees=mentees)
    return mentees


@pytest.mark.parametrize("sort", AGREEMENTS)
def test_agreement_drafted_by_hand_is_known_under_any_title(pairs, programme, curator, sort):
    found = rows(sort, programme, curator)
    document = correct(by_hand(sort, found[1], curator), curator, title="Соглашение на этот год")

    assert known(sort, programme, found) == {found[1].pk: document}


@pytest.mark.parametrize("sort", AGREEMENTS)
def test_agreement_is_known_after_a_name_is_changed(pairs, programme, curator, sort):
    row = rows(sort, programme, curator)[0]
    document = by_hand(sort, row, curator)
    Person.objects.filter(pk=SORTS[sort].person_of(row).pk).update(surname="Новосёлов")

    assert known(sort, programme, rows(sort, programme, curator)) == {row.pk: document}


@pytest.mark.parametrize("sort", ["mentees", "parents"])
def test_agreements_of_namesakes_in_one_group_are_told_apart(group, programme, curator, sort):
    first, second = rows(sort, programme, curator)
    document = by_hand(sort, second, curator)

    assert known(sort, programme, [first, second]) == {second.pk: document}


def test_agreement_whose_text_names_the_whole_group_is_told_by_its_title(programme, curator):
    both = [cast.mentee(programme, one) for one in ("Ланской", "Ивин")]
    cast.project(programme, curator.member, led_by=cast.mentor(programme, capacity=2), mentees=both)
    first, second = rows("mentees", programme, curator)
    document = by_hand("mentees", first, curator)
    everybody = [f"{{person:{one.mentee.person_id}|name nom}}" for one in (first, second)]
    correct(document, curator, body=[*document.body, {"block": "paragraph", "text": ", ".join(everybody)}])

    assert known("mentees", programme, [first, second]) == {first.pk: document}


def test_agreement_of_another_pair_of_the_same_mentor_is_not_taken(programme, curator):
    mentor = cast.mentor(programme, capacity=2)
    for surname in ("Ланской", "Ивин"):
        cast.project(programme, curator.member, led_by=mentor, mentees=[cast.mentee(programme, surname)])
    first, second = rows("mentors", programme, curator)
    document = by_hand("mentors", second, curator)

    assert known("mentors", programme, [first, second]) == {second.pk: document}


def test_thanks_whose_reason_was_corrected_have_no_twin(programme, curator):
    drafted, taken = award(programme, "за помощь"), award(programme, "за терпение")
    by_hand("thanks", taken, curator)
    make(begin(programme, curator, sort="thanks"))
    documents = known("thanks", programme, [drafted, taken])
    Award.objects.update(reason="за многое другое")

    make(begin(programme, curator, sort="thanks"))

    assert len(documents) == Document.objects.filter(kind="thanks").count() == 2
    assert known("thanks", programme, Award.objects.all()) == documents


def test_certificate_whose_number_was_corrected_has_no_twin(programme, curator):
    row = certificate(programme, "С-1")
    make(begin(programme, curator, sort="certificates"))
    Certificate.objects.filter(pk=row.pk).update(number="С-01")

    make(begin(programme, curator, sort="certificates"))

    assert Document.objects.get(kind="certificate") == Origin.objects.get(subject=row.pk).document


def test_paper_of_one_award_is_not_taken_for_a_later_one_of_the_same_words(programme, curator):
    first = award(programme, "за помощь")
    make(begin(programme, curator, sort="thanks"))
    Award.objects.filter(pk=first.pk).update(reason="за терпение")
    second = award(programme, "за помощь", first.person)

    make(begin(programme, curator, sort="thanks"))

    papers = known("thanks", programme, [first, second])
    assert len({document.pk for document in papers.values()}) == Document.objects.filter(kind="thanks").count() == 2


def test_one_paper_drafted_by_hand_is_not_given_to_two_awards_of_the_same_words(programme, curator):
    first = award(programme, "за помощь")
    second = award(programme, "за помощь", first.person)
    document = by_hand("thanks", first, curator)
    assert known("thanks", programme, [first, second]) == {first.pk: document}

    make(begin(programme, curator, sort="thanks"))

    papers = known("thanks", programme, [first, second])
    assert len({one.pk for one in papers.values()}) == Document.objects.filter(kind="thanks").count() == 2


@pytest.mark.parametrize(("seats", "sort"), [(PairMentor, "mentors"), (PairMentee, "mentees")])
def test_who_comes_back_into_a_pair_gets_a_new_agreement(pairs, programme, curator, seats, sort):
    make(begin(programme, curator, sort=sort))
    seat = seats.objects.get(pair=pairs[0])
    seats.objects.filter(pk=seat.pk).update(until=seat.since + timedelta(7))
    seat.pk, seat.since, seat._state.adding = None, seat.since + timedelta(30), True
    seat.save()

    make(begin(programme, curator, sort=sort))

    assert Document.objects.filter(kind=SORTS[sort].kind).count() == 4


def test_origin_goes_with_a_draft_that_is_thrown_away(pairs, programme, curator):
    make(begin(programme, curator))

    drafting.discard(Document.objects.filter(kind="agreement_mentor").first(), by=curator.member)
    make(begin(programme, curator))

    assert Origin.objects.count() == Document.objects.filter(kind="agreement_mentor").count() == 3
