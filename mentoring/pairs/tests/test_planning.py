"""The plan of a pair: who writes in it and when, how terms are read, how much is done, the map laid from it."""

from datetime import date, timedelta

import pytest

from mentoring.accounts import schooldays
from mentoring.accounts.operations import Refused
from mentoring.pairs import fulfilment, mapping, pairing, planning
from mentoring.pairs.models import Meeting, Plan, PlanItem
from mentoring.pairs.tests import cast

NOW = date(2026, 10, 15)
DAY = timedelta(1)
TASK = {"section": planning.LEARNER[0], "task": "Разобрать ошибки диктантов", "due_text": "до 20 декабря 2026"}


@pytest.fixture(autouse=True)
def today(monkeypatch):
    """Stop the clock on the wall, which may be moved: the world outside."""
    clock = {"today": NOW}
    monkeypatch.setattr(schooldays, "today", lambda organization: clock["today"])
    return clock


@pytest.fixture
def by(curator):
    return curator.member


@pytest.fixture
def pair(programme, by):
    return cast.working(programme, by)


@pytest.fixture
def plan(pair, by) -> Plan:
    return planning.begin(pair, by=by)


def fresh(row):
    return type(row).objects.get(pk=row.pk)


def test_pair_has_one_plan_with_sections_of_its_form(pair, plan, programme, by):
    assert planning.begin(pair, by=by) == plan
    assert planning.sections_of(pair) == planning.LEARNER
    pair.form.code = "teacher_teacher"
    assert planning.sections_of(pair) == planning.TEACHER


def test_term_is_read_and_its_last_day_found_in_the_period_of_the_pair(plan, by):
    item = planning.add(plan, TASK, by=by)

    assert (item.due_on, item.due_spec.raw) == (date(2026, 12, 20), "до 20 декабря 2026")
    assert planning.understood("декабрь", plan.pair).on == date(2026, 12, 31)
    assert planning.understood("в течение года", plan.pair).on is None
    assert planning.understood("", plan.pair).words == ""


def test_plan_is_changed_only_while_it_is_being_written(plan, by):
    item = planning.add(plan, TASK, by=by)
    planning.agree(plan, by=by)

    with pytest.raises(Refused, match=r"План уже согласован. Чтобы менять пункты, верните его в работу"):
        planning.add(plan, TASK, by=by)
    planning.approve(plan, basis="приказ № 8", on=NOW, by=by)
    filled = planning.fill(item, {"actual": "Ошибок меньше", "done_on": NOW}, version=item.version, by=by)
    assert (filled.actual, filled.done_on) == ("Ошибок меньше", NOW)
    with pytest.raises(Refused, match="План сейчас «утверждён», отсюда этот шаг не ведёт"):
        planning.agree(plan, by=by)
    back = planning.reopen(plan, reason="новый запрос", by=by)
    assert (back.state, back.basis, back.approved_on) == ("draft", "", None)


def test_empty_plan_is_not_agreed(plan, by):
    with pytest.raises(Refused, match="В плане ещё нет пунктов"):
        planning.agree(plan, by=by)


def test_leading_mentor_writes_in_the_plan_until_the_seat_ends(programme, by, today):
    ours = cast.mentor(programme)
    member = cast.account(ours)
    pair = cast.working(programme, by, led_by=ours)
    plan = planning.begin(pair, by=member)
    item = planning.add(plan, TASK, by=member)
    pairing.replace(pair, cast.mentor(programme, "Вёснин"), on=NOW + DAY, reason="уехал", by=by)

    assert planning.may_write(pair, member)
    today["today"] = NOW + DAY
    assert not planning.may_write(pair, member)
    with pytest.raises(Refused, match="План пишут наставник этой пары и куратор"):
        planning.fill(item, {"actual": "Готово"}, version=item.version, by=member)
    assert fresh(item).actual == ""


def test_director_sees_the_plan_and_writes_nothing_in_it(plan, director):
    with pytest.raises(Refused, match="План пишут наставник этой пары и куратор"):
        planning.add(plan, TASK, by=director.member)


def test_second_editor_of_an_item_is_told_that_it_changed(plan, by):
    item = planning.add(plan, TASK, by=by)
    planning.edit(item, {"task": "Составить словарь ошибок"}, version=item.version, by=by)

    with pytest.raises(Refused, match="этот пункт изменил кто-то ещё"):
        planning.edit(item, {"task": "Выучить правила"}, version=item.version, by=by)
    assert fresh(item).task == "Составить словарь ошибок"


def test_items_change_places_within_their_section(plan, by):
    rows = [planning.add(plan, TASK | {"task": name}, by=by) for name in ("Первый", "Второй", "Третий")]
    planning.add(plan, TASK | {"section": planning.LEARNER[1], "task": "Другой раздел"}, by=by)

    planning.move(rows[0], down=True, by=by)
    planning.move(rows[2], down=True, by=by)

    first = plan.items.filter(section=planning.LEARNER[0])
    assert [row.task for row in first] == ["Второй", "Первый", "Третий"]


def test_item_that_meetings_worked_on_is_not_removed(plan, by):
    kept, gone = planning.add(plan, TASK, by=by), planning.add(plan, TASK, by=by)
    meeting = Meeting.objects.create(
        organization=plan.organization, pair=plan.pair, state="held", on=NOW, minutes=40, kind="regular"
    )
    meeting.items.create(organization=plan.organization, item=kept)

    planning.remove(gone, by=by)
    with pytest.raises(Refused, match="уже работали на встречах"):
        planning.remove(kept, by=by)
    assert list(plan.items.all()) == [kept]


def test_fulfilment_counts_by_weight_against_ninety_per_cent():
    done = fulfilment.of_plan([PlanItem(weight=9, done_on=NOW), PlanItem(weight=1)])
    less = fulfilment.of_plan([PlanItem(weight=89, done_on=NOW), PlanItem(weight=11)])

    assert (done.percent, done.enough) == (90, True)
    assert (less.percent, less.enough) == (89, False)
    assert (fulfilment.of_plan([]).percent, fulfilment.of_plan([]).enough) == (None, False)


def test_fulfilment_of_many_pairs_takes_one_query(programme, plan, by, django_assert_num_queries):
    item = planning.add(plan, TASK | {"weight": 3}, by=by)
    planning.add(plan, TASK, by=by)
    planning.fill(item, {"done_on": NOW}, version=item.version, by=by)
    ours, theirs = cast.mentor(programme, "Вёснин"), [cast.mentee(programme, "Дроздов")]
    other = cast.project(programme, by, led_by=ours, mentees=theirs)

    with django_assert_num_queries(1):
        found = fulfilment.of_pairs([plan.pair, other])
    assert (found[plan.pair_id].percent, found[other.pk].percent) == (75, None)


def test_map_laid_anew_keeps_the_lines_that_meetings_went_by(plan, by, today):
    item = planning.add(plan, TASK, by=by)
    laid = mapping.lay_route(plan, by=by)
    own = {"organization": plan.organization, "pair": plan.pair, "state": "held", "minutes": 40}
    meeting = Meeting.objects.create(**own, on=laid[0].on, step=laid[0])
    today["today"] = laid[0].on + DAY

    mapping.lay_route(plan, by=by)

    lines = mapping.lines_of(fresh(plan))
    assert [(line.step.theme, line.held) for line in lines[:2]] == [
        ("Знакомство", (meeting,)),
        ("Пробная рабочая встреча", ()),
    ]
    assert all(line.step.on > laid[0].on for line in lines[1:])
    assert {line.step.item for line in lines} == {item, None}
    assert lines[-1].step.stage == "review"


def test_line_of_the_map_is_changed_by_one_at_a_time(plan, by):
    step = mapping.lay_route(plan, by=by)[0]
    facts = {"on": step.on, "theme": "Знакомство в парке"}

    mapping.change(step, facts, version=step.version, by=by)
    with pytest.raises(Refused, match="этот пункт изменил кто-то ещё"):
        mapping.change(step, facts, version=step.version, by=by)
    with pytest.raises(Refused, match="вне периода пары"):
        mapping.change(step, {"on": cast.END + DAY}, version=step.version + 1, by=by)
    assert fresh(step).theme == "Знакомство в парке"
