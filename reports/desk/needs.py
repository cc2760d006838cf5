"""One line of «Сегодня»: what somebody is to do."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Need:
    """One thing to do: what, how urgent, why, and where to do it."""

    title: str
    url: str
    status: str
    icon: str
    when: str
    why: str
    button: str
