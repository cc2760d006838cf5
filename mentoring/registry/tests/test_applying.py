"""An application by a link: consent first, then a few facts, then the curator decides."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from mentoring.accounts import tries
from mentoring.accounts.models import PersonalLink
from mentoring.accounts.operations import Refused
from mentoring.people.consents import usual
from mentoring.people.models import Consent, Guardianship, Person
from mentoring.registry import applying, mentees
from mentoring.registry.models import Application, Competence, Mentee, Mentor
from mentoring.registry.tests.cast import learner

pytestmark = pytest.mark.django_db
CHILD = {
    "guardian": "Осокина Вера Павловна",
    "right": "mother",
    "surname": "Осокин",
    "given": "Ян",
    "patronymic": "Львович",
    "birth_date": "2014-05-06",
    "phone": "+7 900 000-00-00",
    "text": "Трудно с математикой",
}
GROWN = {"surname": "Кедров", "given": "Лев", "birth_date": "1984-02-03", "phone": "+7 900 1", "text": "Хочу помогать"}


def opened(programme, curator, side="mentee", **said) -> Client:
    """Open a fresh link as somebody without an account."""
    token = applying.open_link(programme, side, by=curator.member, **said)
    visitor = Client()
    assert visitor.get(f"/join/{token}/").url == "/join/"
    return visitor


def agree(visitor: Client, who: str):
    codes = [one.code for one in visitor.get(f"/join/?who={who}").context["purposes"]]
    return visitor.post("/join/", {"who": who, "agree": codes})


def applied(programme, curator, side="mentee", who="child", said=CHILD) -> Application:
    visitor = opened(programme, curator, side)
    agree(visitor, who)
    answer = visitor.post("/join/form/", said)
    assert answer.status_code == 302, answer.context["form"].errors
    return Application.objects.get()


def test_first_page_is_the_act_of_consent(programme, curator):
    visitor = opened(programme, curator)

    page = visitor.get("/join/?who=child").content.decode()

    assert "Согласие на обработку персональных данных ребёнка" in page
    assert programme.organization.full_name in page
    assert "surname" not in page


def test_without_consent_nothing_is_asked_and_nothing_stored(programme, curator):
    visitor = opened(programme, curator)

    assert visitor.get("/join/form/").url == "/join/"
    assert visitor.post("/join/form/", CHILD).url == "/join/"
    refused = visitor.post("/join/", {"who": "child", "agree": ["pd_processing_minor"]})
    assert "Отметьте каждое согласие" in refused.content.decode()
    assert visitor.post("/join/form/", CHILD).url == "/join/"
    assert Application.objects.count() == 0


def test_application_of_a_parent_waits_for_the_curator(programme, curator):
    row = applied(programme, curator)

    assert (row.state, row.side, row.right, row.full_name) == ("waiting", "mentee", "mother", "Осокин Ян Львович")
    assert row.purposes == ["participation_minor", "pd_processing_minor"]
    assert Person.objects.count() == 0
    assert "Осокин" in curator.get("admin:registry_application_changelist").content.decode()


def test_same_application_sent_twice_is_one(programme, curator):
    applied(programme, curator)
    visitor = opened(programme, curator)
    agree(visitor, "child")

    visitor.post("/join/form/", CHILD)

    assert Application.objects.count() == 1


def test_child_does_not_apply_alone(programme, curator):
    visitor = opened(programme, curator)
    agree(visitor, "self")

    answer = visitor.post("/join/form/", GROWN | {"birth_date": "2012-02-03"})

    assert "До 18 лет заявку подаёт родитель" in answer.content.decode()
    assert Application.objects.count() == 0


def test_from_fourteen_the_child_agrees_too(programme, curator):
    visitor = opened(programme, curator)
    agree(visitor, "child")

    said = CHILD | {"birth_date": "2011-05-06"}
    assert "С 14 лет ребёнок соглашается" in visitor.post("/join/form/", said).content.decode()
    assert visitor.post("/join/form/", said | {"co_signed": "on"}).status_code == 302


def test_accepted_application_makes_a_child_a_mother_consents_and_a_mentee(programme, curator):
    usual.take_usual(programme.organization, by=None)
    row = applied(programme, curator)

    curator.post("application_decide", row.pk, "admit", action="registry.edit")

    mentee = Mentee.objects.get()
    ward = Guardianship.objects.get()
    row.refresh_from_db()
    assert (mentee.person.full_name, ward.child, ward.guardian.full_name) == (
        "Осокин Ян Львович",
        mentee.person,
        "Осокина Вера Павловна",
    )
    assert {(act.kind.code, act.how, act.given_by) for act in Consent.objects.all()} == {
        ("pd_processing_minor", "online", ward.guardian),
        ("participation_minor", "online", ward.guardian),
    }
    assert (row.state, row.person, row.surname, row.phone, row.text) == ("accepted", mentee.person, "", "", "")
    today = timezone.localdate()
    assert len(mentees.register([mentee.pk], on=today, by=curator.member).done) == 1


def test_without_consents_of_its_own_the_school_registers_no_child_by_a_link(programme, curator):
    row = applied(programme, curator)
    made = applying.admit(row, None, on=timezone.localdate(), by=curator.member)

    assert mentees.register([made.pk], on=timezone.localdate(), by=curator.member).done == ()


def test_known_child_is_found_and_not_written_twice(programme, curator):
    known = learner(programme.organization, "Осокин", birth=date(2014, 5, 6))
    row = applied(programme, curator)

    page = curator.get("admin:registry_application_change", row.pk).content.decode()
    assert "тот же день рождения" in page or "день рождения" in page
    curator.post("application_decide", row.pk, "admit", action="registry.edit", data={"person": known.pk})

    assert Mentee.objects.get().person == known
    assert Person.objects.filter(surname="Осокин").count() == 1


def test_grown_candidate_becomes_a_mentor(programme, curator):
    sphere = Competence.objects.create(organization=programme.organization, title="Выбор профессии")
    row = applied(programme, curator, "mentor", "self", GROWN | {"competence": sphere.pk})

    applying.admit(row, None, on=timezone.localdate(), by=curator.member)

    mentor = Mentor.objects.get()
    assert (mentor.state, mentor.motivation, mentor.competences.get().competence) == (
        "applied",
        "Хочу помогать",
        sphere,
    )
    assert mentor.person.phone == "+7 900 1"


def test_likeness_is_shown_to_whoever_decides(programme, curator, director):
    row = applied(programme, curator)

    cards = [who.get("admin:registry_application_change", row.pk).context for who in (curator, director)]

    assert ["doubles" in card for card in cards] == [True, False]


def test_declined_application_forgets_who_it_was(programme, curator):
    row = applied(programme, curator)

    curator.post("application_decide", row.pk, "decline", action="registry.edit")

    row.refresh_from_db()
    assert (row.state, row.full_name, row.birth_date, row.guardian, row.text) == ("declined", "", None, "", "")
    assert Person.objects.count() == 0


def test_application_is_decided_once(programme, curator):
    row = applied(programme, curator)
    applying.decline(row, by=curator.member)

    with pytest.raises(Refused, match="уже решили"):
        applying.admit(row, None, on=timezone.localdate(), by=curator.member)


def test_another_school_decides_nothing(programme, curator, other_curator):
    row = applied(programme, curator)

    with pytest.raises(Refused, match="уже решили"):
        applying.decline(row, by=other_curator.member)

    row.refresh_from_db()
    assert (row.state, row.full_name) == ("waiting", "Осокин Ян Львович")


def test_application_is_not_written_to_somebody_of_another_school(programme, curator, other_school):
    row = applied(programme, curator)
    stranger = Person.objects.create(organization=other_school, surname="Осокин", given="Ян", patronymic="Львович")

    data = {"person": stranger.pk}
    answer = curator.post("application_decide", row.pk, "admit", action="registry.edit", data=data)

    row.refresh_from_db()
    assert (answer.status_code, row.state) == (404, "waiting")


def test_closed_and_outdated_links_lead_nowhere(programme, curator):
    visitor = opened(programme, curator)
    link = PersonalLink.objects.get(purpose="join")
    curator.post("join_link_close", link.pk, action="registry.edit")
    assert visitor.get("/join/").status_code == 404

    visitor = opened(programme, curator)
    PersonalLink.objects.filter(purpose="join").update(expires_at=timezone.now() - timedelta(days=1))
    assert visitor.get("/join/form/").status_code == 404


def test_personal_link_takes_one_application(programme, curator):
    visitor = opened(programme, curator, name="Осокина Вера")
    agree(visitor, "child")
    visitor.post("/join/form/", CHILD)

    assert visitor.get("/join/").status_code == 404


def test_address_is_shown_once_with_its_picture(programme, curator):
    curator.post("join_link_make", action="registry.edit", data={"side": "mentee"})

    first, second = (curator.get("join_links").content.decode() for _ in range(2))

    assert "/join/" in first.split('aria-label="Адрес для заявок"')[1][:200]
    assert "data:image/svg+xml;base64," in first
    assert "Адрес для заявок" not in second
    assert len(PersonalLink.objects.get().token_hash) == 64


def test_too_many_tries_are_slowed_down(programme, curator, monkeypatch):
    monkeypatch.setattr(tries, "time", lambda: 0.0)  # the world outside: no minute ends meanwhile
    visitor = Client()

    answers = [visitor.get("/join/no-such-token/").status_code for _ in range(31)]

    assert (answers[0], answers[-1]) == (404, 429)


def test_address_of_a_link_is_told_to_nobody(programme, curator):
    token = applying.open_link(programme, "mentee", by=curator.member)

    answer = Client().get(f"/join/{token}/")

    assert (answer["Referrer-Policy"], answer["Cache-Control"]) == ("no-referrer", "no-store, private")
