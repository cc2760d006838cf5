"""Awards: proposed by whoever runs the programme; money is given by the head alone, thanks by the curator too."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from mentoring import sent
from mentoring.accounts import schooldays
from mentoring.accounts.keys import russian_key
from mentoring.accounts.models import Membership, Organization
from mentoring.accounts.operations import Refused
from mentoring.calendar import schoolyear
from mentoring.people.models import Employment, Enrollment
from practices import keeping
from practices.models import Award

EDIT, HEAD = "awards.edit", "documents.approve"
State = Award.State


def found(member: Membership, asked: Mapping[str, str]) -> QuerySet[Award]:
    """Return the awards that are looked for: of a school year, of people by their names."""
    rows = Award.objects.visible_to(member).select_related("person")
    year = sent.whole(asked.get("year", ""), 4)
    if year is not None and 2000 <= year <= 2100:
        days = schoolyear.span(year)
        rows = rows.filter(on__gte=days.start, on__lte=days.end)
    if asked.get("state") in State.values:
        rows = rows.filter(state=asked["state"])
    for word in russian_key(asked.get("q", "")).split():
        rows = rows.filter(person__name_key__contains=word)
    return rows


def years(member: Membership) -> list[tuple[str, str]]:
    """Return the school years in which somebody was awarded, the latest first."""
    days = Award.objects.visible_to(member).dates("on", "month", order="DESC")
    return [(str(year), schoolyear.name(year)) for year in dict.fromkeys(map(schoolyear.school_year, days))]


def gives(award: Award, member: Membership) -> bool:
    """Tell whether this member may say that the award was given."""
    return member.can(HEAD if award.material else EDIT)


@transaction.atomic
def propose(award: Award, *, by: Membership) -> Award:
    """Propose somebody for an award."""
    _fits(award, schooldays.today(by.organization))
    return keeping.add(award, by=by)


@transaction.atomic
def change(award: Award, facts: Mapping[str, Any], *, version: int, by: Membership) -> Award:
    """Change what is proposed."""
    if keeping.locked(award, version=version, by=by).state == State.GIVEN:
        raise Refused("Поощрение уже вручено. Сначала снимите отметку о вручении.")
    row = keeping.change(award, facts, version=version, by=by)
    _fits(row, schooldays.today(by.organization))
    return row


@transaction.atomic
def give(award: Award, *, on: date, basis: str, version: int, by: Membership) -> Award:
    """Say that an award was given; money is, by an order of the head."""
    row = _of_giver(award, by, version=version)
    if row.state == State.GIVEN:
        raise Refused("Поощрение уже вручено. Ничего не изменено.")
    if on > schooldays.today(row.organization):
        raise Refused("Этот день ещё не наступил. Отметьте вручение, когда оно пройдёт.")
    if row.material and not basis.strip():
        raise Refused("Укажите приказ: премию и надбавку выплачивают по нему.")
    row.on, row.basis = on, basis.strip()
    return _turn(row, State.GIVEN, "given", by=by)


@transaction.atomic
def take_back(award: Award, *, by: Membership) -> Award:
    """Undo the mark that an award was given."""
    row = _of_giver(award, by)
    if row.state != State.GIVEN:
        raise Refused("Отметки о вручении нет, снимать нечего.")
    return _turn(row, State.PROPOSED, "recalled", by=by)


@transaction.atomic
def rest_on(awards: Iterable[Award], basis: str, *, by: Membership) -> None:
    """Write down the order that lists these awards, where they name no ground yet; they are handed over later."""
    for award in awards:
        row = keeping.locked(award, by=by)
        if not row.basis:
            _ground(row, basis, by=by)


@transaction.atomic
def rest_no_more(organization: Organization, basis: str, *, by: Membership) -> None:
    """Take the order that is cancelled from the awards that it has not brought to anybody yet."""
    for award in Award.objects.filter(organization=organization, state=State.PROPOSED, basis=basis):
        _ground(keeping.locked(award, by=by), "", by=by)


@transaction.atomic
def remove(award: Award, *, by: Membership) -> None:
    """Take back a proposal."""
    if keeping.locked(award, by=by).state == State.GIVEN:
        raise Refused("Поощрение уже вручено. Сначала снимите отметку о вручении.")
    keeping.remove(award, by=by)


def _of_giver(award: Award, by: Membership, *, version: int | None = None) -> Award:
    """Lock an award for whoever may say that it was given."""
    row = keeping.locked(award, version=version, by=by)
    if not gives(row, by):
        raise Refused("Премию и надбавку утверждает руководитель. Ваше предложение он видит на этой странице.")
    return row


def _ground(row: Award, basis: str, *, by: Membership) -> None:
    before, row.basis = {"basis": row.basis}, basis
    keeping.touch(row)
    keeping.write("grounded", row, by=by, before=before, after={"basis": basis})


def _turn(row: Award, state: str, verb: str, *, by: Membership) -> Award:
    before, row.state = {"state": row.state}, state
    keeping.touch(row)
    keeping.write(verb, row, by=by, before=before, after={"state": state, "on": row.on, "basis": row.basis})
    return row


def _fits(award: Award, today: date) -> None:
    """Refuse money for who does not work here, and letters to parents of who does not learn."""
    if award.material and not Employment.objects.on(today).filter(person=award.person).exists():
        raise Refused(
            "Премию и надбавку получают работники организации. Для других выберите благодарность или грамоту."
        )
    learns = Enrollment.objects.on(today).filter(person=award.person).exists()
    if award.kind == Award.Kind.LETTER and not learns:
        raise Refused("Письмо родителям пишут об обучающемся. Выберите другого человека или другое поощрение.")
