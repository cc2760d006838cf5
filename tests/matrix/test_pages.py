"""Every page outside the admin × who comes × whose row × method, as the table says."""

import pytest
from django.apps import apps
from django.test import override_settings

from tests.matrix import texts
from tests.matrix.expectations import MAY, may
from tests.matrix.offered import in_vain
from tests.matrix.page import PUBLIC, Page
from tests.matrix.pages import PAGES, PUBLIC_ARGUMENTS, PUBLIC_PAGES
from tests.matrix.world import (
    JOURNAL,
    METHODS,
    MISSING,
    MOST_QUERIES,
    PASSING,
    Actor,
    World,
    nowhere,
    told_apart,
    undone,
)

pytestmark = pytest.mark.postgres_only

PARAMETERS = [pytest.param(name, page, id=f"{name}-{page.action}") for name, page in PAGES.items()]


def expected(page: Page, actor: Actor, relation: str, method: str) -> tuple[int, ...]:
    """Return the statuses that are right for one cell, from the hand-written tables alone."""
    if actor.name == "anonymous":
        return (302,)
    if actor.membership is None or relation in ("their school", "no school"):
        return (404,)
    if method not in ("GET", "HEAD", "POST"):
        return (405,)
    if page.action != PUBLIC and not may(actor.role, page.action):
        return (403,)
    method = "GET" if method == "HEAD" else method
    if method not in page.methods.split():
        return (405,)
    if page.named and relation in ("other", "missing"):
        return (404,)
    if not page.may(actor.role, relation):
        return (page.refused,)
    return page.shown if method == "GET" else page.posted


def first_role(action: str) -> str:
    """Return a role that may do the action."""
    return MAY[action].split()[0]


def row_for(world: World, page: Page, actor: Actor, relation: str):
    """Return the row that stands in the address; a fresh one where its state or its owner matters."""
    if relation == "missing":
        return None
    school = actor.home if relation in ("own", "same") else world.other
    if page.model and (actor.membership is None or not may(actor.role, page.action)):
        return school.maker.any(page.row_model)
    owner = actor.membership if relation == "own" else school.colleague
    if page.make:
        return page.make(school, owner)
    if page.kept is not None:
        return school.maker.row(page.row_model, **page.kept)
    return school.maker.any(page.row_model)


def address(world: World, name: str, page: Page, actor: Actor, relation: str, row) -> str:
    name, arguments = name.partition("/")[0], list(page.arguments)
    if page.named:
        text = page.key != "pk"
        arguments = [getattr(row, page.key) if row else "no-such-id" if text else MISSING, *page.after(row)]
    if relation == "no school":
        return nowhere(name, *arguments)
    return (world.other if relation == "their school" else actor.home).at(name, *arguments)


def body_of(world: World, page: Page, actor: Actor, row, path: str) -> dict:
    """Return what a good form would send: the page's own where it is read, else what the table says."""
    data = page.data(actor.home, row)
    if page.reads and may(actor.role, page.action):
        sent = [form["data"] for form in texts.forms(world.ask(actor, "GET", path).body)]
        data = max(sent, key=len, default={}) | data
    return world.signed(actor, page.action, data)


def cell(world: World, name: str, page: Page, actor: Actor, relation: str, method: str):
    """Run one cell; return what is wrong with it, in words, and the body of its answer."""
    with undone(), override_settings(**page.under):
        row = row_for(world, page, actor, relation) if page.named else None
        path = address(world, name, page, actor, relation, row)
        good = method == "POST" and method in page.methods.split()
        data = body_of(world, page, actor, row, path) if good else {}
        answer = world.ask(actor, method, path, data)
        right = expected(page, actor, relation, method)
        done = good and actor.membership and right == page.posted and page.may(actor.role, relation)
        wrong = [] if answer.status in right else [f"ответ {answer.status} {answer.location}, а должен быть {right}"]
        wrong += world.leaks(actor, answer)
        wrong += in_vain(actor, answer) if method == "GET" and answer.status == 200 else []
        if method == "GET" and answer.queries > MOST_QUERIES:
            wrong.append(f"запросов {answer.queries}")
        if done and not answer.writes & JOURNAL:
            wrong.append("сделано без записи в журнале")
        if not done and answer.writes - PASSING - JOURNAL:
            wrong.append(f"изменено: {answer.writes}")
        return [f"{actor.name}, {relation}, {method}: {words}" for words in wrong], answer.body


@pytest.mark.parametrize(("name", "page"), PARAMETERS)
def test_page_answers_everybody_as_the_table_says(world: World, name: str, page: Page):
    wrong = []
    for actor in world.comers:
        for method in METHODS:
            if page.heavy and method == "HEAD":
                continue
            bodies = {}
            for relation in actor.relations(method, named=page.named, owned=page.only is not None):
                found, bodies[relation] = cell(world, name, page, actor, relation, method)
                wrong += found
            wrong += told_apart(actor, method, bodies)

    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("name", PUBLIC_PAGES)
def test_public_page_answers_whoever_comes(world: World, name: str):
    arguments = PUBLIC_ARGUMENTS.get(name, [])

    for who, kind in (("anonymous", "anonymous"), ("stranger", "signed in")):
        with undone():
            answer = world.ask(world.actors[who], "GET", world.plain(name, *arguments))
            assert (who, answer.status) == (who, PUBLIC_PAGES[name][kind])
            assert world.leaks(world.actors[who], answer) == []


@pytest.mark.parametrize(("name", "page"), [p for p in PARAMETERS if "POST" in p.values[1].methods])
def test_form_without_its_csrf_token_is_refused(world: World, name: str, page: Page):
    actor = world.actors[first_role(page.action)]
    row = row_for(world, page, actor, "own") if page.named else None
    path = address(world, name, page, actor, "own", row)

    with world.strict(actor):
        answer = world.ask(actor, "POST", path, body_of(world, page, actor, row, path))

    assert answer.status == 403
    assert answer.writes - PASSING - JOURNAL == set()


@pytest.mark.parametrize(("name", "page"), [p for p in PARAMETERS if p.values[1].listing])
def test_further_rows_cost_no_further_queries(world: World, name: str, page: Page):
    actor = world.actors["curator"]
    few = world.ask(actor, "GET", actor.home.at(name))

    for _ in range(7):
        actor.home.maker.row(apps.get_model(page.listing))
    many = world.ask(actor, "GET", actor.home.at(name))

    assert many.queries == few.queries
    assert many.queries <= MOST_QUERIES
