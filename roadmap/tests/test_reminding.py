from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.core import mail

from mentoring.access import Role
from mentoring.accounts.models import DayCorrection, Grant, JournalEntry
from mentoring.calendar import zones
from mentoring.notifications import outbox, reminding, telling
from mentoring.notifications.models import Delivery, Notice, Reminder
from mentoring.people.models import Employment
from roadmap import editing, fulfilment, planning
from roadmap.models import Occurrence, Responsible, Roadmap
from roadmap.reminding import facts, feed, replan, replan_all, week
from roadmap.tests.cast import add_event, answer_for, employ, make_person, make_position, make_roadmap, many_events
from tests.cast import make_member

DUE = date(2026, 11, 18)


def moment(day: date, hour: int = 10) -> datetime:
    return zones.moment("Europe/Moscow", day, hour)


@pytest.fixture
def today():
    """A day on which nothing is due yet."""
    with time_machine.travel(moment(date(2026, 11, 2)), tick=False) as clock:
        yield clock


@pytest.fixture
def teacher(school):
    return mailed(make_member(school, Role.CLASS_TEACHER, name="Лунёва Дарья Павловна"))


def mailed(member):
    member.email = member.user.email
    member.save()
    return member


def make_event(school, *responsibles, due=DUE, **facts):
    roadmap = Roadmap.objects.filter(organization=school).first() or make_roadmap(school, events=())
    order = roadmap.events.count()
    event = add_event(
        roadmap, list(roadmap.sections.all()), order=order, title=f"Встреча пар {order}", section=0, due=due,
        responsibles=responsibles, **facts,
    )  # fmt: skip
    replan(roadmap)
    return event


def by_teacher(teacher, **facts):
    return make_event(teacher.organization, make_person(teacher.organization, member=teacher), **facts)


def remind(day: date, hour: int = 10) -> None:
    """Let that hour come: what is due is told and its letters leave."""
    with time_machine.travel(moment(day, hour), tick=False):
        telling.remind()
        outbox.run_due()


def steps(event) -> dict[str, str]:
    return dict(
        Reminder.objects.filter(subject_kind="occurrence", subject_id=event.occurrences.get().pk).values_list(
            "step", "state"
        )
    )


def letters_to(member) -> list[str]:
    return [letter.subject for letter in mail.outbox if letter.to == [member.email]]


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


def test_done_event_is_not_reminded_of_and_is_again_when_the_mark_is_taken_back(curator, teacher, today):
    event = by_teacher(teacher)
    day = date(2026, 11, 2)

    done = fulfilment.done(event.occurrences.get(), on=day, today=day, by=curator.member)
    after_done = steps(event)
    fulfilment.undo(done, today=day, by=curator.member)

    assert after_done == {}
    assert set(steps(event)) == {"before", "day", "late3", "late7", "late14"}


def test_cancelled_event_is_not_reminded_of_until_it_is_restored(curator, teacher, today):
    event = by_teacher(teacher)
    day = date(2026, 11, 2)

    off = fulfilment.cancel(event.occurrences.get(), reason="Перенесли", today=day, by=curator.member)
    after_cancel = steps(event)
    fulfilment.restore(off, today=day, by=curator.member)

    assert after_cancel == {}
    assert len(steps(event)) == 5


def test_event_done_past_the_plans_own_verbs_is_not_reminded_of(teacher, today):
    event = by_teacher(teacher)
    Occurrence.objects.update(done_at=date(2026, 11, 3))

    remind(date(2026, 11, 11))

    assert mail.outbox == []
    assert Reminder.objects.get(step="before").reason == "уже выполнено"
    assert event.occurrences.count() == 1


def test_archived_plan_is_silent(teacher, today):
    by_teacher(teacher)
    Roadmap.objects.update(state=Roadmap.State.ARCHIVED)

    remind(date(2026, 11, 11))

    assert mail.outbox == []
    assert Reminder.objects.get(step="before").reason == "план в архиве"


def test_deleted_event_is_silent(curator, teacher, today):
    editing.delete(by_teacher(teacher), by=curator.member)

    remind(date(2026, 11, 11))

    assert mail.outbox == []
    assert Reminder.objects.get(step="before").reason == "этого больше нет в плане"


def test_new_term_has_a_ladder_of_its_own_and_the_old_one_falls_silent(curator, teacher, today):
    event = by_teacher(teacher)
    remind(date(2026, 11, 11))
    Occurrence.objects.update(due=date(2026, 11, 27))

    with time_machine.travel(moment(date(2026, 11, 12)), tick=False):
        replan_all(teacher.organization)
    remind(date(2026, 11, 20))

    rows = Reminder.objects.filter(subject_kind="occurrence", subject_id=event.occurrences.get().pk).order_by(
        "day", "pk"
    )
    assert list(rows.values_list("due", "step", "state"))[:3] == [
        (DUE, "before", "told"),
        (date(2026, 11, 27), "before", "told"),
        (date(2026, 11, 27), "day", "planned"),
    ]


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


def test_seen_reminder_is_not_repeated_before_the_deadline_and_is_once_it_has_passed(teacher, today):
    by_teacher(teacher)
    remind(date(2026, 11, 11))

    reminding.acknowledge(Notice.objects.get(), today=date(2026, 11, 12), by=teacher)
    remind(DUE)
    remind(date(2026, 11, 23))

    assert Reminder.objects.get(step="day").reason == telling.ANSWERED
    spoken = [letter.body for letter in mail.outbox if "Подходит срок" in letter.body or "Срок прошёл" in letter.body]
    assert len(spoken) == 2
    assert JournalEntry.objects.get(action="reminder.seen").by == teacher


def test_put_off_reminder_is_told_again_on_its_day(teacher, today):
    by_teacher(teacher)
    remind(date(2026, 11, 11))

    notice = Notice.objects.get()
    reminding.snooze(
        notice, until=date(2026, 11, 16), reason="Ждём приказ", today=date(2026, 11, 11), by=teacher
    )  # fmt: skip
    quiet = reminding.for_member(teacher, date(2026, 11, 12)), reminding.put_off(teacher, date(2026, 11, 12))
    remind(date(2026, 11, 13))
    before = len(mail.outbox)
    remind(date(2026, 11, 16))

    assert (quiet[0], [told.notice.pk for told in quiet[1]]) == ([], [notice.pk])
    assert before == 1
    assert "Встреча пар 0" in mail.outbox[1].body
    assert [told.line.title for told in reminding.for_member(teacher, date(2026, 11, 16))] == ["Встреча пар 0"]


@pytest.mark.parametrize(
    ("until", "reason", "words"),
    [
        (date(2026, 11, 11), "Ждём", "на завтра или позже"),
        (date(2027, 11, 11), "Ждём", "не больше двух месяцев"),
        (date(2026, 11, 16), " ", "почему откладываете"),
    ],
)
def test_reminder_is_put_off_with_a_reason_and_not_too_far(teacher, today, until, reason, words):
    by_teacher(teacher)
    remind(date(2026, 11, 11))

    with pytest.raises(reminding.RemindingRefused, match=words):
        reminding.snooze(
            Notice.objects.get(), until=until, reason=reason, today=date(2026, 11, 11), by=teacher
        )  # fmt: skip


def test_answered_reminder_takes_no_second_answer(teacher, today):
    by_teacher(teacher)
    remind(date(2026, 11, 11))
    reminding.acknowledge(Notice.objects.get(), today=date(2026, 11, 12), by=teacher)

    with pytest.raises(reminding.RemindingRefused, match="уже ответили"):
        reminding.acknowledge(Notice.objects.get(), today=date(2026, 11, 12), by=teacher)


def test_member_without_a_mailbox_finds_the_reminder_on_the_page(school, today):
    teacher = make_member(school, Role.CLASS_TEACHER)
    teacher.user.email = ""
    teacher.user.save()
    by_teacher(teacher)

    remind(date(2026, 11, 11))

    assert mail.outbox == []
    assert Delivery.objects.get(membership=teacher).item is None
    assert [told.line.title for told in reminding.for_member(teacher, date(2026, 11, 11))] == ["Встреча пар 0"]


def test_event_without_a_date_is_looked_at_by_the_curator_once_a_quarter(school, curator, today):
    mailed(curator.member)
    make_event(school, due=(), due_text="по мере необходимости")
    Occurrence.objects.create(organization=school, event=Roadmap.objects.get().events.get(), number=1)
    replan_all(school)

    remind(date(2026, 11, 10))

    assert "Без даты" in mail.outbox[0].body
    assert list(Reminder.objects.exclude(subject_kind="week").order_by("day").values_list("step", "day")) == [
        ("review", date(2026, 11, 10)),
        ("review", date(2027, 1, 20)),
        ("review", date(2027, 4, 12)),
    ]


def test_lasting_event_is_announced_and_never_late(school, today):
    event = make_event(school, due=())
    Occurrence.objects.create(
        organization=school, event=event, number=1, start=date(2026, 12, 1), due=date(2026, 12, 31), lasting=True
    )
    replan_all(school)

    assert steps(event) == {"first": "planned"}


def test_monday_digest_comes_once_a_week_with_the_week_and_what_is_late(curator, teacher, today):
    mailed(curator.member)
    by_teacher(teacher)
    make_event(teacher.organization, Responsible.objects.get().person, due=date(2026, 10, 20))

    for hour in (9, 10, 17):
        remind(date(2026, 11, 16), hour)
    remind(date(2026, 11, 17))

    weekly = [letter for letter in mail.outbox if "План на неделю" in letter.subject]
    assert sorted((letter.to[0], letter.subject) for letter in weekly) == [
        (teacher.email, "План на неделю 16–22 ноября: сроков — 1, просрочено — 1"),
        (curator.member.email, "План на неделю 16–22 ноября: сроков — 1, просрочено — 1"),
    ]
    assert all("Встреча пар 0" in letter.body and "Встреча пар 1" in letter.body for letter in weekly)


def test_digest_moves_to_the_first_open_day_and_is_silent_in_vacations(teacher, curator, today):
    mailed(curator.member)
    by_teacher(teacher, due=date(2027, 1, 14))
    for day in (date(2026, 12, 31), date(2027, 1, 4), date(2027, 1, 5), date(2027, 1, 11), date(2027, 1, 12)):
        remind(day)

    found = Reminder.objects.filter(subject_kind="week").order_by("due")
    assert list(found.values_list("due", "day", "state")) == [(date(2027, 1, 11), date(2027, 1, 11), "told")]


def test_digest_missed_by_an_outage_comes_within_its_week_and_earlier_ones_are_said_to_be_missed(
    teacher, curator, today
):
    mailed(curator.member)
    by_teacher(teacher)
    remind(date(2026, 11, 2))

    remind(date(2026, 11, 19))

    found = Reminder.objects.filter(subject_kind="week").order_by("due")
    assert list(found.values_list("due", "state")) == [
        (date(2026, 11, 2), "told"),
        (date(2026, 11, 9), "skipped"),
        (date(2026, 11, 16), "told"),
    ]


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

    uids = [[entry.uid for entry in feed(member, DUE)] for member in (teacher, curator.member, stranger, mentor)]

    first, second = (f"occurrence-{event.occurrences.get().pk}" for event in (own, other))
    assert uids == [[first], [first, second], [], []]


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
