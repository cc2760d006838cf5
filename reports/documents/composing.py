"""The paper of a document as it reads on a day; an issued one reads as it was frozen."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from mentoring.accounts import schooldays
from mentoring.people.models import Person
from reports.documents import dressing, gathering, kinds, laying, paper
from reports.documents.facts import Facts, Ordered
from reports.documents.laying import Laid
from reports.documents.models import Document
from reports.documents.paper import Paper


def compose(document: Document, *, on: date | None = None, number: str = "") -> Paper:
    """Make the paper from the facts of the day; an issued act is what was frozen, whatever has changed since."""
    if document.snapshot:
        return paper.from_json(document.snapshot)
    return laid(document, on=on, number=number)[0].paper


def people_named(document: Document) -> list[tuple[Person, str, str]]:
    """Return whoever must read the act, in the order of its list: the person, the name and the position on the list."""
    made, facts, people = laid(document)
    if made.sheet is None:
        return []
    return [(people[pk], facts.humans[pk].name, facts.humans[pk].position) for pk in made.named]


def laid(document: Document, *, on: date | None = None, number: str = "") -> tuple[Laid, Facts, Mapping[int, Person]]:
    """Lay the paper of a document out; return it with the facts it was made from and the people among them."""
    day = on or schooldays.today(document.organization)
    facts, people = gathering.gather(document, day)
    act = Ordered(on, number) if on and number else None
    kind = kinds.get(document.kind)
    made = laying.lay(kind, document.title, document.body, facts, act)
    return replace(made, paper=dressing.dress(made.paper, document)), facts, people
