import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from mentoring.access import Role
from mentoring.accounts import inviting, tries
from mentoring.accounts.models import Invitation, Membership, User
from mentoring.notifications import outbox
from tests.cast import PASSWORD, browse, make_member

NEW = {"login": "m.elkina", "password": PASSWORD, "password_again": PASSWORD}


@pytest.fixture
def issued(school, director):
    member = inviting.invite(
        school, "Ёлкина Мария Петровна", [Role.METHODIST], email="maria@example.org", by=director.member
    )
    return inviting.issue(member, by=director.member)


@pytest.fixture
def visitor(db):
    return Client()


def link(issued) -> str:
    return reverse("invite_link", args=[issued.code])


def open_link(visitor, issued):
    return visitor.get(link(issued), follow=True)


def test_looking_at_the_link_consumes_nothing(issued, visitor):
    for _ in range(3):
        Client().get(link(issued))
        Client().head(link(issued))

    assert Invitation.objects.get().used_at is None
    assert open_link(visitor, issued).status_code == 200


def test_link_leads_to_a_clean_address_and_tells_it_to_nobody(issued, visitor):
    answer = visitor.get(link(issued))

    assert (answer.status_code, answer.url) == (302, "/invite/accept/")
    assert answer["Referrer-Policy"] == "no-referrer"
    assert answer["Cache-Control"] == "no-store, private"
    assert issued.code not in visitor.get(answer.url).content.decode()


def test_page_says_who_invites_whom_and_where(issued, visitor):
    page = open_link(visitor, issued).content.decode()

    for words in ("Средняя школа ozernaya", "Ёлкина Мария Петровна, методист", "Приглашает Беляев Олег Маркович"):
        assert words in page
    assert 'value="m.elkina"' in page


@pytest.mark.parametrize("make", ["used", "revoked", "invented"])
def test_dead_links_are_all_alike(issued, visitor, director, make):
    if make == "used":
        inviting.accept(inviting.find(issued.code), "m.elkina", PASSWORD)
    if make == "revoked":
        inviting.revoke(issued.membership, by=director.member)
    path = link(issued) if make != "invented" else "/invite/ABCD/"

    answer = visitor.get(path)

    assert answer.status_code == 404
    assert "Приглашение не действует" in answer.content.decode()
    assert "Озёрная" not in answer.content.decode()
    assert answer["Referrer-Policy"] == "no-referrer"


def test_typed_code_opens_the_same_page(issued, visitor):
    russian = issued.code.lower().translate(str.maketrans("acehkmptxy", "асенкмртху"))

    page = visitor.post(reverse("invite"), {"code": russian}, follow=True)

    assert page.redirect_chain == [("/invite/accept/", 302)]
    assert "Средняя школа ozernaya" in page.content.decode()


def test_wrong_code_is_answered_with_what_to_do(visitor):
    page = visitor.post(reverse("invite"), {"code": "ACEH-KMPT-XY23-4567-89AC"})

    assert page.status_code == 200
    assert "Проверьте знаки или попросите новый" in page.content.decode()


def test_codes_cannot_be_guessed_quickly(issued, visitor, monkeypatch):
    monkeypatch.setattr(tries, "time", lambda: 0.0)  # the world outside: no minute ends meanwhile
    answers = [visitor.post(reverse("invite"), {"code": "ACEH-KMPT-XY23-4567-89AC"}).status_code for _ in range(31)]

    assert set(answers[:29]) == {200}
    assert answers[-1] == 429
    assert visitor.get(link(issued)).status_code == 429


def test_invited_person_makes_an_account_and_is_in_their_school(issued, visitor):
    open_link(visitor, issued)
    before = visitor.session.session_key

    answer = visitor.post(reverse("invite_accept"), NEW)

    member = Membership.objects.get(pk=issued.membership.pk)
    assert (answer.status_code, answer.url) == (302, "/s/ozernaya/start/")
    assert (member.user.login, member.user.email) == ("m.elkina", "maria@example.org")
    assert visitor.session.session_key != before
    assert "invitation" not in visitor.session
    assert visitor.get("/s/ozernaya/start/").status_code == 200


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"login": "Ёлкина"}, "Только латинские буквы"),
        ({"login": "ozernaya-director"}, "уже занят"),
        ({"password": "коротко", "password_again": "коротко"}, "короткий"),
        ({"password": "m.elkina-12", "password_again": "m.elkina-12"}, "похож"),
        ({"password_again": "другой"}, "не совпали"),
    ],
)
def test_wrong_login_or_password_is_said_beside_its_field(issued, visitor, wrong, said):
    open_link(visitor, issued)

    page = visitor.post(reverse("invite_accept"), NEW | wrong)

    assert page.status_code == 200
    assert said in page.content.decode()
    assert not User.objects.filter(login__contains="elkina").exists()


def test_page_does_not_tell_that_the_address_has_an_account(issued, visitor):
    User.objects.create_user("maria", email="maria@example.org")

    page = open_link(visitor, issued).content.decode()
    answer = visitor.post(reverse("invite_accept"), NEW)

    assert "example.org" not in page
    assert answer.url == "/s/ozernaya/start/"


def test_second_form_sent_after_the_first_makes_no_second_account(issued, visitor):
    open_link(visitor, issued)
    other = Client()
    open_link(other, issued)
    visitor.post(reverse("invite_accept"), NEW)

    answer = other.post(reverse("invite_accept"), NEW | {"login": "second"})

    assert (answer.status_code, answer.url) == (302, "/invite/")
    assert not User.objects.filter(login="second").exists()


def test_somebody_with_an_account_signs_in_and_joins(issued, visitor, other_school):
    member = make_member(other_school, Role.MENTOR)
    member.user.set_password(PASSWORD)
    member.user.save()
    open_link(visitor, issued)

    answer = visitor.post("/accounts/login/?next=/invite/accept/", {"login": member.user.login, "password": PASSWORD})
    page = visitor.get(answer.url).content.decode()
    joined = visitor.post(reverse("invite_join"))

    assert answer.url == "/invite/accept/"
    assert f"Вы вошли как <b>{member.user.login}</b>" in page
    assert joined.url == "/s/ozernaya/start/"
    assert Membership.objects.get(pk=issued.membership.pk).user == member.user


def test_nobody_joins_without_a_code(curator, issued):
    answer = curator.client.post(reverse("invite_join"))

    assert answer.url == "/invite/"
    assert Membership.objects.get(pk=issued.membership.pk).user is None


def test_person_without_mail_who_forgot_the_password_sets_a_new_one(school, director, visitor):
    member = make_member(school, Role.MENTOR)
    User.objects.filter(pk=member.user_id).update(email="")
    old_session = browse(member)
    issued = inviting.issue(Membership.objects.get(pk=member.pk), by=director.member)
    open_link(visitor, issued)

    page = visitor.get(reverse("invite_accept")).content.decode()
    answer = visitor.post(reverse("invite_accept"), {"password": PASSWORD, "password_again": PASSWORD})

    assert member.user.login in page
    assert answer.url == "/accounts/login/"
    assert "_auth_user_id" not in visitor.session
    assert "/accounts/login/" in old_session.get("start").url
    answer = visitor.post("/accounts/login/", {"login": member.user.login, "password": PASSWORD})
    assert answer.url == "/"


def test_letter_names_the_school_the_role_the_code_and_the_link(issued, director, school):
    answer = director.post("member_send", issued.membership.pk, action="members.invite")
    outbox.run_due()

    (letter,) = mail.outbox
    (code,) = [line for line in letter.body.splitlines() if line.count("-") == 4 and len(line) == 24]
    assert answer.url == director.at("member", issued.membership.pk)
    assert letter.to == ["maria@example.org"]
    assert letter.subject == "Приглашение: Озёрная школа, методист"
    assert f"http://127.0.0.1:8000/invite/{code}/" in letter.body
    assert inviting.find(code).membership == issued.membership
    assert inviting.find(issued.code) is None
    assert f'href="http://127.0.0.1:8000/invite/{code}/"' in letter.alternatives[0].content
