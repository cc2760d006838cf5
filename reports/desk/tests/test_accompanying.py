"""What pairs ask of a member on «Сегодня»."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from mentoring.access import Role
from mentoring.accounts import schooldays
from mentoring.accounts.membership import of_user
from mentoring.pairs import pairing
from mentoring.pairs.family import calls
from mentoring.pairs.models import Meeting, Pair, PairWarning, Run, RunWaiting, Side
from mentoring.pairs.tests import cast
from mentoring.pairs.warnings import heeding
from reports.desk import accompanying
from tests.cast import browse, make_member

TODAY = date(2026, 11, 18)


@pytest.fixture(autouse=True)
def stopped_clock(monkeypatch):
    # The world outside: the clock on the wall.
    monkeypatch.setattr(schooldays, "today", lambda organization: TODAY)


@pytest.fixture
def pair(programme, curator) -> Pair:
    return cast.working(programme, curator.member)


def titles(member, programme) -> list[str]:
    found = accompanying.of_member(member, programme, TODAY)
    return [need.title.replace("\u00a0", " ") for need in (*found.calls, *found.rest)]


def held(pair: Pair, **own) -> Meeting:
    facts = {"on": TODAY, "state": Meeting.State.HELD, "minutes": 45, "written_at": timezone.now()}
    return Meeting.objects.create(organization=pair.organization, pair=pair, **facts | own)


def test_nothing_is_asked_where_there_are_no_pairs(programme, curator):
    assert titles(curator.member, programme) == []


def test_call_is_told_to_those_who_answer_it_and_to_nobody_else(pair, programme, curator, school):
    psychologist, deputy = make_member(school, Role.PSYCHOLOGIST), make_member(school, Role.DEPUTY)
    calls.ring(pair, pair.mentees.get().mentee.person, Side.MENTEE, "Мне страшно", now=timezone.now())

    (need,) = accompanying.of_member(curator.member, programme, TODAY).calls

    assert need.title == "1\u00a0тихий сигнал ждёт ответа"
    assert "Орлов" not in need.why and "страшно" not in need.why
    assert titles(psychologist, programme) == ["1 тихий сигнал ждёт ответа"]
    assert titles(deputy, programme) == []


def test_mentor_is_reminded_of_what_is_not_written_down(pair, programme):
    mentor = cast.account(cast.lead(pair))
    own = {"organization": pair.organization, "pair": pair}
    for days in (1, 3, 0):
        Meeting.objects.create(**own, on=TODAY - timedelta(days))

    assert titles(mentor, programme) == ["2 встречи не записаны"]


def test_important_entry_makes_the_diary_urgent(pair, programme, curator):
    held(pair)
    held(pair, important=True)
    held(pair, seen_at=timezone.now())

    (need,) = accompanying.of_member(curator.member, programme, TODAY).rest

    assert (need.title, need.when, need.status) == ("2\u00a0записи в дневниках", "важных: 1", "warn")


def test_mentee_whom_the_last_run_left_is_named_until_somebody_is_found(programme, curator, school):
    form = cast.form(school)
    alone = cast.mentee(programme)
    run = Run.objects.create(organization=school, programme=programme, form=form, state=Run.State.PUBLISHED)
    RunWaiting.objects.create(organization=school, run=run, mentee=alone)
    assert titles(curator.member, programme) == ["1 наставляемый остался без наставника"]

    cast.fixed(programme, curator.member, mentees=[alone])

    assert titles(curator.member, programme) == []


def test_later_run_answers_for_its_form(programme, curator, school):
    form = cast.form(school)
    facts = {"organization": school, "programme": programme, "form": form, "state": Run.State.PUBLISHED}
    RunWaiting.objects.create(organization=school, run=Run.objects.create(**facts), mentee=cast.mentee(programme))

    Run.objects.create(**facts)

    assert titles(curator.member, programme) == []


def test_project_waits_for_an_order(programme, curator):
    pair = cast.project(programme, curator.member)
    assert titles(curator.member, programme) == ["1 пара ждёт приказа"]

    pairing.fix([pair], basis="приказ № 7", on=TODAY, by=curator.member)

    assert titles(curator.member, programme) == []


def test_needs_of_pairs_cost_one_query_however_many(pair, programme, curator, school, django_assert_num_queries):
    member = of_user(curator.member.user, school.slug)  # as a page has it, with its roles
    for count in (1, 5):
        for _ in range(count):
            held(pair)
        with django_assert_num_queries(1):
            accompanying.of_member(member, programme, TODAY)


def test_mentor_begins_with_the_meetings(school):
    assert browse(make_member(school, Role.MENTOR)).get("start").url == "/s/ozernaya/diary/mine/"


def test_early_warnings_are_named_to_those_who_answer_until_they_are_put_off(pair, programme, curator, director):
    row = PairWarning.objects.create(
        organization=pair.organization, pair=pair, code="silence", words="Не встречались 24 дня.", raised_on=TODAY
    )

    assert titles(curator.member, programme) == ["1 предупреждение о парах"]
    assert titles(director.member, programme) == []
    heeding.snooze(row, until=TODAY + timedelta(1), reason="Санаторий", by=curator.member)
    assert titles(curator.member, programme) == []
