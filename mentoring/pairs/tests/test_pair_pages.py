"""The pages of pairs and plans: who opens them, what they say, how two people write at once."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mentoring.access import Role
from mentoring.accounts import schooldays
from mentoring.accounts.models import JournalEntry
from mentoring.pairs import mapping, pairing, planning
from mentoring.pairs.models import Meeting, Pair
from mentoring.pairs.tests import cast
from mentoring.people.models import Enrollment, StudyGroup
from tests.cast import browse, make_member, make_programme

NOW = date(2026, 11, 20)  # Friday
DAY = timedelta(1)
EDIT, WRITE = "pairs.edit", "diary.write"
TASK = {"section": planning.LEARNER[0], "task": "Разобрать ошибки диктантов", "due_text": "до 20 декабря"}


@pytest.fixture(autouse=True)
def today(monkeypatch):
    """Stop the clock on the wall, which may be moved: the world outside."""
    clock = {"today": NOW}
    monkeypatch.setattr(schooldays, "today", lambda organization: clock["today"])
    return clock


@pytest.fixture
def pair(programme, curator) -> Pair:
    return cast.working(programme, curator.member)


def fresh(row):
    return type(row).objects.get(pk=row.pk)


def text(response) -> str:
    return " ".join(response.content.decode().replace("\u00a0", " ").split())


def queries(browser, *where) -> int:
    with CaptureQueriesContext(connection) as found:
        assert browser.get(*where).status_code == 200
    return len(found)


def test_list_finds_pairs_by_name_form_and_state(programme, pair, curator):
    ours, theirs = cast.mentor(programme, "Вёснин"), [cast.mentee(programme, "Дроздов")]
    other = cast.project(programme, curator.member, led_by=ours, mentees=theirs)
    pairing.dissolve(pair, ending="left", reason="переехал", on=NOW, by=curator.member)

    def names(**query):
        page = text(curator.get("pairs", query=query))
        return [name for name in ("Орлов Ян", "Дроздов Ян") if f">{name} и " in page]

    assert names() == ["Дроздов Ян"]
    assert names(state="") == ["Орлов Ян", "Дроздов Ян"]
    assert names(state="dissolved") == ["Орлов Ян"]
    assert names(state="", q="веснин") == ["Дроздов Ян"]
    assert names(form=str(other.form_id)) == ["Дроздов Ян"]
    assert names(form="999999") == []


def test_list_of_three_pairs_takes_as_many_queries_as_of_one(programme, pair, curator):
    curator.get("pairs")  # the first visit of a session writes it down
    first = queries(curator, "pairs")
    for number in range(2):
        ours, theirs = cast.mentor(programme, f"Вёснин{number}"), [cast.mentee(programme, f"Дроздов{number}")]
        cast.project(programme, curator.member, led_by=ours, mentees=theirs)

    assert queries(curator, "pairs") == first


def test_pages_of_a_pair_with_its_plan_take_few_queries(pair, curator):
    plan = planning.begin(pair, by=curator.member)
    for number in range(5):
        planning.add(plan, TASK | {"task": f"Пункт {number}"}, by=curator.member)
    mapping.lay_route(plan, by=curator.member)

    counts = {name: queries(curator, name, pair.public_id) for name in ("pair", "pair_plan", "pair_route")}
    assert max(counts.values()) <= 25, counts


def test_pair_put_together_by_hand_is_a_project(programme, curator):
    ours, theirs = cast.mentor(programme), cast.mentee(programme)
    data = {
        "form": cast.form(programme.organization).pk,
        "mentor": ours.pk,
        "mentees": [theirs.pk],
        "start": "2026-11-23",
        "end": "2027-05-25",
        "monthly": 2,
    }

    response = curator.post("pair_new", action=EDIT, data=data)

    made = Pair.objects.get()
    assert response.url == curator.at("pair", made.public_id)
    assert (made.state, made.monthly, made.start) == ("project", 2, date(2026, 11, 23))


def test_form_of_a_new_pair_says_who_has_places_and_who_has_a_pair(programme, pair, curator):
    cast.mentor(programme, "Вёснин", capacity=2)
    cast.mentee(programme, "Дроздов")

    page = text(curator.get("pair_new"))

    assert "Зимин Ян Львович — свободно мест: 0 из 1<" in page
    assert "Вёснин Ян Львович — свободно мест: 2 из 2<" in page
    assert "Орлов Ян Львович (уже в паре)<" in page
    assert "Дроздов Ян Львович<" in page


def test_pairs_of_an_earlier_programme_are_found_by_it(programme, pair, curator):
    later = make_programme(programme.organization, title="Второй год", start=NOW - DAY, end=date(2027, 11, 1))

    assert "Орлов Ян и " not in text(curator.get("pairs"))
    assert "Орлов Ян и " in text(curator.get("pairs", query={"programme": programme.pk}))
    assert "Орлов Ян и " not in text(curator.get("pairs", query={"programme": later.pk}))


def test_project_names_who_is_not_ready_and_is_not_fixed_yet(programme, curator):
    pair = cast.project(programme, curator.member)
    candidate = pair.mentors.get().mentor
    candidate.state = "applied"
    candidate.save()

    assert "Зимин Ян Львович: сейчас «кандидат»." in text(curator.get("pair", pair.public_id))
    data = {"basis": "приказ № 7", "on": "2026-11-20"}
    refused = curator.post("pair_fix", pair.public_id, action=EDIT, data=data)
    assert "Пока нельзя закрепить. Зимин Ян Львович: сейчас «кандидат»." in text(refused)
    assert fresh(pair).state == "project"


def test_two_curators_who_edit_one_pair_both_keep_their_text(pair, curator):
    facts = {"goal": "Читать каждый день", "monthly": 4, "minutes": 45, "way": "in_person", "version": pair.version}
    curator.post("pair_edit", pair.public_id, action=EDIT, data=facts)

    second = curator.post("pair_edit", pair.public_id, action=EDIT, data=facts | {"goal": "Полюбить книги"})

    page = text(second)
    assert "Полюбить книги" in page
    assert "Сохранено сейчас: <p>Читать каждый день</p>" in page
    assert fresh(pair).goal == "Читать каждый день"
    again = facts | {"goal": "Полюбить книги", "version": fresh(pair).version}
    curator.post("pair_edit", pair.public_id, action=EDIT, data=again)
    assert fresh(pair).goal == "Полюбить книги"
    assert JournalEntry.objects.filter(action="pair.change").count() == 2


def test_form_of_a_replacement_tells_of_three_working_days(programme, pair, curator):
    page = text(curator.get("pair_replace", pair.public_id))

    assert "ближайший день — 25 ноября 2026 г.</p>" in page
    assert 'value="2026-11-25"' in page


def test_replacement_takes_the_pages_from_one_mentor_and_gives_them_to_another(programme, curator, today):
    before, after = cast.mentor(programme), cast.mentor(programme, "Вёснин")
    one, two = browse(cast.account(before)), browse(cast.account(after))
    pair = cast.working(programme, curator.member, led_by=before)
    plan = planning.begin(pair, by=curator.member)
    assert one.get("pair", pair.public_id).status_code == 200
    data = {"mentor": after.pk, "on": "2026-11-25", "reason": "уехал"}
    curator.post("pair_replace", pair.public_id, action=EDIT, data=data)

    def reached(browser):
        return [browser.get(name, pair.public_id).status_code for name in ("pair", "pair_plan", "pair_route")]

    today["today"] = date(2026, 11, 24)
    assert (reached(one), reached(two)) == ([200] * 3, [404] * 3)
    today["today"] = date(2026, 11, 25)
    assert (reached(one), reached(two)) == ([404] * 3, [200] * 3)
    assert two.post("pair_plan_add", pair.public_id, action=WRITE, data=TASK | {"weight": 1}).status_code == 302
    assert plan.items.get().task == TASK["task"]


def test_mentor_sees_no_notes_no_history_and_no_deeds(programme, curator):
    ours = cast.mentor(programme)
    member = browse(cast.account(ours))
    pair = cast.working(programme, curator.member, led_by=ours)
    Pair.objects.filter(pk=pair.pk).update(note="осторожно с темой семьи")

    page = text(member.get("pair", pair.public_id))

    assert "Зимин Ян Львович" in page
    assert [word for word in ("осторожно", "История", "Расторгнуть", "Закреплена из") if word in page] == []
    assert member.post("pair_dissolve", pair.public_id, action=EDIT).status_code == 403


def test_class_teacher_opens_pairs_of_the_own_class_alone(programme, pair, curator):
    teacher = browse(make_member(programme.organization, Role.CLASS_TEACHER))
    theirs = cast.mentee(programme, "Дроздов")
    group = StudyGroup.objects.create(organization=programme.organization, title="9 «Б»")
    Enrollment.objects.filter(person=theirs.person).update(group=group)
    ours = cast.mentor(programme, "Вёснин")
    other = cast.working(programme, curator.member, led_by=ours, mentees=[theirs])
    person = ours.person
    person.membership = teacher.member
    person.save()
    StudyGroup.objects.filter(title="8 «А»").update(teacher=person)
    pairing.dissolve(other, ending="left", reason="переехал", on=NOW, by=curator.member)

    assert [teacher.get("pair", one.public_id).status_code for one in (pair, other)] == [200, 404]
    assert teacher.post("pair_plan_begin", pair.public_id, action=WRITE).status_code == 404


def test_item_says_how_its_term_was_understood(pair, curator):
    planning.begin(pair, by=curator.member)

    response = curator.post("pair_plan_add", pair.public_id, action=WRITE, data=TASK | {"weight": 1}, follow=True)

    page = text(curator.client.get(response.url)) if response.status_code == 302 else text(response)
    assert "Срок «до 20 декабря» понят так" in page
    assert "до 20 декабря 2026" in page


def test_two_who_edit_one_item_both_keep_their_text(pair, curator):
    plan = planning.begin(pair, by=curator.member)
    item = planning.add(plan, TASK, by=curator.member)
    data = TASK | {"weight": 1, "version": item.version, "expected": "Меньше ошибок"}
    curator.post("pair_plan_item", pair.public_id, item.pk, action=WRITE, data=data)

    second = curator.post(
        "pair_plan_item", pair.public_id, item.pk, action=WRITE, data=data | {"expected": "Пишет без ошибок"}
    )

    assert "Пишет без ошибок" in text(second)
    assert "Сохранено сейчас: <p>Меньше ошибок</p>" in text(second)
    assert fresh(item).expected == "Меньше ошибок"


def test_map_is_laid_and_marked_by_the_diary(pair, curator):
    plan = planning.begin(pair, by=curator.member)
    planning.add(plan, TASK, by=curator.member)
    curator.post("pair_route_lay", pair.public_id, action=WRITE)
    step = plan.steps.first()
    Meeting.objects.create(
        organization=pair.organization, pair=pair, state="held", on=step.on, minutes=40, step=step, kind="intro"
    )

    page = text(curator.get("pair_route", pair.public_id))

    assert f"Проведено 1 из {plan.steps.count()} встреч" in page
    assert page.count("проведена") == 1


def test_plan_goes_from_draft_to_approved_on_its_pages(pair, curator, director):
    plan = planning.begin(pair, by=curator.member)
    planning.add(plan, TASK, by=curator.member)

    curator.post("pair_plan_agree", pair.public_id, action=WRITE)
    data = {"basis": "приказ № 8", "on": "2026-11-20"}
    assert director.post("pair_plan_approve", pair.public_id, action=EDIT, data=data).status_code == 403
    curator.post("pair_plan_approve", pair.public_id, action=EDIT, data=data)

    assert (fresh(plan).state, fresh(plan).basis) == ("approved", "приказ № 8")
    assert "утверждён" in text(director.get("pair_plan", pair.public_id))
