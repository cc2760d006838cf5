"""The chain of documents of a programme: its acts by the seven stages, each with what it rests on and what it lacks."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from mentoring.accounts.models import Membership
from mentoring.calendar import words
from mentoring.programmes.models import Programme
from reports.documents import acquainting, kinds, listing, offering, telling, ties
from reports.documents.models import Document
from reports.documents.ties import Link, Ties
from roadmap.models import STAGES

State = Document.State
SEVERAL = 5  # acts of one kind that are told one by one; more are counted
_NAMED = 3  # acts named as the ground of one line
# The kinds of each stage in the order in which a cycle issues them; a kind that is not there is left out.
ORDER: Mapping[int, tuple[str, ...]] = {
    1: (
        *("group_protocol", "O1", "roadmap", "O2", "regulation", "O3", "curator_agreement", "O10_curator"),
        *("employer_letter", "agreement_partner"),
    ),
    2: ("O4", "register_mentees", "O9"),
    3: ("criteria", "confidentiality"),
    4: (
        *("interview_protocol", "evaluation_protocol", "consideration", "O6", "register_mentors"),
        *("O5", "school_programme", "attendance", "certificate"),
    ),
    5: (
        *("council_protocol", "attachment", "O7", "agreement_mentor", "agreement_mentee", "agreement_parent"),
        *("labour_agreement", "O10", "O10_learners", "labour_notice"),
    ),
    6: ("O8", "pair_plan", "O12", "O11", "O11_end"),
    7: ("report", "O13", "invitation", "O14", "thanks", "diploma", "parents_letter", "mentor_statement"),
}
_OTHERS = "Другие документы"
# Kinds that a cycle needs and that are drafted beside their rows: the name of that page, its words, its right.
_ELSEWHERE = {
    "consideration": ("selection", "Отбор наставников", "selection.see"),
    "certificate": ("admin:registry_course_changelist", "Школа наставников", "training.see"),
    "agreement_mentor": ("pairs", "Пары", "pairs.see"),
    "agreement_mentee": ("pairs", "Пары", "pairs.see"),
    "agreement_parent": ("pairs", "Пары", "pairs.see"),
    "pair_plan": ("pairs", "Пары", "pairs.see"),
}
# What others only heed: nobody misses it where there is nothing to draft it about.
_HEEDED = frozenset(code for kind in kinds.KINDS.values() for code in kind.heeds)
_COUNTED = {
    "приказ": ("приказ", "приказа", "приказов"),
    "протокол": ("протокол", "протокола", "протоколов"),
    "соглашение": ("соглашение", "соглашения", "соглашений"),
    "сертификат": ("сертификат", "сертификата", "сертификатов"),
    "план": ("план", "плана", "планов"),
    "письмо": ("письмо", "письма", "писем"),
    "благодарность": ("благодарность", "благодарности", "благодарностей"),
    "грамота": ("грамота", "грамоты", "грамот"),
}
_STATES = (
    (Document.IN_FORCE, ("действует", "действуют", "действуют")),
    ((State.APPROVED,), ("ждёт номера", "ждут номера", "ждут номера")),
    ((State.SUBMITTED,), ("на утверждении", "на утверждении", "на утверждении")),
    ((State.RETURNED,), ("с замечаниями", "с замечаниями", "с замечаниями")),
    ((State.DRAFT,), ("черновик", "черновика", "черновиков")),
    ((State.CANCELLED,), ("отменено", "отменено", "отменено")),
)


@dataclass(frozen=True)
class Line:
    """One line of the chain: an act, many acts of a kind counted together, or what is not there yet."""

    kind: str
    title: str
    document: Document | None = None
    look: telling.Badge | None = None
    said: str = ""
    rests: tuple[Link, ...] = ()
    more_rests: int = 0
    wants: tuple[str, ...] = ()
    changes: tuple[Link, ...] = ()
    unread: int = 0
    told: int = 0
    counted: str = ""
    missing: tuple[tuple[str, str], ...] = ()
    elsewhere: tuple[str, str] | None = None
    drafts: bool = False  # nothing is lacking: it can be drafted with one press


@dataclass(frozen=True)
class Stage:
    """A stage of the cycle with its lines."""

    title: str
    lines: list[Line] = field(default_factory=list)
    number: int = 0


def stages(membership: Membership, programme: Programme, today: date) -> list[Stage]:
    """Lay out the acts of a programme as this member sees them; stages without a line are left out."""
    reading = _read(membership, programme, today)
    titles = dict(STAGES)
    found = [Stage(titles[number], list(_lines(codes, reading)), number) for number, codes in ORDER.items()]
    known = {code for codes in ORDER.values() for code in codes}
    found.append(Stage(_OTHERS, list(_lines(sorted(reading.acts.keys() - known), reading))))
    return [stage for stage in found if stage.lines]


def upcoming(stages: Iterable[Stage]) -> list[str]:
    """Return the kinds that can be drafted with one press, the next one of the cycle first."""
    return [line.kind for stage in stages for line in stage.lines if line.drafts]


@dataclass(frozen=True)
class _Reading:
    """Everything the lines are told from."""

    membership: Membership
    programme: Programme
    today: date
    acts: Mapping[str, Sequence[Document]]
    ties: Ties
    unread: Mapping[int, tuple[int, int]]
    offers: Mapping[str, offering.Offer]
    drafter: bool


def _read(membership: Membership, programme: Programme, today: date) -> _Reading:
    """Read the acts, their ties, who has not read them, and what can be drafted, in a fixed number of queries."""
    documents = list(listing.listed(membership).filter(programme=programme).order_by("on", "sequence", "drafted_at"))
    acts: dict[str, list[Document]] = defaultdict(list)
    for document in documents:
        if telling.is_approved(document) and not ties.is_change(document):
            acts[document.kind].append(document)
    drafter = membership.can("documents.edit")
    offers = offering.offers(membership, programme, today) if drafter else []
    return _Reading(
        membership,
        programme,
        today,
        acts,
        ties.tie(documents),
        acquainting.counts(documents),
        {offer.kind.code: offer for offer in offers},
        drafter,
    )


def _lines(codes: Iterable[str], reading: _Reading) -> Iterable[Line]:
    for code in codes:
        acts = reading.acts.get(code, ())
        if len(acts) > SEVERAL:
            yield _counted(code, acts, reading)
        else:
            yield from (_act(document, reading) for document in acts)
        standing = any(document.state != State.CANCELLED for document in acts)
        if not standing and reading.drafter and (line := _absent(code, reading)):
            yield line


def _act(document: Document, reading: _Reading) -> Line:
    rests = reading.ties.rests(document)
    unread, told = reading.unread.get(document.pk, (0, 0))
    open_one = document.sequence is None and document.kind in kinds.KINDS
    return Line(
        document.kind,
        telling.name(document),
        document=document,
        look=telling.look(document),
        said=telling.progress(document, reading.today),
        rests=rests[-_NAMED:],
        more_rests=max(0, len(rests) - _NAMED),
        wants=reading.ties.wants(document.kind, document.programme_id) if open_one else (),
        changes=reading.ties.changes(document),
        unread=unread,
        told=told,
    )


def _counted(code: str, acts: Sequence[Document], reading: _Reading) -> Line:
    """Tell many acts of a kind by one line: «60 соглашений: 48 действуют, 12 черновиков»."""
    kind = kinds.KINDS.get(code)
    forms = _COUNTED.get(kind.word["nom"] if kind else "", ("документ", "документа", "документов"))
    counts = [(sum(act.state in states for act in acts), said) for states, said in _STATES]
    said = ", ".join(words.counted(count, *said) for count, said in counts if count)
    return Line(
        code,
        telling.named(kind, kind.title) if kind else code,
        counted=f"{words.counted(len(acts), *forms)}: {said}",
        unread=sum(reading.unread.get(act.pk, (0, 0))[0] for act in acts),
        told=sum(reading.unread.get(act.pk, (0, 0))[1] for act in acts),
    )


def _absent(code: str, reading: _Reading) -> Line | None:
    """Say of a kind that has no act what is missing to draft one; who drafts nothing is told nothing."""
    kind = kinds.KINDS.get(code)
    if kind is None or not kind.is_approved:
        return None
    title, wants = telling.named(kind, kind.title), reading.ties.wants(code, reading.programme.pk)
    offer = reading.offers.get(code)
    if offer and offer.missing and code in _HEEDED:
        return None
    if offer:
        return Line(code, title, wants=wants, missing=offer.missing, drafts=not offer.missing and not wants)
    url, name, right = _ELSEWHERE.get(code, ("", "", ""))
    if not url or not reading.membership.can(right):
        return None
    return Line(code, title, wants=wants, elsewhere=(url, name))
