"""Numbers of events in the style that the document has. Pure."""

from collections.abc import Sequence

_TAILS = (".", ")")


def numbers(rows: Sequence[tuple[object, str, str]]) -> list[str]:
    """Number events given as (section, number of the section, number now): «2.1», or plain «1» outside sections.

    The end of a number («2.1.», «3)») is the one that most of them have now.
    """
    tail = _tail([now for _, _, now in rows])
    counts: dict[object, int] = {}
    found = []
    for section, above, _ in rows:
        prefix = _bare(above)
        group = section if prefix else None
        counts[group] = counts.get(group, 0) + 1
        found.append(f"{prefix}.{counts[group]}{tail}" if prefix else f"{counts[group]}{tail}")
    return found


def following(siblings: Sequence[str], above: str) -> str:
    """Give the number after those of the same section; nothing in a plan without numbers."""
    numbered = [number for number in siblings if number]
    if siblings and not numbered:
        return ""
    if not numbered:
        return f"{_bare(above)}.1" if _bare(above) else ""
    head, dot, last = _bare(numbered[-1]).rpartition(".")
    return f"{head}{dot}{int(last) + 1}{_tail(numbered)}" if last.isdigit() else ""


def _bare(number: str) -> str:
    return number.strip().rstrip(".)")


def _tail(given: Sequence[str]) -> str:
    numbered = [number.strip() for number in given if number.strip()]
    for tail in _TAILS:
        if sum(number.endswith(tail) for number in numbered) * 2 > len(numbered):
            return tail
    return ""
