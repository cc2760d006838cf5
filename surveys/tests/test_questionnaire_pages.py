"""The pages on which questionnaires are taken, looked at and changed."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mentoring.access import Role
from mentoring.accounts import operations
from mentoring.pages import TOKEN
from mentoring.programmes.models import MentoringForm
from surveys import editing, ready
from surveys.models import Question, Questionnaire, Wave
from surveys.questionnaire_forms import ABOUT
from tests.cast import browse, make_member

EDIT = "surveys.edit"


@pytest.fixture
def wave(questionnaire, programme) -> Wave:
    return Wave.objects.create(
        organization=questionnaire.organization,
        programme=programme,
        edition=editing.last(questionnaire),
        title="Опрос в сентябре",
        opens_on=date(2026, 9, 1),
        closes_on=date(2026, 9, 14),
    )


def page(browser, name: str, *args, **query) -> str:
    return browser.get(name, *args, query=query).content.decode()


def now(questionnaire) -> Questionnaire:
    return Questionnaire.objects.get(pk=questionnaire.pk)


def send(browser, name: str, questionnaire, *args, **data):
    data = {"version": now(questionnaire).version} | data
    return browser.post(name, questionnaire.public_id, *args, action=EDIT, data=data)


def asks(questionnaire) -> list[str]:
    return [one.code for one in editing.questions_of(editing.last(questionnaire))]


def test_empty_list_offers_the_ready_ones_and_takes_them(school, curator):
    MentoringForm.objects.create(organization=school, code="student_student", title="Ученик — ученик")
    assert "Взять готовые" in page(curator, "survey_questionnaires")

    curator.post("survey_questionnaires_take", action=EDIT)

    shown = page(curator, "survey_questionnaires")
    assert "Наставляемый на входе: ученик — ученик" in shown
    assert "Взять" not in shown


def test_who_only_looks_is_told_whom_to_ask(school):
    psychologist = browse(make_member(school, Role.PSYCHOLOGIST))

    shown = page(psychologist, "survey_questionnaires")

    assert "Взять" not in shown
    assert "заводит куратор" in shown


def test_new_form_of_mentoring_offers_its_four(questionnaire, school, curator):
    MentoringForm.objects.create(organization=school, code="teacher_teacher", title="Учитель — учитель")

    assert "Взять ещё 4" in page(curator, "survey_questionnaires")


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ({"q": "РОДИТЕЛЬ"}, ["Родитель о наставляемом"]),
        ({"side": "curator"}, ["Куратор на входе", "Куратор на выходе", "Куратор раз в месяц"]),
        (
            {"form": "student_student", "side": "mentee"},
            ["Наставляемый на входе: ученик — ученик", "Наставляемый на выходе: ученик — ученик"],
        ),
        ({"form": "none", "side": "parent"}, ["Родитель о наставляемом"]),
        ({"put_away": "1"}, ["Доволен ли наставник"]),
        ({"q": "нет такой"}, []),
    ],
)
def test_list_is_narrowed(query, titles, questionnaire, curator):
    editing.archive(Questionnaire.objects.get(code="satisfaction-mentor"), by=curator.member)

    answer = curator.get("survey_questionnaires", query=query)

    shown = [row.title for _, rows in answer.context["groups"] for row in rows]
    assert shown == titles
    assert ("Измените условия" in answer.content.decode()) == (not titles)


def test_questionnaire_is_shown_as_respondents_see_it(questionnaire, wave, curator):
    shown = page(curator, "survey_questionnaire", questionnaire.public_id)

    assert "1 — ничего не даст" in shown
    assert "Если да:" in shown
    assert "Опрос в сентябре" in shown
    assert "стандартная" in shown
    assert "<fieldset disabled>" in shown


@pytest.mark.parametrize("one", ready.of_every_school(), ids=lambda one: one.code)
def test_every_ready_questionnaire_can_be_looked_at_and_changed(one, questionnaire, curator):
    row = Questionnaire.objects.get(code=one.code)

    for name in ("survey_questionnaire", "survey_questionnaire_edit"):
        shown = page(curator, name, row.public_id)
        assert all(question.text in shown for question in one.questions)
    for question in one.questions:
        answer = curator.get("survey_question", row.public_id, question.code)
        form = answer.context["form"]
        sent = {name: value for name, value in form.initial.items() if name in form.fields and value is not False}
        again = type(form)(data=sent, **answer.context["view"].get_form_kwargs() | {"initial": {}})
        assert again.is_valid(), again.errors
        assert again.wording() == ready.of(Question.objects.get(edition__questionnaire=row, code=question.code))


def test_old_edition_stays_to_be_looked_at(questionnaire, wave, curator):
    send(curator, "survey_question_remove", questionnaire, "useful")

    page(curator, "survey_questionnaires")  # says what was done
    old = page(curator, "survey_questionnaire", questionnaire.public_id, edition="1")
    last = page(curator, "survey_questionnaire", questionnaire.public_id)

    assert "Это редакция 1" in old and "участие в ней" in old
    assert "Это редакция" not in last and "участие в ней" not in last
    assert "изменена" in last


def test_questions_move_and_go(questionnaire, curator):
    send(curator, "survey_question_move", questionnaire, "effect", where="down")
    answer = send(curator, "survey_question_remove", questionnaire, "changes")

    assert asks(questionnaire)[2:4] == ["useful", "effect"]
    assert "changes" not in asks(questionnaire)
    assert answer.url == curator.at("survey_questionnaire_edit", questionnaire.public_id)


def test_refusal_is_said_on_the_page_it_came_from(questionnaire, curator):
    where = curator.at("survey_questionnaire_edit", questionnaire.public_id)

    answer = send(curator, "survey_question_remove", questionnaire, "before", back=where)

    assert answer.url == where
    assert "снимите у него условие" in curator.client.get(where).content.decode()
    assert "before" in asks(questionnaire)


@pytest.mark.parametrize("version", ["", "x", "0", "99999999999"])
def test_late_or_made_up_version_changes_nothing(version, questionnaire, curator):
    send(curator, "survey_question_remove", questionnaire, "useful", version=version)

    assert "useful" in asks(questionnaire)


@pytest.mark.parametrize("kind", ABOUT)
def test_form_of_a_question_has_the_fields_of_its_kind_alone(kind, questionnaire, curator):
    form = curator.get("survey_question_add", questionnaire.public_id, kind).context["form"]

    own = {
        "scale": {"low", "high", "low_words", "high_words", "pair_code", "reverse"},
        "matrix": {"rows", "low", "high", "low_words", "high_words", "pair_code"},
        "one": {"options", "trait"},
        "many": {"options", "trait"},
        "short": {"trait"},
        "person": {"register", "most", "trait"},
    }
    always = {"text", "help", "part", "required", "condition", "version"}
    assert set(form.fields) == always | own.get(kind, set())


def test_what_is_said_of_results_is_asked_where_results_are_told(questionnaire, curator):
    leaving = Questionnaire.objects.get(code="student_student-mentee-exit")

    form = curator.get("survey_question_add", leaving.public_id, "scale").context["form"]

    assert {"satisfaction", "finding"} <= set(form.fields)


def test_unknown_kind_and_unknown_question_are_not_there(questionnaire, curator):
    assert curator.get("survey_question_add", questionnaire.public_id, "riddle").status_code == 404
    assert curator.get("survey_question", questionnaire.public_id, "riddle").status_code == 404


def test_list_of_answers_is_typed_one_a_line(questionnaire, curator):
    data = {"text": "Когда удобно?", "options": " утром \n\nпосле уроков\n", "part": "Своими словами", "required": "on"}

    answer = send(curator, "survey_question_add", questionnaire, "one", **data)

    question = Question.objects.get(code="own_1")
    assert answer.url.endswith("#own_1")
    assert (question.options, question.required, question.part) == (["утром", "после уроков"], True, "Своими словами")


def test_new_question_stands_where_it_was_asked_for(questionnaire, curator):
    where = curator.at("survey_question_add", questionnaire.public_id, "yes_no")
    form = curator.get("survey_question_add", questionnaire.public_id, "yes_no", query={"after": "useful"})
    assert form.context["form"].initial["part"] == "Чего вы ждёте от программы"

    data = {"text": "Рано?", "part": "Чего вы ждёте от программы", "condition": "before=0", "version": 1}
    curator.client.post(f"{where}?after=useful", data | token(curator))

    place = asks(questionnaire).index("own_1")
    assert asks(questionnaire)[place - 1] == "useful"
    assert Question.objects.get(code="own_1").shown_value == 0


def token(browser) -> dict:
    return {TOKEN: operations.offer(browser.member, EDIT)}


def test_condition_offers_only_earlier_questions(questionnaire, curator):
    form = curator.get("survey_question", questionnaire.public_id, "useful").context["form"]

    assert form.fields["condition"].choices == [
        ("", "всегда"),
        (
            "Приходилось ли вам раньше участвовать в наставничестве?",
            [("before=1", "если «да»"), ("before=0", "если «нет»")],
        ),
    ]


def test_scale_may_be_compared_with_its_twin(questionnaire, curator):
    leaving = Questionnaire.objects.get(code="student_student-mentee-exit")

    choices = dict(
        curator.get("survey_question_add", leaving.public_id, "scale").context["form"].fields["pair_code"].choices
    )

    assert choices["comfort"] == "на входе: Насколько легко, по-вашему, будет общаться с наставником?"
    assert choices[""] == "ни с чем"


def test_nothing_of_another_school_is_listed_counted_or_compared_with(
    questionnaire, curator, other_school, other_curator
):
    MentoringForm.objects.create(organization=other_school, code="student_student", title="Чужая форма")
    ready.take(other_school, by=other_curator.member)
    theirs = Questionnaire.objects.filter(organization=other_school)
    theirs.update(title="Чужая анкета", archived_on=date(2026, 9, 1))
    Question.objects.filter(organization=other_school).update(text="Чужой вопрос", pair_code="alien")

    shown = page(curator, "survey_questionnaires")
    leaving = Questionnaire.objects.get(organization=curator.member.organization, code="curator-exit")
    form = page(curator, "survey_question_add", leaving.public_id, "scale")

    assert "Чужая" not in shown and "Убранные" not in shown
    assert "Чуж" not in form and "на входе: Программа отвечает" in form


def test_school_without_questionnaires_is_offered_them_though_another_has_them(curator, other_school, other_curator):
    ready.take(other_school, by=other_curator.member)

    assert "Взять готовые" in page(curator, "survey_questionnaires")


def test_two_scales_cannot_be_compared_with_one(questionnaire, curator):
    data = {"text": "Легко?", "low": 1, "high": 10, "low_words": "нет", "high_words": "да", "pair_code": "comfort"}

    answer = send(curator, "survey_question_add", questionnaire, "scale", **data)

    assert "уже сравнивается другой вопрос" in answer.content.decode()
    assert not Question.objects.filter(code="own_1").exists()


def test_what_is_missing_is_named(questionnaire, curator):
    answer = send(curator, "survey_question_add", questionnaire, "scale", low="2", high="")

    said = answer.content.decode()
    for words in ("Напишите вопрос.", "что значит наименьшее число", "Напишите число."):
        assert words in said


def test_late_save_shows_both_texts(questionnaire, curator):
    editing.reword(questionnaire, title="Сохранили раньше", intro="Другое", version=1, by=curator.member)

    answer = send(
        curator, "survey_questionnaire_edit", questionnaire, title="Написали позже", intro="Другое", version=1
    )

    said = answer.content.decode()
    assert "эту запись изменил кто-то ещё" in said
    assert "Написали позже" in said
    assert "Сохранено сейчас: Сохранили раньше" in said
    assert now(questionnaire).title == "Сохранили раньше"
    again = {"title": "Написали позже", "intro": "Другое", "version": answer.context["form"]["version"].value()}
    send(curator, "survey_questionnaire_edit", questionnaire, **again)
    assert now(questionnaire).title == "Написали позже"


def test_late_save_of_a_question_shows_what_is_chosen_now(questionnaire, curator):
    one = next(one for one in editing.questions_of(editing.last(questionnaire)) if one.code == "useful")
    said = replace(one, text="Польза будет?", required=True, shown_if="before", shown_value=1)
    editing.change_question(questionnaire, "useful", said, version=1, by=curator.member)
    data = {"text": one.text, "low": 1, "high": 10, "low_words": "мало", "high_words": one.high_words, "version": 1}

    shown = send(curator, "survey_question", questionnaire, "useful", **data).content.decode()

    for words in ("Польза будет?", "пользы не жду", "если «да»", "Сохранено сейчас: да"):
        assert words in shown


def test_part_is_renamed(questionnaire, curator):
    shown = page(curator, "survey_part", questionnaire.public_id, part="Встречи с наставником")
    assert 'value="Встречи с наставником"' in shown

    send(curator, "survey_part", questionnaire, part="Встречи с наставником", title="Встречи")

    assert Question.objects.filter(edition__questionnaire=questionnaire, part="Встречи").count() == 4


def test_what_the_standard_would_change_is_said_before(questionnaire, wave, curator):
    send(curator, "survey_question_remove", questionnaire, "useful")
    send(curator, "survey_question_add", questionnaire, "long", text="Наш вопрос", part="Своими словами")

    page(curator, "survey_questionnaires")  # says what was done
    shown = page(curator, "survey_questionnaire_restore", questionnaire.public_id)
    assert shown.index("Появятся") < shown.index("участие в ней") < shown.index("Исчезнут") < shown.index("Наш вопрос")

    send(curator, "survey_questionnaire_restore", questionnaire)
    assert editing.is_standard(editing.last(questionnaire), ready.standard_of(questionnaire))
    assert "и так стандартная" in page(curator, "survey_questionnaire_restore", questionnaire.public_id)


def test_questionnaire_from_nothing_is_opened_to_be_filled(curator, other_school):
    stranger = MentoringForm.objects.create(organization=other_school, code="own", title="Чужая форма")
    said = {"title": "Своя анкета", "side": "parent", "moment": "any"}

    answer = curator.post("survey_questionnaire_new", action=EDIT, data=said)
    refused = curator.post("survey_questionnaire_new", action=EDIT, data=said | {"form": stranger.pk})

    made = Questionnaire.objects.get()
    assert (made.title, made.side, made.organization) == ("Своя анкета", "parent", curator.member.organization)
    assert answer.url == curator.at("survey_questionnaire_edit", made.public_id)
    assert refused.status_code == 200


def test_empty_questionnaire_offers_a_question_before_a_wave(school, curator):
    own = editing.create("Своя", side="mentor", moment="any", by=curator.member)
    first, wave = curator.at("survey_question_kinds", own.public_id), curator.at("survey_wave_new")

    for name in ("survey_questionnaire", "survey_questionnaire_edit"):
        assert "Вопросов ещё нет" in page(curator, name, own.public_id)
        assert first in page(curator, name, own.public_id)
    assert f"{wave}?questionnaire=" not in page(curator, "survey_questionnaire", own.public_id)


def test_own_copy_is_made_and_opened_to_be_changed(questionnaire, curator):
    answer = send(curator, "survey_questionnaire_copy", questionnaire, title="Для кружка")

    made = Questionnaire.objects.get(title="Для кружка")
    assert answer.url == curator.at("survey_questionnaire_edit", made.public_id)
    assert "своя" in page(curator, "survey_questionnaire", made.public_id)
    assert curator.get("survey_questionnaire_restore", made.public_id).status_code == 404


def test_questionnaire_is_put_away_and_taken_back(questionnaire, curator):
    send(curator, "survey_questionnaire_archive", questionnaire)
    assert "Вернуть в работу" in page(curator, "survey_questionnaire", questionnaire.public_id)
    assert questionnaire.title not in page(curator, "survey_questionnaires")

    send(curator, "survey_questionnaire_back", questionnaire)
    assert questionnaire.title in page(curator, "survey_questionnaires")


def test_who_may_only_see_is_offered_no_deeds(questionnaire, school):
    psychologist = browse(make_member(school, Role.PSYCHOLOGIST))

    shown = page(psychologist, "survey_questionnaire", questionnaire.public_id)

    assert not any(words in shown for words in ("Изменить", "Скопировать", "Убрать", "Провести опрос"))


def test_list_asks_no_more_for_more_questionnaires(questionnaire, curator, django_assert_num_queries):
    curator.get("survey_questionnaires")  # the first one reads what is kept for the next
    with CaptureQueriesContext(connection) as before:
        curator.get("survey_questionnaires")
    for _ in range(3):
        editing.copy(questionnaire, "Копия", by=curator.member)

    with django_assert_num_queries(len(before)):
        curator.get("survey_questionnaires")
