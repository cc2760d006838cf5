from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone

from mentoring.access import Role
from mentoring.accounts import codes, inviting, journal, links, staffing
from mentoring.accounts.inviting import LoginTaken, SpentCode
from mentoring.accounts.models import Grant, Invitation, JournalEntry, Membership, Organization, User
from mentoring.accounts.operations import Refused
from tests.cast import PASSWORD, make_member, make_school

NAME = "Ёлкина Мария Петровна"


@pytest.fixture
def invited(school, director) -> Membership:
    return inviting.invite(school, NAME, [Role.CURATOR, Role.METHODIST], email="maria@example.org", by=director.member)


def pass_hours(hours: int) -> None:
    for invitation in Invitation.objects.all():
        invitation.expires_at -= timedelta(hours=hours)
        invitation.save()


def test_code_is_kept_as_a_hash_only(invited, director):
    issued = inviting.issue(invited, by=director.member)

    kept = Invitation.objects.values().get()
    assert kept["code_hash"] == codes.digest(issued.code)
    assert issued.code not in str(kept)
    assert kept["expires_at"] - kept["created_at"] > timedelta(hours=71, minutes=59)
    assert kept["login"] == "m.elkina"


def test_accepting_makes_an_account_with_the_place_and_its_roles(invited, director):
    issued = inviting.issue(invited, by=director.member)

    user = inviting.accept(inviting.find(issued.code), "M.Elkina", PASSWORD)

    place = user.memberships.get()
    assert (user.login, user.email, user.check_password(PASSWORD)) == ("m.elkina", "maria@example.org", True)
    assert (place.pk, place.roles) == (invited.pk, {"curator", "methodist"})
    assert list(JournalEntry.objects.order_by("number").values_list("action", flat=True)) == [
        "membership.invite",
        "membership.code",
        "membership.accept",
    ]
    assert journal.breaks(place.organization) == []


def test_code_works_once(invited, director):
    issued = inviting.issue(invited, by=director.member)
    invitation = inviting.find(issued.code)
    inviting.accept(invitation, "m.elkina", PASSWORD)

    assert inviting.find(issued.code) is None
    with pytest.raises(SpentCode):
        inviting.accept(invitation, "second", PASSWORD)
    assert not User.objects.filter(login="second").exists()


def test_code_dies_after_72_hours_and_not_before(invited, director):
    issued = inviting.issue(invited, by=director.member)
    pass_hours(71)
    assert inviting.find(issued.code) is not None

    invitation = inviting.find(issued.code)
    pass_hours(1)

    assert inviting.find(issued.code) is None
    with pytest.raises(SpentCode):
        inviting.accept(invitation, "m.elkina", PASSWORD)


def test_new_code_kills_the_old_one(invited, director):
    old = inviting.issue(invited, by=director.member)
    new = inviting.issue(invited, by=director.member)

    assert inviting.find(old.code) is None
    assert inviting.find(new.code).membership == invited


def test_revoked_code_opens_nothing(invited, director):
    issued = inviting.issue(invited, by=director.member)

    inviting.revoke(invited, by=director.member)

    assert inviting.find(issued.code) is None
    with pytest.raises(Refused, match="отзывать нечего"):
        inviting.revoke(invited, by=director.member)


def test_code_of_one_person_gives_nobody_elses_place(invited, director, school):
    other = inviting.invite(school, "Дятлов Семён", [Role.MENTOR], by=director.member)
    mine, theirs = (inviting.issue(member, by=director.member) for member in (invited, other))

    user = inviting.accept(inviting.find(theirs.code), "s.dyatlov", PASSWORD)

    assert user.memberships.get().roles == {"mentor"}
    assert inviting.find(mine.code).membership == invited


def test_taken_login_is_refused_and_the_code_stays_good(invited, director):
    issued = inviting.issue(invited, by=director.member)
    User.objects.create_user("m.elkina")

    with pytest.raises(LoginTaken, match=r"«M\.ELKINA» уже занят"):
        inviting.accept(inviting.find(issued.code), "M.ELKINA", PASSWORD)

    inviting.accept(inviting.find(issued.code), "m.elkina2", PASSWORD)


def test_address_of_somebody_elses_account_is_passed_over_in_silence(invited, director):
    User.objects.create_user("maria", email="Maria@Example.org")
    issued = inviting.issue(invited, by=director.member)

    user = inviting.accept(inviting.find(issued.code), "m.elkina", PASSWORD)

    assert user.email == ""


def test_login_proposed_is_one_nobody_has(db):
    User.objects.create_user("m.elkina")
    User.objects.create_user("m.elkina2")

    assert inviting.free_login(NAME) == "m.elkina3"


def test_person_of_another_school_joins_with_the_account_they_have(invited, director, other_school):
    elsewhere = make_member(other_school, Role.MENTOR)
    issued = inviting.issue(invited, by=director.member)

    inviting.join(inviting.find(issued.code), elsewhere.user)

    assert set(elsewhere.user.memberships.values_list("organization__slug", flat=True)) == {"ozernaya", "lesnaya"}
    assert Membership.objects.get(pk=invited.pk).user == elsewhere.user


def test_nobody_has_two_places_in_one_school(invited, director, curator):
    issued = inviting.issue(invited, by=director.member)

    with pytest.raises(Refused, match="Вы уже работаете в этой организации"):
        inviting.join(inviting.find(issued.code), curator.member.user)

    assert inviting.find(issued.code) is not None


def test_code_for_a_forgotten_password_changes_the_password_alone(school, director):
    member = make_member(school, Role.MENTOR)
    User.objects.update(email="")
    issued = inviting.issue(Membership.objects.get(pk=member.pk), by=director.member)

    inviting.set_password(inviting.find(issued.code), "совсем-новый-пароль")

    user = User.objects.get(pk=member.user_id)
    assert user.check_password("совсем-новый-пароль")
    assert inviting.find(issued.code) is None
    assert user.memberships.get().roles == {"mentor"}


def test_code_for_a_forgotten_password_makes_no_new_account_and_joins_nobody(school, director, curator):
    member = make_member(school, Role.MENTOR)
    User.objects.filter(pk=member.user_id).update(email="")
    issued = inviting.issue(Membership.objects.get(pk=member.pk), by=director.member)

    with pytest.raises(SpentCode):
        inviting.accept(inviting.find(issued.code), "other", PASSWORD)
    with pytest.raises(SpentCode):
        inviting.join(inviting.find(issued.code), curator.member.user)

    assert Membership.objects.get(pk=member.pk).user == member.user


def test_no_school_makes_a_code_for_an_account_that_has_mail_or_works_elsewhere(school, director, other_school):
    with_mail = make_member(school, Role.MENTOR)
    with pytest.raises(Refused, match="Забыли пароль"):
        inviting.issue(with_mail, by=director.member)

    User.objects.filter(pk=with_mail.user_id).update(email="")
    elsewhere = Membership.objects.create(organization=other_school, user=with_mail.user, name="Он же")
    with pytest.raises(Refused, match="Забыли пароль") as refusal:
        inviting.issue(Membership.objects.get(pk=with_mail.pk), by=director.member)
    assert "Лесная" not in str(refusal.value)

    elsewhere.ended_at = timezone.now()
    elsewhere.save()
    assert inviting.issue(Membership.objects.get(pk=with_mail.pk), by=director.member).code


def test_roles_offered_depend_on_the_kind_of_organization(school, director):
    centre = make_school("centre", kind=Organization.Kind.CENTRE)

    with pytest.raises(Refused, match="нет роли «региональный центр»"):
        inviting.invite(school, NAME, [Role.REGIONAL], by=director.member)
    with pytest.raises(Refused, match="нет роли «куратор программы»"):
        inviting.invite(centre, NAME, [Role.CURATOR], by=None)
    assert inviting.invite(centre, NAME, [Role.REGIONAL], by=None).roles == {"regional"}


def test_closing_ends_the_place_its_codes_and_its_links_at_once(invited, director, school):
    issued = inviting.issue(invited, by=director.member)
    feed, token = links.make(school, "calendar", "plan", membership=invited, lasts=timedelta(days=300))
    other, others_token = links.make(school, "calendar", "plan", membership=director.member, lasts=timedelta(days=300))

    staffing.close(invited, by=director.member)

    assert inviting.find(issued.code) is None
    assert links.find(token, purpose="calendar") is None
    assert links.find(others_token, purpose="calendar") == other
    assert feed.membership == invited
    with pytest.raises(Refused, match="доступ закрыт"):
        inviting.issue(invited, by=director.member)
    with pytest.raises(Refused, match="доступ уже закрыт"):
        staffing.close(invited, by=director.member)


def test_change_is_refused_to_whoever_saw_an_older_state(invited, director):
    said = {"name": NAME, "email": "", "roles": [Role.METHODIST], "version": 1}

    changed = staffing.change(invited, **said, by=director.member)

    assert (changed.version, Membership.objects.get(pk=invited.pk).roles) == (2, {"methodist"})
    with pytest.raises(Refused, match=r"изменил кто-то ещё\. Сейчас: Ёлкина Мария Петровна, без почты, методист"):
        staffing.change(invited, **said | {"roles": [Role.DEPUTY]}, by=director.member)


def test_nobody_raises_or_closes_themselves(director):
    me = director.member
    said = {"name": me.name, "email": "", "roles": [Role.DIRECTOR, Role.CURATOR], "version": 1}

    with pytest.raises(Refused, match="Свои роли себе не меняют"):
        staffing.change(me, **said, by=me)
    with pytest.raises(Refused, match="Свой доступ себе не закрывают"):
        staffing.close(me, by=me)

    assert Membership.objects.get(pk=me.pk).roles == {"director"}


def test_standing_is_said_in_words(invited, director, school):
    def standing() -> str:
        return staffing.standing(staffing.everybody(school).get(pk=invited.pk), timezone.now()).words

    said = [standing()]
    inviting.issue(invited, by=director.member)
    said.append(standing().partition(" до ")[0])
    pass_hours(72)
    said.append(standing())
    issued = inviting.issue(invited, by=director.member)
    inviting.revoke(invited, by=director.member)
    said.append(standing())
    issued = inviting.issue(invited, by=director.member)
    inviting.accept(inviting.find(issued.code), "m.elkina", PASSWORD)
    said.append(standing())
    staffing.close(invited, by=director.member)
    said.append(standing()[:14])

    assert said == [
        "кода ещё нет",
        "приглашение действует",
        "приглашение истекло",
        "приглашение отозвано",
        "работает",
        "доступ закрыт ",
    ]


@pytest.mark.postgres_only
@pytest.mark.django_db(transaction=True)
def test_twenty_accepts_at_once_make_one_account():
    school = make_school("ozernaya")
    member = Membership.objects.create(organization=school, name=NAME)
    Grant.objects.create(organization=school, membership=member, role=Role.MENTOR)
    invitation = inviting.find(inviting.issue(member, by=None).code)
    barrier = Barrier(20)

    def accept(number: int) -> bool:
        try:
            barrier.wait()
            inviting.accept(invitation, f"login{number}", PASSWORD)
            return True
        except Refused:
            return False
        finally:
            connection.close()

    with ThreadPoolExecutor(20) as people:
        accepted = list(people.map(accept, range(20)))

    assert accepted.count(True) == 1
    assert User.objects.get().login == f"login{accepted.index(True)}"
    assert Invitation.objects.filter(used_at=None).count() == 0


@pytest.mark.postgres_only
@pytest.mark.django_db(transaction=True)
def test_codes_made_at_once_leave_one_that_works():
    member = Membership.objects.create(organization=make_school("ozernaya"), name=NAME)
    barrier = Barrier(8)

    def issue(_) -> str:
        try:
            barrier.wait()
            return inviting.issue(member, by=None).code
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as people:
        made = list(people.map(issue, range(8)))

    assert sum(inviting.find(code) is not None for code in made) == 1
