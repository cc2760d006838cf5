"""What can be made as a batch: for each sort the rows it is about, whose paper it is, and which document is its own."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from django.db.models import Q, QuerySet

from mentoring.accounts import schooldays
from mentoring.accounts.models import Membership
from mentoring.pairs import naming
from mentoring.pairs.models import Pair, PairMentee, PairMentor
from mentoring.people import ages
from mentoring.people.consents import finding, matrix, rules
from mentoring.people.models import Enrollment, Person
from mentoring.programmes.models import Programme
from mentoring.registry.models import Certificate
from practices.models import Award
from reports.documents import gathering, kinds, wording
from reports.documents.filling import plain
from reports.documents.models import Document
from reports.documents.subjects import phrases

Row = PairMentor | PairMentee | Pair | Certificate | Award | Document | Person
CONSENTS = "consents"


@dataclass(frozen=True)
class Filter:
    """Which rows of a programme one wants: of a form, of a class, of pairs that stand or are still projects."""

    programme: Programme | None
    form: int | None = None
    group: int | None = None
    state: str = ""


@dataclass(frozen=True)
class Sort:
    """One sort of papers. `person_of` says whose paper a row makes; a paper of a whole pair is named by the pair."""

    code: str
    title: str
    kind: str
    pages: int  # about how many, for who asks before it is made
    rows: Callable[[Membership, Filter], QuerySet]
    person_of: Callable[[Row], Person | None]
    its: Callable[[Document, Row], bool]  # for a document of which no batch has kept whose it is
    action: str = "documents.edit"
    drafts: bool = True  # whether a paper that is lacking is drafted; others are drafted on pages of their own

    @property
    def seen(self) -> str:
        """Who may open its papers."""
        return kinds.get(self.kind).seen if self.kind else self.action

    @property
    def one(self) -> str:
        """Call one of its papers, for the name of a file; a paper found by its title is called by it already."""
        if not self.kind:
            return "согласия"
        return wording.low(kinds.get(self.kind).title) if self.drafts else ""

    def name(self, row: Row) -> str:
        person = self.person_of(row)
        return person.short_name if person else naming.name(row) if isinstance(row, Pair) else row.title


def seen_by(membership: Membership) -> list[str]:
    """Return the sorts whose papers this member may open."""
    return [code for code, sort in SORTS.items() if membership.can(sort.seen) and membership.can(sort.action)]


def offered(membership: Membership) -> list[Sort]:
    """Return the sorts that this member may begin on the page of batches; consents have a page of their own."""
    return [SORTS[code] for code in seen_by(membership) if code != CONSENTS]


def _pairs(by: Membership, wanted: Filter) -> QuerySet[Pair]:
    rows = Pair.objects.visible_to(by).filter(programme=wanted.programme)
    states = {"": (Pair.State.PROJECT, *Pair.STANDING), "standing": Pair.STANDING, "project": (Pair.State.PROJECT,)}
    rows = rows.filter(state__in=states[wanted.state])
    if wanted.form:
        rows = rows.filter(form=wanted.form)
    if wanted.group:
        learners = Enrollment.objects.on(_today(by)).filter(group=wanted.group).values("person")
        rows = rows.filter(pk__in=PairMentee.objects.filter(mentee__person__in=learners).values("pair"))
    return rows


def _seats(model, side: str, by: Membership, wanted: Filter) -> QuerySet:
    held = Q(until=None) | Q(until__gte=_today(by))
    rows = model.objects.filter(held, pair__in=_pairs(by, wanted)).select_related(f"{side}__person", "pair")
    rows = rows.prefetch_related(f"pair__{side}s__{side}")
    if model is PairMentee and wanted.group:
        learners = Enrollment.objects.on(_today(by)).filter(group=wanted.group).values("person")
        rows = rows.filter(mentee__person__in=learners)
    return rows.order_by(f"{side}__person__name_key", "pk")


def _mentors(by: Membership, wanted: Filter) -> QuerySet[PairMentor]:
    return _seats(PairMentor, "mentor", by, wanted)


def _mentees(by: Membership, wanted: Filter) -> QuerySet[PairMentee]:
    return _seats(PairMentee, "mentee", by, wanted)


def _children(by: Membership, wanted: Filter) -> QuerySet[PairMentee]:
    """Return the seats of mentees who are not of age; one without a day of birth is named when it is made."""
    grown = rules.birthday_before(_today(by), ages.OF_AGE)
    return _mentees(by, wanted).exclude(mentee__person__birth_date__lte=grown)


def _whole(by: Membership, wanted: Filter) -> QuerySet[Pair]:
    return naming.with_people(_pairs(by, wanted)).order_by("pk")


def _certificates(by: Membership, wanted: Filter) -> QuerySet[Certificate]:
    rows = Certificate.objects.visible_to(by).filter(trainee__course__programme=wanted.programme)
    return rows.select_related("trainee__mentor__person").order_by("trainee__mentor__person__name_key", "pk")


def _awards(kind: str) -> Callable[[Membership, Filter], QuerySet[Award]]:
    def rows(by: Membership, wanted: Filter) -> QuerySet[Award]:
        found = Award.objects.visible_to(by).filter(programme=wanted.programme, kind=kind)
        return found.select_related("person").order_by("person__name_key", "pk")

    return rows


def _drafted(kind: str) -> Callable[[Membership, Filter], QuerySet[Document]]:
    """Return what finds the papers of a kind that were drafted on pages of their own."""

    def rows(by: Membership, wanted: Filter) -> QuerySet[Document]:
        found = Document.objects.visible_to(by).filter(kind=kind, programme=wanted.programme).first_issues()
        found = found.exclude(state=Document.State.CANCELLED)
        narrowed = wanted.form or wanted.group or wanted.state
        return (found.filter(concerns__pair__in=_pairs(by, wanted)) if narrowed else found).order_by("title", "pk")

    return rows


def _of_seat(side: str) -> Callable[[Document, Row], bool]:
    """Return what knows the paper of a seat: of those who ever sat on this side of the pair it names this one alone.

    Where the text names several of them or nobody, the end of the title tells.
    """

    def its(document: Document, row: Row) -> bool:
        if not _about(document, row.pair_id):
            return False
        person = getattr(row, side).person
        sat = {getattr(seat, side).person_id for seat in getattr(row.pair, f"{side}s").all()}
        named = sat & gathering.asked_people(document.body)
        return named == {person.pk} if len(named) == 1 else document.title.endswith(f": {person.full_name}")

    return its


def _of_pair(document: Document, row: Pair) -> bool:
    return _about(document, row.pk)


def _about(document: Document, pair: int) -> bool:
    return any(concern.pair_id == pair for concern in document.concerns.all())


def _certified(document: Document, row: Certificate) -> bool:
    number = re.escape(plain(row.number))
    return row.trainee.mentor.person_id in gathering.asked_people(document.body) and _says(
        document, rf"{number}(?![\w/-])"
    )


def _awarded(document: Document, row: Award) -> bool:
    reason = re.escape(phrases.sentence(row.reason))
    return row.person_id in gathering.asked_people(document.body) and _says(document, rf"{reason}\s*($|[.;])")


def _itself(document: Document, row: Document) -> bool:
    return document.pk == row.pk


def _says(document: Document, words: str) -> bool:
    """Tell whether the text has these words, a pattern, whole: «за помощь» is not said by «за помощь классу»."""
    found = re.compile(rf"(?<![\w/-]){words}")
    return any(found.search(text) for block in document.body for text in gathering.texts_of(block))


def _mentor(row: PairMentor) -> Person:
    return row.mentor.person


def _mentee(row: PairMentee) -> Person:
    return row.mentee.person


def _trained(row: Certificate) -> Person:
    return row.trainee.mentor.person


def _own(row: Award) -> Person:
    return row.person


def _nobody(row: Row) -> None:
    return None


def _same(row: Person) -> Person:
    return row


def _people(by: Membership, wanted: Filter) -> QuerySet[Person]:
    return matrix.with_groups(finding.reached(by), _today(by))


def _today(by: Membership) -> date:
    return schooldays.today(by.organization)


_THANKS, _DIPLOMA = Award.Kind.THANKS, Award.Kind.DIPLOMA
SORTS: Mapping[str, Sort] = MappingProxyType({
    sort.code: sort
    for sort in (
        Sort("mentors", "Соглашения с наставниками", "agreement_mentor", 2, _mentors, _mentor, _of_seat("mentor")),
        Sort("mentees", "Соглашения с наставляемыми", "agreement_mentee", 2, _mentees, _mentee, _of_seat("mentee")),
        Sort("parents", "Соглашения с родителями", "agreement_parent", 2, _children, _mentee, _of_seat("mentee")),
        Sort("pairs", "Соглашения о сотрудничестве", "agreement_pair", 2, _whole, _nobody, _of_pair),
        Sort(
            "labour", "Дополнительные соглашения к трудовым договорам", "labour_agreement", 2,
            _drafted("labour_agreement"), _nobody, _itself, drafts=False,
        ),
        Sort(
            "certificates", "Сертификаты школы наставников", "certificate", 1, _certificates, _trained, _certified,
        ),
        Sort("thanks", "Благодарности", "thanks", 1, _awards(_THANKS), _own, _awarded),
        Sort("diplomas", "Грамоты", "diploma", 1, _awards(_DIPLOMA), _own, _awarded),
        Sort(CONSENTS, "Бланки согласий", "", 1, _people, _same, _itself, "consents.see"),
    )
})  # fmt: skip
