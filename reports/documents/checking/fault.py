"""What is wrong with a paper: where, what, and what to do. Pure."""

from dataclasses import dataclass

ERROR, WARNING = "error", "warning"


@dataclass(frozen=True)
class Fault:
    """A place of a paper that somebody should look at; an error stops it, a warning asks."""

    level: str
    place: str
    text: str
    remedy: str
    url_name: str = ""
    args: tuple = ()


def error(place: str, text: str, remedy: str, url_name: str = "", *args) -> Fault:
    return Fault(ERROR, place, text, remedy, url_name, args)


def warning(place: str, text: str, remedy: str, url_name: str = "", *args) -> Fault:
    return Fault(WARNING, place, text, remedy, url_name, args)
