"""What marks add up to: on examples, and whatever the marks are."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as some

from mentoring.registry.scoring import BEST, RECOMMENDED, REFUSED, RESERVE, Mark, Score, score

ORDER = (REFUSED, RESERVE, RECOMMENDED)
MARKS = some.lists(
    some.builds(
        Mark,
        title=some.sampled_from(["опыт", "время", "общение"]),
        mark=some.integers(0, BEST),
        weight=some.integers(1, 9),
        least=some.integers(0, BEST),
    ),
    min_size=1,
    max_size=12,
)


def test_marks_are_added_up_by_their_weights():
    marks = [Mark("мотивация", 3, weight=3, least=1), Mark("опыт", 1, weight=2), Mark("время", 2, weight=1)]

    assert score(marks) == Score(13, 18, 72, "достаточный", (), RECOMMENDED)


def test_mark_under_its_least_leads_to_the_reserve_however_high_the_sum():
    marks = [Mark("общение", 0, weight=1, least=1), Mark("опыт", 3, weight=9)]

    assert score(marks) == Score(27, 30, 90, "высокий", ("общение",), RESERVE)


def test_half_of_the_most_is_enough_for_the_reserve_and_less_is_not():
    assert score([Mark("а", 3), Mark("б", 0)]).advice == RESERVE
    assert score([Mark("а", 2), Mark("б", 0)]) == Score(2, 6, 33, "низкий", (), REFUSED)


def test_no_marks_are_no_recommendation():
    assert score([]) == Score(0, 0, 0, "низкий", (), REFUSED)


@given(MARKS)
def test_sum_lies_between_nothing_and_the_most(marks):
    made = score(marks)

    assert 0 <= made.total <= made.most
    assert 0 <= made.percent <= 100


@given(MARKS, some.data())
def test_better_mark_never_makes_a_candidate_worse(marks, data):
    place = data.draw(some.integers(0, len(marks) - 1))
    better = [*marks]
    better[place] = replace(marks[place], mark=min(marks[place].mark + 1, BEST))

    before, after = score(marks), score(better)

    assert after.percent >= before.percent
    assert ORDER.index(after.advice) >= ORDER.index(before.advice)


@given(MARKS, some.integers(1, 7))
def test_weights_taken_all_larger_change_nothing_but_the_sum(marks, times):
    before, after = score(marks), score([replace(one, weight=one.weight * times) for one in marks])

    assert (after.percent, after.advice, after.total) == (before.percent, before.advice, before.total * times)


@given(MARKS)
def test_order_of_criteria_decides_nothing(marks):
    forward, back = score(marks), score(marks[::-1])

    assert replace(forward, low=()) == replace(back, low=())


@given(MARKS)
def test_nobody_is_recommended_under_a_threshold(marks):
    made = score(marks)

    assert made.advice != RECOMMENDED or not made.low
