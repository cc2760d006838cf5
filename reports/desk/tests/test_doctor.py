import io
import json
import os
import time
from datetime import date, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from mentoring.accounts import files, journal
from mentoring.accounts.models import JournalValues
from mentoring.notifications.models import OutboxItem
from mentoring.people.models import Person
from mentoring.printing.tests import families
from reports.desk import environment
from roadmap import planning
from roadmap.models import Occurrence
from roadmap.tests.cast import make_person, make_roadmap

pytestmark = pytest.mark.django_db


def found() -> list[str]:
    """Return what the doctor says, as another program hears it."""
    said = io.StringIO()
    try:
        call_command("doctor", "--json", stdout=said)
    except CommandError as error:
        assert error.returncode == 1
    return [problem["text"] for problem in json.loads(said.getvalue())["problems"]]


@pytest.fixture(autouse=True)
def own_files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"


def test_healthy_school_has_no_problems(curator, school):
    planning.schedule(make_roadmap(school))
    files.store(school, "протокол.txt", b"text", action="plan.see", by=curator.member)
    journal.write(school, "school.seen", school, by=curator.member, after={"title": "Озёрная"})

    assert found() == []


def test_every_problem_names_its_remedy(school):
    make_person(school)
    Person.objects.update(name_key="старый ключ")
    said = io.StringIO()

    with pytest.raises(CommandError, match=r"Найдено: 1\."):
        call_command("doctor", stdout=said)

    assert said.getvalue().splitlines() == [
        "«люди»: ключ поиска устарел, строк: 1.",
        "    Выполните `manage.py doctor --fix`: ключи считаются заново.",
    ]


def test_fix_puts_keys_and_walls_right(school):
    person = make_person(school)
    Person.objects.update(name_key="старый ключ")
    _drop_wall("wall_people_person_organization", "people_person")
    assert len(found()) == 2

    call_command("doctor", "--fix", stdout=io.StringIO())

    person.refresh_from_db()
    assert person.name_key == "рябинина алла сергеевна"


def _drop_wall(name: str, table: str) -> None:
    with connection.cursor() as cursor:
        on = f' ON "{table}"' if connection.vendor == "postgresql" else ""
        cursor.execute(f'DROP TRIGGER "{name}"{on}')


def test_changed_journal_is_noticed(school):
    journal.write(school, "school.seen", school, by=None, after={"title": "Озёрная"})
    JournalValues.objects.update(after={"title": "Подменённая"})

    assert found() == ["Журнал «Озёрная школа»: значения записи 1 не совпадают с отпечатком."]


def test_lost_changed_and_orphaned_files_are_noticed(school, settings):
    lost = files.store(school, "а.txt", b"text", action="plan.see", by=None)
    changed = files.store(school, "б.txt", b"text", action="plan.see", by=None)
    (settings.MEDIA_ROOT / lost.path).unlink()
    (settings.MEDIA_ROOT / changed.path).write_bytes(b"other")
    orphan = settings.MEDIA_ROOT / str(school.pk) / "nobodys"
    orphan.write_bytes(b"x")
    long_ago = time.time() - 3 * 24 * 3600
    os.utime(orphan, (long_ago, long_ago))

    assert found() == [
        f"Файл {lost.public_id}: нет на диске.",
        f"Файл {changed.public_id}: содержимое изменилось.",
        "Ничей файл на диске: nobodys.",
    ]


def test_fresh_file_without_a_row_is_still_being_written(school, settings):
    folder = settings.MEDIA_ROOT / str(school.pk)
    folder.mkdir(parents=True)
    (folder / "new").write_bytes(b"x")

    assert found() == []


def test_session_of_somebody_who_may_not_sign_in_is_noticed(curator):
    curator.member.user.is_active = False
    curator.member.user.save()

    assert found() == ["Открыт сеанс человека, которому вход закрыт."]


def test_effects_that_nobody_takes_finishes_or_achieves_are_noticed(school):
    long_ago = timezone.now() - timedelta(hours=3)
    states = {"queued": {}, "claimed": {"leased_until": long_ago}, "failed": {}}
    for state, fields in states.items():
        OutboxItem.objects.create(organization=school, kind="letter", key=state, state=state, due_at=long_ago, **fields)

    assert found() == [
        "Больше часа ждёт своей очереди: 1\u00a0работа (письма, файлы).",
        "Взято и не доделано: 1\u00a0работа.",
        "За неделю не удалось: 1\u00a0работа вида «letter».",
    ]


def test_date_that_is_not_in_the_text_of_the_plan_is_noticed(school):
    roadmap = make_roadmap(school)
    planning.schedule(roadmap)
    Occurrence.objects.filter(event__number="1.2").update(due=date(2027, 3, 3))

    assert found()[-1] == f"Озёрная школа: 1\u00a0срок расходится с текстом плана № {roadmap.pk}."
    assert Occurrence.objects.get(event__number="1.2").due == date(2027, 3, 3)


def test_machine_without_fonts_is_told_what_to_install(settings, tmp_path, monkeypatch):
    settings.BASE_DIR = tmp_path
    monkeypatch.setattr(environment, "LIBRARIES", {"no-such-library": "libnone"})

    texts = [problem.text for problem in environment.present_libraries()]

    assert texts[0] == "Нет библиотеки no-such-library: документы PDF не получатся."
    assert len(texts) == 5


def test_a_folder_of_fonts_without_a_whole_family_is_told_of(settings, tmp_path):
    settings.FONTS_DIR = tmp_path
    assert [str(tmp_path) in problem.text for problem in environment.fonts_of_the_operator()] == [True]

    families.put(tmp_path / "fonts", "Probe Serif")
    settings.FONTS_DIR = tmp_path / "fonts"
    assert list(environment.fonts_of_the_operator()) == []
