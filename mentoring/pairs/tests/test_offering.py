"""What the page of a meeting proposes."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentoring.pairs.diary import offering
from mentoring.pairs.diary.offering import BEGINNING, Facts, Held, Item, Planned, Step

START, TODAY, END = date(2026, 10, 1), date(2026, 11, 20), date(2027, 5, 25)
DAY, WEEK = timedelta(1), timedelta(7)


def facts(**own) -> Facts:
    usual = {"today": TODAY, "start": START, "end": END, "monthly": 4, "minutes": 45, "way": "in_person"}
    return Facts(**usual | own)


def weekdays(day: date) -> bool:
    return day.weekday() < 5


def offer(**own) -> offering.Offer:
    return offering.offer(facts(**own), weekdays)


def held(*kinds: str) -> tuple[Held, ...]:
    first = TODAY - WEEK * len(kinds)
    return tuple(Held(first + WEEK * number, kind, 60, "remote", "кабинет 7") for number, kind in enumerate(kinds))


def test_first_meeting_is_the_acquaintance_of_today():
    found = offer()

    assert (found.number, found.on, found.kind, found.minutes, found.way) == (1, TODAY, "intro", 45, "in_person")
    assert found.days == (TODAY, TODAY - DAY)
    assert found.nexts == (TODAY + WEEK, TODAY + 2 * WEEK)


def test_later_meeting_is_filled_in_after_the_last_one():
    found = offer(held=held("intro", "trial"))

    assert (found.number, found.kind, found.minutes, found.way, found.place) == (
        3,
        "planning",
        60,
        "remote",
        "кабинет 7",
    )
    assert found.lengths == (30, 45, 60)


@pytest.mark.parametrize(
    ("kinds", "on", "kind"),
    [
        ((), TODAY, "intro"),
        (("intro",), TODAY, "trial"),
        (("trial",), TODAY, "planning"),
        (("intro", "regular"), TODAY, "regular"),
        (("intro", "trial", "planning"), END - timedelta(14), "final"),
        (("intro",), END, "trial"),
        (("group",), TODAY, "regular"),
    ],
)
def test_kind_follows_those_that_were(kinds, on, kind):
    assert offering.next_kind(kinds, on, END) == kind


def test_planned_meeting_that_nobody_wrote_down_is_asked_for():
    planned = (Planned(TODAY - 3 * DAY, "trial", "Как решать задачи"), Planned(TODAY + 4 * DAY))
    found = offer(planned=planned, held=held("intro"))

    assert (found.on, found.kind, found.topic) == (TODAY - 3 * DAY, "trial", "Как решать задачи")
    assert found.days == (TODAY, TODAY - DAY, TODAY - 3 * DAY)
    assert found.next_on == TODAY + 4 * DAY


def test_route_map_gives_the_topic_and_ticks_its_item():
    items = (Item(1, "Первое"), Item(2, "Второе", TODAY + WEEK), Item(3, "Третье", TODAY))
    found = offer(items=items, step=Step(9, "Дроби", 2))

    assert [one.key for one in found.items] == [3, 2, 1]
    assert (found.topic, found.step, found.ticked) == ("Дроби", 9, {2})


def test_without_a_route_map_the_item_due_first_is_ticked_and_is_the_topic():
    found = offer(items=(Item(1, "Первое"), Item(3, "Третье", TODAY)))

    assert (found.topic, found.step, found.ticked) == ("Третье", None, {3})


def test_next_meeting_keeps_its_weekday_over_vacations_and_ends_with_the_pair():
    away = offering.offer(facts(), lambda day: day > TODAY + WEEK)
    last = offer(end=TODAY + WEEK)

    assert away.next_on == TODAY + 2 * WEEK
    assert last.nexts == (TODAY + WEEK,)
    assert offer(end=TODAY + 6 * DAY).nexts == ()


DAYS = st.dates(START, END)
KINDS = st.sampled_from(("intro", "trial", "planning", "regular", "final", "group"))


@st.composite
def any_facts(draw) -> Facts:
    today = draw(DAYS)
    past = sorted(draw(st.lists(st.dates(START, today), max_size=6)))
    return facts(
        today=today,
        monthly=draw(st.integers(1, 31)),
        minutes=draw(st.integers(5, 600)),
        held=tuple(Held(day, draw(KINDS), draw(st.integers(1, 600))) for day in past),
        planned=tuple(Planned(day, draw(KINDS)) for day in sorted(draw(st.lists(DAYS, max_size=4)))),
        items=tuple(Item(key, f"Дело {key}", draw(st.none() | DAYS)) for key in range(draw(st.integers(0, 7)))),
        step=draw(st.none() | st.builds(Step, st.just(1), st.just("Тема"), st.none() | st.integers(0, 7))),
    )


@given(any_facts(), st.sets(st.integers(0, 6), min_size=1))
def test_offer_may_always_be_agreed_to(known: Facts, works: set[int]):
    found = offering.offer(known, lambda day: day.weekday() in works)

    assert START <= found.on <= known.today
    assert found.on in found.days
    assert all(START <= day <= known.today for day in found.days)
    assert found.minutes in found.lengths and len(found.lengths) == 3
    assert list(found.lengths) == sorted(set(found.lengths))
    assert len(found.items) <= offering.MOST_ITEMS
    assert found.ticked <= {one.key for one in found.items}
    assert all(max(found.on, known.today) < day <= END for day in found.nexts)
    assert all(day.weekday() in works or day in {one.on for one in known.planned} for day in found.nexts)
    assert (found.next_on is None) == (found.nexts == ())


@given(st.lists(KINDS), DAYS)
def test_beginning_is_never_repeated(kinds: list[str], on: date):
    kind = offering.next_kind(kinds, on, END)

    if kind in BEGINNING:
        assert kind not in kinds
    assert offering.next_kind([*kinds, kind], on, END) not in (set(BEGINNING) & {*kinds, kind})
