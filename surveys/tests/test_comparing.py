"""Before and after: the same figures as scipy and `statistics` give by other ways."""

import statistics
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from surveys import comparing
from surveys.comparing import Item, Verdict

WISH = Item("wish", "Интерес к учёбе", 1, 10)
FEAR = Item("fear", "Тревога", 1, 10, reverse=True)
PAIRS = st.lists(st.tuples(st.integers(1, 10), st.integers(1, 10)), min_size=5, max_size=60)
MOVED = st.lists(st.integers(-9, 9), min_size=1, max_size=12)


def moved(pairs) -> list[int]:
    return [after - before for before, after in pairs]


def by_every_sign(differences: list[int]) -> float:
    """Return p by trying every arrangement of signs."""
    differences = [one for one in differences if one]
    if not differences:
        return 1.0
    ranks = stats.rankdata([abs(one) for one in differences])
    told = sum(rank for rank, one in zip(ranks, differences, strict=True) if one > 0)
    middle = sum(ranks) / 2
    ways = [
        sum(rank for rank, up in zip(ranks, signs, strict=True) if up) for signs in product((0, 1), repeat=len(ranks))
    ]
    return sum(abs(one - middle) >= abs(told - middle) - 1e-9 for one in ways) / len(ways)


@given(PAIRS)
def test_line_is_what_statistics_gives(pairs):
    made = comparing.line(WISH, pairs)
    before, after = zip(*pairs, strict=True)

    assert made.n == len(pairs)
    assert made.before == pytest.approx(statistics.fmean(before))
    assert made.after == pytest.approx(statistics.fmean(after))
    assert made.delta == pytest.approx(statistics.fmean(after) - statistics.fmean(before))
    assert made.delta_percent == pytest.approx(100 * (statistics.fmean(after) / statistics.fmean(before) - 1))
    assert (made.better, made.same, made.worse) == (
        sum(one > 0 for one in moved(pairs)),
        sum(one == 0 for one in moved(pairs)),
        sum(one < 0 for one in moved(pairs)),
    )


@given(PAIRS)
def test_reverse_scale_changes_who_is_better_and_nothing_else(pairs):
    made, turned = comparing.line(WISH, pairs), comparing.line(FEAR, pairs)

    assert (turned.better, turned.worse) == (made.worse, made.better)
    assert (turned.before, turned.after, turned.p, turned.interval) == (made.before, made.after, made.p, made.interval)


@given(MOVED)
def test_p_counts_every_arrangement_of_signs_with_ties_and_zeros(differences: list[int]):
    assert comparing.signed_ranks(list(map(Fraction, differences))) == pytest.approx(by_every_sign(differences))


@given(st.sets(st.integers(1, 500), min_size=1, max_size=50), st.randoms(use_true_random=False))
def test_p_without_ties_is_exactly_scipy_s(sizes: set[int], draw):
    differences = [size if draw.random() < 0.6 else -size for size in sorted(sizes)]

    assert comparing.signed_ranks(list(map(Fraction, differences))) == pytest.approx(
        stats.wilcoxon(differences, method="exact").pvalue
    )


@given(st.lists(st.integers(-9, 9).filter(bool), min_size=51, max_size=200))
def test_p_of_many_with_ties_is_scipy_s_by_the_normal_law(differences: list[int]):
    assert comparing.signed_ranks(list(map(Fraction, differences))) == pytest.approx(
        stats.wilcoxon(differences, method="asymptotic", correction=False).pvalue, abs=1e-12
    )


def test_interval_is_near_scipy_s_and_the_same_each_time():
    differences = [3, -1, 2, 0, 4, 1, 1, -2, 2, 3, 0, 1, 5, -1, 2, 2]

    made = comparing.interval(list(map(Fraction, differences)))

    judge = stats.bootstrap((differences,), statistics.fmean, method="percentile", vectorized=False, rng=1)
    assert made == comparing.interval(list(map(Fraction, differences)))
    assert made == pytest.approx(tuple(judge.confidence_interval), abs=0.15)


def test_noticeable_change_is_said_for_better_and_for_worse():
    rise = [(3, 6)] * 12 + [(5, 5)] * 3

    assert comparing.line(WISH, rise).verdict == Verdict.BETTER
    assert comparing.line(FEAR, rise).verdict == Verdict.WORSE
    assert comparing.words(comparing.line(WISH, rise)) == "изменение заметное"
    assert comparing.words(comparing.line(FEAR, rise)) == "стало выше, стоит обсудить"


def test_small_change_may_be_chance():
    made = comparing.line(WISH, [(5, 6)] * 7 + [(5, 4)] * 3 + [(5, 5)] * 4)

    assert comparing.words(made) == "может быть случайным"


def test_no_change_is_said_so():
    made = comparing.line(WISH, [(5, 6)] * 5 + [(6, 5)] * 5)

    assert (comparing.words(made), comparing.moved_words(made)) == ("перемен не видно", "почти без перемен")
    assert comparing.line(WISH, [(5, 5)] * 12).p == 1.0


def test_eight_people_are_counted_in_words():
    made = comparing.line(WISH, [(5, 6)] * 5 + [(6, 5)] * 3)

    assert (made.verdict, made.p, made.interval) == (Verdict.FEW, None, None)
    assert comparing.words(made) == "лучше у пяти из восьми"
    assert comparing.words(comparing.line(WISH, [(5, 5)] * 6)) == "лучше ни у кого из шести"


@pytest.mark.parametrize("count", range(5))
def test_of_fewer_than_five_only_their_number_is_kept(count: int):
    made = comparing.line(WISH, [(1, 10)] * count)

    assert (made.n, made.verdict) == (count, Verdict.HIDDEN)
    assert (made.before, made.after, made.delta, made.better, made.same, made.worse) == (None, None, None, 0, 0, 0)


def test_nothing_before_has_no_percent():
    assert comparing.line(Item("zero", "С нуля", 0, 2), [(0, 2)] * 10).delta_percent is None


def test_conclusion_names_what_changed_and_what_did_not():
    lines = [
        comparing.line(WISH, [(3, 6)] * 12),
        comparing.line(FEAR, [(5, 5)] * 12),
        comparing.line(Item("few", "Дружба", 1, 10), [(5, 6)] * 6),
    ]

    assert comparing.conclusion(lines).splitlines() == [
        "Заметно лучше стало: «Интерес к учёбе» (лучше у 12 из 12).",
        "Перемен не видно: «Тревога».",
        "«Дружба»: лучше у шести из шести.",
        "Причину эти числа не называют: группы сравнения не было.",
    ]
