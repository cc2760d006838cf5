"""Editing questionnaires: what was asked never changes, the next edition does."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date

import pytest
from django.db import connections

from mentoring.accounts.models import JournalEntry
from mentoring.accounts.operations import Refused
from surveys import editing, ready
from surveys.models import Answer, Edition, Question, Questionnaire, Response, Wave
from surveys.wording import OWN, Wording

SCALE = Wording(code="", kind="scale", text="Насколько вам легко?", low_words="трудно", high_words="легко", part="Итог")


def ask(questionnaire: Questionnaire, programme) -> Wave:
    """Plan a wave that asks the last edition."""
    return Wave.objects.create(
        organization=questionnaire.organization,
        programme=programme,
        edition=editing.last(questionnaire),
        title="Вход",
        opens_on=date(2026, 9, 1),
        closes_on=date(2026, 9, 14),
    )


def asks(questionnaire: Questionnaire) -> list[str]:
    return [one.code for one in editing.questions_of(editing.last(questionnaire))]


def version(questionnaire: Questionnaire) -> int:
    return Questionnaire.objects.get(pk=questionnaire.pk).version


def edit(verb, questionnaire, *args, curator, **more):
    return verb(questionnaire, *args, version=version(questionnaire), by=curator.member, **more)


def test_edition_nobody_was_asked_by_changes_in_place(questionnaire, curator):
    edit(editing.remove_question, questionnaire, "useful", curator=curator)

    assert questionnaire.editions.count() == 1
    assert "useful" not in asks(questionnaire)


@pytest.mark.parametrize("state", Wave.State.values)
def test_edition_that_was_asked_never_changes(state, questionnaire, programme, curator):
    wave = ask(questionnaire, programme)
    Wave.objects.filter(pk=wave.pk).update(state=state)
    before = editing.questions_of(wave.edition)

    edit(editing.remove_question, questionnaire, "useful", curator=curator)
    edit(editing.add_question, questionnaire, SCALE, curator=curator)
    edit(editing.reword, questionnaire, title="Вход", intro="Коротко", curator=curator)

    wave.edition.refresh_from_db()
    assert editing.questions_of(wave.edition) == before
    assert wave.edition.intro != "Коротко"
    assert [row.number for row in questionnaire.editions.all()] == [2, 1]
    assert asks(questionnaire) == [one.code for one in before if one.code != "useful"] + ["own_1"]


def test_old_answers_keep_their_questions(questionnaire, programme, curator):
    wave = ask(questionnaire, programme)
    question = wave.edition.questions.get(code="useful")
    response = Response.objects.create(organization=wave.organization, wave=wave, on=date(2026, 9, 3))
    Answer.objects.create(organization=wave.organization, response=response, question=question, value=7)

    words = replace(ready.of(question), text="Сколько пользы вы ждёте?")
    edit(editing.change_question, questionnaire, "useful", words, curator=curator)
    edit(editing.remove_question, questionnaire, "useful", curator=curator)

    answer = Answer.objects.select_related("question__edition").get()
    assert (answer.question.pk, answer.question.text) == (question.pk, question.text)
    assert answer.question.edition == wave.edition


def test_next_change_goes_into_the_same_new_edition(questionnaire, programme, curator):
    ask(questionnaire, programme)

    edit(editing.remove_question, questionnaire, "useful", curator=curator)
    edit(editing.remove_question, questionnaire, "changes", curator=curator)

    assert questionnaire.editions.count() == 2
    assert editing.last(questionnaire).by == curator.member


def test_new_question_is_compared_with_its_twin_or_with_itself(questionnaire, curator):
    own = edit(editing.add_question, questionnaire, replace(SCALE, pair_code=OWN), curator=curator)
    none = edit(editing.add_question, questionnaire, SCALE, curator=curator)

    assert (own.code, own.pair_code) == ("own_1", "own_1")
    assert (none.code, none.pair_code) == ("own_2", "")
    assert Question.objects.get(code="own_1").text == SCALE.text


def test_code_of_a_removed_question_is_never_given_again(questionnaire, programme, curator):
    edit(editing.add_question, questionnaire, SCALE, curator=curator)
    ask(questionnaire, programme)
    edit(editing.remove_question, questionnaire, "own_1", curator=curator)

    assert edit(editing.add_question, questionnaire, SCALE, curator=curator).code == "own_2"


def test_change_keeps_code_and_place_and_is_told(questionnaire, curator):
    order = asks(questionnaire)
    words = replace(ready.of(Question.objects.get(edition__questionnaire=questionnaire, code="useful")), help="Честно.")

    edit(editing.change_question, questionnaire, "useful", replace(words, code="other"), curator=curator)

    assert asks(questionnaire) == order
    entry = JournalEntry.objects.get(action="questionnaire.question_change")
    assert (entry.values.before, entry.values.after) == ({}, {"help": "Честно."})


def test_kind_of_a_question_stays(questionnaire, curator):
    with pytest.raises(Refused, match="Вид вопроса не меняется"):
        edit(editing.change_question, questionnaire, "useful", replace(SCALE, kind="long"), curator=curator)


def test_question_moves_among_its_neighbours(questionnaire, curator):
    order = asks(questionnaire)

    edit(editing.move_question, questionnaire, "effect", 1, curator=curator)

    assert asks(questionnaire) == [*order[:2], "useful", "effect", *order[4:]]
    with pytest.raises(Refused, match="край анкеты"):
        edit(editing.move_question, questionnaire, "before", -1, curator=curator)


def test_part_is_renamed_in_all_its_questions(questionnaire, curator):
    edit(editing.rename_part, questionnaire, "Встречи с наставником", "Встречи", curator=curator)

    assert [one.part for one in editing.questions_of(editing.last(questionnaire))].count("Встречи") == 4


@pytest.mark.parametrize(
    ("verb", "args", "words"),
    [
        (editing.remove_question, ("before",), "снимите у него условие"),
        (editing.move_question, ("before", 1), "должен стоять после него"),
        (editing.move_question, ("before_where", -1), "должен стоять после него"),
        (editing.remove_question, ("nothing",), "уже нет"),
        (editing.move_question, ("nothing", 1), "уже нет"),
        (editing.change_question, ("nothing", SCALE), "уже нет"),
        (editing.add_question, (replace(SCALE, text=""),), "Напишите вопрос"),
        (editing.add_question, (replace(SCALE, pair_code="useful"),), "уже сравнивается"),
    ],
)
def test_what_would_break_the_questionnaire_is_refused_and_changes_nothing(
    verb, args, words, questionnaire, programme, curator
):
    ask(questionnaire, programme)
    before = editing.questions_of(editing.last(questionnaire))

    with pytest.raises(Refused, match=words):
        edit(verb, questionnaire, *args, curator=curator)

    assert editing.questions_of(editing.last(questionnaire)) == before
    assert questionnaire.editions.count() == 1
    assert version(questionnaire) == 1


def test_questionnaire_without_questions_is_refused(questionnaire, curator):
    Question.objects.exclude(code="glad").delete()

    with pytest.raises(Refused, match="Вопросов не осталось"):
        edit(editing.remove_question, questionnaire, "glad", curator=curator)


def test_second_of_two_who_edit_is_told(questionnaire, curator):
    edit(editing.remove_question, questionnaire, "useful", curator=curator)

    with pytest.raises(Refused, match="изменил кто-то ещё"):
        editing.remove_question(questionnaire, "changes", version=1, by=curator.member)

    assert "changes" in asks(questionnaire)


def test_title_alone_makes_no_edition(questionnaire, programme, curator):
    wave = ask(questionnaire, programme)

    edit(editing.reword, questionnaire, title="Как вы начинаете", intro=wave.edition.intro, curator=curator)

    row = Questionnaire.objects.get(pk=questionnaire.pk)
    assert (row.title, row.title_key) == ("Как вы начинаете", "как вы начинаете")
    assert row.editions.count() == 1


def test_standard_comes_back_as_a_new_edition(questionnaire, programme, curator):
    edit(editing.remove_question, questionnaire, "useful", curator=curator)
    edit(editing.reword, questionnaire, title=questionnaire.title, intro="Коротко", curator=curator)
    wave = ask(questionnaire, programme)

    edition = edit(editing.restore, questionnaire, curator=curator)

    standard = ready.standard_of(questionnaire)
    assert edition.number == 2
    assert editing.is_standard(edition, standard)
    assert not editing.is_standard(wave.edition, standard)


def test_levels_come_back_with_the_standard(school, questionnaire, curator):
    own = Questionnaire.objects.get(code="curator-exit")
    Edition.objects.filter(questionnaire=own).update(levels=[])
    edit(editing.remove_question, own, "strong", curator=curator)

    edit(editing.restore, own, curator=curator)

    assert editing.last(own).levels == [[15, "оптимальный"], [9, "допустимый"], [0, "недопустимый"]]


def test_what_is_standard_or_has_none_is_not_restored(questionnaire, curator):
    with pytest.raises(Refused, match="и так стандартная"):
        edit(editing.restore, questionnaire, curator=curator)

    own = editing.copy(questionnaire, "Для пары", by=curator.member)
    with pytest.raises(Refused, match="стандартной у неё нет"):
        edit(editing.restore, own, curator=curator)


def test_questionnaire_from_nothing_takes_questions(school, curator):
    made = editing.create("Своя", side="mentor", moment="any", by=curator.member)

    assert (made.organization, made.form, editing.last(made).number) == (school, None, 1)
    edit(editing.add_question, made, Wording(code="", kind="yes_no", text="Всё хорошо?"), curator=curator)
    assert asks(made) == ["own_1"]


def test_words_may_stand_before_the_first_question(school, curator):
    made = editing.create("Своя", side="mentor", moment="any", by=curator.member)

    edit(editing.reword, made, title="Своя", intro="Ответьте, как есть", curator=curator)

    assert editing.last(made).intro == "Ответьте, как есть"
    assert asks(made) == []


def test_copy_is_changed_apart(questionnaire, curator):
    made = editing.copy(questionnaire, "Для одной пары", by=curator.member)
    again = editing.copy(questionnaire, "Для одной пары", by=curator.member)
    order = asks(questionnaire)

    edit(editing.remove_question, made, "useful", curator=curator)

    assert made.code != again.code
    assert (made.form, made.side, made.moment) == (questionnaire.form, questionnaire.side, questionnaire.moment)
    assert asks(questionnaire) == asks(again) == order
    assert asks(made) == [code for code in order if code != "useful"]


def test_archived_questionnaire_waits_and_comes_back(questionnaire, curator):
    editing.archive(questionnaire, by=curator.member)

    with pytest.raises(Refused, match="Верните её в работу"):
        edit(editing.remove_question, questionnaire, "useful", curator=curator)
    with pytest.raises(Refused, match="уже убрана"):
        editing.archive(questionnaire, by=curator.member)

    editing.bring_back(questionnaire, by=curator.member)
    assert Questionnaire.objects.get(pk=questionnaire.pk).archived_on is None
    with pytest.raises(Refused, match="и так в работе"):
        editing.bring_back(questionnaire, by=curator.member)


def test_another_school_edits_nothing(questionnaire, other_curator):
    for verb, args in (
        (editing.remove_question, ("useful",)),
        (editing.restore, ()),
        (editing.add_question, (SCALE,)),
        (editing.rename_part, ("О вас", "О нас")),
    ):
        with pytest.raises(Questionnaire.DoesNotExist):
            edit(verb, questionnaire, *args, curator=other_curator)
    for verb, args in ((editing.archive, ()), (editing.bring_back, ()), (editing.copy, ("Наша",))):
        with pytest.raises(Questionnaire.DoesNotExist):
            verb(questionnaire, *args, by=other_curator.member)


@pytest.mark.postgres_only
@pytest.mark.django_db(transaction=True)
def test_ten_who_edit_at_once_make_one_change(questionnaire, programme, curator):
    ask(questionnaire, programme)

    def add(number: int) -> str:
        try:
            said = replace(SCALE, text=f"Вопрос {number}")
            editing.add_question(questionnaire, said, version=1, by=curator.member)
            return "added"
        except Refused:
            return "refused"
        finally:
            connections.close_all()

    with ThreadPoolExecutor(10) as pool:
        told = sorted(pool.map(add, range(10)))

    assert told == ["added"] + ["refused"] * 9
    assert questionnaire.editions.count() == 2
    assert asks(questionnaire)[-1] == "own_1"
