"""Saving in the admin: once, never over somebody else's text, always journalled, by those who may."""

from datetime import date
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mentoring.access import Role
from mentoring.accounts import operations
from mentoring.accounts.models import JournalEntry, Organization, SchoolTerm
from mentoring.people.models import Employment, Person, Position
from mentoring.programmes.models import GroupMember, MentoringForm, Programme
from mentoring.tests.rows import ADMIN, address, fill
from mentoring.tests.test_curator_walls import programme_data
from tests.cast import browse, make_member

NO_ROWS = {"employments-TOTAL_FORMS": "0", "employments-INITIAL_FORMS": "0"}
NO_PARTS = {
    f"{part}-{count}_FORMS": "0" for part in ("role_models", "assessed_results") for count in ("TOTAL", "INITIAL")
}
PERSON = {"surname": "Зимина", "given": "Елена", "patronymic": "Викторовна"} | NO_ROWS


def add_person(school, **fields) -> Person:
    return Person.objects.create(organization=school, **{"surname": "Зимина", "given": "Елена"} | fields)


def test_double_click_adds_one_person(curator, school):
    token = operations.offer(curator.member, "people.edit")

    answers = [
        curator.post(address(Person, "add"), action="people.edit", data=PERSON, token=token, follow=True)
        for _ in range(2)
    ]

    assert [answer.redirect_chain[-1][0] for answer in answers] == [curator.at(address(Person, "changelist"))] * 2
    assert Person.objects.get().name_key == "зимина елена викторовна"


def test_form_without_its_token_changes_nothing(curator):
    answer = curator.post(address(Person, "add"), action="people.edit", data=PERSON, token="", follow=True)

    assert "Страница устарела" in answer.content.decode()
    assert not Person.objects.exists()


def test_refused_form_keeps_its_token_for_the_corrected_one(curator):
    token = operations.offer(curator.member, "people.edit")

    refused = curator.post(address(Person, "add"), action="people.edit", data=PERSON | {"surname": ""}, token=token)
    saved = curator.post(address(Person, "add"), action="people.edit", data=PERSON, token=token)

    assert [refused.status_code, saved.status_code] == [200, 302]
    assert "исправьте 1\N{NO-BREAK SPACE}поле" in refused.content.decode()
    assert '<a href="#id_surname">Фамилия</a>' in refused.content.decode()


def test_stale_save_is_refused_and_shows_both_texts(curator, school):
    person = add_person(school, phone="100")
    Person.objects.filter(pk=person.pk).update(phone="200", version=2)

    stale = curator.post(
        address(Person, "change"), person.pk, action="people.edit", data=PERSON | {"phone": "300", "version": 1}
    )

    page = stale.content.decode()
    assert "изменил кто-то ещё" in page
    assert "Сохранено сейчас: 200" in page
    assert 'value="300"' in page
    assert 'name="version" value="2"' in page
    person.refresh_from_db()
    assert person.phone == "200"


def test_save_after_reading_both_texts_is_taken(curator, school):
    person = add_person(school)

    for version in (1, 2):
        answer = curator.post(
            address(Person, "change"), person.pk, action="people.edit", data=PERSON | {"version": version}
        )
        assert answer.status_code == 302

    person.refresh_from_db()
    assert person.version == 3


def test_journal_says_what_was_and_what_became(curator, school):
    person = add_person(school, phone="100")

    curator.post(
        address(Person, "change"), person.pk, action="people.edit", data=PERSON | {"phone": "200", "version": 1}
    )

    entry = JournalEntry.objects.get()
    assert (entry.action, entry.by, entry.subject_id) == ("person.change", curator.member, str(person.pk))
    assert entry.values.before == {"patronymic": "", "phone": "100"}
    assert entry.values.after == {"patronymic": "Викторовна", "phone": "200"}


def test_row_of_a_table_is_journalled_with_its_names(curator, school):
    person = add_person(school)
    Position.objects.create(organization=school, title="методист")
    row = {"employments-TOTAL_FORMS": "1", "employments-0-person": person.pk, "employments-0-position": "Методист"}

    curator.post(
        address(Person, "change"),
        person.pk,
        action="people.edit",
        data=PERSON | {"surname": "Зимина", "version": 1, "employments-0-start": "2026-09-01"} | row,
    )

    assert Employment.objects.get().start == date(2026, 9, 1)
    entry = JournalEntry.objects.get(action="employment.add")
    assert entry.values.after == {"position": "методист", "start": "2026-09-01"}


def test_history_tells_the_change_in_words(curator, school):
    person = add_person(school)
    curator.post(address(Person, "change"), person.pk, action="people.edit", data=PERSON | {"sex": "f", "version": 1})

    page = curator.get(address(Person, "history"), person.pk).content.decode()

    assert "человек: изменено" in page
    assert "женский" in page


def test_unchanged_table_of_versioned_rows_can_be_saved_again(curator, own):
    programme, place = own[Programme], own[GroupMember]
    row = {
        "group-TOTAL_FORMS": "1",
        "group-INITIAL_FORMS": "1",
        "group-0-id": place.pk,
        "group-0-programme": programme.pk,
        "group-0-order": 4,
        "group-0-person": str(place.person),
        "group-0-position_text": "директор",
        "group-0-version": place.version,
    }

    answer = curator.post(
        address(Programme, "change"), programme.pk, action="programme.edit", data=programme_data(programme) | row
    )

    place.refresh_from_db()
    assert answer.status_code == 302
    assert (place.order, place.position_text, place.version) == (4, "директор", 2)


@pytest.fixture
def own(school):
    return fill(school, "Синицын")


def test_acting_head_needs_an_order(curator, own):
    data = {"person": str(own[Person]), "position": str(own[Position]), "duty": "head", "acting": "on"}

    refused = curator.post(address(Employment, "add"), action="people.edit", data=data)
    saved = curator.post(address(Employment, "add"), action="people.edit", data=data | {"order": "от 1.09.2026 № 7"})

    assert "Укажите приказ" in refused.content.decode()
    assert saved.status_code == 302


def test_namesakes_are_told_apart_by_their_number(curator, school, own):
    twins = [add_person(school) for _ in range(2)]
    data = {"person": "Зимина Елена", "position": str(own[Position]), "duty": ""}

    refused = curator.post(address(Employment, "add"), action="people.edit", data=data)
    saved = curator.post(
        address(Employment, "add"), action="people.edit", data=data | {"person": f"зимина елена (№ {twins[1].pk})"}
    )

    assert f"«Зимина Елена (№ {twins[0].pk})»" in refused.content.decode()
    assert saved.status_code == 302
    assert Employment.objects.filter(person=twins[1]).count() == 1


def test_namesake_chosen_before_stays_chosen(curator, school, own):
    first, _ = add_person(school), add_person(school)
    employment = Employment.objects.create(organization=school, person=first, position=own[Position])
    data = {"person": "Зимина Елена", "position": str(own[Position]), "duty": "", "version": 1, "order": "№ 1"}

    answer = curator.post(address(Employment, "change"), employment.pk, action="people.edit", data=data)

    employment.refresh_from_db()
    assert answer.status_code == 302
    assert (employment.person, employment.order) == (first, "№ 1")


def test_row_with_history_is_not_deleted(curator, own):
    person = own[Person]

    page = curator.get(address(Person, "delete"), person.pk).content.decode()
    curator.post(address(Person, "delete"), person.pk, action="people.edit", data={"post": "yes"})

    assert "Удалить нельзя" in page
    assert Person.objects.filter(pk=person.pk).exists()


def test_deleted_row_stays_in_the_journal(curator, school):
    person = add_person(school)

    curator.post(address(Person, "delete"), person.pk, action="people.edit", data={"post": "yes"})

    assert not Person.objects.exists()
    assert JournalEntry.objects.get().values.before == {"row": "Зимина Елена"}


@pytest.mark.parametrize(
    ("role", "people", "programmes", "journal"),
    [
        (Role.CURATOR, "edits", "edits", 200),
        (Role.DIRECTOR, "sees", "sees", 200),
        (Role.HR, "edits", "sees", 403),
        (Role.PSYCHOLOGIST, "sees", "sees", 403),
        (Role.MENTOR, "nothing", "nothing", 403),
        (Role.REGIONAL, "nothing", "nothing", 403),
    ],
)
def test_role_sees_and_edits_what_the_table_says(role, people, programmes, journal, school, own):
    member = browse(make_member(school, role))

    assert what_can_be_done(member, Person, own) == people
    assert what_can_be_done(member, Programme, own) == programmes
    assert member.get(address(JournalEntry, "changelist")).status_code == journal


def what_can_be_done(member, model, own) -> str:
    page = member.get(address(model, "change"), own[model].pk)
    added = member.get(address(model, "add"))
    sent = member.post(address(model, "change"), own[model].pk, action=ADMIN[model].edit)
    if page.status_code == 403:
        assert (added.status_code, sent.status_code) == (403, 403)
        return "nothing"
    edits = 'name="_save"' in page.content.decode()
    assert (added.status_code, sent.status_code) == ((200, 200) if edits else (403, 403))
    return "edits" if edits else "sees"


def test_person_s_account_is_chosen_by_those_alone_who_give_access(school, own):
    inspector = browse(make_member(school, Role.HR))

    page = inspector.get(address(Person, "change"), own[Person].pk).content.decode()

    assert 'name="membership"' not in page


def test_notes_of_the_curator_are_on_the_card_for_few(curator, school):
    person = add_person(school, note="Любит шахматы")
    clerk = browse(make_member(school, Role.HR))

    cards = [who.get(address(Person, "change"), person.pk).content.decode() for who in (curator, clerk)]
    clerk.post(
        address(Person, "change"), person.pk, action="people.edit", data=PERSON | {"version": 1, "note": "Стёрто"}
    )

    person.refresh_from_db()
    assert ["Любит шахматы" in card for card in cards] == [True, False]
    assert (person.patronymic, person.note) == ("Викторовна", "Любит шахматы")


def test_popups_and_the_lists_of_applications_are_gone(curator):
    popup = curator.post(address(Person, "add"), action="people.edit", data=PERSON | {"_popup": "1"})

    assert popup.status_code == 404
    assert not Person.objects.exists()
    kept = add_person(curator.member.organization)
    asked = curator.post(address(Person, "delete"), kept.pk, action="people.edit", data={"post": "yes", "_popup": "1"})
    assert (asked.status_code, list(Person.objects.all())) == (404, [kept])
    assert [curator.client.get(f"/s/ozernaya/admin/{path}/").status_code for path in ("people", "jsi18n", "login")] == [
        404,
        404,
        404,
    ]


def test_usual_quarters_are_taken_once(curator, school):
    words = curator.get(address(SchoolTerm, "changelist")).content.decode()

    first = curator.post(address(SchoolTerm, "usual"), action="organization.edit", follow=True)
    second = curator.post(address(SchoolTerm, "usual"), action="organization.edit", follow=True)

    assert "Взять обычные на" in words
    assert "Записали обычные даты: 8\N{NO-BREAK SPACE}периодов" in first.content.decode()
    assert "Взять обычные на" not in first.content.decode()
    assert "уже записаны" in second.content.decode()
    assert SchoolTerm.objects.filter(organization=school).count() == 8
    assert JournalEntry.objects.filter(action="schoolterm.add").count() == 8


@pytest.mark.parametrize(("kind", "count"), [("school", 5), ("college", 6), ("kindergarten", 3), ("additional", 4)])
def test_usual_forms_depend_on_the_kind_of_organization(kind, count, curator, school):
    Organization.objects.filter(pk=school.pk).update(kind=kind)

    curator.post(address(MentoringForm, "usual"), action="programme.edit")

    assert MentoringForm.objects.filter(organization=school).count() == count


def test_deed_of_a_list_needs_its_right(school):
    hr = browse(make_member(school, Role.HR))

    assert hr.post(address(MentoringForm, "usual"), action="programme.edit").status_code == 403
    assert not MentoringForm.objects.exists()


def test_own_form_of_mentoring_gets_a_code(curator):
    curator.post(
        address(MentoringForm, "add"), action="programme.edit", data={"title": "Выпускник — ученик"} | NO_PARTS
    )

    assert MentoringForm.objects.get().code.startswith("own-")


@pytest.mark.parametrize("model", list(ADMIN), ids=lambda model: model._meta.model_name)
def test_pages_ask_the_same_number_of_queries_for_one_row_and_for_three(model, curator, school):
    rows = fill(school, "Синицын") | {Organization: school}
    pages = [(address(model, "changelist"), ()), (address(model, "change"), (rows[model].pk,))]
    counts = []

    for words in ((), (), ("Орлов", "Жуков")):  # the first round also writes the session and fills caches
        for number, word in enumerate(words, 1):
            fill(school, word, number)
        for name, args in pages:
            with CaptureQueriesContext(connection) as asked:
                assert curator.get(name, *args, follow=True).status_code == 200
            counts.append(len(asked))

    assert counts[2:4] == counts[4:]
    assert max(counts[2:]) <= 25


def test_list_is_in_russian_order_and_finds_yo(curator, school):
    for surname in ("Яшин", "Ёлкина", "Еремеев", "Жуков"):
        add_person(school, surname=surname)

    listed = curator.get(address(Person, "changelist")).context["cl"].result_list
    found = curator.get(address(Person, "changelist"), query={"q": "елк"}).context["cl"].result_list

    assert [row.surname for row in listed] == ["Ёлкина", "Еремеев", "Жуков", "Яшин"]
    assert [row.surname for row in found] == ["Ёлкина"]


def test_journal_is_filtered_by_days_and_by_person(curator, school, own):
    curator.post(address(Person, "add"), action="people.edit", data=PERSON)
    kept = {"by__id__exact": curator.member.pk, "kind": "people.person"}

    mine = curator.get(address(JournalEntry, "changelist"), query=kept).context["cl"].result_list
    past = curator.get(address(JournalEntry, "changelist"), query={"at_till": "2020-01-01"}).context["cl"].result_list
    since = curator.get(address(JournalEntry, "changelist"), query={"at_since": "2020-01-01"}).context["cl"].result_list

    assert [entry.action for entry in mine] == ["person.add"]
    assert (len(past), len(since)) == (0, 2)


def test_journal_goes_by_the_clock_on_the_school_s_wall(curator, school, own):
    Organization.objects.filter(pk=school.pk).update(zone="Asia/Vladivostok")
    wall = own[JournalEntry].at.astimezone(ZoneInfo("Asia/Vladivostok"))

    page = curator.get(address(JournalEntry, "changelist")).content.decode()

    assert f"{wall:%d.%m.%Y, %H:%M}" in page


def test_duties_are_called_as_the_organization_calls_them(curator, school, own):
    Organization.objects.filter(pk=school.pk).update(kind="kindergarten")
    Employment.objects.update(duty="head")

    listed = curator.get(address(Employment, "changelist")).content.decode()
    form = curator.get(address(Employment, "add")).content.decode()

    assert 'data-label="Обязанность">заведующий</td>' in listed
    assert '<option value="class_teacher">воспитатель группы</option>' in form
