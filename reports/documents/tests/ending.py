"""The end of a cycle: its day, awards, and what stops a paper."""

from datetime import date

from mentoring.programmes.models import Programme
from practices.models import Award
from reports.documents import checking
from reports.documents.models import Document
from reports.documents.tests.participants import Participants

TODAY = date(2027, 5, 4)


def errors(document: Document) -> list[str]:
    return [fault.text for fault in checking.faults(document) if fault.level == checking.ERROR]


def award(took: Participants, programme: Programme, surname: str, kind: str, reason: str, **own) -> Award:
    facts = {"organization": programme.organization, "programme": programme, "on": TODAY} | own
    return Award.objects.create(person=took.people[surname], kind=kind, reason=reason, **facts)
