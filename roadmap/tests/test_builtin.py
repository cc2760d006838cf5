from datetime import date

import pytest

from mentoring.calendar import resolving
from mentoring.calendar.due import Kind, Period
from mentoring.calendar.workdays import SchoolCalendar
from roadmap import builtin
from roadmap.readers.cleaning import fold
from roadmap.slots import plan_slots

YEARS = [Period(date(year, 9, 1), date(year + 1, 5, 31)) for year in range(2024, 2032)]


@pytest.mark.parametrize(("code", "sections", "events"), [("standard", 7, 35), ("teachers", 7, 23)])
def test_a_plan_of_ours_has_its_seven_stages_and_events(code, sections, events):
    sheet = builtin.sheet(code, YEARS[0])

    assert (len(sheet.sections), len(sheet.events)) == (sections, events)
    assert [section.stage for section in sheet.sections] == [1, 2, 3, 4, 5, 6, 7]


@pytest.mark.parametrize("code", builtin.CODES)
def test_every_date_is_understood_without_a_question(code):
    for event in builtin.sheet(code, YEARS[0]).events:
        assert event.due.kind not in (Kind.UNCLEAR, Kind.NONE), event.due.raw
        assert resolving.questions(event.due, YEARS[0]) == (), event.due.raw


@pytest.mark.parametrize("code", builtin.CODES)
@pytest.mark.parametrize("period", YEARS, ids=lambda period: str(period.start.year))
def test_every_date_lies_inside_the_school_year_even_when_moved(code, period):
    sheet = builtin.sheet(code, period)

    found = plan_slots({event.key: (event.due, {}, event.section) for event in sheet.events}, period, SchoolCalendar())

    for slots in found.values():
        assert len(slots) == 1
        assert period.start <= (slots[0].start or slots[0].due) <= slots[0].due <= period.end


@pytest.mark.parametrize("code", builtin.CODES)
def test_no_event_and_no_number_stands_twice(code):
    events = builtin.sheet(code, YEARS[0]).events

    for values in (
        [fold(event.title) for event in events],
        [event.number for event in events],
        [e.template_code for e in events],
    ):
        assert len(values) == len(set(values))


@pytest.mark.parametrize("code", builtin.CODES)
def test_stages_follow_one_another_in_time(code):
    sheet = builtin.sheet(code, YEARS[0])
    ends = {section.key: [] for section in sheet.sections}
    for event in sheet.events:
        ends[event.section].append(resolving.resolve(event.due, YEARS[0]).spans[-1].end)

    latest = [max(days) for days in ends.values()]

    assert latest == sorted(latest)


@pytest.mark.parametrize("code", builtin.CODES)
def test_somebody_answers_for_every_event_and_something_comes_of_it(code):
    people = builtin.people(code)

    for event in builtin.sheet(code, YEARS[0]).events:
        assert people[event.key]
        assert event.responsible_text
        assert event.result_text


def test_the_offer_names_each_plan_and_its_size():
    assert [(one.code, one.sections, one.events) for one in builtin.patterns()] == [
        ("standard", 7, 35),
        ("teachers", 7, 23),
    ]
