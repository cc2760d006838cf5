import re
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from io import StringIO
from threading import Barrier

import pytest
import time_machine
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.test import Client

from mentoring.accounts import first_run, inviting, journal
from mentoring.accounts.models import FirstRunAddress, Membership, Organization, User
from mentoring.accounts.operations import Refused
from mentoring.notifications import outbox
from mentoring.people.models import Employment, Person
from mentoring.programmes.models import MentoringForm, Programme
from reports.desk import beginning
from tests.cast import PASSWORD

SAID = {
    "name": "Лунин Глеб Андреевич",
    "login": "g.lunin",
    "password": PASSWORD,
    "password_again": PASSWORD,
    "kind": "school",
    "full_name": "Муниципальное бюджетное общеобразовательное учреждение «Средняя школа № 3»",
    "short_name": "МБОУ СШ № 3",
    "slug": "",
    "founder": "Управление образования",
    "region": "34",
    "locality": "Приозёрск",
    "zone": "Europe/Samara",
    "director_name": "Беляев Олег Маркович",
    "director_position": "директор",
    "director_email": "",
    "curator_name": "Соколова-Рубан Вера Ильинична",
    "curator_position": "заместитель директора",
    "curator_email": "vera@example.org",
}


def printed(*args) -> str:
    out = StringIO()
    call_command("first_run", *args, stdout=out)
    return out.getvalue()


def path(address: str) -> str:
    return address.strip().splitlines()[-1].removeprefix("http://127.0.0.1:8000")


@pytest.fixture
def visitor(db):
    """Somebody who has opened the one-time address."""
    client = Client()
    client.get(path(printed()))
    return client


def test_address_is_kept_as_a_hash_and_leads_to_a_clean_one(db):
    address = path(printed())
    client = Client()

    answer = client.get(address)

    assert FirstRunAddress.objects.get().token_hash not in address
    assert (answer.status_code, answer.url, answer["Referrer-Policy"]) == (302, "/begin/", "no-referrer")
    assert client.get("/begin/").status_code == 200


def test_address_made_anew_kills_the_one_before(db):
    old, new = path(printed()), path(printed())

    assert Client().get(old).status_code == 404
    assert Client().get(new).status_code == 302


def test_address_lives_for_a_day(db):
    with time_machine.travel("2026-09-01 09:00+03:00"):
        address = path(printed())
    with time_machine.travel("2026-09-02 08:59+03:00"):
        assert first_run.find(address.split("/")[2]) is not None
    with time_machine.travel("2026-09-02 09:01+03:00"):
        assert Client().get(address).status_code == 404


def test_nobody_begins_without_the_address(db):
    guessed, clean = Client().get("/begin/guessed/"), Client().get("/begin/")

    assert (guessed.status_code, clean.status_code) == (404, 404)
    assert guessed.content == clean.content == Client().get("/no-such-page/").content
    assert Client().post("/begin/", SAID).status_code == 404
    assert Organization.objects.count() == 0


def test_first_minute_makes_the_organization_its_people_and_the_programme(visitor):
    with time_machine.travel("2026-11-20 12:00+03:00", tick=False):
        address = path(printed())
        visitor.get(address)
        page = visitor.post("/begin/", SAID)

    school = Organization.objects.get()
    assert page.status_code == 200
    assert (school.slug, school.region.name, school.region.code) == ("mbou-ssh-3", "Волгоградская область", "34")
    assert set(Membership.objects.values_list("name", "grants__role")) == {
        ("Лунин Глеб Андреевич", "technician"),
        ("Беляев Олег Маркович", "director"),
        ("Соколова-Рубан Вера Ильинична", "curator"),
    }
    assert set(Employment.objects.values_list("person__surname", "position__title", "duty")) == {
        ("Лунин", "технический специалист", "technician"),
        ("Беляев", "директор", "head"),
        ("Соколова-Рубан", "заместитель директора", "curator"),
    }
    assert Person.objects.filter(membership=None).count() == 0
    programme = Programme.objects.get()
    assert (programme.title, programme.start, programme.end) == (
        "2026/27 учебный год",
        date(2026, 9, 1),
        date(2027, 5, 31),
    )
    assert MentoringForm.objects.count() > 0
    assert journal.breaks(school) == []


def test_technician_is_signed_in_and_the_codes_are_shown_this_once(visitor):
    page = visitor.post("/begin/", SAID).content.decode()
    again = visitor.post("/begin/", SAID)

    codes = re.findall(r'<dd class="code[^"]*">([^<]+)', page)
    assert [inviting.find(code).membership.name for code in codes] == [SAID["director_name"], SAID["curator_name"]]
    assert "Настройте второй шаг входа" in page
    assert visitor.get("/s/mbou-ssh-3/members/").status_code == 200
    assert (again.status_code, again.url) == (302, "/")
    assert Organization.objects.count() == 1


def test_letter_goes_to_those_who_have_mail(visitor):
    visitor.post("/begin/", SAID)
    outbox.run_due()

    assert [letter.to for letter in mail.outbox] == [["vera@example.org"]]


def test_after_the_beginning_the_address_is_not_there(visitor):
    address = path(printed())
    visitor.get(address)
    late = Client()
    late.get(address)
    visitor.post("/begin/", SAID)

    assert Client().get(address).status_code == 404
    assert late.get("/begin/").status_code == 404
    assert late.post("/begin/", SAID | {"login": "other"}).status_code == 404
    assert User.objects.count() == 1
    assert printed() == "Организация уже заведена: одноразовый адрес не нужен.\n"


def test_another_organization_begins_when_the_operator_says_so(visitor):
    visitor.post("/begin/", SAID)
    other = Client()
    other.get(path(printed("--another")))

    page = other.post("/begin/", SAID | {"short_name": "Лицей", "full_name": "Лицей", "login": "n.lyskova"})

    assert page.status_code == 200
    assert set(Organization.objects.values_list("slug", flat=True)) == {"mbou-ssh-3", "litsey"}
    assert other.get("/s/mbou-ssh-3/members/").status_code == 404


def test_regional_centre_begins_with_officers_and_without_a_programme(visitor):
    visitor.post("/begin/", SAID | {"kind": "centre"})

    assert set(Membership.objects.values_list("name", "grants__role")) == {
        ("Лунин Глеб Андреевич", "technician"),
        ("Беляев Олег Маркович", "director"),
        ("Беляев Олег Маркович", "regional"),
        ("Соколова-Рубан Вера Ильинична", "regional"),
    }
    assert Programme.objects.count() == 0


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"director_name": "Беляев"}, "Напишите фамилию и имя полностью"),
        ({"password_again": "другой"}, "не совпали"),
        ({"slug": "Школа"}, "латинских букв"),
        ({"short_name": "ъ"}, "Напишите латинскими буквами"),
        ({"region": ""}, "Обязательное поле"),
        ({"login": "Глеб"}, "Только латинские буквы"),
        ({"curator_email": "vera@"}, "почт"),
    ],
)
def test_wrong_answer_is_said_beside_its_field_and_changes_nothing(visitor, wrong, said):
    page = visitor.post("/begin/", SAID | wrong)

    assert page.status_code == 200
    assert said in page.content.decode()
    assert 'value="Соколова-Рубан Вера Ильинична"' in page.content.decode()
    assert (Organization.objects.count(), User.objects.count()) == (0, 0)
    assert FirstRunAddress.objects.count() == 1


@pytest.mark.postgres_only
@pytest.mark.django_db(transaction=True)
def test_twenty_beginnings_at_once_make_one_organization():
    first_run.make_address()
    address = FirstRunAddress.objects.get().pk
    barrier = Barrier(20)

    def begin(number: int) -> bool:
        try:
            barrier.wait()
            beginning.begin(address, SAID | {"slug": f"school-{number}", "login": f"login-{number}"})
            return True
        except Refused:
            return False
        finally:
            connection.close()

    with ThreadPoolExecutor(20) as people:
        begun = list(people.map(begin, range(20)))

    assert begun.count(True) == 1
    assert (Organization.objects.count(), User.objects.count(), Membership.objects.count()) == (1, 1, 3)
