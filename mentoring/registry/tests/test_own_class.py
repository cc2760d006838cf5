"""A class teacher sees the own class and its families; pupils of another class are on no page, by no way in."""

from dataclasses import dataclass
from datetime import timedelta

import pytest

from mentoring.access import Role
from mentoring.accounts import schooldays
from mentoring.accounts.models import Grant, Membership
from mentoring.people.models import Consent, Enrollment, Guardianship, Person, StudyGroup
from mentoring.people.privacy import seeing
from mentoring.people.privacy.declaring import Category
from mentoring.people.tests import consent_cast
from mentoring.people.tests.consent_cast import make_group, make_person
from mentoring.programmes.models import Programme
from mentoring.registry.models import Application, Mentee, Mentor
from mentoring.registry.tests.cast import teacher
from tests.cast import Browser, browse, make_member

OWN, HIDDEN = "Рябинин", "Канарейкин"
CARDS = ("admin:people_person", "admin:registry_mentee", "admin:registry_mentor", "admin:registry_application")


@dataclass(frozen=True)
class Class:
    """One class with a pupil who takes part in everything."""

    group: StudyGroup
    pupil: Person
    mother: Person
    rows: tuple  # the pupil and what is written about them, in the order of CARDS
    consent: Consent


def make_class(programme: Programme, surname: str, title: str) -> Class:
    family = consent_cast.make_family(programme.organization, surname=surname, group=title)
    Person.objects.filter(pk=family.mother.pk).update(surname=f"{surname}а", name_key=f"{surname}а ирина".lower())
    own = {"organization": programme.organization, "programme": programme, "person": family.child}
    rows = (
        family.child,
        Mentee.objects.create(**own),
        Mentor.objects.create(**own),
        Application.objects.create(**own, side="mentee", surname=surname, state="accepted"),
    )
    kind = family.kinds["image_use"]
    today = schooldays.today(programme.organization)
    consent = Consent.objects.create(
        organization=programme.organization, person=family.child, kind=kind, on=today, **family.signed
    )
    return Class(family.group, family.child, Person.objects.get(pk=family.mother.pk), rows, consent)


@pytest.fixture
def own(programme) -> Class:
    return make_class(programme, OWN, "6 «А»")


@pytest.fixture
def hidden(programme) -> Class:
    return make_class(programme, HIDDEN, "7 «Б»")


@pytest.fixture
def class_teacher(school, own) -> Browser:
    leader = teacher(school, "Лунёв")
    leader.membership = make_member(school, Role.CLASS_TEACHER)
    leader.save()
    StudyGroup.objects.filter(pk=own.group.pk).update(teacher=leader)
    return browse(leader.membership)


def body(browser: Browser, name: str, *args, **query) -> str:
    return browser.get(name, *args, query=query).content.decode()


@pytest.mark.parametrize("card", CARDS)
def test_lists_and_cards_hold_the_own_class_alone(card, class_teacher, own, hidden):
    shown, stranger = (one.rows[CARDS.index(card)] for one in (own, hidden))

    page = body(class_teacher, f"{card}_changelist", q="ин")

    assert OWN in page and HIDDEN not in page
    assert class_teacher.get(f"{card}_change", shown.pk).status_code == 200
    assert class_teacher.get(f"{card}_change", stranger.pk).status_code == 404


def test_card_of_a_mentor_leads_nobody_to_a_selection_they_do_not_see(class_teacher, curator, own):
    cards = [body(who, "admin:registry_mentor_change", own.rows[2].pk) for who in (curator, class_teacher)]

    assert ["собеседование и оценка" in card for card in cards] == [True, False]


def test_families_of_another_class_are_hidden_with_their_children(class_teacher, own, hidden):
    assert class_teacher.get("admin:people_person_change", own.mother.pk).status_code == 200
    assert class_teacher.get("admin:people_person_change", hidden.mother.pk).status_code == 404


def test_colleague_is_seen_without_a_child_of_another_class(class_teacher, school, hidden):
    colleague = teacher(school, "Зимин")
    Guardianship.objects.create(organization=school, child=hidden.pupil, guardian=colleague, right="father")

    shown = body(class_teacher, "admin:people_person_changelist") + body(
        class_teacher, "admin:people_person_change", colleague.pk
    )

    assert "Зимин" in shown and HIDDEN not in shown and "Чей представитель" not in shown


def test_search_and_suggestions_find_the_own_class_alone(class_teacher, own, hidden):
    asked = {"app_label": "registry", "model_name": "mentee", "field_name": "person"}

    found = [body(class_teacher, "search", q=word) for word in (OWN, HIDDEN)]
    offered = class_teacher.get("admin:autocomplete", query=asked | {"term": HIDDEN})

    assert "Рябинин Майя" in found[0]
    assert "Канарейкин Майя" not in found[1] and "Канарейкина" not in found[1]
    assert HIDDEN not in offered.content.decode()


def test_consents_and_blanks_are_those_of_the_own_class(class_teacher, own, hidden):
    assert HIDDEN not in body(class_teacher, "consents") + body(class_teacher, "consent_papers")
    assert HIDDEN not in body(class_teacher, "consent_papers", person=hidden.pupil.pk)
    assert OWN in body(class_teacher, "consent_papers", person=own.pupil.pk)
    for page, row in (
        ("consents_of", hidden.pupil),
        ("consents_record", hidden.pupil),
        ("consent_act", hidden.consent),
    ):
        assert class_teacher.get(page, row.pk).status_code == 404
    assert class_teacher.get("consent_act", own.consent.pk).status_code == 200


def test_classes_of_others_are_not_offered(class_teacher, own, hidden):
    shown = body(class_teacher, "admin:people_studygroup_changelist") + body(class_teacher, "consents")

    assert own.group.title in shown and hidden.group.title not in shown
    assert class_teacher.get("admin:people_studygroup_change", hidden.group.pk).status_code == 404


@pytest.mark.parametrize("model", [Person, StudyGroup, Enrollment, Guardianship, Consent, Mentee, Mentor, Application])
def test_another_role_that_gives_the_right_opens_the_school(model, class_teacher, own, hidden):
    member = class_teacher.member
    before = set(model.objects.visible_to(member))
    Grant.objects.create(organization=member.organization, membership=member, role=Role.METHODIST)

    after = set(model.objects.visible_to(Membership.objects.get(pk=member.pk)))

    assert before < after == set(model.objects.all())


def test_role_without_the_right_opens_nothing_more(class_teacher, own, hidden):
    member = class_teacher.member
    Grant.objects.create(organization=member.organization, membership=member, role=Role.HR)

    member = Membership.objects.get(pk=member.pk)

    assert hidden.pupil in Person.objects.visible_to(member)  # staff of the personnel office see people
    assert [row.person for row in Mentee.objects.visible_to(member)] == [own.pupil]
    assert [row.person for row in Consent.objects.visible_to(member)] == [own.pupil]


@pytest.mark.parametrize(("register", "model"), [("mentees", Mentee), ("mentors", Mentor)])
def test_register_that_another_role_lets_them_take_holds_the_own_class_alone(
    register, model, class_teacher, programme, own, hidden
):
    member = class_teacher.member
    Grant.objects.create(organization=member.organization, membership=member, role=Role.HR)
    model.objects.update(state=model.State.REGISTERED, entered_on=programme.start)

    taken = body(class_teacher, "register", programme.pk, register, "csv")

    assert OWN in taken and HIDDEN not in taken


def test_pupil_who_has_left_the_class_is_hidden_from_the_next_day(class_teacher, school, own):
    yesterday = schooldays.today(school) - timedelta(days=1)
    Enrollment.objects.filter(person=own.pupil).update(end=yesterday)
    Enrollment.objects.create(
        organization=school, person=own.pupil, group=make_group(school, "8 «В»"), start=yesterday + timedelta(days=1)
    )

    assert class_teacher.get("admin:people_person_change", own.pupil.pk).status_code == 404
    assert class_teacher.get("admin:registry_mentee_change", own.rows[1].pk).status_code == 404


def test_somebody_of_no_class_and_no_work_is_hidden(class_teacher, school):
    graduate = make_person(school, "Выпускников")

    assert class_teacher.get("admin:people_person_change", graduate.pk).status_code == 404


def test_page_of_who_sees_names_the_own_class_teacher_alone(class_teacher, own, hidden, school):
    colleague, name = teacher(school, "Зимин"), class_teacher.member.name

    told = {who.pk: _names(school, who) for who in (own.pupil, own.mother, hidden.pupil, hidden.mother, colleague)}

    assert [name in told[who.pk][0] for who in (own.pupil, own.mother, colleague)] == [True, True, True]
    assert [name in told[who.pk][0] for who in (hidden.pupil, hidden.mother)] == [False, False]
    assert name in told[own.pupil.pk][1] and name not in told[hidden.pupil.pk][1]


def _names(school, who: Person) -> tuple[set[str], set[str]]:
    """Return who sees the name of a person, and who sees their part in the programme."""
    found = {one.category: set(one.names) for one in seeing.everything(school, who)}
    return found[Category.IDENTITY], found.get(Category.PART, set())
