"""Questions to the curator: asked by both sides, answered once, read by whoever asked."""

import pytest
from django.utils import timezone

from mentoring.accounts.models import JournalEntry
from mentoring.accounts.operations import Refused
from mentoring.notifications.models import OutboxItem
from mentoring.pairs.family import questions
from mentoring.pairs.models import Pair, Question
from mentoring.pairs.tests import cast
from tests.cast import browse

pytestmark = pytest.mark.django_db
ASKED = "Как говорить с родителями?"


@pytest.fixture
def pair(programme, curator) -> Pair:
    today = timezone.now().date()
    return cast.working(programme, curator.member, start=today.replace(day=1), end=today.replace(year=today.year + 1))


@pytest.fixture
def question(pair) -> Question:
    return questions.ask(pair, cast.lead(pair).person, "mentor", ASKED)


def test_question_calls_the_curator_without_its_words(question, curator):
    letter = OutboxItem.objects.get(kind="letter").payload

    assert letter["to"] == curator.member.user.email
    assert "родителями" not in str(letter)
    assert list(questions.waiting(curator.member)) == [question]


def test_same_words_sent_twice_are_one_question(pair, question):
    assert questions.ask(pair, question.person, "mentor", f" {ASKED} ") == question
    assert OutboxItem.objects.filter(kind="letter").count() == 1


def test_many_questions_without_an_answer_are_refused(pair, question):
    for number in range(questions.MOST_WAITING - 1):
        questions.ask(pair, question.person, "mentor", f"Вопрос {number}")

    with pytest.raises(Refused, match="ещё ждут ответа"):
        questions.ask(pair, question.person, "mentor", "Ещё один")


def test_empty_question_and_empty_answer_are_refused(pair, question, curator):
    with pytest.raises(Refused, match="Напишите вопрос"):
        questions.ask(pair, question.person, "mentor", "  ")
    with pytest.raises(Refused, match="Напишите ответ"):
        questions.reply(question, " ", by=curator.member)


def test_question_is_answered_once(question, curator):
    answered = questions.reply(question, "Спокойно и заранее.", by=curator.member)

    assert (answered.answer, answered.answered_by) == ("Спокойно и заранее.", curator.member)
    assert list(questions.waiting(curator.member)) == []
    with pytest.raises(Refused, match="уже ответили"):
        questions.reply(question, "Ещё раз", by=curator.member)
    actions = JournalEntry.objects.filter(subject_kind="pairs.question").order_by("number")
    assert [(one.action, one.by, one.fields) for one in actions] == [
        ("question.asked", None, []),
        ("question.replied", curator.member, []),
    ]


def test_mentor_asks_on_a_page_and_reads_the_answer_there(pair, curator):
    mentor = browse(cast.account(cast.lead(pair)))
    mentor.post("question_mine", action="diary.write", data={"pair": pair.pk, "text": ASKED})
    question = Question.objects.get()
    assert ASKED in curator.get("questions").content.decode()

    curator.post("question_reply", question.public_id, action="diary.answer", data={"text": "Спокойно и заранее."})

    assert "Спокойно и заранее." in mentor.get("question_mine").content.decode()


def test_mentor_is_offered_own_pairs_alone_and_sees_no_question_of_the_family(pair, programme, curator):
    other = cast.another(programme, curator.member, start=pair.start, end=pair.end)
    child = pair.mentees.get().mentee.person
    questions.ask(pair, child, "mentee", "Можно другого наставника?")
    first, second = (browse(cast.account(cast.lead(one))) for one in (pair, other))

    assert "Ланской" in second.get("question_mine").content.decode()
    page = first.get("question_mine").content.decode()
    assert "Орлов" in page and "Ланской" not in page
    assert "другого наставника" not in page
    refused = first.post("question_mine", action="diary.write", data={"pair": other.pk, "text": ASKED})
    assert "Этой пары у вас нет" in refused.content.decode()
    assert Question.objects.count() == 1
