from dataclasses import replace
from datetime import date

import pytest

from mentoring.programmes.models import Programme
from roadmap import adopting, uploading
from roadmap.models import CheckItem, Upload
from roadmap.readers.draft import Layout, Problem, Section
from roadmap.tests import drafts
from roadmap.tests.drafts import draft
from roadmap.tests.steps import answer, filled, text
from tests.cast import make_programme


@pytest.fixture
def long_programme(school) -> Programme:
    return make_programme(school, title="2026–2028", end=date(2028, 5, 31))


@pytest.fixture
def upload(long_programme, curator) -> Upload:
    return drafts.upload(long_programme, by=curator.member, draft=draft())


def test_one_question_serves_all_texts_alike(upload, curator):
    page = curator.get("plan_upload_check", upload.public_id)
    asked = page.context["form"].asked

    assert [(one.ask.text, one.ask.others) for one in asked] == [
        ("«До 15 сентября» — один раз или каждый год?", ("октябрь",)),
        ("«Квартал» — календарный или учебная четверть?", ()),
    ]
    assert "так же для «октябрь»" in text(page)


def test_an_answer_is_saved_for_all_texts_alike_and_leads_on(upload, curator):
    name = next(name for name in filled(curator, upload) if name.startswith("ask-") and not name.endswith("-alike"))

    response = answer(curator, upload, **{name: "2027"})

    upload.refresh_from_db()
    assert response["Location"] == curator.at("plan_upload_people", upload.public_id)
    assert upload.answers["dates"]["до 15 сентября"] == {"year": "2027"}
    assert upload.answers["dates"]["октябрь"] == {"year": "2027"}


def test_an_answer_may_be_given_for_one_text_alone(upload, curator):
    name = next(name for name in filled(curator, upload) if name.startswith("ask-") and not name.endswith("-alike"))

    answer(curator, upload, **{name: "2027", f"{name}-alike": None})

    upload.refresh_from_db()
    assert "октябрь" not in upload.answers["dates"]
    asked = curator.get("plan_upload_check", upload.public_id).context["form"].asked
    assert [one.ask.texts for one in asked][:2] == [("до 15 сентября",), ("октябрь",)]


def test_a_row_is_corrected_in_place_and_the_answers_are_kept(upload, curator):
    name = next(name for name in filled(curator, upload) if name.startswith("ask-") and not name.endswith("-alike"))
    opened = answer(curator, upload, **{name: "2027", "do": "open e1"})
    assert opened["Location"] == f"{curator.at('plan_upload_check', upload.public_id)}?row=e1#e1"
    row = curator.get("plan_upload_check", upload.public_id, query={"row": "e1"}).context["row_form"]
    data = {bound.html_name: bound.value() for bound in row}
    data |= {"open_row": "e1", "do": "row", "row-due": "20 октября 2026", "row-title": "Вечер вопросов"}

    response = answer(curator, upload, **data)

    upload.refresh_from_db()
    assert response["Location"] == f"{curator.at('plan_upload_check', upload.public_id)}#e1"
    assert upload.corrections == {"0": {"e1": {"due": "20 октября 2026", "title": "Вечер вопросов"}}}
    assert upload.answers["dates"]["до 15 сентября"] == {"year": "2027"}
    page = text(curator.get("plan_upload_check", upload.public_id))
    assert "20 октября 2026 г." in page
    assert "исправлено" in page


@pytest.mark.parametrize(
    ("kind", "fixes", "keys"),
    [
        ("section", {"kind": "section"}, {"s0", "s1", "e1"}),
        ("drop", {"dropped": True}, {"s0", "s1"}),
        ("event", None, {"s0", "s1"}),
    ],
)
def test_a_row_may_be_a_heading_or_not_for_the_plan(upload, curator, kind, fixes, keys):
    row = curator.get("plan_upload_check", upload.public_id, query={"row": "e1"}).context["row_form"]
    data = {bound.html_name: bound.value() for bound in row} | {"open_row": "e1", "do": "row", "row-kind": kind}

    answer(curator, upload, **data)

    upload.refresh_from_db()
    assert upload.corrections.get("0", {}).get("e1") == fixes
    assert {section.key for section in uploading.sheet_of(upload).sections} == keys


def test_a_row_taken_out_may_be_put_back(upload, curator):
    uploading.correct(upload, "e1", {"dropped": True}, version=1, by=curator.member)
    assert "Убрали из плана" in text(curator.get("plan_upload_check", upload.public_id))

    answer(curator, upload, do="restore e1")

    upload.refresh_from_db()
    assert upload.corrections == {"0": {}}


@pytest.mark.parametrize("asked", ["restore nothing", "reset e99", "row", "bake a cake", ""])
def test_a_button_nobody_offered_does_no_harm(upload, curator, asked):
    response = answer(curator, upload, do=asked)

    assert response.status_code == 302
    upload.refresh_from_db()
    assert upload.corrections == {}


def test_a_row_without_words_is_not_saved_and_says_what_to_do(upload, curator):
    row = curator.get("plan_upload_check", upload.public_id, query={"row": "e1"}).context["row_form"]
    data = {bound.html_name: bound.value() for bound in row} | {"open_row": "e1", "do": "row", "row-title": " "}

    response = answer(curator, upload, **data)

    assert response.status_code == 200
    assert "Напишите, что надо сделать, или уберите строку из плана." in text(response)
    upload.refresh_from_db()
    assert (upload.corrections, upload.version) == ({}, 1)


def test_a_changed_period_shows_the_questions_again(upload, curator):
    response = answer(curator, upload, start="2026-09-01", end="2027-05-31")

    assert response["Location"] == curator.at("plan_upload_check", upload.public_id)
    asked = curator.get("plan_upload_check", upload.public_id).context["form"].asked
    assert [one.ask.code for one in asked] == ["quarters"]


def test_a_period_that_ends_before_it_begins_is_refused_with_all_answers_kept(upload, curator):
    response = answer(curator, upload, title="Наш план", start="2027-09-01", end="2026-05-31")

    page = text(response)
    assert "Окончание раньше начала. Проверьте период плана." in page
    assert "Наш план" in page
    upload.refresh_from_db()
    assert upload.version == 1


def test_two_curators_lose_nothing_and_see_what_the_other_saved(upload, curator):
    data = filled(curator, upload)
    name = next(name for name in data if name.startswith("ask-") and not name.endswith("-alike"))
    answer(curator, upload, **{name: "2027"})

    late = curator.post(
        "plan_upload_check", upload.public_id, action="plan.edit", data=data | {name: "2026", "title": "Мой план"}
    )

    page = text(late)
    assert late.status_code == 409
    assert "этот документ разбирал кто-то ещё" in page
    assert "Мой план" in page
    assert "Сохранено сейчас: один раз: до 15 сентября 2027 г." in page
    again = late.context["form"]
    assert again["version"].value() == "2"
    sent = data | {name: "2026", "title": "Мой план", "version": "2"}
    curator.post("plan_upload_check", upload.public_id, action="plan.edit", data=sent)
    upload.refresh_from_db()
    assert (upload.answers["title"], upload.answers["dates"]["октябрь"]) == ("Мой план", {"year": "2026"})


def test_defects_are_shown_with_place_and_remedy_and_marked_when_corrected(long_programme, curator):
    events = tuple(replace(one, place=f"таблица 1, строка {n}") for n, one in enumerate(drafts.plan().events, 2))
    problem = Problem("blank-number", "таблица 1, строка 3", "Пропущено число: «не менее …».", "Впишите число.")
    aside = Problem("strange-table", "таблица 4", "Таблица не похожа на план.", "Назовите столбцы.", severity="info")
    found = draft(plans=(replace(drafts.plan(), events=events),), problems=(problem, aside))
    upload = drafts.upload(long_programme, by=curator.member, draft=found)

    page = text(curator.get("plan_upload_check", upload.public_id))

    assert "Пропущено число: «не менее …»." in page
    assert "Таблица 1, строка 3. Впишите число." in page
    assert "Таблица не похожа на план." in page
    uploading.correct(upload, "e1", {"title": "Вечер: не менее двух"}, version=1, by=curator.member)
    assert "строку вы исправили" in text(curator.get("plan_upload_check", upload.public_id))


def test_a_document_with_two_plans_asks_which(long_programme, curator):
    matrix = drafts.plan(
        (0, "", "Собрать запросы", "", ""),
        title="По этапам",
        layout=Layout.MATRIX,
        sections=(Section("2", "Формирование базы наставляемых", items=("Собрать запросы",)),),
    )
    upload = drafts.upload(long_programme, by=curator.member, draft=draft(plans=(drafts.plan(), matrix)))
    assert "В документе не один план." in text(curator.get("plan_upload_check", upload.public_id))

    answer(curator, upload, **{"fate-1": "checks"})

    upload.refresh_from_db()
    assert upload.answers["others"] == {"1": "checks"}
    adopting.adopt(upload, by=curator.member)
    assert CheckItem.objects.get().text == "Собрать запросы"


def test_choosing_the_other_plan_shows_it(long_programme, curator):
    other = drafts.plan((None, "1", "Неделя открытых уроков", "март", "Методист"), title="План методиста", sections=())
    upload = drafts.upload(long_programme, by=curator.member, draft=draft(plans=(drafts.plan(), other)))

    response = answer(curator, upload, plan="1")

    assert response["Location"] == curator.at("plan_upload_check", upload.public_id)
    assert "Неделя открытых уроков" in text(curator.get("plan_upload_check", upload.public_id))
