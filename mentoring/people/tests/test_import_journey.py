"""A curator who has never seen the system loads both lists by what each page says next, and takes the last one back."""

import pytest
from django.core.management import call_command
from playwright.sync_api import Page, expect

from mentoring.access import Role
from mentoring.people.models import Employment, Enrollment, Guardianship, ImportBatch, Person
from mentoring.people.tests.loading import load_class, load_staff
from tests.browser import assert_good, sign_in
from tests.cast import make_member, make_school

pytestmark = [pytest.mark.postgres_only, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def curator():
    return make_member(make_school("novaya", short_name="Новая школа"), Role.CURATOR, name="Соколова Вера Ильинична")


def take_back(page: Page) -> None:
    page.get_by_role("link", name="Отменить внесение").click()
    expect(page.get_by_role("heading", level=1, name="Отменить внесение списка")).to_be_visible()
    assert_good(page)
    page.get_by_role("button", name="Отменить внесение").click()
    expect(page.get_by_text("Всё вернули, как было")).to_be_visible()
    assert_good(page)


def walk(page: Page, curator) -> None:
    sign_in(page, curator)
    load_staff(page)
    load_class(page)
    assert (Enrollment.objects.count(), Guardianship.objects.count()) == (3, 2)
    take_back(page)

    assert (Enrollment.objects.count(), Guardianship.objects.count()) == (0, 0)
    assert [one.full_name for one in Person.objects.all()] == ["Рябова Ольга Юрьевна"]
    assert Employment.objects.count() == 2
    assert list(ImportBatch.objects.order_by("pk").values_list("state", flat=True)) == ["committed", "undone"]
    call_command("doctor")


def test_curator_of_a_new_school_loads_both_lists_and_takes_the_last_one_back(page: Page, curator):
    walk(page, curator)


def test_the_same_on_a_phone(phone: Page, curator):
    walk(phone, curator)


def test_list_of_people_without_people_leads_to_the_loading(page: Page, curator):
    sign_in(page, curator)
    page.goto(f"/s/{curator.organization.slug}/admin/people/person/")

    page.get_by_role("main").get_by_role("link", name="Загрузить список").click()

    expect(page.get_by_role("heading", level=1, name="Загрузить список людей")).to_be_visible()
