from dataclasses import replace
from datetime import date

import pytest

from mentoring.accounts import schooldays
from mentoring.calendar.due import Period
from roadmap import reviewing, uploading
from roadmap.models import Upload
from roadmap.readers.draft import Problem
from roadmap.tests import drafts
from roadmap.tests.drafts import draft


@pytest.fixture
def by(curator):
    return curator.member


def review(upload: Upload) -> reviewing.Review:
    found = uploading.unpack(upload)
    return reviewing.review(upload, found, uploading.sheet_of(upload), schooldays.calendar_of(upload.organization))


def placed(*lines):
    """A plan whose rows stand in the document one under another."""
    plan = drafts.plan(*lines)
    events = tuple(replace(one, place=f"строка {n}") for n, one in enumerate(plan.events, 2))
    return replace(plan, events=events)


def test_every_line_is_shown_in_the_order_of_the_document(programme, by):
    found = review(drafts.upload(programme, by=by, draft=draft()))

    assert [line.key for line in found.lines] == ["s0", "e0", "e1", "s1", "e2", "e3", "e4"]
    assert [line.stage for line in found.lines if line.is_section] == [
        "этап 1: подготовка условий",
        "этап 2: база наставляемых",
    ]


def test_a_defect_leads_to_the_row_it_quotes(programme, by):
    plan = drafts.plan()
    shared = replace(plan, events=tuple(replace(one, place="строка 3") for one in plan.events))
    problem = Problem("no-date", "строка 3", "«Сверка списков»: срок не указан.", "Укажите срок.")

    found = review(drafts.upload(programme, by=by, draft=draft(plans=(shared,), problems=(problem,))))

    assert [defect.lines for defect in found.defects] == [("e3",)]


def test_many_defects_of_one_kind_are_named_once(programme, by):
    lines = [(0, f"1.{n}", f"Дело {n}", "октябрь", "") for n in range(6)]
    problems = tuple(Problem("no-responsible", f"строка {n}", "Нет ответственного.", "Назначьте.") for n in range(2, 8))

    found = review(drafts.upload(programme, by=by, draft=draft(plans=(placed(*lines),), problems=problems)))

    (defect,) = found.defects
    assert defect.text == "Нет ответственного. И ещё 5 таких же."
    assert defect.lines == ("e0", "e1", "e2", "e3", "e4", "e5")


@pytest.mark.parametrize(
    ("dates", "period"),
    [
        (("октябрь", "май"), (date(2026, 9, 1), date(2027, 5, 31))),
        (("25.08.2026", "май"), (date(2026, 8, 25), date(2027, 5, 31))),
        (("ноябрь 2020", "декабрь – январь", "май 2021"), (date(2020, 11, 1), date(2021, 5, 31))),
        (("ноябрь 2020", "май 2062"), (date(2026, 9, 1), date(2027, 5, 31))),
    ],
)
def test_a_document_that_names_no_period_has_the_one_of_its_dates(programme, by, dates, period):
    lines = [(0, f"1.{n}", f"Дело {n}", text, "") for n, text in enumerate(dates)]

    found = uploading.unpack(drafts.upload(programme, by=by, draft=draft(*lines))).period

    assert (found.start, found.end) == period


def test_a_date_outside_the_period_is_pointed_at(programme, by):
    plan = placed((0, "1.1", "Рассказ", "12.03.2031", "Методист"))
    period = Period(programme.start, programme.end)

    found = review(drafts.upload(programme, by=by, draft=draft(plans=(plan,), period=period)))

    (defect,) = found.defects
    assert "«12.03.2031» весь вне периода плана" in defect.text
    assert (defect.place, defect.lines) == ("строка 2", ("e0",))


def test_a_stage_that_is_over_before_the_one_before_it_is_pointed_at(programme, by):
    plan = placed((0, "1.1", "Рассказ", "март 2027", ""), (1, "2.1", "Опрос", "октябрь 2026", ""))

    found = review(drafts.upload(programme, by=by, draft=draft(plans=(plan,))))

    assert [defect.text for defect in found.defects] == [
        "«Формирование базы наставляемых» кончается раньше, чем начинается «Подготовка условий»."
    ]


def test_problems_of_the_other_plan_are_not_shown(programme, by):
    other = replace(placed((None, "1", "Чужое дело", "", "")), sections=())
    other = replace(other, events=(replace(other.events[0], place="таблица 2"),))
    problem = Problem("no-date", "таблица 2", "Чужое дело: срок не указан.", "Укажите срок.")

    found = review(drafts.upload(programme, by=by, draft=draft(plans=(placed(), other), problems=(problem,))))

    assert found.defects == ()
