"""After a withdrawal: what rested on the consent alone goes by its day, with an act; the rest stays."""

from datetime import timedelta

import pytest

from mentoring.access import Role
from mentoring.accounts import journal, schooldays
from mentoring.accounts.models import JournalValues
from mentoring.accounts.operations import Refused
from mentoring.people.consents import destroying, giving, reminding, rules, withdrawing
from mentoring.people.models import BulkDeed, Consent, Erasure
from mentoring.people.tests.consent_cast import make_family
from mentoring.registry import mentees
from mentoring.registry.models import Mentee, Request, RestrictedNote
from tests.cast import browse, make_member

WORD = "Канарейка-запрос"
ERASE = "privacy.erase"


@pytest.fixture
def today(school):
    return schooldays.today(school)


@pytest.fixture
def family(school, today):
    return make_family(school, rules.birthday_before(today, 12))


@pytest.fixture
def mentee(family, programme, curator, today) -> Mentee:
    """Make a child of the programme with a request, notes and a link to a review."""
    own = {"organization": programme.organization}
    row = Mentee.objects.create(
        **own, programme=programme, person=family.child, strengths=WORD, note=WORD, link="https://example.org/otzyv"
    )
    mentees.ask(row, text=WORD, competence=None, source="self", on=today, by=curator.member)
    RestrictedNote.objects.create(**own, person=family.child, kind="adaptation", text=WORD)
    RestrictedNote.objects.create(**own, person=family.child, kind="psychologist", text=WORD)
    return row


def take_back(family, code: str, by, *, ago: int = 0) -> Consent:
    """Sign a consent and take it back some days ago."""
    on = schooldays.today(family.child.organization) - timedelta(days=ago)
    act = giving.give(family.child, family.kinds[code], on=on, **family.signed, by=None)
    return withdrawing.withdraw(act, on=on, version=1, by=by)[0]


def kept(mentee: Mentee) -> dict:
    mentee.refresh_from_db()
    notes = RestrictedNote.objects.filter(person=mentee.person)
    return {
        "requests": Request.objects.filter(mentee=mentee).count(),
        "strengths": bool(mentee.strengths),
        "note": bool(mentee.note),
        "link": bool(mentee.link),
        "closed": sorted(notes.values_list("kind", flat=True)),
    }


EVERYTHING = {"requests": 1, "strengths": True, "note": True, "link": True, "closed": ["adaptation", "psychologist"]}


@pytest.mark.parametrize(
    ("code", "gone"),
    [
        ("participation_minor", {"requests": 0, "strengths": False, "note": False, "link": False}),
        ("image_use", {"link": False}),
        ("special_categories", {"closed": ["psychologist"]}),
        ("psych_testing_minor", {"closed": ["adaptation"]}),
        ("pd_transfer", {}),
    ],
)
def test_only_what_rested_on_the_consent_goes(code, gone, family, mentee, curator):
    act = take_back(family, code, curator.member)

    destroying.destroy(act, by=curator.member)

    assert kept(mentee) == EVERYTHING | gone
    assert family.child.surname == "Орлова"


def test_act_says_what_went_and_names_nobody(family, mentee, curator, school):
    act = take_back(family, "participation_minor", curator.member)

    made = destroying.destroy(act, by=curator.member)

    said = {what: count for _, what, count in made.destroyed}
    assert said["запросы"] == 1
    assert any("сильные стороны" in what for what in said)
    assert any("сделано вручную: Уничтожить запрос" in what for what in said)
    assert (made.reason, made.number) == (Erasure.Reason.WITHDRAWN, 1)
    assert "Орлова" not in f"{made.basis}{made.destroyed}{made.kept}"
    assert journal.breaks(school) == []


def test_nothing_of_it_is_left_in_the_journal_or_to_be_taken_back(family, mentee, curator, school):
    act = take_back(family, "participation_minor", curator.member)
    change = {"model": "registry.mentee", "pk": mentee.pk, "row": "наставляемый", "before": {"note": WORD}, "after": {}}
    BulkDeed.objects.create(organization=school, kind="merge", title="карточки", changes=[change], by=curator.member)
    assert WORD in str(list(JournalValues.objects.values_list("after", flat=True)))

    destroying.destroy(act, by=curator.member)

    assert WORD not in str(list(JournalValues.objects.values_list("before", "after")))
    assert BulkDeed.objects.get().changes == []


def test_done_twice_it_is_the_same_act(family, mentee, curator):
    act = take_back(family, "image_use", curator.member)

    first, second = (destroying.destroy(act, by=curator.member) for _ in range(2))

    assert first == second == Erasure.objects.get()


def test_consent_that_stands_or_was_given_again_destroys_nothing(family, mentee, curator, today):
    standing = giving.give(family.child, family.kinds["image_use"], on=today, **family.signed, by=None)
    with pytest.raises(Refused, match="не отозвано"):
        destroying.destroy(standing, by=curator.member)
    gone = withdrawing.withdraw(standing, on=today, version=1, by=curator.member)[0]
    giving.give(family.child, family.kinds["image_use"], on=today, **family.signed, by=None)

    with pytest.raises(Refused, match="дано снова"):
        destroying.destroy(gone, by=curator.member)

    assert kept(mentee) == EVERYTHING
    assert list(destroying.waiting(curator.member, today + timedelta(days=60))) == []


def test_it_becomes_a_task_a_week_before_the_last_day_and_is_over_with_the_act(
    family, mentee, curator, other_curator, today
):
    act = take_back(family, "image_use", curator.member)

    found = [list(destroying.waiting(curator.member, today + timedelta(days=days))) for days in (22, 23, 40)]

    assert found == [[], [act], [act]]
    assert list(destroying.waiting(other_curator.member, today + timedelta(days=40))) == []
    destroying.destroy(act, by=curator.member)
    assert list(destroying.waiting(curator.member, today + timedelta(days=40))) == []
    fact = reminding.facts_of_withdrawals(family.child.organization, [act.pk], today + timedelta(days=30))[act.pk]
    assert fact.closed == reminding.DONE


def test_one_button_shows_what_goes_and_does_it(family, mentee, curator):
    act = take_back(family, "participation_minor", curator.member)
    assert curator.at("consent_destroy", act.pk) in curator.get("consents_of", family.child.pk).content.decode()
    shown = curator.get("consent_destroy", act.pk).content.decode()
    assert "Запросы" in shown and "Уничтожить и составить акт" in shown and kept(mentee) == EVERYTHING

    answer = curator.post("consent_destroy", act.pk, action=ERASE)

    made = Erasure.objects.get()
    assert answer.url == curator.at("erasure", made.public_id)
    assert kept(mentee)["requests"] == 0
    page = curator.get("erasure", made.public_id).content.decode()
    assert "чьё согласие отозвано" in page and "Удалённый человек" not in page
    assert "Акт № 1" in curator.get("consents_of", family.child.pk).content.decode()
    assert curator.get("consent_destroy", act.pk).status_code == 302


def test_class_teacher_records_the_withdrawal_and_does_not_destroy(family, mentee, school, curator):
    act = take_back(family, "image_use", curator.member)
    teacher = browse(make_member(school, Role.CLASS_TEACHER))

    assert teacher.post("consent_destroy", act.pk, action=ERASE).status_code == 403
    assert kept(mentee) == EVERYTHING
