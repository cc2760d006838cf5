"""Faults of papers of labour law: an order without the consent it rests on, a notice given too late. Pure."""

from collections.abc import Iterator

from mentoring.calendar import words
from reports.documents.checking.fault import Fault, error, warning
from reports.documents.facts import Facts
from reports.documents.laying import Laid


def find(laid: Laid, facts: Facts) -> Iterator[Fault]:
    labour = facts.labour
    if labour is None:
        return
    for paper, whose in labour.lacks:
        remedy = "Составьте его на странице трудовых документов и дайте подписать до приказа."
        yield warning("Основание", f"Нет {paper}: {whose}.", remedy)
    if labour.last and labour.earliest and labour.last < labour.earliest:
        text = f"До последнего дня работы меньше трёх рабочих дней: {words.full(labour.last)}"
        remedy = f"Назначьте последним днём {words.full(labour.earliest)} или день позже."
        yield error("Последний день", text, remedy)
