"""The editor of a draft: words, grounds, order of points, corrected forms of words."""

from mentoring.people.models import Declension, Person
from reports.documents import drafting
from reports.documents.models import Document, LegalAct
from reports.documents.tests import acts
from reports.documents.tests.office import text

State = Document.State


def test_words_grounds_and_order_are_edited(school, other_school, curator, draft):
    LegalAct.objects.create(organization=other_school, title="чужого закона")
    law = LegalAct.objects.create(organization=school, title="закона о школе")
    form = curator.get("document_edit", draft.public_id).context["form"]
    assert list(form.fields["grounds"].queryset) == [law]
    sent = {"base": form.initial["base"], "version": draft.version, "title": " О дне  открытых дверей зимой "}
    typed = {
        "text-4": "ПРИКАЗЫВАЮ:",
        "text-5": "Провести его {{ срок 04.12.2026 }}.",
        "level-5": "1",
        "after-5": "Пригласить {{ куратор|кто вин }}.",
    }

    response = curator.post(
        "document_edit", draft.public_id, action="documents.edit", data=sent | typed | {"grounds": [law.pk]}
    )

    draft.refresh_from_db()
    assert response.url == curator.at("document", draft.public_id)
    assert draft.title == "О дне открытых дверей зимой"
    assert [block["text"] for block in draft.body if block["block"] == "point"] == [
        "Провести его {due:2026-12-04}.",
        "Пригласить {curator|who acc}.",
    ]
    assert "{{ куратор|кто вин }}" in text(curator.get("document_edit", draft.public_id))
    assert [ground.act for ground in draft.grounds.all()] == [law]


def test_point_moves_by_a_button_and_the_typed_words_stay(curator, draft):
    body = [{"block": "point", "text": "Первое."}, {"block": "point", "text": "Второе."}]
    draft = drafting.edit(draft, by=curator.member, version=draft.version, body=body)
    form = curator.get("document_edit", draft.public_id).context["form"]
    sent = {"base": form.initial["base"], "version": draft.version, "title": draft.title, "move": "down:0"}

    response = curator.post(
        "document_edit",
        draft.public_id,
        action="documents.edit",
        data=sent | {"text-0": "Первое, иначе.", "text-1": "Второе."},
    )

    draft.refresh_from_db()
    assert [block["text"] for block in draft.body] == ["Второе.", "Первое, иначе."]
    assert response.url == curator.at("document_edit", draft.public_id)


def test_empty_point_is_asked_about(curator, draft):
    sent = {"version": draft.version, "title": draft.title, "text-4": "ПРИКАЗЫВАЮ:", "text-5": "  "}

    page = text(curator.post("document_edit", draft.public_id, action="documents.edit", data=sent))

    assert "Напишите текст или отметьте «Убрать»" in page
    draft.refresh_from_db()
    assert draft.version == 1


def test_stale_text_shows_both_and_can_be_saved_over(curator, draft):
    form = curator.get("document_edit", draft.public_id).context["form"]
    body = [*draft.body[:5], {"block": "point", "text": "Чужие слова."}, draft.body[-1]]
    saved = drafting.edit(draft, by=curator.member, version=draft.version, body=body)
    sent = {"base": form.initial["base"], "title": draft.title, "text-4": "ПРИКАЗЫВАЮ:", "text-5": "Мои слова."}

    page = text(
        curator.post("document_edit", draft.public_id, action="documents.edit", data=sent | {"version": draft.version})
    )

    assert "Сохранено сейчас: Чужие слова." in page
    assert "Мои слова." in page
    curator.post("document_edit", draft.public_id, action="documents.edit", data=sent | {"version": saved.version})
    draft.refresh_from_db()
    assert draft.body[5]["text"] == "Мои слова."


def test_forged_text_is_not_taken(curator, draft):
    sent = {"base": "[1, []]", "version": draft.version, "title": draft.title, "text-4": "А", "text-5": "Б"}

    curator.post("document_edit", draft.public_id, action="documents.edit", data=sent)

    draft.refresh_from_db()
    assert len(draft.body) == len(acts.BODY)


def test_issued_text_is_not_edited(curator, act):
    assert curator.get("document_edit", act.public_id).url == curator.at("document", act.public_id)


def test_name_is_corrected_for_ever_and_given_back(curator, draft, head):
    key = f"person:{head.person_id}:acc"
    page = text(curator.get("document_word", draft.public_id, key))
    assert "Ракитина Игоря Львовича" in page

    response = curator.post(
        "document_word", draft.public_id, key, action="documents.decline", data={"text": "Ракиту Игоря Львовича"}
    )

    assert response.url == curator.at("document", draft.public_id)
    assert [(row.person, row.text) for row in Declension.objects.all()] == [(head.person, "Ракиту Игоря Львовича")]
    assert "Вернуть предложенное" in text(curator.get("document_word", draft.public_id, key))
    curator.post("document_word_forget", draft.public_id, key, action="documents.decline")
    assert not Declension.objects.exists()


def test_word_of_another_school_or_of_no_case_is_no_page(curator, draft, head, other_school):
    stranger = Person.objects.create(organization=other_school, surname="Чужой", given="Он")

    for key in (f"person:{stranger.pk}:acc", f"person:{head.person_id}:nom", f"person:{head.person_id}", "x:1:acc"):
        assert curator.get("document_word", draft.public_id, key).status_code == 404
    assert curator.get("document_word", draft.public_id, "person:99999999999999999999:acc").status_code == 404
