"""Labour papers that give a work to an employee already: for which days, and what they leave for new ones.

Of papers whose days are not known nobody can say that their work is over: they stand in the way of any new ones.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from mentoring.calendar import words
from mentoring.calendar.due import Span
from mentoring.pairs.models import Pair
from mentoring.people.models import Person
from mentoring.programmes.models import Programme
from reports.documents import drafting, gathering, kinds
from reports.documents.labour import resting
from reports.documents.models import Document


def of_work(programme: Programme, pair: Pair | None = None) -> list[Document]:
    """Return the papers that give this work to anybody, drafted or in force, the order first."""
    orders = (resting.CURATOR,) if pair is None else (resting.MENTOR, resting.LEARNERS)
    codes = [*orders, *dict.fromkeys(code for order in orders for code in resting.PAPERS[order])]
    rows = Document.objects.filter(programme=programme, kind__in=codes, concerns__pair=pair)
    rows = rows.exclude(state=Document.State.CANCELLED).select_related("work_span")
    return sorted(rows, key=lambda row: codes.index(row.kind))


def naming(papers: Sequence[Document], person: Person) -> list[Document]:
    """Return those of the papers that name a person."""
    return [row for row in papers if person.pk in gathering.asked_people(row.body)]


def drafted(programme: Programme, person: Person, pair: Pair | None = None) -> list[Document]:
    """Return the papers that give this work to a person, drafted or in force, the order first."""
    return naming(of_work(programme, pair), person)


def going(papers: Sequence[Document], today: date) -> list[Document]:
    """Return the papers whose work is not over."""
    return [row for row in papers if (days := resting.days(row)) is None or days.end >= today]


def order_of(papers: Sequence[Document], today: date) -> Document | None:
    """Return the order by which the work goes on the longest; a draft where none is in force."""
    orders = [row for row in going(papers, today) if row.kind in resting.PAPERS]
    in_force = [row for row in orders if row.is_issued]
    return max(in_force or orders, key=_last, default=None)


def left(papers: Sequence[Document], whole: Span, today: date) -> Span | None:
    """Return the days for which papers may be drafted yet, after those that were given; nothing where none are left."""
    if _under_way(papers, today):
        return None
    given = [resting.days(row).end + timedelta(1) for row in papers if row.is_issued]
    start = max([whole.start, *given])
    return Span(start, whole.end) if start <= whole.end else None


def why_taken(papers: Sequence[Document], asked: Span, today: date) -> str:
    """Say why no papers are drafted for these days; nothing where they may be."""
    if under_way := _under_way(papers, today):
        return why_drafted(under_way)
    for row in papers:
        days = resting.days(row)
        if row.is_issued and days.start <= asked.end and asked.start <= days.end:
            return (
                f"Эта работа уже поручена: {_numbered(row)}, с {words.full(days.start)} по {words.full(days.end)} "
                "Назначьте дни вне этого срока или сначала отмените этот документ."
            )
    return ""


def why_none_left(papers: Sequence[Document], today: date) -> str:
    """Say what is to be done where no days are left for new papers."""
    if standing := _under_way(papers, today) or going(papers, today):
        return why_drafted(standing)
    over = ended(papers, today) or "Срок этой работы кончился"
    return f"{over}, дней для новых документов не осталось. Чтобы составить их заново, отмените прежние."


def given(papers: Sequence[Document]) -> str:
    """Say for which days the orders in force give the work: «приказ № 5 — с … по …»."""
    orders = [(resting.days(row), row) for row in papers if row.kind in resting.PAPERS and row.is_issued]
    told = [
        f"{_numbered(row)} — с {words.full(days.start)} по {words.full(days.end)}"
        for days, row in sorted(((days, row) for days, row in orders if days), key=lambda one: one[0].start)
    ]
    return "; ".join(told)


def ended(papers: Sequence[Document], today: date) -> str:
    """Say by which order the work was given and when its days ended; nothing while any papers of it stand."""
    orders = [row for row in papers if row.kind in resting.PAPERS and row.is_issued]
    if not orders or going(papers, today):
        return ""
    last = max(orders, key=_last)
    return f"Срок работы по {kinds.word_of(last.kind, 'dat')} № {last.number} кончился {_last(last):%d.%m.%Y}"


def why_drafted(papers: Sequence[Document]) -> str:
    """Say what is to be done with papers that give this work already, before new ones are drafted."""
    if not papers:
        return ""
    issued = [row for row in papers if row.is_issued]
    told = [f"{_numbered(row)} действует, отмените его" for row in issued]
    drafts = [kinds.word_of(row.kind) for row in papers if row.state in drafting.OPEN]
    handed = [kinds.word_of(row.kind) for row in papers if not row.is_issued and row.state not in drafting.OPEN]
    if handed:
        told.append(f"отзовите с утверждения и удалите: {', '.join(handed)}")
    if drafts:
        told.append(f"удалите черновики: {', '.join(drafts)}")
    amend = "Чтобы изменить срок того, что действует, составьте приказ об изменении. " if issued else ""
    return f"Документы об этой работе уже составлены. {amend}Чтобы составить их заново: {'; '.join(told)}."


def _under_way(papers: Sequence[Document], today: date) -> list[Document]:
    """Return the papers over which no order in force stands with the same days: new ones would double them."""
    ordered = {resting.days(row) for row in papers if row.kind in resting.PAPERS and row.is_issued} - {None}
    return [row for row in going(papers, today) if resting.days(row) not in ordered]


def _last(paper: Document) -> date:
    days = resting.days(paper)
    return days.end if days else date.max


def _numbered(paper: Document) -> str:
    return f"{kinds.word_of(paper.kind)} № {paper.number}"
