"""Consents given, refused, put right and withdrawn: who may, when, and what follows."""

from datetime import date, timedelta

import pytest

from mentoring.accounts import schooldays
from mentoring.accounts.models import DayCorrection, JournalEntry
from mentoring.people import consents
from mentoring.people.consents import giving, withdrawing, wording
from mentoring.people.consents.signing import ConsentRefused
from mentoring.people.models import Consent, Guardianship
from mentoring.people.tests.consent_cast import make_family, make_person

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40


@pytest.fixture
def today(school) -> date:
    return schooldays.today(school)


@pytest.fixture
def born(today):
    """Return who turned so many years old some days ago."""
    return lambda years, days=10: (today - timedelta(days)).replace(year=(today - timedelta(days)).year - years)


def photo(family, on: date, **facts) -> Consent:
    return giving.give(family.child, family.kinds["image_use"], on=on, **family.signed | facts, by=None)


def test_mother_signs_for_a_child_under_fourteen(school, today, born, curator):
    family = make_family(school, born(12))

    consent = giving.give(
        family.child, family.kinds["participation_minor"], on=today, **family.signed, by=curator.member
    )

    assert (consent.right, consent.given_by, consent.co_signed) == ("mother", family.mother, False)
    assert consent.text.number == 1
    assert consent.until == giving.term(family.kinds["participation_minor"], today)
    entry = JournalEntry.objects.latest("pk")
    assert (entry.action, entry.by) == ("consent.signed", curator.member)


def test_term_of_twelve_months_ends_the_day_before():
    kind = type("Kind", (), {"months": 12})
    assert giving.term(kind, date(2026, 9, 1)) == date(2027, 8, 31)
    assert giving.term(kind, date(2024, 2, 29)) == date(2025, 2, 27)


def test_child_of_fourteen_signs_beside_the_mother(school, today, born):
    family = make_family(school, born(14))

    with pytest.raises(ConsentRefused, match="отметьте его подпись"):
        photo(family, today)
    assert photo(family, today, co_signed=True).co_signed


def test_day_before_fourteen_the_mother_signs_alone(school, today, born):
    family = make_family(school, born(14, days=-1))

    assert not photo(family, today, co_signed=True).co_signed


def test_child_without_a_birth_date_needs_a_parent(school, today):
    family = make_family(school, None)

    with pytest.raises(ConsentRefused, match="дата рождения не записана, подписать должен законный представитель"):
        photo(family, today, right="self", given_by=None)
    assert photo(family, today).given_by == family.mother


def test_adult_learner_signs_for_oneself_and_nobody_else_does(school, today, born):
    family = make_family(school, born(18))

    with pytest.raises(ConsentRefused, match="совершеннолетние подписывают за себя"):
        photo(family, today)
    assert photo(family, today, right="self", given_by=None).right == "self"
    with pytest.raises(ConsentRefused, match="за несовершеннолетних"):
        giving.give(family.child, family.kinds["participation_minor"], on=today, by=None)


def test_who_is_no_guardian_that_day_may_not_sign(school, today, born):
    family = make_family(school, born(12))
    aunt = make_person(school, "Зимина", "Алла")
    with pytest.raises(ConsentRefused, match="Зимина Алла не записан законным представителем"):
        photo(family, today, given_by=aunt)

    Guardianship.objects.update(end=today - timedelta(1))
    with pytest.raises(ConsentRefused, match="не записан законным представителем"):
        photo(family, today)
    assert photo(family, today - timedelta(1)).on == today - timedelta(1)


def test_right_must_be_the_one_on_the_card(school, today, born):
    with pytest.raises(ConsentRefused, match="не записан законным представителем"):
        photo(make_family(school, born(12)), today, right="father")


@pytest.mark.parametrize(("code", "taken"), [("participation_minor", True), ("pd_distribution", False)])
def test_only_kinds_that_need_no_paper_are_given_online(school, today, born, code, taken):
    family = make_family(school, born(12))

    def online():
        giving.give(family.child, family.kinds[code], on=today, how="online", **family.signed, by=None)

    if taken:
        online()
    else:
        with pytest.raises(ConsentRefused, match="только на бумаге"):
            online()
    assert Consent.objects.exists() is taken


def test_wrong_days_and_a_second_copy_are_refused(school, today, born):
    family = make_family(school, born(12))
    with pytest.raises(ConsentRefused, match="ещё не наступила"):
        photo(family, today + timedelta(1))
    with pytest.raises(ConsentRefused, match="раньше даты подписи"):
        photo(family, today, until=today - timedelta(1))
    photo(family, today)
    with pytest.raises(ConsentRefused, match="уже записано"):
        photo(family, today)


def test_refusal_is_kept_and_closes_the_gate(school, today, born):
    family = make_family(school, born(14))

    giving.refuse(family.child, family.kinds["image_use"], on=today, **family.signed, by=None)

    found = consents.missing([family.child.pk], "publication", today, organization=school, codes=["image_use"])
    assert [lack.words[:5] for lack in found[family.child.pk]] == ["отказ"]


def test_who_has_agreed_withdraws_and_does_not_refuse(school, today, born):
    family = make_family(school, born(12))
    photo(family, today)

    with pytest.raises(ConsentRefused, match="Вместо отказа отзовите"):
        giving.refuse(family.child, family.kinds["image_use"], on=today, **family.signed, by=None)


def test_withdrawal_closes_the_gate_for_every_signatory(school, today, born, curator):
    family = make_family(school, born(12))
    father = make_person(school, "Орлов", "Пётр")
    Guardianship.objects.create(organization=school, child=family.child, guardian=father, right="father")
    first = photo(family, today)
    second = photo(family, today, right="father", given_by=father)

    acts = withdrawing.withdraw(first, on=today, words_of="заявление", version=1, by=curator.member)

    assert list(acts) == [first, second]
    assert not consents.ready(family.child, "publication", today)
    second.refresh_from_db()
    assert (second.withdrawn_on, second.withdrawal, second.version) == (today, "заявление", 2)
    with pytest.raises(ConsentRefused, match="уже отозвано"):
        withdrawing.withdraw(first, on=today, version=2, by=curator.member)


def test_withdrawal_counts_working_days_of_the_school(school, born):
    family = make_family(school, date(2014, 5, 4))
    DayCorrection.objects.create(organization=school, day=date(2025, 11, 6), works=False, reason="карантин")

    said = withdrawing.foreseen(Consent(organization=school, kind=family.kinds["image_use"]), date(2025, 10, 31))

    # The weekend, 3–4 November of the production calendar and the school's own day off do not count.
    assert [(one.due, one.at_once) for one in said] == [
        (date(2025, 10, 31), True),
        (date(2025, 11, 7), False),
        (date(2025, 11, 30), False),
    ]


def test_withdrawal_of_a_stale_page_changes_nothing(school, today, born, curator):
    consent = photo(make_family(school, born(12)), today)
    giving.attach(consent, "скан.png", PNG, by=curator.member)

    with pytest.raises(ConsentRefused, match="согласие изменили"):
        withdrawing.withdraw(consent, on=today, version=1, by=curator.member)


def test_scan_is_a_picture_or_pdf(school, today, born, curator):
    consent = photo(make_family(school, born(12)), today)

    with pytest.raises(ConsentRefused, match="скан принимаем в PDF"):
        giving.attach(consent, "скан.txt", "скан".encode(), by=curator.member)
    kept = giving.attach(consent, "скан.png", PNG, by=curator.member)
    assert (kept.scan.content_type, kept.scan.action) == ("image/png", "consents.see")


def test_days_typed_wrong_are_put_right(school, today, born, curator):
    consent = photo(make_family(school, born(12)), today)
    yesterday = today - timedelta(1)

    giving.correct(consent, on=yesterday, until=None, version=1, by=curator.member)

    consent.refresh_from_db()
    assert (consent.on, consent.until, consent.version) == (yesterday, None, 2)


def test_new_words_get_the_next_number_and_signed_ones_stay(school, today, born, curator):
    family = make_family(school, born(12))
    kind = family.kinds["image_use"]
    consent = photo(family, today)
    old = consent.text.purpose

    text = wording.reword(kind, wording.parts_of(consent.text) | {"purpose": "альбом выпускников"}, by=curator.member)

    consent.text.refresh_from_db()
    assert (text.number, consent.text.number, consent.text.purpose) == (2, 1, old)
    assert wording.reword(kind, wording.parts_of(text), by=curator.member) is None
    assert wording.in_force(kind, today) == text
    assert wording.in_force(kind, today - timedelta(400)).number == 1
