"""Every page of the admin of every model × who comes × whose row × method, as the table says."""

import pytest
from django.apps import apps

from tests.matrix import filling
from tests.matrix.expectations import MAY, may
from tests.matrix.offered import in_vain, right
from tests.matrix.page import AdminPages
from tests.matrix.pages import ADMIN, ADMIN_PAGES
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

PARAMETERS = [
    pytest.param(label, page, id=f"{label}-{page}-{ADMIN[label].see}-{ADMIN[label].edit}")
    for label in ADMIN
    for page in ADMIN_PAGES
]
UNNAMED = ("changelist", "add", "export")
LISTS = [pytest.param(label, id=label) for label in ADMIN]


def address(name: str, page: str) -> str:
    return f"admin:{name.replace('.', '_')}_{page}"


def expected(rules: AdminPages, actor: Actor, page: str, relation: str, method: str) -> tuple[int, ...]:
    """Return the statuses that are right for one cell, from the hand-written tables alone."""
    if actor.name == "anonymous":
        return (302,)
    if actor.membership is None or relation in ("their school", "no school"):
        return (404,)
    if method in ("PUT", "PATCH", "DELETE"):
        return (405,)
    if not may(actor.role, "desk"):
        return (403,)
    return inside(rules, actor.role, page, relation, method)


def inside(rules: AdminPages, role: str, page: str, relation: str, method: str) -> tuple[int, ...]:
    """Return the same for somebody who works in this school's admin."""
    if page == "history" and method == "POST":
        return (405,)
    if page == "export" and method == "POST" and may(role, "lists.export"):
        return (405,)
    if not right(rules, role, page):
        return (404,) if page == "history" else (403,)
    if method == "POST" and page == "change" and not (may(role, rules.edit) and rules.change):
        return (403,)
    if relation in ("other", "missing") or page == "change" and rules.only and not rules.only(role, relation):
        return (404,)
    if page == "changelist":
        return rules.listed
    return (302,) if method == "POST" else (200,)


def cell(world: World, label: str, page: str, actor: Actor, relation: str, method: str):
    """Run one cell; return what is wrong with it, in words, and the body of its answer."""
    rules, model, arguments = ADMIN[label], apps.get_model(label), []
    with undone():
        if page == "export":
            arguments = ["xlsx"]
        elif page not in UNNAMED:
            school = world.other if relation == "other" else actor.home
            row = None if relation == "missing" else made(rules, school, model)
            arguments = [row.pk if row else MISSING]
        at = world.other.at if relation == "their school" else nowhere if relation == "no school" else actor.home.at
        path = at(address(label, page), *arguments)
        statuses = expected(rules, actor, page, relation, method)
        posted = method == "POST" and page in ("add", "change", "delete") and actor.role != ""
        done = posted and statuses == (302,)
        data = good_data(world, actor, label, page, path, reads=done) if posted else {}
        answer = world.ask(actor, method, path, data)
        wrong = [] if answer.status in statuses else [f"ответ {answer.status}, а должен быть {statuses}"]
        wrong += world.leaks(actor, answer)
        wrong += in_vain(actor, answer) if method == "GET" and statuses == (200,) else []
        if method == "GET" and answer.queries > (rules.deleting if page == "delete" else MOST_QUERIES):
            wrong.append(f"запросов {answer.queries}")
        if done and not answer.writes & JOURNAL:
            wrong.append("сделано без записи в журнале")
        if not done and answer.writes - PASSING - JOURNAL:
            wrong.append(f"изменено: {answer.writes}")
        return [f"{actor.name}, {relation}, {method}: {words}" for words in wrong], answer.body


def first_role(rules: AdminPages, page: str) -> str:
    """Return a role that may open the page of the admin."""
    return next(role for role in MAY["desk"].split() if right(rules, role, page))


def made(rules: AdminPages, school, model):
    return rules.make(school) if rules.make else school.maker.row(model)


def good_data(world: World, actor: Actor, label: str, page: str, path: str, *, reads: bool) -> dict:
    """Return what a good form of this page sends, read off the page itself by those who may read it."""
    model, rules = apps.get_model(label), ADMIN[label]
    form = filling.shown(world, actor, path) if reads else filling.blank(model)
    data = {"post": "yes"} if page == "delete" else filling.filled(form, model, actor.home.maker)
    return world.signed(actor, rules.edit, data)


@pytest.mark.parametrize(("label", "page"), PARAMETERS)
def test_admin_answers_everybody_as_the_table_says(world: World, label: str, page: str):
    wrong = []
    for actor in world.comers:
        for method in METHODS:
            bodies = {}
            for relation in actor.relations(method, named=page not in UNNAMED):
                found, bodies[relation] = cell(world, label, page, actor, relation, method)
                wrong += found
            wrong += told_apart(actor, method, bodies)

    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("label", LISTS)
def test_search_in_a_list_finds_nothing_foreign(world: World, label: str):
    for actor in world.comers:
        if actor.membership and right(ADMIN[label], actor.role, "changelist") and may(actor.role, "desk"):
            answer = world.ask(actor, "GET", actor.home.at(address(label, "changelist")), {"q": "канарейка"})

            assert answer.status in ADMIN[label].listed
            assert (actor.name, world.leaks(actor, answer)) == (actor.name, [])


@pytest.mark.parametrize("label", LISTS)
def test_list_costs_the_same_queries_whatever_its_length(world: World, label: str):
    actor = world.actors[first_role(ADMIN[label], "changelist")]
    path = actor.home.at(address(label, "changelist"))
    few = world.ask(actor, "GET", path)

    for _ in range(7):
        made(ADMIN[label], actor.home, apps.get_model(label))
    many = world.ask(actor, "GET", path)

    assert many.queries == few.queries
    assert many.queries <= MOST_QUERIES


@pytest.mark.parametrize("label", [param for param in LISTS if ADMIN[param.id].add])
def test_form_refuses_a_row_of_another_school_and_does_not_name_it(world: World, label: str):
    actor = world.actors[first_role(ADMIN[label], "add")]
    model, path = apps.get_model(label), actor.home.at(address(label, "add"))
    form = filling.shown(world, actor, path)
    data = good_data(world, actor, label, "add", path, reads=True)

    for field in filling.references(model, form):
        with undone():
            foreign = world.other.maker.any(field.related_model)
            answer = world.ask(
                actor,
                "POST",
                path,
                data | {field.name: filling.named(foreign) if field.name in form["by_name"] else str(foreign.pk)},
            )
            assert (field.name, answer.status, world.leaks(actor, answer)) == (field.name, 200, [])
            assert answer.writes - PASSING == set()


@pytest.mark.parametrize("label", [param for param in LISTS if ADMIN[param.id].add])
def test_admin_form_without_its_csrf_token_is_refused(world: World, label: str):
    actor = world.actors[first_role(ADMIN[label], "add")]
    path = actor.home.at(address(label, "add"))
    data = good_data(world, actor, label, "add", path, reads=True)

    with world.strict(actor):
        answer = world.ask(actor, "POST", path, data | {"csrfmiddlewaretoken": ""})

    assert answer.status == 403
    assert answer.writes - PASSING - JOURNAL == set()
