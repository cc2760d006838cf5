"""The pulse: who is asked once a month, who answers, what the marks warn of."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentoring.access import Role
from mentoring.accounts import schooldays
from mentoring.accounts.operations import Refused
from mentoring.notifications.models import OutboxItem
from mentoring.pairs import pairing, tasks
from mentoring.pairs.family import pulse
from mentoring.pairs.family.pulse import Said
from mentoring.pairs.models import Pair, Pulse
from mentoring.pairs.tests import cast
from mentoring.people.models import Consent, Person
from tests.cast import browse, make_member

DAY = date(2026, 11, 17)
OCTOBER, NOVEMBER = date(2026, 10, 1), date(2026, 11, 1)


@pytest.fixture
def frozen(monkeypatch):
    monkeypatch.setattr(schooldays, "today", lambda organization: DAY)


@pytest.fixture
def pair(programme, curator, frozen) -> Pair:
    return cast.working(programme, curator.member)


def mother_of(pair: Pair) -> Person:
    return pair.mentees.get().mentee.person.guardianships.get().guardian


def asked(pair: Pair) -> dict[str, Pulse]:
    return {row.side: row for row in Pulse.objects.filter(pair=pair, month=NOVEMBER)}


@pytest.mark.django_db
def test_both_sides_of_a_working_pair_are_asked_once_a_month(pair, school):
    tasks.ask_pulse()
    tasks.ask_pulse()

    rows = asked(pair)
    assert {side: row.person for side, row in rows.items()} == {
        "parent": mother_of(pair),
        "mentee": pair.mentees.get().mentee.person,
        "mentor": cast.lead(pair).person,
    }
    assert Pulse.objects.count() == 3


@pytest.mark.django_db
def test_month_is_not_judged_before_its_middle(pair, school):
    assert pulse.ask_month(school, date(2026, 11, 14)) == 0
    assert pulse.ask_month(school, date(2026, 11, 15)) == 3


@pytest.mark.django_db
def test_pair_that_has_just_begun_or_rests_is_not_asked(programme, curator, school, frozen):
    cast.fixed(programme, curator.member)
    cast.another(programme, curator.member, start=date(2026, 11, 10))

    assert pulse.ask_month(school, DAY) == 0


@pytest.mark.django_db
def test_family_whose_consent_is_withdrawn_is_not_asked(pair, school):
    Consent.objects.filter(person=pair.mentees.get().mentee.person).update(withdrawn_on=DAY)

    pulse.ask_month(school, DAY)

    assert list(asked(pair)) == ["mentor"]


@pytest.mark.django_db
def test_letter_with_the_question_goes_in_the_hours_of_the_school(pair, school):
    Person.objects.filter(pk=mother_of(pair).pk).update(email="mother@example.org")

    pulse.ask_month(school, DAY)

    letter = OutboxItem.objects.get(kind="reminder").payload
    assert letter["to"] == "mother@example.org"
    assert pulse.QUESTION in letter["text"] and "/family/" in letter["text"]
    assert "Зимин" not in str(letter)


@pytest.mark.django_db
def test_mark_may_be_corrected_until_the_month_is_over(pair, school):
    pulse.ask_month(school, DAY)
    row = asked(pair)["parent"]

    pulse.answer(row, 9, "Хорошо")
    pulse.answer(row, 6)

    row.refresh_from_db()
    assert (row.mark, row.word) == (6, "")
    assert list(pulse.asked_of(row.person, DAY)) == [row]
    assert list(pulse.asked_of(row.person, date(2026, 12, 1))) == []
    with pytest.raises(Refused, match="от 1 до 10"):
        pulse.answer(row, 11)


@pytest.mark.django_db
def test_mentor_answers_on_a_page_of_their_own_until_the_day_they_leave(pair, school, curator, programme):
    member = browse(cast.account(cast.lead(pair)))
    pulse.ask_month(school, DAY)
    row = asked(pair)["mentor"]
    assert pulse.QUESTION in member.get("pulse_mine").content.decode()

    member.post("pulse_tell", row.pk, action="diary.write", data={"mark": "8"})

    row.refresh_from_db()
    assert row.mark == 8
    parent = asked(pair)["parent"]
    assert member.post("pulse_tell", parent.pk, action="diary.write", data={"mark": "1"}).status_code == 404
    pairing.replace(pair, cast.mentor(programme, "Лугов"), on=DAY, by=curator.member, reason="Переезд")
    assert "Орлов" not in member.get("pulse_mine").content.decode()
    assert member.post("pulse_tell", row.pk, action="diary.write", data={"mark": "1"}).status_code == 404


@pytest.mark.django_db
def test_gap_of_three_marks_is_a_signal_on_the_page(pair, school, curator):
    pulse.ask_month(school, DAY)
    rows = asked(pair)
    pulse.answer(rows["mentor"], 9)
    pulse.answer(rows["mentee"], 6)
    assert "стороны расходятся" in curator.get("pulses").content.decode()

    pulse.answer(rows["mentee"], 7)

    assert "стороны расходятся" not in curator.get("pulses").content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("role", "status"), [(Role.MENTOR, 403), (Role.CLASS_TEACHER, 403), (Role.METHODIST, 403), (Role.PSYCHOLOGIST, 200)]
)
def test_marks_are_read_by_those_alone_who_answer_diaries(school, role, status):
    assert browse(make_member(school, role)).get("pulses").status_code == status


def test_last_month_in_which_both_sides_spoke_tells_the_gap():
    said = [
        Said(OCTOBER, True, 1, 9),
        Said(OCTOBER, False, 2, 4),
        Said(OCTOBER, False, 3, 8),
        Said(NOVEMBER, True, 1, 3),
    ]

    assert pulse.gap(said) == 5


def test_fall_is_of_one_person_from_month_to_month():
    said = [Said(NOVEMBER, False, 2, 5), Said(OCTOBER, False, 2, 9), Said(OCTOBER, False, 3, 10)]

    found = pulse.signal(said)

    assert (found.fall, found.falls, found.gap) == (4, True, 0)


@given(st.lists(st.tuples(st.booleans(), st.integers(1, 5), st.integers(1, 10)), max_size=12))
def test_gap_does_not_depend_on_the_order_and_stays_on_the_scale(marks):
    said = [Said(NOVEMBER, is_mentor, person, mark) for is_mentor, person, mark in marks]

    assert 0 <= pulse.gap(said) <= 9
    assert pulse.gap(said) == pulse.gap(said[::-1])
