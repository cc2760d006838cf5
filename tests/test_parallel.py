"""Every form of the product, sent twenty times at once with one token, has one effect."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.apps import apps
from django.db import connection, connections
from django.test import Client, override_settings

from mentoring.accounts import schooldays
from mentoring.accounts.models import Membership
from mentoring.programmes.models import Programme
from tests.matrix import test_admin, test_pages, world
from tests.matrix.pages import ADMIN, PAGES
from tests.matrix.world import Actor, School

TIMES = 20
TABLES = sorted({model._meta.db_table for model in apps.get_models()} - {"django_session"})


@pytest.fixture
def both(transactional_db) -> world.World:
    """Two schools alike, with programmes of the same days: in one a form is sent once, in the other many times."""
    made = world.make()
    for school in (made.other, made.own):
        today = schooldays.today(school.organization)
        school.maker.row(Programme, start=today - timedelta(30), end=today + timedelta(200))
    return made


def counts() -> dict[str, int]:
    """Count the rows of every table by one statement."""
    asked = " UNION ALL ".join(f"SELECT '{table}', count(*) FROM \"{table}\"" for table in TABLES)
    with connection.cursor() as cursor:
        cursor.execute(asked)
        return dict(cursor.fetchall())


def changes(before: dict[str, int]) -> dict[str, int]:
    after = counts()
    return {table: after[table] - before[table] for table in TABLES if after[table] != before[table]}


def member_of(both: world.World, school: School, role: str) -> Actor:
    """Sign a member of this school in."""
    client = Client()
    member = Membership.objects.select_related("organization").get(pk=school.members[role].pk)
    client.force_login(member.user)
    return Actor(role, client, school, member)


def pages() -> Iterator[tuple]:
    """Yield each page with a form: its name, the role that may, and how to make its address and its data.

    Pages of no row come first: what the rows of others bring along may be what such a page would add.
    """
    for name, page in sorted(PAGES.items(), key=lambda item: item[1].named):
        if "POST" in page.methods:
            yield name, test_pages.first_role(page.action), lambda w, actor, n=name, p=page: _page_form(w, actor, n, p)
    for label, rules in ADMIN.items():
        for kind in ("add", "change", "delete"):
            if getattr(rules, kind):
                role = test_admin.first_role(rules, kind)
                yield f"{label} {kind}", role, lambda w, actor, n=label, k=kind: _admin_form(w, actor, n, k)


def _page_form(both, actor, name, page) -> tuple[str, dict]:
    row = test_pages.row_for(both, page, actor, "own") if page.named else None
    path = test_pages.address(both, name, page, actor, "own", row)
    return path, test_pages.body_of(both, page, actor, row, path)


def _admin_form(both, actor, label, kind) -> tuple[str, dict]:
    model = apps.get_model(label)
    arguments = [] if kind == "add" else [test_admin.made(ADMIN[label], actor.home, model).pk]
    path = actor.home.at(test_admin.address(label, kind), *arguments)
    return path, test_admin.good_data(both, actor, label, kind, path, reads=True)


def send(actor: Actor, path: str, data: dict, *, times: int) -> list[int]:
    """Send the same form from so many tabs of one browser at the same moment."""
    together = Barrier(times)

    def once(_: int) -> int:
        client = Client()
        client.cookies = actor.client.cookies
        try:
            together.wait(30)
            return client.post(path, {name: _again(value) for name, value in data.items()}).status_code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(times) as tabs:
        return list(tabs.map(once, range(times)))


def _again(value):
    """Give each tab a file of its own to read from."""
    return type(value)(value.name, value.file.getvalue(), value.content_type) if hasattr(value, "chunks") else value


@pytest.mark.postgres_only
@pytest.mark.timeout(900)
def test_twenty_tabs_with_one_form_have_the_effect_of_one(both):
    wrong = []
    for name, role, form in pages():
        done = {}
        for school, times in ((both.other, 1), (both.own, TIMES)):
            actor = member_of(both, school, role)
            page = PAGES.get(name)
            with override_settings(**page.under if page else {}):
                path, data = form(both, actor)
                before = counts()
                statuses = send(actor, path, data, times=times)
            done[times] = changes(before)
            wrong += [f"{name}: ответ {status}" for status in set(statuses) if status >= 400]
        if done[1] != done[TIMES] or "accounts_operation" not in done[1]:
            wrong.append(f"{name}: от одной {done[1]}, от двадцати {done[TIMES]}")

    assert not wrong, "\n".join(wrong)
