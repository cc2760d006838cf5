import time
from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.test import Client
from django.utils import timezone

from mentoring.access import Role
from mentoring.accounts import sessions
from mentoring.accounts.models import Grant, Membership
from tests.cast import PASSWORD, browse, make_member

LOGIN = "/accounts/login/"


@pytest.fixture
def passed():
    """Move the clock: passed(minutes=31)."""
    with time_machine.travel(timezone.now(), tick=False) as clock:
        yield lambda **time: clock.shift(timedelta(**time))


def is_out(answer) -> bool:
    return answer.status_code == 302 and LOGIN in answer.url


def test_staff_are_signed_out_after_half_an_hour_away(curator, passed):
    curator.get("members")
    passed(minutes=29)
    assert curator.get("members").status_code == 200
    passed(minutes=31)

    answer = curator.get("members")

    assert answer.url == f"/s/ozernaya{LOGIN}?next=/s/ozernaya/members/"
    assert "_auth_user_id" not in curator.client.session
    assert "давно не работали" in curator.client.get(answer.url).content.decode()


def test_mentor_is_not_signed_out_for_being_away(school, passed):
    mentor = browse(make_member(school, Role.MENTOR))
    mentor.get("diary_mine")
    passed(minutes=90)

    assert mentor.get("diary_mine").status_code == 200


def test_nobody_stays_longer_than_twelve_hours(school, passed):
    mentor = browse(make_member(school, Role.MENTOR))
    curator = browse(make_member(school, Role.CURATOR))
    for _ in range(36):
        assert not is_out(mentor.get("start"))
        assert not is_out(curator.get("members"))
        passed(minutes=20)
    passed(minutes=1)

    assert is_out(mentor.get("start"))
    assert is_out(curator.get("members"))


def test_pages_do_not_write_the_session_each_time(curator):
    session = {}
    now = time.time()

    assert not sessions.has_ended(session, now, idles=True)
    kept = dict(session)
    assert not sessions.has_ended(session, now + 59, idles=True)
    assert session == kept
    assert not sessions.has_ended(session, now + 61, idles=True)
    assert session["seen"] == int(now + 61)


def test_signing_in_gives_a_new_session(curator):
    client = Client()
    client.get(LOGIN)
    client.session["kept"] = 1
    client.session.save()
    before = client.session.session_key
    user = curator.member.user
    user.set_password(PASSWORD)
    user.save()

    client.post(LOGIN, {"login": user.login, "password": PASSWORD})

    assert client.session["_auth_user_id"] == str(user.pk)
    assert client.session.session_key != before


def test_login_is_known_in_any_case(curator):
    user = curator.member.user
    user.set_password(PASSWORD)
    user.save()

    for login in (user.login.upper(), user.email.upper()):
        client = Client()
        client.post(LOGIN, {"login": login, "password": PASSWORD})
        assert client.session["_auth_user_id"] == str(user.pk)


def test_changed_password_ends_the_other_sessions_and_keeps_this_one(curator):
    user = curator.member.user
    user.set_password(PASSWORD)
    user.save()
    here, there = Client(), Client()
    for client in (here, there):
        client.post(LOGIN, {"login": user.login, "password": PASSWORD})
    new = {"oldpassword": PASSWORD, "password1": "совсем-новый-пароль", "password2": "совсем-новый-пароль"}

    here.post("/accounts/password/change/", new)

    assert here.get("/s/ozernaya/members/").status_code == 200
    assert is_out(there.get("/s/ozernaya/members/"))


def test_guessing_a_password_is_slow_and_looks_the_same_for_nobody(curator):
    known, unknown = (
        [Client().post(LOGIN, {"login": login, "password": "не тот"}) for _ in range(11)]
        for login in (curator.member.user.login, "nobody")
    )

    for answers in (known, unknown):
        assert "Логин или пароль не подошли" in answers[0].content.decode()
        assert "Логин или пароль не подошли" not in answers[10].content.decode()
        assert "Слишком много попыток" in answers[10].content.decode()


@pytest.mark.parametrize("path", ["/s/ozernaya/members/", "/", "/invite/", LOGIN, "/нет/"])
def test_no_cache_keeps_a_page_and_no_page_uses_a_device(curator, path):
    answer = curator.client.get(path)

    assert "no-store" in answer["Cache-Control"]
    assert answer["Permissions-Policy"] == "camera=(), geolocation=(), microphone=(), payment=(), usb=()"


@pytest.mark.parametrize(
    "ask",
    [
        lambda client: client.get("/s/ozernaya/members/\x00/"),
        lambda client: client.get("/s/ozernaya/search/?q=%00"),
        lambda client: client.get("/s/ozernaya/search/?%00=1"),
        lambda client: client.post("/s/ozernaya/members/invite/", {"name": "Иванова\x00"}),
        lambda client: client.post("/invite/", {"code": "\x00"}),
        lambda client: client.post(LOGIN, {"login": "\x00", "password": "1"}),
    ],
)
def test_zero_bytes_are_refused_before_they_reach_the_database(curator, ask):
    assert ask(curator.client).status_code == 400


@pytest.mark.parametrize(
    "path",
    [
        "/s/ozernaya/members/99999999999999999999/",
        "/s/ozernaya/files/%F0%9F%98%80/",
        "/s/ozernaya/jobs/%ED%A0%80/",
        "/invite/%E2%80%AE/",
        f"/invite/{'A' * 3000}/",
        f"/s/{'a' * 3000}/members/",
    ],
)
def test_addresses_that_name_nothing_are_simply_not_there(curator, path):
    assert curator.client.get(path).status_code == 404


@pytest.fixture
def asked(settings):
    settings.MFA_REQUIRED = True


def begun(member: Membership, *, days: int) -> None:
    moment = timezone.now() - timedelta(days=days)
    Membership.objects.filter(pk=member.pk).update(started_at=moment)
    Grant.objects.filter(membership=member).update(granted_at=moment)


def test_second_step_is_asked_after_seven_days_and_then_nothing_else_opens(curator, asked):
    begun(curator.member, days=6)
    assert curator.get("members").status_code == 200
    begun(curator.member, days=8)

    for answer in (curator.get("members"), curator.post("member_invite", action="members.invite")):
        assert (answer.status_code, answer.url) == (302, "/s/ozernaya/accounts/2fa/totp/activate/")
    assert curator.client.get("/accounts/2fa/").status_code == 200


def test_second_step_once_set_up_opens_everything(curator, asked):
    begun(curator.member, days=8)

    totp.TOTP.activate(curator.member.user, totp.generate_totp_secret())

    assert curator.get("members").status_code == 200


def test_second_step_is_not_asked_of_a_mentor_nor_where_the_school_does_not_want_it(curator, asked, school):
    mentor = browse(make_member(school, Role.MENTOR))
    for member in (mentor.member, curator.member):
        begun(member, days=100)
    assert mentor.get("diary_mine").status_code == 200

    school.second_factor_required = False
    school.save()

    assert curator.get("members").status_code == 200


def test_old_member_with_a_new_role_has_seven_days_too(school, asked):
    member = make_member(school, Role.MENTOR)
    begun(member, days=400)
    Grant.objects.create(organization=school, membership=member, role=Role.PSYCHOLOGIST)

    assert browse(member).get("start").status_code == 200
    Grant.objects.update(granted_at=timezone.now() - timedelta(days=8))
    assert browse(member).get("start").status_code == 302


def test_banner_counts_the_days_that_are_left(curator, asked, school):
    assert curator.get("members").context["days_of_grace"] == 7
    begun(curator.member, days=6)

    page = curator.get("members")

    assert page.context["days_of_grace"] == 1
    assert "Сегодня последний день" in page.content.decode()
    assert browse(make_member(school, Role.MENTOR)).get("diary_mine").context["days_of_grace"] is None


def test_new_password_by_letter_or_code_does_not_pass_the_second_step(curator):
    user = curator.member.user
    totp.TOTP.activate(user, totp.generate_totp_secret())
    user.set_password(PASSWORD)
    user.save()
    client = Client()

    answer = client.post(LOGIN, {"login": user.login, "password": PASSWORD})

    assert Authenticator.objects.filter(user=user).exists()
    assert "_auth_user_id" not in client.session
    assert answer.url == "/accounts/2fa/authenticate/"
