"""An empty installation becomes a school, in a real browser."""

import re
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from mentoring.accounts import journal
from mentoring.accounts.models import Invitation, Organization
from tests.browser import DESK, PHONE, assert_accessible, open_context
from tests.cast import PASSWORD

pytestmark = [pytest.mark.postgres_only, pytest.mark.django_db(transaction=True)]
SAID = {
    "name": "Лунин Глеб Андреевич",
    "login": "g.lunin",
    "password": PASSWORD,
    "password_again": PASSWORD,
    "full_name": "Средняя школа № 3",
    "short_name": "СШ № 3",
    "locality": "Приозёрск",
    "director_name": "Беляев Олег Маркович",
    "curator_name": "Соколова Вера Ильинична",
    "curator_position": "заместитель директора",
}


def address() -> str:
    out = StringIO()
    call_command("first_run", stdout=out)
    return re.search(r"/begin/\S+", out.getvalue())[0]


def accept(page, code: str) -> None:
    page.goto("/accounts/login/")
    page.get_by_role("link", name="Войдите по коду").click()
    assert_accessible(page)
    page.get_by_label("Код с листа").fill(code.lower())
    page.get_by_role("button", name="Дальше").click()
    assert_accessible(page)
    page.get_by_label("Пароль", exact=True).fill(PASSWORD)
    page.get_by_label("Пароль ещё раз").fill(PASSWORD)
    page.get_by_role("button", name="Войти в систему").click()


@pytest.mark.parametrize("screen", [DESK, PHONE], ids=["desk", "phone"])
def test_empty_installation_becomes_a_school(chromium, live_server, faults, screen):
    once = address()
    with open_context(chromium, live_server.url, screen, faults) as context:
        technician = context.new_page()
        technician.goto(once)
        assert technician.url == f"{live_server.url}/begin/"
        assert_accessible(technician)
        for name, value in SAID.items():
            technician.locator(f"[name={name}]").fill(value)
        technician.locator("[name=region]").select_option(label="Волгоградская область")
        technician.get_by_role("button", name="Завести организацию").click()
        technician.get_by_role("heading", name="организация заведена").wait_for()
        assert_accessible(technician)
        director_code, curator_code = technician.locator("dd.code").all_inner_texts()
        technician.get_by_role("link", name="Доступ сотрудников").click()
        assert_accessible(technician)
        technician.get_by_role("link", name="Беляев Олег Маркович").click()
        assert_accessible(technician)

    with open_context(chromium, live_server.url, screen, faults) as context:
        director = context.new_page()
        accept(director, director_code)
        director.wait_for_url("**/s/ssh-3/start/")

    with open_context(chromium, live_server.url, screen, faults) as context:
        curator = context.new_page()
        accept(curator, curator_code)
        curator.wait_for_url("**/s/ssh-3/admin/")
        curator.get_by_role("heading", level=1).wait_for()
        assert_accessible(curator)
        faults.clear()
        assert curator.goto(once).status == 404
        faults.clear()

    assert Invitation.objects.filter(used_at=None).count() == 0
    assert journal.breaks(Organization.objects.get()) == []


@pytest.mark.parametrize("screen", [DESK, PHONE], ids=["desk", "phone"])
def test_technician_invites_prints_and_closes(chromium, live_server, faults, screen, tmp_path: Path):
    once = address()
    with open_context(chromium, live_server.url, screen, faults) as context:
        page = context.new_page()
        page.goto(once)
        for name, value in SAID.items():
            page.locator(f"[name={name}]").fill(value)
        page.locator("[name=region]").select_option(label="Волгоградская область")
        page.get_by_role("button", name="Завести организацию").click()
        page.get_by_role("link", name="Доступ сотрудников").click()

        page.get_by_role("link", name="Пригласить", exact=True).click()
        assert_accessible(page)
        page.get_by_label("Фамилия, имя, отчество").fill("Ёлкина Мария Петровна")
        page.get_by_label("Методист").check()
        page.get_by_role("button", name="Пригласить").click()
        page.get_by_role("checkbox", name="Лист с кодом: Ёлкина Мария Петровна").check()
        page.get_by_role("checkbox", name="Лист с кодом: Соколова Вера Ильинична").check()
        page.get_by_role("button", name="Напечатать листы").click()
        assert_accessible(page)
        assert page.locator("dd.code").count() == 2

        page.get_by_role("link", name="Доступ сотрудников").first.click()
        page.get_by_role("link", name="Ёлкина Мария Петровна").click()
        page.get_by_text("Закрыть доступ", exact=True).first.click()
        assert_accessible(page)
        page.get_by_role("button", name="Закрыть доступ").click()
        page.get_by_text("Ёлкина Мария Петровна: доступ закрыт").wait_for()
