"""Faults of wording: blanks, a lost «не», references to annexes that disagree, pieces of a form left over. Pure."""

import re
from collections.abc import Iterator, Sequence

from reports.documents.checking.fault import Fault, error, warning
from reports.documents.checking.places import Said, said, unquoted
from reports.documents.facts import Facts
from reports.documents.laying import Laid
from reports.documents.paper import Paper
from reports.documents.paper import words as plain
from roadmap.readers import wording
from roadmap.readers.blocks import Line, Place
from roadmap.readers.draft import Draft, Event, Layout, Plan

_LEFT_OVER = re.compile(r"\b(цель|задача|результат)\s*:\s*(цель|задача|результат)\s*:", re.IGNORECASE)
# An annex of another act is named with that act: «приложение № 2 к приказу от 06.10.2026».
_ANNEX = re.compile(
    r"приложени\w*(?:\s*(?:№\s*)?(\d+)\b(?!\s*(?:лист|л\.|экз|стр|таблиц)))?"
    r"(?!\w|\s*№|\s*\d|\s+к\s+\w+\s+(?:\w+\s+)?от\s+\d)",
    re.IGNORECASE,
)
_BLANK = re.compile(r"_{3,}|«(?:…|\.{3})»")
_BASIS = re.compile(r"на основании|в соответствии с", re.IGNORECASE)
_STOPS = ("blank-number", "annex-mismatch")


def find(laid: Laid, facts: Facts) -> Iterator[Fault]:
    texts = tuple(said(laid.paper))
    yield from _torn(laid)
    yield from _inherited(laid.paper, texts, pen=laid.kind.pen)
    yield from _left_over(texts)
    yield from _annexes(laid.paper, texts)
    yield from _basis(laid, facts)


def _torn(laid: Laid) -> Iterator[Fault]:
    for place in laid.torn:
        yield error(place, "Подстановка разорвана: скобка без пары.", "Верните вторую скобку или уберите лишнюю.")


def _inherited(paper: Paper, texts: Sequence[Said], *, pen: bool) -> Iterator[Fault]:
    """Judge by the same rules as a document that is read: blanks, «не», annexes; lines for the pen are no blanks."""
    events = tuple(Event(None, "", one.text, place=one.place) for one in texts)
    draft = Draft("", plans=(Plan("", (), (), events, Layout.FLAT),))
    places = {str(Place(line=number)): one.place for number, one in enumerate(texts, 1)}
    problems = tuple(wording.check(draft, tuple(_lines(paper, tuple(unquoted(texts))))))
    told = {problem.place for problem in problems if problem.code == "blank-number"}
    for problem in problems:
        if pen and problem.code == "blank-number":
            continue
        made = error if problem.code in _STOPS else warning
        yield made(places.get(problem.place, problem.place), problem.text, problem.remedy)
    for one in texts:
        if _BLANK.search(one.text) and one.rule and not pen and one.place not in told:
            yield error(one.place, f"Осталось пустое место: «{_around(one.text)}».", "Впишите слова или число.")


def _lines(paper: Paper, texts: Sequence[Said]) -> Iterator[Line]:
    """Give the text of the act, then the annexes by name, as the reader of documents sees them."""
    for number, one in enumerate(texts, 1):
        if one.rule:
            yield Line(one.text, Place(line=number))
    for number, annex in enumerate(paper.annexes, len(texts) + 1):
        yield Line(plain(annex.stamp[0]), Place(line=number))
        yield Line(annex.title, Place(line=number))


def _around(text: str) -> str:
    found = _BLANK.search(text)
    return text[max(0, found.start() - 20) : found.end() + 20].strip()


def _left_over(texts: Sequence[Said]) -> Iterator[Fault]:
    for one in texts:
        if found := _LEFT_OVER.search(one.text):
            yield warning(
                one.place, f"Остались слова бланка: «{found[0]}».", "Уберите лишнее слово или допишите текст."
            )


def _annexes(paper: Paper, texts: Sequence[Said]) -> Iterator[Fault]:
    """Every reference leads to an annex, and every annex is referred to."""
    named: set[int] = set()
    count = len(paper.annexes)
    for one in unquoted(texts):
        if not one.rule:
            continue
        for found in _ANNEX.finditer(one.text):
            number = int(found[1]) if found[1] else 0
            if not number and count > 1:
                yield error(one.place, "Приложение названо без номера, а их несколько.", "Напишите номер приложения.")
            elif (number or 1) > count or (number and count == 1):
                yield error(one.place, f"Приложения «{found[0]}» в документе нет.", "Исправьте ссылку на приложение.")
            else:
                named.add(number or 1)
    for number, annex in enumerate(paper.annexes, 1):
        if number not in named:
            yield warning(
                plain(annex.stamp[0]),
                f"На «{annex.title}» в тексте нет ссылки.",
                "Сошлитесь на приложение или уберите его.",
            )


def _basis(laid: Laid, facts: Facts) -> Iterator[Fault]:
    """An order says what it rests on; one about another act rests on that."""
    preambles = [block for block in laid.kind.blocks if block["block"] == "preamble"]
    told = facts.grounds or any(_BASIS.search(one.text) for one in said(laid.paper) if one.rule)
    if preambles and not told and facts.about is None:
        yield warning(
            "Преамбула",
            "Не названо правовое основание.",
            "Выберите основания документа или добавьте своё в список.",
            "admin:documents_legalact_changelist",
        )
