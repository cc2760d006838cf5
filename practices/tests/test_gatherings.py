"""Gatherings: appointed, held, marked in the plan; their lists; who asked to take part."""

from datetime import date, timedelta

import pytest

from mentoring.access import Role
from mentoring.accounts.models import StoredFile
from mentoring.accounts.operations import Refused
from mentoring.registry.models import Mentee, Mentor
from mentoring.registry.tests.cast import learner, teacher
from practices import counting, gatherings, guests, keeping
from practices.gatherings import Outcome, Turnout
from practices.models import Gathering, Guest
from practices.tests import cast
from tests.cast import make_member

pytestmark = pytest.mark.django_db
JPG = b"\xff\xd8\xff" + bytes(64)


def hold(row, by, *, on=cast.HELD_ON, present=18, note="") -> Gathering:
    return gatherings.hold(row, Outcome(on, present, note), version=now(row).version, by=by.member)


def now(row):
    return type(row).objects.get(pk=row.pk)


def ask(row, person, wish: str, by, *, came: bool = True) -> Guest:
    """Put a person on the list who came and asked for something."""
    guests.invite(row, [person], by=by.member)
    guest = row.guests.get(person=person)
    guests.mark(row, {guest.pk} if came else set(), {guest.pk: wish}, version=now(row).version, by=by.member)
    return now(guest)


class TestHolding:
    def test_held_gathering_marks_its_time_in_the_plan(self, programme, curator):
        time = cast.time_of_plan(programme)
        row = cast.gathering(programme, curator.member, occurrence=time)

        hold(row, curator, note="Пришли почти все")

        marked = now(time)
        assert (marked.done_at, marked.note, marked.done_by) == (cast.HELD_ON, "Пришли почти все", curator.member)
        assert now(row).state == "held"

    def test_plan_stays_unmarked_where_another_answers_for_the_event(self, programme, school, curator):
        time = cast.time_of_plan(programme)
        row = cast.gathering(programme, curator.member, occurrence=time)
        methodist = make_member(school, Role.METHODIST)

        gatherings.hold(row, Outcome(cast.HELD_ON, 18), version=1, by=methodist)

        assert now(row).state == "held"
        assert now(time).done_at is None

    def test_outcome_may_be_corrected_and_the_plan_is_not_marked_twice(self, programme, curator):
        time = cast.time_of_plan(programme)
        row = cast.gathering(programme, curator.member, occurrence=time)
        hold(row, curator)

        hold(row, curator, present=15)

        assert now(row).present == 15
        assert now(time).done_at == cast.HELD_ON

    def test_day_to_come_is_refused(self, gathering, curator):
        with pytest.raises(Refused, match="ещё не наступил"):
            hold(gathering, curator, on=cast.TODAY + timedelta(1))

    def test_nobody_counted_and_nobody_ticked_is_refused(self, gathering, curator):
        with pytest.raises(Refused, match="сколько человек пришло"):
            hold(gathering, curator, present=None)

    def test_number_below_the_ticked_is_refused(self, gathering, school, curator):
        ask(gathering, teacher(school, "Вязов"), "", curator)

        with pytest.raises(Refused, match="отмечено больше: 1"):
            hold(gathering, curator, present=0)

    def test_stale_form_is_refused(self, gathering, curator):
        hold(gathering, curator)

        with pytest.raises(Refused, match="успел изменить кто-то ещё"):
            gatherings.hold(gathering, Outcome(cast.HELD_ON, 3), version=1, by=curator.member)

    def test_held_gathering_is_not_discarded(self, gathering, curator):
        hold(gathering, curator)

        with pytest.raises(Refused, match="удалить её нельзя"):
            gatherings.discard(gathering, by=curator.member)

    def test_appointed_one_is_discarded_with_its_list(self, gathering, school, curator):
        guests.invite(gathering, [teacher(school, "Вязов")], by=curator.member)

        gatherings.discard(gathering, by=curator.member)

        assert (Gathering.objects.count(), Guest.objects.count()) == (0, 0)

    def test_held_gathering_does_not_move_to_a_day_to_come(self, gathering, curator):
        held = hold(gathering, curator)

        with pytest.raises(Refused, match="уже прошла"):
            gatherings.change(held, {"on": cast.TODAY + timedelta(9)}, version=held.version, by=curator.member)

    def test_one_time_of_the_plan_is_offered_once(self, programme, curator):
        free, taken = cast.time_of_plan(programme), cast.time_of_plan(programme)
        cast.time_of_plan(programme, cancelled_at=date(2026, 10, 1))
        cast.gathering(programme, curator.member, occurrence=taken)

        assert list(gatherings.offered(programme)) == [free]
        assert list(gatherings.offered(programme, taken)) == [free, taken]


@pytest.mark.parametrize(
    ("invited", "present", "percent", "enough"),
    [(20, 18, 90, True), (20, 17, 85, False), (10, 14, 100, True), (None, 5, None, False), (20, None, None, False)],
)
def test_turnout_is_a_part_of_the_invited(invited, present, percent, enough):
    turnout = Turnout(invited, present)

    assert (turnout.percent, turnout.enough) == (percent, enough)


class TestPhotograph:
    def test_photograph_needs_the_word_that_those_on_it_agree(self, gathering, curator):
        with pytest.raises(Refused, match="только те, кто согласен"):
            gatherings.show(gathering, ("зал.jpg", JPG), agreed=False, by=curator.member)

        assert not StoredFile.objects.exists()

    def test_new_photograph_destroys_the_former(self, gathering, curator):
        gatherings.show(gathering, ("зал.jpg", JPG), agreed=True, by=curator.member)

        row = gatherings.show(gathering, ("сцена.jpg", JPG), agreed=True, by=curator.member)

        assert [file.name for file in StoredFile.objects.all()] == ["сцена.jpg"]
        assert row.photo.action == "practices.see"

    def test_destroyed_photograph_leaves_no_file(self, gathering, curator):
        gatherings.show(gathering, ("зал.jpg", JPG), agreed=True, by=curator.member)

        gatherings.hide(gathering, by=curator.member)

        assert not StoredFile.objects.exists()
        with pytest.raises(Refused, match="уже нет"):
            gatherings.hide(gathering, by=curator.member)

    def test_text_is_no_photograph(self, gathering, curator):
        with pytest.raises(Refused, match="не снимок"):
            gatherings.show(gathering, ("список.txt", "слова".encode()), agreed=True, by=curator.member)


class TestList:
    def test_circle_is_put_on_the_list_once(self, programme, school, gathering, curator):
        people = [learner(school, "Рябов"), learner(school, "Осокин")]
        group = people[0].enrollments.get().group

        first = guests.invite(gathering, guests.circle(programme, str(group.pk), curator.member), by=curator.member)
        second = guests.invite(gathering, people, by=curator.member)

        assert (first, second) == (2, 0)

    def test_circles_are_of_the_programme(self, programme, school, curator):
        helped, gone, lead = learner(school, "Рябов"), learner(school, "Осокин"), teacher(school, "Вязов")
        own = {"organization": school, "programme": programme}
        Mentee.objects.create(**own, person=helped)
        Mentee.objects.create(**own, person=gone, state=Mentee.State.LEFT)
        Mentor.objects.create(**own, person=lead)

        found = {code: list(guests.circle(programme, code, curator.member)) for code, _ in guests.CIRCLES}

        assert found == {"mentors": [lead], "mentees": [helped], "staff": [lead]}

    def test_nobody_came_to_what_lies_ahead(self, programme, school, curator):
        row = cast.gathering(programme, curator.member, on=cast.TODAY + timedelta(3))

        with pytest.raises(Refused, match="ещё впереди"):
            ask(row, teacher(school, "Вязов"), "mentor", curator)

    def test_class_teacher_sees_the_own_class_and_grown_people(self, school, gathering, curator):
        member = make_member(school, Role.CLASS_TEACHER)
        own, alien, grown = learner(school, "Рябов"), teacher(school, "Вязов"), teacher(school, "Кедров")
        group = own.enrollments.get().group
        group.teacher, grown.membership = grown, member
        group.save()
        grown.save()
        other = cast.other_class(school, "Осокин")
        guests.invite(gathering, [own, alien, other], by=curator.member)

        seen = Guest.objects.visible_to(member)

        assert {guest.person for guest in seen} == {own, alien}


class TestCandidates:
    def test_those_who_asked_become_candidates_with_this_source(self, school, gathering, curator):
        pupil, colleague = learner(school, "Рябов"), teacher(school, "Вязов")
        ask(gathering, pupil, "mentee", curator)
        ask(gathering, colleague, "mentor", curator)

        made = guests.turn_into_candidates(gathering, by=curator.member)

        source = "Просьба на встрече «Родительское собрание», 18\N{NO-BREAK SPACE}ноября 2026\N{NO-BREAK SPACE}г."
        mentee, mentor = Mentee.objects.get(), Mentor.objects.get()
        assert (made.mentees, made.mentors) == (1, 1)
        assert (mentee.person, mentee.state, mentee.requests.get().text) == (pupil, "offered", source)
        assert (mentor.person, mentor.state, mentor.note) == (colleague, "applied", source)
        assert mentor.applied_on == cast.HELD_ON
        assert set(Guest.objects.values_list("enrolled_on", flat=True)) == {cast.TODAY}

    def test_nobody_is_entered_twice(self, school, gathering, curator):
        ask(gathering, teacher(school, "Вязов"), "mentor", curator)
        guests.turn_into_candidates(gathering, by=curator.member)

        with pytest.raises(Refused, match="Вносить некого"):
            guests.turn_into_candidates(gathering, by=curator.member)

    def test_entered_guest_stays_on_the_list_with_the_wish(self, school, gathering, curator):
        guest = ask(gathering, teacher(school, "Вязов"), "mentor", curator)
        guests.turn_into_candidates(gathering, by=curator.member)

        guests.mark(gathering, set(), {guest.pk: ""}, version=now(gathering).version, by=curator.member)

        assert (now(guest).came, now(guest).wish) == (False, "mentor")
        with pytest.raises(Refused, match="уже среди кандидатов"):
            guests.remove(now(guest), by=curator.member)


class TestGoals:
    def test_five_meetings_and_nine_tenths_of_the_invited_are_enough(self, programme, curator):
        for _ in range(5):
            hold(cast.gathering(programme, curator.member), curator)

        meetings, present = counting.goals(programme, ("meetings", "present"))

        assert (meetings.count, meetings.reached) == (5, True)
        assert (present.count, present.reached) == (90, True)

    def test_nothing_held_is_nothing_to_count(self, programme, gathering):
        meetings, present = counting.goals(programme, ("meetings", "present"))

        assert (meetings.count, meetings.reached) == (0, False)
        assert (present.count, present.reached) == (None, False)


def test_gathering_of_another_school_is_gone(gathering, other_curator):
    with pytest.raises(Refused, match="уже нет"):
        keeping.remove(gathering, by=other_curator.member)
