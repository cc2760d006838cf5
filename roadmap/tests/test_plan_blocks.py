from datetime import date

import pytest

from mentoring.accounts import schooldays
from roadmap import overview
from roadmap.models import Section
from roadmap.tests.cast import make_roadmap

TODAY = date(2026, 10, 5)


@pytest.fixture(autouse=True)
def stopped_clock(monkeypatch):
    # The world outside: the clock on the wall.
    monkeypatch.setattr(schooldays, "today", lambda organization: TODAY)


def printed(roadmap, curator) -> list[str]:
    """What stands under what, from above: titles of sections and of events."""
    plan = overview.load(roadmap, member=curator.member, today=TODAY)
    found = []
    for block in plan.blocks:
        found += [f"{'>' * block.depth}[{block.title}]"] if block.title else []
        found += [line.title for line in block.lines]
    return found


def plan_of(school, sections, events, inside=()):
    roadmap = make_roadmap(
        school,
        sections=[{"title": title} for title in sections],
        events=[{"title": title, "section": section} for title, section in events],
    )
    rows = {section.title: section for section in roadmap.sections.all()}
    for child, parent in inside:
        Section.objects.filter(pk=rows[child].pk).update(parent=rows[parent])
    return roadmap


def test_sections_stand_in_their_order_with_their_events(school, curator):
    roadmap = plan_of(school, ["А", "Б"], [("а1", 0), ("б1", 1), ("а2", 0)])

    assert printed(roadmap, curator) == ["[А]", "а1", "а2", "[Б]", "б1"]


def test_events_of_a_section_may_follow_the_sections_inside_it(school, curator):
    events = [("а1", 0), ("внутри", 1), ("а2", 0), ("б1", 2)]
    roadmap = plan_of(school, ["А", "Внутренний", "Б"], events, inside=[("Внутренний", "А")])

    assert printed(roadmap, curator) == ["[А]", "а1", ">[Внутренний]", "внутри", "а2", "[Б]", "б1"]


def test_events_outside_sections_keep_their_places(school, curator):
    roadmap = plan_of(school, ["А"], [("сначала", None), ("а1", 0), ("в конце", None)])

    assert printed(roadmap, curator) == ["сначала", "[А]", "а1", "в конце"]


def test_a_section_without_events_stands_before_the_next_one(school, curator):
    roadmap = plan_of(school, ["Пустой", "А", "Последний"], [("а1", 1), ("в конце", None)])

    assert printed(roadmap, curator) == ["[Пустой]", "[А]", "а1", "в конце", "[Последний]"]


def test_a_section_is_judged_with_all_that_stands_inside_it(school, curator):
    roadmap = make_roadmap(
        school,
        sections=[{"title": "А"}, {"title": "Внутренний"}],
        events=[
            {"title": "а1", "section": 0, "due": date(2026, 9, 1), "done": date(2026, 9, 1)},
            {"title": "внутри", "section": 1, "due": date(2026, 9, 20)},
        ],
    )
    Section.objects.filter(title="Внутренний").update(parent=Section.objects.get(title="А"))

    plan = overview.load(roadmap, member=curator.member, today=TODAY)

    top = plan.blocks[0]
    assert (top.look.words, top.start, top.end) == ("1 из 2, просрочено 1", date(2026, 9, 1), date(2026, 9, 20))
    assert overview.drawing(plan).description == "А: 1 из 2, просрочено 1"
