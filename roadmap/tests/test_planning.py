from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from mentoring.accounts import files, journal
from mentoring.accounts.models import DayCorrection, JournalEntry, SchoolTerm
from mentoring.calendar import reading
from mentoring.calendar.due import Period
from mentoring.calendar.workdays import SchoolCalendar
from roadmap import planning, tasks
from roadmap.models import Event, Evidence, Occurrence, Roadmap
from roadmap.planning import PlanningRefused
from roadmap.slots import Slot, plan_slots
from roadmap.tests.cast import make_roadmap

PERIOD = Period(date(2026, 9, 1), date(2027, 5, 31))


@pytest.fixture
def roadmap(programme) -> Roadmap:
    return make_roadmap(programme.organization, programme=programme, events=())


def add(roadmap: Roadmap, due: str, **fields) -> Event:
    order = Event.objects.filter(roadmap=roadmap).count()
    spec = reading.read(due).to_json()
    names = {"title": f"Дело {order}", "section": roadmap.sections.first()}
    return Event.objects.create(
        organization=roadmap.organization, roadmap=roadmap, order=order, due_text=due, due=spec, **names | fields
    )


def days(event: Event) -> list:
    return list(event.occurrences.values_list("start", "due", "moved_from"))


def test_a_month_becomes_one_occurrence_with_its_year_added(roadmap):
    event = add(roadmap, "октябрь")

    planning.schedule(roadmap)

    assert list(event.occurrences.values_list("number", "start", "due", "moved_from", "inferred")) == [
        (1, date(2026, 10, 1), date(2026, 11, 2), date(2026, 10, 31), True)
    ]


def test_the_rule_of_the_plan_says_where_a_day_off_moves(roadmap):
    event = add(roadmap, "до 31.10.2026")
    seen = []
    for rule in Roadmap.Moving:
        roadmap.moving = rule
        planning.schedule(roadmap)
        seen.append((rule, *event.occurrences.values_list("due", "moved_from").get()))

    assert seen == [
        ("later", date(2026, 11, 2), date(2026, 10, 31)),
        ("earlier", date(2026, 10, 30), date(2026, 10, 31)),
        ("keep", date(2026, 10, 31), None),
    ]


def test_each_date_of_a_cell_has_a_mark_of_its_own(roadmap):
    event = add(roadmap, "02.11.2026 01.02.2027")

    planning.schedule(roadmap)

    assert days(event) == [
        (date(2026, 11, 2), date(2026, 11, 2), None),
        (date(2027, 2, 1), date(2027, 2, 1), None),
    ]


@pytest.mark.parametrize("text", ["", "по мере необходимости", "по согласованию с предприятием", "после дождичка"])
def test_an_event_without_days_is_in_the_plan_once(roadmap, text):
    event = add(roadmap, text)

    planning.schedule(roadmap)

    assert days(event) == [(None, None, None)]


def test_what_goes_on_while_pairs_work_takes_the_days_of_its_section(roadmap):
    add(roadmap, "ноябрь 2026")
    add(roadmap, "до 15.04.2027")
    event = add(roadmap, "в течение работы")

    planning.schedule(roadmap)

    assert days(event) == [(date(2026, 11, 1), date(2027, 4, 15), None)]


def test_scheduling_again_changes_nothing(roadmap):
    for text in ("октябрь", "1 раз в квартал", "по мере необходимости"):
        add(roadmap, text)
    planning.schedule(roadmap)
    before = list(Occurrence.objects.order_by("pk").values())

    assert planning.schedule(roadmap) == 0
    assert list(Occurrence.objects.order_by("pk").values()) == before


def test_a_changed_calendar_moves_the_deadline_and_keeps_the_mark(roadmap):
    event = add(roadmap, "до 20.10.2026")
    planning.schedule(roadmap)
    event.occurrences.update(done_at=date(2026, 10, 1), note="протокол № 2")
    DayCorrection.objects.create(organization=roadmap.organization, day=date(2026, 10, 20), works=False)

    assert planning.reschedule(roadmap.organization) == 1
    assert list(event.occurrences.values_list("due", "moved_from", "done_at", "note")) == [
        (date(2026, 10, 21), date(2026, 10, 20), date(2026, 10, 1), "протокол № 2")
    ]


def test_the_quarters_of_the_school_itself_are_used(roadmap):
    event = add(roadmap, "1 четверть")
    SchoolTerm.objects.create(
        organization=roadmap.organization,
        code="quarter1",
        school_year=2026,
        start=date(2026, 9, 1),
        end=date(2026, 10, 16),
    )

    planning.schedule(roadmap)

    assert days(event) == [(date(2026, 9, 1), date(2026, 10, 16), None)]


def test_an_archived_plan_does_not_follow_the_calendar(roadmap):
    event = add(roadmap, "до 20.10.2026")
    planning.schedule(roadmap)
    Roadmap.objects.filter(pk=roadmap.pk).update(state=Roadmap.State.ARCHIVED)
    DayCorrection.objects.create(organization=roadmap.organization, day=date(2026, 10, 20), works=False)

    assert planning.reschedule(roadmap.organization) == 0
    assert days(event) == [(None, date(2026, 10, 20), None)]


def test_a_plan_follows_a_calendar_that_somebody_has_changed(roadmap, other_school, curator):
    event = add(roadmap, "до 20.10.2026")
    planning.schedule(roadmap)
    closed = DayCorrection.objects.create(organization=roadmap.organization, day=date(2026, 10, 20), works=False)

    tasks.follow_changed_calendars()
    assert days(event) == [(None, date(2026, 10, 20), None)]

    journal.write(roadmap.organization, "daycorrection.add", closed, by=curator.member)
    tasks.follow_changed_calendars()
    assert days(event) == [(None, date(2026, 10, 21), date(2026, 10, 20))]


def test_every_plan_follows_its_calendar_once_a_day(roadmap):
    event = add(roadmap, "до 20.10.2026")
    planning.schedule(roadmap)
    DayCorrection.objects.create(organization=roadmap.organization, day=date(2026, 10, 20), works=False)

    tasks.follow_calendars()

    assert days(event) == [(None, date(2026, 10, 21), date(2026, 10, 20))]


def test_an_answer_about_the_year_is_obeyed(roadmap):
    Roadmap.objects.filter(pk=roadmap.pk).update(period_end=date(2028, 5, 31))
    roadmap.refresh_from_db()
    every, once = add(roadmap, "ноябрь", answers={"year": "every"}), add(roadmap, "ноябрь", answers={"year": "2027"})

    planning.schedule(roadmap)

    assert [due for _, due, _ in days(every)] == [date(2026, 11, 30), date(2027, 11, 30)]
    assert [due for _, due, _ in days(once)] == [date(2027, 11, 30)]


def test_a_date_that_waits_for_an_order_appears_with_the_order(roadmap, curator):
    event = add(roadmap, "в течение месяца после издания приказа о закреплении пар")
    code = event.due_spec.anchor_code
    planning.schedule(roadmap)
    assert code
    assert days(event) == [(None, None, None)]

    planning.anchor(roadmap.programme, code, date(2026, 10, 12), by=curator.member)

    assert days(event) == [(date(2026, 10, 12), date(2026, 11, 12), None)]
    planning.anchor(roadmap.programme, code, date(2026, 10, 13), by=curator.member)
    assert days(event) == [(date(2026, 10, 13), date(2026, 11, 13), None)]
    entries = JournalEntry.objects.filter(action="plan.anchor").order_by("number")
    assert [(entry.values.before, entry.values.after) for entry in entries] == [
        ({}, {code: "2026-10-12"}),
        ({code: "2026-10-12"}, {code: "2026-10-13"}),
    ]


def test_one_event_may_be_given_its_own_day_to_count_from(roadmap, curator):
    event = add(roadmap, "в течение 10 дней после общего сбора")
    planning.schedule(roadmap)

    planning.anchor_event(event, on=date(2026, 10, 12), by=curator.member)

    assert days(event) == [(date(2026, 10, 12), date(2026, 10, 22), None)]


def test_an_event_of_another_school_is_given_no_day(roadmap, other_curator):
    event = add(roadmap, "в течение 10 дней после общего сбора")

    with pytest.raises(Event.DoesNotExist):
        planning.anchor_event(event, on=date(2026, 10, 12), by=other_curator.member)


def test_a_date_that_waits_for_nothing_takes_no_day_to_count_from(roadmap, curator):
    event = add(roadmap, "октябрь")

    with pytest.raises(PlanningRefused, match="не отсчитывается"):
        planning.anchor_event(event, on=date(2026, 10, 12), by=curator.member)


def test_a_withdrawn_event_is_left_alone(roadmap):
    event = add(roadmap, "октябрь", withdrawn_at=date(2026, 9, 5))

    planning.schedule(roadmap)

    assert days(event) == []


def make_row(number: int, due: date | None, **fields) -> Occurrence:
    row = Occurrence(pk=number, number=number, due=due, **fields)
    row.evidenced = False
    return row


def test_marks_stay_where_they_were_when_one_time_becomes_many():
    held = make_row(1, date(2026, 10, 30), done_at=date(2026, 10, 29))
    slots = [Slot(due=date(2026, 12, 31)), Slot(due=date(2027, 3, 31))]

    assert planning.pair([held], slots) == ([(None, slots[0]), (None, slots[1])], [])


def test_a_mark_goes_with_its_event_to_the_new_day():
    held = make_row(1, date(2026, 10, 30), done_at=date(2026, 10, 29))
    slot = Slot(due=date(2026, 11, 30))

    assert planning.pair([held], [slot]) == ([(held, slot)], [])


DAYS = st.dates(date(2026, 9, 1), date(2026, 9, 9))


@given(st.lists(st.tuples(DAYS, st.booleans()), max_size=6), st.lists(DAYS, unique=True, max_size=6))
def test_every_new_day_is_served_once_and_no_mark_is_ever_lost(old, new):
    rows = [make_row(number, due, done_at=due if held else None) for number, (due, held) in enumerate(old, 1)]
    slots = [Slot(due=day) for day in new]

    pairs, gone = planning.pair(rows, slots)

    used = [row.pk for row, _ in pairs if row]
    assert sorted(slot.due for _, slot in pairs) == sorted(new)
    assert len(used) == len(set(used))
    assert not any(row.done_at for row in gone)
    assert not {row.pk for row in gone} & set(used)


@given(st.lists(st.sampled_from(["октябрь", "до 20 ноября", "1 раз в месяц", "", "2 раза в год"]), max_size=8))
def test_every_event_has_at_least_one_time_and_all_lie_in_order(texts):
    found = plan_slots(
        {index: (reading.read(text), {}, None) for index, text in enumerate(texts)}, PERIOD, SchoolCalendar()
    )

    assert sorted(found) == list(range(len(texts)))
    for slots in found.values():
        ends = [slot.due for slot in slots if slot.due]
        assert slots
        assert ends == sorted(ends)


def test_numbers_follow_the_days_when_a_time_is_put_in_before(roadmap):
    event = add(roadmap, "01.02.2027")
    planning.schedule(roadmap)
    kept = event.occurrences.get()
    event.due_text, event.due = "02.11.2026 01.02.2027", reading.read("02.11.2026 01.02.2027").to_json()
    event.save()

    planning.schedule(roadmap, events=[event])

    assert list(event.occurrences.order_by("number").values_list("number", "due")) == [
        (1, date(2026, 11, 2)),
        (2, date(2027, 2, 1)),
    ]
    assert event.occurrences.get(number=2).pk == kept.pk


def test_evidence_keeps_its_occurrence(roadmap, curator):
    event = add(roadmap, "октябрь")
    planning.schedule(roadmap)
    file = files.store(roadmap.organization, "лист.txt", "явка".encode(), action="plan.see", by=curator.member)
    row = event.occurrences.get()
    Evidence.objects.create(organization=roadmap.organization, occurrence=row, file=file)
    event.due_text, event.due = "1 раз в квартал", reading.read("1 раз в квартал").to_json()
    event.save()

    planning.schedule(roadmap)

    assert event.occurrences.filter(pk=row.pk).exists()
    assert event.occurrences.count() > 1


def test_a_plan_ten_times_as_long_costs_no_more_queries(roadmap):
    costs = []
    for count in (35, 315):
        start = Event.objects.count()
        Event.objects.bulk_create(
            Event(
                organization=roadmap.organization,
                roadmap=roadmap,
                order=start + number,
                title=f"Дело {number}",
                due=reading.read("октябрь").to_json(),
            )
            for number in range(count)
        )
        with CaptureQueriesContext(connection) as asked:
            planning.schedule(roadmap)
        costs.append(len(asked))

    inserts = 2 if connection.vendor == "sqlite" else 0  # SQLite takes 999 values at once
    assert costs[0] <= 13 + inserts
    assert costs[1] <= costs[0] + 12 * inserts
    assert Occurrence.objects.count() == 350
