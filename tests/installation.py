"""An installation of its own for tests that kill, fill and restore: a folder, a database, processes.

Its programs run as on a school's server, each in its own process, with the engine of the suite.
"""

import json
import os
import secrets
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import environ
import psycopg2
import pytest
from django.conf import settings

PATIENCE = 300  # seconds for a command that takes five on an idle machine


@dataclass
class Installation:
    """One school's server: what it is told by its environment, and the processes that a test has started there."""

    folder: Path
    database_url: str
    variables: dict[str, str] = field(default_factory=dict)
    processes: list[subprocess.Popen] = field(default_factory=list)

    @property
    def environment(self) -> dict[str, str]:
        own = {
            "DEBUG": "false",
            "DATABASE_URL": self.database_url,
            "CELERY_BROKER_URL": "",
            "CACHE_URL": "",
            "VAR_DIR": str(self.folder),
            "MEDIA_ROOT": str(self.folder / "files"),
            "EMAIL_URL": f"filemail://{self.folder}/mail",
            "PYTHONPATH": str(settings.BASE_DIR),
        }
        return os.environ | own | self.variables

    def manage(self, *arguments: str, check: bool = True, **variables: str) -> subprocess.CompletedProcess:
        """Run a command of the product to its end."""
        done = subprocess.run(
            [sys.executable, settings.BASE_DIR / "manage.py", *arguments],
            cwd=self.folder,
            env=self.environment | variables,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
        assert not check or done.returncode == 0, done.stdout + done.stderr
        return done

    def start(self, *arguments: str, log: str, **variables: str) -> subprocess.Popen:
        """Start a module as a program; its words go to a log."""
        return self.launch(sys.executable, "-m", *arguments, log=log, **variables)

    def launch(self, *command: str, log: str, **variables: str) -> subprocess.Popen:
        """Start a program in a group of its own."""
        with (self.folder / f"{log}.log").open("ab") as written:
            process = subprocess.Popen(
                command,
                cwd=settings.BASE_DIR,
                env=self.environment | variables,
                stdout=written,
                stderr=written,
                start_new_session=True,
            )
        self.processes.append(process)
        return process

    def kill(self, process: subprocess.Popen) -> None:
        """Kill a program with all its children, as a power cut would."""
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        self.processes.remove(process)

    def close(self) -> None:
        """End whatever a test has left running."""
        for process in list(self.processes):
            if process.poll() is None:
                self.kill(process)

    def problems(self) -> list[dict]:
        """Ask the doctor."""
        said = self.manage("doctor", "--json", check=False, FAULTS="")
        return json.loads(said.stdout)["problems"]

    def ask(self, statement: str) -> list[tuple]:
        """Ask or change the database past the product."""
        return ask(self.database_url, statement)


def ask(database_url: str, statement: str) -> list[tuple]:
    with closing(connect(database_url)) as connection:
        cursor = connection.cursor()
        cursor.execute(statement)
        return cursor.fetchall() if cursor.description else []


def connect(database_url: str):
    known = environ.Env.db_url_config(database_url)
    if known["ENGINE"].endswith("sqlite3"):
        return sqlite3.connect(known["NAME"], isolation_level=None, timeout=20)
    names = {"NAME": "dbname", "USER": "user", "PASSWORD": "password", "HOST": "host", "PORT": "port"}
    connection = psycopg2.connect(**{word: known[name] for name, word in names.items() if known.get(name)})
    connection.autocommit = True
    return connection


def database(folder: Path, *, server: str, like: str = "template0") -> str:
    """Make a database on this server, empty or like another one; return its address."""
    if server.startswith("sqlite"):
        return f"sqlite:///{folder}/db.sqlite3"
    name = f"own_{secrets.token_hex(4)}"
    ask(f"{server}/postgres", f"CREATE DATABASE {name} TEMPLATE {like} ENCODING 'UTF8'")
    return f"{server}/{name}"


def copy(template: Installation, folder: Path, *, server: str) -> Installation:
    """Make an installation that holds what the template does."""
    shutil.copytree(template.folder, folder, dirs_exist_ok=True)
    return Installation(folder, database(folder, server=server, like=template.database_url.rpartition("/")[2]))


def make_demo(folder: Path, *, server: str) -> Installation:
    """Make an installation with the people of the demo."""
    made = Installation(folder, database(folder, server=server))
    made.manage("migrate", "--verbosity", "0")
    made.manage("createcachetable")
    made.manage("demo", DEMO="true")
    return made


@pytest.fixture(scope="session")
def server() -> str:
    """The address of the suite's own database server, without a database."""
    return os.environ["DATABASE_URL"].rpartition("/")[0]


@pytest.fixture(scope="session")
def demo_installation(tmp_path_factory, server) -> Installation:
    """The demo, made once; tests get copies."""
    return make_demo(tmp_path_factory.mktemp("demo"), server=server)


@pytest.fixture
def installation(demo_installation, tmp_path_factory, server) -> Iterator[Installation]:
    """A copy of the demo's installation that a test may break."""
    made = copy(demo_installation, tmp_path_factory.mktemp("installation"), server=server)
    yield made
    made.close()


@pytest.fixture
def empty_place(tmp_path_factory, server) -> Iterator[Installation]:
    """A server on which nothing was set up yet."""
    folder = tmp_path_factory.mktemp("empty")
    made = Installation(folder, database(folder, server=server))
    yield made
    made.close()
