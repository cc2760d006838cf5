"""The questionnaire in a real browser: any screen, no script, keyboard alone, a closed tab; and papers keyed in."""

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from surveys import answering
from surveys.models import Respondent, Response
from surveys.tests.answer_cast import SAID, ask_learner, make_wave, mentor_of, token_of
from tests.browser import DESK, PHONE, assert_good, open_context, sign_in

pytestmark = [pytest.mark.postgres_only, pytest.mark.django_db(transaction=True)]
NARROW = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}


@pytest.fixture
def asked(programme, curator) -> Respondent:
    mentor_of(programme, "Ясенева")
    return ask_learner(make_wave(programme, by=curator.member))


def open_link(page: Page, respondent: Respondent) -> None:
    page.goto(f"/answer/{token_of(respondent)}/")
    expect(page.get_by_role("button", name="Дальше")).to_be_visible()


def point(page: Page, question: str, words: str):
    return page.get_by_role("group", name=question).get_by_role("radio", name=words, exact=True)


def choose(page: Page, question: str, words: str) -> None:
    point(page, question, words).check(force=True)


def fill_first(page: Page) -> None:
    choose(page, "Был ли у вас наставник раньше?", "нет")
    choose(page, "Насколько охотно", "7")


@pytest.mark.parametrize("screen", [DESK, PHONE, NARROW], ids=["desk", "phone", "narrow"])
def test_every_page_is_good_on_any_screen(chromium, live_server, faults, asked, screen):
    with open_context(chromium, live_server.url, screen, faults) as context:
        page = context.new_page()
        open_link(page, asked)
        assert_good(page)

        page.get_by_role("button", name="Дальше").click()
        expect(page.get_by_text("Дальше пока нельзя")).to_be_visible()
        assert_good(page)

        fill_first(page)
        page.get_by_role("button", name="Дальше").click()
        expect(page.get_by_text("Шаг 2 из 2")).to_be_visible()
        assert_good(page)

        page.get_by_role("button", name="Отправить ответы").click()
        expect(page.get_by_role("heading", name="Спасибо, ответ принят")).to_be_visible()
        assert_good(page)

    assert Response.objects.get().respondent == asked


def test_dead_link_is_a_good_page(page, faults, asked):
    page.goto("/answer/no-such-token/")

    assert_good(page)
    assert "404" in faults.pop()


def without_script(chromium, live_server, faults) -> BrowserContext:
    return open_context(chromium, live_server.url, PHONE | {"java_script_enabled": False}, faults)


def test_without_script_every_question_stands_and_each_page_is_kept(chromium, live_server, faults, asked):
    with without_script(chromium, live_server, faults) as context:
        page = context.new_page()
        open_link(page, asked)
        expect(page.get_by_text("Если да:")).to_be_visible()
        expect(page.get_by_label("Где это было?")).to_be_visible()

        fill_first(page)
        page.get_by_role("button", name="Дальше").click()
        page.get_by_label("Сколько часов").fill("2,5")
        page.get_by_role("button", name="Назад").click()
        expect(point(page, "Насколько охотно", "7")).to_be_checked()
        page.get_by_role("button", name="Дальше").click()
        expect(page.get_by_label("Сколько часов")).to_have_value("2,5")
        page.get_by_role("button", name="Отправить ответы").click()
        expect(page.get_by_role("heading", name="Спасибо")).to_be_visible()

    assert answering.raws_of(Response.objects.get(), answering.questions_of(asked))["hours"] == "2.5"


def test_question_appears_when_it_is_asked(phone, asked):
    open_link(phone, asked)
    where = phone.get_by_label("Где это было?")
    expect(where).to_be_hidden()

    choose(phone, "Был ли у вас наставник", "да")
    expect(where).to_be_visible()
    choose(phone, "Был ли у вас наставник", "нет")
    expect(where).to_be_hidden()


def test_every_control_is_reached_by_keyboard(page, asked):
    open_link(page, asked)
    choose(page, "Был ли у вас наставник", "да")
    names = page.evaluate("[...new Set([...document.querySelectorAll('form [name^=q]')].map((one) => one.name))]")

    page.evaluate("document.activeElement.blur(); document.getElementById('work').focus()")
    reached = []
    for _ in range(30):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.name || ''"))

    assert [name for name in dict.fromkeys(reached) if name in names] == names
    assert "go" in reached


def test_questionnaire_is_answered_by_keyboard_alone(page, asked):
    open_link(page, asked)
    page.evaluate("document.getElementById('work').focus()")

    for keys in ("Tab", "ArrowDown", "Tab", "ArrowRight", "ArrowRight", "ArrowRight"):
        page.keyboard.press(keys)
    page.get_by_role("button", name="Дальше").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Шаг 2 из 2")).to_be_visible()
    page.get_by_label("Сколько часов").focus()
    page.keyboard.type("3")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Спасибо, ответ принят")).to_be_visible()

    said = answering.raws_of(Response.objects.get(), answering.questions_of(asked))
    assert (said["met"], said["wish"], said["hours"]) == ("0", "4", "3")


def test_draft_survives_a_closed_tab(chromium, live_server, faults, asked):
    with open_context(chromium, live_server.url, PHONE, faults) as context:
        page = context.new_page()
        open_link(page, asked)
        choose(page, "Был ли у вас наставник", "да")
        page.get_by_label("Где это было?").fill("в кружке")
        expect(page.get_by_role("status")).to_have_text("Ответы сохранены.")
        page.close()

    with open_context(chromium, live_server.url, PHONE, faults) as context:
        page = context.new_page()
        open_link(page, asked)
        expect(page.get_by_label("Где это было?")).to_have_value("в кружке")
        expect(point(page, "Был ли у вас наставник", "да")).to_be_checked()


def test_back_after_sending_leads_to_thanks_and_changes_nothing(page, asked):
    open_link(page, asked)
    fill_first(page)
    page.get_by_role("button", name="Дальше").click()
    page.get_by_role("button", name="Отправить ответы").click()
    expect(page.get_by_role("heading", name="Спасибо, ответ принят")).to_be_visible()

    page.go_back()
    expect(page.get_by_role("heading", name="Спасибо, ответ принят")).to_be_visible()
    assert Response.objects.count() == 1


def test_paper_is_keyed_in_by_keyboard_alone(page, asked, curator):
    following = ask_learner(asked.wave, "Яшин")
    sign_in(page, curator.member)
    page.goto(curator.at("survey_key_in", asked.public_id))
    expect(page.get_by_label("Был ли у вас наставник раньше?")).to_be_focused()
    assert_good(page)

    page.keyboard.type("1")  # goes on by itself
    page.keyboard.type("в кружке")
    page.keyboard.press("Enter")
    page.keyboard.type("7")  # 7 cannot become 7-something on a scale to 10
    page.keyboard.type("2")
    page.keyboard.type("13")
    page.keyboard.press("Enter")
    page.keyboard.type("45")  # two lines of a table
    page.keyboard.type("1,5")
    page.keyboard.press("Enter")
    page.keyboard.type("18.11.2026")
    for _ in range(3):  # the day, the only mentor, the long text
        page.keyboard.press("Enter")
    expect(page.get_by_label("День на бланке")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Сохранить и к следующему")).to_be_focused()
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name="Яшин Ян Львович")).to_be_visible()
    assert page.url.endswith(f"/{following.public_id}/")
    said = answering.raws_of(Response.objects.get(), answering.questions_of(asked))
    wanted = SAID | {"how": "1", "hours": "1.5", "since": "2026-11-18", "whom": [], "else": ""}
    assert said == wanted


@pytest.mark.parametrize("screen", ["page", "phone"])
def test_pages_of_papers_are_good_on_any_screen(request, asked, curator, screen):
    page = request.getfixturevalue(screen)
    sign_in(page, curator.member)
    for name in ("survey_answers_mine", "survey_sheet", "survey_key"):
        page.goto(curator.at(name, *([] if name.endswith("mine") else [asked.wave.public_id])))
        assert_good(page)
    page.goto(curator.at("survey_sheet", asked.wave.public_id))
    page.get_by_role("button", name="Показать лист").click()
    expect(page.get_by_role("heading", name="Ссылки для печати")).to_be_visible()
    assert_good(page)
