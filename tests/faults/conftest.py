"""Servers of the rig's own: durable ones, because they are killed."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import installation, servers
from tests.faults.rig import DURABLE, Rig
from tests.installation import Installation


@pytest.fixture(scope="session")
def short_folder() -> Iterator[Path]:
    """A folder whose name is short enough for sockets."""
    folder = Path(tempfile.mkdtemp(prefix="rig-", dir="/tmp"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def postgres(short_folder) -> Iterator[servers.Server | None]:
    """A PostgreSQL that may be killed; none where the suite runs on SQLite."""
    if os.environ["TEST_ENGINE"] == "sqlite":
        yield None
        return
    server, _ = servers.postgres_server(short_folder, DURABLE)
    server.start()
    yield server
    server.finish()


@pytest.fixture(scope="session")
def rig_address(postgres) -> str:
    return f"postgres:///{postgres.home}" if postgres else "sqlite:"


@pytest.fixture(scope="session")
def rig_demo(tmp_path_factory, rig_address) -> Installation:
    made = installation.make_demo(tmp_path_factory.mktemp("rig-demo"), server=rig_address)
    made.manage("collectstatic", "--noinput", "--verbosity", "0")
    made.manage("tick")  # the letters of the demo itself
    return made


@pytest.fixture
def rig(rig_demo, tmp_path_factory, rig_address) -> Iterator[Rig]:
    """The demo's school without a broker: `tick` does everything."""
    copied = installation.copy(rig_demo, tmp_path_factory.mktemp("rig"), server=rig_address)
    made = Rig(copied.folder, copied.database_url)
    yield made
    made.close()


@pytest.fixture
def rig_with_redis(rig, short_folder) -> Rig:
    """The same with Redis and Celery."""
    folder = Path(tempfile.mkdtemp(dir=short_folder))
    rig.redis, variables = servers.redis_server(folder)
    rig.redis.start()
    rig.variables |= variables
    return rig


@pytest.fixture(autouse=True)
def healthy_afterwards(request) -> Iterator[None]:
    """Ask the doctor after each fault, unless a test asks by itself because something is to be told."""
    used = "rig" in request.fixturenames and not request.node.get_closest_marker("asks_the_doctor")
    if used:
        request.getfixturevalue("rig")
    yield
    if used:
        assert request.getfixturevalue("rig").problems() == []
