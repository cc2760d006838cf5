"""From the matching of a form to the pairs, in two browsers: a wish is dragged, an answer is given on a telephone."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from mentoring.access import Role
from mentoring.accounts import schooldays
from mentoring.pairs.models import Assent, Pair
from mentoring.pairs.tests.desk_cast import make_form, two_and_two
from tests.browser import assert_good, sign_in
from tests.cast import make_member, make_programme, make_school

pytestmark = [pytest.mark.postgres_only, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def curator(monkeypatch):
    """A curator of a school in which two wait and two help."""
    school = make_school("ozernaya", short_name="Озёрная школа", full_name="Озёрная средняя школа")
    today = schooldays.today(school)
    monkeypatch.setattr("mentoring.pairs.tests.desk_cast.AGREED", today - timedelta(10))
    programme = make_programme(school, start=today - timedelta(60), end=today + timedelta(200))
    two_and_two(programme, make_form(programme))
    return make_member(school, Role.CURATOR, name="Соколова Вера Ильинична")


def drag_a_wish(page: Page) -> None:
    """Drag a mentee onto another mentor and make that pair."""
    mentee = page.get_by_role("link", name="Чижов Ян", exact=True)
    mentee.drag_to(page.get_by_role("link", name="Осокина Ян", exact=True))
    expect(page.get_by_text("Слабейшая пара: сейчас 100, станет 0.")).to_be_visible()
    assert_good(page)
    page.get_by_label("Почему решили так").fill("знакомы по кружку")
    page.get_by_role("button", name="Закрепить пару").click()
    expect(page.get_by_text("Решение вручную — Соколова Вера Ильинична: знакомы по кружку")).to_be_visible()


def answer(window: Page, path: str) -> None:
    window.goto(path)
    assert_good(window)
    window.get_by_role("button", name="Не согласен, не согласна").click()
    expect(window.get_by_role("heading", name="Спасибо, ответ принят")).to_be_visible()
    assert_good(window)


def test_matching_is_begun_changed_by_hand_asked_about_and_published(page, phone, curator):
    sign_in(page, curator)
    page.goto(f"/s/{curator.organization.slug}/matching/")
    assert_good(page)
    page.get_by_role("button", name="Начать подбор").click()
    expect(page.get_by_role("heading", name="Предлагаем пар: 2")).to_be_visible()
    assert_good(page)
    drag_a_wish(page)
    page.get_by_role("button", name="Передать комиссии").click()
    assert_good(page)
    page.get_by_role("button", name="Лист со ссылками").click()
    path = urlsplit(page.locator(".slip-address").first.inner_text()).path
    answer(phone, path)
    page.get_by_role("link", name="Подбор пар").last.click()
    expect(page.get_by_text("против")).to_be_visible()
    page.get_by_role("link", name="Объявить пары").click()
    assert_good(page)
    page.get_by_role("button", name="Объявить пары").click()
    expect(page.get_by_text("Пары объявлены: они ждут закрепления приказом.")).to_be_visible()
    assert_good(page)

    assert Pair.objects.count() == 2
    assert Assent.objects.filter(state=Assent.State.DECLINED).count() == 1
