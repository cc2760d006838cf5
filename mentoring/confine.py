"""Run a pure function in a fresh interpreter that has little memory, little time, no network and no disk.

What a stranger sends is read there: a bomb kills the child, never the server.
"""

import contextlib
import json
import logging
import os
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

logger = logging.getLogger(__name__)

MIB = 1024 * 1024
ROOT = str(Path(__file__).resolve().parent.parent)
_CHUNK = 64 * 1024
_STDERR = 16 * 1024

# Runs in the child: limits first, then the one import that was asked for.
_CHILD = """
import json, resource, sys
target, root, memory, cpu, arguments = json.loads(sys.argv[1])
resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu + 1))
resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
sys.path.insert(0, root)
import importlib
module, _, name = target.partition(":")
function = getattr(importlib.import_module(module), name)
resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))
data = sys.stdin.buffer.read()
answer = function(*arguments, data)
sys.stdout.buffer.write(answer)
sys.stdout.buffer.flush()
"""


class Reason(StrEnum):
    """Why the child gave no answer."""

    TIME = "time"
    MEMORY = "memory"
    OUTPUT = "output"
    CRASH = "crash"


class Overrun(Exception):
    """The child was stopped, or died."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Limits:
    memory: int = 512 * MIB
    cpu: int = 10
    wall: float = 15.0
    output: int = 32 * MIB


def run(target: str, *arguments: str, data: bytes, limits: Limits | None = None) -> bytes:
    """Call `module:function(*arguments, data)` in a fresh child and give the bytes it returns."""
    limits = limits or Limits()
    order = json.dumps([target, ROOT, limits.memory, limits.cpu, arguments])
    with tempfile.TemporaryFile() as stdin:
        stdin.write(data)
        stdin.seek(0)
        child = subprocess.Popen(
            [*without_network(), sys.executable, "-I", "-X", "utf8", "-c", _CHILD, order],
            stdin=stdin,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={"PATH": os.defpath, "LANG": "C.UTF-8", "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"},
            cwd="/",
            start_new_session=True,
        )
    try:
        answer, complaint = _collect(child, limits)
    finally:
        _end(child)
    if child.returncode:
        raise _failure(target, child.returncode, complaint)
    return answer


def _collect(child: subprocess.Popen[bytes], limits: Limits) -> tuple[bytes, bytes]:
    """Take what the child writes until it ends, takes too long or writes too much."""
    deadline = time.monotonic() + limits.wall
    written = {pipe.fileno(): bytearray() for pipe in (child.stdout, child.stderr) if pipe}
    answer, complaint = written.values()
    open_pipes = set(written)
    while open_pipes:
        ready, _, _ = select.select(list(open_pipes), [], [], max(0.0, deadline - time.monotonic()))
        if not ready:
            raise Overrun(Reason.TIME)
        for pipe in ready:
            part = os.read(pipe, _CHUNK)
            if not part:
                open_pipes.discard(pipe)
            written[pipe] += part
        if len(answer) > limits.output:
            raise Overrun(Reason.OUTPUT)
        del complaint[:-_STDERR]
    try:
        child.wait(max(0.1, deadline - time.monotonic()))
    except subprocess.TimeoutExpired as error:
        raise Overrun(Reason.TIME) from error
    return bytes(answer), bytes(complaint)


def _end(child: subprocess.Popen[bytes]) -> None:
    if child.poll() is None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
        child.wait()
    for pipe in (child.stdout, child.stderr):
        if pipe:
            pipe.close()


def _failure(target: str, code: int, stderr: bytes) -> Overrun:
    """Say why by the name of the error alone: its text may quote the file."""
    last = stderr.decode(errors="replace").strip().rpartition("\n")[2]
    error = last.partition(":")[0][:80]
    logger.warning("confined child failed: %s, exit %s, %s", target, code, error)
    if code in (-signal.SIGXCPU, -signal.SIGKILL):
        return Overrun(Reason.TIME)
    return Overrun(Reason.MEMORY if error.endswith("MemoryError") else Reason.CRASH)


@cache
def without_network() -> tuple[str, ...]:
    """Find out once whether this system lets us start the child without a network."""
    unshare = shutil.which("unshare")
    if not unshare:
        return ()
    for command in ((unshare, "-n", "--"), (unshare, "-rn", "--")):
        tried = subprocess.run([*command, "/bin/true"], capture_output=True, check=False, timeout=10)
        if tried.returncode == 0:
            return command
    return ()
