"""Faults of papers of labour law: an order without its consent, days that were entered and are not said, a late notice.

Pure.
"""

import re
from collections.abc import Iterator

from mentoring.calendar import words
from reports.documents.checking.fault import Fault, error, warning
from reports.documents.checking.places import said
from reports.documents.facts import Facts
from reports.documents.laying import Laid


def find(laid: Laid, facts: Facts) -> Iterator[Fault]:
    labour = facts.labour
    if labour is None:
        return
    for paper, whose in labour.lacks:
        remedy = "Составьте его на странице трудовых документов и дайте подписать до приказа."
        yield warning("Основание", f"Нет {paper}: {whose}.", remedy)
    for day in labour.days.edges if labour.days else ():
        if not _says(laid, words.full(day)):
            remedy = "Верните его в текст или удалите документы об этой работе и составьте их заново с другим сроком."
            yield warning("Срок работы", f"В тексте нет дня, который вы ввели: {words.full(day)}", remedy)
    if labour.last and labour.earliest and labour.last < labour.earliest:
        text = f"До последнего дня работы меньше трёх рабочих дней: {words.full(labour.last)}"
        remedy = f"Назначьте последним днём {words.full(labour.earliest)} или день позже."
        yield error("Последний день", text, remedy)


def _says(laid: Laid, day: str) -> bool:
    day = re.compile(rf"(?<!\d){re.escape(_plain(day))}")
    return any(day.search(_plain(one.text)) for one in said(laid.paper))


def _plain(text: str) -> str:
    return text.replace(words.NBSP, " ")
