from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mentoring.accounts import operations
from mentoring.accounts.models import StoredFile
from mentoring.people.models import Person
from mentoring.programmes.models import Contingent, GroupMember, Programme
from roadmap import adopting, uploading
from roadmap.models import Occurrence, Roadmap, Upload
from roadmap.readers.draft import Contingent as Table
from roadmap.readers.draft import Measure, Member
from roadmap.tests import drafts
from roadmap.tests.cast import make_person, make_position
from roadmap.tests.drafts import draft
from roadmap.tests.papers import word
from roadmap.tests.steps import answer, filled, text
from tests.cast import make_programme

ALLOWED_QUERIES = 25
ROWS = [
    ["№ п/п", "Мероприятие", "Сроки", "Ответственные"],
    ["1", "Подготовка условий", "<", "<"],
    ["1.1", "Рассказ педагогам на совещании", "до 15 сентября", "Куратор программы"],
    ["1.2", "Вечер вопросов для родителей", "октябрь", "Классные руководители"],
    ["2", "Формирование базы наставляемых", "<", "<"],
    ["2.1", "Опрос желающих учиться у старших", "ноябрь", "Методист"],
]


@pytest.fixture
def long_programme(school) -> Programme:
    return make_programme(school, title="2026–2028", end=date(2028, 5, 31))


@pytest.fixture
def upload(long_programme, curator) -> Upload:
    return drafts.upload(long_programme, by=curator.member, draft=draft())


def send(curator, name: str, data: bytes, **fields):
    return curator.post(
        "plan_upload", action="plan.edit", data={"file": SimpleUploadedFile(name, data), "text": ""} | fields
    )


# The file


def test_a_document_is_read_kept_and_shown(programme, curator):
    response = send(curator, "План школы.docx", word("План наставничества", ROWS))

    upload = Upload.objects.get()
    assert response.status_code == 302
    assert response["Location"] == curator.at("plan_upload_check", upload.public_id)
    assert (upload.name, upload.programme, upload.by) == ("План школы.docx", programme, curator.member)
    assert (upload.file.action, upload.file.by) == ("plan.see", curator.member)
    page = text(curator.get("plan_upload_check", upload.public_id))
    assert "«План школы.docx»: 2 раздела, 3 мероприятия. Ничего не отброшено." in page
    for words in ("Рассказ педагогам на совещании", "«до 15 сентября»", "до 15 сентября 2026 г., год добавлен"):
        assert words in page


def test_a_pasted_table_is_a_document_too(programme, curator):
    pasted = "\n".join("\t".join(cell.replace("<", "") for cell in row) for row in ROWS)

    curator.post("plan_upload", action="plan.edit", data={"text": pasted})

    assert Upload.objects.get().name == uploading.PASTED


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("пусто.docx", b"", "пуст"),
        ("снимок.docx", b"\x89PNG\r\n\x1a\n" + b"0" * 50, "снимок.docx"),
        ("битый.docx", b"PK\x03\x04" + b"0" * 50, "битый.docx"),
        ("старый.doc", bytes.fromhex("d0cf11e0a1b11ae1") + b"0" * 600, "старом формате"),
        ("письмо.docx", word("Просто письмо без таблицы."), "не найдена таблица плана"),
    ],
)
def test_what_cannot_be_read_is_refused_by_name_and_nothing_is_kept(programme, curator, name, data, said):
    response = send(curator, name, data)

    page = text(response)
    assert response.status_code == 200
    assert name in page
    assert said in page
    assert not Upload.objects.exists()
    assert not StoredFile.objects.exists()


def test_a_file_over_the_limit_is_refused_by_name_before_it_is_read(programme, curator):
    response = send(curator, "огромный.docx", b"0" * (20 * 1024 * 1024 + 1))

    assert "«огромный.docx»: больше 20 МБ." in text(response)
    assert not StoredFile.objects.exists()


def test_nothing_chosen_is_said_beside_the_field(programme, curator):
    response = curator.post("plan_upload", action="plan.edit", data={"text": "  "})

    assert "Выберите файл плана или вставьте его текст." in text(response)


def test_without_a_programme_the_page_names_the_next_step(school, curator):
    page = text(curator.get("plan_upload"))

    assert "Сначала заведите программу" in page
    assert curator.post("plan_upload", action="plan.edit", data={"text": "план"}).status_code == 404
    assert curator.post("plan_pattern_adopt", "standard", action="plan.edit").status_code == 404


def test_an_unfinished_document_is_offered_again_and_may_be_put_aside(upload, curator):
    assert "план.docx" in text(curator.get("plan_upload"))

    curator.post("plan_upload_drop", upload.public_id, action="plan.edit")

    upload.refresh_from_db()
    assert upload.state == Upload.State.DROPPED
    page = curator.get("plan_upload_check", upload.public_id)
    assert (page.status_code, page["Location"]) == (302, curator.at("plan_upload"))
    assert "Продолжить" not in text(curator.get("plan_upload"))
    assert StoredFile.objects.count() == 1


def test_a_document_sent_twice_by_one_form_is_kept_once(programme, curator):
    token = operations.offer(curator.member, "plan.edit")
    data = word("План наставничества", ROWS)
    answers = [
        curator.post("plan_upload", action="plan.edit", token=token, data={"file": SimpleUploadedFile("п.docx", data)})
        for _ in range(2)
    ]

    assert Upload.objects.count() == 1
    assert answers[0]["Location"] == answers[1]["Location"]


# The people


def test_everybody_named_is_asked_about_once_and_offered_a_place(upload, curator, school):
    position = make_position(school, "Методист")

    form = curator.get("plan_upload_people", upload.public_id).context["form"]

    assert [(one.part.said.raw, one.to.value()) for one in form.named] == [
        ("Куратор программы", "duty:curator"),
        ("Классные руководители", "duty:class_teacher"),
        ("Рябинина А.С., педагог-психолог", "new_person"),
        ("Методист", f"position:{position.pk}"),
    ]


def test_a_new_person_needs_a_full_name(upload, curator):
    response = curator.post(
        "plan_upload_people", upload.public_id, action="plan.edit", data=filled(curator, upload, "plan_upload_people")
    )

    assert "Напишите фамилию, имя и отчество полностью" in text(response)
    data = filled(curator, upload, "plan_upload_people", **{"name-2": "Рябинина Алла Сергеевна"})
    response = curator.post("plan_upload_people", upload.public_id, action="plan.edit", data=data)
    assert response["Location"] == curator.at("plan_upload_adopt", upload.public_id)
    assert not Person.objects.exists()


def test_somebody_the_school_knows_is_not_made_anew(upload, curator, school):
    make_person(school, "Рябинина Алла Сергеевна")
    changes = {"to-2": "new_person", "name-2": "Рябинина  Алла Сергеевна"}

    response = curator.post(
        "plan_upload_people",
        upload.public_id,
        action="plan.edit",
        data=filled(curator, upload, "plan_upload_people", **changes),
    )

    assert "Такой человек в школе уже есть." in text(response)


def test_nobody_of_another_school_can_be_chosen(upload, curator, other_school):
    stranger = make_person(other_school)

    response = curator.post(
        "plan_upload_people",
        upload.public_id,
        action="plan.edit",
        data=filled(curator, upload, "plan_upload_people", **{"to-2": f"person:{stranger.pk}"}),
    )

    assert response.status_code == 200
    assert "Выберите из списка." in text(response)


def test_tables_of_the_document_are_taken_where_they_were_ticked(long_programme, curator, school):
    table = Table(("Факт 01.09.2026",), (Measure("1", "Учеников всего", ("412",)),))
    group = (Member("1", "Орлов Матвей Ильич", "учитель"), Member("2", "", "методист"))
    found = draft(contingent=table, working_group=group)
    upload = drafts.upload(long_programme, by=curator.member, draft=found)

    answer(curator, upload, contingent="on", group="on")
    data = filled(curator, upload, "plan_upload_people", **{"to-2": "later"})
    curator.post("plan_upload_people", upload.public_id, action="plan.edit", data=data)
    upload.refresh_from_db()
    page = text(curator.get("plan_upload_adopt", upload.public_id))
    assert "состав рабочей группы (2 места) добавится в программу" in page.casefold()
    adopting.adopt(upload, by=curator.member)

    assert str(Contingent.objects.get()) == "факт на 01.09.2026"
    assert [str(one) for one in GroupMember.objects.all()] == ["Орлов Матвей Ильич", "методист (вакансия)"]


# Adoption and the difference


def test_the_plan_is_adopted_once_however_often_the_button_is_pressed(upload, curator):
    token = operations.offer(curator.member, "plan.edit")
    version = {"version": str(upload.version)}

    answers = [
        curator.post("plan_upload_adopt_now", upload.public_id, action="plan.edit", token=token, data=version)
        for _ in range(2)
    ]

    roadmap = Roadmap.objects.get()
    assert {response["Location"] for response in answers} == {curator.at("plan", roadmap.pk)}
    third = curator.post("plan_upload_adopt_now", upload.public_id, action="plan.edit", data=version, follow=True)
    assert "уже принят в план" in text(third)
    assert Roadmap.objects.count() == 1


def test_the_last_page_says_what_will_be(upload, curator):
    page = text(curator.get("plan_upload_adopt", upload.public_id))

    assert "2 раздела, 5 мероприятий" in page
    assert "роль: куратор программы" in page
    assert "31 октября 2026 г. → 2 ноября, пн" in page
    assert "Без ответственного: 2.3." in page


def test_a_newer_document_shows_the_difference_instead_of_a_second_plan(upload, curator):
    roadmap = adopting.adopt(upload, by=curator.member)
    Occurrence.objects.filter(event__roadmap=roadmap, event__number="2.3").update(done_at=date(2026, 9, 3))
    newer = [*drafts.LINES[:1], (0, "1.2", "Вечер вопросов для родителей", "ноябрь", "Классные руководители")]
    again = drafts.upload(upload.programme, by=curator.member, draft=draft(*newer, *drafts.LINES[2:4]))

    page = curator.get("plan_upload_adopt", again.public_id)

    said = text(page)
    assert "Чем новая редакция отличается" in said
    assert "«октябрь» — октябрь 2026 и 2027 г. → </span>«ноябрь» — ноябрь 2026 и 2027 г." in said
    assert "есть отметка или подтверждение" in said
    keys = [row.change.key for group in page.context["changes"].groups for row in group.rows]
    data = {"digest": page.context["digest"], "take": [key for key in keys if key.startswith("moved")]}
    curator.post("plan_upload_adopt_now", again.public_id, action="plan.edit", data=data)
    assert Roadmap.objects.count() == 1
    assert roadmap.events.get(number="1.2").due_text == "ноябрь"
    assert roadmap.events.get(number="2.3").withdrawn_at is None


def test_a_newer_document_may_be_a_second_plan_after_all(upload, curator):
    adopting.adopt(upload, by=curator.member)
    again = drafts.upload(upload.programme, by=curator.member, draft=draft())

    answer(curator, again, edition="beside")

    again.refresh_from_db()
    assert again.against is None
    assert "Утвердить план" in text(curator.get("plan_upload_adopt", again.public_id))


# Ready plans


@pytest.mark.parametrize(("code", "count"), [("standard", 35), ("teachers", 23)])
def test_a_ready_plan_is_shown_with_its_days_and_adopted(programme, curator, code, count):
    page = text(curator.get("plan_pattern", code))
    assert f"7 разделов, {count} мероприят" in page
    assert "до 10 сентября 2026 г." in page

    curator.post("plan_pattern_adopt", code, action="plan.edit")

    assert Roadmap.objects.get().events.count() == count


def test_last_years_plan_is_offered_only_where_there_is_one(school, curator):
    last = make_programme(school, title="2025/26", start=date(2025, 9, 1), end=date(2026, 5, 31))
    adopting.adopt(drafts.upload(last, by=curator.member, draft=draft()), by=curator.member)
    assert curator.get("plan_pattern", "last").status_code == 404
    programme = make_programme(school)

    assert "План прошлого цикла с новыми датами" in text(curator.get("plan_upload"))
    curator.post("plan_pattern_adopt", "last", action="plan.edit")

    assert Roadmap.objects.get(programme=programme).events.count() == 5


def test_a_ready_plan_adopted_already_is_refused_in_words(programme, curator):
    adopting.adopt_builtin(programme, "standard", by=curator.member)

    response = curator.post("plan_pattern_adopt", "standard", action="plan.edit", follow=True)

    assert "Этот готовый план уже действует в программе." in text(response)
    assert Roadmap.objects.count() == 1


def test_an_unknown_ready_plan_is_not_there(programme, curator):
    assert curator.get("plan_pattern", "settings").status_code == 404
    response = curator.post("plan_pattern_adopt", "settings", action="plan.edit", follow=True)
    assert "Такого готового плана нет." in text(response)


# Who may, and at what cost


def test_another_school_does_not_see_the_document(upload, other_curator):
    for name in ("plan_upload_check", "plan_upload_people", "plan_upload_adopt"):
        assert other_curator.get(name, upload.public_id).status_code == 404
    for name in ("plan_upload_adopt_now", "plan_upload_drop"):
        assert other_curator.post(name, upload.public_id, action="plan.edit").status_code == 404


def test_only_a_curator_changes_the_plan(upload, director):
    for name in ("plan_upload_check", "plan_upload_people", "plan_upload_adopt"):
        assert director.get(name, upload.public_id).status_code == 403


@pytest.mark.parametrize("name", ["plan_upload_check", "plan_upload_people", "plan_upload_adopt"])
@pytest.mark.parametrize("again", [False, True], ids=["first", "newer"])
def test_a_document_ten_times_as_long_costs_no_more_queries(school, curator, name, again):
    curator.get("plan_upload")  # the first page of a session writes it
    costs = []
    for index, count in enumerate((35, 350)):
        programme = make_programme(school, title=str(count), start=date(2026, 9, 1 + index))
        if again:
            adopting.adopt(
                drafts.upload(programme, by=curator.member, draft=draft(*drafts.many_lines(count))), by=curator.member
            )
        upload = drafts.upload(programme, by=curator.member, draft=draft(*drafts.many_lines(count)[1:]))
        with CaptureQueriesContext(connection) as asked:
            assert curator.get(name, upload.public_id).status_code == 200
        costs.append(len(asked))

    assert costs[0] == costs[1] <= ALLOWED_QUERIES
