from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from mentoring.calendar import reading
from mentoring.calendar.due import Period
from roadmap import difference
from roadmap.difference import Change, Kind
from roadmap.sheets import Event, Section, Sheet

PERIOD = Period(date(2026, 9, 1), date(2027, 5, 31))
TITLES = ("Рассказ педагогам", "Встреча с родителями", "Опрос желающих", "Школа наставников", "Общий сбор пар", "Итоги")
DATES = ("сентябрь", "до 10 октября", "ноябрь 2026", "1 раз в квартал", "")


def sheet(*events: Event, sections: tuple[Section, ...] = ()) -> Sheet:
    return Sheet("План", PERIOD, (("title", "Мероприятие"),), sections, events)


def event(key: str, title: str, due: str = "октябрь", **fields) -> Event:
    return Event(key, title, due=reading.read(due), **fields)


@st.composite
def sheets(draw, prefix: str, marks: bool = False) -> Sheet:
    sections = tuple(
        Section(f"{prefix}s{index}", draw(st.sampled_from(TITLES)), draw(st.sampled_from(("", "1", "2"))))
        for index in range(draw(st.integers(0, 3)))
    )
    places = st.sampled_from([None, *(section.key for section in sections)])
    events = tuple(
        Event(
            f"{prefix}e{index}",
            f"{draw(st.sampled_from(TITLES))} {draw(st.sampled_from(('', 'осенью', 'весной')))}".strip(),
            draw(places),
            draw(st.sampled_from(("", "1.1", "1.2", "2.1"))),
            due=reading.read(draw(st.sampled_from(DATES))),
            result_text=draw(st.sampled_from(("", "протокол"))),
            marked=marks and draw(st.booleans()),
        )
        for index in range(draw(st.integers(0, 6)))
    )
    return Sheet(draw(st.sampled_from(("План", "Дорожная карта"))), PERIOD, (), sections, events)


def contents(plan: Sheet) -> tuple:
    """Everything a reader sees, without the keys."""
    order = {section.key: index for index, section in enumerate(plan.sections)}
    sections = [replace(one, key="", parent=None) for one in plan.sections]
    events = [replace(one, key="", section=None, marked=False) for one in plan.events]
    return plan.title, plan.period, sections, events, [order.get(one.section) for one in plan.events]


@given(sheets("a"), sheets("b"))
def test_taking_every_change_gives_the_newer_edition(old, new):
    found = difference.compare(old, new)

    assert contents(difference.apply(old, new, found)) == contents(new)


@given(sheets("a"), sheets("b"))
def test_keeping_every_line_gives_back_all_lines_of_the_plan(old, new):
    found = difference.compare(old, new)

    result = difference.apply(old, new, found, frozenset(change.key for change in found.changes))

    assert {one.key: one for one in result.events} == {one.key: one for one in old.events}
    assert result.title == old.title


@given(sheets("a"), sheets("b"))
def test_the_same_document_makes_no_difference(old, new):
    again = replace(old, sections=old.sections, events=tuple(replace(one, key=f"x{one.key}") for one in old.events))

    assert difference.compare(old, again).changes == ()
    assert difference.compare(new, new).changes == ()


@given(sheets("a", marks=True), sheets("b"), st.data())
def test_a_marked_line_is_never_lost_whatever_is_chosen(old, new, data):
    found = difference.compare(old, new)
    kept = frozenset(change.key for change in found.changes if data.draw(st.booleans()))

    result = difference.apply(old, new, found, kept)

    assert {one.key for one in old.events if one.marked} <= {one.key for one in result.events}
    assert len({one.key for one in result.events}) == len(result.events)
    assert {one.section for one in result.events} - {None} <= {one.key for one in result.sections}


@given(sheets("a"), sheets("b"))
def test_after_taking_a_newer_edition_nothing_is_left_to_take(old, new):
    taken = difference.apply(old, new, difference.compare(old, new))

    assert difference.compare(taken, new).changes == ()


def test_a_new_date_is_told_from_new_words():
    old = sheet(event("1", "Школа наставников"), event("2", "Общий сбор пар"))
    new = sheet(event("a", "Школа наставников", "ноябрь"), event("b", "Общий сбор пар", result_text="протокол"))

    assert difference.compare(old, new).changes == (
        Change(Kind.MOVED, "1", "a", fields=("due",)),
        Change(Kind.REWORDED, "2", "b", fields=("result_text",)),
    )


def test_a_reworded_line_keeps_its_place_in_the_plan():
    old = sheet(event("1", "Обучение наставников первого набора", number="4.1"))
    new = sheet(event("a", "Обучение наставников второго набора", number="4.1"))

    assert difference.compare(old, new).changes == (Change(Kind.REWORDED, "1", "a", fields=("title",)),)


def test_a_line_with_other_words_is_another_line():
    old = sheet(event("1", "Школа наставников", marked=True))
    new = sheet(event("a", "Торжественное закрытие"))

    assert difference.compare(old, new).changes == (
        Change(Kind.ADDED, None, "a"),
        Change(Kind.REMOVED, "1", marked=True),
    )


def test_a_removed_line_with_a_mark_is_withdrawn_and_stays():
    old = sheet(event("1", "Рассказ педагогам", marked=True), event("2", "Итоги"))
    new = sheet(event("a", "Итоги"))

    result = difference.apply(old, new, difference.compare(old, new))

    assert [(one.key, one.withdrawn) for one in result.events] == [("1", True), ("2", False)]


def test_a_kept_line_stays_after_the_line_it_followed():
    old = sheet(event("1", "Рассказ педагогам"), event("2", "Опрос желающих"), event("3", "Итоги"))
    new = sheet(event("a", "Рассказ педагогам"), event("b", "Школа наставников"), event("c", "Итоги"))
    found = difference.compare(old, new)

    result = difference.apply(old, new, found, frozenset({Change(Kind.REMOVED, "2").key}))

    assert [one.key for one in result.events] == ["1", "2", "new b", "3"]


def test_two_lines_of_the_same_words_are_paired_in_their_order():
    old = sheet(event("1", "Общий сбор пар", "октябрь"), event("2", "Общий сбор пар", "май"))
    new = sheet(event("a", "Общий сбор пар", "ноябрь"), event("b", "Общий сбор пар", "май"))

    assert difference.compare(old, new).events == {"a": "1", "b": "2"}
