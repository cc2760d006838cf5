"""Pairs and plans under random deeds: whatever is done in whatever order, what must hold holds."""

from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from mentoring.access import Role
from mentoring.accounts import schooldays
from mentoring.accounts.operations import Refused
from mentoring.pairs import fulfilment, mapping, pairing, planning
from mentoring.pairs.models import Pair, PairMentor, Plan, PlanItem
from mentoring.pairs.models.pairs import in_seat
from mentoring.pairs.stepping import STEPS
from mentoring.pairs.tests import cast
from tests.cast import make_member, make_programme, make_school

FIRST, LAST = date(2026, 10, 1), date(2026, 11, 30)
DAYS = st.dates(date(2026, 9, 25), date(2026, 12, 5))
ENDINGS = st.sampled_from([one.value for one in Pair.Ending])
WHO = st.integers(0, 2)


class Rooted(RuleBasedStateMachine):
    """A school in a transaction that is taken back when the example is over."""

    def __init__(self):
        super().__init__()
        self.whole = transaction.atomic()
        self.whole.__enter__()
        self.today = FIRST
        self.before = schooldays.today
        schooldays.today = lambda organization: self.today  # the world outside: the clock on the wall
        school = make_school("mashinnaya")
        self.programme = make_programme(school)
        self.by = make_member(school, Role.CURATOR)

    def teardown(self):
        schooldays.today = self.before
        transaction.set_rollback(True)
        self.whole.__exit__(None, None, None)

    def attempt(self, verb, *args, **said) -> bool:
        """Do a deed; a refusal leaves everything as it was."""
        try:
            with transaction.atomic():
                verb(*args, **said, by=self.by)
        except Refused:
            return False
        return True


class PairMachine(Rooted):
    """A pair and two mentors beside its own, all with accounts."""

    @initialize()
    def lay(self):
        names = ("Зимин", "Вёснин", "Летов")
        self.mentors = [cast.mentor(self.programme, name, capacity=1) for name in names]
        self.members = [cast.account(one) for one in self.mentors]
        self.mentee = cast.mentee(self.programme)
        pair = cast.project(
            self.programme, self.by, led_by=self.mentors[0], mentees=[self.mentee], start=FIRST, end=LAST
        )
        self.key, self.state = pair.pk, pair.state

    @property
    def pair(self) -> Pair:
        return Pair.objects.get(pk=self.key)

    def step(self, verb: str, **said):
        was = self.pair.state
        come_from, to, _ = STEPS[verb]
        done = self.attempt(getattr(pairing, verb), self.pair, **said)
        now = self.pair.state
        ahead = verb in ("complete", "dissolve") and said["on"] > self.today and was != Pair.State.PROJECT
        assert not done or was in come_from
        assert now == (to if done and not ahead else was)

    @rule(days=st.integers(1, 20))
    def wait(self, days):
        self.today += timedelta(days)
        was = self.pair
        count = pairing.close_due(self.programme.organization, self.today)
        assert count == (was.state in Pair.STANDING and bool(was.ending) and was.end < self.today)

    @rule(on=DAYS)
    def fix(self, on):
        done = self.attempt(pairing.fix, [self.pair], basis="приказ № 1", on=on)
        assert not done or self.pair.state == Pair.State.FIXED

    @rule()
    def begin(self):
        self.attempt(pairing.begin, self.pair)

    @rule(on=DAYS)
    def pause(self, on):
        self.step("pause", reason="болеет", on=on)

    @rule()
    def resume(self):
        self.step("resume")

    @rule(on=DAYS, ending=ENDINGS)
    def complete(self, on, ending):
        self.step("complete", ending=ending, on=on)

    @rule(on=DAYS, ending=ENDINGS)
    def dissolve(self, on, ending):
        self.step("dissolve", ending=ending, reason="так вышло", on=on)

    @rule(until=DAYS)
    def prolong(self, until):
        self.attempt(pairing.prolong, self.pair, until=until)

    @rule(who=WHO, on=DAYS)
    def replace(self, who, on):
        self.attempt(pairing.replace, self.pair, self.mentors[who], on=on, reason="уехал")

    @rule(who=WHO, since=DAYS, until=st.none() | DAYS)
    def second(self, who, since, until):
        self.attempt(pairing.second, self.pair, self.mentors[who], since=since, until=until)

    @rule(who=WHO, since=DAYS, until=DAYS)
    def substitute(self, who, since, until):
        self.attempt(pairing.substitute, self.pair, self.mentors[who], since=since, until=until)

    @rule(number=st.integers(0, 5), day=DAYS)
    def take_back(self, number, day):
        seats = list(PairMentor.objects.filter(pair=self.key).select_related("pair"))
        self.attempt(pairing.take_back, seats[number % len(seats)], from_day=day)

    @invariant()
    def on_each_day_one_mentor_leads(self):
        if not hasattr(self, "key"):
            return
        pair = self.pair
        last = pair.ended_on or pair.end
        day = pair.start
        while day <= last:
            seats = PairMentor.objects.filter(in_seat(day), pair=self.key)
            assert seats.filter(role=PairMentor.Role.LEAD).count() == 1, day
            held = [seat.mentor_id for seat in seats]
            assert len(held) == len(set(held)), day
            day += timedelta(3)

    @invariant()
    def what_is_over_has_its_day_and_its_reason(self):
        if hasattr(self, "key"):
            pair = self.pair
            assert (pair.state in Pair.OVER) == (pair.ended_on is not None)
            assert pair.state not in Pair.OVER or pair.ending

    @invariant()
    def nobody_sees_the_pair_outside_the_days_of_a_seat(self):
        if not hasattr(self, "key"):
            return
        pair = self.pair
        for mentor, member in zip(self.mentors, self.members, strict=True):
            seated = PairMentor.objects.filter(in_seat(self.today), pair=pair, mentor=mentor).exists()
            sees = Pair.objects.visible_to(member).exists()
            assert sees == (seated and pair.state in Pair.STANDING and self.today <= pair.end)

    @invariant()
    def no_mentor_has_more_mentees_than_places(self):
        if hasattr(self, "key"):
            assert all(pairing.places(one, self.today) <= one.capacity for one in self.mentors)


class PlanMachine(Rooted):
    """The plan of a pair that works."""

    @initialize()
    def lay(self):
        pair = cast.working(self.programme, self.by, start=FIRST, end=LAST)
        self.plan = planning.begin(pair, by=self.by)

    @property
    def row(self) -> Plan:
        return Plan.objects.get(pk=self.plan.pk)

    def item(self, number: int) -> PlanItem | None:
        rows = list(self.plan.items.select_related("plan"))
        return rows[number % len(rows)] if rows else None

    def opened(self, verb, *args, **said):
        """Do a deed that only an open plan takes."""
        was = self.row.state
        done = self.attempt(verb, *args, **said)
        assert not done or was == Plan.State.DRAFT

    def step(self, verb: str, **said):
        was = self.row.state
        come_from, to = planning.STEPS[verb]
        done = self.attempt(getattr(planning, verb), self.plan, **said)
        assert done <= (was in come_from)
        assert self.row.state == (to if done else was)

    @rule(section=st.sampled_from(planning.LEARNER), weight=st.integers(1, 9), due=st.sampled_from(["", "в ноябре"]))
    def add(self, section, weight, due):
        facts = {"section": section, "task": "Пункт", "due_text": due, "weight": weight}
        self.opened(planning.add, self.plan, facts)

    @rule(number=st.integers(0, 9), task=st.sampled_from(["Пункт", "Другое"]))
    def edit(self, number, task):
        if item := self.item(number):
            self.opened(planning.edit, item, {"task": task}, version=item.version)

    @rule(number=st.integers(0, 9))
    def remove(self, number):
        if item := self.item(number):
            self.opened(planning.remove, item)

    @rule(number=st.integers(0, 9), down=st.booleans())
    def move(self, number, down):
        if item := self.item(number):
            self.opened(planning.move, item, down=down)

    @rule(number=st.integers(0, 9), done_on=st.none() | st.just(FIRST))
    def fill(self, number, done_on):
        if item := self.item(number):
            assert self.attempt(planning.fill, item, {"done_on": done_on}, version=item.version)

    @rule()
    def agree(self):
        self.step("agree")

    @rule()
    def approve(self):
        self.step("approve", basis="приказ № 2", on=FIRST)

    @rule()
    def reopen(self):
        self.step("reopen", reason="новый запрос")

    @rule()
    def lay_route(self):
        assert self.attempt(mapping.lay_route, self.plan)
        waiting = set(self.plan.items.filter(done_on=None).values_list("pk", flat=True))
        assert {step.item_id for step in self.plan.steps.all() if step.item_id} == waiting

    @invariant()
    def approved_plan_has_its_day_and_items_have_places_of_their_own(self):
        if hasattr(self, "plan"):
            row = self.row
            assert (row.state == Plan.State.APPROVED) == (row.approved_on is not None)
            order = list(row.items.values_list("order", flat=True))
            assert len(order) == len(set(order))

    @invariant()
    def fulfilment_is_a_share_of_the_weight(self):
        if hasattr(self, "plan"):
            found = fulfilment.of_pairs([self.plan.pair])[self.plan.pair_id]
            assert found == fulfilment.of_plan(self.plan.items.all())
            assert 0 <= found.done <= found.total


@pytest.mark.parametrize("machine", [PairMachine, PlanMachine])
def test_random_deeds_keep_what_must_hold(db, machine):
    own = settings(
        max_examples=8, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck), database=None
    )
    run_state_machine_as_test(machine, settings=own)
