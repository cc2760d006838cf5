"""Somebody applies by a link and becomes a mentor: conversation, marks, training, register, in two browsers."""

import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.core.management import call_command
from playwright.sync_api import Page, expect

from mentoring.access import Role
from mentoring.accounts import schooldays
from mentoring.people.consents import usual
from mentoring.registry.models import Application, Mentor
from mentoring.registry.tests.cast import teacher
from tests.browser import assert_good, sign_in
from tests.cast import make_member, make_programme, make_school

pytestmark = [pytest.mark.postgres_only, pytest.mark.django_db(transaction=True)]
NAME = "Кедров Лев Ильич"
SAID = {
    "Фамилия": "Кедров",
    "Имя": "Лев",
    "Отчество": "Ильич",
    "Дата рождения": "1984-02-03",
    "Телефон": "8 900 000-00-01",
}


@pytest.fixture
def curator():
    """A curator of a school whose programme goes on, with a colleague for the commission."""
    school = make_school("ozernaya", short_name="Озёрная школа", full_name="Озёрная средняя школа")
    today = schooldays.today(school)
    make_programme(school, start=today - timedelta(days=60), end=today + timedelta(days=200))
    member = make_member(school, Role.CURATOR, name="Соколова Вера Ильинична")
    usual.take_usual(school, by=member)
    teacher(school, "Вязов").employments.update(duty="deputy")
    return member


def make_link(page: Page, curator) -> str:
    page.goto(f"/s/{curator.organization.slug}/admin/registry/application/")
    expect(page.get_by_role("heading", name="Заявок нет")).to_be_visible()
    assert_good(page)
    page.get_by_role("link", name="Ссылки для заявок").click()
    assert_good(page)
    page.get_by_label("Куда").select_option("в наставники")
    page.get_by_role("button", name="Сделать ссылку").click()
    expect(page.get_by_role("heading", name="Ссылка готова")).to_be_visible()
    assert_good(page)
    return urlsplit(page.get_by_label("Адрес для заявок").input_value()).path


def apply(window: Page, path: str) -> None:
    window.goto(path)
    assert_good(window)
    window.get_by_role("link", name="За себя").click()
    assert_good(window)
    for tick in window.get_by_label("Согласен, согласна").all():
        tick.check()
    window.get_by_role("button", name="Дальше").click()
    assert_good(window)
    for label, text in SAID.items():
        window.get_by_label(label).fill(text)
    window.get_by_label("Почему хотите быть наставником").fill("Хочу показать, как устроен цех")
    window.get_by_role("button", name="Отправить заявку").click()
    expect(window.get_by_role("heading", name="Заявка отправлена")).to_be_visible()
    assert_good(window)


def take_in(page: Page, curator) -> None:
    page.goto(f"/s/{curator.organization.slug}/start/")
    page.get_by_role("link", name=re.compile("^Решить: 1.заявка ждёт решения")).click()
    page.get_by_role("link", name=NAME).click()
    assert_good(page)
    page.get_by_role("button", name="Принять").click()
    expect(page.locator(".alert-success")).to_contain_text(f"Заявка принята: {NAME}.")
    expect(page.get_by_text("нет собеседования")).to_be_visible()
    assert_good(page)


def talk(page: Page) -> None:
    page.get_by_role("link", name="собеседование и оценка").click()
    assert_good(page)
    page.get_by_role("link", name="Записать собеседование").click()
    assert_good(page)
    page.get_by_label("Ответ").first.fill("Помню, как трудно было начинать")
    page.get_by_label("Вязов Ян Львович").check()
    page.get_by_label("Вывод").select_option("рекомендовать")
    page.get_by_role("button", name="Сохранить").click()
    expect(page.locator(".alert-success")).to_contain_text("Записали собеседование.")
    assert_good(page)


def judge(page: Page) -> None:
    page.get_by_role("link", name="Оценить").click()
    expect(page.get_by_role("heading", name="Критериев ещё нет")).to_be_visible()
    assert_good(page)
    page.get_by_role("link", name="К критериям отбора").click()
    page.get_by_role("button", name="Взять обычные критерии").click()
    expect(page.locator(".alert-success")).to_contain_text("Добавили 8")
    assert_good(page)
    page.get_by_role("link", name="К отбору наставников").click()
    assert_good(page)
    page.get_by_role("link", name="Оценить").click()
    assert_good(page)
    for marks in page.get_by_role("radiogroup").all():
        marks.get_by_label("3", exact=True).check()
    page.get_by_label("Решение").select_option("рекомендовать")
    page.get_by_role("button", name="Сохранить").click()
    expect(page.locator(".alert-success")).to_contain_text("уровень высокий")
    assert_good(page)


def gather_a_group(page: Page, today) -> None:
    page.get_by_role("link", name="Школа наставников").last.click()
    expect(page.get_by_role("heading", name="Групп обучения ещё нет")).to_be_visible()
    assert_good(page)
    page.get_by_role("link", name="Добавить группу").click()
    assert_good(page)
    page.get_by_label("Название").fill("Осенняя группа")
    page.get_by_role("button", name="Ещё строка").click()
    for number in range(3):
        row = page.locator(f"#sessions-row-sessions-{number}")
        row.get_by_label("Когда").fill(f"{today - timedelta(days=3 - number):%Y-%m-%d}")
        row.get_by_label("Тема").fill(f"Занятие {number + 1}")
    page.get_by_role("button", name="Сохранить", exact=True).click()
    expect(page.locator(".alert-success")).to_contain_text("Сохранили: Осенняя группа")
    assert_good(page)


def teach(page: Page) -> None:
    page.get_by_role("link", name="Посещаемость и сертификаты").click()
    assert_good(page)
    page.get_by_role("link", name="Выбрать слушателей").click()
    assert_good(page)
    page.get_by_label(NAME).check()
    page.get_by_role("button", name="Сохранить").click()
    assert_good(page)
    for tick in page.get_by_label(re.compile(f"^Был .*{NAME}$")).all():
        tick.check()
    page.get_by_role("button", name="Сохранить отметки").click()
    expect(page.locator(".alert-success")).to_contain_text("Изменили 3")
    page.get_by_role("button", name="Выдать с номерами").click()
    expect(page.locator(".alert-success")).to_contain_text("ШН-1/")
    assert_good(page)


def register(page: Page, curator) -> None:
    page.goto(f"/s/{curator.organization.slug}/selection/")
    page.get_by_role("link", name=NAME).click()
    page.get_by_role("link", name="Карточка наставника").click()
    assert_good(page)
    page.get_by_role("button", name="Внести в реестр").click()
    expect(page.locator(".alert-success")).to_contain_text("Внесены в реестр: 1.")
    assert_good(page)


@pytest.mark.timeout(240)
@pytest.mark.parametrize(("curators", "applicants"), [("page", "phone"), ("phone", "page")])
def test_applicant_by_a_link_becomes_a_trained_mentor_of_the_register(curators, applicants, request, curator):
    page, window = request.getfixturevalue(curators), request.getfixturevalue(applicants)
    sign_in(page, curator)

    apply(window, make_link(page, curator))
    take_in(page, curator)
    talk(page)
    judge(page)
    gather_a_group(page, schooldays.today(curator.organization))
    teach(page)
    register(page, curator)

    mentor = Mentor.objects.get()
    assert (mentor.person.full_name, mentor.state) == (NAME, Mentor.State.REGISTERED)
    assert mentor.trainings.get().certificate.number.startswith("ШН-1/")
    assert Application.objects.get().full_name == ""
    call_command("doctor")
