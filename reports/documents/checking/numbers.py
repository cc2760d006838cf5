"""Faults of numbers: a count or a number left empty, a «не» lost before it, figures against words. Pure."""

import re
from collections.abc import Iterator, Sequence

from mentoring.pairs.seats import NOTICE
from reports.documents.checking.fault import Fault, error, warning
from reports.documents.checking.places import Said, said
from reports.documents.facts import Facts
from reports.documents.laying import Laid

_UNITS = (
    r"(?:дней|рабочих дней|календарных дней|недель|месяцев|лет|часов|минут|занятий|консультаций|уроков"
    r"|наставников|наставляемых|обучающихся|педагогов|работников|экспертов|баллов|процентов|пар|групп|отзывов|анкет|выездов)\b"
)
_EMPTY_COUNT = re.compile(rf"\bне (?:менее|более|реже)(?: чем)?(?: за| на| в)? (?={_UNITS})", re.IGNORECASE)
_EMPTY_TERM = re.compile(r"\b(?:в течение|не позднее чем за) (?:рабочих |календарных )?дней\b", re.IGNORECASE)
_EMPTY_PERCENT = re.compile(r"\b(?:на|до|от|в)[ \u00a0]%")
_EMPTY_NUMBER = re.compile(r"№[ \u00a0]*(?=[,.;:)»«]|от\b|$)")
_YEAR_TO_FILL = re.compile(r"\b20(?:__?(?!_)|ХХ|XX)|\b(?:ХХ|XX)\.(?:ХХ|XX)\b", re.IGNORECASE)
_COUNT = r"(?:\d+|одного|одной|двух|тр[её]х|четыр[её]х|пяти|шести|семи|восьми|девяти|десяти|раза)\b"
_LOST_NOT = re.compile(
    rf"\b[а-яё]{{3,}}(?:ть|ти|чь|ться|тись)\b[^.;,:]{{0,80}}?(?<!не[ \u00a0])\b(?P<word>менее|реже|позднее|позже)"
    rf"(?: чем)?(?: на| за)? {_COUNT}",
    re.IGNORECASE,
)
_DONE = re.compile(r"(?:реализован|выполнен|охвачен|достигнут)\w*\s+менее", re.IGNORECASE)  # words.py asks of these
_OVER = re.compile(r"\bне менее(?: чем)?(?: у| на)? (?P<percent>\d{3,})[ \u00a0]?%", re.IGNORECASE)
_FIGURE_AND_WORD = re.compile(r"(?<![\d.,])(?P<figure>\d{1,2})[ \u00a0]?\((?P<word>[а-яё]+)\)", re.IGNORECASE)
_STEMS = {
    1: "од", 2: "дв", 3: "тр", 4: "четыр", 5: "пят", 6: "шест", 7: "сем", 8: "вос", 9: "девят", 10: "десят",
    11: "одиннадц", 12: "двенадц", 14: "четырнадц", 15: "пятнадц", 20: "двадц", 30: "тридц",
}  # fmt: skip
_TEENS = re.compile(r"[а-яё]+(?:надцат|дцат|десят)")  # «пятнадцать» begins as «пять» does
_TEN, _PERCENT = 10, 100
_NOTICE = re.compile(
    r"(?:предупре|уведом|извести|извещ)\w*[^.;]{0,80}?\bза (?P<count>\d{1,2}|один|два|три|четыре|пять)"
    r"(?: \([а-яё]+\))?(?P<sort> рабочи[йех]+| календарн\w+)? (?:дн|день)",
    re.IGNORECASE,
)
_LEAVING = re.compile(r"отказ|отмен|прекра[тщ]|расторг|расторж|освобо|досрочн", re.IGNORECASE)
_COUNTS = {"один": 1, "два": 2, "три": 3, "четыре": 4, "пять": 5}


def find(laid: Laid, _: Facts) -> Iterator[Fault]:
    texts = [one for one in said(laid.paper) if not one.cell]
    if not laid.kind.pen:
        yield from _empty(texts)
    for one in texts:
        yield from _lost(one)
        yield from _figures(one)
        yield from _notice(one)


def _empty(texts: Sequence[Said]) -> Iterator[Fault]:
    """A number, a term or a percentage that somebody meant to fill in later."""
    for one in texts:
        for pattern in (_EMPTY_COUNT, _EMPTY_TERM, _EMPTY_PERCENT):
            if found := pattern.search(one.text):
                yield error(one.place, f"Пропущено число: «{_around(one.text, found)}».", "Впишите число.")
                break
        if found := _EMPTY_NUMBER.search(one.text):
            yield error(one.place, f"Нет номера после «№»: «{_around(one.text, found)}».", "Впишите номер документа.")
        if found := _YEAR_TO_FILL.search(one.text):
            yield error(one.place, f"Дата не дописана: «{found[0]}».", "Впишите день, месяц и год.")


def _lost(one: Said) -> Iterator[Fault]:
    """An order to do «менее двух» means «не менее»."""
    found = _LOST_NOT.search(one.text)
    if found and not _DONE.search(found[0]):
        near = f"{found['word']}{found[0].rpartition(found['word'])[2]}"
        yield warning(one.place, f"Похоже, потеряно «не»: «{near}».", f"Проверьте: обычно пишут «не {near}».")


def _figures(one: Said) -> Iterator[Fault]:
    """A figure and the word in brackets after it say the same; a share is not more than the whole."""
    for found in _FIGURE_AND_WORD.finditer(one.text):
        figure, word = int(found["figure"]), found["word"].lower()
        named = [value for value, stem in _STEMS.items() if _means(word, value, stem)]
        if named and figure not in named:
            yield error(one.place, f"Цифра и слово не совпадают: «{found[0]}».", "Исправьте цифру или слово.")
    for found in _OVER.finditer(one.text):
        if int(found["percent"]) > _PERCENT:
            yield warning(one.place, f"Больше целого: «{found[0]}».", "Проверьте долю: обычно она не больше 100 %.")


def _means(word: str, value: int, stem: str) -> bool:
    return word.startswith(stem) and (value > _TEN or not _TEENS.match(word))


def _notice(one: Said) -> Iterator[Fault]:
    """Whoever stops before time is told three working days ahead."""
    for found in _NOTICE.finditer(one.text):
        if not _LEAVING.search(one.text):
            continue
        count = _COUNTS.get(found["count"].lower()) or int(found["count"])
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
