"""Sums with words, as in agreements and orders about pay."""

from decimal import Decimal

import pytest

from mentoring.people.declension.money import money

SUMS = {
    "0": "0 (ноль) рублей 00 копеек",
    "1": "1 (один) рубль 00 копеек",
    "2": "2 (два) рубля 00 копеек",
    "5": "5 (пять) рублей 00 копеек",
    "11": "11 (одиннадцать) рублей 00 копеек",
    "21": "21 (двадцать один) рубль 00 копеек",
    "1000": "1 000 (одна тысяча) рублей 00 копеек",
    "5000": "5 000 (пять тысяч) рублей 00 копеек",
    "22012": "22 012 (двадцать две тысячи двенадцать) рублей 00 копеек",
    "1001000": "1 001 000 (один миллион одна тысяча) рублей 00 копеек",
    "1500.01": "1 500 (одна тысяча пятьсот) рублей 01 копейка",
    "1500.52": "1 500 (одна тысяча пятьсот) рублей 52 копейки",
    "1500.115": "1 500 (одна тысяча пятьсот) рублей 12 копеек",
}


@pytest.mark.parametrize(("amount", "words"), SUMS.items(), ids=SUMS)
def test_money_is_said_with_its_words(amount, words):
    assert money(Decimal(amount)).replace("\u00a0", " ") == words


def test_digits_of_a_sum_stay_on_one_line():
    assert money(5000).startswith("5\u00a0000\u00a0(пять")


def test_debt_is_no_sum_to_be_paid():
    with pytest.raises(ValueError, match="only numbers"):
        money(-1)
