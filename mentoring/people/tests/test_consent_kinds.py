"""The kinds of consents in the admin: their words are numbered, what is signed stays."""

from datetime import date

from mentoring.people.consents import giving, usual
from mentoring.people.models import Consent, ConsentKind, ConsentText
from mentoring.people.tests.consent_cast import make_family

EDIT = "documents.edit"
WORDS = {"said_purpose": "альбом", "said_data": "фотографии", "said_actions": "съёмка", "said_text": ""}


def sent(kind: ConsentKind, **changed) -> dict:
    own = {"title": kind.title, "whose": kind.whose, "gate": kind.gate, "months": kind.months, "order": kind.order}
    return own | WORDS | {"written": "on", "version": kind.version} | changed


def change(curator, kind: ConsentKind, **changed):
    return curator.post("admin:people_consentkind_change", kind.pk, action=EDIT, data=sent(kind, **changed))


def test_new_words_are_kept_under_the_next_number(school, curator):
    kind = usual.take_usual(school, by=None)[0]

    assert change(curator, kind).status_code == 302

    texts = ConsentText.objects.filter(kind=kind).values_list("number", "purpose")
    assert [number for number, _ in texts] == [2, 1]
    assert texts[0][1] == "альбом"
    shown = curator.get("admin:people_consentkind_change", kind.pk).content.decode()
    assert "альбом" in shown


def test_facts_of_a_kind_are_saved_without_a_new_text(school, curator):
    kind = usual.take_usual(school, by=None)[0]
    change(curator, kind)
    kind.refresh_from_db()

    change(curator, kind, months=6)

    kind.refresh_from_db()
    assert kind.months == 6
    assert kind.texts.count() == 2


def test_kind_of_the_schools_own_gets_a_code_and_a_first_text(school, curator):
    data = {"title": "Согласие на выезд", "whose": "minor", "gate": "programme", "order": 9} | WORDS

    curator.post("admin:people_consentkind_add", action=EDIT, data=data)

    kind = ConsentKind.objects.get()
    assert kind.code.startswith("own-")
    assert kind.texts.get().number == 1


def test_signed_kind_is_not_deleted_and_an_unsigned_one_goes_with_its_words(school, curator):
    family = make_family(school, date(2014, 5, 4))
    signed, unsigned = family.kinds["image_use"], family.kinds["pd_transfer"]
    giving.give(family.child, signed, on=date(2025, 9, 1), **family.signed, by=None)

    for kind in (signed, unsigned):
        curator.post("admin:people_consentkind_delete", kind.pk, action=EDIT, data={"post": "yes"})

    assert ConsentKind.objects.filter(pk=signed.pk).exists() and Consent.objects.count() == 1
    assert not ConsentKind.objects.filter(pk=unsigned.pk).exists()


def test_usual_kinds_are_taken_by_one_press(school, curator):
    curator.post("admin:people_consentkind_usual", action=EDIT)

    assert ConsentKind.objects.count() == len(usual.KINDS)
    shown = curator.get("admin:people_consentkind_changelist").content.decode()
    assert "Взять обычные виды" not in shown
    assert "редакция 1" in shown


def test_who_may_only_read_sees_the_words(school, curator, director):
    kind = usual.take_usual(school, by=None)[0]
    change(curator, kind)

    shown = director.get("admin:people_consentkind_change", kind.pk).content.decode()

    assert "альбом" in shown and "съёмка" in shown
