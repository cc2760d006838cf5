"""A «не» lost before «менее», «реже», «позднее»: an order to do «менее двух» means «не менее». Pure."""

import re
from collections.abc import Iterator, Sequence

from mentoring.people.declension import Case, lexicon, numbers
from mentoring.people.declension.cases import words
from reports.documents.checking.fault import Fault, warning
from reports.documents.checking.places import Said, said
from reports.documents.facts import Facts
from reports.documents.laying import Laid
from roadmap.readers import wording

_GAP = r"[ \u00a0]"
_WORDS = {numbers.spelled(number, Case.GEN, kind) for number in range(1, 11) for kind in "mf"} | {"раза"}
_COUNT = rf"(?:\d+|{'|'.join(sorted(_WORDS)).replace('ё', '[её]')})\b"
_LESS = re.compile(
    rf"(?<!\bне{_GAP})\b(?P<word>менее|реже|позднее|позже)(?P<rest>(?:{_GAP}чем)?(?:{_GAP}(?:на|за))?{_GAP}{_COUNT})",
    re.IGNORECASE,
)
_WORD = re.compile(r"[а-яё]+(?:-[а-яё]+)*", re.IGNORECASE)
_CLAUSE_ENDS = re.compile(r"[.;,:()]")
_CLAUSE = 100  # letters before «менее» in which its verb is looked for
_INFINITIVE = ("ть", "ти", "чь", "ться", "тись")
_NO_INFINITIVE = "есть"  # «если есть менее двух заявок»
# Who judges, chooses or allows speaks of little on purpose.
_JUDGING = words(
    "считать посчитать признать признавать отметить отмечать учесть учитывать разобрать разбирать рассмотреть "
    "рассматривать исключить исключать назвать выделить пересмотреть проверить проверять обсудить обсуждать выявить "
    "выявлять анализировать проанализировать объяснить объяснять устранить устранять снять допускать допустить "
    "отклонить отклонять вернуть возвращать запретить запрещать перенести переносить"
)
_ALLOWING = words("не нельзя может могут вправе если когда при запрещено запрещается разрешено разрешается")
# «Пары с охватом менее 50 %»: after these the words before «менее» say which, not how many.
_WITH, _BOUNDS = ("с", "со"), ("с", "со", "от", "до")
_MEASURES = (
    "охват", "числ", "дол", "выполнен", "результат", "стаж", "оценк", "балл", "опыт", "посещаемост", "вовлеч",
    "успеваемост", "объём", "объем", "количеств", "уровн", "показател", "срок", "длительност", "продолжительност",
    "возраст", "нагрузк",
)  # fmt: skip
_ADJECTIVES = 2  # words that may stand between «с» and what is measured


def find(laid: Laid, _: Facts) -> Iterator[Fault]:
    for one in said(laid.paper):
        if not one.cell:
            yield from _lost(one)


def _lost(one: Said) -> Iterator[Fault]:
    for found in _LESS.finditer(one.text):
        clause = _clause(one.text, found.start())
        if _is_ordered(clause) and not wording.LOST_NOT.search(one.text):
            near = found["word"] + found["rest"]
            yield warning(one.place, f"Похоже, потеряно «не»: «{near}».", f"Проверьте: обычно пишут «не {near}».")
            return


def _clause(text: str, end: int) -> list[str]:
    """Give the words of the clause before a place."""
    begin = max(0, end - _CLAUSE)
    before = text[begin:end].partition(" ")[2] if begin else text[:end]
    return [word.lower() for word in _WORD.findall(_CLAUSE_ENDS.split(before)[-1])]


def _is_ordered(clause: Sequence[str]) -> bool:
    """Tell whether the nearest infinitive orders to do so much: «провести в каждой паре …»."""
    places = [place for place, word in enumerate(clause) if _is_infinitive(word)]
    if not places or not _ALLOWING.isdisjoint(clause):
        return False
    verb, after = clause[places[-1]], clause[places[-1] + 1 :]
    if verb in _JUDGING or (after and after[-1] in _BOUNDS):
        return False
    return not any(_is_measured(after[place + 1 :]) for place, word in enumerate(after) if word in _WITH)


def _is_measured(after: Sequence[str]) -> bool:
    return any(word.startswith(_MEASURES) for word in after[: _ADJECTIVES + 1])


def _is_infinitive(word: str) -> bool:
    """Tell «провести» from nouns that end alike: «вовлечённость», «область»."""
    if not word.endswith(_INFINITIVE) or word == _NO_INFINITIVE:
        return False
    return any("INFN" in parse.tag for parse in lexicon.parses(word))
