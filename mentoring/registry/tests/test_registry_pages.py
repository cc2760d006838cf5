"""The lists and cards of mentees and mentors as a curator uses them."""

import pytest

from mentoring.access import Role
from mentoring.accounts.models import JournalEntry
from mentoring.people.models import Person
from mentoring.programmes.models import Programme
from mentoring.registry.models import Category, Competence, Mentee, MenteeCategory, Mentor, RestrictedNote
from mentoring.registry.tests.cast import learner, teacher
from tests.cast import browse, make_member, make_programme

pytestmark = pytest.mark.django_db
EDIT = "registry.edit"
LIST = "admin:registry_mentee_changelist"


def mentee(programme, surname="Рябинин", **facts) -> Mentee:
    person = learner(programme.organization, surname)
    return Mentee.objects.create(organization=programme.organization, programme=programme, person=person, **facts)


def test_ticked_people_go_to_the_mentees(programme, curator):
    ready, other = learner(programme.organization, "Рябинин"), learner(programme.organization, "Вязов")

    answer = curator.post(
        "admin:people_person_to_mentees", action=EDIT, data={"row": [ready.pk]}, HTTP_REFERER="", follow=True
    )

    assert [row.person for row in Mentee.objects.all()] == [ready]
    assert "В наставляемые записано: 1 человек" in answer.content.decode().replace("\N{NO-BREAK SPACE}", " ")
    assert not Mentee.objects.filter(person=other).exists()


def test_all_of_the_page_go_to_the_mentors(programme, curator):
    people = [teacher(programme.organization, name) for name in ("Кедров", "Вязов")]

    curator.post("admin:people_person_to_mentors", action=EDIT, data={"every": 1, "shown": [one.pk for one in people]})

    assert {row.person for row in Mentor.objects.all()} == set(people)


def test_nobody_ticked_is_said_and_changes_nothing(programme, curator):
    answer = curator.post("admin:people_person_to_mentees", action=EDIT, follow=True)

    assert "Никто не отмечен" in answer.content.decode()
    assert Mentee.objects.count() == 0


def test_ticked_row_of_another_school_is_nobody(programme, curator, other_school):
    stranger = Person.objects.create(organization=other_school, surname="Канарейка", given="Я")

    curator.post("admin:people_person_to_mentees", action=EDIT, data={"row": [stranger.pk]})

    assert Mentee.objects.count() == 0


def test_list_shows_the_programme_in_use_and_names_gaps(programme, curator):
    old = make_programme(programme.organization, title="Прошлая", start="2025-09-01", end="2026-05-31")
    mentee(programme), mentee(old, "Вязов")

    shown = curator.get(LIST).content.decode()
    every = curator.get(LIST, query={"programme": "all"}).content.decode()

    assert ("Рябинин" in shown, "Вязов" in shown) == (True, False)
    assert "нет запроса" in shown
    assert "Вязов" in every


def test_register_button_leaves_a_child_without_consent_out(programme, curator):
    row = mentee(programme)

    answer = curator.post("admin:registry_mentee_register", action=EDIT, data={"row": [row.pk]}, follow=True)

    row.refresh_from_db()
    assert row.state == "offered"
    assert "Не внесли — Рябинин" in answer.content.decode()


def test_state_cannot_be_sent_with_the_card(programme, curator):
    row = mentee(programme)
    page = curator.get("admin:registry_mentee_change", row.pk)
    data = {"version": 1, "state": "registered", "strengths": "рисует"}
    for formset in page.context["inline_admin_formsets"]:
        prefix = formset.formset.prefix
        data |= {f"{prefix}-TOTAL_FORMS": 0, f"{prefix}-INITIAL_FORMS": 0}

    answer = curator.post("admin:registry_mentee_change", row.pk, action=EDIT, data=data)

    row.refresh_from_db()
    assert (answer.status_code, row.state, row.strengths) == (302, "offered", "рисует")


def test_card_leads_out_with_a_reason(programme, curator):
    row = mentee(programme)

    refused = curator.post("mentee_step", row.pk, "leave", action=EDIT, follow=True)
    assert "почему наставляемый выбыл" in refused.content.decode()
    curator.post("mentee_step", row.pk, "leave", action=EDIT, data={"why": "переехал"})

    row.refresh_from_db()
    assert (row.state, row.reason) == ("left", "переехал")


@pytest.mark.parametrize("page", ["mentee_step", "mentor_step"])
def test_step_that_nobody_offers_is_no_page(page, programme, curator):
    candidate = Mentor.objects.create(
        organization=programme.organization, programme=programme, person=teacher(programme.organization, "Кедров")
    )
    row = candidate if page == "mentor_step" else mentee(programme)

    assert curator.post(page, row.pk, "jump", action=EDIT).status_code == 404


def test_mentee_of_the_register_is_not_deleted(programme, curator):
    row = mentee(programme, state="registered")

    answer = curator.post("admin:registry_mentee_delete", row.pk, action=EDIT, data={"post": "yes"})

    assert answer.status_code == 403
    assert Mentee.objects.filter(pk=row.pk).exists()


def test_class_teacher_sees_the_list_and_changes_nothing(programme):
    row = mentee(programme)
    reader = browse(make_member(programme.organization, Role.CLASS_TEACHER))

    assert reader.get(LIST).status_code == 200
    assert "Внести в реестр" not in reader.get(LIST).content.decode()
    assert reader.post("mentee_step", row.pk, "leave", action=EDIT, data={"why": "нет"}).status_code == 403


@pytest.mark.parametrize("role", [Role.DIRECTOR, Role.DEPUTY, Role.CLASS_TEACHER, Role.TECHNICIAN, Role.METHODIST])
def test_closed_note_and_closed_category_are_seen_by_few(role, programme, curator):
    row = mentee(programme)
    own = {"organization": programme.organization}
    category = Category.objects.create(**own, of="mentee", title="Закрытая-причина", restricted=True)
    MenteeCategory.objects.create(**own, mentee=row, category=category)
    note = RestrictedNote.objects.create(**own, person=row.person, kind="psychologist", text="Закрытое-слово")
    reader = browse(make_member(programme.organization, role))

    pages = (
        (LIST,),
        ("admin:registry_mentee_change", row.pk),
        ("admin:people_person_change", row.person_id),
        ("admin:registry_restrictednote_changelist",),
        ("admin:registry_restrictednote_change", note.pk),
        ("admin:accounts_journalentry_changelist",),
    )
    for page in pages:
        said = reader.get(*page).content.decode()
        assert "Закрытое-слово" not in said
        assert "Закрытая-причина" not in said
    assert "Закрытое-слово" in curator.get("admin:registry_restrictednote_change", note.pk).content.decode()


def test_journal_keeps_that_a_closed_note_was_written_and_not_what(programme, curator):
    person = learner(programme.organization, "Рябинин")
    data = {"person": str(person), "kind": "registered", "text": "Закрытое-слово"}

    curator.post("admin:registry_restrictednote_add", action="restricted.see", data=data)

    note = RestrictedNote.objects.get()
    entry = JournalEntry.objects.filter(action="restrictednote.add").get()
    assert (note.by, note.kind) == (curator.member, "registered")
    assert (entry.values.before, entry.values.after, entry.fields) == ({}, {}, [])


def test_note_about_registration_warns_of_the_law(programme, curator):
    assert "322-ФЗ" in curator.get("admin:registry_restrictednote_add").content.decode()


@pytest.mark.parametrize(("model", "count"), [(Competence, 16), (Category, 20)])
def test_usual_rows_are_taken_once(model, count, programme, curator):
    name = f"admin:registry_{model._meta.model_name}_usual"
    curator.post(name, action="programme.edit")
    curator.post(name, action="programme.edit")

    assert model.objects.filter(organization=programme.organization).count() == count


def test_kindergarten_begins_with_its_staff_alone(programme, curator):
    programme.organization.kind = "kindergarten"
    programme.organization.save()

    curator.post("admin:registry_competence_usual", action="programme.edit")

    assert Competence.objects.count() == 7
    assert not Competence.objects.filter(title="Олимпиады и проекты").exists()


def test_school_without_a_programme_is_told_to_make_one(school, curator):
    person = learner(school, "Рябинин")

    answer = curator.post("admin:people_person_to_mentees", action=EDIT, data={"row": [person.pk]}, follow=True)

    assert "Сначала заведите" in answer.content.decode()
    assert Programme.objects.count() == 0
