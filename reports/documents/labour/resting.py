"""What papers of labour rest on: the consent and the agreement of whoever is named, the days they speak of."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date

from mentoring.calendar.due import Span
from mentoring.pairs import seats
from mentoring.pairs.models import PairMentor
from mentoring.people.models import Person
from reports.documents import kinds
from reports.documents.facts import Labour, Ordered
from reports.documents.models import Document

MENTOR, LEARNERS, CURATOR = "O10", "O10_learners", "O10_curator"
NOTICE, REFUSAL = "labour_notice", "labour_refusal"
# Papers that an order rests on: the consent and the agreement.
PAPERS = {
    MENTOR: ("labour_consent", "labour_agreement"),
    LEARNERS: ("labour_consent", "labour_agreement"),
    CURATOR: ("curator_consent", "curator_agreement"),
}
_ALONE = frozenset(code for papers in PAPERS.values() for code in papers)
_DAY = re.compile(r"\{due:(\d{4}-\d{2}-\d{2})\}")
_LAST = re.compile(r"последн", re.IGNORECASE)  # «Последний день этой работы — …»


Asked = Callable[[list], set[int]]  # whom a text names


def days(paper: Document) -> Span | None:
    """Return the days for which a paper gives work; nothing where nobody knows them or an act may have moved them."""
    if paper.state == Document.State.AMENDED:
        return None
    span = getattr(paper, "work_span", None)
    return span.days if span else None


def of(document: Document, asked: Asked, on: date) -> Labour | None:
    """Return what a paper of labour rests on, by the people that its text names; any other rests on nothing."""
    if document.kind in (NOTICE, REFUSAL):
        return Labour(last=_last(document.body), earliest=seats.warned(document.organization, on))
    if document.kind in _ALONE:
        return Labour(days=days(document))
    if document.kind not in PAPERS:
        return None
    workers = _workers(document, asked(document.body))
    consents, agreements = (_standing(document, code, workers, asked) for code in PAPERS[document.kind])
    lacks = [
        (kinds.get(code).word["gen"], name)
        for code, rows in zip(PAPERS[document.kind], (consents, agreements), strict=True)
        for pk, name in workers.items()
        if not any(pk in people for people, _ in rows)
    ]
    acts = sorted((row.on, row.pk, row.number) for _, row in agreements if row.number)
    return Labour(
        agreement=Ordered(acts[-1][0], acts[-1][2]).words if acts else "", lacks=tuple(lacks), days=days(document)
    )


def _workers(document: Document, asked: Collection[int]) -> dict[int, str]:
    """Return whom the order gives work: of a pair the mentors alone, and not the mentees."""
    people = Person.objects.filter(organization=document.organization_id, pk__in=asked)
    if document.kind != CURATOR:
        pairs = document.concerns.values("pair")
        people = people.filter(pk__in=PairMentor.objects.filter(pair__in=pairs).values("mentor__person"))
    return {person.pk: person.full_name for person in people}


def _standing(document: Document, kind: str, workers: Collection[int], asked: Asked) -> list[tuple[set[int], Document]]:
    """Return the papers of a kind about the same work and days, drafted or in force, with whom each names."""
    rows = Document.objects.filter(programme=document.programme_id, kind=kind).exclude(state=Document.State.CANCELLED)
    rows = rows.select_related("work_span")
    if pairs := [row.pair_id for row in document.concerns.all()]:
        rows = rows.filter(concerns__pair__in=pairs)
    own = days(document)
    found = [(asked(row.body) & set(workers), row) for row in rows if own is None or days(row) in (None, own)]
    return [(people, row) for people, row in found if people]


def _last(body: Iterable[Mapping]) -> date | None:
    """Return the soonest last day of work that a notice names; where it calls none so, the soonest of its days."""
    dated = [text for text in (block.get("text", "") for block in body) if _DAY.search(text)]
    telling = [text for text in dated if _LAST.search(text)] or dated
    return min((date.fromisoformat(day) for text in telling for day in _DAY.findall(text)), default=None)
