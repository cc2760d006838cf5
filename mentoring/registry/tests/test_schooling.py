"""The school of mentors: groups, who came, consultations, certificates."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mentoring.accounts import schooldays
from mentoring.accounts.models import JournalEntry
from mentoring.accounts.operations import Refused
from mentoring.people.models import Person
from mentoring.registry import schooling
from mentoring.registry.models import Certificate, Course, Mentor, Session, Trainee
from mentoring.registry.schooling import Consultation
from tests.cast import make_programme

TODAY = date(2026, 11, 20)
DAYS = (date(2026, 11, 5), date(2026, 11, 12), date(2026, 11, 19), date(2026, 11, 26))


@pytest.fixture(autouse=True)
def stopped_clock(monkeypatch):
    # The world outside: the clock on the wall.
    monkeypatch.setattr(schooldays, "today", lambda organization: TODAY)


def person(school, surname: str) -> Person:
    return Person.objects.create(organization=school, surname=surname, given="Ян")


def mentor(school, programme, surname: str, **own) -> Mentor:
    return Mentor.objects.create(organization=school, programme=programme, person=person(school, surname), **own)


@pytest.fixture
def course(school, programme) -> Course:
    course = Course.objects.create(organization=school, programme=programme, title="Первая группа")
    for number, day in enumerate(DAYS, 1):
        Session.objects.create(organization=school, course=course, theme=f"Тема {number}", on=day, hours=2)
    return course


@pytest.fixture
def group(school, programme, course, curator) -> list[Trainee]:
    mentors = [mentor(school, programme, surname) for surname in ("Вязов", "Елова")]
    return schooling.gather(course, mentors, by=curator.member)


def fresh(course: Course) -> Course:
    return Course.objects.get(pk=course.pk)


def everywhere(course: Course, *trainees: Trainee) -> set[tuple[int, int]]:
    return {(one.pk, trainee.pk) for one in schooling.lessons_of(course) for trainee in trainees}


def come(course: Course, came: set, curator) -> int:
    return schooling.mark(course, came, version=fresh(course).version, by=curator.member)


def test_group_is_made_of_mentors_of_its_programme(course, group, school, programme, curator):
    third = mentor(school, programme, "Ивова")

    schooling.gather(course, [group[0].mentor, third], by=curator.member)

    assert [str(row) for row in schooling.trainees_of(course)] == ["Вязов Ян", "Ивова Ян"]
    assert JournalEntry.objects.filter(action="course.gather").count() == 2


@pytest.mark.parametrize("own", [{"state": Mentor.State.REFUSED}, {}])
def test_others_are_not_taught(own, course, school, programme, curator):
    elsewhere = programme if own else make_programme(school, title="Другая")

    with pytest.raises(Refused, match="этой программы"):
        schooling.gather(course, [mentor(school, elsewhere, "Осин", **own)], by=curator.member)


def test_whole_table_is_kept_in_one_save_and_one_line_of_the_journal(course, group, curator):
    came = everywhere(course, *group)

    changed = come(course, came, curator)

    assert changed == 6  # three lessons held by now, two people
    assert len(schooling.came_to(course)) == 6
    assert len(JournalEntry.objects.get(action="course.attendance").values.after["marks"]) == 6
    assert come(course, came, curator) == 0


def test_mark_can_be_taken_away(course, group, curator):
    came = everywhere(course, *group)
    come(course, came, curator)
    gone = (schooling.lessons_of(course)[0].pk, group[0].pk)

    assert come(course, came - {gone}, curator) == 1
    assert gone not in schooling.came_to(course)


def test_stale_table_is_refused(course, group, curator):
    version = fresh(course).version
    schooling.mark(course, everywhere(course, *group), version=version, by=curator.member)

    with pytest.raises(Refused, match="изменил кто-то ещё"):
        schooling.mark(course, set(), version=version, by=curator.member)


def test_another_school_marks_nothing(course, group, other_curator):
    with pytest.raises(Course.DoesNotExist):
        come(course, everywhere(course, *group), other_curator)

    assert schooling.came_to(course) == set()


def test_lessons_and_experts_are_counted_against_the_target(course, group, school, curator):
    said = Consultation(TODAY, "Границы", expert_text="Юрьева О., центр «Мост»", hours=1)
    schooling.consult(group[0], said, by=curator.member)
    lessons = schooling.lessons_of(course)
    lessons[0].expert = person(school, "Сосновская")
    lessons[1].expert_text = "юрьева о., центр «мост»"
    for one in lessons[:2]:
        one.save()

    made = schooling.progress(course, lessons, TODAY)

    assert (made.planned, made.held, made.hours, made.experts) == (4, 3, 8, 2)
    assert made.enough_sessions and not made.enough_experts


def test_consultation_is_no_lesson_of_the_group(course, group, curator):
    session = schooling.consult(group[0], Consultation(TODAY, "Первая встреча"), by=curator.member)

    assert session not in schooling.lessons_of(course)
    assert [one.trainee for one in schooling.consultations_of(course)] == [group[0]]
    assert schooling.visits(course).get(group[0].pk, 0) == 0


def test_consultation_of_tomorrow_is_refused(group, curator):
    with pytest.raises(Refused, match="ещё не наступил"):
        schooling.consult(group[0], Consultation(date(2026, 11, 21), "Рано"), by=curator.member)


def test_certificates_have_numbers_in_turn(course, group, curator):
    come(course, everywhere(course, *group), curator)

    made = schooling.certify(course, on=TODAY, by=curator.member)

    assert [one.number for one in made] == ["ШН-1/2026", "ШН-2/2026"]
    with pytest.raises(Refused, match="Таких пока нет"):
        schooling.certify(course, on=TODAY, by=curator.member)


def test_who_came_twice_gets_no_certificate(course, group, curator):
    lessons = schooling.lessons_of(course)
    first, second = group
    come(course, everywhere(course, first) | {(one.pk, second.pk) for one in lessons[:2]}, curator)

    schooling.certify(course, on=TODAY, by=curator.member)

    assert Certificate.objects.get().trainee == first


def test_who_has_a_certificate_stays_in_the_group(course, group, curator):
    come(course, everywhere(course, *group), curator)
    schooling.certify(course, on=TODAY, by=curator.member)

    with pytest.raises(Refused, match="сертификат № ШН-1/2026"):
        schooling.gather(course, [], by=curator.member)


def test_page_of_a_group_asks_the_same_for_any_number_of_people(course, group, school, programme, curator):
    curator.get("course", course.pk)
    counts = []
    for surname in ("Кедров", "Липова"):
        mentors = [row.mentor for row in schooling.trainees_of(course)] + [mentor(school, programme, surname)]
        schooling.gather(course, mentors, by=curator.member)
        come(course, everywhere(course, *schooling.trainees_of(course)), curator)
        with CaptureQueriesContext(connection) as asked:
            curator.get("course", course.pk)
        counts.append(len(asked))

    assert counts[0] == counts[1] <= 25


def test_table_is_sent_from_the_page(course, group, curator):
    lesson = schooling.lessons_of(course)[0]
    strange = {"came-1-x": "on", "came-1": "on", f"came-1-{'9' * 500}": "on"}
    data = {f"came-{lesson.pk}-{group[1].pk}": "on", "version": fresh(course).version} | strange

    answer = curator.post("course_mark", course.pk, action="training.edit", data=data)

    assert answer.url == curator.at("course", course.pk)
    assert schooling.came_to(course) == {(lesson.pk, group[1].pk)}


def test_group_is_chosen_on_its_page(course, school, programme, curator):
    one = mentor(school, programme, "Рябов")

    curator.post("course_trainees", course.pk, action="training.edit", data={"mentors": [one.pk]})

    assert [row.mentor for row in schooling.trainees_of(course)] == [one]


def test_empty_group_says_the_next_step(school, programme, curator):
    course = Course.objects.create(organization=school, programme=programme, title="Вторая группа")

    assert "Вписать занятия" in curator.get("course", course.pk).content.decode()
