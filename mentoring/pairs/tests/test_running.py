"""A run from its beginning to the pairs: weighed, changed by hand, frozen, repeated, published once."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mentoring.accounts import schooldays
from mentoring.accounts.models import JournalEntry
from mentoring.accounts.operations import Refused
from mentoring.notifications.models import OutboxItem
from mentoring.pairs.models import Assent, Pair, Run, RunPair, Trait
from mentoring.pairs.runs import assenting, handing, posing, publishing, replaying, running, traits
from mentoring.pairs.runs.traits import About
from mentoring.pairs.tests.desk_cast import TODAY, begun, chosen, ready, waiting
from mentoring.people.models import Erasure
from mentoring.people.privacy import erasing
from mentoring.registry.models import Mentor

DECIDED = {"body": "Педагогический совет", "heard": "Совет обучающихся", "decided_on": TODAY, "basis": "протокол № 4"}


@pytest.fixture(autouse=True)
def stopped_clock(monkeypatch):
    # The world outside: the clock on the wall.
    monkeypatch.setattr(schooldays, "today", lambda organization: TODAY)


def hand(run, by) -> Run:
    return handing.hand(run, seen=running.live(run).fingerprint.whole, by=by)


def publish(run, by, **changed) -> Run:
    return publishing.publish(run, **DECIDED | {"start": TODAY} | changed, by=by)


def test_run_proposes_to_each_who_gives_what_they_ask_for(run):
    assert chosen(run) == {"Чижов": "Липина", "Дроздов": "Осокина"}


def test_second_run_of_a_form_waits_for_the_first(run, programme, form, curator):
    with pytest.raises(Refused, match="уже идёт"):
        begun(programme, form, curator.member)

    running.drop(run, by=curator.member)
    assert begun(programme, form, curator.member).state == Run.State.DRAFT


def test_form_that_the_programme_does_not_use_is_not_matched(programme, form, curator):
    programme.forms.all().delete()

    with pytest.raises(Refused, match="в программе нет"):
        begun(programme, form, curator.member)


def test_lock_turns_the_proposal_and_a_ban_lifts_it(run, people, curator):
    chizhov, _, _, osokina = people

    running.lock(run, chizhov, osokina, "знакомы по кружку", by=curator.member)
    assert chosen(run) == {"Чижов": "Осокина", "Дроздов": "Липина"}

    running.ban(run, chizhov, osokina, "поссорились", by=curator.member)
    assert chosen(run) == {"Чижов": "Липина", "Дроздов": "Осокина"}
    assert [hand.what for hand in run.hands.all()] == ["lock", "ban"]


def test_freed_pair_goes_where_it_is_best(run, people, curator):
    chizhov, _, _, osokina = people
    running.lock(run, chizhov, osokina, "", by=curator.member)

    running.free(run, chizhov, osokina, by=curator.member)

    assert posing.hands_of(run) == posing.Hands({}, {})
    assert chosen(run)["Чижов"] == "Липина"


def test_one_mentee_is_locked_to_one_mentor(run, people, curator):
    chizhov, _, lipina, osokina = people
    running.lock(run, chizhov, osokina, "", by=curator.member)

    running.lock(run, chizhov, lipina, "", by=curator.member)

    assert set(posing.hands_of(run).locks) == {(str(chizhov.pk), str(lipina.pk))}


def test_nobody_is_locked_to_whom_they_asked_not_to_meet(run, programme, people, curator):
    chizhov, _, lipina, _ = people
    said = {Trait.Kind.BAN: [About(lipina.person)]}
    traits.learn(programme, chizhov.person, said, source="лист", on=TODAY, by=curator.member)

    with pytest.raises(Refused, match="закрытая причина"):
        running.lock(run, chizhov, lipina, "", by=curator.member)

    assert not run.hands.exists()


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(steps=st.lists(st.tuples(st.sampled_from(["lock", "ban", "free"]), st.integers(0, 1), st.integers(2, 3))))
def test_locks_always_hold_and_bans_too(run, people, curator, steps):
    run.hands.all().delete()
    for verb, mentee, mentor in steps:
        getattr(running, verb)(run, people[mentee], people[mentor], "", by=curator.member)

    hands, pairs = posing.hands_of(run), chosen(run)

    def names(keys):
        found = (
            {str(one.pk): one.person.surname for one in people[:2]},
            {str(one.pk): one.person.surname for one in people[2:]},
        )
        return {(found[0][mentee], found[1][mentor]) for mentee, mentor in keys}

    assert names(hands.locks) <= set(pairs.items())
    assert names(hands.bans).isdisjoint(pairs.items())


def test_weights_and_rules_are_kept_within_their_bounds(run, curator):
    running.weigh(run, weights={"request": 9, "times": -1}, rules={"common_times": 0}, by=curator.member)

    row = Run.objects.get(pk=run.pk)
    assert row.weights == dict.fromkeys(posing.WEIGHTS, 0) | {"request": 5}
    assert row.rules == posing.RULES | {"common_times": 0}


def test_weights_of_nought_are_refused(run, curator):
    with pytest.raises(Refused, match="сравнивать нечего"):
        running.weigh(run, weights={}, rules={}, by=curator.member)


def test_variant_is_chosen(run, curator):
    running.choose(run, "total", by=curator.member)

    assert Run.objects.get(pk=run.pk).order == Run.Order.TOTAL
    with pytest.raises(Refused, match="Такого варианта нет"):
        running.choose(run, "best", by=curator.member)


def test_handed_run_is_frozen_with_its_reasons(run, people, curator):
    row = hand(run, curator.member)

    kept = RunPair.objects.get(mentee=people[0])
    assert (row.state, row.body, row.figures["placed"]) == ("handed", "Педагогический совет", 2)
    assert (kept.mentor, kept.score) == (people[2], 1000)
    assert kept.parts[0] == {"part": "request", "points": 100, "weight": 5, "known": True, "common": ["Алгебра"]}
    with pytest.raises(Refused, match="в другом состоянии"):
        running.lock(run, people[0], people[3], "", by=curator.member)


def test_proposal_that_changed_meanwhile_is_not_handed_over(run, people, curator):
    seen = running.live(run).fingerprint.whole
    running.ban(run, people[0], people[2], "", by=curator.member)

    with pytest.raises(Refused, match="Пока вы смотрели"):
        handing.hand(run, seen=seen, by=curator.member)

    assert not RunPair.objects.exists()


def test_mentor_mentee_and_a_parent_are_asked(run, people, curator):
    hand(run, curator.member)

    asked = Assent.objects.filter(proposed__mentee=people[0])
    assert {(row.side, row.person.surname) for row in asked} == {
        ("mentor", "Липина"),
        ("mentee", "Чижов"),
        ("parent", "Чижова"),
    }


def test_left_one_is_frozen_with_what_would_help(programme, form, run, people, curator):
    third = waiting(programme, form, "Сорокин")

    hand(run, curator.member)

    [left] = run.waiting.all()
    assert left.mentee == third
    assert left.remedies == [
        f"ещё одно место: {people[2].person.short_name}",
        f"ещё одно место: {people[3].person.short_name}",
        "новый наставник",
    ]


def test_repeated_run_comes_out_the_same(run, curator):
    row = hand(run, curator.member)

    assert replaying.again(row) == replaying.Replay(True, (), ())


def test_repeated_run_names_whose_answer_changed(run, programme, people, curator):
    row = hand(run, curator.member)
    said = {Trait.Kind.INTEREST: ["Лыжи"]}
    traits.learn(programme, people[0].person, said, source="анкета", on=TODAY, by=curator.member)

    found = replaying.again(row)

    assert not found.same
    assert found.differences == (f"{people[0].person.short_name}, наставляемый: сведения изменились.",)
    assert found.moved == ()


def test_published_run_repeats_as_if_its_pairs_were_not_made(run, curator):
    row = publish(hand(run, curator.member), curator.member)

    assert replaying.again(row).same


def test_publication_makes_the_pairs_once(run, people, curator):
    row = hand(run, curator.member)

    publish(row, curator.member)
    with pytest.raises(Refused, match="в другом состоянии"):
        publish(row, curator.member)

    assert {(pair.state, pair.mentors.get().mentor, pair.mentees.get().mentee) for pair in Pair.objects.all()} == {
        ("project", people[2], people[0]),
        ("project", people[3], people[1]),
    }
    assert set(RunPair.objects.values_list("pair", flat=True)) == set(Pair.objects.values_list("pk", flat=True))
    assert JournalEntry.objects.filter(action="run.publish").count() == 1


def test_mentor_of_groups_gets_one_group(programme, form, curator):
    first, second = waiting(programme, form, "Чижов"), waiting(programme, form, "Дроздов")
    ready(programme, form, "Липина", capacity=3, together=Mentor.Together.GROUP)
    run = begun(programme, form, curator.member)

    publish(hand(run, curator.member), curator.member)

    pair = Pair.objects.get()
    assert pair.kind == Pair.Kind.GROUP
    assert {seat.mentee for seat in pair.mentees.all()} == {first, second}


def test_pair_turned_down_is_not_made_and_its_mentee_waits(run, people, curator):
    row = hand(run, curator.member)
    handing.turn_down(RunPair.objects.get(mentee=people[0]), by=curator.member)

    publish(row, curator.member)

    assert [seat.mentee for pair in Pair.objects.all() for seat in pair.mentees.all()] == [people[1]]
    assert [left.mentee for left in run.waiting.all()] == [people[0]]


def test_turned_down_pair_may_be_kept_after_all(run, people, curator):
    hand(run, curator.member)
    proposed = RunPair.objects.get(mentee=people[0])
    handing.turn_down(proposed, by=curator.member)

    assert handing.keep_on(proposed, by=curator.member).declined is False


def test_pairs_begin_within_the_programme(run, curator):
    row = hand(run, curator.member)

    with pytest.raises(Refused, match="в дни программы"):
        publish(row, curator.member, start=date(2027, 9, 1))


def test_letters_go_out_with_the_publication_and_not_before(run, people, curator):
    people[2].person.email = "lipina@example.org"
    people[2].person.save()
    row = hand(run, curator.member)
    assert not OutboxItem.objects.filter(kind="letter").exists()

    publish(row, curator.member)

    [letter] = OutboxItem.objects.filter(kind="letter")
    assert letter.payload["to"] == "lipina@example.org"
    assert "Чижов" in letter.payload["text"]


def test_run_taken_back_is_a_draft_again(run, people, curator):
    hand(run, curator.member)

    row = handing.take_back(run, by=curator.member)

    assert (row.state, row.fingerprint, RunPair.objects.count()) == ("draft", {}, 0)
    assert chosen(run)["Чижов"] == "Липина"


def test_answer_may_be_changed_until_it_is_decided(run, curator):
    row = hand(run, curator.member)
    assent = Assent.objects.first()
    assenting.say(assent, False, "не успеваю")
    assert assenting.say(assent, True).state == Assent.State.AGREED

    publish(row, curator.member)

    with pytest.raises(Refused, match="уже решили"):
        assenting.say(assent, False)


def test_run_of_another_school_is_out_of_reach(run, other_curator):
    with pytest.raises(Refused, match="в другом состоянии"):
        running.drop(run, by=other_curator.member)


def test_erased_mentor_is_named_in_no_remedy(programme, form, run, people, curator, director):
    waiting(programme, form, "Сорокин")
    row = hand(run, curator.member)
    mentor = people[2].person
    mentor.surname, mentor.given = "Ясенева", "Ева"
    mentor.save()
    row.waiting.update(remedies=[f"ещё одно место: {mentor.short_name}"])

    erasing.erase(mentor, Erasure.Reason.DEMAND, by=director.member)

    assert "Ясенева" not in str(row.waiting.get().remedies)
