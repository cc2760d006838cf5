"""A curator takes the ready questionnaires and makes one of them the school's own, at a desk and on a phone."""

import pytest
from playwright.sync_api import Page, expect

from mentoring.access import Role
from mentoring.programmes.models import MentoringForm
from surveys import editing, ready
from surveys.models import Questionnaire
from tests.browser import DESK, PHONE, assert_good, open_context, sign_in
from tests.cast import make_member, make_programme, make_school

pytestmark = [pytest.mark.postgres_only, pytest.mark.django_db(transaction=True)]
ENTRY = "Наставляемый на входе: ученик — ученик"
OURS = "Как вы узнали о программе?"


@pytest.fixture
def curator():
    """A curator of a school that has one form of mentoring and no questionnaires yet."""
    school = make_school("ozernaya", short_name="Озёрная школа")
    make_programme(school)
    MentoringForm.objects.create(organization=school, code="student_student", title="Ученик — ученик")
    return make_member(school, Role.CURATOR, name="Соколова Вера Ильинична")


def codes() -> list[str]:
    row = Questionnaire.objects.get(code="student_student-mentee-entry")
    return [one.code for one in editing.questions_of(editing.last(row))]


def add_question(page: Page) -> None:
    page.get_by_role("link", name="Добавить вопрос").click()
    page.get_by_role("link", name="Выбрать: один ответ из списка").click()
    page.get_by_role("button", name="Сохранить").click()
    expect(page.get_by_role("alert")).to_contain_text("исправьте")
    page.get_by_label("Вопрос", exact=True).fill(OURS)
    page.get_by_label("Варианты ответа").fill("от учителя\nот друзей")
    page.get_by_label("Раздел").fill("Своими словами")
    page.get_by_role("button", name="Сохранить").click()
    expect(page.get_by_text(OURS)).to_be_visible()


def arrange(page: Page) -> None:
    """Move the new question above its neighbour by keyboard alone, change another, take a third away."""
    page.get_by_role("button", name=f"Выше: {OURS}").focus()
    page.keyboard.press("Enter")
    expect(page.locator("ol.rows").last.locator("li").nth(2)).to_have_id("own_1")
    assert codes()[-2:] == ["own_1", "valuable"]

    page.get_by_role("link", name="Изменить: Чего вы ждёте от программы?").click()
    page.get_by_label("Показывать").select_option("если «да»")
    page.get_by_role("button", name="Сохранить").click()
    expect(page.get_by_text("ответ «да»")).to_have_count(2)

    page.locator("#useful summary").click()
    page.get_by_role("button", name="Убрать вопрос: Насколько полезным будет").click()
    expect(page.get_by_text("Убрали вопрос")).to_be_visible()


def bring_back(page: Page) -> None:
    page.get_by_role("link", name="Посмотреть целиком").click()
    expect(page.get_by_text("изменена")).to_be_visible()
    page.get_by_role("link", name="Вернуть стандартную").click()
    expect(page.get_by_role("heading", name="Исчезнут")).to_be_visible()
    assert_good(page)
    page.get_by_role("button", name="Вернуть стандартную").click()
    expect(page.get_by_text("Вернули стандартные вопросы")).to_be_visible()


def copy(page: Page) -> None:
    page.get_by_role("link", name="Скопировать").click()
    page.get_by_label("Как назвать копию").fill("Для шахматного кружка")
    page.get_by_role("button", name="Скопировать").click()
    expect(page.get_by_role("link", name="Для шахматного кружка")).to_be_visible()


def test_curator_makes_a_questionnaire_the_schools_own(page, curator):
    sign_in(page, curator)
    page.goto(f"/s/{curator.organization.slug}/surveys/questionnaires/")
    page.get_by_role("button", name="Взять готовые").click()
    expect(page.get_by_text("стандартные всегда вернутся")).to_be_visible()
    page.get_by_label("Кого спрашиваем").select_option("Наставляемые")
    page.get_by_role("button", name="Показать").click()
    page.get_by_role("link", name=ENTRY).click()

    page.get_by_role("link", name="Изменить").click()
    add_question(page)
    arrange(page)
    assert "own_1" in codes() and "useful" not in codes()
    bring_back(page)
    assert "useful" in codes() and "own_1" not in codes()
    copy(page)


@pytest.mark.parametrize("screen", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("which", ["lists", "forms"])
def test_every_page_is_good_on_any_screen(chromium, live_server, faults, curator, screen, which):
    ready.take(curator.organization, by=curator)
    row = Questionnaire.objects.get(code="student_student-mentee-entry")
    editing.remove_question(row, "useful", version=1, by=curator)
    one = f"{row.public_id}/"
    paths = {
        "lists": ["", one, f"{one}edit/", f"{one}restore/", f"{one}edit/new/"],
        "forms": [f"{one}copy/", f"{one}edit/part/?part=", f"{one}edit/new/scale/", f"{one}edit/comfort/"],
    }

    with open_context(chromium, live_server.url, screen, faults) as context:
        page = context.new_page()
        sign_in(page, curator)
        for path in paths[which]:
            page.goto(f"/s/{curator.organization.slug}/surveys/questionnaires/{path}")
            if path == f"{one}edit/":
                page.locator("#changes summary").click()
            assert_good(page)
