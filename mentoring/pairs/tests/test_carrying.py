"""Pairs that are to go on: taken into the next programme as projects."""

from datetime import date

import pytest

from mentoring.accounts import schooldays
from mentoring.pairs import carrying, pairing
from mentoring.pairs.models import Pair
from mentoring.pairs.tests import cast
from mentoring.programmes.models import Programme
from mentoring.registry.models import Mentee, Mentor
from tests.cast import make_programme

TODAY = date(2027, 5, 26)
LAST = date(2027, 5, 20)


@pytest.fixture(autouse=True)
def stopped_clock(monkeypatch):
    # The world outside: the clock on the wall.
    monkeypatch.setattr(schooldays, "today", lambda organization: TODAY)


@pytest.fixture
def following(programme) -> Programme:
    dates = {"title": "2027/28 учебный год", "start": date(2027, 9, 1), "end": date(2028, 5, 31)}
    return make_programme(programme.organization, **dates)


def over(programme, by, *, advice: str = "continue", **own) -> Pair:
    """Make a pair that is completed, with an advice."""
    pair = cast.working(programme, by, goal="Полюбить алгебру", **own)
    pair = pairing.complete(pair, ending="goal", on=LAST, by=by)
    Pair.objects.filter(pk=pair.pk).update(advice=advice)
    return Pair.objects.get(pk=pair.pk)


def carried(programme, by, *pairs: Pair) -> carrying.Carried:
    rows = Pair.objects.filter(pk__in=[pair.pk for pair in pairs])
    return carrying.carry(rows, programme, on=TODAY, by=by)


def test_pair_goes_on_as_a_project_of_the_next_programme(programme, following, curator):
    old = over(programme, curator.member)

    done = carried(following, curator.member, old)

    (new,) = done.made
    assert (new.state, new.programme, new.form, new.goal) == ("project", following, old.form, "Полюбить алгебру")
    assert (new.start, new.end, done.left) == (following.start, following.end, ())
    assert new.mentors.get().mentor.person == old.mentors.get().mentor.person
    assert Mentee.objects.get(programme=following).person == old.mentees.get().mentee.person
    assert Mentor.objects.get(programme=following).state == "applied"


def test_pair_is_offered_by_its_advice_and_once(programme, following, curator):
    going = over(programme, curator.member)
    over(programme, curator.member, advice="finish", mentees=[cast.mentee(programme, "Липин")])
    cast.working(programme, curator.member, mentees=[cast.mentee(programme, "Осокин")])

    first = carrying.offered(following, curator.member)
    carried(following, curator.member, going)

    assert first == [going]
    assert carrying.offered(following, curator.member) == []
    assert carried(following, curator.member, going) == carrying.Carried((), ())


def test_group_goes_on_with_the_places_of_its_mentor(programme, following, curator):
    mentor = cast.mentor(programme, capacity=2)
    two = [cast.mentee(programme, "Липин"), cast.mentee(programme, "Осокин")]
    old = over(programme, curator.member, led_by=mentor, mentees=two)

    (new,) = carried(following, curator.member, old).made

    assert (new.kind, new.mentees.count()) == ("group", 2)
    assert Mentor.objects.get(programme=following).capacity == 2


def test_pair_that_cannot_go_on_is_named_and_leaves_nothing_behind(programme, following, curator):
    mentor = cast.mentor(programme, capacity=2)
    one, other = (
        over(programme, curator.member, led_by=mentor, mentees=[cast.mentee(programme, surname)])
        for surname in ("Липин", "Осокин")
    )
    Mentor.objects.create(
        organization=mentor.organization, programme=following, person=mentor.person, capacity=1, state="registered"
    )

    done = carried(following, curator.member, one, other)

    assert len(done.made) == 1
    assert [reason.startswith("Осокин") and "берёт не больше" in reason for reason in done.left] == [True]
    assert Mentee.objects.filter(programme=following).count() == 1


def test_page_carries_what_is_ticked(programme, following, curator):
    old = over(programme, curator.member)
    page = curator.get("pair_carry")

    answer = curator.post("pair_carry_do", action="pairs.edit", data={"row": [old.pk]})

    assert [line["pair"] for line in page.context["lines"]] == [old]
    assert answer.status_code == 302 and Pair.objects.get(programme=following).state == "project"
    assert "Составили 1" in curator.get("pair_carry").content.decode()


def test_page_asks_for_the_next_programme_where_there_is_none(programme, curator):
    over(programme, curator.member)

    assert "Следующей программы ещё нет" in curator.get("pair_carry").content.decode()
