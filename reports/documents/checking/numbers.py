"""Faults of numbers: a term, a share or a number left empty, figures against words, a notice too short. Pure."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from mentoring.calendar import words
from mentoring.pairs.seats import NOTICE
from mentoring.people.declension import Case, numbers
from reports.documents.checking.fault import Fault, error, warning
from reports.documents.checking.places import Said, said
from reports.documents.facts import Facts
from reports.documents.laying import Laid

# «В течение дней открытых дверей» names the days.
_EMPTY_TERM = re.compile(
    r"\b(?:в течение|не позднее чем за) (?:рабочих |календарных )?дней"
    r"(?=[ \u00a0]*(?:[.,;:)]|$|(?:с|со|после|до|от)\b))",
    re.IGNORECASE,
)
_EMPTY_PERCENT = re.compile(r"\b(?:на|до|от)[ \u00a0]%")  # «доля (в %)» names a unit
# «№» of a heading or of a list of columns is the name of a column.
_EMPTY_NUMBER = re.compile(r"(?<=[\w.»)][ \u00a0])(?<!порядковый )№[ \u00a0]*(?=[,.;:)»«]|от\b|$)", re.IGNORECASE)
_YEAR_TO_FILL = re.compile(r"\b20(?:__?(?!_)|ХХ|XX)|\b(?:ХХ|XX)\.(?:ХХ|XX)\b", re.IGNORECASE)
_OVER = re.compile(r"\bне менее(?: чем)?(?: у| на)? (?P<percent>\d{3,})[ \u00a0]?%", re.IGNORECASE)
_FIGURE_AND_WORD = re.compile(
    r"(?<![\d.,])(?P<figure>\d{1,3})[ \u00a0]?\((?P<word>[а-яё]+(?: [а-яё]+){0,2})\)", re.IGNORECASE
)
_ALL, _PERCENT = 201, 100
_SORT = r"(?P<sort>[ \u00a0]рабочи[йех]+|[ \u00a0]календарн\w+)?[ \u00a0](?:дн|день)"
_NOTICE = re.compile(
    r"(?:предупре|уведом|извести|извещ)\w*[^.;]{0,80}?\bза[ \u00a0](?P<count>\d{1,2}|[а-яё]+)(?:[ \u00a0]\([а-яё]+\))?"
    + _SORT,
    re.IGNORECASE,
)
# What ends work by a labour contract, rather than a meeting or a trip.
_WORK = r"(?:поручени|работ|наставничеств|соглашени|обязанност|деятельност)"
_OF = r"(?:от|о|об|им|эт\w+|данн\w+|сво\w+|выполнени\w+|осуществлени\w+|исполнени\w+|дополнительн\w+|трудов\w+)"
_LEAVING = re.compile(
    rf"\b(?:отказ|отмен|прекра[тщ]|расторг|расторж|освобо|досрочн\w+ (?:заверш|оконч))\w*(?: {_OF})* {_WORK}"
    rf"|\b{_WORK}\w*(?: досрочно)? (?:отмен|прекра[тщ]|расторг)",
    re.IGNORECASE,
)
_ENDING = re.compile(r"\b(?:отказ|отмен|прекра[тщ]|расторг|расторж|освобо|перен[оё]с|опозда)", re.IGNORECASE)
# The code of labour knows no notice of a learner or of a parent.
_LEARNERS = re.compile(r"наставляем|родител|законн\w+ представител|обучающ|студент|ученик", re.IGNORECASE)
_WORKERS = re.compile(r"работник|работодател|сотрудник|поручени", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[.;])\s")


def find(laid: Laid, _: Facts) -> Iterator[Fault]:
    texts = [one for one in said(laid.paper) if not one.cell]
    if not laid.kind.pen:
        yield from _empty(texts)
    for one in texts:
        yield from _figures(one)
        yield from _notice(one)


def _empty(texts: Sequence[Said]) -> Iterator[Fault]:
    """A number, a term or a percentage that somebody meant to fill in later."""
    for one in texts:
        for pattern in (_EMPTY_TERM, _EMPTY_PERCENT):
            if found := pattern.search(one.text):
                yield error(one.place, f"Пропущено число: «{_around(one.text, found)}».", "Впишите число.")
                break
        if found := _EMPTY_NUMBER.search(one.text):
            yield error(one.place, f"Нет номера после «№»: «{_around(one.text, found)}».", "Впишите номер документа.")
        if found := _YEAR_TO_FILL.search(one.text):
            yield error(one.place, f"Дата не дописана: «{found[0]}».", "Впишите день, месяц и год.")


def _figures(one: Said) -> Iterator[Fault]:
    """A figure and the word in brackets after it say the same; a share is not more than the whole."""
    for found in _FIGURE_AND_WORD.finditer(one.text):
        value = _values().get(_plain(found["word"]))
        if value is not None and value != int(found["figure"]):
            yield error(one.place, f"Цифра и слово не совпадают: «{found[0]}».", "Исправьте цифру или слово.")
    for found in _OVER.finditer(one.text):
        if int(found["percent"]) > _PERCENT:
            yield warning(one.place, f"Больше целого: «{found[0]}».", "Проверьте долю: обычно она не больше 100 %.")


@cache
def _values() -> Mapping[str, int]:
    """Give the numbers by their words in every case and gender: «двух», «двумя», «две»."""
    return {
        _plain(numbers.spelled(number, case, kind, living=living)): number
        for number in range(_ALL)
        for case in Case
        for kind in "mfn"
        for living in (False, True)
    }


def _plain(word: str) -> str:
    return word.lower().replace("ё", "е")


def _notice(one: Said) -> Iterator[Fault]:
    """Whoever ends the work before time is told three working days ahead."""
    before = ""
    for sentence in _SENTENCE.split(one.text.replace(words.NBSP, " ")):
        about = sentence if _ENDING.search(sentence) else before
        if _LEAVING.search(about) and (_WORKERS.search(about) or not _LEARNERS.search(about)):
            yield from _short_notice(one, sentence)
        before = sentence


def _short_notice(one: Said, sentence: str) -> Iterator[Fault]:
    for found in _NOTICE.finditer(sentence):
        count = int(found["count"]) if found["count"].isdigit() else _values().get(_plain(found["count"]), NOTICE + 1)
        working = (found["sort"] or "").strip().startswith("рабоч")
        if count < NOTICE or (count == NOTICE and not working):
            yield error(
                one.place,
                f"Предупреждение короче трёх рабочих дней: «за {found[0].rpartition(' за ')[2]}».",
                "Напишите: «не позднее чем за три рабочих дня» (ТК РФ, статья 351.8).",
            )


def _around(text: str, found: re.Match[str]) -> str:
    """Give the words about a place, by which one finds it."""
    return text[max(0, found.start() - 20) : found.end() + 25].strip()
