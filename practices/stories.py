"""Cases: written by parts, naming a pair only while everybody in it agrees to be published."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from mentoring.accounts import schooldays
from mentoring.accounts.models import Membership
from mentoring.accounts.operations import Refused
from mentoring.calendar import words
from mentoring.pairs import naming
from mentoring.pairs.models import Pair
from mentoring.people import consents
from mentoring.people.models import Person
from mentoring.programmes.models import Programme
from practices import keeping
from practices.models import Case

State = Case.State
GATE = "publication"
NEEDED = ("situation", "done", "result")  # the parts without which a case teaches nothing


def of_programme(member: Membership, programme: Programme | None) -> QuerySet[Case]:
    """Return the cases of a programme, the latest first."""
    return Case.objects.visible_to(member).filter(programme=programme).select_related("form", "pair")


def offered(programme: Programme, member: Membership) -> QuerySet[Pair]:
    """Return the pairs of which a case may tell."""
    rows = Pair.objects.visible_to(member).filter(programme=programme).exclude(state=Pair.State.PROJECT)
    return naming.with_people(rows)


def people_of(pair: Pair) -> list[Person]:
    """Return whom the name of a pair names."""
    day = naming.day_of(pair)
    leading = [seat.mentor.person for seat in naming.mentors_on(pair, day)]
    return leading + [seat.mentee.person for seat in naming.mentees_on(pair, day)]


def lacking(pair: Pair | None, day: date) -> list[Person]:
    """Return who in a pair has not agreed to be published, by this day."""
    people = people_of(pair) if pair else []
    gaps = consents.missing([one.pk for one in people], GATE, day, organization=pair.organization) if people else {}
    return [one for one in people if gaps[one.pk]]


def to_be_shown(cases: QuerySet[Case], day: date) -> list[Case]:
    """Return the cases of one school that may be shown: those of no pair, and of pairs in which everybody agrees."""
    pairs = naming.with_people(Pair.objects.filter(pk__in=cases.exclude(pair=None).values("pair")))
    people = {pair.pk: [one.pk for one in people_of(pair)] for pair in pairs}
    if not people:
        return list(cases)
    organization = pairs[0].organization
    gaps = consents.missing({pk for some in people.values() for pk in some}, GATE, day, organization=organization)
    return [one for one in cases if not any(gaps[pk] for pk in people.get(one.pair_id, ()))]


def agreed(pair: Pair | None, day: date) -> None:
    """Refuse to name a pair in which somebody has not agreed."""
    without = lacking(pair, day)
    if without:
        names = words.some([one.short_name for one in without], 5)
        raise Refused(
            f"Назвать пару нельзя: нет согласия на публикацию — {names}. Получите согласие в разделе «Согласия» "
            "или уберите пару и напишите без имён."
        )


@transaction.atomic
def add(case: Case, *, by: Membership) -> Case:
    """Begin a case."""
    agreed(case.pair, schooldays.today(by.organization))
    return keeping.add(case, by=by)


@transaction.atomic
def change(case: Case, facts: Mapping[str, Any], *, version: int, by: Membership) -> Case:
    """Rewrite a case that is not public yet."""
    kept = keeping.locked(case, version=version, by=by)
    if kept.state == State.PUBLISHED:
        raise Refused("Кейс опубликован. Сначала снимите публикацию, потом правьте.")
    agreed(facts.get("pair"), schooldays.today(by.organization))
    return keeping.change(case, facts, version=version, by=by)


@transaction.atomic
def make_ready(case: Case, *, by: Membership) -> Case:
    """Say that a case is whole and may be published."""
    row = keeping.locked(case, by=by)
    if row.state != State.DRAFT:
        raise Refused("Кейс уже не черновик.")
    empty = [str(row._meta.get_field(name).verbose_name) for name in NEEDED if not getattr(row, name).strip()]
    if empty:
        raise Refused(f"Кейс ещё не закончен. Напишите: {', '.join(empty)}.")
    agreed(row.pair, schooldays.today(row.organization))
    return _turn(row, State.READY, "readied", by=by)


@transaction.atomic
def redraft(case: Case, *, by: Membership) -> Case:
    """Take a ready case back to be rewritten."""
    row = keeping.locked(case, by=by)
    if row.state != State.READY:
        raise Refused("Вернуть в черновики можно готовый кейс, который ещё не опубликован.")
    return _turn(row, State.DRAFT, "redrafted", by=by)


@transaction.atomic
def remove(case: Case, *, by: Membership) -> None:
    """Forget a case that never went out."""
    row = keeping.locked(case, by=by)
    if row.publications.exists():
        raise Refused("По этому кейсу есть строки в плане публикаций. Сначала уберите их.")
    keeping.remove(row, by=by)


def go_out(case: Case, *, by: Membership) -> Case:
    """Make a ready case public, in the transaction of its publication."""
    row = keeping.locked(case, by=by)
    if row.state == State.DRAFT:
        raise Refused("Кейс ещё черновик. Закончите его и отметьте готовым, потом публикуйте.")
    agreed(row.pair, schooldays.today(row.organization))
    return _turn(row, State.PUBLISHED, "out", by=by)


def come_back(case: Case, *, by: Membership) -> Case:
    """Make a case ready again when nothing of it is public any more."""
    row = keeping.locked(case, by=by)
    if row.publications.exclude(published_on=None).exists():
        return row
    return _turn(row, State.READY, "recalled", by=by)


def _turn(row: Case, state: str, verb: str, *, by: Membership) -> Case:
    before, row.state = {"state": row.state}, state
    keeping.touch(row)
    keeping.write(verb, row, by=by, before=before, after={"state": state})
    return row
