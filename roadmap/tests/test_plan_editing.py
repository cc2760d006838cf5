from datetime import date

import pytest

from mentoring.access import Role
from mentoring.accounts.models import JournalEntry
from mentoring.people.models import Employment
from roadmap import editing, fulfilment
from roadmap.editing import EditingRefused, Words
from roadmap.models import Event, Roadmap
from roadmap.tests.cast import answer_for, make_position, make_roadmap
from tests.cast import browse, make_member

TODAY = date(2026, 10, 5)


@pytest.fixture
def plan(school):
    return make_roadmap(school)


@pytest.fixture
def member(curator):
    return curator.member


def numbers(plan) -> list[str]:
    return [event.number for event in plan.events.all()]


def test_a_new_event_stands_last_in_its_section_with_the_next_number_and_its_days(plan, member):
    words = Words("Памятка для родителей", section=plan.sections.first(), due_text="до 20 ноября 2026 г.")

    event = editing.add(plan, words, by=member)

    assert numbers(plan) == ["1.1", "1.2", "1.3", "2.1", "2.2", "2.3"]
    assert (event.number, event.occurrences.get().due) == ("1.3", date(2026, 11, 20))
    assert JournalEntry.objects.get().action == "event.add"


def test_a_changed_term_gives_new_days_and_keeps_marked_ones(plan, member):
    event = plan.events.get(number="2.2")
    first = event.occurrences.first()
    fulfilment.done(first, on=TODAY, today=TODAY, by=member)

    editing.change(
        event, Words("Беседы", number="2.2", section=event.section, due_text="май 2027"), version=1, by=member
    )

    event.refresh_from_db()
    assert (event.title, event.due_text, event.version) == ("Беседы", "май 2027", 2)
    days = [(one.due, one.done_at) for one in event.occurrences.all()]
    assert (date(2027, 5, 31), None) in days
    assert (first.due, TODAY) in days


def test_the_same_term_leaves_the_days_alone(plan, member):
    event = plan.events.get(number="2.1")
    before = list(event.occurrences.values_list("pk", "due"))

    words = Words("Опрос", number="2.1", section=event.section, due_text=event.due_text)
    editing.change(event, words, version=1, by=member)

    assert list(event.occurrences.values_list("pk", "due")) == before


def test_places_of_those_who_answer_are_said_in_the_column(school, plan, member):
    event, position = plan.events.first(), make_position(school, "методист")
    places = (f"position:{position.pk}", f"duty:{Employment.Duty.HEAD}", "group:тьюторы")

    changed = editing.change(event, Words(event.title, section=event.section, places=places), version=1, by=member)

    assert [editing.key(one) for one in changed.responsibles.all()] == list(places)
    assert changed.responsible_text == "методист, руководитель организации, тьюторы"


def test_untouched_places_keep_the_wording_of_the_document(school, plan, member):
    event, position = plan.events.first(), make_position(school, "методист")
    answer_for(event, position)
    Event.objects.filter(pk=event.pk).update(responsible_text="Методист Рябинина А. С.")

    words = Words("Иначе", section=event.section, places=(f"position:{position.pk}",))
    changed = editing.change(event, words, version=1, by=member)

    assert changed.responsible_text == "Методист Рябинина А. С."


def test_a_change_from_an_old_page_is_refused(plan, member):
    with pytest.raises(EditingRefused, match="изменил кто-то ещё"):
        editing.change(plan.events.first(), Words("Иначе"), version=7, by=member)


def test_another_section_is_another_place(plan, member):
    event = plan.events.get(number="1.1")

    editing.change(event, Words(event.title, number="1.1", section=plan.sections.last()), version=1, by=member)

    assert numbers(plan) == ["1.2", "2.1", "2.2", "2.3", "1.1"]


def test_an_event_moves_among_its_neighbours_and_stops_at_the_edge(plan, member):
    event = plan.events.get(number="2.2")

    editing.move(event, -1, by=member)

    assert numbers(plan) == ["1.1", "1.2", "2.2", "2.1", "2.3"]
    with pytest.raises(EditingRefused, match="край раздела"):
        editing.move(event, -1, by=member)


def test_numbers_are_given_anew_and_said_in_the_journal(plan, member):
    editing.move(plan.events.get(number="2.2"), -1, by=member)

    assert editing.renumber(plan, by=member) == 2

    assert numbers(plan) == ["1.1", "1.2", "2.1", "2.2", "2.3"]
    assert JournalEntry.objects.first().action == "plan.renumber"
    with pytest.raises(EditingRefused, match="уже идут по порядку"):
        editing.renumber(plan, by=member)


def test_an_event_without_marks_goes_and_one_with_marks_stays(plan, member):
    marked, bare = plan.events.get(number="1.1"), plan.events.get(number="1.2")

    editing.delete(bare, by=member)

    assert "1.2" not in numbers(plan)
    with pytest.raises(EditingRefused, match="есть отметки"):
        editing.delete(marked, by=member)


def test_an_archived_plan_is_not_edited(plan, member):
    Roadmap.objects.update(state=Roadmap.State.ARCHIVED)

    for deed in (
        lambda: editing.add(plan, Words("Новое"), by=member),
        lambda: editing.move(plan.events.first(), 1, by=member),
        lambda: editing.renumber(plan, by=member),
        lambda: editing.delete(plan.events.last(), by=member),
    ):
        with pytest.raises(EditingRefused, match="в архиве"):
            deed()


def test_the_form_saves_and_says_how_the_term_was_understood(school, plan, curator):
    event, position = plan.events.get(number="1.2"), make_position(school, "методист")
    form = {
        "number": "1.2",
        "title": "Собрания  родителей",
        "section": event.section_id,
        "due_text": "до 20 ноября 2026 г.",
        "places": [f"position:{position.pk}"],
        "group": "тьюторы, наставники",
        "content": "5–9 классы\n10–11 классы",
        "version": 1,
    }

    response = curator.post("event_edit", event.pk, action="plan.edit", data=form, follow=True)

    event.refresh_from_db()
    assert (event.title, event.content) == ("Собрания родителей", ["5–9 классы", "10–11 классы"])
    assert [editing.key(one) for one in event.responsibles.all()] == [
        f"position:{position.pk}",
        "group:тьюторы",
        "group:наставники",
    ]
    assert "понят так" in response.content.decode()
    assert "20\u00a0ноября 2026" in response.content.decode()


def test_a_stale_form_keeps_what_was_typed_and_shows_what_is_saved(plan, curator):
    event = plan.events.get(number="1.2")
    Event.objects.filter(pk=event.pk).update(title="Сохранил другой", version=2)

    response = curator.post("event_edit", event.pk, action="plan.edit", data={"title": "Моё", "version": 1})

    page = response.content.decode()
    assert ("Моё" in page, "Сохранено сейчас: Сохранил другой" in page) == (True, True)
    event.refresh_from_db()
    assert event.title == "Сохранил другой"


def test_an_unknown_term_is_kept_and_said(plan, curator):
    form = {"title": "Новое", "due_text": "когда рак свистнет", "section": plan.sections.last().pk}

    response = curator.post("event_add", plan.pk, action="plan.edit", data=form, follow=True)

    event = plan.events.last()
    assert (event.number, event.due_text, event.occurrences.get().due) == ("2.4", "когда рак свистнет", None)
    assert "не понят" in response.content.decode()


def test_only_the_curator_edits(school, plan):
    deputy = browse(make_member(school, Role.DEPUTY))
    event = plan.events.first()

    assert deputy.get("event_edit", event.pk).status_code == 403
    assert deputy.post("event_move", event.pk, action="plan.edit", data={"where": "up"}).status_code == 403


def test_a_plan_of_another_school_is_changed_by_nobody_here(plan, other_curator):
    with pytest.raises(Roadmap.DoesNotExist):
        editing.move(plan.events.last(), -1, by=other_curator.member)


def test_a_position_of_another_school_is_not_offered(school, other_school, plan, curator):
    theirs = make_position(other_school, "чужой методист")
    event = plan.events.first()
    form = {"title": "Дело", "places": [f"position:{theirs.pk}"], "version": 1}

    response = curator.post("event_edit", event.pk, action="plan.edit", data=form)

    assert response.status_code == 200
    assert "чужой методист" not in response.content.decode()
    assert event.responsibles.count() == 0
