"""Pairs from the project to the end: steps, seats with their days, places of mentors, rights."""

from datetime import date, timedelta

import pytest

from mentoring import history
from mentoring.accounts import schooldays
from mentoring.accounts.models import JournalEntry
from mentoring.accounts.operations import Refused
from mentoring.pairs import naming, pairing
from mentoring.pairs.models import Pair, PairMentor
from mentoring.pairs.tests import cast
from mentoring.people.models import Consent, Employment
from mentoring.registry.models import Mentor

NOW = date(2026, 11, 20)  # Friday
DAY = timedelta(1)


@pytest.fixture(autouse=True)
def today(monkeypatch):
    """Stop the clock on the wall, which may be moved: the world outside."""
    clock = {"today": NOW}
    monkeypatch.setattr(schooldays, "today", lambda organization: clock["today"])
    return clock


@pytest.fixture
def by(curator):
    return curator.member


def fresh(pair: Pair) -> Pair:
    return Pair.objects.get(pk=pair.pk)


def days(pair: Pair) -> list[tuple]:
    return [(seat.mentor.person.surname, seat.role, seat.since, seat.until) for seat in pair.mentors.all()]


def seen(member) -> list[Pair]:
    return list(Pair.objects.visible_to(member))


def test_pair_goes_from_the_project_to_the_end_and_the_journal_says_each_step(programme, by):
    pair = cast.project(programme, by)
    pairing.fix([pair], basis="приказ от 1 октября № 7", on=cast.START, by=by)
    pairing.begin(pair, by=by)
    pairing.pause(pair, reason="болеет", on=NOW, by=by)
    pairing.resume(pair, by=by)
    done = pairing.complete(pair, ending="goal", on=NOW, by=by)

    assert (done.state, done.ended_on, done.ending, done.end) == ("completed", NOW, "goal", NOW)
    said = [history.deed(row) for row in JournalEntry.objects.filter(action__startswith="pair.").order_by("number")]
    assert said == [
        "пара: составлена",
        "пара: закреплена",
        "пара: начала работать",
        "пара: приостановлена",
        "пара: снова работает",
        "пара: завершена",
    ]


def test_pair_is_named_by_those_who_hold_its_seats_today(programme, by, today):
    pair = cast.working(programme, by)
    pairing.replace(pair, cast.mentor(programme, "Вёснин"), on=NOW + DAY, reason="уехал", by=by)

    assert naming.name(fresh(pair)) == "Орлов Ян и Зимин\u00a0Я.\u00a0Л."
    today["today"] = NOW + DAY
    assert naming.name(fresh(pair)) == "Орлов Ян и Вёснин\u00a0Я.\u00a0Л."


def test_group_is_named_by_its_title_or_by_its_mentor(programme, by):
    mentees = [cast.mentee(programme, surname) for surname in ("Орлов", "Дроздов")]
    pair = cast.project(programme, by, led_by=cast.mentor(programme, capacity=2), mentees=mentees)

    assert (pair.kind, naming.name(pair)) == ("group", "Зимин\u00a0Я.\u00a0Л. и группа: 2\u00a0человека")
    pair.title = "Клуб чтения"
    assert naming.name(pair) == "Клуб чтения"


def test_pairs_are_named_in_three_queries_however_many_they_are(programme, by, django_assert_num_queries):
    for number in range(3):
        ours, theirs = cast.mentor(programme, f"Зимин{number}"), [cast.mentee(programme, f"Орлов{number}")]
        cast.project(programme, by, led_by=ours, mentees=theirs)

    with django_assert_num_queries(3):
        assert len([naming.name(pair) for pair in naming.with_people(Pair.objects.all())]) == 3


def test_step_that_leads_nowhere_is_refused_by_name(programme, by):
    pair = cast.project(programme, by)

    with pytest.raises(Refused, match=r"^Орлов Ян и Зимин.Я..Л.: сейчас «проект», отсюда этот шаг не ведёт"):
        pairing.resume(pair, by=by)
    assert fresh(pair).state == "project"


def test_nobody_is_fixed_while_one_of_them_is_not_ready(programme, by):
    ready = cast.project(programme, by)
    candidate = cast.mentor(programme, "Вёснин", state=Mentor.State.APPLIED)
    child = cast.mentee(programme, "Дроздов")
    Consent.objects.filter(person=child.person).delete()
    lacking = cast.project(programme, by, led_by=candidate, mentees=[child])

    with pytest.raises(Refused) as refused:
        pairing.fix([ready, lacking], basis="приказ № 7", on=cast.START, by=by)

    assert "Вёснин Ян Львович: сейчас «кандидат»." in str(refused.value)
    assert "Дроздов Ян Львович: нет согласия" in str(refused.value)
    assert {pair.state for pair in Pair.objects.all()} == {"project"}


def test_mentor_is_given_no_more_mentees_than_the_card_says(programme, by):
    ours = cast.mentor(programme)
    pair = cast.working(programme, by, led_by=ours)

    assert (pairing.places(ours, cast.START - DAY), pairing.places(ours, NOW)) == (0, 1)
    with pytest.raises(Refused, match=r"уже 1.наставляемый, а берёт не больше, чем 1.наставляемый"):
        cast.project(programme, by, led_by=ours, mentees=[cast.mentee(programme, "Дроздов")])
    Mentor.objects.filter(pk=ours.pk).update(capacity=2)
    cast.project(programme, by, led_by=ours, mentees=[cast.mentee(programme, "Дроздов")])
    assert pairing.places(ours, NOW) == 2
    assert Pair.objects.exclude(pk=pair.pk).count() == 1


def test_dissolved_pair_frees_the_mentor_and_the_mentee(programme, by):
    ours, theirs = cast.mentor(programme), cast.mentee(programme)
    pair = cast.working(programme, by, led_by=ours, mentees=[theirs])
    pairing.dissolve(pair, ending="mentee", reason="переехал", on=NOW, by=by)

    assert pairing.places(ours, NOW) == 0
    assert cast.project(programme, by, led_by=ours, mentees=[theirs], start=NOW + DAY).state == "project"


def test_mentee_has_one_pair_of_a_form_at_a_time(programme, by):
    theirs = cast.mentee(programme)
    cast.project(programme, by, mentees=[theirs])

    with pytest.raises(Refused, match=r"^Орлов Ян Львович: уже есть пара этой формы в эти дни"):
        cast.project(programme, by, led_by=cast.mentor(programme, "Вёснин"), mentees=[theirs])


def test_replaced_mentor_keeps_the_pair_until_the_eve(programme, by, today):
    before, after = cast.mentor(programme), cast.mentor(programme, "Вёснин")
    one, two = cast.account(before), cast.account(after)
    pair = cast.working(programme, by, led_by=before)
    changes = NOW + 7 * DAY
    pairing.replace(pair, after, on=changes, reason="переходит в соседнюю школу", by=by)

    assert days(pair) == [("Зимин", "lead", cast.START, changes - DAY), ("Вёснин", "lead", changes, None)]
    assert (seen(one), seen(two)) == ([pair], [])
    today["today"] = changes - DAY
    assert (seen(one), seen(two)) == ([pair], [])
    today["today"] = changes
    assert (seen(one), seen(two)) == ([], [pair])


def test_replacement_that_lies_ahead_can_be_taken_back(programme, by):
    pair = cast.working(programme, by)
    made = pairing.replace(pair, cast.mentor(programme, "Вёснин"), on=NOW + DAY, reason="уехал", by=by)

    pairing.take_back(made, from_day=NOW, by=by)

    assert days(pair) == [("Зимин", "lead", cast.START, None)]


def test_pair_never_stays_without_a_leading_mentor(programme, by):
    pair = cast.working(programme, by)

    with pytest.raises(Refused, match="без ведущего наставника пара не остаётся"):
        pairing.take_back(pair.mentors.get(), from_day=NOW, by=by)


def test_substitute_sees_the_pair_in_their_weeks_only(programme, by, today):
    other = cast.mentor(programme, "Вёснин", capacity=1)
    member = cast.account(other)
    pair = cast.working(programme, by)
    pairing.substitute(pair, other, since=NOW + DAY, until=NOW + 7 * DAY, by=by)

    seen_on = []
    for step in range(10):
        today["today"] = NOW + step * DAY
        seen_on += [step] if seen(member) else []
    assert seen_on == [1, 2, 3, 4, 5, 6, 7]
    assert pairing.places(other, NOW + DAY) == 0


def test_second_mentor_sees_the_pair_beside_the_first_until_the_pair_ends(programme, by, today):
    first, other = cast.mentor(programme), cast.mentor(programme, "Вёснин")
    one, two = cast.account(first), cast.account(other)
    pair = cast.working(programme, by, led_by=first)
    pairing.second(pair, other, since=NOW, until=None, by=by)

    assert (seen(one), seen(two)) == ([pair], [pair])
    today["today"] = cast.END + DAY
    assert (seen(one), seen(two)) == ([], [])


def test_mentor_sees_no_project_and_no_pair_of_another(programme, by):
    ours = cast.mentor(programme)
    member = cast.account(ours)
    cast.working(programme, by, led_by=cast.mentor(programme, "Вёснин"), mentees=[cast.mentee(programme, "Дроздов")])
    pair = cast.project(programme, by, led_by=ours)

    assert seen(member) == []
    pairing.fix([pair], basis="приказ № 7", on=cast.START, by=by)
    assert seen(member) == [pair]


def test_ended_pair_is_closed_to_its_mentor_at_once(programme, by):
    ours = cast.mentor(programme)
    member = cast.account(ours)
    pair = cast.working(programme, by, led_by=ours)

    pairing.complete(pair, ending="term", on=NOW, by=by)

    assert seen(member) == []
    assert [seat.until for seat in (*pair.mentors.all(), *pair.mentees.all())] == [NOW, NOW]


def test_announced_ending_comes_on_the_morning_after_its_day(programme, by, today):
    ours = cast.mentor(programme)
    member = cast.account(ours)
    pair = cast.working(programme, by, led_by=ours)
    last = NOW + 4 * DAY
    pairing.dissolve(pair, ending="mentor", reason="большая нагрузка", on=last, by=by)

    today["today"] = last
    assert (pairing.close_due(pair.organization, last), fresh(pair).state, seen(member)) == (0, "works", [pair])
    today["today"] = last + DAY
    assert seen(member) == []
    assert pairing.close_due(pair.organization, last + DAY) == 1
    assert (fresh(pair).state, fresh(pair).ended_on) == ("dissolved", last)
    assert pairing.close_due(pair.organization, last + DAY) == 0


def test_announced_ending_is_taken_back_and_everybody_stays(programme, by):
    pair = cast.working(programme, by)
    pairing.dissolve(pair, ending="parent", reason="семья просит", on=NOW + 4 * DAY, by=by)

    pairing.prolong(pair, until=cast.END, by=by)

    row = fresh(pair)
    assert (row.state, row.ending, row.reason, row.end) == ("works", "", "", cast.END)
    assert [seat.until for seat in (*row.mentors.all(), *row.mentees.all())] == [None, None]


def test_employee_is_warned_three_working_days_before(programme, by):
    pair = cast.working(programme, by)

    assert pairing.notice(pair, NOW) == date(2026, 11, 25)
    Employment.objects.all().delete()
    assert pairing.notice(pair, NOW) == NOW


def test_who_leaves_a_group_stays_to_the_last_day_and_the_last_one_does_not_leave(programme, by):
    mentees = [cast.mentee(programme, surname) for surname in ("Орлов", "Дроздов")]
    ours = cast.mentor(programme, capacity=2)
    pair = cast.working(programme, by, led_by=ours, mentees=mentees)
    first, last = pair.mentees.all()

    pairing.leave_group(first, on=NOW, by=by)

    assert [pairing.places(ours, day) for day in (NOW, NOW + DAY)] == [2, 1]
    with pytest.raises(Refused, match="Дроздов Ян Львович — последний в паре"):
        pairing.leave_group(last, on=NOW, by=by)
    pairing.join_group(pair, cast.mentee(programme, "Чижов"), since=NOW + DAY, by=by)
    assert pairing.places(ours, NOW + DAY) == 2
    with pytest.raises(Refused, match=r"уже 2.наставляемых"):
        pairing.join_group(pair, cast.mentee(programme, "Галкин"), since=NOW + DAY, by=by)


def test_leading_mentor_of_a_day_is_one(programme, by):
    pair = cast.working(programme, by)
    other = cast.mentor(programme, "Вёснин")
    pairing.second(pair, other, since=NOW, until=None, by=by)
    pairing.replace(pair, other, on=NOW + 2 * DAY, reason="уехал", by=by)

    held = [(seat.mentor.person.surname, seat.role) for seat in naming.mentors_on(pair, NOW + 2 * DAY)]
    assert held == [("Вёснин", PairMentor.Role.LEAD)]
    assert days(pair) == [
        ("Зимин", "lead", cast.START, NOW + DAY),
        ("Вёснин", "second", NOW, NOW + DAY),
        ("Вёснин", "lead", NOW + 2 * DAY, None),
    ]
