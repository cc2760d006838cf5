"""Faults of the pen: words twice, marks twice, quotes and brackets without a pair, foreign letters. Pure."""

import re
from collections.abc import Iterator, Sequence

from reports.documents.checking.fault import Fault, warning
from reports.documents.checking.places import Said, said, short
from reports.documents.facts import Facts
from reports.documents.laying import Laid

_TWICE = re.compile(
    r"(?<![\w-])(?:(?P<word>[а-яё]{2,})[ \u00a0]+(?P=word)|(?P<letter>[вкосуи])[ \u00a0]+(?P=letter)(?!\.))(?![\w-])",
    re.IGNORECASE,
)
_MARKS = re.compile(r"(?<![.?!])\.\.(?!\.)|,,|;;|::|[,;:]\.|,;|;,")
_LOOSE = re.compile(r"[а-яё\d»)] +[,;:.](?![\w.])", re.IGNORECASE)
_LETTERS = re.compile(r"\w+")
_MIXED = re.compile(r"[а-яё][a-z]|[a-z][а-яё]", re.IGNORECASE)
_LATIN_CLASS = re.compile(r"(?<![\w.])\d{1,2}[ \u00a0]?(?:«[A-Z]»|\"[A-Z]\"|[ABCEHKMOPTX](?= класс))")
_LIST_MARK = re.compile(r"(?:^|[\s;,])(?:[а-яa-z]{1,2}|\d{1,2}(?:\.\d{1,2}){0,2})$", re.IGNORECASE)
_LIST_MARK_LENGTH = 9  # letters with the one before: « 10.10.10»
_PAIRS = {"quote": ("«", "»", "Кавычка"), "bracket": ("(", ")", "Скобка")}


def find(laid: Laid, _: Facts) -> Iterator[Fault]:
    texts = [one for one in said(laid.paper) if not one.cell]
    for one in texts:
        yield from _pen(one)
    for first, last, name in _PAIRS.values():
        yield from _unpaired(texts, first, last, name)


def _pen(one: Said) -> Iterator[Fault]:
    if found := _TWICE.search(one.text):
        yield warning(one.place, f"Слово стоит дважды: «{found[0]}».", "Уберите лишнее слово.")
    if found := _MARKS.search(one.text):
        yield warning(one.place, f"Лишний знак: «{_near(one.text, found)}».", "Оставьте один знак.")
    elif found := _LOOSE.search(one.text):
        yield warning(one.place, f"Пробел перед знаком: «{_near(one.text, found)}».", "Уберите пробел.")
    if found := _mixed(one.text) or _LATIN_CLASS.search(one.text):
        yield warning(one.place, f"Латинская буква среди русских: «{short(found[0])}».", "Наберите слово по-русски.")


def _mixed(text: str) -> re.Match[str] | None:
    return next((word for word in _LETTERS.finditer(text) if _MIXED.search(word[0])), None)


def _unpaired(texts: Sequence[Said], first: str, last: str, name: str) -> Iterator[Fault]:
    """Find marks without a pair; a quotation may go on through several paragraphs."""
    open_at: list[Said] = []
    for one in texts:
        unclosed, unopened = _balance(one.text, first, last)
        for _ in range(unopened):
            if open_at:
                open_at.pop()
            else:
                yield warning(one.place, f"{name} закрыта, но не открыта: «{_end(one.text, last)}».", _REMEDY)
        open_at += [one] * unclosed
    for one in open_at:
        yield warning(one.place, f"{name} открыта и не закрыта.", _REMEDY)


_REMEDY = "Поставьте парный знак или уберите лишний."


def _balance(text: str, first: str, last: str) -> tuple[int, int]:
    """Count what is left open and what closes nothing; one «»» may close two quotes, «а)» closes none."""
    depth = unopened = 0
    for place, letter in enumerate(text):
        if letter == first:
            depth += 1
        elif letter == last and depth:
            depth -= 1
        elif letter == last and not (
            last == ")" and _LIST_MARK.search(text[max(0, place - _LIST_MARK_LENGTH) : place])
        ):
            unopened += 1
    closed_last = last == "»" and text.rfind(last) > text.rfind(first)
    return (0 if closed_last else depth), unopened


def _near(text: str, found: re.Match[str]) -> str:
    return text[max(0, found.start() - 15) : found.end() + 5].strip()


def _end(text: str, mark: str) -> str:
    place = text.rfind(mark)
    return text[max(0, place - 20) : place + 1]
