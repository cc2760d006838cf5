"""The rule of consents in values: who lacks what on which day, in which words."""

from datetime import date

import pytest

from mentoring.people.consents.rules import Act, Kind, Lack, Mark, Subject, birthday, lack, purpose, standing

DAY = date(2026, 11, 20)
PART = Kind("participation_minor", "Согласие на участие ребёнка в программе", "programme", "minor")
PHOTO = Kind("image_use", "Согласие на использование изображения", "publication")
OWN = Kind("pd_processing_adult", "Согласие на обработку персональных данных", "programme", "adult")
CHILD = Subject(date(2012, 5, 4))
MOTHER, FATHER = 7, 8


def said(kind: Kind, subject: Subject, *acts: Act, day: date = DAY) -> tuple[str, str]:
    found = standing(kind, subject, acts, day)
    return found.mark, found.words


def test_child_without_any_act_lacks_a_parents_consent():
    words = "нет согласия родителя на участие ребёнка в программе"
    assert lack(PART, CHILD, [], DAY) == Lack("participation_minor", PART.title, words)


def test_adult_signs_for_oneself():
    assert said(PHOTO, Subject(date(1990, 1, 1))) == (Mark.MISSING, "нет согласия на использование изображения")


def test_what_concerns_children_is_not_asked_of_adults():
    assert said(PART, Subject(date(1990, 1, 1)))[0] == Mark.NEEDLESS
    assert said(OWN, CHILD)[0] == Mark.NEEDLESS


@pytest.mark.parametrize(("grown", "mark"), [(False, Mark.MISSING), (True, Mark.NEEDLESS)])
def test_unknown_birth_date_is_a_childs_unless_somebody_works_here(grown, mark):
    assert said(PART, Subject(None, grown))[0] == mark


def test_consent_lasts_through_its_last_day():
    act = Act(date(2026, 1, 10), date(2026, 11, 20), MOTHER)

    assert said(PART, CHILD, act) == (Mark.SOON, "истекает 20.11.2026")
    assert said(PART, CHILD, act, day=date(2026, 11, 21)) == (
        Mark.EXPIRED,
        "истекло 20.11.2026: согласие на участие ребёнка в программе",
    )


def test_consent_without_an_end_is_given_from_its_day():
    grown, act = Subject(date(1990, 1, 1)), Act(date(2026, 11, 20))

    assert said(PHOTO, grown, act) == (Mark.GIVEN, "с 20.11.2026")
    assert said(PHOTO, grown, act, day=date(2026, 11, 19))[0] == Mark.MISSING


def test_withdrawn_and_refused_close_the_gate():
    withdrawn = Act(date(2026, 1, 10), None, MOTHER, withdrawn_on=date(2026, 11, 18))
    refused = Act(date(2026, 1, 10), None, MOTHER, refused=True)

    assert said(PHOTO, CHILD, withdrawn) == (
        Mark.WITHDRAWN,
        "отозвано 18.11.2026: согласие на использование изображения",
    )
    assert said(PHOTO, CHILD, refused) == (Mark.REFUSED, "отказ от 10.01.2026: согласие на использование изображения")


def test_refusal_of_the_other_parent_is_told_and_closes_nothing():
    found = standing(PHOTO, CHILD, [Act(DAY, None, MOTHER, pk=1), Act(DAY, None, FATHER, refused=True, pk=2)], DAY)

    assert (found.mark, found.flag, found.act) == (Mark.GIVEN, "другой представитель отказал", 1)


def test_last_word_of_one_parent_counts():
    agreed, refused = Act(date(2026, 9, 1), None, MOTHER, pk=1), Act(DAY, None, MOTHER, refused=True, pk=2)

    assert said(PHOTO, CHILD, agreed, refused)[0] == Mark.REFUSED
    assert said(PHOTO, CHILD, refused, Act(DAY, None, MOTHER, pk=3))[0] == Mark.GIVEN


def test_parents_consent_ends_with_the_eighteenth_birthday():
    subject, act = Subject(date(2008, 12, 1)), Act(date(2026, 9, 1), date(2027, 8, 31), MOTHER)

    assert said(PHOTO, subject, act) == (Mark.SOON, "истекает 30.11.2026")
    assert said(PHOTO, subject, act, day=date(2026, 12, 1)) == (
        Mark.EXPIRED,
        "исполнилось 18 лет: нужно собственное согласие на использование изображения",
    )


def test_who_was_born_on_the_last_of_february_has_a_birthday_in_march():
    assert birthday(date(2008, 2, 29), 18) == date(2026, 3, 1)
    assert birthday(date(2008, 2, 29), 16) == date(2024, 2, 29)


def test_purpose_of_a_name_of_another_shape_is_quoted():
    assert purpose("Съёмка на празднике") == "«Съёмка на празднике»"
