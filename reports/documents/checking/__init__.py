"""Faults of a document before it is approved: errors stop it, warnings ask."""

from reports.documents import composing, kinds
from reports.documents.checking import days, lacking, people, plan, schedule, words
from reports.documents.checking.fault import ERROR, WARNING, Fault, warning
from reports.documents.facts import Facts
from reports.documents.laying import Laid
from reports.documents.models import Document

__all__ = ["ERROR", "WARNING", "Fault", "faults", "find"]

_IN_FORCE = (Document.State.ISSUED, Document.State.AMENDED)


def faults(document: Document) -> tuple[Fault, ...]:
    """Return what is wrong with a document today, errors first; an issued one is past checking."""
    if document.is_issued:
        return ()
    laid, facts, _ = composing.laid(document)
    return find(laid, facts) + _before_its_time(document)


def find(laid: Laid, facts: Facts) -> tuple[Fault, ...]:
    """Return the faults of a paper made from these facts, errors first, each once."""
    found = [*lacking.find(laid.lacks)]
    for topic in (words, people, plan, days, schedule):
        found += topic.find(laid, facts)
    return tuple(sorted(dict.fromkeys(found), key=lambda fault: fault.level != ERROR))


def _before_its_time(document: Document) -> tuple[Fault, ...]:
    """Some papers rest on others: pairs on the list of mentors, a plan of a pair on the pair."""
    needed = kinds.get(document.kind).after
    if not needed:
        return ()
    own = Document.objects.filter(programme=document.programme_id, kind__in=needed, state__in=_IN_FORCE)
    there = set(own.values_list("kind", flat=True))
    return tuple(
        warning("Документ", f"Раньше него нужен «{kinds.get(code).title}».", "Сначала выпустите его.", "documents")
        for code in needed
        if code not in there
    )
