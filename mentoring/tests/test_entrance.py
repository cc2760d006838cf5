"""The pages of signing in: only those that are used, each in the product's own words."""

import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse

from mentoring.access import Role
from tests.cast import PASSWORD, browse, make_member

BEFORE = ["account_login", "account_reset_password", "account_reset_password_done", "account_inactive"]
AFTER = [
    "account_logout",
    "account_change_password",
    "account_reauthenticate",
    "mfa_index",
    "account_reset_password_from_key_done",
]
FOREIGN_WORDS = ["Sign", "Password", "Menu:", "Меню:", "example.com"]


@pytest.mark.parametrize("name", BEFORE)
def test_page_before_signing_in_is_ours(name, client, db):
    page = client.get(reverse(name))

    assert page.status_code == 200
    assert_ours(page.content.decode())


@pytest.mark.parametrize("name", AFTER)
def test_page_of_one_s_own_account_is_ours(name, curator):
    curator.member.user.set_password(PASSWORD)
    curator.member.user.save()
    curator.client.force_login(curator.member.user)

    page = curator.client.get(reverse(name))

    assert page.status_code == 200
    assert_ours(page.content.decode())


def assert_ours(page: str) -> None:
    assert '<main class="narrow' in page
    assert "style=" not in page
    assert [word for word in FOREIGN_WORDS if word in page] == []


@pytest.mark.parametrize("name", ["account_signup", "account_email", "account_confirm_email"])
def test_nobody_signs_up_or_edits_addresses_of_mail(name):
    with pytest.raises(NoReverseMatch):
        reverse(name)


def test_wrong_password_is_said_calmly(client, curator):
    page = client.post(reverse("account_login"), {"login": curator.member.user.login, "password": "не тот"})

    assert "Логин или пароль не подошли. Проверьте раскладку и Caps Lock." in page.content.decode()


def test_link_that_was_used_offers_a_new_one(client, db):
    page = client.get("/accounts/password/reset/key/1-nothing/", follow=True).content.decode()

    assert "Ссылка не подошла" in page


def test_missing_page_is_the_same_for_everybody(curator, other_school):
    answers = [
        curator.client.get(path)
        for path in ("/nothing/", "/s/lesnaya/admin/", "/s/nowhere/admin/", "/s/ozernaya/admin/people/person/0/change/")
    ]

    assert [answer.status_code for answer in answers] == [404] * 4
    assert all("Такой страницы нет" in answer.content.decode() for answer in answers)


def test_page_of_another_role_says_whom_to_ask(school):
    page = browse(make_member(school, Role.MENTOR)).get("admin:index")

    assert page.status_code == 403
    assert "не для вашей роли" in page.content.decode()


def test_form_without_the_token_of_csrf_says_what_to_do(curator):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(curator.member.user)

    page = strict.post(reverse("account_logout"))

    assert page.status_code == 403
    assert "Форма устарела" in page.content.decode()


def test_person_with_two_schools_chooses_one(curator, other_school):
    make_member_of_both(curator, other_school)

    page = curator.client.get(reverse("home")).content.decode()

    assert 'href="/s/ozernaya/start/"' in page
    assert 'href="/s/lesnaya/start/"' in page


def make_member_of_both(browser, school):
    membership = make_member(school, Role.DIRECTOR)
    membership.user = browser.member.user
    membership.save()
