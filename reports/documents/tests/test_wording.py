"""Placeholders become words; what is missing stays visible; nothing is evaluated."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentoring.calendar.workdays import SchoolCalendar
from reports.documents import facts, wording
from reports.documents.paper import Run, words
from reports.documents.tests.known import Forms
from reports.documents.wording import Missing, Values, Worker, fill

VALUES = Values(
    {
        "curator": Worker(2, 11),
        "acting": Worker(1, 10, acting_for="директора"),
        "idle": Worker(4),
        "period": "с 1 сентября 2026 г.",
        "annex:group": facts.phrase(facts.ANNEX_WORDS, " № 1"),
        "organization.full": "Муниципальное учреждение «Школа № 9»",
        "organization.short": "МБОУ «Школа № 9»",
        "organization.founder": "",
        "hr": None,
        "programme.title": "  ",
    },
    Forms(),
    date(2026, 11, 23),
    SchoolCalendar(),
)


def said(text: str) -> str:
    return words(fill(text, VALUES).text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Без подстановок.", "Без подстановок."),
        ("Назначить {curator|who acc} куратором", "Назначить методист-acc Осипова-acc-after куратором"),
        ("{curator|name dat}", "Осипова-dat-after"),
        ("{curator|name nom before}", "Осипова-nom-before"),
        ("{curator|name gen full}", "Осипова-gen-full"),
        ("{curator|position ins}", "методист-ins"),
        ("{ curator | who acc }", "методист-acc Осипова-acc-after"),
        ("{curator}", "методист-nom Осипова-nom-after"),
        ("{idle|who acc}", "Зябликов-acc-after"),
        ("{acting|who dat}", "исполняющему обязанности директора Рябинин-dat-after"),
        ("({annex:group})", "(приложение № 1)"),
        ("согласно {annex:group|dat}", "согласно приложению № 1"),
        ("{organization.full} ждёт", "Муниципальное учреждение «Школа № 9» ждёт"),
        ("в {organization.full|prep}", "в Муниципальном учреждении «Школа № 9»"),
        ("для {organization.short|gen}", "для МБОУ «Школа № 9»"),
        ("до {due:2026-12-04}", "до 4\u00a0декабря 2026\u00a0г."),
        ("до {due:+1}", "до 24\u00a0ноября 2026\u00a0г."),
        ("до {due:+5}", "до 30\u00a0ноября 2026\u00a0г."),
        ("в период {period}.", "в период с 1 сентября 2026 г."),
        ("до {due:2026-12-04}.", "до 4\u00a0декабря 2026\u00a0г."),
    ],
)
def test_placeholder_becomes_words(text, expected):
    assert said(text) == expected
    assert not fill(text, VALUES).missing


@pytest.mark.parametrize(
    ("text", "name", "shown"),
    [
        ("{hr|who dat}", "hr", "[не указано: специалист по кадрам]"),
        ("{deputy}", "deputy", "[не указано: заместитель руководителя]"),
        ("{programme.title}", "programme.title", "[не указано: программа]"),
        ("{annex:list}", "annex:list", "[не указано: приложение «list»]"),
        ("{person:99|name acc}", "person:99", "[не указано: человек «99»]"),
        ("{due:завтра}", "due:завтра", "[не указано: срок «завтра»]"),
        ("{due:2026-13-40}", "due:2026-13-40", "[не указано: срок «2026-13-40»]"),
        ("{curator|name who}", "curator", "[не указано: куратор программы]"),
        ("{curator|name acc after more}", "curator", "[не указано: куратор программы]"),
        ("{period|acc}", "period", "[не указано: период программы]"),
        ("{organization.founder|gen}", "organization.founder", "[не указано: учредитель]"),
        ("{organization.full|who gen}", "organization.full", "[не указано: полное наименование организации]"),
        ("{}", "", "[не указано: пустая подстановка]"),
        ("{curator.__class__}", "curator.__class__", "[не указано: куратор программы]"),
        ("{mystery}", "mystery", "[не указано: mystery]"),
    ],
)
def test_missing_value_stays_visible(text, name, shown):
    filled = fill(text, VALUES)

    assert filled.missing == (Missing(name),)
    assert words(filled.text) == shown


def test_declined_words_are_marked_and_the_nominative_is_not():
    filled = fill("Назначить {curator|who acc}; {curator|name nom}", VALUES)

    assert [run.word for run in filled.text] == ["", "position:11:acc", "", "person:2:acc", ""]
    assert filled.people == (2,)


def test_declined_organisation_is_marked_too():
    filled = fill("{organization.full|gen} {organization.full|nom}", VALUES)

    assert [run.word for run in filled.text] == ["organization:full:gen", ""]


def test_acting_head_is_said_by_words_of_ours_and_a_marked_name():
    assert fill("{acting|who acc}", VALUES).text == (
        Run("исполняющего обязанности директора "),
        Run("Рябинин-acc-after", word="person:1:acc"),
    )


def test_sentence_ends_with_one_full_stop_and_dots_typed_stay():
    assert said("до {due:2026-12-04}. Затем") == "до 4\u00a0декабря 2026\u00a0г. Затем"
    assert said("до {due:2026-12-04}...") == "до 4\u00a0декабря 2026\u00a0г...."


def test_terms_counted_from_today_become_days_of_the_text():
    calendar = SchoolCalendar()

    assert wording.settle("до { due:+3 } и {due:2026-01-01}", date(2026, 11, 20), calendar) == (
        "до {due:2026-11-25} и {due:2026-01-01}"
    )


def test_first_letter_is_written_large_and_keeps_its_mark():
    filled = fill("{curator|position dat} подготовить", VALUES)

    assert wording.begin(filled.text)[0] == Run("Методист-dat", word="position:11:dat")
    assert wording.begin(()) == ()


@pytest.mark.parametrize(
    ("title", "expected"), [("Заместитель директора", "заместитель директора"), ("УВР", "УВР"), ("", ""), ("я", "я")]
)
def test_position_within_a_sentence_is_small(title, expected):
    assert wording.low(title) == expected


@pytest.mark.parametrize(("text", "torn"), [("{curator}", False), ("{curator", True), ("curator}", True), ("", False)])
def test_brace_without_a_pair_is_seen(text, torn):
    assert wording.loose_braces(text) is torn


@given(st.text(alphabet="{}|:.+ acdeinortu0129юг", max_size=40))
def test_any_text_is_filled_and_no_placeholder_survives(text):
    filled = fill(text, VALUES)

    if not wording.loose_braces(text):
        assert "{" not in words(filled.text) and "}" not in words(filled.text)
