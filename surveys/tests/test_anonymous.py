"""An anonymous wave: the database says who has answered and what was answered, and nothing joins the two."""

import pytest
from django.apps import apps
from django.db import connection

from mentoring.accounts import schooldays
from mentoring.accounts.models import JournalEntry, PersonalLink
from mentoring.accounts.operations import Refused
from surveys import answering
from surveys.models import Answer, Respondent, Response, Wave
from surveys.tests.answer_cast import SAID, ask_learner, make_wave, token_of

pytestmark = pytest.mark.django_db
SURNAMES = ("Осокин", "Кедров", "Ясенев", "Дубов", "Клёнов", "Ольхин")


@pytest.fixture
def wave(programme) -> Wave:
    return make_wave(programme, anonymous=True)


@pytest.fixture
def asked(wave) -> list[Respondent]:
    return [ask_learner(wave, surname) for surname in SURNAMES]


@pytest.fixture
def today(school):
    return schooldays.today(school)


def by_link(client, respondent: Respondent, said: dict) -> None:
    """Answer as somebody without an account does: open the link, send every page."""
    client.get(f"/answer/{token_of(respondent)}/")
    address = f"/answer/of/{respondent.public_id}/"
    keys = {one.code: one.key for one in answering.questions_of(respondent)}
    sent = {f"q{keys[code]}": value for code, value in said.items() if code != "mood"}
    client.post(address, sent | {"step": "1", "go": "next"})
    assert client.post(address, sent | {"step": "2", "go": "next"}).url == "/answer/done/"


def tables() -> dict[str, list[tuple]]:
    with connection.cursor() as cursor:
        found = {}
        for model in apps.get_models():
            cursor.execute(f'SELECT * FROM "{model._meta.db_table}"')
            found[model._meta.db_table] = cursor.fetchall()
    return found


def test_nothing_joins_a_person_with_an_answer_but_the_wave(client, wave, asked, today):
    for number, respondent in enumerate(asked):
        by_link(client, respondent, SAID | {"wish": str(number + 1), "else": f"тайна-{number}"})

    assert Respondent.objects.filter(answered_on=today, how="link", draft={}).count() == len(SURNAMES)
    assert set(Response.objects.values_list("respondent", "on")) == {(None, wave.opens_on)}
    keys = {str(row) for row in Response.objects.values_list("pk", flat=True)}
    secrets = {f"тайна-{number}" for number in range(len(SURNAMES))}
    for table, rows in tables().items():
        for row in rows:
            words = " ".join(map(str, row))
            if table not in ("surveys_answer", "surveys_response"):
                assert not any(secret in words for secret in secrets), table
                assert not keys & set(map(str, row)), table
    columns = {
        (model._meta.db_table, field.column) for model in (Response, Answer) for field in model._meta.concrete_fields
    }
    assert columns == {
        ("surveys_response", name) for name in ("id", "organization_id", "wave_id", "respondent_id", "on")
    } | {
        ("surveys_answer", name)
        for name in ("id", "organization_id", "response_id", "question_id", "row", "value", "text", "person_id")
    }  # fmt: skip


def test_no_key_follows_the_order_of_answers(asked):
    for number, respondent in enumerate(asked):
        answering.submit(respondent, {"met": "0", "wish": str(number + 1)}, how="link")

    orders = []
    for rows in (Answer.objects.filter(question__code="wish"), Answer.objects.filter(question__code="met")):
        orders.append([row.pk for row in rows.order_by("response__pk")])
    wishes = [int(row.value) for row in Answer.objects.filter(question__code="wish").order_by("pk")]
    assert min(map(min, orders)) > 10**9  # drawn by lot from 2 to the power of 62, not counted
    assert sorted(wishes) == [1, 2, 3, 4, 5, 6]


def test_neither_journal_nor_link_tells_when_somebody_answered(client, asked):
    by_link(client, asked[0], SAID)

    assert JournalEntry.objects.count() == 0
    assert set(PersonalLink.objects.values_list("used_at", flat=True)) == {None}


def test_session_is_not_written_at_the_moment_of_the_answer(client, asked):
    client.get(f"/answer/{token_of(asked[0])}/")
    before = client.session.get_expiry_date(), dict(client.session)
    session = client.session.model.objects.get()

    address = f"/answer/of/{asked[0].public_id}/"
    answering.save_draft(asked[0], SAID)
    assert client.post(address, {"step": "2", "go": "next"}).url == "/answer/done/"

    assert dict(client.session) == before[1]
    assert client.session.model.objects.get().expire_date == session.expire_date


def test_answer_sent_again_is_not_looked_for(asked):
    answering.submit(asked[0], SAID, how="link")

    assert answering.submit(asked[0], SAID, how="link") is None
    assert Response.objects.count() == 1


def test_journal_of_a_paper_names_the_wave_alone(wave, asked, curator, today):
    answering.key_in(asked[2], SAID, on=today, by=curator.member)

    entry = JournalEntry.objects.get()
    assert (entry.action, entry.subject_kind, entry.subject_id) == ("wave.paper", "surveys.wave", str(wave.pk))
    assert entry.fields == []


def test_nameless_paper_is_not_keyed_again(asked, curator, today):
    answering.key_in(asked[2], SAID, on=today, by=curator.member)

    with pytest.raises(Refused, match="Ответы без имён не исправить"):
        answering.key_in(asked[2], SAID, on=today, by=curator.member)
