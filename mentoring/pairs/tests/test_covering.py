"""Coverage: unique learners and staff in pairs, against heads and targets."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mentoring.accounts import schooldays
from mentoring.pairs import covering, pairing
from mentoring.pairs.covering import LEARNERS, STAFF, Share
from mentoring.pairs.models import Pair, PairMentor
from mentoring.pairs.tests import cast
from mentoring.people.models import Enrollment, StudyGroup
from mentoring.programmes.models import Contingent, ContingentRow, Target

TODAY = date(2026, 11, 22)


@pytest.fixture(autouse=True)
def stopped_clock(monkeypatch):
    # The world outside: the clock on the wall.
    monkeypatch.setattr(schooldays, "today", lambda organization: TODAY)


def heads(school, on: date, *rows: tuple[str, int], kind: str = "fact") -> None:
    table = Contingent.objects.create(organization=school, date=on, kind=kind)
    for label, value in rows:
        ContingentRow.objects.create(organization=school, contingent=table, label=label, value=value)


def aim(school, year: int, group: str, percent: str) -> None:
    Target.objects.create(organization=school, year=year, group=group, percent=Decimal(percent))


def shares(programme) -> dict[str, Share]:
    return {share.group: share for share in covering.of_programme(programme, TODAY)}


def people(programme) -> list[int]:
    return [share.people for share in covering.of_programme(programme, TODAY)]


def recount(programme) -> list[int]:
    """Count once more, pair by pair and person by person, by another way than queries that join."""
    found = {key: set() for key in covering.GROUPS.values()}
    for pair in Pair.objects.filter(programme=programme):
        if pair.state not in ("fixed", "works", "paused", "completed"):
            continue
        day = pair.ended_on or TODAY
        seats = [("mentee", one, one.mentee.person) for one in pair.mentees.all()]
        seats += [("mentor", one, one.mentor.person) for one in pair.mentors.exclude(role="substitute")]
        for side, seat, person in seats:
            if seat.since <= TODAY and (seat.until or date.max) >= day:
                found[LEARNERS, side] |= {person.pk} if person.enrollments.exists() else set()
                found[STAFF, side] |= {person.pk} if person.employments.exists() else set()
    return [len(found[key]) for key in covering.GROUPS.values()]


def test_each_person_counts_once_in_a_role(programme, curator):
    mentor = cast.mentor(programme, capacity=5)
    for surname in ("Орлов", "Липин"):
        cast.working(programme, curator.member, led_by=mentor, mentees=[cast.mentee(programme, surname)])

    assert people(programme) == recount(programme) == [2, 0, 0, 1]


def test_projects_and_dissolved_pairs_do_not_count_and_completed_ones_do(programme, curator):
    by = curator.member
    made = [
        cast.project(programme, by, mentees=[cast.mentee(programme, "Первов")]),
        cast.working(programme, by, mentees=[cast.mentee(programme, "Второв")]),
        cast.working(programme, by, mentees=[cast.mentee(programme, "Третьяков")]),
        cast.working(programme, by, mentees=[cast.mentee(programme, "Четверов")]),
    ]
    pairing.dissolve(made[1], ending="mentor", reason="Переезд", on=TODAY - timedelta(1), by=by)
    pairing.complete(made[2], ending="goal", on=TODAY - timedelta(1), by=by)

    assert people(programme) == recount(programme) == [2, 0, 0, 2]


def test_learner_who_leads_counts_among_mentors_and_a_substitute_does_not(programme, curator, school):
    senior, by = cast.mentor(programme, "Старшев"), curator.member
    senior.person.employments.all().delete()
    group = StudyGroup.objects.create(organization=school, title="10 «А»")
    Enrollment.objects.create(organization=school, person=senior.person, group=group)
    pair = cast.working(programme, by, led_by=senior)
    stand_in = {"organization": school, "pair": pair, "role": PairMentor.Role.SUBSTITUTE, "since": cast.START}
    PairMentor.objects.create(mentor=cast.mentor(programme, "Подменин"), **stand_in)

    assert people(programme) == recount(programme) == [1, 1, 0, 0]


def test_replaced_mentor_counts_no_more(programme, curator):
    pair = cast.working(programme, curator.member)
    new = cast.mentor(programme, "Новиков")

    pair.mentors.update(until=TODAY - timedelta(1))
    PairMentor.objects.create(organization=pair.organization, pair=pair, mentor=new, since=TODAY)

    assert people(programme) == recount(programme) == [1, 0, 0, 1]


def test_share_is_of_the_latest_fact(programme, curator, school):
    cast.working(programme, curator.member)
    heads(school, date(2026, 1, 1), ("обучающихся, всего", 1))
    heads(school, date(2026, 9, 1), ("из них в 5 классе", 7), ("обучающихся, всего", 30), ("Педагогов всего", 9))
    heads(school, date(2026, 10, 1), ("обучающихся, всего", 500), kind="forecast")
    heads(school, date(2027, 9, 1), ("обучающихся, всего", 600))

    found = shares(programme)

    assert [(share.of, share.percent) for share in found.values()] == [
        (30, Decimal("3.3")),
        (30, Decimal("0.0")),
        (9, Decimal("0.0")),
        (9, Decimal("11.1")),
    ]


def test_people_are_counted_where_no_table_says_how_many(programme, curator):
    cast.working(programme, curator.member)
    cast.mentee(programme, "Липин")

    assert [share.of for share in shares(programme).values()] == [2, 2, 1, 1]


@pytest.mark.parametrize(
    ("label", "group", "found"),
    [
        ("Обучающиеся", "learners_mentees", 5),
        ("студентов, всего", "learners_mentees", 5),
        ("обучающихся с ОВЗ", "learners_mentees", 1),
        ("Педагогов и мастеров, всего", "teachers_mentors", 5),
        ("педагогов со стажем до 3 лет", "teachers_mentors", 1),
        ("из них всего", "teachers_mentors", 1),
    ],
)
def test_line_of_everybody_is_told_from_its_parts(programme, curator, school, label, group, found):
    cast.working(programme, curator.member)
    heads(school, date(2026, 9, 1), (label, 5))

    assert shares(programme)[group].of == found


def test_last_target_holds_for_a_year_that_has_none(programme, curator, school):
    cast.working(programme, curator.member)
    aim(school, 2024, "learners_mentees", "10")
    aim(school, 2025, "learners_mentees", "12.5")
    aim(school, 2027, "learners_mentees", "70")
    aim(school, 2026, "teachers_mentors", "5")

    found = shares(programme)

    assert (found["learners_mentees"].target, found["learners_mentees"].year) == (Decimal("12.5"), 2025)
    assert (found["teachers_mentors"].target, found["teachers_mentors"].year) == (Decimal(5), 2026)
    assert found["teachers_mentees"].target is None


@pytest.mark.parametrize(("people_", "reached", "percent"), [(1, True, "10.0"), (0, False, "0.0")])
def test_target_is_reached_by_the_very_share(people_, reached, percent):
    share = Share("learners_mentees", people_, 10, Decimal(10), 2026)

    assert (share.reached, share.percent) == (reached, Decimal(percent))
    assert not Share("learners_mentees", 996, 10_000, Decimal(10), 2026).reached


def test_any_number_of_pairs_costs_one_query(programme, curator):
    def asked() -> int:
        with CaptureQueriesContext(connection) as found:
            covering.of_programme(programme, TODAY)
        return len(found)

    cast.working(programme, curator.member)
    one = asked()
    cast.working(programme, curator.member, mentees=[cast.mentee(programme, "Липин")])

    assert asked() == one == 1
