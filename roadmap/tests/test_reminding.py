"""A deadline becomes reminders, and reminders letters to whoever answers."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.core import mail

from mentoring.access import Role
from mentoring.accounts.models import DayCorrection, Grant
from mentoring.notifications import outbox, reminding, telling
from mentoring.notifications.models import Notice, Reminder
from mentoring.people.models import Employment
from roadmap import planning
from roadmap.models import Occurrence, Responsible
from roadmap.reminding import facts, feed, replan, replan_all, week
from roadmap.tests.cast import answer_for, employ, make_person, make_position, make_roadmap, many_events
from roadmap.tests.reminded import DUE, by_teacher, letters_to, mailed, make_event, moment, remind, steps
from tests.cast import make_member


def test_deadline_becomes_dated_reminders(school, today):
    event = make_event(school)

    rows = Reminder.objects.filter(subject_kind="occurrence", subject_id=event.occurrences.get().pk)
    assert list(rows.order_by("day").values_list("step", "to", "day", "until", "state")) == [
        ("before", "responsible", date(2026, 11, 11), DUE, "planned"),
        ("day", "responsible", DUE, None, "planned"),
        ("late3", "responsible", date(2026, 11, 23), None, "planned"),
        ("late7", "curator", date(2026, 11, 25), None, "planned"),
        ("late14", "head", date(2026, 12, 2), None, "planned"),
    ]


def test_planning_again_changes_nothing(school, today):
    make_event(school)

    assert replan_all(school) == 0


def test_changed_calendar_moves_what_still_waits(school, today):
    make_event(school)
    DayCorrection.objects.create(organization=school, day=date(2026, 11, 11), works=False)

    replan_all(school)

    assert Reminder.objects.get(step="before").day == date(2026, 11, 12)


def test_step_whose_day_has_passed_before_the_plan_came_is_skipped_with_the_word_why(school):
    with time_machine.travel(moment(date(2026, 11, 20)), tick=False):
        event = make_event(school)

    assert steps(event) == {
        "before": "skipped", "day": "skipped", "late3": "planned", "late7": "planned", "late14": "planned",
    }  # fmt: skip
    assert Reminder.objects.get(step="day").reason == "день прошёл раньше, чем срок появился в плане"


def test_responsible_is_told_a_week_before_with_the_page_of_the_event(teacher, today):
    event = by_teacher(teacher)

    remind(date(2026, 11, 11))

    (letter,) = mail.outbox
    assert letter.to == [teacher.email]
    assert letter.subject == "Встреча пар 0 — до 18 ноября, ср"
    assert f"http://127.0.0.1:8000/s/ozernaya/plan/events/{event.pk}/" in letter.body
    assert "Подходит срок" in letter.body
    assert f'href="http://127.0.0.1:8000/s/ozernaya/plan/events/{event.pk}/"' in letter.alternatives[0].content
    assert steps(event)["before"] == "told"


def test_place_is_told_and_its_holder_found_on_the_day_of_sending(school, teacher, today):
    position = make_position(school)
    last = make_person(school, "Ушедший Иван Иванович", member=mailed(make_member(school, Role.METHODIST)))
    employ(last, position, end=date(2026, 11, 10))
    employ(make_person(school, member=teacher), position, start=date(2026, 11, 11))
    make_event(school, position)

    remind(date(2026, 11, 11))

    assert [letter.to for letter in mail.outbox] == [[teacher.email]]


def test_duty_is_told_to_whoever_signs_in_with_its_role(school, today):
    psychologist = mailed(make_member(school, Role.PSYCHOLOGIST))
    make_event(school, Employment.Duty.PSYCHOLOGIST)

    remind(date(2026, 11, 11))

    assert len(letters_to(psychologist)) == 1


def test_person_without_access_is_written_to_without_links(school, today):
    person = make_person(school)
    person.email = "alla@example.org"
    person.save()
    make_event(school, person)

    remind(date(2026, 11, 11))

    (letter,) = mail.outbox
    assert letter.to == ["alla@example.org"]
    assert "http" not in letter.body
    assert Notice.objects.get().membership is None


def test_vacant_place_is_told_to_the_curator(school, curator, today):
    mailed(curator.member)
    make_event(school, make_position(school, "педагог-организатор"))

    remind(date(2026, 11, 11))

    assert [letter.to for letter in mail.outbox] == [[curator.member.email]]


def test_school_where_nobody_can_be_told_says_so(school, today):
    event = make_event(school, "волонтёры")

    remind(date(2026, 11, 11))

    assert Reminder.objects.get(step="before").reason == telling.NOBODY
    assert steps(event)["before"] == "skipped"


def test_lateness_climbs_to_the_curator_and_then_to_the_director(teacher, curator, director, today):
    mailed(curator.member), mailed(director.member)
    by_teacher(teacher)

    for number in range(31):
        remind(date(2026, 11, 9) + timedelta(number))

    told = [letter.to[0] for letter in mail.outbox if "Подходит срок" in letter.body or "Срок прошёл" in letter.body]
    assert told == [teacher.email] * 3 + [curator.member.email, director.member.email]


def test_one_letter_a_day_holds_all_that_one_person_is_told(teacher, today):
    for _ in range(3):
        by_teacher(teacher) if not Responsible.objects.exists() else make_event(
            teacher.organization, Responsible.objects.first().person
        )

    remind(date(2026, 11, 11))

    (letter,) = mail.outbox
    assert letter.subject == "Напоминания о сроках: 3"
    assert letter.body.count("Встреча пар") == 3


def test_what_comes_after_the_letter_of_the_day_stands_on_the_page_and_goes_with_tomorrows(teacher, today):
    by_teacher(teacher)
    remind(date(2026, 11, 11))
    with time_machine.travel(moment(date(2026, 11, 11), 12), tick=False):
        make_event(teacher.organization, Responsible.objects.get().person, due=date(2026, 11, 18))

    remind(date(2026, 11, 11), 13)
    standing = [told.line.title for told in reminding.for_member(teacher, date(2026, 11, 11))]
    sent_today = len(mail.outbox)
    remind(date(2026, 11, 12), 9)

    assert standing == ["Встреча пар 1", "Встреча пар 0"]
    assert sent_today == 1
    assert "Встреча пар 1" in mail.outbox[1].subject


@pytest.mark.parametrize("hour", [0, 8, 18, 23])
def test_nothing_is_said_at_night(teacher, today, hour):
    by_teacher(teacher)

    remind(date(2026, 11, 11), hour)

    assert mail.outbox == []
    assert Reminder.objects.get(step="before").state == "planned"


def test_letter_that_missed_its_hours_waits_for_the_morning(teacher, today):
    by_teacher(teacher)
    with time_machine.travel(moment(date(2026, 11, 11), 17), tick=False):
        telling.remind()

    with time_machine.travel(moment(date(2026, 11, 11), 22), tick=False):
        outbox.run_due()
    at_night = len(mail.outbox)
    with time_machine.travel(moment(date(2026, 11, 12), 9), tick=False):
        outbox.run_due()

    assert (at_night, len(mail.outbox)) == (0, 1)
    assert outbox.OutboxItem.objects.get().attempts == 1


def test_outage_of_days_is_caught_up_in_one_letter_and_pointless_steps_are_said_to_be_so(teacher, curator, today):
    mailed(curator.member)
    event = by_teacher(teacher)

    remind(date(2026, 11, 26))

    assert len(letters_to(teacher)) == 1
    assert "Срок прошёл" in mail.outbox[0].body + mail.outbox[1].body
    rows = Reminder.objects.filter(subject_kind="occurrence", subject_id=event.occurrences.get().pk).order_by("day")
    assert list(rows.values_list("step", "state", "reason")) == [
        ("before", "skipped", telling.PASSED),
        ("day", "skipped", telling.LATER),
        ("late3", "told", ""),
        ("late7", "told", ""),
        ("late14", "planned", ""),
    ]


def test_second_look_sends_nothing(teacher, today):
    by_teacher(teacher)
    remind(date(2026, 11, 11))

    remind(date(2026, 11, 11), 11)

    assert len(mail.outbox) == 1


def test_school_without_a_plan_hears_nothing_on_mondays(school, curator, today):
    mailed(curator.member)

    remind(date(2026, 11, 16))

    assert not Reminder.objects.exists()


def test_facts_of_another_school_are_nobodys(teacher, other_school, today):
    event = by_teacher(teacher)

    assert facts(other_school, [event.occurrences.get().pk], DUE) == {}
    assert week(other_school, DUE) == {}


def test_feed_holds_what_one_answers_for_and_the_curators_everything(school, curator, teacher, today):
    own = by_teacher(teacher)
    other = make_event(school, due=date(2026, 12, 1))
    stranger = make_member(school, Role.HR)
    mentor = make_member(school, Role.MENTOR)
    answer_for(own, make_person(school, "Осокин Лев Ильич", member=mentor), order=1)

    uids = [[entry.uid for entry in feed(member, DUE)] for member in (teacher, curator.member, stranger, mentor)]

    first, second = (f"occurrence-{event.occurrences.get().pk}" for event in (own, other))
    assert uids == [[first], [first, second], [], []]


def test_letter_leads_nobody_to_a_page_they_may_not_open(school, teacher, today):
    event = by_teacher(teacher)
    mentor = make_member(school, Role.MENTOR)
    answer_for(event, make_person(school, "Осокин Лев Ильич", member=mentor), order=1)
    occurrence = event.occurrences.get().pk

    told = facts(school, [occurrence], DUE)[occurrence].addressees["responsible"]

    assert {one.membership_id: one.sees_links for one in told} == {teacher.pk: True, mentor.pk: False}


def test_telling_costs_the_same_number_of_queries_however_much_is_due(
    school, teacher, curator, today, django_assert_max_num_queries
):
    mailed(curator.member)
    person = make_person(school, member=teacher)
    roadmap = make_roadmap(school, events=many_events(60, start=date(2026, 11, 18), responsibles=[person]))
    Occurrence.objects.update(due=DUE)
    replan(roadmap)

    with time_machine.travel(moment(date(2026, 11, 11)), tick=False), django_assert_max_num_queries(45):
        telling.remind()

    assert Notice.objects.count() == 60


def test_schedule_lays_the_ladder_and_takes_it_back_with_the_event(curator, teacher, today):
    event = by_teacher(teacher)
    event.due_text, event.due = "", {}
    event.save()

    planning.schedule(event.roadmap)

    assert Reminder.objects.filter(state="planned", due=DUE).count() == 0


def test_member_who_left_is_told_nothing(teacher, curator, today):
    mailed(curator.member)
    by_teacher(teacher)
    teacher.ended_at = datetime(2026, 11, 3, tzinfo=UTC)
    teacher.save()

    remind(date(2026, 11, 11))

    assert [letter.to for letter in mail.outbox] == [[curator.member.email]]


def test_second_curator_is_told_too(school, curator, teacher, today):
    deputy = mailed(make_member(school, Role.DEPUTY))
    Grant.objects.create(organization=school, membership=deputy, role=Role.CURATOR)
    mailed(curator.member)
    answer_for(by_teacher(teacher), "волонтёры")

    remind(date(2026, 11, 25))

    assert len(letters_to(deputy)) == len(letters_to(curator.member)) == 1
