"""Beginning, going on, answering once, and keying in from paper."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from decimal import Decimal
from threading import Barrier

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from mentoring.accounts import schooldays
from mentoring.accounts.models import JournalEntry
from mentoring.accounts.operations import Refused
from mentoring.registry.models import Mentor
from mentoring.registry.tests.cast import learner, teacher
from surveys import answering, waves
from surveys.models import Answer, Question, Respondent, Response, Wave
from surveys.tests.answer_cast import SAID, ask, ask_learner, make_wave, mentor_of

pytestmark = pytest.mark.django_db
LINK, PAGE, PAPER = Respondent.How.LINK, Respondent.How.PAGE, Respondent.How.PAPER


@pytest.fixture
def wave(programme) -> Wave:
    return make_wave(programme)


@pytest.fixture
def asked(wave) -> Respondent:
    return ask_learner(wave)


@pytest.fixture
def today(school):
    return schooldays.today(school)


def kept(response: Response) -> list[tuple]:
    rows = response.answers.order_by("question__order", "row", "value")
    return [(row.question.code, row.row, row.value, row.text) for row in rows.select_related("question")]


def test_answers_are_kept_each_in_its_way(asked, today):
    response = answering.submit(asked, SAID, how=LINK)

    asked.refresh_from_db()
    assert (asked.answered_on, asked.how, asked.draft) == (today, "link", {})
    assert (response.respondent, response.wave, response.on) == (asked, asked.wave, today)
    assert kept(response) == [
        ("met", 0, 1, ""),
        ("where", 0, None, "в кружке"),
        ("wish", 0, 7, ""),
        ("how", 0, 0, ""),
        ("help", 0, 0, ""),
        ("help", 0, 2, ""),
        ("mood", 0, 4, ""),
        ("mood", 1, 5, ""),
        ("hours", 0, Decimal("1.5"), ""),
        ("since", 0, None, "2026-11-18"),
        ("else", 0, None, "Спасибо за заботу"),
    ]


def test_kept_answers_come_back_as_they_were_given(asked):
    response = answering.submit(asked, SAID, how=LINK)

    back = answering.raws_of(response, answering.questions_of(asked))
    assert back == SAID | {"hours": "1.5", "since": "2026-11-18", "whom": []}


def test_answer_to_a_question_that_was_not_asked_is_dropped(asked):
    response = answering.submit(asked, SAID | {"met": "0"}, how=LINK)

    assert [code for code, *_ in kept(response)][:2] == ["met", "wish"]


def test_named_people_are_kept_by_rank(wave, asked, programme):
    first, second = mentor_of(programme, "Ясенева"), mentor_of(programme, "Кедров")

    response = answering.submit(asked, SAID | {"whom": [str(second.pk), str(first.pk)]}, how=LINK)

    named = response.answers.exclude(person=None).order_by("row")
    assert [(row.row, row.person) for row in named] == [(0, second), (1, first)]


def test_only_mentors_of_the_register_may_be_named_and_not_oneself(wave, programme, school):
    me = mentor_of(programme, "Дубов")
    other = mentor_of(programme, "Кедров")
    mentor_of(programme, "Клёнов", state=Mentor.State.APPLIED)
    teacher(school, "Ясенева")
    asked = ask(wave, me)

    whom = next(one for one in answering.questions_of(asked) if one.code == "whom")

    assert whom.people == ((other.pk, other.full_name),)
    with pytest.raises(Refused, match="Проверьте: «Кого вы хотите в наставники"):
        answering.submit(asked, SAID | {"whom": [str(me.pk)]}, how=LINK)


def test_required_answers_must_be_there(asked):
    with pytest.raises(Refused) as refusal:
        answering.submit(asked, {"how": "1"}, how=LINK)

    assert str(refusal.value) == (
        "Ответы не приняты. Проверьте: «Был ли у вас наставник раньше?», «Насколько охотно вы идёте на встречи?»."
    )
    asked.refresh_from_db()
    assert (asked.answered_on, Response.objects.count()) == (None, 0)


@pytest.mark.parametrize("state", [Wave.State.PLANNED, Wave.State.CLOSED])
def test_wave_that_is_not_open_takes_nothing(asked, state, curator, today):
    Wave.objects.update(state=state)
    closed = "Этот опрос закрыт, ответы больше не принимают."

    with pytest.raises(Refused, match=closed):
        answering.submit(asked, SAID, how=LINK)
    with pytest.raises(Refused, match=closed):
        answering.save_draft(asked, SAID)
    with pytest.raises(Refused, match=closed):
        answering.key_in(asked, SAID, on=today, by=curator.member)
    assert Response.objects.count() == 0


def test_whoever_is_no_longer_asked_is_told_that_it_is_closed(asked):
    Respondent.objects.all().delete()

    with pytest.raises(Refused, match="Этот опрос закрыт"):
        answering.submit(asked, SAID, how=LINK)


def test_second_and_tenth_submission_leave_the_first_answer(asked):
    first = answering.submit(asked, SAID, how=LINK)

    again = [answering.submit(asked, SAID | {"wish": "1"}, how=PAGE) for _ in range(9)]

    assert set(again) == {first}
    assert Response.objects.count() == 1
    assert Answer.objects.get(question__code="wish").value == 7
    asked.refresh_from_db()
    assert asked.how == "link"


@pytest.mark.postgres_only
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("anonymous", [False, True])
def test_ten_at_once_leave_one_answer(programme, anonymous):
    asked = ask_learner(make_wave(programme, anonymous=anonymous))
    together = Barrier(10)

    def send(_: int) -> None:
        try:
            together.wait()
            answering.submit(Respondent.objects.get(pk=asked.pk), SAID, how=LINK)
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as pool:
        list(pool.map(send, range(10)))

    assert Response.objects.count() == 1
    assert Answer.objects.count() == 11


@pytest.mark.postgres_only
@pytest.mark.django_db(transaction=True)
def test_answer_that_waits_for_the_close_of_its_wave_is_refused(programme):
    asked = ask_learner(make_wave(programme))
    said = []

    def send() -> None:
        try:
            answering.submit(asked, SAID, how=LINK)
        except Refused as refusal:
            said.append(str(refusal))
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            waves.close(asked.wave, by=None)
            late = pool.submit(send)
            with pytest.raises(TimeoutError):
                late.result(timeout=1)
        late.result(timeout=20)

    assert said == [answering.CLOSED]
    assert Response.objects.count() == 0


def test_number_of_statements_does_not_grow_with_the_questions(programme):
    few = ask_learner(make_wave(programme, asked=[{"code": "a", "kind": "scale", "text": "А?"}]), "Осокин")
    many = [{"code": f"a{n}", "kind": "scale", "text": "А?"} for n in range(40)]
    more = ask_learner(make_wave(programme, asked=many), "Кедров")

    with CaptureQueriesContext(connection) as of_few:
        answering.submit(few, {"a": "3"}, how=LINK)
    with CaptureQueriesContext(connection) as of_more:
        answering.submit(more, {f"a{n}": "3" for n in range(40)}, how=LINK)

    assert len(of_more) == len(of_few)
    assert len(of_more) <= 8
    assert Answer.objects.count() == 41


def test_draft_is_kept_over_what_was_kept_before(asked):
    answering.save_draft(asked, {"met": "1", "help": ["0"], "strange": "?"})
    answering.save_draft(asked, {"met": "0", "wish": "часто"})

    asked.refresh_from_db()
    assert asked.draft == {"met": "0", "help": ["0"], "wish": "часто"}
    assert asked.answered_on is None


def test_draft_does_not_come_back_after_the_answer(asked):
    answering.submit(asked, SAID, how=LINK)

    with pytest.raises(Refused, match="уже ответили"):
        answering.save_draft(asked, {"met": "0"})
    asked.refresh_from_db()
    assert asked.draft == {}


def test_paper_is_keyed_in_with_its_day_and_a_line_of_the_journal(asked, curator, today):
    day = today - timedelta(2)

    response = answering.key_in(asked, SAID, on=day, by=curator.member)

    asked.refresh_from_db()
    entry = JournalEntry.objects.get()
    assert (asked.answered_on, asked.how, response.on) == (day, "paper", day)
    assert (entry.action, entry.subject_id, entry.by) == ("respondent.paper", str(asked.pk), curator.member)
    assert entry.fields == ["answered_on"]


def test_what_was_keyed_wrong_is_keyed_again(asked, curator, today):
    answering.key_in(asked, SAID, on=today, by=curator.member)

    answering.key_in(asked, SAID | {"wish": "2"}, on=today, by=curator.member)

    assert Answer.objects.get(question__code="wish").value == 2
    assert Response.objects.count() == 1


def test_paper_does_not_replace_what_somebody_has_sent(asked, curator, today):
    answering.submit(asked, SAID, how=LINK)

    with pytest.raises(Refused, match="ответ уже получен по ссылке"):
        answering.key_in(asked, SAID, on=today, by=curator.member)


@pytest.mark.parametrize("days", [-4, 1])
def test_day_of_a_paper_lies_in_the_wave(asked, curator, today, days):
    with pytest.raises(Refused, match="Проверьте день"):
        answering.key_in(asked, SAID, on=today + timedelta(days), by=curator.member)


def test_another_school_keys_nothing_in(asked, other_curator, today):
    with pytest.raises(Refused):
        answering.key_in(asked, SAID, on=today, by=other_curator.member)
    assert Response.objects.count() == 0


def test_member_is_shown_what_waits_for_them(programme, school, curator, other_curator):
    me = teacher(school, "Соколова")
    me.membership = curator.member
    me.save()
    waits, later = ask(make_wave(programme), me), ask(make_wave(programme), me)
    Wave.objects.filter(pk=later.wave_id).update(closes_on=later.wave.closes_on + timedelta(5))
    answering.submit(ask(make_wave(programme), me), SAID, how=PAGE)
    ask(make_wave(programme, state=Wave.State.CLOSED), me)
    ask(make_wave(programme), learner(school, "Осокин"))

    assert list(answering.waiting_of(curator.member)) == [waits, later]
    assert list(answering.waiting_of(other_curator.member)) == []


def test_every_kind_of_the_models_is_read():
    assert set(Question.Kind) == set(answering.filling._READERS)
