"""Sums as agreements and orders name them: «5 000 (пять тысяч) рублей 00 копеек». Pure."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from mentoring.calendar.words import NBSP, plural
from mentoring.people.declension import numbers


def money(amount: Decimal | int) -> str:
    """Say a sum in digits and in words, kopecks in digits."""
    whole = int(Decimal(amount).quantize(Decimal("0.01"), ROUND_HALF_UP) * 100)
    roubles, kopecks = divmod(whole, 100)
    digits = f"{roubles:,}".replace(",", NBSP)
    named = plural(roubles, "рубль", "рубля", "рублей")
    rest = plural(kopecks, "копейка", "копейки", "копеек")
    return f"{digits}{NBSP}({numbers.spelled(roubles)}) {named} {kopecks:02d}{NBSP}{rest}"
