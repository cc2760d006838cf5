"""A curator who has never seen the system: lists, blanks of consents, who is missing what, by what each page says."""

import re

import pytest
from django.core.management import call_command
from playwright.sync_api import Page, expect

from mentoring.access import Role
from mentoring.people.models import Consent, Person
from mentoring.people.tests.loading import load_class, load_staff
from reports.documents.tests.printed import pages_of, squashed
from tests.browser import assert_good, sign_in
from tests.cast import make_member, make_school

pytestmark = [pytest.mark.postgres_only, pytest.mark.django_db(transaction=True)]
ORLOVA, LESNOV, ZIMIN = "Орлова Майя Игоревна", "Леснов Тимур Олегович", "Зимин Лев Олегович"


def take_the_words(page: Page) -> None:
    page.get_by_role("link", name="Дальше: согласия").click()
    expect(page.get_by_role("heading", name="Видов согласий ещё нет")).to_be_visible()
    assert_good(page)
    page.get_by_role("button", name="Взять обычные виды").click()
    expect(page.locator(".alert-success")).to_contain_text("Прочитайте тексты и поправьте под себя")
    assert_good(page)
    page.get_by_role("link", name="Кто на что согласен").click()
    for name in (ORLOVA, LESNOV, ZIMIN):
        expect(page.get_by_role("link", name=name)).to_be_visible()
    assert_good(page)


def print_the_blanks(page: Page) -> None:
    page.get_by_role("link", name="Напечатать бланки").click()
    expect(page.get_by_role("heading", level=1, name="Напечатать бланки согласий")).to_be_visible()
    assert_good(page)
    with page.expect_download() as given:
        page.get_by_role("button", name="Скачать PDF").click()

    sheets = pages_of(given.value.path().read_bytes())
    assert len(sheets) == 6  # two purposes of three children
    for name in (ORLOVA, LESNOV, ZIMIN):
        assert sum(squashed(name) in sheet for sheet in sheets) == 2
    page.get_by_role("main").get_by_role("link", name="Согласия", exact=True).last.click()


def record_the_signed(page: Page) -> None:
    page.get_by_role("link", name=ORLOVA).click()
    assert_good(page)
    page.get_by_role("link", name="Записать бумаги").click()
    expect(page.get_by_role("heading", level=1, name="Записать бумаги")).to_be_visible()
    assert_good(page)
    page.get_by_label("Ребёнок тоже подписал").check()
    page.get_by_role("button", name="Записать").click()
    expect(page.locator(".alert-success")).to_contain_text(re.compile("Записали: 2.согласия"))
    assert_good(page)
    page.get_by_role("main").get_by_role("link", name="Согласия", exact=True).click()


def find_who_is_missing_what(page: Page) -> None:
    page.get_by_label("Состояние").select_option("Нет согласия")
    page.get_by_role("button", name="Показать").click()
    expect(page.get_by_role("link", name=LESNOV)).to_be_visible()
    expect(page.get_by_role("link", name=ORLOVA)).to_have_count(0)
    assert page.get_by_role("row").filter(has_text=LESNOV).get_by_text("нет", exact=True).count() >= 2
    assert_good(page)
    page.get_by_role("link", name=ZIMIN).click()
    expect(page.get_by_role("heading", name="Законный представитель не записан")).to_be_visible()
    assert_good(page)
    page.get_by_role("link", name="Добавьте мать, отца или опекуна на карточке").click()
    expect(page.get_by_role("heading", level=1, name=ZIMIN)).to_be_visible()
    assert_good(page)


@pytest.mark.parametrize("window", ["page", "phone"])
def test_curator_who_never_saw_the_system_gets_consents_and_finds_who_is_missing_what(window, request):
    page = request.getfixturevalue(window)
    school = make_school("novaya", short_name="Новая школа", full_name="Новая средняя школа")
    sign_in(page, make_member(school, Role.CURATOR, name="Соколова Вера Ильинична"))
    assert_good(page)

    load_staff(page)
    load_class(page)
    take_the_words(page)
    print_the_blanks(page)
    record_the_signed(page)
    find_who_is_missing_what(page)

    signed = Consent.objects.values_list("person__surname", "given_by__surname", "co_signed")
    assert list(signed) == [("Орлова", "Орлова", True)] * 2
    assert Person.objects.count() == 6
    call_command("doctor")
