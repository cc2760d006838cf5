"""All consents of one person: what is asked, what was signed, by whom, and what may be done about it."""

from dataclasses import dataclass
from datetime import date

from mentoring.accounts import schooldays
from mentoring.people.consents import consequences, gates, matrix, rules, signing
from mentoring.people.consents.consequences import Consequence
from mentoring.people.consents.matrix import Cell
from mentoring.people.consents.rules import Mark, Standing, Subject
from mentoring.people.models import Consent, ConsentKind, Guardianship, Person


@dataclass(frozen=True)
class Purpose:
    """One purpose with its state, and its acts from the last to the first."""

    kind: ConsentKind
    cell: Cell
    acts: tuple[Consent, ...]
    due: tuple[Consequence, ...] = ()  # what is to be done after a withdrawal

    @property
    def is_open(self) -> bool:
        """Tell whether a signature is still to be had."""
        return self.cell.standing.is_closed or self.cell.standing.mark is Mark.SOON

    @property
    def standing_act(self) -> Consent | None:
        """Return the act on which the school rests today."""
        return None if self.is_closed else next((act for act in self.acts if act.pk == self.cell.standing.act), None)

    @property
    def is_closed(self) -> bool:
        return self.cell.standing.is_closed

    @property
    def withdrawn_act(self) -> Consent | None:
        """Return the last withdrawn signature: what follows is done, and shown, once for the purpose."""
        return next((act for act in self.acts if act.withdrawn_on), None)


@dataclass(frozen=True)
class Card:
    """What the page of one person shows."""

    person: Person
    subject: Subject
    purposes: tuple[Purpose, ...]
    guardians: tuple[Guardianship, ...]
    today: date

    @property
    def needs_guardian(self) -> bool:
        return self.subject.is_minor(self.today) and not self.guardians

    @property
    def signs_too(self) -> bool:
        return self.subject.signs_too(self.today)

    @property
    def is_minor(self) -> bool:
        return self.subject.is_minor(self.today)

    @property
    def who_signs(self) -> str:
        return matrix.who_signs(self.subject, self.today)

    @property
    def wanted(self) -> tuple[Purpose, ...]:
        """Return the purposes for which a signature is still to be had."""
        return tuple(one for one in self.purposes if one.is_open)


def _due(person: Person, kind: ConsentKind, said: Standing) -> tuple[Consequence, ...]:
    if said.mark is not Mark.WITHDRAWN or said.since is None:
        return ()
    return consequences.of_withdrawal(kind.gate, said.since, schooldays.calendar_of(person.organization))


def of(person: Person, kinds: list[ConsentKind], today: date) -> Card:
    """Gather what is known of the consents of one person."""
    subject = gates.subjects_of(person.organization, [person.pk], today)[person.pk]
    acts = gates.acts_of(person.organization, [person.pk], [gates.kind_of(kind) for kind in kinds])
    rows = (
        Consent.objects.filter(person=person).select_related("given_by", "text", "scan", "act").order_by("-on", "-pk")
    )
    by_kind: dict[int, list[Consent]] = {}
    for row in rows:
        by_kind.setdefault(row.kind_id, []).append(row)
    purposes = []
    for kind in kinds:
        said = rules.standing(gates.kind_of(kind), subject, acts[person.pk, kind.code], today)
        if said.mark is not Mark.NEEDLESS or kind.pk in by_kind:
            cell = Cell(matrix.heading(kind), said, kind.gate)
            own = tuple(by_kind.get(kind.pk, ()))
            purposes.append(Purpose(kind, cell, own, _due(person, kind, said)))
    return Card(person, subject, tuple(purposes), tuple(signing.guardians(person, today)), today)
