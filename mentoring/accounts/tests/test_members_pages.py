import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from mentoring.access import Role
from mentoring.accounts import inviting
from mentoring.accounts.models import Invitation, JournalEntry, Membership
from mentoring.notifications import outbox
from mentoring.notifications.models import OutboxItem
from tests.cast import browse, make_member

SAID = {"name": "Ёлкина Мария Петровна", "email": "", "roles": ["methodist", "deputy"]}


@pytest.fixture
def technician(school):
    return browse(make_member(school, Role.TECHNICIAN, name="Техникова Нина"))


def invite(browser, **said):
    browser.post("member_invite", action="members.invite", data=SAID | said)
    return Membership.objects.get(organization=browser.member.organization, name=said.get("name", SAID["name"]))


def codes_on(page) -> list[str]:
    return re.findall(r'<dd class="code[^"]*">([0-9A-Z-]+)</dd>', page.content.decode())


def test_list_names_everybody_of_the_school_and_nobody_else(technician, director, other_curator):
    page = technician.get("members").content.decode()

    assert "Техникова Нина" in page
    assert "Беляев Олег Маркович" in page
    assert "Канарейкина" not in page


def test_list_asks_the_same_number_of_questions_however_long_it_is(technician, django_assert_num_queries):
    inviting.issue(invite(technician), by=technician.member)
    technician.get("members")
    with CaptureQueriesContext(connection) as asked:
        technician.get("members")
    for_one = len(asked)
    for number in range(5):
        inviting.issue(invite(technician, name=f"Сотрудник {number}"), by=technician.member)
    technician.get("members")  # says what was done, this once

    with django_assert_num_queries(for_one):
        technician.get("members")


def test_person_without_mail_gets_a_place_and_a_sheet(technician):
    member = invite(technician)
    page = technician.post("member_sheet", action="members.invite", data={"member": [member.pk]})

    (code,) = codes_on(page)
    assert member.roles == {"methodist", "deputy"}
    assert "127.0.0.1:8000/invite" in page.content.decode()
    assert "m.elkina" in page.content.decode()
    assert inviting.find(code).membership == member
    assert OutboxItem.objects.count() == 0


def test_person_with_mail_gets_a_letter(technician):
    member = invite(technician, email="maria@example.org")

    assert OutboxItem.objects.get().payload["to"] == "maria@example.org"
    assert member.invitations.count() == 1


def test_several_sheets_are_printed_at_once(technician):
    members = [invite(technician, name=f"Сотрудник {number}") for number in range(3)]

    page = technician.post("member_sheet", action="members.invite", data={"member": [m.pk for m in members]})

    assert {inviting.find(code).membership for code in codes_on(page)} == set(members)


def test_codes_are_shown_once(technician):
    member = invite(technician)
    token = re.search(r'name="operation" value="([^"]+)"', technician.get("members").content.decode())[1]
    first = technician.post("member_sheet", action="", token=token, data={"member": [member.pk]})

    again = technician.post("member_sheet", action="", token=token, data={"member": [member.pk]})

    assert again.url == technician.at("members")
    assert inviting.find(codes_on(first)[0]).membership == member


def test_sheet_with_a_foreign_or_invented_name_is_refused_whole(technician, other_school):
    mine = invite(technician)
    foreign = Membership.objects.create(organization=other_school, name="Чужая Канарейка")

    for number in (foreign.pk, 10**6, "1; --"):
        answer = technician.post("member_sheet", action="members.invite", data={"member": [mine.pk, number]})
        assert answer.url == technician.at("members")

    assert Invitation.objects.count() == 0
    assert "Канарейка" not in technician.get("members").content.decode()


def test_changed_roles_count_from_the_next_request(technician, school):
    methodist = browse(make_member(school, Role.METHODIST, name="Методистова Анна"))
    seen = methodist.get("members").status_code
    data = {"name": "Методистова Анна", "email": "", "roles": ["director"], "version": 1}

    technician.post("member", methodist.member.pk, action="members.invite", data=data)

    assert (seen, methodist.get("members").status_code) == (403, 200)


def test_stale_change_keeps_what_was_typed_and_can_be_saved_after_all(technician):
    member = invite(technician)
    data = SAID | {"version": 1}
    technician.post("member", member.pk, action="members.invite", data=data | {"name": "Первая Мария"})

    page = technician.post("member", member.pk, action="members.invite", data=data | {"name": "Вторая Мария"})
    shown = page.content.decode()
    assert "изменил кто-то ещё. Сейчас: Первая Мария" in shown
    assert 'value="Вторая Мария"' in shown
    technician.post("member", member.pk, action="members.invite", data=data | {"name": "Вторая Мария", "version": 2})

    assert Membership.objects.get(pk=member.pk).name == "Вторая Мария"
    assert re.search(r'name="version" value="2"', shown)


def test_closed_access_ends_on_the_next_request(technician, school):
    methodist = browse(make_member(school, Role.METHODIST))
    seen = methodist.get("start").status_code

    technician.post("member_close", methodist.member.pk, action="members.invite")

    assert (seen, methodist.get("start").status_code) == (200, 404)
    assert JournalEntry.objects.filter(action="membership.close", by=technician.member).count() == 1


def test_user_who_may_not_sign_in_is_out_on_the_next_request(curator):
    curator.member.user.is_active = False
    curator.member.user.save()

    assert curator.get("start").url.startswith("/s/ozernaya/accounts/login/")


@pytest.mark.parametrize("name", ["member_send", "member_revoke", "member_close"])
def test_foreign_member_is_like_one_that_never_was(technician, other_curator, name):
    foreign = technician.post(name, other_curator.member.pk, action="members.invite")
    missing = technician.post(name, 10**6, action="members.invite")

    assert (foreign.status_code, missing.status_code) == (404, 404)
    assert technician.get("member", other_curator.member.pk).content == technician.get("member", 10**6).content
    assert Membership.objects.get(pk=other_curator.member.pk).ended_at is None


def test_others_invite_nobody(school, curator):
    for role in (Role.METHODIST, Role.MENTOR, Role.HR, Role.DEPUTY):
        browser = browse(make_member(school, role))
        assert browser.get("members").status_code == 403
        assert browser.post("member_invite", action="members.invite", data=SAID).status_code == 403
        assert browser.post("member_sheet", action="members.invite").status_code == 403

    assert not Membership.objects.filter(name=SAID["name"]).exists()


def test_person_who_left_comes_back_by_a_new_invitation(technician, school):
    methodist = make_member(school, Role.METHODIST)
    technician.post("member_close", methodist.pk, action="members.invite")
    again = invite(technician)
    issued = inviting.issue(again, by=technician.member)

    inviting.join(inviting.find(issued.code), methodist.user)

    assert Membership.objects.get(user=methodist.user, ended_at=None).pk == again.pk


def test_letter_that_is_too_much_for_a_day_undoes_the_invitation(technician, settings):
    settings.LETTERS_A_DAY = 0

    page = technician.post("member_invite", action="members.invite", data=SAID | {"email": "maria@example.org"})

    assert "Напечатайте листы с кодами" in page.content.decode()
    assert not Membership.objects.filter(name=SAID["name"]).exists()


def test_reset_letter_leads_to_our_own_host_and_leaves_through_the_outbox(curator, settings):
    settings.ALLOWED_HOSTS = ["*"]
    Client(headers={"host": "evil.example"}).post("/accounts/password/reset/", {"email": curator.member.user.email})

    item = OutboxItem.objects.get()
    assert item.organization == curator.member.organization
    assert "http://127.0.0.1:8000/accounts/password/reset/key/" in item.payload["text"]
    assert "evil.example" not in str(item.payload)
    outbox.run_due()
    item.refresh_from_db()
    assert item.payload == {}


def test_reset_answers_the_same_whether_the_address_is_known_or_not(curator):
    known, unknown = (
        Client().post("/accounts/password/reset/", {"email": email})
        for email in (curator.member.user.email, "nobody@example.org")
    )

    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    assert OutboxItem.objects.filter(created_at__lte=timezone.now()).count() == 1
