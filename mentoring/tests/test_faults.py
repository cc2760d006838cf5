import json
import signal
import subprocess
import sys
from pathlib import Path
from threading import Timer

import pytest
from django.conf import settings
from django.test import override_settings

from mentoring import faults
from reports.desk import environment


@pytest.fixture
def arm(tmp_path: Path, monkeypatch):
    """Give a function that writes the table of faults."""
    table = tmp_path / "faults.json"
    monkeypatch.setenv("FAULTS", str(table))
    return lambda **actions: table.write_text(json.dumps({f"test.{name}": action for name, action in actions.items()}))


def test_point_is_nothing_without_a_table(monkeypatch):
    monkeypatch.delenv("FAULTS", raising=False)

    faults.point("test.here")

    assert not faults.is_armed()


def test_point_that_the_table_does_not_name_lets_pass(arm, tmp_path: Path):
    arm(there="raise")

    faults.point("test.here")

    assert [path.name for path in tmp_path.iterdir()] == ["faults.json"]


def test_list_of_actions_is_taken_in_turn(arm, tmp_path: Path):
    arm(here=[None, "raise"])

    faults.point("test.here")
    with pytest.raises(faults.Fault, match=r"test\.here"):
        faults.point("test.here")
    faults.point("test.here")

    assert (tmp_path / "faults.json.test.here").stat().st_size == 3


def test_table_is_read_at_each_passage(arm):
    arm(here="raise")
    with pytest.raises(faults.Fault):
        faults.point("test.here")

    arm()

    faults.point("test.here")


def test_process_waits_until_the_file_appears(arm, tmp_path: Path):
    arm(here={"until": str(tmp_path / "go")})
    Timer(0.1, (tmp_path / "go").touch).start()

    faults.point("test.here")

    assert (tmp_path / "go.waiting").exists()


def test_kill_leaves_no_time_to_clean_up(arm, tmp_path: Path):
    arm(here="kill")
    program = (
        "import atexit; from mentoring import faults; atexit.register(print, 'cleaned'); faults.point('test.here')"
    )

    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, cwd=settings.BASE_DIR, check=False)

    assert (ended.returncode, ended.stdout) == (-signal.SIGKILL, b"")


def test_unknown_action_is_an_error(arm):
    arm(here="kil")

    with pytest.raises(ValueError, match="kil"):
        faults.point("test.here")


def test_school_is_not_served_with_armed_points(arm, monkeypatch):
    monkeypatch.delenv("TEST_ENGINE")

    with override_settings(DEBUG=False):
        assert [error.id for error in faults.only_in_tests()] == ["mentoring.E001"]
    with override_settings(DEBUG=True):
        assert faults.only_in_tests() == []
    assert len(list(environment.disarmed_faults())) == 1


def test_school_without_the_variable_is_served(monkeypatch):
    monkeypatch.delenv("TEST_ENGINE")
    monkeypatch.delenv("FAULTS", raising=False)

    with override_settings(DEBUG=False):
        assert faults.only_in_tests() == []
    assert list(environment.disarmed_faults()) == []
