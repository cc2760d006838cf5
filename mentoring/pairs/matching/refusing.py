"""Hard rules: which pairs may not be made, and by which of the rules."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from mentoring.pairs.matching.columns import UNKNOWN, Bools, Codes, codes, named, numbers, same
from mentoring.pairs.matching.people import Lack, MenteeSide, MentorSide, Reason, Rules, Side, Together, Units

Bits = NDArray[np.uint16]  # one bit a reason


def refusals(mentees: Sequence[MenteeSide], mentors: Sequence[MentorSide], rules: Rules, times: Codes) -> Bits:
    """Give each pair the reasons for which it may not be made; nought is an allowed pair."""
    bits = lacking(mentees, rules)[:, None] | _unready(mentors, rules)[None, :]
    for reason, refused in (
        (Reason.FORM, _without_a_form(mentees, mentors) if rules.form else None),
        (Reason.AGE, _of_another_age(mentees, mentors, rules)),
        (Reason.GRADE, _too_near(mentees, mentors, rules.grade_above)),
        (Reason.UNIT, _of_units(mentees, mentors, rules.units)),
        (Reason.TIME, _without_time(times, rules.common_times) if rules.common_times else None),
        (Reason.TOGETHER, _of_another_kind(mentees, mentors) if rules.together else None),
        (Reason.BAN, named(mentees, mentors, [one.bans for one in mentees], [one.bans for one in mentors])),
        (Reason.KIN, named(mentees, mentors, [one.kin for one in mentees], [one.kin for one in mentors])),
    ):
        if refused is not None:
            bits |= refused.astype(np.uint16) << np.uint16(reason)
    return bits


def reasons(bits: int) -> tuple[Reason, ...]:
    """Read the bits of one pair."""
    return tuple(reason for reason in Reason if bits >> reason & 1)


def bits_of(held: Sequence[Reason]) -> int:
    return sum(1 << reason for reason in set(held))


def unmet(side: Side, rules: Rules) -> tuple[Lack, ...]:
    """Give what somebody lacks of what the rules ask for."""
    return tuple(lack for lack in side.lacks if lack.reason in rules.ready)


def lacking(sides: Sequence[Side], rules: Rules) -> Bits:
    held = (side.lacks and [lack.reason for lack in unmet(side, rules)] for side in sides)
    return np.array([bits_of(lacked) if lacked else 0 for lacked in held], np.uint16)


def _unready(mentors: Sequence[MentorSide], rules: Rules) -> Bits:
    full = np.array([mentor.capacity == 0 for mentor in mentors], np.uint16)
    return lacking(mentors, rules) | full << np.uint16(Reason.CAPACITY)


def _without_a_form(mentees: Sequence[MenteeSide], mentors: Sequence[MentorSide]) -> Bools:
    forms = codes([one.forms for one in mentees], [one.forms for one in mentors])
    return (forms.common == 0) & forms.mentees_known[:, None] & forms.mentors_known[None, :]


def _of_another_age(mentees: Sequence[MenteeSide], mentors: Sequence[MentorSide], rules: Rules) -> Bools | None:
    ages = numbers(one.age for one in mentees)[:, None]
    refused = None
    if rules.age:
        least = numbers(one.age_from for one in mentors)[None, :]
        most = numbers(one.age_to for one in mentors)[None, :]
        refused = (ages != UNKNOWN) & ((ages < least) | ((most != UNKNOWN) & (ages > most)))
    if rules.older_by is not None:
        older = numbers(one.age for one in mentors)[None, :]
        near = (ages != UNKNOWN) & (older != UNKNOWN) & (older - ages < rules.older_by)
        refused = near if refused is None else refused | near
    return refused


def _too_near(mentees: Sequence[MenteeSide], mentors: Sequence[MentorSide], above: int | None) -> Bools | None:
    if above is None:
        return None
    own, other = numbers(one.grade for one in mentees)[:, None], numbers(one.grade for one in mentors)[None, :]
    return (own != UNKNOWN) & (other != UNKNOWN) & (other - own < above)


def _of_units(mentees: Sequence[MenteeSide], mentors: Sequence[MentorSide], units: Units) -> Bools | None:
    if units is Units.ANY:
        return None
    equal, known = same([one.unit for one in mentees], [one.unit for one in mentors])
    return equal if units is Units.OTHER else known & ~equal


def _without_time(times: Codes, least: int) -> Bools:
    return (times.common < least) & times.mentees_known[:, None] & times.mentors_known[None, :]


def _of_another_kind(mentees: Sequence[MenteeSide], mentors: Sequence[MentorSide]) -> Bools:
    alone = np.array([one.together is Together.ONE for one in mentees], bool)[:, None]
    in_group = np.array([one.together is Together.GROUP for one in mentees], bool)[:, None]
    only_groups = np.array([one.least > 1 for one in mentors], bool)[None, :]
    only_one = np.array([one.capacity <= 1 for one in mentors], bool)[None, :]
    return (alone & only_groups) | (in_group & only_one)
