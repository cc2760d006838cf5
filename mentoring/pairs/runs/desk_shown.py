"""What the matching desk shows of a draft: pairs with reasons, those left, the price of a wish."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from mentoring.calendar.words import counted
from mentoring.pairs.matching.people import Reason
from mentoring.pairs.matching.proposing import Pair as Proposed
from mentoring.pairs.models import Hand
from mentoring.pairs.runs import comparing, posing, reasons
from mentoring.pairs.runs.posing import Key, Live
from mentoring.registry.models import Mentee, Mentor


@dataclass(frozen=True)
class Line:
    """One proposed pair as it stands in the table."""

    key: str
    mentee: Mentee
    mentor: Mentor
    mentee_class: str
    mentor_class: str
    place: str
    score: int
    answered: str
    why: list[str]
    warnings: list[str]
    locked: bool
    by_hand: str


@dataclass(frozen=True)
class Left:
    """Those who are left and whom the same would help."""

    people: list[tuple[Mentee, str]]
    among: str
    remedies: list[str]
    refused: str


@dataclass(frozen=True)
class Asked:
    """Two people somebody has asked about: why they are not together, and what it would cost if they were."""

    mentee: Mentee
    mentor: Mentor
    key: str
    score: int
    answered: str
    together: bool
    why: list[str]
    why_not: list[str]
    price: list[str]
    may_lock: bool


def lines(now: Live) -> list[Line]:
    """Lay out the proposed pairs, the most alike first."""
    pairs = sorted(now.proposal.pairs, key=lambda one: (-one.score, one.mentee))
    worst = min((one.score for one in pairs), default=0)
    taken: Counter[str] = Counter()
    found = []
    for one in pairs:
        taken[one.mentor] += 1
        found.append(_line(now, one, taken[one.mentor], is_worst=len(pairs) > 1 and one.score == worst))
    return found


def _line(now: Live, one: Proposed, place: int, *, is_worst: bool) -> Line:
    found, parts = now.found, reasons.kept(one.parts, now.found)
    mentee, mentor = found.mentees[one.mentee], found.mentors[one.mentor]
    hand = now.hands.locks.get((one.mentee, one.mentor))
    warnings = [f"вопреки правилу: {reasons.broken(one.breaks)}"] if one.breaks else []
    if is_worst and comparing.shown(one.score) < comparing.WEAK:
        warnings.append("слабейшая пара: спросите обоих, чего они хотят")
    return Line(
        key=f"{one.mentee}-{one.mentor}",
        mentee=mentee,
        mentor=mentor,
        mentee_class=found.class_of(mentee),
        mentor_class=found.class_of(mentor),
        place=f"место {place} из {mentor.capacity}" if mentor.capacity > 1 else "",
        score=comparing.shown(one.score),
        answered=reasons.answered(parts),
        why=reasons.why(parts),
        warnings=warnings,
        locked=one.locked,
        by_hand=reasons.said_by(hand) if hand else "",
    )


def left(now: Live) -> list[Left]:
    """Put those who are left together by what would help them."""
    found: dict[tuple, list] = {}
    for one in now.proposal.unplaced:
        mentee = now.found.mentees[one.mentee]
        said = (_among(one.tight, len(one.tight.mentees)), tuple(reasons.remedies(now.found, one)))
        found.setdefault((*said, reasons.refused(one) if not said[1] else ""), []).append(
            (mentee, now.found.class_of(mentee))
        )
    return [Left(people, among, list(remedies), refused) for (among, remedies, refused), people in found.items()]


def _among(tight, many: int) -> str:
    if many < 2 or not tight.mentors:
        return ""
    who = counted(many, "наставляемый делит", "наставляемых делят", "наставляемых делят")
    return f"{who} {counted(tight.places, 'подходящее место', 'подходящих места', 'подходящих мест')}."


def spare(now: Live) -> list[tuple[str, Mentor, str]]:
    """Return the mentors who have places left over, with how many."""
    taken = Counter(one.mentor for one in now.proposal.pairs)
    places = {side.key: side.capacity - taken[side.key] for side in now.found.mentor_sides}
    return [
        (key, now.found.mentors[key], counted(number, "место", "места", "мест"))
        for key, number in places.items()
        if number > 0
    ]


def forbidden(now: Live) -> Iterator[tuple[str, str, str]]:
    """Return the pairs forbidden by hand: key, names, who and why."""
    return _named(now, now.hands.bans, now.task.bans)


def resting(now: Live) -> Iterator[tuple[str, str, str]]:
    """Return the locks that hold nobody any more: one of the two is no candidate."""
    return _named(now, now.hands.locks, frozenset(now.hands.locks) - now.task.locks)


def _named(now: Live, hands: dict[Key, Hand], keys: frozenset[Key]) -> Iterator[tuple[str, str, str]]:
    for key, hand in hands.items():
        if key in keys:
            names = f"{hand.mentee.person.short_name} и {hand.mentor.person.short_name}"
            yield "-".join(key), names, reasons.said_by(hand)


def asked(now: Live, mentee: str, mentor: str) -> Asked | None:
    """Say why these two are not together and what it would cost; None where one of them is no candidate."""
    if mentee not in now.found.mentees or mentor not in now.found.mentors:
        return None
    said = now.proposal.why_not(mentee, mentor)
    parts = reasons.kept(said.parts, now.found)
    may_lock = bool(said.reasons) and Reason.BAN not in said.reasons
    after = posing.with_pair(now, mentee, mentor) if may_lock else now.proposal
    return Asked(
        mentee=now.found.mentees[mentee],
        mentor=now.found.mentors[mentor],
        key=f"{mentee}-{mentor}",
        score=comparing.shown(said.score),
        answered=reasons.answered(parts),
        together=not said.reasons,
        why=reasons.why(parts),
        why_not=reasons.why_not(now, said),
        price=comparing.price(now.found, now.proposal, after, besides=mentee) if may_lock else [],
        may_lock=may_lock,
    )


def sizes(now: Live) -> str:
    """Say how many take part: «20 наставляемых, 12 наставников, 19 мест»."""
    found = now.found
    return ", ".join(
        (
            counted(len(found.mentees), "наставляемый", "наставляемых", "наставляемых"),
            counted(len(found.mentors), "наставник", "наставника", "наставников"),
            counted(found.places, "место", "места", "мест"),
        )
    )
