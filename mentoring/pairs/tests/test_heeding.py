"""Early warnings: raised by the facts of a day, answered by a letter or put off, and whether that helped."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from mentoring.access import Role
from mentoring.accounts import schooldays
from mentoring.accounts.models import Grant, JournalEntry
from mentoring.accounts.operations import Refused
from mentoring.notifications.models import OutboxItem
from mentoring.pairs import pairing, tasks
from mentoring.pairs.models import Meeting, Pair, PairWarning, Pulse
from mentoring.pairs.tests import cast
from mentoring.pairs.tests.diary_cast import planned_items
from mentoring.pairs.warnings import heeding, signalling, watching
from mentoring.pairs.warnings.heeding import Looked
from mentoring.people.models import Person
from tests.cast import browse, make_member

TODAY = date(2026, 11, 22)  # vacations were from 24 October to 1 November
MET = date(2026, 10, 20)  # 33 days ago, of which 24 are counted
DAY = timedelta(1)
State = Meeting.State


class Clock:
    """The wall clock of the school; a test may turn it."""

    today = TODAY


@pytest.fixture(autouse=True)
def clock(monkeypatch) -> type[Clock]:
    # The world outside: the clock on the wall.
    monkeypatch.setattr(Clock, "today", TODAY)
    monkeypatch.setattr(schooldays, "today", lambda organization: Clock.today)
    return Clock


@pytest.fixture
def pair(programme, curator) -> Pair:
    found = cast.working(programme, curator.member)
    Person.objects.filter(pk=cast.lead(found).person_id).update(email="zimin@example.org")
    return found


def meeting(pair: Pair, on: date, state: str = State.HELD, **own) -> Meeting:
    facts = {"minutes": 45} if state == State.HELD else {"reason": "Болезнь"}
    return Meeting.objects.create(organization=pair.organization, pair=pair, on=on, state=state, **facts | own)


def pulses(pair: Pair, side: str, person, *marks: int) -> None:
    """Let somebody mark the last months, this one last."""
    for back, mark in enumerate(reversed(marks)):
        month = date(2026, 11 - back, 1)
        own = {"organization": pair.organization, "pair": pair, "person": person, "side": side}
        Pulse.objects.create(**own, month=month, mark=mark)


def child_of(pair: Pair):
    return pair.mentees.get().mentee.person


def silent(pair: Pair) -> PairWarning:
    """Let a pair have been silent long enough, and look."""
    meeting(pair, MET)
    heeding.look(pair.organization, TODAY)
    return PairWarning.objects.get(pair=pair)


def test_codes_of_rows_are_those_of_signals():
    assert set(PairWarning.Code.values) == set(signalling.Code)


def test_silent_pair_is_told_once_with_the_facts(pair):
    row = silent(pair)

    assert (row.code, row.raised_on, row.gravity) == ("silence", TODAY, 114)
    assert row.words.replace("\xa0", " ") == "Не встречались 24 дня: последняя встреча 20 октября."
    assert row.facts.replace("\xa0", " ") == "Каникулы не считаем: 9 дней."
    assert heeding.look(pair.organization, TODAY) == Looked(0, 0)
    assert PairWarning.objects.count() == 1


def test_each_rule_finds_its_facts_in_the_rows(pair):
    meeting(pair, date(2026, 11, 5), mark=9, mentee_mark=5)
    meeting(pair, date(2026, 11, 12), State.MISSED)
    meeting(pair, date(2026, 11, 13), State.CANCELLED)
    meeting(pair, date(2026, 11, 19), State.MISSED)
    late, _ = planned_items(pair, "Сделать пробник", "Разобрать ошибки")
    late.due_on = date(2026, 11, 1)
    late.save()
    pulses(pair, "mentee", child_of(pair), 9, 8, 5)
    pulses(pair, "mentor", cast.lead(pair).person, 9)

    heeding.look(pair.organization, TODAY)

    found = {row.code: row for row in PairWarning.objects.all()}
    assert set(found) == {"missed", "marks", "plan", "pulse"}
    assert found["missed"].facts.replace("\xa0", " ") == "12 ноября: Болезнь.\n19 ноября: Болезнь."
    assert "наставник на 9, наставляемый на 5" in found["marks"].words
    assert found["plan"].words == "План отстаёт: прошло 22 % срока, выполнено 0 % плана."
    assert found["pulse"].words == "Месяц оценили по-разному: разница 4."
    assert found["pulse"].facts == "Наставляемый оценивает месяцы всё ниже: 9, 8, 5."


def test_open_warning_says_what_is_true_today(pair):
    row = silent(pair)

    heeding.look(pair.organization, TODAY + 3 * DAY)

    row.refresh_from_db()
    assert (row.raised_on, row.words.replace("\xa0", " ")) == (
        TODAY,
        "Не встречались 27 дней: последняя встреча 20 октября.",
    )


def test_meeting_clears_the_silence_by_itself(pair):
    row = silent(pair)
    meeting(pair, TODAY + DAY)

    assert heeding.look(pair.organization, TODAY + DAY) == Looked(0, 1)

    row.refresh_from_db()
    assert (row.cleared_on, row.outcome) == (TODAY + DAY, "itself")


@pytest.mark.parametrize(("days", "outcome"), [(14, "helped"), (15, "not")])
def test_letter_has_helped_where_the_reason_is_gone_within_two_weeks(pair, curator, days, outcome):
    row = silent(pair)
    heeding.write(row, text="Всё ли в порядке?", by=curator.member)
    meeting(pair, TODAY + days * DAY)

    heeding.look(pair.organization, TODAY + days * DAY)

    row.refresh_from_db()
    assert row.outcome == outcome


def test_reason_that_comes_back_is_another_warning(pair):
    silent(pair)
    meeting(pair, TODAY)
    heeding.look(pair.organization, TODAY)

    heeding.look(pair.organization, TODAY + 25 * DAY)

    assert [(row.cleared_on, row.outcome) for row in PairWarning.objects.order_by("pk")] == [
        (TODAY, "itself"),
        (None, ""),
    ]


def test_paused_pair_is_left_in_peace_and_counted_anew_afterwards(pair, curator, monkeypatch):
    row = silent(pair)
    pairing.pause(pair, reason="Больничный", on=TODAY, by=curator.member)

    assert heeding.look(pair.organization, TODAY) == Looked(0, 1)
    resumed = datetime(2026, 12, 1, 12, tzinfo=ZoneInfo("Europe/Moscow"))
    monkeypatch.setattr(timezone, "now", lambda: resumed)
    pairing.resume(pair, by=curator.member)
    early = heeding.look(pair.organization, date(2026, 12, 21))
    late = heeding.look(pair.organization, date(2026, 12, 22))

    row.refresh_from_db()
    assert row.outcome == "moot"
    assert (early, late) == (Looked(0, 0), Looked(1, 0))
    assert "после перерыва" in PairWarning.objects.get(cleared_on=None).words


def test_daily_task_looks_in_every_school(pair, other_school):
    meeting(pair, MET)

    tasks.watch()

    assert list(PairWarning.objects.values_list("pair", flat=True)) == [pair.pk]
    assert [one.action for one in JournalEntry.objects.filter(action__endswith=".watched")] == ["organization.watched"]


def test_any_number_of_pairs_costs_the_same_queries(programme, curator, school):
    def asked() -> int:
        pairs = list(Pair.objects.filter(organization=school))
        with CaptureQueriesContext(connection) as found:
            assert len(watching.of_pairs(school, pairs, TODAY)) == len(pairs)
        return len(found)

    cast.working(programme, curator.member)
    one = asked()
    for surname in ("Липин", "Осокин"):
        cast.working(programme, curator.member, mentees=[cast.mentee(programme, surname)])

    assert asked() == one == 6


def test_letter_goes_to_the_mentor_and_names_no_child_in_its_subject(pair, curator):
    row = silent(pair)

    heeding.write(row, text="Здравствуйте. Всё ли в порядке?", by=curator.member)

    letter = OutboxItem.objects.get(kind="letter").payload
    assert (letter["to"], letter["subject"]) == ("zimin@example.org", "О работе вашей пары")
    assert letter["text"] == "Здравствуйте. Всё ли в порядке?\n"
    row.refresh_from_db()
    assert (row.letter_on, row.acted_on, row.acted_by) == (TODAY, TODAY, curator.member)
    assert JournalEntry.objects.filter(action="pairwarning.lettered", by=curator.member).count() == 1


def test_second_letter_of_a_day_is_refused(pair, curator, clock):
    row = silent(pair)
    heeding.write(row, text="Всё ли в порядке?", by=curator.member)

    with pytest.raises(Refused, match="Сегодня письмо об этом уже ушло"):
        heeding.write(row, text="Всё ли в порядке?", by=curator.member)

    clock.today = TODAY + DAY
    heeding.write(row, text="Ещё раз", by=curator.member)
    assert OutboxItem.objects.filter(kind="letter").count() == 2


def test_letter_without_an_address_is_refused_with_its_remedy(pair, curator):
    row = silent(pair)
    Person.objects.update(email="")

    with pytest.raises(Refused, match="нет электронной почты"):
        heeding.write(row, text="Всё ли в порядке?", by=curator.member)


def test_ready_letter_keeps_what_the_other_side_said(pair, curator):
    meeting(pair, TODAY, mark=9, mentee_mark=5)
    pulses(pair, "mentee", child_of(pair), 9, 8, 4)
    heeding.look(pair.organization, TODAY)
    rows = PairWarning.objects.order_by("code")

    pages = [curator.get("pair_warning_letter", row.pk).context["letter"].text for row in rows]

    assert [row.code for row in rows] == ["marks", "pulse"]
    assert all("расскажите" in text.lower() and "оцени" not in text for text in pages)
    assert all(child_of(pair).surname not in text for text in pages)


@pytest.mark.parametrize("days", [0, 61])
def test_warning_is_put_off_for_a_while_and_not_for_good(pair, curator, days):
    with pytest.raises(Refused, match="Выберите другой день"):
        heeding.snooze(silent(pair), until=TODAY + days * DAY, reason="Санаторий", by=curator.member)


def test_warning_is_put_off_with_a_reason_alone(pair, curator):
    row = silent(pair)

    with pytest.raises(Refused, match="Напишите, почему"):
        heeding.snooze(row, until=TODAY + DAY, reason=" ", by=curator.member)
    heeding.snooze(row, until=TODAY + 60 * DAY, reason="Санаторий", by=curator.member)

    row.refresh_from_db()
    assert (row.snoozed_until, row.snooze_reason, row.acted_on) == (TODAY + 60 * DAY, "Санаторий", TODAY)


def test_warning_that_is_over_is_acted_upon_no_more(pair, curator):
    row = silent(pair)
    meeting(pair, TODAY)
    heeding.look(pair.organization, TODAY)

    with pytest.raises(Refused, match="причина прошла"):
        heeding.snooze(row, until=TODAY + DAY, reason="Санаторий", by=curator.member)


def test_pulse_is_told_to_those_who_answer_and_never_to_the_sides(pair, curator, director, school):
    pulses(pair, "mentee", child_of(pair), 9, 8, 4)
    meeting(pair, TODAY)
    heeding.look(school, TODAY)
    mentor = cast.account(cast.lead(pair))
    alone = PairWarning.objects.visible_to(mentor).count()
    Grant.objects.create(organization=school, membership=mentor, role=Role.CURATOR)
    psychologist = make_member(school, Role.PSYCHOLOGIST)
    mentor = type(mentor).objects.get(pk=mentor.pk)

    seen = [PairWarning.objects.visible_to(one).count() for one in (curator.member, psychologist, director.member)]

    assert seen == [1, 1, 0]
    assert (alone, PairWarning.objects.visible_to(mentor).count()) == (0, 0)


def test_page_shows_the_gravest_first_and_what_was_put_off_apart(programme, curator, pair):
    graver = cast.working(programme, curator.member, mentees=[cast.mentee(programme, "Липин")])
    resting = cast.working(programme, curator.member, mentees=[cast.mentee(programme, "Осокин")])
    for one, on in ((pair, MET), (graver, date(2026, 10, 2)), (resting, MET)):
        meeting(one, on)
    heeding.look(pair.organization, TODAY)
    asleep = PairWarning.objects.get(pair=resting)
    heeding.snooze(asleep, until=TODAY + 5 * DAY, reason="Санаторий", by=curator.member)

    page = curator.get("pair_warnings")

    assert [[line["pair"] for line in card] for card in page.context["cards"]] == [[graver], [pair]]
    assert [line["pair"] for line in page.context["asleep"]] == [resting]
    assert "Отложено до 27" in page.content.decode()


def test_page_says_what_helped(pair, curator, clock):
    row = silent(pair)
    heeding.write(row, text="Всё ли в порядке?", by=curator.member)
    meeting(pair, TODAY + 7 * DAY)
    clock.today = TODAY + 7 * DAY
    heeding.look(pair.organization, clock.today)

    page = curator.get("pair_warnings").content.decode().replace("\xa0", " ")

    assert "Помогло в 1 из 1 случая." in page
    assert "Прошло 29 ноября" in page


def test_letter_that_did_not_help_says_so_beside_the_warning(pair, curator, clock):
    heeding.write(silent(pair), text="Всё ли в порядке?", by=curator.member)
    clock.today = TODAY + 15 * DAY

    assert "за две недели не помогло" in curator.get("pair_warnings").content.decode()


def test_form_narrows_the_page(pair, curator):
    silent(pair)
    other = cast.form(pair.organization, "pupil_pupil")

    found = [
        len(curator.get("pair_warnings", query={"form": form}).context["cards"]) for form in (pair.form_id, other.pk)
    ]

    assert found == [1, 0]


def test_letter_and_rest_are_sent_from_their_pages(pair, curator):
    row = silent(pair)
    proposed = curator.get("pair_warning_letter", row.pk).context["form"].initial["text"]

    sent = curator.post("pair_warning_letter", row.pk, action="diary.answer", data={"text": proposed})
    rest = curator.post(
        "pair_warning_snooze", row.pk, action="diary.answer", data={"until": "2026-12-01", "reason": "Санаторий"}
    )

    assert (sent.status_code, rest.status_code) == (302, 302)
    assert "Не встречались" in OutboxItem.objects.get(kind="letter").payload["text"]
    row.refresh_from_db()
    assert row.snoozed_until == date(2026, 12, 1)


def test_director_reads_and_does_not_act(pair, school):
    row = silent(pair)
    director = browse(make_member(school, Role.DIRECTOR, name="Власова Ирина Сергеевна"))

    page = director.get("pair_warnings")

    assert [[line["row"] for line in card] for card in page.context["cards"]] == [[row]]
    assert "pair_warning_letter" not in page.content.decode() and "Отложить" not in page.content.decode()
    assert director.get("pair_warning_letter", row.pk).status_code == 403
