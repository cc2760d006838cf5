"""A curator at a desk and with a phone: every list, every form, in a real browser that complains."""

import time

import pytest
from allauth.mfa.totp.internal import auth as totp
from playwright.sync_api import Page, expect

from mentoring.access import Role
from mentoring.accounts.models import Organization, SchoolTerm
from mentoring.people.models import Employment, Person, Position
from mentoring.tests.rows import ADMIN, address, fill
from tests.browser import assert_good, sign_in
from tests.cast import PASSWORD, browse, make_member, make_school
from tests.matrix.pages import ADMIN as RULES

pytestmark = [pytest.mark.postgres_only, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def member():
    """A curator of a school that has one row of everything."""
    school = make_school("ozernaya", short_name="Озёрная школа")
    found = browse(make_member(school, Role.CURATOR, name="Соколова Вера Ильинична"))
    found.member.user.set_password(PASSWORD)
    found.member.user.save()
    return found


def pass_the_form(page: Page, member) -> None:
    page.get_by_label("Электронная почта или логин").fill(member.user.login)
    page.get_by_label("Пароль").fill(PASSWORD)
    page.get_by_role("button", name="Войти").click()


def pages_of(member) -> list[str]:
    school = member.member.organization
    rows = fill(school, "Синицын") | {Organization: school}
    found = [member.at("admin:index")]
    for model in ADMIN:
        found.append(member.at(address(model, "changelist")))
        found.append(member.at(address(model, "change"), rows[model].pk))
        rules = RULES[model._meta.label_lower]
        if rules.add:
            found.append(member.at(address(model, "add")))
        if rules.delete:
            found.append(member.at(address(model, "delete"), rows[model].pk))
    return found


def assert_every_page_is_good(page: Page, member) -> None:
    sign_in(page, member.member)
    for path in pages_of(member):
        answer = page.goto(path)
        assert answer.status == 200, path
        assert_good(page)


@pytest.mark.timeout(600)
def test_every_page_of_the_admin_is_good_at_a_desk(page: Page, member):
    assert_every_page_is_good(page, member)


@pytest.mark.timeout(600)
def test_every_page_of_the_admin_is_good_on_a_phone(phone: Page, member):
    assert_every_page_is_good(phone, member)


def test_curator_adds_a_person_with_a_position(page: Page, member):
    school = member.member.organization
    Position.objects.create(organization=school, title="педагог-психолог")
    sign_in(page, member.member)
    page.goto(member.at(address(Person, "changelist")))
    expect(page.get_by_text("Людей ещё нет")).to_be_visible()

    page.get_by_role("link", name="Добавить человека").click()
    page.get_by_role("button", name="Сохранить", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("исправьте 2\N{NO-BREAK SPACE}поля")
    page.get_by_role("link", name="Фамилия").click()
    expect(page.get_by_label("Фамилия")).to_be_focused()
    page.get_by_label("Фамилия").fill("Ёлкина")
    page.get_by_label("Имя").fill("Анна")
    page.get_by_role("button", name="Ещё строка").click()
    row = page.locator("#employments-row-employments-2")
    with page.expect_response("**/autocomplete/**"):
        row.get_by_label("Должность").press_sequentially("псих")
    expect(row.locator("datalist option")).to_have_attribute("value", "педагог-психолог")
    row.get_by_label("Должность").fill("педагог-психолог")
    row.get_by_label("Работает с").fill("2026-09-01")
    page.get_by_role("button", name="Сохранить", exact=True).click()

    expect(page.locator(".alert-success")).to_contain_text("Сохранили: Ёлкина Анна")
    expect(page.get_by_role("table")).to_contain_text("педагог-психолог")
    assert Employment.objects.get().person.surname == "Ёлкина"


def test_person_can_be_added_without_any_script(chromium, live_server, member):
    Position.objects.create(organization=member.member.organization, title="методист")
    context = chromium.new_context(base_url=live_server.url, java_script_enabled=False, locale="ru-RU")
    page = context.new_page()
    page.goto("/accounts/login/")
    pass_the_form(page, member.member)
    expect(page.locator("#side")).to_be_attached()

    page.goto(member.at(address(Person, "add")))
    page.get_by_label("Фамилия").fill("Орлова")
    page.get_by_label("Имя").fill("Майя")
    page.locator("#employments-row-employments-0").get_by_label("Должность").fill("Методист")
    page.get_by_role("button", name="Сохранить", exact=True).click()

    expect(page.locator(".alert-success")).to_contain_text("Сохранили: Орлова Майя")
    context.close()
    assert Employment.objects.get().position.title == "методист"


def test_menu_of_a_phone_opens_without_a_script_and_leads_to_a_list(phone: Page, member):
    sign_in(phone, member.member)

    phone.get_by_role("link", name="Меню").click()
    phone.get_by_text("Люди", exact=True).first.click()
    phone.get_by_role("link", name="Должности").click()

    expect(phone.get_by_role("heading", level=1)).to_have_text("Должности")


def test_quarters_of_the_school_are_taken_by_one_button(page: Page, member):
    sign_in(page, member.member)
    page.goto(member.at(address(SchoolTerm, "changelist")))

    page.get_by_role("button", name="Взять обычные").click()

    expect(page.locator(".alert-success")).to_contain_text("Записали обычные даты")
    expect(page.get_by_role("row")).to_have_count(9)


def test_slash_leads_to_the_search(page: Page, member):
    sign_in(page, member.member)

    page.keyboard.press("/")

    expect(page.locator("#find")).to_be_focused()


def test_second_step_of_signing_in_is_turned_on_and_passed_with_a_spare_code(page: Page, member):
    sign_in(page, member.member)
    page.get_by_role("link", name="Вход и пароль").click()
    assert_good(page)
    page.get_by_role("link", name="Включить").click()
    page.get_by_label("Пароль").fill(PASSWORD)
    page.get_by_role("button", name="Подтвердить").click()

    assert page.locator("img").evaluate("image => image.naturalWidth") > 100
    assert_good(page)
    secret = page.locator("code").inner_text()
    page.get_by_label("Код").fill(totp.format_hotp_value(totp.hotp_value(secret, int(time.time() // 30))))
    page.get_by_role("button", name="Включить").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Запасные коды")
    assert_good(page)
    spare = page.locator(".codes code").first.inner_text()

    page.goto(member.at("admin:index"))
    page.get_by_role("button", name="Выйти").click()
    pass_the_form(page, member.member)
    assert_good(page)
    page.get_by_label("Код").fill(spare)
    page.get_by_role("button", name="Войти").click()

    expect(page.locator("#side")).to_be_attached()


@pytest.mark.parametrize("path", ["login", "password/reset", "password/reset/done", "inactive"])
def test_pages_before_signing_in_are_good_on_a_phone(path, phone: Page):
    phone.goto(f"/accounts/{path}/")

    assert_good(phone)
