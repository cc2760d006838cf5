"""Measures beside questionnaires: marks, tests, scores of experts, keyed in before and after."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.db.models import Count, Q

from mentoring.accounts import journal, schooldays
from mentoring.accounts.models import Membership
from mentoring.accounts.operations import Refused
from mentoring.programmes.models import Programme
from mentoring.registry.models import Mentee
from surveys import counting
from surveys.models import Measure, Measurement, Wave

MOMENTS = (Wave.Moment.ENTRY, Wave.Moment.EXIT)
STALE = "Не сохранено: пока вы вносили, значения изменил кто-то ещё. Откройте страницу заново и внесите снова."
Values = Mapping[tuple[int, str], Decimal | None]  # by person and moment


@transaction.atomic
def add(measure: Measure, *, by: Membership) -> Measure:
    """Add something that the school measures."""
    if Measure.objects.visible_to(by).filter(title=measure.title).exists():
        raise Refused(f"Измерение «{measure.title}» уже есть. Откройте его в списке или назовите иначе.")
    measure.organization = by.organization
    measure.save()
    told = {"title": measure.title, "low": measure.low, "high": measure.high}
    journal.write(measure.organization, "measure.add", measure, by=by, after=told)
    return measure


@transaction.atomic
def remove(measure: Measure, *, by: Membership) -> None:
    """Remove a measure for which nothing has been keyed in."""
    if measure.values.exists():
        raise Refused(f"По измерению «{measure}» уже внесены значения. Сначала сотрите их в таблице.")
    journal.write(measure.organization, "measure.remove", measure, by=by, before={"title": measure.title})
    measure.delete()


def listed(member: Membership, programme: Programme | None) -> list[Measure]:
    """Return what the school measures, each with how many values the programme has at entry and at exit."""
    rows = Measure.objects.visible_to(member)
    for moment in MOMENTS:
        of_it = Q(values__programme=programme, values__moment=moment)
        rows = rows.annotate(**{f"at_{moment}": Count("values", filter=of_it)})
    return list(rows)


def mentees(programme: Programme) -> list[Mentee]:
    """Return the mentees of a programme whose values are keyed in."""
    rows = Mentee.objects.filter(programme=programme).exclude(state=Mentee.State.LEFT)
    return list(rows.select_related("person").order_by("person__name_key", "pk"))


def values_of(measure: Measure, programme: Programme) -> dict[tuple[int, str], Measurement]:
    """Return the latest value of each person at each moment."""
    rows = Measurement.objects.filter(measure=measure, programme=programme).order_by("on", "pk")
    return {(one.person_id, one.moment): one for one in rows}


@transaction.atomic
def key_in(
    measure: Measure,
    programme: Programme,
    values: Values,
    *,
    days: Mapping[str, date],
    version: int,
    by: Membership,
) -> int:
    """Keep the whole table at once: new values, changed ones, emptied ones; return how many were touched."""
    row = Measure.objects.visible_to(by).select_for_update().get(pk=measure.pk)
    if row.version != version:
        raise Refused(STALE)
    today = schooldays.today(row.organization)
    if any(day > today for day in days.values()):
        raise Refused("День измерения ещё не наступил. Укажите день не позже сегодняшнего.")
    people = {one.person_id for one in mentees(programme)}
    kept, touched = values_of(row, programme), []
    for (person, moment), value in sorted(values.items()):
        if person not in people:
            raise Refused("Кого-то из списка в программе больше нет. Откройте страницу заново.")
        if value is not None and not row.low <= value <= row.high:
            low, high = counting.plain(row.low), counting.plain(row.high)
            raise Refused(f"Значение {counting.plain(value)} не подходит: нужно от {low} до {high}.")
        if _put(row, programme, kept.get((person, moment)), (person, moment, value), days[moment]):
            touched.append(f"{person}, {moment}: {value}")
    if touched:
        row.version += 1
        row.save(update_fields=["version"])
        journal.write(row.organization, "measure.key_in", row, by=by, after={"values": touched})
    return len(touched)


def _put(measure: Measure, programme: Programme, kept: Measurement | None, said: tuple, day: date) -> bool:
    """Write one value over the one there is; tell whether that changed anything."""
    person, moment, value = said
    if value is None:
        if kept is not None:
            kept.delete()
        return kept is not None
    if kept is None:
        Measurement.objects.create(
            organization=measure.organization,
            measure=measure,
            programme=programme,
            person_id=person,
            moment=moment,
            on=day,
            value=value,
        )
        return True
    if kept.value == value:
        return False
    kept.value, kept.on = value, day
    kept.save(update_fields=["value", "on"])
    return True
