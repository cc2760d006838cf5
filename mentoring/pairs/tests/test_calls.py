"""The quiet button: whom a call reaches, when it must be answered, what becomes of it."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from mentoring.access import Role
from mentoring.accounts import schooldays
from mentoring.accounts.models import DayCorrection, JournalEntry
from mentoring.accounts.operations import Refused
from mentoring.notifications import outbox
from mentoring.notifications.models import OutboxItem
from mentoring.pairs.family import calls
from mentoring.pairs.models import Call, CallNote, Pair
from mentoring.pairs.tests import cast
from tests.cast import make_member

pytestmark = pytest.mark.django_db
MOSCOW = ZoneInfo("Europe/Moscow")
NOW = datetime(2026, 11, 17, 10, tzinfo=MOSCOW)  # a Tuesday
LATER = datetime(2026, 11, 20, 10, tzinfo=MOSCOW)


@pytest.fixture
def pair(programme, curator) -> Pair:
    return cast.working(programme, curator.member)


@pytest.fixture
def psychologist(school):
    return make_member(school, Role.PSYCHOLOGIST, name="Седова Анна Юрьевна")


def child_of(pair: Pair):
    return pair.mentees.get().mentee.person


def rung(pair: Pair, text: str = "Мне тревожно", *, now: datetime = NOW) -> Call:
    return calls.ring(pair, child_of(pair), "mentee", text, now=now)


def written_to() -> set[str]:
    rows = OutboxItem.objects.filter(kind="letter", key__startswith="letter:call:")
    return {row.payload["to"] for row in rows}


@pytest.mark.parametrize(
    ("at", "until"),
    [
        (datetime(2026, 11, 17, 10), datetime(2026, 11, 18, 10)),  # a working day is enough
        (datetime(2026, 11, 17, 15, 30), datetime(2026, 11, 18, 12)),  # by noon of the next one
        (datetime(2026, 11, 20, 18), datetime(2026, 11, 23, 12)),  # Friday evening
        (datetime(2026, 11, 21, 9), datetime(2026, 11, 23, 12)),  # Saturday
        (datetime(2026, 11, 3, 8), datetime(2026, 11, 5, 8)),  # the day before a holiday
        (datetime(2026, 12, 30, 20), datetime(2027, 1, 11, 12)),  # the New Year
    ],
)
def test_first_answer_is_due_within_a_working_day(school, at, until):
    calendar = schooldays.calendar_of(school)

    due = calls.answer_by(at.replace(tzinfo=MOSCOW), school.zone, calendar)

    assert due == until.replace(tzinfo=MOSCOW)


def test_day_off_of_the_school_itself_moves_the_clock(school):
    DayCorrection.objects.create(organization=school, day=datetime(2026, 11, 18).date(), works=False)

    due = calls.answer_by(NOW, school.zone, schooldays.calendar_of(school))

    assert due == datetime(2026, 11, 19, 10, tzinfo=MOSCOW)


def test_clock_is_that_of_the_school_and_not_of_the_server(school):
    school.zone = "Asia/Vladivostok"
    evening = datetime(2026, 11, 17, 14, 30, tzinfo=UTC)  # already the night of the 18th there

    due = calls.answer_by(evening, school.zone, schooldays.calendar_of(school))

    assert due == datetime(2026, 11, 19, 0, 30, tzinfo=ZoneInfo("Asia/Vladivostok"))


def test_call_reaches_the_curator_and_the_psychologist_by_a_letter_without_names(pair, curator, psychologist):
    call = rung(pair, "Секретные слова")

    assert (call.state, call.answer_by) == ("new", datetime(2026, 11, 18, 10, tzinfo=MOSCOW))
    assert written_to() == {curator.member.user.email, psychologist.user.email}
    letters = str(list(OutboxItem.objects.filter(kind="letter").values_list("payload", flat=True)))
    child = child_of(pair)
    assert not any(word in letters for word in ("Секретные", child.surname, child.given, "Зимин"))
    assert "Пришёл тихий сигнал" in letters


def test_second_tap_is_the_same_call(pair):
    assert rung(pair) == rung(pair)
    assert Call.objects.count() == 1


def test_journal_tells_of_a_call_without_whose_and_to_few(pair, curator, psychologist, director, school):
    technician = make_member(school, Role.TECHNICIAN)

    call = rung(pair)

    entry = JournalEntry.objects.get(subject_kind="pairs.call")
    assert (entry.action, entry.by, entry.fields, entry.subject_id) == ("call.ring", None, [], str(call.pk))
    seen = {
        member: JournalEntry.objects.visible_to(member).filter(pk=entry.pk).exists()
        for member in (curator.member, director.member, technician)
    }
    assert seen == {curator.member: True, director.member: False, technician: False}


def test_head_sees_a_call_only_after_nobody_answered_in_time(pair, director, school):
    call = rung(pair)
    assert list(calls.seen_by(director.member)) == []
    assert calls.escalate_due(school, datetime(2026, 11, 18, 9, 59, tzinfo=MOSCOW)) == 0

    assert calls.escalate_due(school, datetime(2026, 11, 18, 10, tzinfo=MOSCOW)) == 1

    assert list(calls.seen_by(director.member)) == [call]
    assert director.member.user.email in written_to()
    assert calls.escalate_due(school, LATER) == 0


def test_answer_stops_the_clock(pair, curator, director, school):
    call = calls.answer(rung(pair), "Поговорили по телефону", by=curator.member, now=NOW)

    assert calls.escalate_due(school, LATER) == 0
    assert (call.state, call.answered_by, call.answered_at) == ("taken", curator.member, NOW)
    assert list(calls.seen_by(director.member)) == []
    assert list(calls.waiting(curator.member)) == []


def test_taking_a_call_does_not_stop_the_clock(pair, curator, school):
    calls.take(rung(pair), by=curator.member)

    assert calls.escalate_due(school, LATER) == 1


def test_outbox_hands_over_what_nobody_answered(pair):
    call = rung(pair, now=datetime(2026, 11, 2, 9, tzinfo=MOSCOW))
    item = OutboxItem.objects.get(kind="call_turn")
    assert (item.due_at, item.payload) == (call.answer_by, {"call": call.pk})

    calls.turn(**item.payload)
    calls.turn(**item.payload)

    call.refresh_from_db()
    assert call.escalated_at is not None
    assert JournalEntry.objects.filter(action="call.escalated").count() == 1
    assert outbox.run_due() > 0


def test_call_goes_past_a_curator_who_is_the_mentor(programme, curator, psychologist):
    ours = cast.mentor(programme)
    ours.person.membership = curator.member
    ours.person.save()
    pair = cast.working(programme, curator.member, led_by=ours)

    call = rung(pair)

    assert written_to() == {psychologist.user.email}
    assert list(calls.seen_by(curator.member)) == []
    assert list(calls.seen_by(psychologist)) == [call]
    with pytest.raises(Refused):
        calls.take(call, by=curator.member)


def test_call_of_a_mentor_goes_past_a_psychologist_who_is_the_mother(pair, psychologist):
    mother = child_of(pair).guardianships.get().guardian
    mother.membership = psychologist
    mother.save()

    call = calls.ring(pair, cast.lead(pair).person, "mentor", "Трудно с семьёй", now=NOW)

    assert psychologist.user.email not in written_to()
    assert call not in calls.seen_by(psychologist)


def test_call_that_nobody_else_could_read_goes_to_the_head_at_once(programme, curator, director):
    ours = cast.mentor(programme)
    ours.person.membership = curator.member
    ours.person.save()
    pair = cast.working(programme, curator.member, led_by=ours)

    call = rung(pair)

    assert call.escalated_at == NOW
    assert list(calls.seen_by(director.member)) == [call]
    assert written_to() == {director.member.user.email}


def test_call_that_nobody_can_read_is_not_promised_an_answer(programme, curator):
    ours = cast.mentor(programme)
    ours.person.membership = curator.member
    ours.person.save()
    pair = cast.working(programme, curator.member, led_by=ours)

    with pytest.raises(Refused, match="телефон доверия"):
        rung(pair)
    assert Call.objects.count() == 0


def test_closed_call_says_what_came_of_it_and_changes_no_more(pair, curator):
    call = rung(pair)
    with pytest.raises(Refused, match="Сначала поговорите"):
        calls.close(call, "Всё хорошо", by=curator.member)

    calls.take(call, by=curator.member)
    calls.note(call, "Позвонили домой", by=curator.member)
    calls.answer(call, "Встретились", by=curator.member, now=NOW)
    closed = calls.close(call, "Пару сменили", by=curator.member)

    assert (closed.state, closed.outcome) == ("closed", "Пару сменили")
    notes = list(CallNote.objects.filter(call=call).values_list("text", flat=True))
    assert notes == ["Сигнал в работе.", "Позвонили домой", "Встретились"]
    for again in (
        lambda: calls.take(call, by=curator.member),
        lambda: calls.note(call, "Ещё", by=curator.member),
        lambda: calls.answer(call, "Ещё", by=curator.member, now=NOW),
        lambda: calls.close(call, "Ещё", by=curator.member),
    ):
        with pytest.raises(Refused, match="уже закрыт"):
            again()


@pytest.mark.parametrize("verb", ["note", "answer", "close"])
def test_empty_words_are_asked_for(pair, curator, verb):
    call = calls.answer(rung(pair), "Поговорили", by=curator.member, now=NOW) if verb == "close" else rung(pair)
    more = {"now": NOW} if verb == "answer" else {}

    with pytest.raises(Refused, match="Напишите"):
        getattr(calls, verb)(call, "  ", by=curator.member, **more)


def test_school_out_of_letters_still_keeps_the_call(pair, curator, settings):
    settings.LETTERS_A_DAY = 0

    call = rung(pair)

    assert list(calls.waiting(curator.member)) == [call]
