"""Names typed by hand that differ from the card: initials, a patronymic, a position, a class. Pure."""

import re
from collections.abc import Iterator, Sequence

from reports.documents.beside import Beside, Party
from reports.documents.checking import whose
from reports.documents.checking.fault import Fault, warning
from reports.documents.checking.people import NAMED, SURNAME
from reports.documents.checking.places import Said, alike, said
from reports.documents.facts import Facts, Human
from reports.documents.laying import Laid
from reports.documents.paper import declined

_INITIAL = re.compile(r"([А-ЯЁ])\.")
_PATRONYMIC = r"[А-ЯЁ][а-яё]+(?:вич|вн|ьич|ичн)[а-яё]*"
_FULL = re.compile(rf"(?P<surname>{SURNAME})[ \u00a0](?P<given>[А-ЯЁ][а-яё]+)[ \u00a0](?P<patronymic>{_PATRONYMIC})")
_OTHER = r"[А-ЯЁ](?:\.|[а-яё]+)"
_ANYBODY = re.compile(rf"\b(?=(?P<surname>{SURNAME})[ \u00a0](?P<rest>{_OTHER}(?:[ \u00a0]?{_OTHER})?))")
# «8 «а»», «8а», «8-Б», «8 Б», «8 а класс»: a small letter that stands apart is a preposition.
_CLASS = (
    r"(?P<grade>\d{1,2})(?:[ \u00a0-]?[«\"](?P<quoted>[А-ЯЁа-яё])[»\"]|[ \u00a0-]?(?P<large>[А-ЯЁ])"
    r"|(?P<glued>[а-д])|[ \u00a0](?P<apart>[а-д])(?=[ \u00a0]класс))(?![А-ЯЁа-яё])"
)
_CLASS_AFTER = re.compile(rf"[ \u00a0]?[,(][ \u00a0]?(?:[а-яё]+[ \u00a0])?{_CLASS}")
_CLASS_BEFORE = re.compile(rf"(?<!\d){_CLASS}(?:[ \u00a0]класс[а-яё]*)?[ \u00a0]$")
_NEAR, _TITLE = 24, 240  # letters before a name where a class or a position stands
_WORDS = re.compile(r"[а-яё-]+", re.IGNORECASE)


def find(laid: Laid, facts: Facts, beside: Beside | None) -> Iterator[Fault]:
    placed = {text for key, text in declined(laid.paper).items() if key.startswith("person:")}
    for one in said(laid.paper):
        if one.cell:
            continue
        yield from _initials(one, facts, placed)
        yield from _full_names(one, facts, placed)
        yield from _positions(one, facts, placed)
        yield from _classes(one, beside.mentees if beside else ())


def _initials(one: Said, facts: Facts, placed: set[str]) -> Iterator[Fault]:
    for found in NAMED.finditer(one.text):
        if found[0] in placed:
            continue
        namesakes = whose.namesakes(found["after"] or found["before"], facts)
        said_letters = _INITIAL.findall(found[0])
        if namesakes and not any(_letters(human)[: len(said_letters)] == said_letters for human in namesakes):
            text = f"Инициалы другие: «{found[0]}», а в карточке {namesakes[0].name}."
            yield warning(one.place, text, "Исправьте инициалы или назовите человека подстановкой.")


def _full_names(one: Said, facts: Facts, placed: set[str]) -> Iterator[Fault]:
    for found in _FULL.finditer(one.text):
        if found[0] in placed:
            continue
        near = []
        for human in whose.namesakes(found["surname"], facts):
            near.append((_agreed(found, *human.name.split()[1:3]), human))
        best = max(near, key=lambda pair: pair[0], default=(0, None))
        if best[0] == 1:
            text = f"Имя или отчество другое: «{found[0]}», а в карточке {best[1].name}."
            yield warning(one.place, text, "Исправьте имя или назовите человека подстановкой.")


def _agreed(found: re.Match[str], given: str = "", patronymic: str = "") -> int:
    """Count which of the two agree: the given name, the patronymic."""
    return whose.is_given(found["given"], given) + whose.is_patronymic(found["patronymic"], patronymic)


def _positions(one: Said, facts: Facts, placed: set[str]) -> Iterator[Fault]:
    """The words before a name are the position of somebody else."""
    positions = {human.position for human in facts.humans.values() if human.position and not human.learns}
    for found in NAMED.finditer(one.text):
        namesakes = [] if found[0] in placed else whose.namesakes(found["after"] or found["before"], facts)
        if len(namesakes) != 1 or not namesakes[0].position:
            continue
        before = _WORDS.findall(one.text[max(0, found.start() - _TITLE) : found.start()])
        told = max((title for title in positions if _ends(before, title)), key=len, default="")
        if told and not _within(told, namesakes[0].position):
            text = f"Должность другая: «{told}», а по назначению {namesakes[0].name} — {namesakes[0].position}."
            yield warning(one.place, text, "Исправьте должность или назовите человека подстановкой.")


def _ends(before: Sequence[str], title: str) -> bool:
    own = _WORDS.findall(title)
    return len(before) >= len(own) and all(map(alike, before[-len(own) :], own))


def _within(told: str, position: str) -> bool:
    """Tell whether a position is said in short: «учитель» of «учитель химии»."""
    own = _WORDS.findall(position)
    return all(any(alike(word, other) for other in own) for word in _WORDS.findall(told))


def _classes(one: Said, mentees: Sequence[Party]) -> Iterator[Fault]:
    """The class beside the name of a mentee is where the register has them today."""
    for found in _ANYBODY.finditer(one.text):
        told = _CLASS_AFTER.match(one.text, found.end("rest")) or _CLASS_BEFORE.search(
            one.text[max(0, found.start() - _NEAR) : found.start()]
        )
        if told is None:
            continue
        parties = [party for party in mentees if _is(found, party.name) and _plain(party.group)]
        groups = {_plain(party.group) for party in parties}
        letter = (told["quoted"] or told["large"] or told["glued"] or told["apart"]).upper()
        if parties and told["grade"] + letter not in groups:
            said_class = f"{told['grade']} «{letter}»"
            text = f"Класс другой: {said_class}, а {parties[0].name} учится в {parties[0].group}."
            yield warning(one.place, text, "Исправьте класс или проверьте зачисление.")


def _is(found: re.Match[str], name: str) -> bool:
    """Tell whether the words may be this name: the surname in some case, the first letters after it."""
    surname, *rest = name.split()
    letters = [word[0] for word in re.findall(r"[А-ЯЁ][а-яё]*", found["rest"])]
    return whose.is_surname(found["surname"], surname) and [word[0] for word in rest][: len(letters)] == letters


def _plain(group: str) -> str:
    """Return «8А» of «8 «А»»; nothing of a group that is no class."""
    made = re.sub(r"[\W_]", "", group).upper()
    return made if re.fullmatch(r"\d{1,2}[А-ЯЁ]", made) else ""


def _letters(human: Human) -> list[str]:
    return [word[0] for word in human.name.split()[1:]]
