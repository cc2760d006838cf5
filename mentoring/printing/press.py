"""Set HTML of ours as PDF: the parent's side of the warm renderer.

One child for each process, started when first needed, killed and replaced when it takes too long or dies,
replaced after so many jobs. It has no network, its memory is limited, and it ends when its parent does.
"""

import atexit
import base64
import json
import logging
import os
import select
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from django.conf import settings

from mentoring import confine, faults
from mentoring.printing import glyphs

log = logging.getLogger(__name__)

MIB = 1024 * 1024
_HERE = Path(__file__).resolve().parent
_LENGTH = 4
_CHUNK = 1 << 20
_START = "import sys; sys.path.insert(0, sys.argv[1]); from mentoring.printing import child; child.serve(*{})"


class Reason(StrEnum):
    """Why no paper came out."""

    START = "start"
    TIME = "time"
    MEMORY = "memory"
    LENGTH = "length"
    CRASH = "crash"


WORDS = {
    Reason.START: "Программа, которая готовит PDF, не запустилась: администратор увидит причину в `manage.py doctor`.",
    Reason.TIME: "Файл готовился слишком долго, работа остановлена.",
    Reason.MEMORY: "Документ слишком велик: для файла не хватило памяти.",
    Reason.LENGTH: "В документе больше страниц, чем помещается в один файл: разделите его.",
    Reason.CRASH: "Файл не получился: программа, которая его готовит, прервалась.",
}


class Failed(Exception):
    """The renderer gave nothing; `words` says so to people."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason
        self.words = WORDS[reason]


@dataclass(frozen=True)
class Limits:
    memory: int = 1024 * MIB
    start: float = 60.0
    wall: float = 60.0
    jobs: int = 200
    pages: int = 500
    output: int = 64 * MIB


@dataclass(frozen=True)
class Extras:
    """What a page has beside its words and our sheets: PNG pictures by name («paper:name»), margins by sort of page.

    Margins are millimetres from the top and on clockwise. A font is the name of a family that `faces` offers.
    """

    pictures: Mapping[str, bytes] = field(default_factory=dict)
    margins: Mapping[str, Sequence[int]] = field(default_factory=dict)
    font: str = ""


NOTHING = Extras()


class Press:
    """A warm child and the lock that lets one thread after another speak to it."""

    def __init__(self, limits: Limits | None = None) -> None:
        self.limits = limits or Limits()
        self._lock = threading.Lock()
        self._child: subprocess.Popen[bytes] | None = None
        self._jobs = 0

    @property
    def pid(self) -> int | None:
        """Return the number of the child's process, where one is there."""
        return self._child.pid if self._child else None

    def pdf(self, html: str, *, sheets: Sequence[str], extras: Extras = NOTHING, uncompressed: bool = False) -> bytes:
        """Set the page in the style of these sheets of ours (names under static/) as tagged PDF/A-3a.

        The same page gives the same bytes. A letter that the font has not is drawn as a box.
        """
        job = {
            "html": glyphs.boxed(html, family=extras.font),
            "sheets": list(sheets),
            "uncompressed": uncompressed,
            "pictures": {name: base64.b64encode(data).decode() for name, data in extras.pictures.items()},
            "font": extras.font,
            "margins": {page: list(sides) for page, sides in extras.margins.items()},
        }
        order = json.dumps(job, ensure_ascii=False).encode()
        if not self._lock.acquire(timeout=self.limits.wall):
            raise Failed(Reason.TIME)
        try:
            return self._set(order)
        except Failed as failed:
            log.warning("the renderer gave nothing: %s", failed.reason)
            raise
        finally:
            self._lock.release()

    def close(self) -> None:
        """Let the child go."""
        child, self._child = self._child, None
        if child:
            child.kill()
            child.wait()
            child.stdin.close()
            child.stdout.close()

    def forget(self) -> None:
        """Leave the child to the process that this one was forked from."""
        if self._child:
            self._child.stdin.close()
            self._child.stdout.close()
            self._child.returncode = 0  # not ours to wait for
        self.__init__(self.limits)

    def _set(self, order: bytes) -> bytes:
        try:
            child = self._ready()
            deadline = time.monotonic() + self.limits.wall
            _send(child, order, deadline)
            said = _hear(child, deadline)
            if "error" in said:
                raise Failed(_reason(said["error"]))
            if said["size"] > self.limits.output:
                raise Failed(Reason.LENGTH)
            written = _take(child, said["size"], deadline)
        except BaseException as error:
            # What is left in the pipes belongs to nobody: the next job meets a fresh child.
            self.close()
            if isinstance(error, OSError):
                raise Failed(Reason.CRASH) from error
            raise
        self._jobs += 1
        if self._jobs >= self.limits.jobs:
            self.close()
        return written

    def _ready(self) -> subprocess.Popen[bytes]:
        """Return a child that waits for a job."""
        if self._child and self._child.poll() is not None:
            self.close()
        if self._child is None:
            self._child, self._jobs = _start(self.limits), 0
            try:
                _hear(self._child, time.monotonic() + self.limits.start)
            except (OSError, Failed) as error:
                raise Failed(Reason.START) from error
        return self._child


def _start(limits: Limits) -> subprocess.Popen[bytes]:
    fonts = str(settings.FONTS_DIR or _HERE)
    environment = {
        "PATH": os.defpath,
        "LANG": "C.UTF-8",
        "FONTCONFIG_FILE": str(_HERE / "fonts.conf"),
        "XDG_DATA_HOME": fonts,
        "XDG_DATA_DIRS": fonts,  # without it, all that lies under /usr/share
        "MALLOC_ARENA_MAX": "1",  # an arena for each thread would be counted as memory
        "PYTHONHASHSEED": "0",
    }
    if faults.is_armed():
        environment[faults.VARIABLE] = os.environ[faults.VARIABLE]
    code = _START.format((limits.memory, limits.pages))
    child = subprocess.Popen(
        [*confine.without_network(), sys.executable, "-I", "-X", "utf8", "-c", code, confine.ROOT],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        bufsize=0,
        env=environment,
        cwd="/",
        start_new_session=True,
    )
    os.set_blocking(child.stdin.fileno(), False)
    return child


def _reason(error: str) -> Reason:
    match error:
        case "MemoryError":
            return Reason.MEMORY
        case "TooLong":
            return Reason.LENGTH
    log.warning("the renderer met %s", error)
    return Reason.CRASH


def _send(child: subprocess.Popen[bytes], order: bytes, deadline: float) -> None:
    left = memoryview(len(order).to_bytes(_LENGTH) + order)
    while left:
        _wait(child.stdin.fileno(), select.POLLOUT, deadline)
        left = left[os.write(child.stdin.fileno(), left[:_CHUNK]) :]


def _hear(child: subprocess.Popen[bytes], deadline: float) -> dict[str, Any]:
    size = int.from_bytes(_take(child, _LENGTH, deadline))
    return json.loads(_take(child, size, deadline))


def _take(child: subprocess.Popen[bytes], size: int, deadline: float) -> bytes:
    taken = bytearray()
    while len(taken) < size:
        _wait(child.stdout.fileno(), select.POLLIN, deadline)
        part = os.read(child.stdout.fileno(), min(size - len(taken), _CHUNK))
        if not part:
            raise Failed(Reason.CRASH)
        taken += part
    return bytes(taken)


def _wait(pipe: int, event: int, deadline: float) -> None:
    poll = select.poll()
    poll.register(pipe, event)
    if not poll.poll(max(0.0, deadline - time.monotonic()) * 1000):
        raise Failed(Reason.TIME)


PRESS = Press()
atexit.register(PRESS.close)
os.register_at_fork(after_in_child=PRESS.forget)


def pdf(html: str, *, sheets: Sequence[str], extras: Extras = NOTHING, uncompressed: bool = False) -> bytes:
    """Set a page of ours as PDF in this process's warm child."""
    return PRESS.pdf(html, sheets=sheets, extras=extras, uncompressed=uncompressed)
