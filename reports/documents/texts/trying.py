"""A text laid out before any paper is made of it: on an invented school, or on what this one has."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from mentoring.accounts import schooldays
from mentoring.accounts.models import Membership
from mentoring.accounts.operations import Refused
from mentoring.people.models import Employment
from mentoring.programmes.models import Programme
from reports.documents import blanks, drafting, dressing, filling, gathering, laying, legal
from reports.documents.bodies import Body
from reports.documents.checking import leftovers
from reports.documents.checking.fault import ERROR, Fault
from reports.documents.facts import Facts, Roster
from reports.documents.filling import Subject
from reports.documents.kinds import Kind
from reports.documents.kinds.body import TABLES
from reports.documents.models import Document
from reports.documents.paper import Paper
from reports.documents.subjects import table as subjects
from reports.documents.texts import checks as text_checks
from reports.documents.texts import examples, slots
from reports.documents.texts.checks import TextRefused

_PLAIN = (("№ п/п", 10), ("Что", 90))
_ROWS = 3  # of an invented table
_NOBODY = 0  # the number of a draft that is kept nowhere
_INVENTED = "Слова записи здесь примерные: своей записи, о которой был бы этот документ, ещё нет."


@dataclass(frozen=True)
class Tried:
    """The paper that a text makes, and on what it was tried."""

    paper: Paper
    on: str
    remark: str = ""


def on_example(kind: Kind, body: Body) -> Tried:
    """Lay a text out on an invented school."""
    return Tried(laying.lay(kind, kind.title, _filled(kind, body), _facts(kind)).paper, "Выдуманная школа")


def refuse_leftovers(kind: Kind, body: Body) -> None:
    """Refuse pieces of a blank form that would stop every paper of this text; those of the standard text may stay."""
    found, usual = (_leftovers(kind, one) for one in (body, kind.body))
    if new := next((fault for fault in found if fault.text not in {one.text for one in usual}), None):
        raise TextRefused(f"{new.place}: {new.text} {new.remedy}")


def _leftovers(kind: Kind, body: Body) -> list[Fault]:
    facts = _facts(kind)
    faults = leftovers.find(laying.lay(kind, kind.title, _filled(kind, body), facts), facts)
    return [fault for fault in faults if fault.level == ERROR]


def _filled(kind: Kind, body: Body) -> Body:
    return filling.body(body, _subject(kind, (3, 4, 5), examples.SUBJECT)) if kind.subject else body


def _facts(kind: Kind) -> Facts:
    rosters = {of: _roster(of) for of in TABLES if of not in ("group", "roadmap", "subject")}
    return replace(examples.facts_for(kind), rosters=rosters)


def on_school(kind: Kind, body: Body, programme: Programme, by: Membership) -> Tried:
    """Lay a text out on a programme of this school: its people, plan and lists; nothing is written down."""
    title, remark = "", ""
    if kind.subject:
        programme, title, subject, remark = _told(kind, programme, by)
        body = filling.body(body, subject)
    document = drafting.sketch(kind.code, programme, body, by=by, title=title[: drafting.LONGEST_TITLE])
    document.pk = _like(document)
    facts, _ = gathering.gather(document, schooldays.today(by.organization))
    if document.pk == _NOBODY:
        acts = legal.in_force(by.organization, kind.code)
        facts = replace(facts, grounds=tuple(" ".join(act.title.split()).rstrip(".,;") for act in acts))
    laid = laying.lay(kind, document.title, document.body, facts)
    return Tried(dressing.dress(laid.paper, document), f"Программа «{programme.title}»", remark)


def _told(kind: Kind, programme: Programme, by: Membership) -> tuple[Programme, str, Subject, str]:
    """Tell of the newest row there is; of an invented one where there is none or nothing can be said of it yet."""
    row = subjects.latest(kind.code, by)
    if row is not None:
        try:
            return *subjects.told(kind.code, row), ""
        except Refused:
            pass  # the row is not ready for its paper: its page says so when it is drafted
    people = Employment.objects.visible_to(by).on(schooldays.today(by.organization)).order_by("pk")
    some = list(dict.fromkeys(people.values_list("person", flat=True)[:_ROWS]))
    return programme, "", _subject(kind, some, some[0] if some else _NOBODY), _INVENTED


def _like(document: Document) -> int:
    """Return the last paper of this sort, whose pairs and grounds are shown; one that is nowhere has none."""
    rows = Document.objects.filter(programme=document.programme_id, kind=document.kind).first_issues()
    return rows.order_by("-pk").values_list("pk", flat=True).first() or _NOBODY


def _subject(kind: Kind, commission: Sequence[int], person: int) -> Subject:
    """Invent a row that a paper of this kind could be about."""
    words, part = (_words(text_checks.words_of_row(kind, repeated=each), person) for each in (False, True))
    columns, rows = blanks.table(kind.subject)
    cells = [[_cell(heading, row) for heading, _ in columns] for row in range(1, min(len(rows), _ROWS) + 1)]
    signers = commission if kind.journal == "protocols" else commission[:1]
    return Subject(words, columns, cells, signers, (part, part))


def _words(asked: Iterable[str], person: int) -> dict[str, str]:
    return {word: slots.EXAMPLES.get(word, word) for word in asked} | {"person": str(person)}


def _roster(of: str) -> Roster:
    columns = blanks.ROSTERS.get(of, _PLAIN)
    return Roster(columns, tuple(tuple(_cell(heading, row) for heading, _ in columns) for row in range(1, _ROWS + 1)))


def _cell(heading: str, row: int) -> str:
    """Invent what stands under a heading."""
    lowered = heading.lower()
    if "№" in heading:
        return f"{row}."
    if "фамилия" in lowered or lowered in ("наставник", "кто проводит"):
        return examples.NAMES[row]
    if lowered == "наставляемый":
        return examples.NAMES[-row]
    if "дата" in lowered or "срок" in lowered:
        return f"{row:02}.12.2026"
    return f"{lowered}, пример {row}"
