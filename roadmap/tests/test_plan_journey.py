"""A teacher marks an event between two lessons; a curator sees it, edits the plan and takes it away."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from mentoring.access import Role
from mentoring.accounts import schooldays
from mentoring.people.models import Employment
from roadmap.models import Occurrence
from roadmap.tests.cast import answer_for, employ, make_person, make_position, make_roadmap
from tests.browser import assert_good, sign_in
from tests.cast import make_member, make_programme, make_school

pytestmark = pytest.mark.postgres_only
PHOTO = {"name": "Снимок собрания.png", "mimeType": "image/png", "buffer": b"\x89PNG\r\n\x1a\n" + b"0" * 64}


@pytest.fixture
def school(transactional_db):
    return make_school("ozernaya", short_name="Озёрная школа")


@pytest.fixture
def plan(school):
    """A plan of this very month: something is late, something is due, something comes."""
    today = schooldays.today(school)
    programme = make_programme(school, start=today - timedelta(days=60), end=today + timedelta(days=200))
    days = {"1.1": -40, "1.2": 0, "2.1": -5, "2.2": 30}
    events = [
        {
            "section": int(number[0]) - 1,
            "number": number,
            "title": f"Собрание {number}",
            "due": today + timedelta(shift),
        }
        for number, shift in days.items()
    ]
    events[0] |= {"done": today - timedelta(41)}
    plan = make_roadmap(school, programme=programme, events=events)
    methodist = make_position(school, "методист")
    employ(make_person(school, "Ёлкин Пётр Ильич"), methodist)
    answer_for(plan.events.get(number="2.1"), methodist)
    answer_for(plan.events.get(number="1.2"), Employment.Duty.CLASS_TEACHER)
    return plan


def test_a_teacher_marks_an_event_with_a_photo_on_a_phone_and_takes_it_back(school, plan, phone):
    sign_in(phone, make_member(school, Role.CLASS_TEACHER, name="Юдина Яна Олеговна"))
    mark = Occurrence.objects.get(event__number="1.2")

    phone.goto("/s/ozernaya/plan/week/")
    assert_good(phone)
    phone.get_by_role("link", name="1.2 Собрание 1.2").click()
    assert_good(phone)
    phone.get_by_label("Как прошло").fill("Пришли все")
    phone.get_by_label("Подтверждение").set_input_files(PHOTO)
    phone.get_by_role("button", name="Отметить выполненным").click()

    expect(phone.get_by_text("Отметили 1.2 выполненным.")).to_be_visible()
    expect(phone.get_by_role("link", name="Снимок собрания.png")).to_be_visible()
    assert_good(phone)
    phone.get_by_role("button", name="Отменить", exact=True).click()
    expect(phone.get_by_text("Отметка 1.2 отменена")).to_be_visible()
    mark.refresh_from_db()
    assert (mark.done_at, mark.evidence.count()) == (None, 1)
    assert_good(phone)


def test_a_curator_marks_in_the_table_edits_and_takes_the_plan_away(school, plan, page):
    sign_in(page, make_member(school, Role.CURATOR, name="Соколова Вера Ильинична"))

    page.goto("/s/ozernaya/plan/")
    assert_good(page)
    expect(page.get_by_role("img", name="План по месяцам")).to_be_visible()
    row = page.get_by_role("row", name="2.1 Собрание 2.1")
    row.get_by_role("button", name="Отметить").click()
    expect(page.get_by_text("Отметили 2.1 выполненным.")).to_be_visible()
    expect(row.get_by_text("выполнено")).to_be_visible()

    page.get_by_role("button", name="Отменить", exact=True).click()
    expect(row.get_by_text("просрочено на")).to_be_visible()

    page.get_by_label("Найти в плане").fill("елкин")
    page.get_by_role("button", name="Показать", exact=True).click()
    expect(page.get_by_role("row", name="2.1 Собрание 2.1")).to_be_visible()
    expect(page.get_by_role("row", name="2.2 Собрание 2.2")).to_have_count(0)

    page.get_by_role("link", name="Собрание 2.1").click()
    page.get_by_role("link", name="Изменить").click()
    assert_good(page)
    page.get_by_label("Мероприятие", exact=True).fill("Круглый стол")
    page.get_by_label("Срок", exact=True).fill("каждый месяц")
    page.get_by_label("Куратор программы").check()
    page.get_by_role("button", name="Сохранить").click()
    expect(page.get_by_role("heading", name="2.1 Круглый стол")).to_be_visible()
    expect(page.get_by_text("понят так")).to_be_visible()

    page.goto("/s/ozernaya/plan/")
    with page.expect_download() as taken:
        page.get_by_role("link", name="PDF с отметками").click()
    assert taken.value.suggested_filename == "Дорожная карта наставничества.pdf"


@pytest.mark.parametrize("name", ["", "overdue/", "week/?who=me", "?state=late"])
def test_pages_of_the_plan_are_accessible_on_a_phone(school, plan, phone, name):
    sign_in(phone, make_member(school, Role.CURATOR, name="Соколова Вера Ильинична"))

    phone.goto(f"/s/ozernaya/plan/{name}")

    assert_good(phone)
