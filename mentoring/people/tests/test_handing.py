"""One person's duties become another's in one deed, and come back."""

from datetime import date

import pytest
from django.utils import timezone

from mentoring.accounts.operations import Refused
from mentoring.people import deeds, handing
from mentoring.people.models import BulkDeed, Employment, Person, Position, StudyGroup
from mentoring.programmes.models import GroupMember, MentoringForm, ProgrammeForm
from roadmap.models import Event, Occurrence, Responsible
from tests.matrix.rows import Maker

TODAY = date(2026, 11, 23)


@pytest.fixture
def own(school):
    return {"organization": school}


@pytest.fixture
def by(curator):
    return curator.member


@pytest.fixture
def person(own):
    return Person.objects.create(**own, surname="Ольхина", given="Вера", patronymic="Ильинична")


@pytest.fixture
def to(own):
    return Person.objects.create(**own, surname="Рощина", given="Анна", patronymic="Львовна")


@pytest.fixture
def post(own, person):
    position = Position.objects.create(**own, title="методист")
    return Employment.objects.create(**own, person=person, position=position, duty="methodist", start=date(2025, 9, 1))


def give_everything(school, programme, person) -> dict:
    """Let a person lead a class, a form and an event, and sit in the working group."""
    own, maker = {"organization": school}, Maker(school, "сорока", "soroka")
    form = MentoringForm.objects.create(**own, code="own", title="Ученик — ученик")
    return {
        StudyGroup: StudyGroup.objects.create(**own, title="9 «А»", teacher=person),
        ProgrammeForm: ProgrammeForm.objects.create(**own, programme=programme, form=form, lead=person),
        GroupMember: GroupMember.objects.create(**own, programme=programme, person=person),
        Responsible: answers(maker, person),
    }


def answers(maker, person, event=None, **occurrence) -> Responsible:
    event = event or maker.row(Event)
    maker.row(Occurrence, event=event, **occurrence)
    return maker.row(Responsible, event=event, kind="person", person=person, position=None)


def hand_all(person, to, by) -> BulkDeed:
    keys = [one.key for one in handing.held(person, TODAY)]
    return handing.hand(person, to, keys, on=TODAY, today=TODAY, by=by)


def test_everything_that_waits_is_named_whichever_app_knows_it(school, programme, person, post):
    give_everything(school, programme, person)

    kinds = [one.kind for one in handing.held(person, TODAY)]

    assert kinds == ["должность", "класс или группа", "форма наставничества", "рабочая группа", "мероприятие"]


def test_all_duties_follow_in_one_deed(school, programme, person, to, post, by):
    rows = give_everything(school, programme, person)

    deed = hand_all(person, to, by)

    assert handing.held(person, TODAY) == []
    for row in rows.values():
        row.refresh_from_db()
    assert (rows[StudyGroup].teacher, rows[ProgrammeForm].lead) == (to, to)
    assert (rows[GroupMember].person, rows[Responsible].person) == (to, to)
    assert deed.title == "Ольхина Вера Ильинична → Рощина Анна Львовна"


def test_position_ends_the_day_before_and_begins_anew(person, to, post, by):
    hand_all(person, to, by)

    spans = Employment.objects.order_by("start").values_list("person", "duty", "start", "end")
    assert list(spans) == [
        (person.pk, "methodist", date(2025, 9, 1), date(2026, 11, 22)),
        (to.pk, "methodist", TODAY, None),
    ]


def test_only_what_is_ticked_is_handed_on(school, programme, person, to, post, by):
    rows = give_everything(school, programme, person)

    handing.hand(person, to, [f"people.studygroup:{rows[StudyGroup].pk}"], on=TODAY, today=TODAY, by=by)

    assert [one.kind for one in handing.held(to, TODAY)] == ["класс или группа"]
    assert len(handing.held(person, TODAY)) == 4


def test_event_that_is_done_stays_with_who_did_it(school, person):
    answers(Maker(school, "сорока", "soroka"), person, done_at=timezone.now())

    assert handing.held(person, TODAY) == []


def test_who_answers_already_is_not_written_twice(school, person, to, by):
    maker = Maker(school, "сорока", "soroka")
    first = answers(maker, person)
    second = maker.row(Responsible, event=first.event, kind="person", person=to, position=None)

    hand_all(person, to, by)

    assert list(Responsible.objects.all()) == [second]


def test_handing_is_taken_back_whole(school, programme, person, to, post, by):
    give_everything(school, programme, person)
    deed = hand_all(person, to, by)

    deed = deeds.undo(deed, by=by, now=timezone.now())

    assert deed.left == []
    assert (len(handing.held(person, TODAY)), handing.held(to, TODAY)) == (5, [])
    assert Employment.objects.get().end is None


def test_nothing_ticked_and_nobody_else_are_refused(person, to, post, by):
    with pytest.raises(Refused, match="Ничего не отмечено"):
        handing.hand(person, to, [], on=TODAY, today=TODAY, by=by)
    with pytest.raises(Refused, match="другого человека"):
        hand_all(person, person, by)


def test_page_hands_on_what_is_ticked(curator, person, to, own):
    group = StudyGroup.objects.create(**own, title="9 «А»", teacher=person)
    assert "класс или группа: 9 «А»" in curator.get("people_handing", person.pk).content.decode()

    data = {"to": to.full_name, "on": timezone.localdate().isoformat(), "what": [f"people.studygroup:{group.pk}"]}
    answer = curator.post("people_handing", person.pk, action="people.edit", data=data)

    assert answer.url == curator.at("people_deed", BulkDeed.objects.get().pk)
    group.refresh_from_db()
    assert group.teacher == to


def test_page_hands_nothing_to_somebody_of_another_school(curator, person, own, other_school):
    group = StudyGroup.objects.create(**own, title="9 «А»", teacher=person)
    stranger = Person.objects.create(organization=other_school, surname="Чужая", given="Анна", patronymic="Львовна")

    data = {"to": stranger.full_name, "on": timezone.localdate().isoformat(), "what": [f"people.studygroup:{group.pk}"]}
    answer = curator.post("people_handing", person.pk, action="people.edit", data=data)

    assert answer.context["form"].errors["to"]
    group.refresh_from_db()
    assert group.teacher == person


def test_page_of_somebody_free_says_so(curator, person):
    assert "Передавать нечего" in curator.get("people_handing", person.pk).content.decode()
