"""Waves from plan to close: who is asked is written down at the opening, what follows is done when the wave closes."""

from collections.abc import Mapping
from datetime import date, timedelta

from django.db import transaction

from mentoring.accounts import journal, schooldays
from mentoring.accounts.models import Membership
from mentoring.accounts.operations import Refused
from mentoring.calendar import words, zones
from mentoring.notifications import outbox
from mentoring.programmes.models import Programme
from roadmap import fulfilment
from roadmap.models import Occurrence
from surveys import asked, editing, inviting, results
from surveys.models import Questionnaire, Respondent, Wave
from surveys.results import Rate

State = Wave.State


@transaction.atomic
def plan(programme: Programme, questionnaire: Questionnaire, facts: Mapping, *, by: Membership) -> Wave:
    """Plan a wave; one whose first day has come is opened at once."""
    today = schooldays.today(programme.organization)
    if facts["closes_on"] < today:
        raise Refused("Последний день опроса уже прошёл. Выберите день не раньше сегодняшнего.")
    edition = editing.last(questionnaire)
    if not edition.questions.exists():
        raise Refused(f"В анкете «{questionnaire}» нет ни одного вопроса. Сначала добавьте вопросы.")
    wave = Wave(organization=programme.organization, programme=programme, edition=edition, by=by, **facts)
    _refuse_contradictions(wave)
    wave.save()
    journal.write(wave.organization, "wave.planned", wave, by=by, after={name: str(facts[name]) for name in facts})
    return _open_in_time(wave, today, by=by)


@transaction.atomic
def open_wave(wave: Wave, *, by: Membership | None) -> Wave:
    """Write down who is asked and write to those who have an address; the wave closes by itself on its day."""
    row = _locked(wave, by, State.PLANNED)
    found = asked.of_wave(row)
    if not found.pairs:
        raise Refused("Спрашивать некого: под условия опроса не подошёл никто. Проверьте форму, класс и состояние.")
    row.state, row.opens_on = State.OPEN, min(row.opens_on, schooldays.today(row.organization))
    _save(row)
    _invite(row, found)
    _wake(row, "close", row.closes_on + timedelta(1))
    journal.write(row.organization, "wave.opened", row, by=by, after={"reached": len(found.pairs)})
    return row


@transaction.atomic
def invite_new(wave: Wave, *, by: Membership) -> int:
    """Ask those who have come since the opening; return how many."""
    row = _locked(wave, by, State.OPEN)
    fresh = _invite(row, asked.of_wave(row))
    if fresh:
        journal.write(row.organization, "wave.asked_more", row, by=by, after={"reached": fresh})
    return fresh


@transaction.atomic
def remind(wave: Wave, *, by: Membership) -> int:
    """Write once more to those who have not answered; return to how many."""
    row = _locked(wave, by, State.OPEN)
    told = inviting.remind(row, schooldays.today(row.organization))
    if not told:
        raise Refused("Писать некому: все с почтой уже ответили или сегодня уже получили письмо.")
    journal.write(row.organization, "wave.reminded", row, by=by, after={"told": told})
    return told


@transaction.atomic
def prolong(wave: Wave, until: date, *, by: Membership) -> Wave:
    """Let people answer until another day; a closed wave goes on unless its answers are nobody's."""
    row = _locked(wave, by, State.OPEN, State.CLOSED)
    if until < schooldays.today(row.organization):
        raise Refused("Этот день уже прошёл. Выберите день не раньше сегодняшнего.")
    if row.anonymous and row.state == State.CLOSED:
        raise Refused("Закрытый опрос без имён не продолжить: по разнице итогов узнали бы, кто что ответил.")
    before = {"closes_on": row.closes_on, "state": row.get_state_display()}
    row.closes_on, row.state = until, State.OPEN
    _save(row)
    after = {"closes_on": row.closes_on, "state": row.get_state_display()}
    journal.write(row.organization, "wave.prolonged", row, by=by, before=before, after=after)
    _wake(row, "close", until + timedelta(1))
    return row


@transaction.atomic
def close(wave: Wave, *, by: Membership | None) -> Wave:
    """Take no more answers, mark the event of the plan, and compute what the answers show."""
    row = _locked(wave, by, State.OPEN)
    row.state = State.CLOSED
    _save(row)
    row.respondents.update(draft={})
    got = results.rate(row)
    journal.write(row.organization, "wave.shut", row, by=by, after={"answered": got.answered, "reached": got.asked})
    _mark_event(row, got, by=by or row.by)
    results.on_close(row, by=by)
    return row


@transaction.atomic
def discard(wave: Wave, *, by: Membership) -> None:
    """Forget a wave that nobody has answered."""
    row = _locked(wave, by, State.PLANNED, State.OPEN)
    if row.responses.exists():
        raise Refused("На этот опрос уже ответили, удалить его нельзя. Закройте его: ответы останутся.")
    journal.write(row.organization, "wave.dropped", row, by=by, before={"title": row.title})
    row.delete()


@transaction.atomic
def turn(*, wave: int) -> None:
    """Open or close a wave whose day has come; called by the clock."""
    row = Wave.objects.select_related("organization").filter(pk=wave).first()
    if row is None:
        return
    today = schooldays.today(row.organization)
    if row.state == State.PLANNED and row.opens_on <= today and asked.of_wave(row).pairs:
        open_wave(row, by=None)
    elif row.state == State.OPEN and row.closes_on < today:
        close(row, by=None)


def _open_in_time(wave: Wave, today: date, *, by: Membership) -> Wave:
    if wave.opens_on <= today:
        return open_wave(wave, by=by)
    _wake(wave, "open", wave.opens_on)
    return wave


def _invite(wave: Wave, found: asked.Asked) -> int:
    there = set(wave.respondents.values_list("person", "about"))
    fresh = [
        Respondent(organization=wave.organization, wave=wave, person=person, about=about)
        for person, about in found.pairs
        if (person.pk, about and about.pk) not in there
    ]
    inviting.tell(Respondent.objects.bulk_create(fresh), wave)
    return len(fresh)


def _mark_event(wave: Wave, got: Rate, *, by: Membership | None) -> None:
    """Mark the nearest time of the event that the wave carries out, as far as whoever opened it may."""
    if wave.event_id is None or by is None or by.ended_at:
        return
    waiting = Occurrence.objects.filter(event=wave.event_id, done_at=None, cancelled_at=None)
    occurrence = waiting.order_by("due", "number").first()
    if occurrence is None:
        return
    today = schooldays.today(wave.organization)
    note = f"Опрос «{wave}»: ответили {got.answered} из {got.asked}."
    try:
        with transaction.atomic():
            fulfilment.done(occurrence, on=today, today=today, by=by, note=note)
    except Refused:
        return


def _refuse_contradictions(wave: Wave) -> None:
    side = wave.edition.questionnaire.side
    if wave.closes_on < wave.opens_on:
        raise Refused("Опрос закрывается раньше, чем открывается. Проверьте дни.")
    strange = set(wave.states) - set(asked.STATES.get(side, asked.STATES[Questionnaire.Side.MENTEE]))
    if strange:
        raise Refused("Таких состояний у этих участников не бывает. Отметьте состояния заново.")
    compared = (Wave.Moment.ENTRY, Wave.Moment.EXIT, Wave.Moment.QUARTERLY)
    if wave.anonymous and wave.moment in compared:
        raise Refused("Опрос без имён не сравнить с другим замером. Выберите «один раз» или опрос с именами.")


def _wake(wave: Wave, what: str, day: date) -> None:
    """Let the clock look at the wave at the beginning of this day."""
    key = f"wave:{wave.public_id}:{what}:{day}"
    moment = zones.moment(wave.organization.zone, day, 0, 5)
    outbox.add("survey_turn", key, {"wave": wave.pk}, organization=wave.organization, due_at=moment)


def _locked(wave: Wave, by: Membership | None, *states: str) -> Wave:
    rows = Wave.objects.all() if by is None else Wave.objects.visible_to(by)
    rows = rows.select_for_update(of=("self",)).select_related("organization", "programme", "edition__questionnaire")
    row = rows.filter(pk=wave.pk).first()
    if row is None:
        raise Refused("Такого опроса нет. Обновите страницу.")
    if row.state not in states:
        until = f" до {words.day_month(row.closes_on)}" if row.state == State.OPEN else ""
        raise Refused(f"Опрос сейчас в состоянии «{row.get_state_display()}»{until}. Обновите страницу.")
    return row


def _save(wave: Wave) -> None:
    wave.version += 1
    wave.save()
