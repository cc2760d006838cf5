"""Waves: who is asked, when they open and close, who is written to, what the plan and the journal say."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from mentoring.accounts import schooldays
from mentoring.accounts.models import JournalEntry, PersonalLink
from mentoring.accounts.operations import Refused
from mentoring.notifications import outbox
from mentoring.notifications.models import Delivery, OutboxItem
from mentoring.people.models import Guardianship, Person, StudyGroup
from mentoring.registry.models import Mentee
from roadmap.tests.cast import make_roadmap
from surveys import answering, asked, inviting, waves
from surveys.models import Edition, Respondent, Response, Wave
from surveys.tests.cast import TODAY, facts, make_form, make_questionnaire, open_wave, take_mentee, take_mentor
from tests.cast import make_programme

State = Wave.State


@pytest.fixture(autouse=True)
def stopped_clock(monkeypatch):
    # The world outside: the clock on the wall.
    monkeypatch.setattr(schooldays, "today", lambda organization: TODAY)


@pytest.fixture
def questionnaire(programme):
    return make_questionnaire(programme)


@pytest.fixture
def wave(programme, questionnaire, curator) -> Wave:
    for surname in ("Вязов", "Елова"):
        take_mentee(programme, surname)
    return open_wave(programme, questionnaire, curator.member)


def names(wave: Wave) -> list[str]:
    return [row.person.surname for row in wave.respondents.all()]


def test_wave_whose_day_has_come_opens_at_once_and_asks_the_mentees_of_the_programme(wave):
    assert (wave.state, names(wave)) == (State.OPEN, ["Вязов", "Елова"])
    journal = JournalEntry.objects.filter(action__startswith="wave.").order_by("number")
    assert list(journal.values_list("action", flat=True)) == ["wave.planned", "wave.opened"]


def test_nobody_is_asked_whose_answers_may_not_be_kept(programme, questionnaire, curator):
    take_mentee(programme, "Вязов")
    take_mentee(programme, "Елова", agreed=False)

    wave = open_wave(programme, questionnaire, curator.member)

    assert names(wave) == ["Вязов"]
    assert [one.surname for one in asked.of_wave(wave).closed] == ["Елова"]


def test_wave_without_anybody_to_ask_is_not_opened(programme, questionnaire, curator):
    with pytest.raises(Refused, match="Спрашивать некого"):
        open_wave(programme, questionnaire, curator.member)

    assert Wave.objects.count() == 0


def test_mentees_of_another_programme_school_or_state_are_not_asked(programme, questionnaire, curator, other_school):
    take_mentee(programme, "Вязов")
    take_mentee(make_programme(programme.organization, title="Прошлая"), "Елова")
    left = take_mentee(programme, "Ивова")
    Mentee.objects.filter(person=left).update(state=Mentee.State.LEFT)
    take_mentee(make_programme(other_school), "Чужова")

    assert names(open_wave(programme, questionnaire, curator.member)) == ["Вязов"]


def test_form_class_and_state_narrow_who_is_asked(programme, questionnaire, curator):
    form = make_form(programme)
    take_mentee(programme, "Вязов", form=form)
    other = take_mentee(programme, "Елова", form=form)
    take_mentee(programme, "Ивова")
    group = StudyGroup.objects.create(organization=programme.organization, title="9 «Б»")
    other.enrollments.update(group=group)
    registered = Mentee.objects.get(person__surname="Ивова")
    Mentee.objects.filter(pk=registered.pk).update(state=Mentee.State.REGISTERED)

    assert names(open_wave(programme, questionnaire, curator.member, form=form)) == ["Вязов", "Елова"]
    assert names(open_wave(programme, questionnaire, curator.member, group=group)) == ["Елова"]
    assert names(open_wave(programme, questionnaire, curator.member, states=["registered"])) == ["Ивова"]


def test_parent_tells_of_each_child_and_a_child_without_one_is_named(programme, curator):
    questionnaire = make_questionnaire(programme, code="parent", side="parent", moment="any")
    first, second = take_mentee(programme, "Вязов"), take_mentee(programme, "Елова")
    Guardianship.objects.filter(child=second).delete()

    wave = open_wave(programme, questionnaire, curator.member)

    assert [(row.person.surname, row.about) for row in wave.respondents.all()] == [("Вязова", first)]
    assert asked.of_wave(wave).alone == (second,)


def test_parent_who_can_be_written_to_is_asked_before_the_other(programme, curator):
    questionnaire = make_questionnaire(programme, code="parent", side="parent", moment="any")
    child = take_mentee(programme, "Вязов")
    father = Person.objects.create(
        organization=programme.organization, surname="Вязов", given="Пётр", email="otec@example.org"
    )
    Guardianship.objects.create(organization=programme.organization, child=child, guardian=father, right="father")

    assert [row.person for row in open_wave(programme, questionnaire, curator.member).respondents.all()] == [father]


def test_class_teacher_tells_of_the_mentees_of_the_class(programme, curator):
    questionnaire = make_questionnaire(programme, code="teacher", side="class_teacher", moment="any")
    children = [take_mentee(programme, surname) for surname in ("Вязов", "Елова")]
    teacher = take_mentor(programme, "Липова")
    StudyGroup.objects.update(teacher=teacher)

    wave = open_wave(programme, questionnaire, curator.member)

    assert [(row.person, row.about) for row in wave.respondents.order_by("pk")] == [(teacher, one) for one in children]


def test_planned_wave_is_opened_by_the_clock_on_its_day(programme, questionnaire, curator, monkeypatch):
    take_mentee(programme, "Вязов")
    start = TODAY + timedelta(3)
    wave = waves.plan(programme, questionnaire, facts(opens_on=start), by=curator.member)
    item = OutboxItem.objects.get(kind="survey_turn")
    assert (wave.state, wave.respondents.count()) == (State.PLANNED, 0)
    assert item.due_at == datetime(2026, 11, 23, 0, 5, tzinfo=ZoneInfo("Europe/Moscow"))

    waves.turn(wave=wave.pk)
    assert Wave.objects.get().state == State.PLANNED
    monkeypatch.setattr(schooldays, "today", lambda organization: start)
    waves.turn(wave=wave.pk)
    waves.turn(wave=wave.pk)

    assert (Wave.objects.get().state, names(wave)) == (State.OPEN, ["Вязов"])


def test_open_wave_is_closed_by_the_clock_after_its_last_day_and_not_before(wave, monkeypatch):
    for day, state in ((wave.closes_on, State.OPEN), (wave.closes_on + timedelta(1), State.CLOSED)):
        monkeypatch.setattr(schooldays, "today", lambda organization, day=day: day)
        waves.turn(wave=wave.pk)

        assert Wave.objects.get(pk=wave.pk).state == state


def test_whoever_has_an_address_gets_one_letter_with_an_own_link(programme, questionnaire, curator):
    one, two = (take_mentee(programme, surname) for surname in ("Вязов", "Елова"))
    Person.objects.filter(pk=one.pk).update(email="vyazov@example.org")

    wave = open_wave(programme, questionnaire, curator.member)
    while outbox.run_due():
        pass

    assert list(Delivery.objects.values_list("to", flat=True)) == ["vyazov@example.org"]
    link = PersonalLink.objects.get(purpose=inviting.PURPOSE)
    assert inviting.respondent_of(link) == wave.respondents.get(person=one)
    inviting.write(respondent=wave.respondents.get(person=one).pk, step=inviting.FIRST)
    assert (Delivery.objects.count(), PersonalLink.objects.count()) == (1, 1)
    assert wave.respondents.get(person=two).answered_on is None


def test_reminder_is_written_to_those_alone_who_have_not_answered(programme, questionnaire, curator):
    people = [take_mentee(programme, surname) for surname in ("Вязов", "Елова")]
    for one in people:
        Person.objects.filter(pk=one.pk).update(email=f"{one.pk}@example.org")
    wave = open_wave(programme, questionnaire, curator.member, remind=[3])
    due = datetime(2026, 12, 1, 9, tzinfo=ZoneInfo("Europe/Moscow"))
    later = OutboxItem.objects.filter(kind="survey_letter", due_at=due)
    assert later.count() == 2
    answering.submit(wave.respondents.get(person=people[0]), {"help": "7"}, how="link")

    for item in later:
        inviting.write(**item.payload)

    assert list(Delivery.objects.values_list("to", flat=True)) == [f"{people[1].pk}@example.org"]


def test_reminder_by_hand_goes_out_once_a_day(programme, questionnaire, curator):
    person = take_mentee(programme, "Вязов")
    Person.objects.filter(pk=person.pk).update(email="vyazov@example.org")
    wave = open_wave(programme, questionnaire, curator.member)

    assert waves.remind(wave, by=curator.member) == 1
    with pytest.raises(Refused, match="Писать некому"):
        waves.remind(wave, by=curator.member)


def test_those_who_came_later_are_added_once(wave, programme, curator):
    take_mentee(programme, "Ивова")

    assert [waves.invite_new(wave, by=curator.member) for _ in range(2)] == [1, 0]
    assert names(wave) == ["Вязов", "Елова", "Ивова"]


def test_closing_marks_the_event_of_the_plan_and_says_how_many_answered(programme, questionnaire, curator):
    plan = make_roadmap(programme.organization, programme=programme)
    event = plan.events.get(number="2.1")
    one, _ = (take_mentee(programme, surname) for surname in ("Вязов", "Елова"))
    wave = open_wave(programme, questionnaire, curator.member, event=event)
    answering.submit(wave.respondents.get(person=one), {"help": "7"}, how="link")

    waves.close(wave, by=curator.member)

    occurrence = event.occurrences.get()
    assert (occurrence.done_at, occurrence.note) == (TODAY, "Опрос «Опрос»: ответили 1 из 2.")


def test_closing_forgets_what_was_begun_and_not_sent(wave, curator):
    answering.save_draft(wave.respondents.first(), {"help": "7"})

    waves.close(wave, by=curator.member)

    assert set(map(str, wave.respondents.values_list("draft", flat=True))) == {"{}"}


def test_closed_wave_goes_on_when_it_is_prolonged(wave, curator):
    waves.close(wave, by=curator.member)

    again = waves.prolong(wave, TODAY + timedelta(20), by=curator.member)

    assert (again.state, again.closes_on) == (State.OPEN, date(2026, 12, 10))
    waves.turn(wave=wave.pk)
    assert Wave.objects.get().state == State.OPEN


def test_closed_wave_without_names_stays_closed(programme, questionnaire, curator):
    take_mentee(programme, "Вязов")
    wave = open_wave(programme, questionnaire, curator.member, anonymous=True, moment="once")
    waves.prolong(wave, TODAY + timedelta(20), by=curator.member)
    waves.close(wave, by=curator.member)

    with pytest.raises(Refused, match="без имён не продолжить"):
        waves.prolong(wave, TODAY + timedelta(30), by=curator.member)


def test_wave_that_was_answered_is_not_discarded(wave, curator):
    answering.submit(wave.respondents.first(), {"help": "7"}, how="link")

    with pytest.raises(Refused, match="удалить его нельзя"):
        waves.discard(wave, by=curator.member)

    assert Response.objects.count() == 1


def test_discarded_wave_leaves_nobody_asked(wave, curator):
    waves.discard(wave, by=curator.member)

    assert (Wave.objects.count(), Respondent.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("own", "said"),
    [
        ({"closes_on": TODAY - timedelta(1)}, "уже прошёл"),
        ({"opens_on": TODAY + timedelta(20)}, "раньше, чем открывается"),
        ({"anonymous": True}, "без имён не сравнить"),
        ({"states": ["refused"]}, "не бывает"),
    ],
)
def test_wave_that_contradicts_itself_is_refused(own, said, programme, questionnaire, curator):
    take_mentee(programme, "Вязов")

    with pytest.raises(Refused, match=said):
        open_wave(programme, questionnaire, curator.member, **own)


def test_questionnaire_without_questions_is_not_asked(programme, curator):
    empty = make_questionnaire(programme)
    Edition.objects.get(questionnaire=empty).questions.all().delete()

    with pytest.raises(Refused, match="нет ни одного вопроса"):
        open_wave(programme, empty, curator.member)


def test_verbs_find_no_wave_of_another_school(wave, other_curator):
    for verb in (waves.open_wave, waves.close, waves.discard, waves.remind, waves.invite_new):
        with pytest.raises(Refused, match="Такого опроса нет"):
            verb(wave, by=other_curator.member)
    with pytest.raises(Refused, match="Такого опроса нет"):
        waves.prolong(wave, TODAY, by=other_curator.member)


def test_links_of_many_are_made_by_one_statement(wave, django_assert_num_queries):
    rows = list(wave.respondents.select_related("organization"))

    with django_assert_num_queries(1):
        addresses = inviting.make_links(rows)

    assert sorted(addresses) == sorted(row.pk for row in rows)
    assert len(set(addresses.values())) == 2
