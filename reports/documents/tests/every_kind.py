"""One filled paper of every kind, made as people make them in the course of a cycle."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date

import pytest

from mentoring.access import Role
from mentoring.accounts import schooldays
from mentoring.accounts.models import Membership
from mentoring.people.consents import usual
from mentoring.people.models import ConsentKind
from mentoring.printing import press
from mentoring.programmes.models import Programme
from reports.documents import annexes, approving, blanks, changing, composing, drafting, gathering, issuing, kinds
from reports.documents.consents import forms as consent_forms
from reports.documents.consents import pack as consent_pack
from reports.documents.filling import Subject
from reports.documents.labour import hiring
from reports.documents.labour import notices as labour_notices
from reports.documents.labour.notices import Side
from reports.documents.models import Document
from reports.documents.paper import Paper
from reports.documents.rendering import html
from reports.documents.subjects import table as subjects
from reports.documents.tests import composed, whole_cycle
from reports.documents.tests.ending import errors
from reports.documents.tests.hired import FIXED, seat_of
from reports.documents.tests.whole_cycle import AUGUST, MAY, Cycle, award
from tests.cast import make_member, make_programme, make_school

NUMBER = "147-од"
NOTICE = date(2026, 10, 12)
Draft = Callable[[Cycle], Document]


@dataclass(frozen=True)
class Made:
    """A paper of a kind, the errors that would stop it, the words of its row that its draft gave."""

    paper: Paper
    errors: tuple[str, ...] = ()
    words: frozenset[str] = frozenset()


def _plain(kind: str) -> Draft:
    """Draft a paper of the whole programme."""
    return lambda cycle: drafting.draft(kind, cycle.programme, by=cycle.curator)


def _about(kind: str, row: Callable[[Cycle], subjects.Row]) -> Draft:
    """Draft a paper of one row."""
    return lambda cycle: subjects.draft(kind, row(cycle), by=cycle.curator)


def _written(kind: str, words: Mapping[str, str]) -> Draft:
    """Draft a paper of which the curator writes parts by hand: the words by what the kind asks for."""

    def draft(cycle: Cycle) -> Document:
        made = drafting.draft(kind, cycle.programme, by=cycle.curator)
        body = [block | ({"text": said} if (said := words.get(block.get("text"))) else {}) for block in made.body]
        return drafting.edit(made, by=cycle.curator, version=made.version, body=body)

    return draft


def _of_labour(kind: str) -> Draft:
    """Take one of the papers that were drafted together."""
    return lambda cycle: Document.objects.filter(kind=kind, programme=cycle.programme).earliest("pk")


def _mentor_at_work(cycle: Cycle) -> Document:
    return hiring.draft_for_mentor(seat_of(cycle.third), FIXED, by=cycle.curator)


def _curator_at_work(cycle: Cycle) -> Document:
    return hiring.draft_for_curator(cycle.programme, cycle.took.people["Осипова"], FIXED, by=cycle.curator)


def _notice(side: Side) -> Draft:
    return lambda cycle: labour_notices.notify_of_mentor(
        seat_of(cycle.third), side=side, on=NOTICE, reason="Переход на другую должность.", by=cycle.curator
    )


def _replaced(cycle: Cycle) -> Document:
    mentor = cycle.mentor("Кедрова")
    return changing.replace(cycle.first, mentor, on=NOTICE, reason="Заявление наставника.", by=cycle.curator)


def _ended(cycle: Cycle) -> Document:
    return changing.end(cycle.second, ending="mentee", on=NOTICE, reason="Заявление родителя.", by=cycle.curator)


def _mentor(cycle: Cycle):
    return cycle.mentor("Дятлов")


def _seat(cycle: Cycle):
    return cycle.first.mentees.select_related("pair__organization", "mentee__person").get()


# In the order of a cycle: what a paper rests on is drafted, and where it is an act issued, before it.
BEFORE: Mapping[str, Draft] = {
    **{kind: _plain(kind) for kind in ("group_protocol", "O1", "roadmap", "O2", "regulation", "O3", "O9")},
    "curator_consent": lambda cycle: _curator_at_work(cycle) and _of_labour("curator_consent")(cycle),
    **{kind: _of_labour(kind) for kind in ("curator_agreement", "O10_curator")},
    "employer_letter": _about("employer_letter", lambda cycle: cycle.partner),
    "agreement_partner": _about("agreement_partner", lambda cycle: cycle.partner),
    **{kind: _plain(kind) for kind in ("O4", "register_mentees", "criteria", "confidentiality")},
    "needs_card": _about("needs_card", lambda cycle: cycle.mentee("Ежова")),
    "mentor_application": _about("mentor_application", _mentor),
    "interview_protocol": _about("interview_protocol", lambda cycle: cycle.interview),
    "evaluation_protocol": _about("evaluation_protocol", lambda cycle: cycle.evaluation),
    "consideration": _about("consideration", lambda cycle: cycle.programme),
    **{kind: _plain(kind) for kind in ("O6", "register_mentors", "O5", "school_programme")},
    "attendance": _about("attendance", lambda cycle: cycle.took.course),
    "certificate": _about("certificate", lambda cycle: cycle.certificate),
    **{kind: _plain(kind) for kind in ("application_blank", "memo_mentor", "memo_mentee", "memo_parent")},
    **{kind: _plain(kind) for kind in ("mentor_form", "curator_form", "curator_month")},
    **{kind: _plain(kind) for kind in ("preference_mentee", "preference_mentor")},
    **{kind: _plain(kind) for kind in ("council_protocol", "attachment", "O7")},
}
DURING: Mapping[str, Draft] = {
    "O8": _plain("O8"),
    "agreement_mentor": _about("agreement_mentor", lambda cycle: seat_of(cycle.first)),
    "agreement_mentee": _about("agreement_mentee", _seat),
    "agreement_parent": _about("agreement_parent", _seat),
    "agreement_pair": _about("agreement_pair", lambda cycle: cycle.first),
    "pair_plan": _about("pair_plan", lambda cycle: cycle.first),
    "labour_consent": lambda cycle: _mentor_at_work(cycle) and _of_labour("labour_consent")(cycle),
    **{kind: _of_labour(kind) for kind in ("labour_agreement", "O10")},
    "O10_learners": lambda cycle: hiring.draft_for_mentor(seat_of(cycle.first), FIXED, by=cycle.curator),
    "labour_notice": _notice(Side.EMPLOYER),
    "labour_refusal": _notice(Side.WORKER),
    "O11": _replaced,
    "O11_end": _ended,
}
AFTER: Mapping[str, Draft] = {
    "route_map": _about("route_map", lambda cycle: cycle.first),
    "pair_diary": _about("pair_diary", lambda cycle: cycle.first),
    "pair_summary": _about("pair_summary", lambda cycle: cycle.second),
    "O12": _plain("O12"),
    "O13": _plain("O13"),
    "invitation": _written(
        "invitation",
        {"{invited}": "Руководителям организаций-партнёров\n(по списку)", "{invited.dear}!": "Уважаемые партнёры!"},
    ),
    "O14": _plain("O14"),
    "report": _written("report", {"{conclusions}": "Программу продолжить: пары работают."}),
    "thanks": _about("thanks", lambda cycle: award(cycle, "thanks")),
    "diploma": _about("diploma", lambda cycle: award(cycle, "diploma")),
    "parents_letter": _about("parents_letter", lambda cycle: award(cycle, "letter")),
    "mentor_statement": _about("mentor_statement", _mentor),
    "portfolio": _about("portfolio", _mentor),
    "cases": _about("cases", lambda cycle: cycle.programme),
}
KINDS = (*BEFORE, *DURING, *AFTER)
BLANKS = {f"blank-{code}": code for code in sorted(annexes.BLANKS)}
CONSENTS = {f"consent-{one.code}": one.code for one in usual.KINDS}
SHAPES = {f"O1-{shape}": shape for shape in composed.SHAPES}
NAMES = (*KINDS, *BLANKS, *CONSENTS, *SHAPES)
_ISSUED = {
    *("O1", "O2", "O4", "O5", "O6", "evaluation_protocol", "consideration", "council_protocol", "attachment", "O8"),
    "labour_agreement",
}


class Printed(dict):
    """The PDF of each paper by its name, made when it is first asked for."""

    def __init__(self, made: Mapping[str, Made]) -> None:
        super().__init__()
        self.made = made

    def __missing__(self, name: str) -> bytes:
        sheets = consent_pack.SHEETS if name in CONSENTS else html.SHEETS
        self[name] = press.pdf(html.page(self.made[name].paper), sheets=sheets)
        return self[name]


def make() -> dict[str, Made]:
    """Walk a cycle and return every paper by its name; rows are left to the caller's transaction."""
    found: dict[str, Made] = {}
    with pytest.MonkeyPatch.context() as clock, _given_words() as given:
        cycle = _at(clock, AUGUST, whole_cycle.begin)
        _draft(BEFORE, cycle, AUGUST, found)
        whole_cycle.agree_plans(cycle)
        _draft(DURING, cycle, AUGUST, found)
        _at(clock, MAY, lambda: whole_cycle.work(cycle))
        _draft(AFTER, cycle, MAY, found)
        found |= _consents(cycle)
        school = gathering.school(cycle.programme.organization)
        found |= {name: Made(blanks.lay(kinds.get(code), school, AUGUST)) for name, code in BLANKS.items()}
        _at(clock, AUGUST, lambda: found.update(_orders()))
    return {name: replace(made, words=frozenset(given[name])) for name, made in found.items()}


@contextmanager
def _given_words() -> Iterator[Mapping[str, set[str]]]:
    """Listen to what each draft tells of its row, by the kind."""
    given: dict[str, set[str]] = defaultdict(set)
    draft = drafting.draft_about

    def listen(kind: str, programme: Programme, title: str, subject: Subject, *, by: Membership) -> Document:
        given[kind].update(subject.words, *subject.parts)
        return draft(kind, programme, title, subject, by=by)

    with pytest.MonkeyPatch.context() as ears:
        ears.setattr(drafting, "draft_about", listen)
        yield given


def _consents(cycle: Cycle) -> dict[str, Made]:
    """Write each consent for a learner, or for a mentor where it is not of learners."""
    asked, found = list(ConsentKind.objects.filter(organization=cycle.programme.organization)), {}
    for surname in ("Ежова", "Дятлов"):
        people = consent_pack.people_of(cycle.curator, [cycle.took.people[surname].pk], AUGUST)
        for kind in asked:
            for blank in consent_pack.blanks(people, [kind], AUGUST, only_lacking=False, by=cycle.curator):
                found.setdefault(f"consent-{kind.code}", Made(consent_forms.paper(kind.title, [blank])))
    return found


def _orders() -> dict[str, Made]:
    """Write the first order with plans of every shape."""
    found = {}
    for name, shape in SHAPES.items():
        school = make_school(shape)
        programme, curator = make_programme(school), make_member(school, Role.CURATOR)
        found[name] = Made(composed.order(programme, curator, shape))
    return found


def _at(clock: pytest.MonkeyPatch, day: date, deed: Callable):
    """Stop the clock on the wall, which is the world outside."""
    clock.setattr(schooldays, "today", lambda organization: day)
    return deed()


def _draft(drafts: Mapping[str, Draft], cycle: Cycle, day: date, found: dict[str, Made]) -> None:
    for kind, draft in drafts.items():
        made = draft(cycle)
        document = Document.objects.select_related("organization", "programme", "drafted_by").get(pk=made.pk)
        assert document.kind == kind
        found[kind] = Made(composing.compose(document, on=day, number=NUMBER), tuple(errors(document)))
        if kind in _ISSUED:
            approving.submit(document, by=cycle.curator, accept_warnings=True)
            issuing.approve_and_issue(document, on=day, by=cycle.director)
