import json
from datetime import timedelta

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from mentoring.accounts import files, journal
from mentoring.notifications.models import OutboxItem
from mentoring.people.models import Person
from reports.desk import doctor


def test_healthy_installation_has_nothing_to_say(school, curator, capsys):
    Person.objects.create(organization=school, surname="Ёлкина", given="Анна")
    files.store(school, "план.txt", "План".encode(), action="plan.see", by=curator.member)
    journal.write(school, "school.seen", school, by=curator.member, after={"title": "Озёрная"})

    call_command("doctor", "--json")

    assert json.loads(capsys.readouterr().out) == {"problems": []}


def test_lost_file_is_named(school):
    kept = files.store(school, "план.txt", "План".encode(), action="plan.see", by=None)
    (settings.MEDIA_ROOT / kept.path).unlink()

    assert doctor.problems() == [f"файл {kept.public_id}: нет на диске"]


def test_stale_key_is_named(school):
    person = Person.objects.create(organization=school, surname="Ёлкина", given="Анна")
    Person.objects.filter(pk=person.pk).update(surname="Сосновская")

    assert doctor.problems() == [f"человек {person.pk}: ключ поиска устарел. Откройте запись и сохраните"]


def test_effect_that_nobody_takes_is_named(db):
    long_ago = timezone.now() - timedelta(hours=2)
    item = OutboxItem.objects.create(kind="letter", key="letter:1", due_at=long_ago)

    assert doctor.problems() == [
        f"Исходящее {item.pk} (letter) ждёт больше часа. Проверьте, работает ли manage.py tick"
    ]


def test_account_closed_while_signed_in_is_named(curator):
    user = curator.member.user
    user.is_active = False
    user.save()

    assert doctor.problems() == ["Закрытая учётная запись ещё открыта в браузере. Выполните: manage.py tick"]


def test_missing_wall_is_named_and_fails_the_command(school):
    name, table = "wall_people_employment_organization", ""
    if connection.vendor == "postgresql":
        table = " ON people_employment"
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {name}{table}")

    with pytest.raises(SystemExit):
        call_command("doctor")

    assert doctor.problems() == [f"В базе нет стены между школами {name}. Выполните: manage.py migrate"]
