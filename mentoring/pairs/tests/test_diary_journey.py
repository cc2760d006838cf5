"""A mentor's telephone: half a minute for a meeting, a network that goes away, no script at all."""

import pytest
from playwright.sync_api import Locator, Page, expect

from mentoring.accounts import schooldays
from mentoring.pairs.diary import meetings
from mentoring.pairs.models import Meeting
from mentoring.pairs.tests.diary_cast import led, planned_items, step
from tests.browser import DESK, PHONE, assert_good, open_context, sign_in

pytestmark = [pytest.mark.postgres_only, pytest.mark.django_db(transaction=True)]
MOST_ACTIONS = 12
WAITS = "Нет связи. Запись сохранена на этом телефоне, отправим сами."


@pytest.fixture
def pair_and_mentor(programme, curator):
    today = schooldays.today(programme.organization)
    pair, mentor = led(programme, curator.member)
    items = planned_items(pair, "Разобрать ошибки контрольной", "Составить план недели", "Выбрать тему проекта")
    step(items[0], today, "Дроби без ошибок")
    meetings.plan_next(pair, today, by=mentor)
    return pair, mentor


class Thumb:
    """A person's thumb, which counts what it does."""

    def __init__(self):
        self.actions = 0

    def tap(self, what: Locator) -> None:
        what.tap()
        self.actions += 1

    def type(self, what: Locator, words: str) -> None:
        what.fill(words)
        self.actions += 1


def open_entry(page: Page, mentor, thumb: Thumb) -> None:
    sign_in(page, mentor)
    page.wait_for_url("**/diary/mine/")
    thumb.tap(page.get_by_role("link", name="Записать встречу"))
    expect(page.get_by_role("button", name="Записать встречу")).to_be_visible()


def label(page: Page, words: str) -> Locator:
    return page.locator("label", has_text=words).first


def test_meeting_is_written_by_a_thumb_in_few_actions(phone, pair_and_mentor):
    pair, mentor = pair_and_mentor
    thumb = Thumb()
    open_entry(phone, mentor, thumb)
    assert_good(phone)
    last = phone.get_by_role("group", name="Следующая встреча").bounding_box()
    bar = phone.locator(".stick-bottom").bounding_box()
    assert last["y"] + last["height"] <= bar["y"] and bar["y"] + bar["height"] <= PHONE["viewport"]["height"]

    thumb.tap(label(phone, "60 мин"))
    thumb.tap(phone.get_by_role("group", name="Что делали по плану").locator("label", has_text="готово").nth(1))
    thumb.tap(phone.get_by_role("group", name="Как прошло").locator("label", has_text="8"))
    thumb.type(phone.get_by_label("Что получилось"), "Сам решил шесть примеров из восьми")
    thumb.tap(phone.get_by_role("button", name="Записать встречу"))

    expect(phone.locator(".alert-success")).to_contain_text("Записали встречу")
    assert_good(phone)
    assert thumb.actions <= MOST_ACTIONS
    row = pair.meetings.get(state=Meeting.State.HELD)
    assert (row.minutes, row.mark, row.topic, row.kind) == (60, 8, "Дроби без ошибок", "intro")
    assert row.done == "Сам решил шесть примеров из восьми"
    assert sorted(row.items.values_list("finished", flat=True)) == [False, True]
    assert phone.evaluate("Object.keys(localStorage).length") == 0


def test_entry_waits_for_the_network_and_is_sent_once(phone, pair_and_mentor):
    pair, mentor = pair_and_mentor
    open_entry(phone, mentor, Thumb())
    phone.context.set_offline(True)
    phone.get_by_label("Что получилось").fill("Записано в подвале без связи")
    phone.get_by_role("button", name="Записать встречу").tap()
    expect(phone.get_by_text(WAITS)).to_be_visible()
    assert not pair.meetings.filter(state=Meeting.State.HELD).exists()

    phone.context.set_offline(False)
    expect(phone.get_by_text("Связь есть. Запись с этого телефона отправлена.")).to_be_visible()
    expect(phone.get_by_role("button", name="Записать встречу")).to_be_hidden()
    phone.get_by_role("link", name="Мои встречи").tap()
    phone.wait_for_url("**/diary/mine/")

    assert pair.meetings.get(state=Meeting.State.HELD).done == "Записано в подвале без связи"
    assert phone.evaluate("Object.keys(localStorage).length") == 0


def test_entry_that_waited_through_the_night_is_sent_by_the_page_of_own_meetings(phone, pair_and_mentor):
    pair, mentor = pair_and_mentor
    open_entry(phone, mentor, Thumb())
    phone.context.set_offline(True)
    phone.get_by_role("button", name="Записать встречу").tap()
    expect(phone.get_by_text(WAITS)).to_be_visible()

    with open_context(phone.context.browser, phone.evaluate("location.origin"), PHONE, []) as other:
        other.add_cookies(phone.context.cookies())
        later = other.new_page()
        later.goto("/healthz")
        later.evaluate(
            "kept => Object.entries(kept).forEach(([key, value]) => localStorage.setItem(key, value))",
            phone.evaluate("({...localStorage})"),
        )
        later.goto(f"/s/{mentor.organization.slug}/diary/mine/")
        expect(later.get_by_text("Связь есть. Запись с этого телефона отправлена.")).to_be_visible()

    assert pair.meetings.filter(state=Meeting.State.HELD).count() == 1


def test_refused_entry_comes_back_on_its_page(phone, pair_and_mentor, curator):
    pair, mentor = pair_and_mentor
    open_entry(phone, mentor, Thumb())
    phone.context.set_offline(True)
    phone.get_by_label("Что получилось").fill("Слова, которые жаль потерять")
    phone.get_by_role("button", name="Записать встречу").tap()
    expect(phone.get_by_text(WAITS)).to_be_visible()
    type(pair).objects.filter(pk=pair.pk).update(state="paused")
    phone.context.set_offline(False)
    expect(phone.get_by_text("не принята")).to_be_visible()

    type(pair).objects.filter(pk=pair.pk).update(state="works")
    phone.reload()

    expect(phone.get_by_label("Что получилось")).to_have_value("Слова, которые жаль потерять")
    assert phone.evaluate("Object.keys(localStorage).length") == 0


def test_without_script_the_meeting_is_written_all_the_same(chromium, live_server, faults, pair_and_mentor):
    pair, mentor = pair_and_mentor
    with open_context(chromium, live_server.url, PHONE | {"java_script_enabled": False}, faults) as context:
        page = context.new_page()
        with open_context(chromium, live_server.url, PHONE, faults) as other:
            signed = other.new_page()
            sign_in(signed, mentor)
            context.add_cookies(other.cookies())
        page.goto(f"/s/{mentor.organization.slug}/diary/pair/{pair.public_id}/write/")
        label(page, "Другой день").tap()
        expect(page.get_by_label("Какой день")).to_be_visible()
        label(page, "Сегодня").tap()
        page.get_by_role("button", name="Записать встречу").tap()
        expect(page.locator(".alert-success")).to_contain_text("Записали встречу")

    assert pair.meetings.filter(state=Meeting.State.HELD).count() == 1


@pytest.mark.parametrize("screen", [DESK, PHONE], ids=["desk", "phone"])
def test_pages_of_the_diary_are_good_on_any_screen(chromium, live_server, faults, pair_and_mentor, curator, screen):
    pair, mentor = pair_and_mentor
    today = schooldays.today(pair.organization)
    seats = frozenset(pair.mentees.values_list("pk", flat=True))
    row = meetings.record(
        pair, meetings.Entry(on=today, kind="intro", minutes=45, present=seats, important=True), by=mentor
    )
    planned = meetings.plan_next(pair, today, by=mentor)
    pages = [f"pair/{pair.public_id}/{name}" for name in ("", "miss/", "plan/")]
    pages += [f"{row.public_id}/correct/", f"{planned.public_id}/call-off/"]
    with open_context(chromium, live_server.url, screen, faults) as context:
        page = context.new_page()
        for member, paths in ((mentor, pages), (curator.member, ["", f"pair/{pair.public_id}/"])):
            sign_in(page, member)
            for path in paths:
                page.goto(f"/s/{mentor.organization.slug}/diary/{path}")
                assert_good(page)
