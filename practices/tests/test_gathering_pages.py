"""The pages of gatherings."""

import io

import pdfplumber
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from mentoring.access import Role
from mentoring.registry.models import Mentor
from mentoring.registry.tests.cast import teacher
from practices import guests
from practices.models import Gathering, Guest
from practices.tests import cast
from tests.cast import browse, make_member

pytestmark = pytest.mark.django_db
EDIT = "practices.edit"


def text(answer) -> str:
    assert answer.status_code == 200
    return answer.content.decode()


def test_gathering_goes_from_the_plan_to_its_outcome(programme, curator):
    time = cast.time_of_plan(programme)
    assert f"?occurrence={time.pk}" in text(curator.get("event", time.event_id))
    form = curator.get("gathering_new", query={"occurrence": time.pk})
    assert form.context["form"]["title"].value() == "Встреча с родителями"
    data = {"title": "Собрание 8-х классов", "on": "2026-11-18", "occurrence": time.pk, "invited": "40"}

    curator.post("gathering_new", action=EDIT, data=data)
    row = Gathering.objects.get()
    curator.post("gathering_hold", row.public_id, action=EDIT, data={"on": "2026-11-18", "present": "38", "version": 1})

    time.refresh_from_db()
    assert time.done_at == cast.HELD_ON
    page = text(curator.get("gathering", row.public_id))
    assert "95&nbsp;%" in page and "отмечено выполненным 18.11.2026" in page
    assert "Собрание 8-х классов" in text(curator.get("gatherings"))


def test_past_gathering_without_an_outcome_waits_for_it(gathering, curator):
    assert "ждёт итогов" in text(curator.get("gatherings"))
    assert "Записать итоги" in text(curator.get("gathering", gathering.public_id))


def test_facts_are_changed_by_a_form_that_knows_the_version(gathering, curator):
    data = {"title": "Собрание отцов", "on": "2026-11-17", "version": 1}

    curator.post("gathering_edit", gathering.public_id, action=EDIT, data=data)
    stale = text(curator.post("gathering_edit", gathering.public_id, action=EDIT, data=data | {"title": "Иное"}))

    row = Gathering.objects.get()
    assert (row.title, row.version) == ("Собрание отцов", 2)
    assert "изменил кто-то ещё" in stale


def test_list_is_filled_marked_and_turned_into_candidates(school, gathering, curator):
    person, key = teacher(school, "Вязов"), gathering.public_id
    curator.post("gathering_invite", key, action=EDIT, data={"person": person.full_name})
    guest = Guest.objects.get()
    data = {"version": 2, "came": guest.pk, f"wish-{guest.pk}": "mentor"}
    curator.post("gathering_mark", key, action=EDIT, data=data)
    assert "Просят об участии: 1" in text(curator.get("gathering", key))

    curator.post("gathering_enrol", key, action="registry.edit")

    assert Mentor.objects.get().person == person
    assert "внесён 20.11.2026" in text(curator.get("gathering", key))


def test_nobody_chosen_is_said(gathering, curator):
    here = curator.at("gathering", gathering.public_id)

    answer = curator.post("gathering_invite", gathering.public_id, action=EDIT, data={"back": here})

    assert "Выберите, кого добавить" in text(curator.client.get(answer.url))


def test_name_is_struck_off_the_list(school, gathering, curator):
    guests.invite(gathering, [teacher(school, "Вязов")], by=curator.member)

    curator.post("gathering_strike", gathering.public_id, Guest.objects.get().pk, action=EDIT)

    assert not Guest.objects.exists()


def test_photograph_is_shown_and_destroyed(gathering, curator):
    data = {"photo": SimpleUploadedFile("зал.jpg", b"\xff\xd8\xff" + bytes(64)), "agreed": "on"}
    curator.post("gathering_photo", gathering.public_id, action=EDIT, data=data)
    assert "зал.jpg" in text(curator.get("gathering", gathering.public_id))

    curator.post("gathering_hide", gathering.public_id, action=EDIT)

    assert "зал.jpg" not in text(curator.get("gathering", gathering.public_id))


def test_photograph_without_the_tick_is_refused_beside_it(gathering, curator):
    data = {"photo": SimpleUploadedFile("зал.jpg", b"\xff\xd8\xff" + bytes(64))}

    page = text(curator.post("gathering_photo", gathering.public_id, action=EDIT, data=data))

    assert "только те, кто согласен" in page


def test_sheet_names_the_list_and_leaves_lines(school, gathering, curator):
    guests.invite(gathering, [teacher(school, "Вязов")], by=curator.member)

    answer = curator.get("gathering_sheet", gathering.public_id)

    with pdfplumber.open(io.BytesIO(answer.content)) as paper:
        said = "\n".join(page.extract_text() for page in paper.pages)
    assert "Лист присутствовавших" in said and "Вязов Ян Львович" in said
    assert "\n20" in said


def test_psychologist_reads_and_changes_nothing(school, gathering):
    reader = browse(make_member(school, Role.PSYCHOLOGIST))

    page = text(reader.get("gathering", gathering.public_id))

    assert "Записать итоги" not in page and "Добавить в список" not in page


def test_school_without_a_programme_is_told_so(curator):
    assert "Программы ещё нет" in text(curator.get("gatherings"))
    assert curator.get("gathering_new").status_code == 404
