from datetime import date

import pytest

from mentoring.calendar.due import Span
from mentoring.calendar.workdays import SchoolCalendar
from roadmap import choosing, numbering, standing
from roadmap.choosing import Choice
from roadmap.lines import Block, Column, Counts, Line, Plan, Who, lead
from roadmap.standing import Standing, State, Time

TODAY = date(2026, 11, 18)
LATE = Time(due=date(2026, 11, 10))
SOON = Time(due=date(2026, 11, 20))
LATER = Time(due=date(2026, 12, 31))
HELD = Time(due=date(2026, 9, 30), done_at=date(2026, 9, 29))
OFF = Time(due=date(2026, 9, 30), off_at=date(2026, 9, 29))
GOING = Time(start=date(2026, 11, 1), due=date(2026, 12, 31))


@pytest.mark.parametrize(
    ("times", "look"),
    [
        ([HELD], Standing("ok", "выполнено 29\u00a0сентября")),
        ([HELD, HELD], Standing("ok", "выполнено, 2 из 2")),
        ([LATE], Standing("bad", "просрочено на\u00a08\u00a0дней")),
        ([HELD, LATE], Standing("bad", "просрочено на\u00a08\u00a0дней, 1 из 2")),
        ([SOON], Standing("warn", "послезавтра")),
        ([GOING], Standing("go", "идёт")),
        ([HELD, LATER], Standing("go", "идёт, 1 из 2")),
        ([LATER], Standing("", "не начато")),
        ([Time()], Standing("", "без даты")),
        ([OFF], Standing("off", "снято с плана")),
        ([OFF, LATER], Standing("", "не начато")),
        ([], Standing("", "без даты")),
    ],
)
def test_an_event_says_how_it_stands(times, look):
    assert standing.look(times, TODAY) == look


def test_what_goes_on_all_the_time_is_never_late():
    lasting = Time(start=date(2026, 9, 1), due=date(2026, 11, 1), lasting=True)

    assert standing.state([lasting], TODAY) == State.GOING
    assert standing.look([lasting], TODAY).words == "закончилось, отметьте"


def test_the_day_of_a_deadline_is_not_late_yet():
    assert standing.state([Time(due=TODAY)], TODAY) == State.SOON


def test_a_moved_deadline_names_the_day_of_the_document_and_the_reason():
    moved = Time(due=date(2026, 11, 2), moved_from=date(2026, 10, 31))

    assert standing.moved(moved, SchoolCalendar()) == "перенесён с 31\u00a0октября: суббота"
    assert standing.moved(LATER, SchoolCalendar()) == ""


@pytest.mark.parametrize(
    ("states", "look"),
    [
        ([], Standing("", "мероприятий нет")),
        ([State.OFF], Standing("", "мероприятий нет")),
        ([State.DONE, State.DONE, State.OFF], Standing("ok", "готово, 2 из 2")),
        ([State.DONE, State.LATE], Standing("bad", "1 из 2, просрочено 1")),
        ([State.SOON, State.WAITING], Standing("warn", "0 из 2, 1\u00a0срок за неделю")),
        ([State.DONE, State.WAITING], Standing("go", "идёт, 1 из 2")),
        ([State.WAITING], Standing("", "начнётся 1\u00a0декабря")),
    ],
)
def test_a_section_says_how_it_stands(states, look):
    assert standing.section_look(states, date(2026, 12, 1), TODAY) == look


def _line(pk, number, *times, **fields):
    return Line(
        pk, number, f"Дело {pk}", standing.look(times, TODAY), standing.state(times, TODAY), times=times, **fields
    )


def _plan(*lines):
    block = Block(1, "1", "Этап", (), 1, 0, lines, Standing("", ""))
    empty = Block(2, "2", "Пустой", (), 2, 0, (), Standing("", ""))
    period = Span(date(2026, 9, 1), date(2027, 5, 31))
    return Plan(
        pk=1,
        title="План",
        period=period,
        today=TODAY,
        archived=False,
        columns=(Column("title", "Дело"),),
        blocks=(block, empty),
        counts=choosing.counts(lines, TODAY),
        vacations=(),
        moving="",
    )


LINES = (
    _line(1, "1.1", HELD, key="дело ученье", who=(Who("position:1", "методист", "Ёлкин П. И."),)),
    _line(2, "1.10", LATE, mine=True, key="дело ёлкин".replace("ё", "е")),
    _line(3, "11.1", SOON, key="дело"),
    _line(4, "2", Time(), key="дело"),
    _line(5, "3", OFF, key="дело"),
)


def test_counts_leave_out_what_is_off_the_plan():
    assert choosing.counts(LINES, TODAY) == Counts(total=4, done=1, late=1, week=1, unproved=1, mine=1, undated=1)


@pytest.mark.parametrize(
    ("choice", "found"),
    [
        (Choice(), [1, 2, 3, 4, 5]),
        (Choice(q="1"), [1, 2]),
        (Choice(q="1.1"), [1]),
        (Choice(q="1.1."), [1]),
        (Choice(q="Ёлкин"), [2]),
        (Choice(q="УЧЕНЬЕ дело"), [1]),
        (Choice(who="me"), [2]),
        (Choice(who="position:1"), [1]),
        (Choice(state="late"), [2]),
        (Choice(state="going"), [3]),
        (Choice(state="off"), [5]),
        (Choice(due="week"), [3]),
        (Choice(due="month"), [2, 3]),
        (Choice(due="none"), [4]),
        (Choice(proof="none"), [1]),
    ],
)
def test_a_choice_keeps_what_was_asked_for(choice, found):
    assert [line.pk for line in choosing.chosen(_plan(*LINES), choice).lines] == found


def test_sections_left_empty_by_a_choice_go():
    assert len(choosing.chosen(_plan(*LINES), Choice(state="late")).blocks) == 1
    assert len(choosing.chosen(_plan(*LINES), Choice()).blocks) == 2


def test_numbers_follow_the_style_of_the_document():
    rows = [("a", "1.", "1.1."), ("a", "1.", ""), ("b", "2.", "2.4."), (None, "", "")]

    assert numbering.numbers(rows) == ["1.1.", "1.2.", "2.1.", "1."]


@pytest.mark.parametrize(
    ("siblings", "above", "number"),
    [
        (["2.1", "2.2"], "2", "2.3"),
        (["2.1.", "2.2."], "2", "2.3."),
        (["1)", "2)"], "", "3)"),
        ([], "4", "4.1"),
        ([], "", ""),
        (["", ""], "2", ""),
    ],
)
def test_a_new_event_takes_the_next_number(siblings, above, number):
    assert numbering.following(siblings, above) == number


@pytest.mark.parametrize(
    ("title", "content", "words"),
    [
        ("Опрос: – кого учить – кто учит", ["кого учить", "кто учит"], "Опрос:"),
        ("Опрос 1) кого учить; 2) кто учит", ["кого учить;", "кто учит"], "Опрос"),
        ("Опрос", ["памятка"], "Опрос"),
        ("Опрос", [], "Опрос"),
        ("кого учить", ["кого учить"], "кого учить"),
    ],
)
def test_a_title_ends_where_the_list_of_its_cell_begins(title, content, words):
    assert lead(title, content) == words
