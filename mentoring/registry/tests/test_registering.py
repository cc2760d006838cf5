"""Who reaches the register, who is kept out and why; how mentees and mentors come and go."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mentoring.accounts.models import JournalEntry
from mentoring.accounts.operations import Refused
from mentoring.people.models import Clearance
from mentoring.registry import gaps, mentees, mentors
from mentoring.registry.models import Interview, Mentee, Mentor
from mentoring.registry.tests.cast import agree, learner, outsider, teacher

pytestmark = pytest.mark.django_db
TODAY = date(2026, 10, 5)


def asking(programme, person, curator):
    [row] = mentees.enrol(programme, [person], by=curator.member)
    mentees.ask(row, text="Подтянуть алгебру", by=curator.member)
    return row


def words(found) -> list[str]:
    return [gap.words for gap in found]


def test_people_are_enrolled_once(programme, curator):
    person = learner(programme.organization, "Рябинин")
    mentees.enrol(programme, [person], by=curator.member)

    assert mentees.enrol(programme, [person], by=curator.member) == []
    assert Mentee.objects.count() == 1


def test_child_without_a_consent_stays_out_of_the_register_and_is_named(programme, curator):
    row = asking(programme, learner(programme.organization, "Рябинин"), curator)

    made = mentees.register([row.pk], on=TODAY, by=curator.member)

    row.refresh_from_db()
    assert (made.done, row.state, row.entered_on) == ((), "offered", None)
    assert "Рябинин" in made.words("Внесены в реестр")
    assert "нет согласия" in made.words("Внесены в реестр")


def test_one_consent_of_two_is_not_enough(programme, curator):
    person = learner(programme.organization, "Рябинин")
    row = asking(programme, person, curator)
    agree(person, on=TODAY, codes=["pd_processing_minor"])

    assert mentees.register([row.pk], on=TODAY, by=curator.member).done == ()


def test_child_with_consents_and_a_request_is_registered(programme, curator):
    person = learner(programme.organization, "Рябинин")
    row = asking(programme, person, curator)
    agree(person, on=TODAY)

    made = mentees.register([row.pk], on=TODAY, by=curator.member)

    row.refresh_from_db()
    assert [one.pk for one in made.done] == [row.pk]
    assert (row.state, row.entered_on, row.version) == ("registered", TODAY, 2)
    entry = JournalEntry.objects.filter(action="mentee.register").get()
    assert (entry.subject_id, entry.by) == (str(row.pk), curator.member)


def test_mentee_without_a_request_stays_out(programme, curator):
    person = learner(programme.organization, "Рябинин")
    [row] = mentees.enrol(programme, [person], by=curator.member)
    agree(person, on=TODAY)

    made = mentees.register([row.pk], on=TODAY, by=curator.member)

    assert words(made.left[0][1]) == ["нет запроса"]


def test_withdrawn_consent_closes_the_way_back(programme, curator):
    person = learner(programme.organization, "Рябинин")
    row = asking(programme, person, curator)
    given = agree(person, on=TODAY)
    mentees.register([row.pk], on=TODAY, by=curator.member)
    mentees.leave(row, reason="переехал", on=TODAY, by=curator.member)
    mentees.come_back(row, by=curator.member)
    given[0].withdrawn_on = TODAY
    given[0].save()

    assert mentees.register([row.pk], on=TODAY, by=curator.member).done == ()


def test_young_mentor_needs_the_consent_of_a_parent_too(programme, curator):
    person = learner(programme.organization, "Рябинин", birth=date(2010, 3, 4))
    [row] = mentors.enrol(programme, [person], on=TODAY, by=curator.member)

    assert mentors.register([row.pk], on=TODAY, by=curator.member).done == ()
    agree(person, on=TODAY)
    assert len(mentors.register([row.pk], on=TODAY, by=curator.member).done) == 1


def test_several_are_registered_and_the_rest_are_left_out(programme, curator):
    ready, other = (learner(programme.organization, name) for name in ("Рябинин", "Вязов"))
    rows = [asking(programme, person, curator) for person in (ready, other)]
    agree(ready, on=TODAY)

    made = mentees.register([row.pk for row in rows], on=TODAY, by=curator.member)

    assert [row.person for row in made.done] == [ready]
    assert [row.person for row, _ in made.left] == [other]


def test_nobody_is_registered_twice(programme, curator):
    person = learner(programme.organization, "Рябинин")
    row = asking(programme, person, curator)
    agree(person, on=TODAY)
    mentees.register([row.pk], on=TODAY, by=curator.member)

    with pytest.raises(Refused, match="в реестре"):
        mentees.register([row.pk], on=TODAY, by=curator.member)


def test_rows_of_another_school_are_nobody(programme, curator, other_curator):
    row = asking(programme, learner(programme.organization, "Рябинин"), curator)

    with pytest.raises(Refused, match="Записи уже нет"):
        mentees.register([row.pk], on=TODAY, by=other_curator.member)


def test_who_leaves_is_asked_why(programme, curator):
    row = asking(programme, learner(programme.organization, "Рябинин"), curator)

    with pytest.raises(Refused, match="почему"):
        mentees.leave(row, reason="  ", on=TODAY, by=curator.member)
    left = mentees.leave(row, reason="переехал", on=TODAY, by=curator.member)
    assert (left.state, left.left_on, left.reason) == ("left", TODAY, "переехал")


def test_empty_request_is_refused(programme, curator):
    [row] = mentees.enrol(programme, [learner(programme.organization, "Рябинин")], by=curator.member)

    with pytest.raises(Refused, match="Запрос пуст"):
        mentees.ask(row, text=" ", by=curator.member)


def test_mentor_from_outside_shows_a_certificate_first(programme, curator):
    person = outsider(programme.organization, "Кедров")
    agree(person, on=TODAY)
    [row] = mentors.enrol(programme, [person], on=TODAY, by=curator.member)

    assert "нет справки об отсутствии судимости" in words(gaps.of_mentors([row], TODAY)[row.pk])
    assert mentors.register([row.pk], on=TODAY, by=curator.member).done == ()
    seen = Clearance.objects.create(
        organization=person.organization,
        person=person,
        kind="criminal",
        issued_on=date(2026, 9, 1),
        valid_until=date(2026, 10, 12),
    )
    assert "справка истекает 12.10" in words(gaps.of_mentors([row], TODAY)[row.pk])
    assert len(mentors.register([row.pk], on=TODAY, by=curator.member).done) == 1
    assert "справка истекла 12.10" in words(gaps.of_mentors([row], date(2026, 10, 13))[row.pk])
    assert seen.person == person


def test_teacher_shows_no_certificate_to_the_programme(programme, curator):
    [row] = mentors.enrol(programme, [teacher(programme.organization, "Кедров")], on=TODAY, by=curator.member)

    assert not [gap for gap in gaps.of_mentors([row], TODAY)[row.pk] if "справк" in gap.words]


def test_refused_candidate_is_out_until_brought_back(programme, curator):
    [row] = mentors.enrol(programme, [teacher(programme.organization, "Кедров")], on=TODAY, by=curator.member)
    mentors.refuse(row, reason="мало времени", by=curator.member)

    with pytest.raises(Refused, match="не рекомендован"):
        mentors.register([row.pk], on=TODAY, by=curator.member)
    assert mentors.come_back(row, by=curator.member).state == "applied"


def test_interview_that_advised_against_keeps_out(programme, curator):
    person = teacher(programme.organization, "Кедров")
    agree(person, on=TODAY)
    [row] = mentors.enrol(programme, [person], on=TODAY, by=curator.member)
    Interview.objects.create(organization=person.organization, mentor=row, on=TODAY, verdict="refused")

    made = mentors.register([row.pk], on=TODAY, by=curator.member)

    assert words(made.left[0][1]) == ["по собеседованию не рекомендован"]


def test_registered_mentor_goes_to_the_reserve_and_back(programme, curator):
    person = teacher(programme.organization, "Кедров")
    agree(person, on=TODAY)
    [row] = mentors.enrol(programme, [person], on=TODAY, by=curator.member)
    mentors.register([row.pk], on=TODAY, by=curator.member)

    assert [one.state for one in mentors.reserve([row.pk], by=curator.member)] == ["reserve"]
    assert [one.state for one in mentors.register([row.pk], on=TODAY, by=curator.member).done] == ["registered"]


@pytest.mark.parametrize(("model", "of"), [(Mentee, gaps.of_mentees), (Mentor, gaps.of_mentors)])
def test_gaps_cost_the_same_for_one_and_for_forty(model, of, programme, curator):
    people = [learner(programme.organization, f"Рябинин{number}") for number in range(40)]
    rows = [
        model.objects.create(organization=programme.organization, programme=programme, person=person)
        for person in people
    ]
    costs = []
    for some in (rows[:1], rows):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            of(some, TODAY)
        costs.append(len(asked))

    assert costs[0] == costs[1] <= 10
