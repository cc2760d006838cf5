"""Faults of a document before it is approved: errors stop it, warnings ask."""

from reports.documents import around, composing
from reports.documents.beside import Beside
from reports.documents.checking import (
    across,
    days,
    labour,
    lacking,
    leftovers,
    marks,
    names,
    negation,
    numbers,
    people,
    plan,
    references,
    registers,
    schedule,
    words,
)
from reports.documents.checking.fault import ERROR, WARNING, Fault
from reports.documents.facts import Facts
from reports.documents.laying import Laid
from reports.documents.models import Document

__all__ = ["ERROR", "WARNING", "Fault", "faults", "find"]


def faults(document: Document) -> tuple[Fault, ...]:
    """Return what is wrong with a document today, errors first; an issued one is past checking."""
    if document.is_issued:
        return ()
    laid, facts, _ = composing.laid(document)
    return find(laid, facts, around.read(document, facts.on))


def find(laid: Laid, facts: Facts, beside: Beside | None = None) -> tuple[Fault, ...]:
    """Return the faults of a paper made from these facts, beside these others, errors first, each once."""
    found = [*lacking.find(laid.lacks)]
    for topic in (words, labour, numbers, negation, leftovers, marks, people, registers, plan, days, schedule):
        found += topic.find(laid, facts)
    for topic in (references, names, across):
        found += topic.find(laid, facts, beside)
    return tuple(sorted(dict.fromkeys(found), key=lambda fault: fault.level != ERROR))
