"""A school year turns in one deed, and back."""

from datetime import date

import pytest
from django.utils import timezone

from mentoring.accounts.models import JournalEntry, Organization
from mentoring.accounts.operations import Refused
from mentoring.people import deeds, turning
from mentoring.people.models import BulkDeed, Employment, Enrollment, Person, Position, StudyGroup
from mentoring.people.turning import LEAVES, MOVES, STAYS, Choices

LAST_DAY = date(2026, 5, 31)
SINCE = date(2025, 9, 1)


@pytest.fixture
def by(curator):
    return curator.member


def a_class(school, grade: int, letter: str = "А") -> StudyGroup:
    return StudyGroup.objects.create(organization=school, title=f"{grade} «{letter}»", grade=grade, letter=letter)


def learner(school, surname: str, group: StudyGroup) -> Person:
    person = Person.objects.create(organization=school, surname=surname, given="Лев")
    Enrollment.objects.create(organization=school, person=person, group=group, start=SINCE)
    return person


def as_offered(school) -> dict[int, str]:
    return {step.group.pk: step.likely for step in turning.plan(school, LAST_DAY)}


def classes() -> set[tuple]:
    return set(StudyGroup.objects.values_list("title", "grade", "closed_on"))


@pytest.mark.parametrize(
    ("title", "grade", "after"),
    [
        ("8 «А»", 8, "9 «А»"),
        ("10Б", 10, "11Б"),
        ("ИС-21", 2, "ИС-21"),
        ("1", 1, "2"),
        ("8 «А»", None, "8 «А»"),
        ("21 группа", 1, "21 группа"),
    ],
)
def test_class_is_named_by_its_next_year(title, grade, after):
    assert turning.next_title(title, grade) == after


def test_usual_turn_is_offered(school):
    eighth, last, club = a_class(school, 8), a_class(school, 11), a_class(school, 1)
    StudyGroup.objects.filter(pk=club.pk).update(title="Хор", grade=None)

    offered = {step.group.pk: (step.title, step.likely) for step in turning.plan(school, LAST_DAY)}

    assert offered == {eighth.pk: ("9 «А»", MOVES), last.pk: ("12 «А»", LEAVES), club.pk: ("Хор", STAYS)}


def test_group_of_a_college_leaves_after_its_last_course(school):
    Organization.objects.filter(pk=school.pk).update(kind="college")
    school.refresh_from_db()
    for grade in (1, 4):
        StudyGroup.objects.create(organization=school, title=f"ИС-{grade}1", grade=grade)

    assert {(step.title, step.likely) for step in turning.plan(school, LAST_DAY)} == {
        ("ИС-11", MOVES),
        ("ИС-41", LEAVES),
    }


def test_every_class_moves_up_at_once_and_the_last_one_leaves(school, by):
    for grade in (8, 9, 10, 11):
        learner(school, f"Рощин{grade}", a_class(school, grade))

    turning.turn(school, Choices(as_offered(school)), on=LAST_DAY, by=by)

    assert classes() == {("9 «А»", 9, None), ("10 «А»", 10, None), ("11 «А»", 11, None), ("11 «А»", 11, LAST_DAY)}
    assert list(Enrollment.objects.filter(end=LAST_DAY).values_list("person__surname", flat=True)) == ["Рощин11"]
    assert set(StudyGroup.objects.values_list("title_key", flat=True)) == {"9 а", "10 а", "11 а"}


def test_learner_who_stays_behind_joins_the_class_that_comes_after(school, by):
    seventh, eighth = a_class(school, 7), a_class(school, 8)
    behind = learner(school, "Ольхин", eighth)
    learner(school, "Рощин", eighth)

    turning.turn(school, Choices(as_offered(school), stay={behind.pk}), on=LAST_DAY, by=by)

    spans = Enrollment.objects.filter(person=behind).order_by("start").values_list("group", "start", "end")
    assert list(spans) == [(eighth.pk, SINCE, LAST_DAY), (seventh.pk, date(2026, 6, 1), None)]


def test_class_is_made_for_who_stays_behind_where_none_comes_after(school, by):
    behind = learner(school, "Ольхин", a_class(school, 1))

    turning.turn(school, Choices(as_offered(school), stay={behind.pk}), on=LAST_DAY, by=by)

    assert Enrollment.objects.get(person=behind, end=None).group.title == "1 «А»"
    assert classes() == {("1 «А»", 1, None), ("2 «А»", 2, None)}


def test_learner_who_leaves_is_in_no_class_after_it(school, by):
    gone = learner(school, "Ольхин", a_class(school, 9))

    turning.turn(school, Choices(as_offered(school), leave={gone.pk}), on=LAST_DAY, by=by)

    assert Enrollment.objects.get(person=gone).end == LAST_DAY


def test_colleague_who_left_holds_no_position(school, by):
    person = Person.objects.create(organization=school, surname="Ольхина", given="Вера")
    post = Position.objects.create(organization=school, title="методист")
    row = Employment.objects.create(organization=school, person=person, position=post)

    turning.turn(school, Choices({}, gone={row.pk}), on=LAST_DAY, by=by)

    row.refresh_from_db()
    assert (row.end, row.version) == (LAST_DAY, 2)


def test_two_classes_of_one_name_are_refused_and_named(school, by):
    seventh, eighth = a_class(school, 7), a_class(school, 8)

    with pytest.raises(Refused, match="7 «А» и 8 «А» станут называться одинаково"):
        turning.turn(school, Choices({seventh.pk: MOVES, eighth.pk: STAYS}), on=LAST_DAY, by=by)
    assert classes() == {("7 «А»", 7, None), ("8 «А»", 8, None)}


def test_nothing_chosen_is_no_deed(school, by):
    a_class(school, 7)

    with pytest.raises(Refused, match="Ничего не выбрано"):
        turning.turn(school, Choices({}), on=LAST_DAY, by=by)
    assert not BulkDeed.objects.exists()


def test_group_of_another_school_is_left_alone(school, other_school, by):
    theirs = a_class(other_school, 7)

    with pytest.raises(Refused, match="Ничего не выбрано"):
        turning.turn(school, Choices({theirs.pk: MOVES}), on=LAST_DAY, by=by)
    theirs.refresh_from_db()
    assert theirs.title == "7 «А»"


def test_turn_is_taken_back_whole(school, by):
    for grade in (7, 8, 11):
        learner(school, f"Рощин{grade}", a_class(school, grade))
    behind = learner(school, "Ольхин", StudyGroup.objects.get(grade=8))
    before = classes(), set(Enrollment.objects.values_list("pk", "person", "group", "start", "end"))
    deed = turning.turn(school, Choices(as_offered(school), stay={behind.pk}), on=LAST_DAY, by=by)

    deed = deeds.undo(deed, by=by, now=timezone.now())

    assert deed.left == []
    assert (classes(), set(Enrollment.objects.values_list("pk", "person", "group", "start", "end"))) == before
    actions = JournalEntry.objects.filter(organization=school).order_by("number").values_list("action", flat=True)
    assert list(actions) == ["bulkdeed.turn", "bulkdeed.turn_undo"]


def test_class_named_anew_after_the_turn_stays_and_is_told(school, by):
    eighth = a_class(school, 8)
    deed = turning.turn(school, Choices(as_offered(school)), on=LAST_DAY, by=by)
    StudyGroup.objects.filter(pk=eighth.pk).update(title="9 «К»")

    deed = deeds.undo(deed, by=by, now=timezone.now())

    assert [one["why"] for one in deed.left] == ["изменено с тех пор"]
    assert StudyGroup.objects.get().title == "9 «К»"


def test_page_offers_every_class_and_turns_them(curator, school):
    eighth = a_class(school, 8)
    gone = learner(school, "Ольхин", eighth)
    shown = curator.get("people_turn").content.decode()
    assert ("станет 9 «А»" in shown, "Ольхин Лев" in shown) == (True, True)

    today = timezone.localdate().isoformat()
    data = {"on": today, f"g{eighth.pk}": "moves", "leave": [str(gone.pk)]}
    answer = curator.post("people_turn", action="people.edit", data=data)

    deed = BulkDeed.objects.get()
    assert answer.url == curator.at("people_deed", deed.pk)
    assert deed.title == "перешли: 1, выбыли: 1"
    assert "Уже переводили" in curator.get("people_turn").content.decode()


def test_page_refuses_a_day_far_away(curator, school):
    eighth = a_class(school, 8)

    answer = curator.post("people_turn", action="people.edit", data={"on": "2062-05-31", f"g{eighth.pk}": "moves"})

    assert "слишком далеко" in answer.content.decode()
    assert not BulkDeed.objects.exists()


def test_page_asks_the_same_for_many_learners(curator, school, django_assert_max_num_queries):
    eighth = a_class(school, 8)
    learner(school, "Ольхин", eighth)
    curator.get("people_turn")
    with django_assert_max_num_queries(20) as few:
        curator.get("people_turn")
    for number in range(40):
        learner(school, f"Рощин{number}", eighth)

    with django_assert_max_num_queries(20) as many:
        curator.get("people_turn")

    assert len(many) == len(few)
