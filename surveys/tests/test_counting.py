"""Counts, means and medians: the same figures as `statistics` gives by laying out every answer."""

import statistics
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys import counting

POINTS = st.lists(st.integers(1, 10), max_size=60)


def pairs(values: list[int]) -> list[tuple[int, int]]:
    return [(value, values.count(value)) for value in set(values)]


@given(POINTS, st.integers(0, 20))
def test_summary_is_what_statistics_gives(values: list[int], missing: int):
    made = counting.summary(pairs(values), points=range(1, 11), asked=len(values) + missing)

    assert (made.n, made.missing) == (len(values), missing)
    assert made.mean == (statistics.mean(map(Fraction, values)) if values else None)
    assert made.median == (statistics.median(map(Fraction, values)) if values else None)
    assert made.distribution == tuple((Fraction(point), values.count(point)) for point in range(1, 11))


@given(POINTS)
def test_reverse_scale_is_turned_round(values: list[int]):
    turned = [11 - value for value in values]

    made = counting.summary(pairs(values), points=range(1, 11), reverse=True)

    assert made == counting.summary(pairs(turned), points=range(1, 11))


@given(POINTS, st.integers(1, 10))
def test_share_from_a_point_up_counts_the_answers_themselves(values: list[int], point: int):
    made = counting.summary(pairs(values), points=range(1, 11))

    assert made.at_least(Fraction(point)) == sum(value >= point for value in values)


def test_one_answer_is_its_own_mean_and_median():
    made = counting.summary([(4, 1)], points=range(1, 6))

    assert (made.n, made.mean, made.median, made.shares) == (1, 4, 4, (0, 0, 0, 100, 0))


def test_no_answers_have_no_mean():
    made = counting.summary([], points=range(3), asked=7)

    assert (made.n, made.missing, made.mean, made.median, made.shares) == (0, 7, None, None, (0, 0, 0))


@pytest.mark.parametrize(
    ("number", "words"),
    [(Fraction(71, 10), "7,1"), (-0.4, "−0,4"), (0.25, "0,3"), (None, "—"), (Fraction(2, 3), "0,7"), (10, "10,0")],
)
def test_number_is_written_as_people_write_it(number, words: str):
    assert counting.said(number) == words


@pytest.mark.parametrize(("number", "words"), [(7, "7"), (Fraction(7, 2), "3,5"), (100, "100"), (0, "0")])
def test_number_has_no_tail_of_zeros(number, words: str):
    assert counting.plain(number) == words


@given(st.integers(0, 300), st.integers(1, 300))
def test_percent_is_the_nearest_whole_one(part: int, whole: int):
    assert abs(counting.percent(part, whole) - 100 * part / whole) <= 0.5


@given(st.dictionaries(st.integers(0, 9), st.integers(0, 12), min_size=1, max_size=8))
def test_nobody_can_subtract_shown_groups_and_be_left_with_few(sizes: dict[int, int]):
    whole = sum(sizes.values())

    shut = counting.hidden(sizes, whole)

    shown = [size for key, size in sizes.items() if key not in shut and size]
    assert all(size >= counting.FEWEST for size in shown)
    for chosen in range(2 ** len(shown)):
        rest = whole - sum(size for place, size in enumerate(shown) if chosen >> place & 1)
        assert rest == 0 or rest >= counting.FEWEST or not shown or not chosen


def test_large_groups_are_all_shown():
    assert counting.hidden({"8 «А»": 7, "9 «Б»": 5}, 12) == frozenset()


def test_group_whose_rest_is_small_is_hidden_too():
    assert counting.hidden({"8 «А»": 20, "9 «Б»": 3}, 23) == {"8 «А»", "9 «Б»"}
