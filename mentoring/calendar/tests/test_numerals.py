"""Numbers with words, as in agreements and orders about pay."""

from decimal import Decimal

import pytest

from mentoring.calendar import numerals

NUMBERS = {
    0: "ноль",
    1: "один",
    2: "два",
    5: "пять",
    10: "десять",
    11: "одиннадцать",
    14: "четырнадцать",
    19: "девятнадцать",
    20: "двадцать",
    21: "двадцать один",
    40: "сорок",
    90: "девяносто",
    100: "сто",
    212: "двести двенадцать",
    999: "девятьсот девяносто девять",
    1000: "одна тысяча",
    1001: "одна тысяча один",
    2002: "две тысячи два",
    5000: "пять тысяч",
    11_000: "одиннадцать тысяч",
    21_022: "двадцать одна тысяча двадцать два",
    112_300: "сто двенадцать тысяч триста",
    1_000_000: "один миллион",
    1_001_000: "один миллион одна тысяча",
    2_000_005: "два миллиона пять",
    12_345_678: "двенадцать миллионов триста сорок пять тысяч шестьсот семьдесят восемь",
}
SUMS = {
    "0": "0 (ноль) рублей 00 копеек",
    "1": "1 (один) рубль 00 копеек",
    "2": "2 (два) рубля 00 копеек",
    "5": "5 (пять) рублей 00 копеек",
    "11": "11 (одиннадцать) рублей 00 копеек",
    "21": "21 (двадцать один) рубль 00 копеек",
    "1000": "1 000 (одна тысяча) рублей 00 копеек",
    "5000": "5 000 (пять тысяч) рублей 00 копеек",
    "1001000": "1 001 000 (один миллион одна тысяча) рублей 00 копеек",
    "1500.01": "1 500 (одна тысяча пятьсот) рублей 01 копейка",
    "1500.52": "1 500 (одна тысяча пятьсот) рублей 52 копейки",
    "1500.115": "1 500 (одна тысяча пятьсот) рублей 12 копеек",
}


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


@pytest.mark.parametrize(("number", "words"), NUMBERS.items(), ids=map(str, NUMBERS))
def test_number_is_spelled_out(number, words):
    assert numerals.spelled(number) == words


@pytest.mark.parametrize(("amount", "words"), SUMS.items(), ids=SUMS)
def test_money_is_said_with_its_words(amount, words):
    assert plain(numerals.money(Decimal(amount))) == words


def test_digits_of_a_sum_stay_on_one_line():
    assert numerals.money(5000).startswith("5\u00a0000\u00a0(пять")


@pytest.mark.parametrize(
    ("number", "words"),
    [(1, "1 (один) процент"), (3, "3 (три) процента"), (15, "15 (пятнадцать) процентов")],
)
def test_percent_agrees_with_its_number(number, words):
    assert plain(numerals.percent(number)) == words


@pytest.mark.parametrize("number", [-1, numerals.BEYOND])
def test_number_that_nobody_is_paid_is_refused(number):
    with pytest.raises(ValueError, match="not from 0"):
        numerals.spelled(number)


def test_every_number_below_a_million_has_its_own_words():
    step = 997
    assert len({numerals.spelled(number) for number in range(0, 1_000_000, step)}) == len(range(0, 1_000_000, step))
