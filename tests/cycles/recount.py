"""Issued acts read anew from their frozen words alone: references, numbers, annexes, names, who must sign.

Nothing of the engine is asked here: the words are taken from the kept values, what must stand there from the rows.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from reports.documents.models import Document
from tests.cycles.people import CASES, Known

REFERENCE = re.compile(r"от (\d{2}\.\d{2}\.\d{4}) № ([\w/.-]*\w)")
ORDERS = re.compile(r"\b(приказ|протокол|соглашени|распоряжени|закон|письм|договор|карт|положени)", re.IGNORECASE)
ANNEX = re.compile(r"\bприложени[а-яё]*(?: № (\d+))?", re.IGNORECASE)
ANYBODY = re.compile(
    r"[А-ЯЁ][а-яё]+ [А-ЯЁ]\. [А-ЯЁ]\.|[А-ЯЁ]\. [А-ЯЁ]\. [А-ЯЁ][а-яё]+|"
    r"(?!Уважаем)[А-ЯЁ][а-яё]+ [А-ЯЁ][а-яё]+ [А-ЯЁ][а-яё]+(?:вн(?:а|ы|е|у|ой)|ич(?:а|у|ем|ом|е)?)\b"
)
LEFT = re.compile(r"[{}<>]|\[не |…|\bNone\b|\bTrue\b|\(-|  ")
PEN = re.compile(r"_{3,}")


def text_of(value: Any) -> Iterator[str]:
    """Yield each text of a kept paper as one line: runs that stand together are one text."""
    if isinstance(value, list) and value and all(isinstance(one, dict) and "word" in one for one in value):
        yield "".join(one["text"] for one in value).replace("\u00a0", " ")
    elif isinstance(value, dict):
        for name, inner in value.items():
            if isinstance(inner, str):
                if name not in ("block", "word") and inner:
                    yield inner.replace("\u00a0", " ")
            else:
                yield from text_of(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from text_of(inner)


def lines(act: Document) -> list[str]:
    return list(text_of(act.snapshot))


def whole(act: Document) -> str:
    return "\n".join(lines(act))


def runs(value: Any) -> Iterator[dict]:
    if isinstance(value, dict):
        if "word" in value:
            yield value
        value = list(value.values())
    if isinstance(value, list):
        for inner in value:
            yield from runs(inner)


def references(act: Document) -> list[tuple[str, date, str]]:
    """Return what the words of an act refer to: the sort of act, its day, its number."""
    found = []
    stamps = [act.snapshot["stamp"], *(annex["stamp"] for annex in act.snapshot["annexes"])]
    for line in [*lines(act), *(" ".join(text_of(stamp)) for stamp in stamps)]:
        for one in REFERENCE.finditer(line):
            if before := ORDERS.findall(line[: one.start()]):
                found.append((before[-1].lower(), datetime.strptime(one[1], "%d.%m.%Y").date(), one[2]))
    return found


def laws(act: Document, known: frozenset[str]) -> list[str]:
    """Return the numbers of the acts of authorities that an act names, each once, in their order."""
    return list(dict.fromkeys(number for _, _, number in references(act) if number in known))


def without(text: str, names: Sequence[str]) -> str:
    """Return the words without these names."""
    for name in names:
        text = text.replace(name, "")
    return text


def sentence(act: Document, word: str) -> str:
    """Return the first line of an act that begins with a word."""
    return next(line for line in lines(act) if line.startswith(word))


def strays(acts: Sequence[Document], outside: frozenset[str]) -> list[str]:
    """Name the references that lead to no act of the walk that was there then, nor to a known act of others."""
    told = []
    for act in acts:
        found = references(act)
        named = {(f"{on:%d.%m.%Y}", number) for _, on, number in found}
        told += [f"{act.kind}: {one}" for one in set(REFERENCE.findall(whole(act))) - named]
        for sort, on, number in found:
            if number in outside:
                continue
            fitting = [
                other
                for other in acts
                if (other.on, other.number) == (on, number)
                and _is(other, sort)
                and (other.on, other.issued_at, other.pk) <= (act.on, act.issued_at, act.pk)
            ]
            if len(fitting) != 1:
                told.append(f"{act.kind} № {act.number}: {sort} от {on:%d.%m.%Y} № {number}")
    return told


def _is(act: Document, sort: str) -> bool:
    first = act.snapshot["blocks"]
    name = next((block["text"] for block in first if block["block"] == "name"), act.kind).lower()
    return bool(sort) and sort in name


def dead(acts: Sequence[Document]) -> list[str]:
    """Name the references to an act that was cancelled before, but for those of the cancelling order itself."""
    ended = {(other.cancels.on, other.cancels.number, other.cancels.kind): other for other in acts if other.cancels_id}
    told = []
    for act in acts:
        for _, on, number in references(act):
            for (day, old, _), order in ended.items():
                if (on, number) == (day, old) and act.pk != order.cancels_id and act.issued_at > order.issued_at:
                    told.append(f"{act.kind} № {act.number}: от {on:%d.%m.%Y} № {number}")
    return told


def annexes(act: Document) -> list[str]:
    """Name what is wrong with the annexes of an act: one is not there, nobody names it, its stamp is of another act."""
    count, told = len(act.snapshot["annexes"]), []
    named = set()
    for block in act.snapshot["blocks"]:
        for line in text_of(block):
            for one in ANNEX.finditer(line):
                named.add(int(one[1] or 1))
                if one[1] is None and count != 1:
                    told.append(f"{act.kind}: приложение без номера, а их {count}")
    if named != set(range(1, count + 1)):
        told.append(f"{act.kind}: названы приложения {sorted(named)}, а их {count}")
    for place, annex in enumerate(act.snapshot["annexes"], 1):
        stamp = " ".join(text_of(annex["stamp"]))
        if count > 1 and not re.search(rf"№ {place}\b", stamp):
            told.append(f"{act.kind}: на приложении № {place} написано «{stamp}»")
        if f"от {act.on:%d.%m.%Y} № {act.number}" not in stamp:
            told.append(f"{act.kind}: приложение № {place} не к этому приказу: «{stamp}»")
    return told


def leftovers(act: Document, *, pen: bool) -> list[str]:
    """Name the lines in which a placeholder or a gap was left; where the hand writes, lines are meant."""
    drawn = set(text_of(act.snapshot["stamp"]))  # the head's hand beside «УТВЕРЖДАЮ»
    return [line for line in lines(act) if LEFT.search(line) or (PEN.search(line) and not pen and line not in drawn)]


def forms(person: Known) -> dict[str, frozenset[str]]:
    """Return by case every way in which a paper may name somebody."""
    made = {}
    for case, name in zip(CASES, person.names, strict=True):
        surname = name.split()[0]
        letters = f"{person.names[0].split()[1][0]}. {person.names[0].split()[2][0]}."
        made[case] = frozenset({name, surname, f"{surname} {letters}", f"{letters} {surname}"})
    return made


def misnamed(act: Document, people: dict[int, Known]) -> list[str]:
    """Name the words that are not how a Russian says this name in this case."""
    told = []
    for run in runs(act.snapshot):
        kind, _, rest = run["word"].partition(":")
        if kind != "person":
            continue
        pk, case = rest.split(":")[:2]
        said = run["text"].replace("\u00a0", " ")
        if said not in forms(people[int(pk)])[case]:
            told.append(f"{act.kind}: «{said}» ({case})")
    return told


def strangers(act: Document, people: Sequence[Known]) -> list[str]:
    """Name the words with initials or a patronymic that are the name of nobody, in no case."""
    every = {name for person in people for some in forms(person).values() for name in some}
    return [name for name in ANYBODY.findall(whole(act)) if name not in every]


def unasked(act: Document, staff: dict[int, Known], head: int) -> list[str]:
    """Name the workers whom the points of an act name and who do not stand on its sheet of signatures."""
    if not any(block["block"] == "signsheet" for block in act.snapshot["blocks"]):
        return []
    asked = set(act.acquaintances.values_list("person", flat=True))
    points = [block for block in act.snapshot["blocks"] if block["block"] in ("point", "paragraph")]
    said = "\n".join(text_of(points))
    told = []
    for pk, person in staff.items():
        ways = {way for some in forms(person).values() for way in some if " " in way}
        if pk != head and any(way in said for way in ways) and pk not in asked:
            told.append(f"{act.kind}: {person.names[0]}")
    return told


def gaps(acts: Sequence[Document]) -> dict[tuple[str, int], str]:
    """Return by journal and year what is wrong with its numbers: a gap, a repeat, a day that goes back."""
    rows = defaultdict(list)
    for act in acts:
        rows[act.journal.code, act.year].append(act)
    told = {}
    for key, some in rows.items():
        some.sort(key=lambda act: act.sequence)
        if [act.sequence for act in some] != list(range(1, len(some) + 1)):
            told[key] = f"номера {[act.sequence for act in some]}"
        if [act.on for act in some] != sorted(act.on for act in some):
            told[key] = "дни не по порядку"
        if any(act.on.year != key[1] for act in some):
            told[key] = "номер другого года"
    return told


def _plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def unregistered(act: Document) -> list[str]:
    """Tell where the paper does not bear its own day and number."""
    own = [block for block in act.snapshot["blocks"] if block["block"] == "registration"]
    stated = [block for block in own if re.fullmatch(rf"(?:Исх\. № )?{re.escape(act.number)}", _plain(block["number"]))]
    return [] if stated or not own else [f"{act.kind}: № {act.number} не написан: {own}"]
