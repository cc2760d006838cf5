"""The product as it runs at a school, with servers that may be killed, and what must hold afterwards."""

import json
import socket
import subprocess
import time
import urllib.request
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from tests import servers
from tests.faults.mailserver import MailServer
from tests.installation import Installation

# As a school has it: what was acknowledged is on the disk. Nothing of the product is told more than this.
DURABLE = {"listen_addresses": "", "max_connections": "60"}
_AWAKE = ("tests.faults.awake",)


@dataclass
class Rig(Installation):
    """An installation with its mail server, and with its broker where there is one."""

    mail: MailServer = field(default_factory=MailServer)
    redis: servers.Server | None = None

    def __post_init__(self) -> None:
        self.variables |= {"EMAIL_URL": self.mail.url, "LETTERS_A_DAY": "100000"}

    def close(self) -> None:
        super().close()
        self.mail.close()
        if self.redis:
            self.redis.finish()

    def worker(self, *, hands: int = 2, awake: bool = False, **variables: str) -> subprocess.Popen:
        """Start Celery; `awake`: at an hour in which its school may be written to."""
        command = ("celery", "-A", "mentoring", "worker", "-c", str(hands), "-l", "INFO")
        return self.start(*_AWAKE * awake, *command, log="worker", **variables)

    def beat(self) -> subprocess.Popen:
        schedule = str(self.folder / "beat")
        return self.start("celery", "-A", "mentoring", "beat", "-l", "INFO", "-s", schedule, log="beat")

    def tick(self, *, awake: bool = False, **variables: str) -> subprocess.Popen:
        return self.start(*_AWAKE * awake, "manage", "tick", "--forever", log="tick", **variables)

    def web(self) -> str:
        """Start the pages; return their address, once they answer."""
        address = f"127.0.0.1:{free_port()}"
        self.start("gunicorn", "mentoring.wsgi", "--bind", address, log="web")
        self.until(lambda: answers(f"http://{address}/healthz"))
        return f"http://{address}"

    def post(self, count: int, *, kind: str = "letter") -> subprocess.Popen:
        """Begin to queue letters; wait for the process to have them all queued."""
        return self.start("tests.faults.posting", kind, str(count), log="posting")

    def arm(self, **actions) -> dict[str, str]:
        """Write a table of faults, `outbox_claimed=…` for the point «outbox.claimed»; return the variable to pass."""
        table = self.folder / "faults.json"
        table.write_text(json.dumps({name.replace("_", ".", 1): action for name, action in actions.items()}))
        return {"FAULTS": str(table)}

    def until(self, happened: Callable[[], object], *, seconds: float = 90.0) -> float:
        """Wait until something has happened; return how long that took."""
        begun = time.monotonic()
        while not happened():
            waited = time.monotonic() - begun
            assert waited < seconds, f"not within {seconds} s: {self.states()}, {len(self.mail.taken)} taken"
            time.sleep(0.05)
        return time.monotonic() - begun

    def until_stopped_at(self, place: str) -> None:
        """Wait until a process stands at a point that the table holds with `{"until": place}`."""
        waiting = self.folder / f"{place}.waiting"
        self.until(waiting.exists)

    def states(self) -> Counter:
        """Count the letters of the burst by their state."""
        return Counter(state for state, *_ in self.burst())

    def burst(self) -> list[tuple]:
        return self.ask("SELECT state, attempts, error FROM notifications_outboxitem WHERE key LIKE 'letter:burst:%'")

    def is_quiet(self) -> bool:
        """Tell whether nothing of the burst is left to do."""
        return not {"queued", "claimed"} & self.states().keys()

    def let_time_pass(self) -> None:
        """Make every lease old and every pause over."""
        for column, state in (("leased_until", "claimed"), ("due_at", "queued")):
            self.ask(
                f"UPDATE notifications_outboxitem SET {column} = '2026-01-01 00:00:00+00:00' WHERE state = '{state}'"
            )


def free_port() -> int:
    with socket.socket() as asking:
        asking.bind(("127.0.0.1", 0))
        return asking.getsockname()[1]


def answers(address: str) -> bool:
    """Tell whether a page answers 200."""
    try:
        with urllib.request.urlopen(address, timeout=10) as answer:
            return answer.status == 200
    except OSError:
        return False
