"""A walk along the chain of documents of one programme: each act by the verbs that people press, judged at once."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

import time_machine

from mentoring.accounts import schooldays
from mentoring.accounts.models import Membership
from mentoring.calendar import zones
from mentoring.people.models import Person
from reports.documents import approving, chain, checking, drafting, issuing, kinds
from reports.documents.models import Document
from reports.documents.subjects import table as subjects
from tests.cycles import recount
from tests.cycles.town import Town

BY_HAND = ("agreement", "notice")  # papers on which the other side writes with a pen
LAWS = frozenset({"273-ФЗ", "Р-145", "1264-р", "152-ФЗ", "779", "АЗ-1128/08"})  # acts of authorities
OUTSIDE = LAWS | {"17"}  # and a contract


class Walk:
    """The programme, its clock, the acts issued so far, and what the page of the chain says of the others."""

    def __init__(self, town: Town, clock: time_machine.Traveller):
        self.town, self.clock = town, clock
        self.programme = town.programme
        self.curator, self.head = (_signed_in(town.by_duty(duty)) for duty in ("curator", "head"))
        self.acts: list[Document] = []
        self.lacked: dict[str, tuple[str, ...]] = {}

    @property
    def today(self) -> date:
        return schooldays.today(self.town.school)

    def come(self, day: int, month: int, year: int) -> None:
        """Let the morning of this day come."""
        self.clock.move_to(zones.moment(self.town.school.zone, date(year, month, day), 10))

    def lines(self, kind: str) -> list[chain.Line]:
        """Return the lines of a kind on the page of the chain."""
        stages = chain.stages(self.curator, self.programme, self.today)
        return [line for stage in stages for line in stage.lines if line.kind == kind]

    def page(self) -> dict[str, chain.Line]:
        """Return the lines of the page by kinds; of several acts of a kind the last."""
        stages = chain.stages(self.curator, self.programme, self.today)
        return {line.kind: line for stage in stages for line in stage.lines}

    def lacking(self) -> dict[str, tuple[str, ...]]:
        """Say of each kind that cannot be drafted yet what the page says it lacks."""
        found = {code: line for code, line in self.page().items() if line.document is None and not line.counted}
        said = {code: (*line.wants, *(what for what, _ in line.missing)) for code, line in found.items()}
        return {code: words for code, words in said.items() if words}

    def opens(self, *codes: str) -> None:
        """Expect that since the last look these kinds, and no others, have stopped lacking something."""
        now = self.lacking()
        freed = {code for code, words in self.lacked.items() if now.get(code) != words}
        assert freed == set(codes)
        assert now.keys() <= self.lacked.keys()
        self.lacked = now

    def draft(self, kind: str) -> Document:
        return drafting.draft(kind, self.programme, by=self.curator)

    def about(self, kind: str, row: object) -> Document:
        return subjects.draft(kind, row, by=self.curator)

    def write(self, document: Document, said: Mapping[str, str]) -> Document:
        """Write what only the curator knows in the places of a draft that ask for it."""
        body = [dict(block) for block in document.body]
        for block in body:
            for wanted, words in said.items() if "text" in block else ():
                block["text"] = block["text"].replace(wanted, words)
        return drafting.edit(document, by=self.curator, version=document.version, body=body)

    def issue(
        self, document: Document, *, alarms: Sequence[str] = (), rests: Sequence[Document] | None = None
    ) -> Document:
        """Check, submit, approve and number a draft on this day; nothing may be wrong but what is named here."""
        found = checking.faults(document)
        said = [f"{fault.level}: {fault.place}: {fault.text}".replace("\u00a0", " ") for fault in found]
        assert said == list(alarms)
        approving.submit(document, by=self.curator, version=document.version, accept_warnings=bool(alarms))
        approving.approve(document, by=self.head)
        act = issuing.issue(document, on=self.today, by=self.curator)
        act.refresh_from_db()
        first = all(one.kind != act.kind for one in self.acts)
        self.acts.append(act)
        assert self._wrong(act) == []
        if first or rests is not None:
            line = self.page()[act.kind]
            assert line.missing == ()
        if rests is not None:
            assert line.wants == ()
            assert [link.document.pk for link in line.rests] == [other.pk for other in rests]
            assert [link.words.replace("\u00a0", " ") for link in line.rests] == [_named(other) for other in rests]
        return act

    def print(self, document: Document) -> Document:
        """Look through a paper that nobody approves: it is printed as it is drafted."""
        assert not kinds.get(document.kind).is_approved
        assert [f"{one.level}: {one.text}" for one in checking.faults(document)] == []
        return document

    def protocols_of(self, act: Document) -> list[Document]:
        """Return the protocols of the walk that the words of an act name, in their order."""
        named = [(on, number) for sort, on, number in recount.references(act) if sort == "протокол"]
        protocols = {(one.on, one.number): one for one in self.acts if one.journal.code == "protocols"}
        return [protocols[one] for one in named]

    def says(self, pattern: str) -> set[str]:
        """Return the kinds of the acts in whose words something stands; the names of the school do not count."""
        names = (self.town.school.full_name, self.town.school.short_name)
        return {act.kind for act in self.acts if re.search(pattern, recount.without(recount.whole(act), names))}

    def grounds(self) -> dict[str, list[str]]:
        """Return by kind the laws and acts of authorities that its first act names."""
        return {act.kind: some for act in reversed(self.acts) if (some := recount.laws(act, LAWS))}

    def years(self) -> set[tuple[str, int, int]]:
        """Return of each journal and year how many numbers it has given."""
        counted = Counter((act.journal.code, act.year) for act in self.acts)
        return {(code, year, count) for (code, year), count in counted.items()}

    def reread(self) -> None:
        """Read all acts of the walk together: each reference leads to one of them, no journal has a gap."""
        for act in self.acts:
            act.refresh_from_db()
        assert recount.strays(self.acts, OUTSIDE) == []
        assert recount.dead(self.acts) == []
        assert recount.gaps(self.acts) == {}

    def _wrong(self, act: Document) -> list[str]:
        """Read the act anew; name what is wrong with its words."""
        pen = kinds.get(act.kind).pen or act.kind.endswith(BY_HAND) or act.kind.startswith(BY_HAND)
        return [
            *recount.leftovers(act, pen=pen),
            *recount.misnamed(act, self.town.known),
            *recount.strangers(act, list(self.town.known.values())),
            *recount.annexes(act),
            *recount.unregistered(act),
            *recount.unasked(act, self.town.staff, self.head.person.pk),
        ]


def _signed_in(person: Person) -> Membership:
    """Return a member as a request has them: their roles are asked for once."""
    rows = Membership.objects.select_related("organization").prefetch_related("grants")
    return rows.get(pk=person.membership_id)


def told(line: chain.Line) -> list[str]:
    """Return what the page says has become of an act."""
    return [link.words.replace("\u00a0", " ") for link in line.changes]


def _named(act: Document) -> str:
    name = next(block["text"] for block in act.snapshot["blocks"] if block["block"] == "name").lower()
    return f"{name} от {act.on:%d.%m.%Y} № {act.number}"
