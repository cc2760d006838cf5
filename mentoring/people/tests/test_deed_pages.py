"""Pages on which two cards become one and large deeds are taken back."""

from datetime import date

import pytest

from mentoring.people import merging
from mentoring.people.models import BulkDeed, Declension, Person, StudyGroup


@pytest.fixture
def pair(school):
    own = {"organization": school, "given": "Анна", "patronymic": "Юрьевна", "birth_date": date(2011, 5, 6)}
    return Person.objects.create(**own, surname="Семёнова"), Person.objects.create(
        **own, surname="Семенова", phone="+7 900 000-00-01"
    )


def text(answer) -> str:
    return answer.content.decode()


def test_people_who_may_be_one_are_listed_with_the_reason(curator, pair):
    shown = text(curator.get("people_doubles"))

    assert "то же имя и день рождения 06.05.2011" in shown
    assert curator.at("people_merge", *(row.pk for row in pair)) in shown


def test_empty_list_says_what_comes_next(curator, school):
    assert "Похожих людей нет" in text(curator.get("people_doubles"))


def test_two_cards_are_merged_and_parted_by_pages_alone(curator, pair):
    kept, other = pair
    shown = text(curator.get("people_merge", kept.pk, other.pk))
    assert 'name="surname"' in shown
    assert 'name="given"' not in shown

    answer = curator.post(
        "people_merge",
        kept.pk,
        other.pk,
        action="people.edit",
        data={"versions": "1-1", "surname": "kept", "phone": "other"},
    )

    deed = BulkDeed.objects.get()
    assert answer.url == curator.at("people_deed", deed.pk)
    assert Person.objects.values_list("surname", "phone").get() == ("Семёнова", "+7 900 000-00-01")
    assert "Семёнова Анна Юрьевна и Семенова Анна Юрьевна" in text(curator.get("people_deeds"))
    curator.post("people_deed_undo", deed.pk, action="people.edit")
    assert Person.objects.count() == 2
    assert "Всё вернули, как было" in text(curator.get("people_deed", deed.pk))


def test_card_cannot_be_merged_with_itself(curator, pair):
    assert curator.get("people_merge", pair[0].pk, pair[0].pk).status_code == 404


def test_stale_page_is_refused_with_its_choices_kept(curator, pair):
    Person.objects.update(version=2)

    answer = curator.post(
        "people_merge",
        *(row.pk for row in pair),
        action="people.edit",
        data={"versions": "1-1", "surname": "other", "phone": "kept"},
    )

    assert answer.status_code == 200
    assert "Карточку только что изменили" in text(answer)
    assert Person.objects.count() == 2


def test_pairs_of_a_page_cost_the_same_queries_however_many(curator, school, pair, django_assert_max_num_queries):
    curator.get("people_doubles")  # the first page of a process asks what it then remembers
    with django_assert_max_num_queries(20) as few:
        curator.get("people_doubles")
    for number in range(30):
        for _ in range(2):
            Person.objects.create(organization=school, surname=f"Рощин{number}", given="Илья", patronymic="Львович")

    with django_assert_max_num_queries(20) as many:
        curator.get("people_doubles")

    assert len(many) == len(few)


def test_history_of_a_card_goes_on_after_a_merge(curator, pair):
    kept, other = pair
    data = {"surname": "Семенова", "given": "Анна", "phone": "1", "version": 1}
    curator.post("admin:people_person_change", other.pk, action="people.edit", data=data)
    other.refresh_from_db()

    merging.merge(kept, other, {}, by=curator.member)

    shown = text(curator.get("admin:people_person_history", kept.pk))
    assert ("человек: объединено с двойником" in shown, "человек: изменено" in shown) == (True, True)


def delete(curator, model, row) -> None:
    curator.post(f"admin:people_{model}_delete", row.pk, action="people.edit", data={"post": "yes"})


def test_deleted_person_is_brought_back_with_the_forms_of_the_name(curator, school):
    person = Person.objects.create(organization=school, surname="Ольхина", given="Вера")
    form = Declension.objects.create(
        organization=school, person=person, case="gen", text="Ольхиной Веры", nominative="Ольхина Вера"
    )
    delete(curator, "person", person)
    deed = BulkDeed.objects.get()
    assert (Person.objects.exists(), deed.title) == (False, "человек «Ольхина Вера»")

    curator.post("people_deed_undo", deed.pk, action="people.edit")

    assert Person.objects.get() == person
    assert Declension.objects.get() == form


def test_class_that_was_made_anew_stands_in_the_way_of_the_deleted_one(curator, school):
    group = StudyGroup.objects.create(organization=school, title="9 «А»")
    delete(curator, "studygroup", group)
    StudyGroup.objects.create(organization=school, title="9 «А»")

    curator.post("people_deed_undo", BulkDeed.objects.get().pk, action="people.edit")

    assert BulkDeed.objects.get().left == [{"row": "класс или группа: 9 «А»", "why": "место занято другой записью"}]
    assert StudyGroup.objects.count() == 1
