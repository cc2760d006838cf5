"""Read what stands beside a paper on a day: as many queries for a large programme as for a small one."""

from collections.abc import Iterable, Mapping
from datetime import date

from mentoring.pairs import naming
from mentoring.pairs.models import Pair
from mentoring.people.models import Enrollment
from mentoring.registry.models import Mentee, Mentor
from reports.documents import gathering, kinds, telling
from reports.documents.beside import Act, Beside, Bond, Party
from reports.documents.models import Concern, Document


def read(document: Document, on: date) -> Beside:
    """Return the acts, the participants and the pairs with which a paper must agree."""
    mentors, mentees = (
        list(model.objects.filter(programme=document.programme_id).select_related("person"))
        for model in (Mentor, Mentee)
    )
    groups = _groups([row.person_id for row in mentees], on)
    return Beside.of(
        tuple(_acts(document)),
        mentors=tuple(_party(row, groups) for row in mentors),
        mentees=tuple(_party(row, groups) for row in mentees),
        bonds=tuple(_bonds(document, groups)),
        named=frozenset(gathering.asked_people(document.body)),
    )


def _acts(document: Document) -> Iterable[Act]:
    rows = Document.objects.filter(programme=document.programme_id).issued().exclude(pk=document.pk)
    for code, on, number, state in rows.values_list("kind", "on", "number", "state"):
        if code in kinds.KINDS:
            yield Act(on, number, kinds.get(code).word["nom"], code, cancelled=state == Document.State.CANCELLED)


def _groups(people: Iterable[int], on: date) -> Mapping[int, str]:
    rows = Enrollment.objects.filter(person__in=people).on(on)
    return dict(rows.values_list("person", "group__title"))


def _party(row: Mentor | Mentee, groups: Mapping[int, str]) -> Party:
    state = row.state == row.State.REGISTERED
    return Party(row.person_id, row.person.full_name, groups.get(row.person_id, ""), registered=state)


def _bonds(document: Document, groups: Mapping[int, str]) -> Iterable[Bond]:
    pairs = list(naming.with_people(Pair.objects.filter(papers__document=document).distinct()))
    if not pairs:
        return
    deeds = (Concern.Deed.FIX, Concern.Deed.REPLACE)
    rows = Concern.objects.filter(pair__in=pairs, deed__in=deeds, done_at=None)
    rows = rows.select_related("document", "mentor__person").defer("document__body", "document__snapshot")
    waiting = list(rows.exclude(document__state=Document.State.CANCELLED))
    for pair in pairs:
        day = naming.day_of(pair)
        own = [row for row in waiting if row.pair_id == pair.pk]
        yield Bond(
            naming.name(pair),
            pair.start,
            pair.end,
            pair.get_state_display(),
            project=pair.state == Pair.State.PROJECT,
            over=pair.state in Pair.OVER,
            mentors=tuple(_party(seat.mentor, groups) for seat in naming.mentors_on(pair, day)),
            mentees=tuple(_party(seat.mentee, groups) for seat in naming.mentees_on(pair, day)),
            coming=tuple(_party(mentor, groups) for mentor in _coming(pair, own, day)),
            fixes=tuple(
                telling.name(row.document)
                for row in own
                if row.deed == Concern.Deed.FIX and row.document_id != document.pk
            ),
        )


def _coming(pair: Pair, waiting: Iterable[Concern], day: date) -> list[Mentor]:
    """Return the mentors who take a pair over later: by an order under way, or by one whose day has not come."""
    ahead = [seat.mentor for seat in pair.mentors.all() if seat.since > day]
    return [*(row.mentor for row in waiting if row.mentor), *ahead]
