"""The page of a family in a real browser, on a phone and without a script."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from mentoring.accounts import schooldays
from mentoring.pairs.family import places, pulse
from mentoring.pairs.models import Call, Meeting, Pulse, Question
from mentoring.pairs.tests import cast
from mentoring.people.models import Consent
from tests.browser import DESK, PHONE, assert_good, open_context, sign_in

pytestmark = [pytest.mark.postgres_only, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def met(programme, curator) -> Meeting:
    """Make a pair that met yesterday and is asked how the month was."""
    today = schooldays.today(programme.organization)
    pair = cast.working(programme, curator.member, start=today - timedelta(60), end=today + timedelta(60))
    pulse.ask_month(pair.organization, today.replace(day=20) if today.day < 20 else today)
    yesterday = today - timedelta(1)
    return Meeting.objects.create(
        organization=pair.organization, pair=pair, state="held", on=yesterday, minutes=45, topic="Дроби"
    )


def link_of(meeting: Meeting) -> str:
    """Return the path of a fresh link of the parent."""
    today = schooldays.today(meeting.organization)
    place = next(one for one in places.of([meeting.pair], today) if one.side == "parent")
    return "/family/" + places.links_for([place])[place.subject].rpartition("/family/")[2]


@pytest.mark.parametrize(("screen", "scripted"), [(DESK, True), (PHONE, True), (PHONE, False)])
def test_parent_says_a_word_asks_and_calls_quietly(chromium, live_server, faults, met, screen, scripted):
    with open_context(chromium, live_server.url, screen | {"java_script_enabled": scripted}, faults) as context:
        page = context.new_page()
        page.goto(link_of(met))
        expect(page.get_by_role("heading", name="Пара вашего ребёнка")).to_be_visible()
        if scripted:
            assert_good(page)

        said = page.locator("section", has=page.get_by_role("heading", name="Как прошла встреча"))
        said.get_by_text("9", exact=True).click()
        said.get_by_label("Слово о встрече").fill("Разобрались с дробями")
        said.get_by_role("button", name="Сказать").click()
        expect(page.get_by_text("Спасибо, записали.")).to_be_visible()

        month = page.locator("section", has=page.get_by_role("heading", name=pulse.QUESTION))
        month.get_by_text("7", exact=True).click()
        month.get_by_role("button", name="Ответить").click()
        expect(month.get_by_role("button", name="Поправить")).to_be_visible()

        page.get_by_label("Вопрос", exact=True).fill("Когда каникулы?")
        page.get_by_role("button", name="Спросить").click()
        expect(page.get_by_text("ждёт ответа")).to_be_visible()

        page.get_by_role("link", name="Попросить помощи").click()
        if scripted:
            assert_good(page)
        page.get_by_role("button", name="Попросить помощи").click()
        expect(page.get_by_role("heading", name="Вас услышали")).to_be_visible()

    met.refresh_from_db()
    assert (met.mentee_mark, met.mentee_word) == (9, "Разобрались с дробями")
    assert list(Pulse.objects.filter(side="parent").values_list("mark", flat=True)) == [7]
    assert (Question.objects.count(), Call.objects.get().of) == (1, "parent")


@pytest.mark.parametrize("scripted", [True, False])
def test_parent_takes_a_consent_back_on_a_phone(chromium, live_server, faults, met, scripted):
    kind = "Согласие на участие ребёнка в программе наставничества"
    with open_context(chromium, live_server.url, PHONE | {"java_script_enabled": scripted}, faults) as context:
        page = context.new_page()
        page.goto(link_of(met))
        page.get_by_text("На что дано согласие").click()
        if scripted:
            assert_good(page)
        page.get_by_role("link", name=kind).click()
        expect(page.get_by_text("Без этого согласия встречи с наставником прекращаются.")).to_be_visible()
        if scripted:
            assert_good(page)

        page.get_by_role("button", name="Отозвать согласие").click()
        expect(page.get_by_text("Согласие отозвано. Куратор об этом узнает.")).to_be_visible()
        expect(page.get_by_text("куратор вам позвонит").first).to_be_visible()
        if scripted:
            assert_good(page)

    act = Consent.objects.get(person=met.pair.mentees.get().mentee.person, kind__title=kind)
    assert (act.withdrawn_on, act.withdrawal) == (schooldays.today(met.organization), "по личной ссылке: мать")


def test_curator_answers_a_call(page, faults, met, curator):
    Call.objects.create(
        organization=met.organization,
        pair=met.pair,
        person=met.pair.mentees.get().mentee.person,
        of="mentee",
        answer_by=timezone.now(),
    )
    sign_in(page, curator.member)
    page.goto(curator.at("calls"))
    assert_good(page)

    page.get_by_role("link", name="Открыть").click()
    page.get_by_label("Что сделано").fill("Поговорили")
    page.get_by_role("button", name="Записать первый ответ").click()

    expect(page.get_by_text("первый ответ дан")).to_be_visible()
    assert_good(page)
    assert Call.objects.get().answered_by == curator.member
