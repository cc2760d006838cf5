"""Every page of the admin of every model × who comes × whose row × method, as the table says."""

import pytest
from django.apps import apps

from tests.matrix import filling
from tests.matrix.expectations import may
from tests.matrix.pages import ADMIN, ADMIN_PAGES, AdminPages
from tests.matrix.world import JOURNAL, MISSING, PASSING, Actor, World, nowhere, undone

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")
PARAMETERS = [
    pytest.param(label, page, id=f"{label}-{page}-{ADMIN[label].see}-{ADMIN[label].edit}")
    for label in ADMIN
    for page in ADMIN_PAGES
]
LISTS = [pytest.param(label, id=label) for label in ADMIN]


def address(name: str, page: str) -> str:
    return f"admin:{name.replace('.', '_')}_{page}"


def right(rules: AdminPages, role: str, page: str) -> bool:
    """Tell from the hand-written tables whether a role may open a page of the admin."""
    if page == "history":
        return (may(role, rules.see) or may(role, rules.edit)) and may(role, "journal.see")
    if page in ("changelist", "change"):
        return may(role, rules.see) or may(role, rules.edit)
    return may(role, rules.edit) and getattr(rules, page)


def expected(rules: AdminPages, actor: Actor, page: str, relation: str, method: str) -> tuple[int, ...]:
    if actor.name == "anonymous":
        return (302,)
    if actor.membership is None or relation in ("their school", "no school"):
        return (404,)
    if method in ("PUT", "PATCH", "DELETE"):
        return (405,)
    if not may(actor.role, "desk"):
        return (403,)
    if page == "history" and not right(rules, actor.role, page):
        return (404,)
    if not right(rules, actor.role, page):
        return (403,)
    if method == "POST" and page == "change" and not (may(actor.role, rules.edit) and rules.change):
        return (403,)
    if relation in ("other", "missing"):
        return (404,)
    if method == "POST" and page == "history":
        return (405,)
    return (302,) if method == "POST" and page != "changelist" else (200,)


def cell(world: World, label: str, page: str, actor: Actor, relation: str, method: str):
    """Run one cell; return what is wrong with it, in words, and the body of its answer."""
    rules, model, arguments = ADMIN[label], apps.get_model(label), []
    with undone():
        if page not in ("changelist", "add"):
            school = world.other if relation == "other" else actor.home
            row = None if relation == "missing" else school.maker.row(model, **rules.kept)
            arguments = [row.pk if row else MISSING]
        at = world.other.at if relation == "their school" else nowhere if relation == "no school" else actor.home.at
        path = at(address(label, page), *arguments)
        statuses = expected(rules, actor, page, relation, method)
        done = method == "POST" and statuses == (302,) and actor.membership is not None
        data = good_data(world, actor, label, page, path) if done else {}
        answer = world.ask(actor, method, path, data)
        wrong = [] if answer.status in statuses else [f"ответ {answer.status}, а должен быть {statuses}"]
        wrong += world.leaks(actor, answer)
        if done and not answer.writes & JOURNAL:
            wrong.append("сделано без записи в журнале")
        if not done and answer.writes - PASSING - JOURNAL:
            wrong.append(f"изменено: {answer.writes}")
        return [f"{actor.name}, {relation}, {method}: {words}" for words in wrong], answer.body


def good_data(world: World, actor: Actor, label: str, page: str, path: str) -> dict:
    """Return what a good form of this page sends, read off the page itself."""
    form = filling.shown(world, actor, path)
    if page == "delete":
        return form["data"]
    model, rules = apps.get_model(label), ADMIN[label]
    return filling.filled(form, model, actor.home.maker, rules.fresh(actor.home))


@pytest.mark.parametrize(("label", "page"), PARAMETERS)
def test_admin_answers_everybody_as_the_table_says(world: World, label: str, page: str):
    relations = ("own", "other", "missing", "their school", "no school")
    if page in ("changelist", "add"):
        relations = ("own", "their school", "no school")

    wrong = []
    for actor in world.actors.values():
        for method in METHODS:
            bodies = {}
            for relation in relations if method in ("GET", "POST") else relations[:1]:
                found, bodies[relation] = cell(world, label, page, actor, relation, method)
                wrong += found
            if bodies.get("other") != bodies.get("missing") or bodies.get("their school") != bodies.get("no school"):
                wrong.append(f"{actor.name}, {method}: чужое отличается от несуществующего")

    assert wrong == []


@pytest.mark.parametrize("label", LISTS)
def test_search_in_a_list_finds_nothing_foreign(world: World, label: str):
    for actor in world.actors.values():
        if actor.membership and right(ADMIN[label], actor.role, "changelist") and may(actor.role, "desk"):
            answer = world.ask(actor, "GET", actor.home.at(address(label, "changelist")), {"q": "канарейка"})

            assert (actor.name, answer.status, world.leaks(actor, answer)) == (actor.name, 200, [])


@pytest.mark.parametrize("label", LISTS)
def test_list_costs_the_same_queries_whatever_its_length(world: World, label: str):
    actor = next(who for who in world.actors.values() if who.role and right(ADMIN[label], who.role, "changelist"))
    path = actor.home.at(address(label, "changelist"))
    few = world.ask(actor, "GET", path)

    for _ in range(7):
        actor.home.maker.row(apps.get_model(label), **ADMIN[label].kept)
    many = world.ask(actor, "GET", path)

    assert many.queries == few.queries
    assert many.queries <= 25


@pytest.mark.parametrize("label", [param for param in LISTS if ADMIN[param.id].add])
def test_form_refuses_a_row_of_another_school_and_does_not_name_it(world: World, label: str):
    actor = next(who for who in world.actors.values() if who.role and right(ADMIN[label], who.role, "add"))
    model, path = apps.get_model(label), actor.home.at(address(label, "add"))
    form = filling.shown(world, actor, path)
    data = good_data(world, actor, label, "add", path)

    for field in filling.references(model, form):
        with undone():
            foreign = world.other.maker.any(field.related_model)
            answer = world.ask(actor, "POST", path, data | {field.name: str(foreign.pk)})
            assert (field.name, answer.status, world.leaks(actor, answer)) == (field.name, 200, [])
            assert answer.writes - PASSING == set()


@pytest.mark.parametrize("label", [param for param in LISTS if ADMIN[param.id].add])
def test_admin_form_without_its_csrf_token_is_refused(world: World, label: str):
    actor = next(who for who in world.actors.values() if who.role and right(ADMIN[label], who.role, "add"))
    path = actor.home.at(address(label, "add"))
    data = good_data(world, actor, label, "add", path)

    with world.strict(actor):
        answer = world.ask(actor, "POST", path, data | {"csrfmiddlewaretoken": ""})

    assert answer.status == 403
    assert answer.writes - PASSING - JOURNAL == set()
