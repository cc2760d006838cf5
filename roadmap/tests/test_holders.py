from datetime import date

import pytest

from mentoring.access import Role
from mentoring.people.models import Employment
from roadmap import holders
from roadmap.tests.cast import answer_for, employ, make_person, make_position, make_roadmap
from tests.cast import make_member

DAY = date(2026, 10, 5)


@pytest.fixture
def event(school):
    return make_roadmap(school).events.first()


def test_a_position_is_held_by_whoever_is_in_it_on_that_day(school, event):
    methodist = make_position(school, "методист")
    employ(make_person(school, "Рябинина Алла Сергеевна"), methodist, end=date(2026, 9, 30))
    employ(make_person(school, "Ёлкин Пётр Ильич"), methodist, start=date(2026, 10, 1))
    responsible = answer_for(event, methodist)

    before, after = holders.on(school, date(2026, 9, 30)), holders.on(school, date(2026, 10, 1))

    assert [one.short_name for one in before.holders(responsible)] == ["Рябинина\u00a0А.\u00a0С."]
    assert [one.short_name for one in after.holders(responsible)] == ["Ёлкин\u00a0П.\u00a0И."]


def test_a_duty_is_held_by_everyone_who_has_it(school, event):
    teacher = make_position(school, "учитель")
    for name in ("Юдин Олег Янович", "Ануфриева Яна Львовна"):
        employ(make_person(school, name), teacher, duty=Employment.Duty.CLASS_TEACHER)
    responsible = answer_for(event, Employment.Duty.CLASS_TEACHER)

    held = holders.on(school, DAY).holders(responsible)

    assert [one.full_name for one in held] == ["Ануфриева Яна Львовна", "Юдин Олег Янович"]
    assert holders.label(responsible) == "классный руководитель"


def test_an_acting_head_is_named_as_acting(school, event):
    employ(make_person(school), make_position(school, "директор"), duty=Employment.Duty.HEAD, acting=True)
    responsible = answer_for(event, Employment.Duty.HEAD)

    assert [one.words for one in holders.on(school, DAY).holders(responsible)] == [
        "и.\u00a0о. Рябинина\u00a0А.\u00a0С."
    ]


def test_a_vacancy_and_a_group_of_words_have_no_holder(school, event):
    staff = holders.on(school, DAY)

    assert staff.holders(answer_for(event, make_position(school))) == ()
    assert staff.holders(answer_for(event, "рабочие группы")) == ()


def test_a_member_answers_by_position_by_person_or_by_role(school, event):
    member = make_member(school, Role.METHODIST)
    person = make_person(school, member=member)
    position = make_position(school, "заведующая библиотекой")
    employ(person, position)
    staff = holders.on(school, DAY)

    assert staff.answers(member, [answer_for(event, position)])
    assert staff.answers(member, [answer_for(event, person)])
    assert staff.answers(member, [answer_for(event, Employment.Duty.METHODIST)])
    assert not staff.answers(member, [answer_for(event, Employment.Duty.HEAD), answer_for(event, "все")])


def test_holders_of_another_school_are_not_asked(school, other_school, event):
    employ(make_person(other_school), make_position(other_school), duty=Employment.Duty.METHODIST)

    assert holders.on(school, DAY).by_duty == {}


def test_the_holders_of_a_school_are_one_query(school, django_assert_num_queries):
    for number in range(5):
        employ(make_person(school, f"Сотрудник{number} Имя Отчество"), make_position(school, f"должность {number}"))

    with django_assert_num_queries(1):
        holders.on(school, DAY)
