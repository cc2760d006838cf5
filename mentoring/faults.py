"""Named points of the code where a test may stop, break or kill the process that passes.

The variable FAULTS names a file of JSON, read at each passage; without the variable a point is nothing at all.
A table `{"document.numbered": action}` has an effect at every passage, a list of actions one at each passage in turn
and none after its end: `["kill"]` is «once», `[null, null, "kill"]` is «the third time». Actions:

    null              go on
    "kill"            SIGKILL to oneself: nothing is cleaned up
    "raise"           Fault
    {"sleep": 0.5}    seconds
    {"until": path}   wait until the file appears; meanwhile `path.waiting` tells that somebody stands here

Each passage adds one byte to the file `<table>.<name>`: its size says how often a point of the table was passed.
"""

import json
import os
import signal
import time
from pathlib import Path

from django.conf import settings
from django.core import checks

VARIABLE = "FAULTS"
PATIENCE = 60.0  # seconds before a wait that nobody ended is an error


class Fault(Exception):
    """What a point raises when the table says so."""


def point(name: str) -> None:
    """Do what the table of faults says about this point."""
    if table := os.environ.get(VARIABLE):
        _act(name, _action(Path(table), name))


def is_armed() -> bool:
    """Tell whether this process would obey a table."""
    return bool(os.environ.get(VARIABLE))


def only_in_tests(**kwargs) -> list[checks.Error]:
    """Refuse to serve a school with points that are armed."""
    if not is_armed() or settings.DEBUG or "TEST_ENGINE" in os.environ:
        return []
    return [
        checks.Error(
            f"Задана переменная {VARIABLE}: программа останавливалась бы в точках, нужных только испытаниям.",
            hint=f"Уберите {VARIABLE} из .env и из окружения службы.",
            id="mentoring.E001",
        )
    ]


def _action(table: Path, name: str):
    actions = json.loads(table.read_text())
    if name not in actions:
        return None
    passage = _count(table.with_name(f"{table.name}.{name}"))
    action = actions[name]
    if not isinstance(action, list):
        return action
    return action[passage - 1] if passage <= len(action) else None


def _count(passages: Path) -> int:
    """Number this passage; an appended byte gets its place at once, whoever else appends."""
    written = os.open(passages, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o666)
    try:
        os.write(written, b".")
        return os.lseek(written, 0, os.SEEK_CUR)
    finally:
        os.close(written)


def _act(name: str, action) -> None:
    match action:
        case None:
            return
        case "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        case "raise":
            raise Fault(name)
        case {"sleep": seconds}:
            time.sleep(seconds)
        case {"until": path}:
            _wait(name, Path(path))
        case _:
            raise ValueError(f"{name}: {action!r}")


def _wait(name: str, opened: Path) -> None:
    opened.with_name(f"{opened.name}.waiting").touch()
    begun = time.monotonic()
    while not opened.exists():
        if time.monotonic() - begun > PATIENCE:
            raise Fault(f"{name}: nobody made {opened}")
        time.sleep(0.01)
