"""A curator who has never seen the system loads both lists by what each page says next, and takes the last one back."""

import pytest
from django.core.management import call_command
from playwright.sync_api import Page, expect

from mentoring.access import Role
from mentoring.people.models import Employment, Enrollment, Guardianship, ImportBatch, Person
from mentoring.people.tests.lists import HEAD, LESNOV, ORLOVA, RYABOVA, STAFF_HEAD, separated, xlsx
from tests.browser import assert_accessible
from tests.cast import PASSWORD, make_member, make_school

pytestmark = [pytest.mark.postgres_only, pytest.mark.django_db(transaction=True)]
ASKED = ("Зимин Лев Олегович", "9А", "05.06.12", "", "", "")
WRONG = ("Озеров Пётр Ильич", "9А", "31.02.2011", "", "", "")
TITLE = ("Список 9-х классов",)


@pytest.fixture
def curator():
    member = make_member(make_school("novaya", short_name="Новая школа"), Role.CURATOR, name="Соколова Вера Ильинична")
    member.user.set_password(PASSWORD)
    member.user.save()
    return member


def sign_in(page: Page, member) -> None:
    page.goto("/accounts/login/")
    page.get_by_label("Электронная почта или логин").fill(member.user.login)
    page.get_by_label("Пароль").fill(PASSWORD)
    page.get_by_role("button", name="Войти").click()


def give(page: Page, name: str, data: bytes) -> None:
    page.get_by_label("Файл со списком").set_input_files({"name": name, "mimeType": "", "buffer": data})
    page.get_by_role("button", name="Прочитать").click()
    expect(page.get_by_role("heading", level=1, name=name)).to_be_visible()
    good(page)


def good(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{page.url} is wider than the window"
    assert_accessible(page)


def load_staff(page: Page) -> None:
    page.get_by_role("link", name="Загрузите список сотрудников").click()
    expect(page.get_by_role("radio", name="Сотрудники")).to_be_checked()
    good(page)
    give(page, "Кадры.csv", separated(STAFF_HEAD, RYABOVA, encoding="cp1251"))
    page.get_by_role("button", name="Внести 1").click()
    expect(page.get_by_text("Список внесён")).to_be_visible()
    good(page)


def load_class(page: Page) -> None:
    page.get_by_role("link", name="Загрузить список: ученики").click()
    expect(page.get_by_role("radio", name="Ученики")).to_be_checked()
    give(page, "9 классы.xlsx", xlsx(TITLE, (), HEAD, ORLOVA, LESNOV, ASKED, WRONG))
    expect(page.get_by_text("год двумя цифрами")).to_be_visible()
    page.get_by_role("combobox", name="Так ли понято?").select_option("Понято верно")
    page.get_by_role("button", name="Сохранить решения").click()
    expect(page.get_by_text("Решать больше нечего")).to_be_visible()
    page.get_by_role("link", name="Не внести 1").click()
    expect(page.get_by_text("такого дня нет")).to_be_visible()
    good(page)
    page.get_by_role("button", name="Внести 3").click()
    expect(page.get_by_text("Новых: 3.")).to_be_visible()
    with page.expect_download() as given:
        page.get_by_role("link", name="Строки, которые надо исправить").click()
    assert given.value.suggested_filename == "ispravit.xlsx"


def take_back(page: Page) -> None:
    page.get_by_role("link", name="Отменить внесение").click()
    expect(page.get_by_role("heading", level=1, name="Отменить внесение списка")).to_be_visible()
    good(page)
    page.get_by_role("button", name="Отменить внесение").click()
    expect(page.get_by_text("Всё вернули, как было")).to_be_visible()
    good(page)


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
