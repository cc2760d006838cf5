"""Papers that end a cycle: questionnaires, the last gathering, awards, figures of the report."""

from datetime import date

import pytest

from mentoring.accounts import schooldays
from mentoring.pairs import pairing
from mentoring.pairs.models import Pair
from mentoring.registry.models import Mentee
from practices.models import Gathering
from reports.documents import checking, drafting, paper
from reports.documents.models import Document
from reports.documents.tests import aloud
from reports.documents.tests.aloud import composed, rows, said, table_of
from surveys.models import Wave
from surveys.tests.cast import make_questionnaire

TODAY = date(2027, 5, 4)


@pytest.fixture(autouse=True)
def spring(monkeypatch):
    """Stop the clock on the wall, which is the world outside, in the last month of the school year."""
    monkeypatch.setattr(schooldays, "today", lambda organization: TODAY)
    monkeypatch.setitem(aloud.ACT, "on", TODAY)


def drafted(kind: str, programme, curator) -> Document:
    return drafting.draft(kind, programme, by=curator.member)


def errors(document: Document) -> list[str]:
    return [fault.text for fault in checking.faults(document) if fault.level == checking.ERROR]


def annexes(document: Document) -> list[tuple[str, str]]:
    return [(paper.words(one.stamp[0]).replace("\u00a0", " "), one.title) for one in composed(document).annexes]


def wave(programme, title: str, **own) -> Wave:
    edition = make_questionnaire(programme, code=title, **own.pop("asked", {})).editions.get()
    usual = {"moment": "exit", "opens_on": date(2027, 5, 10), "closes_on": date(2027, 5, 21)}
    return Wave.objects.create(
        organization=programme.organization, programme=programme, edition=edition, title=title, **usual | own
    )


def gathering(programme, title: str, **own) -> Gathering:
    facts = {"title": title, "on": date(2027, 5, 20), "place": "актовый зал"} | own
    return Gathering.objects.create(organization=programme.organization, programme=programme, **facts)


def pair_of(took, programme, curator, mentor="Дятлов", mentee="Ежова", **own) -> Pair:
    form = took.mentors[mentor].forms.get().form
    who = Mentee.objects.get(person=took.people[mentee])
    facts = {"start": date(2026, 9, 1), "end": date(2027, 5, 25), "goal": "Подготовить проект."} | own
    return pairing.propose(programme, form, took.mentors[mentor], [who], by=curator.member, **facts)


def test_order_on_monitoring_lists_the_questionnaires_to_come(took, programme, curator):
    wave(programme, "Выход: наставники", asked={"side": "mentor"}, anonymous=True)
    wave(programme, "Выход: родители", asked={"side": "parent"}, opens_on=date(2027, 5, 5), form=programme_form(took))
    wave(programme, "Прошлый", opens_on=date(2026, 9, 1), closes_on=date(2026, 9, 10))
    wave(programme, "Закрытый", state="closed")

    order = drafted("O12", programme, curator)

    assert said(order)[2:6] == [
        "1. Провести мониторинг программы наставничества в форме опросов её участников.",
        "2. Утвердить график опросов (приложение).",
        "3. Назначить ответственным за проведение мониторинга куратора программы наставничества Осипову И. Л.",
        "4. Куратору программы наставничества Осиповой И. Л.:",
    ]
    assert rows(table_of(composed(order).annexes[0].blocks)) == [
        ("1.", "Выход: родители", "выход", "родители — о наставляемых, Учитель — ученик", "05.05.2027 – / 21.05.2027"),
        ("2.", "Выход: наставники", "выход, без имён", "наставники", "10.05.2027 – / 21.05.2027"),
    ]
    assert errors(order) == []


def programme_form(took):
    return took.mentors["Дятлов"].forms.get().form


def test_order_on_monitoring_without_questionnaires_has_no_annex_and_a_term_for_the_schedule(took, programme, curator):
    order = drafted("O12", programme, curator)

    assert annexes(order) == []
    assert "3.1. Составить график опросов и сообщить его участникам в срок до 12 мая 2027 г." in said(order)
    assert not any("приложение" in line for line in said(order))
    assert errors(order) == []


def test_questionnaire_about_one_pair_stands_in_no_schedule(took, programme, curator):
    pair = pair_of(took, programme, curator)
    wave(programme, "О паре", pair=pair)

    assert annexes(drafted("O12", programme, curator)) == []


def test_order_names_the_gathering_that_ends_the_programme(took, programme, curator):
    gathering(programme, "Вечер итогов наставничества.")
    gathering(programme, "Родительское собрание")
    gathering(programme, "Итоги первого полугодия", on=date(2026, 12, 20))
    gathering(programme, "Итоги мая", state="held", on=date(2027, 5, 30))

    order = drafted("O13", programme, curator)

    assert said(order)[2:4] == [
        "1. Провести итоговое мероприятие программы наставничества: Вечер итогов наставничества (20 мая 2027 г., "
        "актовый зал).",
        "2. Утвердить программу мероприятия (приложение).",
    ]
    annex = composed(order).annexes[0]
    assert [paper.words(line) for line in annex.stamp[1:3]] == ["УТВЕРЖДЕНА", "приказом директора"]
    assert paper.words(annex.blocks[1].text).replace("\u00a0", " ") == "Открытие. Слово директора Рябинина Е. И."
    assert errors(order) == []


def test_order_on_a_gathering_that_nobody_has_appointed_leaves_the_day_to_the_curator(took, programme, curator):
    order = drafted("O13", programme, curator)

    assert said(order)[2].startswith("1. Провести итоговое мероприятие программы наставничества в период с ")
    assert errors(order) == []


def test_invitation_asks_for_its_addressee_before_it_is_signed(took, programme, curator):
    type(took.people["Осипова"]).objects.filter(pk=took.people["Осипова"].pk).update(phone="+7 900 111-22-33")
    gathering(programme, "Вечер итогов")
    letter = drafted("invitation", programme, curator)
    assert errors(letter) == ["Не указано: кого приглашаем."]

    body = [
        block | {"text": "Руководителям организаций-партнёров\n(по списку)"} if block["block"] == "addressee" else block
        for block in letter.body
    ]
    letter = drafting.edit(letter, by=curator.member, version=letter.version, body=body)

    assert errors(letter) == []
    assert any(line.endswith("мероприятие: Вечер итогов (20 мая 2027 г., актовый зал).") for line in said(letter))


def test_invitation_to_what_is_not_appointed_asks_for_the_event(took, programme, curator):
    assert "Не указано: мероприятие, его день и место." in errors(drafted("invitation", programme, curator))
