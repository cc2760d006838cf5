"""Whether those concerned agree to a proposed pair: asked by a personal link, answered with one tap."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from mentoring.accounts import journal, links
from mentoring.accounts.models import Membership, PersonalLink
from mentoring.accounts.operations import Refused
from mentoring.notifications import letters
from mentoring.pairs.models import Assent, Run, RunPair
from mentoring.people import ages
from mentoring.people.models import Guardianship, Person

PURPOSE, PAGE = "assent", "assent_link"
LASTS = timedelta(days=90)  # whether one may still answer is told by the run
Side, State = Assent.Side, Assent.State


def ask(proposed: Iterable[RunPair], day: date) -> list[Assent]:
    """Write down whom to ask: the mentor, the mentee, and a parent of a minor."""
    rows = list(proposed)
    minors = {row.mentee.person_id for row in rows if ages.is_minor(row.mentee.person.birth_date, day)}
    parents = _parents(minors, day)
    asked = []
    for row in rows:
        people = {row.mentor.person_id: Side.MENTOR, row.mentee.person_id: Side.MENTEE}
        if row.mentee.person_id in parents:
            people.setdefault(parents[row.mentee.person_id], Side.PARENT)
        own = {"organization": row.organization, "proposed": row}
        asked += [Assent(**own, person_id=person, side=side) for person, side in people.items()]
    return Assent.objects.bulk_create(asked)


def _parents(children: set[int], day: date) -> dict[int, int]:
    """Choose for each child one guardian: who has an address of mail first."""
    rows = Guardianship.objects.on(day).filter(child__in=children).select_related("guardian").order_by("pk")
    chosen: dict[int, Person] = {}
    for row in rows:
        before = chosen.get(row.child_id)
        if before is None or (row.guardian.email and not before.email):
            chosen[row.child_id] = row.guardian
    return {child: guardian.pk for child, guardian in chosen.items()}


def open_to() -> QuerySet[Assent]:
    """Return the questions that may be answered: those of runs before whoever decides, on pairs not turned down."""
    rows = Assent.objects.filter(proposed__run__state=Run.State.HANDED, proposed__declined=False)
    return rows.select_related(
        "organization", "person", "proposed__run__form", "proposed__mentee__person", "proposed__mentor__person"
    )


def held_by(link: PersonalLink) -> Assent | None:
    """Return the question of this link, as long as it may be answered."""
    return open_to().filter(organization=link.organization, pk=link.subject).first()


def unanswered(run: Run) -> QuerySet[Assent]:
    return open_to().filter(proposed__run=run, state=State.ASKED).order_by("person__name_key", "pk")


@transaction.atomic
def say(assent: Assent, agrees: bool, word: str = "") -> Assent:
    """Keep an answer; until it is decided one may answer again."""
    row = open_to().select_for_update(of=("self",)).filter(pk=assent.pk).first()
    if row is None:
        raise Refused("По этой паре уже решили, ответ больше не нужен. Вопросы задайте куратору.")
    row.state = State.AGREED if agrees else State.DECLINED
    row.word, row.at = word.strip()[:300], timezone.now()
    row.save(update_fields=["state", "word", "at"])
    told = {"state": row.get_state_display(), "side": row.get_side_display()}
    journal.write(row.organization, "assent.say", row, by=None, after=told)
    return row


@transaction.atomic
def write(run: Run, *, by: Membership) -> int:
    """Write to everybody who has not answered and has an address; return to how many."""
    found = [row for row in unanswered(run) if row.person.email]
    if not found:
        raise Refused("Писать некому: ответили все, у кого есть почта. Остальным напечатайте ссылки.")
    addresses = make_links(found)
    for row in found:
        context = {"row": row, "address": addresses[row.pk], "form": run.form}
        letters.post(run.organization, row.person.email, "assent", context)
    journal.write(run.organization, "run.ask", run, by=by, after={"told": len(found)})
    return len(found)


@transaction.atomic
def print_links(run: Run, *, by: Membership) -> list[tuple[Assent, str]]:
    """Make a link for everybody who has not answered; the addresses are told this once."""
    found = list(unanswered(run))
    if not found:
        raise Refused("Ответили все: печатать нечего.")
    addresses = make_links(found)
    journal.write(run.organization, "run.links", run, by=by, after={"links": len(found)})
    return [(row, addresses[row.pk]) for row in found]


def make_links(assents: list[Assent]) -> dict[int, str]:
    """Make a link for each of these questions of one school; return the addresses by question."""
    tokens = links.make_many(assents[0].organization, PURPOSE, [str(row.pk) for row in assents], lasts=LASTS)
    return {row.pk: links.address(PAGE, tokens[str(row.pk)]) for row in assents}
