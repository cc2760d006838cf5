"""Waves on paper: slips with links, the empty form, keying in by digits."""

import io
import re

import pdfplumber
import pytest
from django.test import Client

from mentoring.access import Role
from mentoring.accounts.models import JournalEntry, PersonalLink
from mentoring.people.models import Enrollment, StudyGroup
from mentoring.registry.tests.cast import person
from surveys import answering, keying
from surveys.filling import Item
from surveys.models import Respondent, Response, Wave
from surveys.tests.answer_cast import SAID, ask, ask_learner, make_wave, mentor_of
from surveys.tests.test_answer_pages import text_of
from tests.cast import browse, make_member

pytestmark = pytest.mark.django_db
EDIT = "surveys.edit"
TYPED = SAID | {"how": "1", "help": "13"}


@pytest.fixture
def wave(programme) -> Wave:
    return make_wave(programme)


def typed(respondent: Respondent, said: dict, **more) -> dict:
    """Return these answers as the form of a paper sends them."""
    data = {"on": respondent.wave.opens_on.isoformat()} | more
    for one in answering.questions_of(respondent):
        given = said.get(one.code, "")
        if isinstance(given, list):
            data |= {f"q{one.key}-{place}": text for place, text in enumerate(given)}
        else:
            data[f"q{one.key}"] = given
    return data


def key_in(browser, respondent: Respondent, said: dict = TYPED, **more):
    return browser.post("survey_key_in", respondent.public_id, action=EDIT, data=typed(respondent, said, **more))


def slips(browser, wave: Wave, *rows: Respondent, **more):
    data = {"row": [str(row.pk) for row in rows]}
    return browser.post("survey_slips", wave.public_id, action=EDIT, data=data, **more)


def test_sheet_offers_those_who_have_not_answered_by_class(wave, school, curator):
    older = StudyGroup.objects.create(organization=school, title="10 «Б»", grade=10)
    pupil = person(school, "Абрамов")
    Enrollment.objects.create(organization=school, person=pupil, group=older)
    for row in (ask(wave, pupil), ask_learner(wave, "Осокин"), ask(wave, mentor_of(wave.programme, "Вязов"))):
        assert row.answered_on is None
    answering.submit(ask_learner(wave, "Кедров"), SAID, how="link")

    said = text_of(curator.get("survey_sheet", wave.public_id))

    names = re.findall(r"Без класса|8 «А»|10 «Б»|Вязов|Осокин|Абрамов|Кедров", said)
    assert names == ["Без класса", "Вязов", "8 «А»", "Осокин", "10 «Б»", "Абрамов"]


def test_slip_has_a_link_that_leads_to_the_questionnaire(wave, curator):
    asked = ask_learner(wave)

    page = slips(curator, wave, asked)

    assert "no-store" in page["Cache-Control"]
    token = re.search(r"/answer/([\w-]+)/", page.content.decode())[1]
    assert "data:image/svg+xml;base64," in page.content.decode()
    assert Client().get(f"/answer/{token}/").url == f"/answer/of/{asked.public_id}/"
    assert (JournalEntry.objects.get().action, JournalEntry.objects.get().fields) == ("wave.links", ["links"])


def test_links_are_shown_once(wave, curator):
    asked, token = ask_learner(wave), "x"
    page = curator.get("survey_sheet", wave.public_id).content.decode()
    token = re.search(r'name="operation" value="([^"]+)"', page)[1]
    slips(curator, wave, asked, token=token)

    again = slips(curator, wave, asked, token=token, follow=True)

    assert "Ссылки показываются один раз" in text_of(again)
    assert PersonalLink.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda rows: Wave.objects.update(state="closed"), "ссылки никуда не приведут"),
        (lambda rows: answering.submit(rows[0], SAID, how="link"), "уже ответил"),
        (lambda rows: rows.clear(), "Никто не выбран"),
        (lambda rows: rows.extend(Respondent(pk=10**6 + number) for number in range(80)), "не больше 80 ссылок"),
    ],
)
def test_sheet_is_refused_with_a_reason(wave, curator, change, words):
    rows = [ask_learner(wave)]
    change(rows)

    page = slips(curator, wave, *rows, follow=True)

    assert words in text_of(page)
    assert PersonalLink.objects.count() == 0


def pdf_of(browser, wave: Wave) -> str:
    answer = browser.get("survey_blank", wave.public_id)
    assert answer["Content-Type"] == "application/pdf"
    with pdfplumber.open(io.BytesIO(answer.content)) as pdf:
        assert {(round(page.width), round(page.height)) for page in pdf.pages} == {(595, 842)}
        return "\n".join(page.extract_text() for page in pdf.pages)


def test_empty_form_asks_everything_and_names_nobody(wave, curator):
    ask_learner(wave)
    mentor_of(wave.programme, "Ясенева")

    said = pdf_of(curator, wave)

    for number, question in enumerate(wave.edition.questions.all(), 1):
        start = f"{number}. Если да: {question.text}" if question.shown_if else f"{number}. {question.text}"
        assert start[:60] in said
    assert "1 2 3 4 5 6 7 8 9 10" in said and "3 — с выбором профессии" in said
    assert "Фамилия, имя, класс" in said and "1 из 2" in said
    assert not re.search("Осокин|Ясенева|Соколова", said)


def test_nameless_form_has_no_place_for_a_name(programme, curator):
    said = pdf_of(curator, make_wave(programme, anonymous=True))

    assert "не подписывайте бланк" in said and "Фамилия" not in said


def test_paper_is_keyed_in_and_the_next_one_opens(wave, curator):
    first, second = ask_learner(wave, "Дубов"), ask_learner(wave, "Осокин")

    answer = key_in(curator, first)

    assert answer.url == curator.at("survey_key_in", second.public_id)
    first.refresh_from_db()
    assert (first.how, first.answered_on) == ("paper", wave.opens_on)
    assert answering.raws_of(first.response, answering.questions_of(first))["help"] == ["0", "2"]
    assert "Записали ответы: Дубов Ян Львович. Ещё не ответили: 1 человек." in text_of(
        curator.client.get(answer.url)
    ).replace("\xa0", " ")
    assert key_in(curator, second).url == curator.at("survey_key", wave.public_id)


def test_after_the_last_name_the_first_one_without_an_answer_opens(wave, curator):
    first, last = ask_learner(wave, "Дубов"), ask_learner(wave, "Осокин")

    assert key_in(curator, last).url == curator.at("survey_key_in", first.public_id)


def test_fault_is_said_beside_its_field_and_nothing_is_lost(wave, curator):
    answer = key_in(curator, ask_learner(wave), TYPED | {"wish": "11", "hours": "три"})

    said = text_of(answer)
    assert "Не сохранено: проверьте отмеченные ответы по бланку." in said
    assert "Выберите число от 1 до 10." in said and "Напишите число цифрами" in said
    assert 'value="три"' in answer.content.decode() and 'value="13"' in answer.content.decode()
    assert Response.objects.count() == 0


def test_form_sent_twice_keys_one_paper(wave, curator):
    asked = ask_learner(wave)
    page = curator.get("survey_key_in", asked.public_id).content.decode()
    token = re.search(r'name="operation" value="([^"]+)"', page)[1]

    for _ in range(2):
        curator.post("survey_key_in", asked.public_id, action=EDIT, data=typed(asked, TYPED), token=token)

    assert (Response.objects.count(), JournalEntry.objects.count()) == (1, 1)


def test_keyed_paper_is_shown_for_mending_to_those_who_may_read_names(wave, school, curator):
    asked = ask_learner(wave)
    key_in(curator, asked)
    assert "Внесены с бумаги: 1" in text_of(curator.get("survey_key", wave.public_id))
    methodist = browse(make_member(school, Role.METHODIST))

    shown = curator.get("survey_key_in", asked.public_id).content.decode()
    hidden = methodist.get("survey_key_in", asked.public_id).content.decode()

    assert 'value="в кружке"' in shown and 'value="1 3"' in shown
    assert "в кружке" not in hidden


def test_answer_sent_by_its_owner_is_not_shown_to_whoever_keys(wave, curator):
    asked = ask_learner(wave)
    answering.submit(asked, SAID, how="link")

    assert "в кружке" not in curator.get("survey_key_in", asked.public_id).content.decode()
    assert "ответ уже получен по ссылке" in text_of(key_in(curator, asked))


def test_surname_is_looked_for(wave, curator):
    ask_learner(wave, "Осокин"), ask_learner(wave, "Кедров")

    said = text_of(curator.get("survey_key", wave.public_id, query={"q": "осок"}))

    assert "Осокин Ян Львович" in said and "Кедров Ян" not in said


def item(kind: str, **facts) -> Item:
    return Item(key=1, code="a", kind=kind, text="Вопрос?", **facts)


MANY = item("many", options=("а", "б", "в"))
LONG_LIST = item("many", options=tuple("абвгдежзик"))


@pytest.mark.parametrize(
    ("question", "given", "raw"),
    [
        (item("yes_no"), "1", "1"),
        (item("yes_no"), "Д", "1"),
        (item("yes_no"), "l", "1"),
        (item("yes_no"), "нет", "0"),
        (item("yes_no"), "y", "0"),
        (item("yes_no"), "5", "5"),
        (item("one", options=("а", "б")), "2", "1"),
        (item("one", options=("а", "б")), "0", "-1"),
        (item("one", options=("а", "б")), "", ""),
        (MANY, "13", ["0", "2"]),
        (MANY, "1, 3", ["0", "2"]),
        (MANY, "", []),
        (MANY, "все", ["все"]),
        (LONG_LIST, "10", ["9"]),
        (item("scale"), "7", "7"),
    ],
)
def test_typed_sign_means_its_option(question, given, raw):
    assert keying.raw_of(question, given) == raw


@pytest.mark.parametrize(
    ("question", "raw"), [(MANY, ["0", "2"]), (LONG_LIST, ["0", "9"]), (item("one", options=("а", "б")), "1")]
)
def test_kept_answer_is_typed_back_the_same(question, raw):
    assert keying.raw_of(question, keying.typed_of(question, raw)) == raw
