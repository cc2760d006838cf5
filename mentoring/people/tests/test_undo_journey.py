"""A curator in a real browser merges two cards and turns the year, and takes both back."""

from datetime import date

import pytest
from playwright.sync_api import Page, expect

from mentoring.access import Role
from mentoring.people.models import Enrollment, Person, StudyGroup
from tests.browser import assert_good, sign_in
from tests.cast import browse, make_member, make_school

pytestmark = [pytest.mark.postgres_only, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def member():
    """A curator of a school where a girl of one class is written down twice."""
    school = make_school("ozernaya", short_name="Озёрная школа")
    own = {"organization": school}
    group = StudyGroup.objects.create(**own, title="8 «А»", grade=8, letter="А")
    same = {"given": "Анна", "patronymic": "Юрьевна", "birth_date": date(2011, 5, 6)}
    for surname, phone in (("Семёнова", ""), ("Семенова", "+7 900 000-00-01")):
        person = Person.objects.create(**own, surname=surname, phone=phone, **same)
        Enrollment.objects.create(**own, person=person, group=group)
    return browse(make_member(school, Role.CURATOR, name="Соколова Вера Ильинична"))


def take_back(page: Page) -> None:
    page.get_by_role("button", name="Отменить").click()
    expect(page.locator(".alert-success")).to_contain_text("Всё вернули, как было")


def merge_and_take_back(page: Page, member) -> None:
    page.goto(member.at("admin:people_person_changelist"))
    page.get_by_role("link", name="Похожие люди").first.click()
    expect(page.get_by_role("table")).to_contain_text("то же имя и день рождения 06.05.2011")
    assert_good(page)
    page.get_by_role("link", name="Сравнить").click()
    page.get_by_role("radio", name="фамилия: Семёнова").check()
    assert_good(page)
    page.get_by_role("button", name="Объединить").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Двойники объединены")
    assert_good(page)
    assert Person.objects.values_list("surname", "phone").get() == ("Семёнова", "+7 900 000-00-01")
    take_back(page)
    assert Enrollment.objects.filter(end=None).count() == Person.objects.count() == 2


def turn_and_take_back(page: Page, member) -> None:
    page.goto(member.at("admin:people_studygroup_changelist"))
    page.get_by_role("link", name="Новый учебный год").click()
    page.get_by_text("2 чел.: отметить").click()
    page.get_by_role("checkbox", name="уходит: Семенова Анна Юрьевна").check()
    assert_good(page)
    page.get_by_role("button", name="Перевести").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Классы переведены на следующий год")
    assert StudyGroup.objects.get().title == "9 «А»"
    assert Enrollment.objects.filter(end=None).count() == 1
    page.goto(member.at("people_deeds"))
    assert_good(page)
    page.get_by_role("link", name="Отменить: классы переведены").click()
    take_back(page)
    assert StudyGroup.objects.get().title == "8 «А»"
    assert Enrollment.objects.filter(end=None).count() == 2


@pytest.mark.parametrize("deed", [merge_and_take_back, turn_and_take_back])
def test_large_deed_is_done_and_taken_back_at_a_desk(page: Page, member, deed):
    sign_in(page, member.member)

    deed(page, member)


@pytest.mark.parametrize("deed", [merge_and_take_back, turn_and_take_back])
def test_large_deed_is_done_and_taken_back_on_a_phone(phone: Page, member, deed):
    sign_in(phone, member.member)

    deed(phone, member)
