from datetime import date
from xml.etree import ElementTree

import pytest
from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as some

from mentoring.calendar.due import Span
from roadmap.timeline import LEFT, RIGHT, WIDTH, Lane, Mark, draw, shortened

YEAR = Span(date(2026, 9, 1), date(2027, 5, 31))
TODAY = date(2026, 11, 18)
READY = Lane("1 Подготовка", date(2026, 9, 1), date(2026, 9, 30), "ok", "готово")
GOING = Lane("6 Работа пар", date(2026, 11, 10), date(2027, 4, 30), "go", "идёт, 1 из 8")


def test_the_period_fills_the_axis_from_edge_to_edge():
    drawn = draw([Lane("весь год", YEAR.start, YEAR.end)], period=YEAR, today=TODAY)

    (bar,) = drawn.bars
    assert (float(bar.x), float(bar.width)) == (LEFT, RIGHT - LEFT)


def test_a_going_stage_is_filled_up_to_today():
    hollow, passed = draw([GOING], period=YEAR, today=TODAY).bars

    assert (hollow.paint, passed.paint) == ("hollow", "main")
    assert passed.x == hollow.x
    drawn = draw([GOING], period=YEAR, today=TODAY)
    assert float(passed.x) + float(passed.width) == pytest.approx(float(drawn.today.x), abs=0.2)


@pytest.mark.parametrize(("state", "paint"), [("ok", "ok"), ("bad", "bad"), ("warn", "warn"), ("", "hollow")])
def test_each_state_has_its_paint(state, paint):
    (bar,) = draw([Lane("этап", YEAR.start, date(2026, 10, 1), state)], period=YEAR, today=TODAY).bars

    assert bar.paint == paint


@pytest.mark.parametrize("state", ["bad", "warn"])
def test_a_stage_in_trouble_is_painted_only_up_to_today(state):
    hollow, painted = draw([Lane("этап", YEAR.start, YEAR.end, state)], period=YEAR, today=TODAY).bars

    assert (hollow.paint, painted.paint) == ("hollow", state)
    assert float(painted.width) < float(hollow.width)


def test_time_makes_room_for_words_that_fit_nowhere_else():
    lane = Lane("Связь", YEAR.start, YEAR.end, "", "идёт, 1 из 8")

    drawn = draw([lane], period=YEAR, today=TODAY)

    words = drawn.texts[1]
    assert words.paint == "quiet halo"
    assert float(drawn.bars[0].x) + float(drawn.bars[0].width) + 8 == pytest.approx(float(words.x), abs=0.2)


def test_months_are_named_and_today_is_not_overprinted():
    drawn = draw([READY], period=YEAR, today=TODAY)

    assert drawn.today.words == "18 ноя"
    assert [month.label for month in drawn.months] == ["сен", "окт", "", "дек", "янв 2027", "фев", "мар", "апр", "май"]


def test_a_plan_of_many_years_names_quarters_with_their_year():
    drawn = draw([], period=Span(date(2023, 9, 1), date(2025, 12, 31)), today=date(2030, 1, 1))

    assert [month.label for month in drawn.months if month.label] == [
        "окт 2023",
        "янв 2024",
        "апр",
        "июл",
        "окт",
        "янв 2025",
        "апр",
        "июл",
        "окт",
    ]


def test_today_outside_the_plan_has_no_line():
    assert draw([READY], period=YEAR, today=date(2028, 1, 1)).today is None


def test_vacations_are_shaded_only_inside_the_plan():
    inside = Span(date(2026, 10, 24), date(2026, 11, 1))
    outside = Span(date(2025, 10, 24), date(2025, 11, 1))

    drawn = draw([READY], period=YEAR, today=TODAY, vacations=[inside, outside])

    assert [box.paint for box in drawn.shades] == ["soft"]


def test_words_stand_after_the_bar_or_before_it_where_there_is_no_room():
    late = Lane("7 Завершение", date(2027, 4, 15), date(2027, 5, 31), "", "начнётся 15 апреля 2027 г.")

    after, before = (draw([lane], period=YEAR, today=TODAY).texts[1] for lane in (READY, late))

    assert (after.paint, before.paint) == ("halo", "quiet halo end")
    assert float(after.x) > LEFT


def test_a_stage_without_days_says_so_in_words():
    drawn = draw([Lane("8 Связь", None, None, "", "без даты")], period=YEAR, today=TODAY)

    assert drawn.bars == ()
    assert drawn.texts[1].words == "без даты"


def test_a_plan_without_stages_shows_each_deadline():
    lane = Lane("Мероприятия", None, None, marks=(Mark(date(2026, 9, 1), "ok"), Mark(date(2027, 5, 31), "")))

    first, last = draw([lane], period=YEAR, today=TODAY).bars

    assert (first.paint, first.x, last.paint, last.x) == ("ok", "187.0", "hollow", "957.0")


def test_the_same_is_said_in_words():
    drawn = draw([READY, GOING], period=YEAR, today=TODAY)

    assert drawn.description == "1 Подготовка: готово. 6 Работа пар: идёт, 1 из 8"
    assert "2026" in drawn.title


def test_a_long_name_is_cut_at_a_word():
    assert shortened("Нормативное правовое регулирование внедрения") == "Нормативное правовое…"
    assert shortened("Коротко") == "Коротко"
    assert shortened("Б" * 40) == "Б" * 23 + "…"


_days = some.dates(date(2026, 1, 1), date(2028, 12, 31))


@given(
    some.lists(
        some.builds(
            Lane,
            label=some.text(max_size=60),
            start=some.none() | _days,
            end=some.none() | _days,
            state=some.sampled_from(["", "ok", "go", "warn", "bad"]),
            words=some.text(max_size=40),
        ),
        max_size=8,
    ),
    _days,
)
def test_nothing_is_ever_drawn_outside(lanes, today):
    drawn = draw(lanes, period=YEAR, today=today)

    for box in (*drawn.bars, *drawn.shades):
        assert 0 <= float(box.x) <= WIDTH
        assert 0 <= float(box.width) <= WIDTH
        assert float(box.y) < drawn.bottom


def test_the_svg_is_well_formed_and_has_no_style_of_its_own():
    lane = Lane("Опасный <этап> & «кавычки»", YEAR.start, YEAR.end, "bad", "</svg><script>")

    svg = render_to_string("roadmap/includes/timeline.html", {"timeline": draw([lane], period=YEAR, today=TODAY)})

    tree = ElementTree.fromstring(svg[svg.index("<svg") : svg.index("</svg>") + 6])
    assert tree.get("role") == "img"
    assert "style" not in svg
    assert "<script>" not in svg
