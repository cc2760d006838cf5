"""One number, one act, no gap: by processes that come together or are killed, on a database of their own."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import count
from pathlib import Path

import psycopg2
import pytest
from django.conf import settings
from django.db import connection

SQLITE = os.environ["TEST_ENGINE"] == "sqlite"
SERIAL = count(1)


pytestmark = [pytest.mark.django_db, pytest.mark.timeout(600)]


@pytest.fixture
def see(tmp_path: Path) -> Iterator[Callable[[str], dict]]:
    """Give a function that makes an experiment of `at_once` on an empty copy of the tests' database."""
    name = f"acts_{os.getpid()}_{next(SERIAL)}"
    if SQLITE:
        url = f"sqlite:///{tmp_path}/{name}"
        connection.ensure_connection()
        (tmp_path / name).write_bytes(connection.connection.serialize())
    else:
        url = f"{os.environ['DATABASE_URL'].rpartition('/')[0]}/{name}"
        original = connection.settings_dict["NAME"]
        connection.close()  # only a database that nobody looks at is copied
        execute(f'CREATE DATABASE {name} TEMPLATE "{original}"')
    yield lambda experiment: json.loads(run(url, experiment, str(tmp_path)))
    if not SQLITE:
        execute(f"DROP DATABASE {name}")


def execute(statement: str) -> None:
    """Ask the server itself, from beside its databases."""
    place = connection.settings_dict
    wanted = {"host": place["HOST"], "port": place["PORT"], "user": place["USER"], "password": place["PASSWORD"]}
    with closing(psycopg2.connect(dbname="postgres", **{k: value for k, value in wanted.items() if value})) as server:
        server.autocommit = True
        server.cursor().execute(statement)


def run(url: str, *words: str) -> str:
    """Run the experiment on a database; neither broker nor cache, for the rows alone are looked at."""
    program = [sys.executable, "-m", "reports.documents.tests.at_once", *words]
    surroundings = os.environ | {"DATABASE_URL": url, "CELERY_BROKER_URL": "", "CACHE_URL": ""}
    done = subprocess.run(program, cwd=settings.BASE_DIR, env=surroundings, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def sound(count: int) -> dict:
    """Say what must stand where so many acts were issued."""
    return {
        "numbers": list(range(1, count + 1)),
        "next": [count + 1],
        "renderings": 2 * count,
        "effects": 2 * count,
        "problems": [],
    }


def test_process_killed_at_any_point_leaves_one_number_and_no_gap(see):
    found = see("killed")

    undone, done = ["before", "locked", "numbered", "frozen", "before_commit"], ["committed", "queued", "answered"]
    assert found.pop("statuses") == dict.fromkeys([*undone, *done], -9)
    assert found.pop("left") == dict.fromkeys(undone, "approved") | dict.fromkeys(done, "issued")
    assert found.pop("again") == ["4", "5", "6", "7", "8", "1", "2", "3"]
    assert found == sound(8)


def test_second_of_two_heads_is_told_that_it_is_done(see):
    found = see("directors")

    assert found.pop("first") == "1"
    assert found.pop("second").startswith("refused: Документ уже зарегистрирован: № 1 от ")
    assert found == sound(1)


def test_form_sent_five_times_while_it_is_being_done_gives_one_act_to_all(see):
    found = see("clicks")

    assert found.pop("clicks") == ["1"] * 5
    assert found == sound(1)


def test_four_processes_number_forty_acts_without_gap_or_double(see):
    found = see("many")

    found.pop("seconds")
    assert sorted(map(int, found.pop("told"))) == list(range(1, 41))
    assert found == sound(40)


@pytest.mark.parametrize("experiment", ["careless", pytest.param("careless_crowd", marks=pytest.mark.faults)])
def test_control_without_the_lock_is_stopped_by_the_database(see, experiment):
    found = see(experiment)

    assert any(told.startswith("broken: IntegrityError") for told in found["told"])
    assert len(found["numbers"]) < len(found["told"])


@pytest.mark.parametrize(
    "experiment", ["careless_without_walls", pytest.param("careless_crowd_without_walls", marks=pytest.mark.faults)]
)
def test_control_without_lock_and_walls_gives_one_number_twice_and_the_doctor_sees_it(see, experiment):
    found = see(experiment)

    assert len(set(found["numbers"])) < len(found["numbers"])
    assert any("занят дважды" in problem for problem in found["problems"])


@pytest.mark.faults
def test_sixteen_processes_number_a_thousand_acts_without_gap_or_double(see):
    found = see("crowd")

    print(f"1000 acts by 16 processes: {found.pop('seconds'):.1f} s")
    assert sorted(map(int, found.pop("told"))) == list(range(1, 1001))
    assert found == sound(1000)
