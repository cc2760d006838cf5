"""What runs in the confined child has its limits, and the parent lives on."""

import time

import pytest

from mentoring import confine
from mentoring.confine import Limits, Overrun, Reason

SELF = "mentoring.tests.confined"


def test_child_gets_the_words_and_the_bytes_and_answers() -> None:
    assert confine.run(f"{SELF}:join", "а", "б", data="в".encode()) == "а+б+в".encode()


@pytest.mark.parametrize(
    ("function", "limits", "reason"),
    [
        ("sleep", Limits(wall=0.7), Reason.TIME),
        ("spin", Limits(cpu=1, wall=20), Reason.TIME),
        ("hoard", Limits(memory=200 * confine.MIB), Reason.MEMORY),
        ("chatter", Limits(output=1000), Reason.OUTPUT),
        ("fail", Limits(), Reason.CRASH),
        ("write", Limits(), Reason.CRASH),
    ],
)
def test_child_over_its_limit_is_ended_with_the_reason(function: str, limits: Limits, reason: Reason) -> None:
    start = time.monotonic()

    with pytest.raises(Overrun) as overrun:
        confine.run(f"{SELF}:{function}", data=b"", limits=limits)

    assert overrun.value.reason == reason
    assert time.monotonic() - start < 15


def test_child_reaches_no_network_where_the_system_allows_it() -> None:
    answer = confine.run(f"{SELF}:connect", data=b"")

    assert answer == (b"cut off" if confine.without_network() else answer)


def test_child_inherits_no_secret_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "тайна")

    assert b"SECRET_KEY" not in confine.run(f"{SELF}:environment", data=b"")
