"""The ready questionnaires: whole, paired, in careful words, taken once."""

import re
from itertools import groupby

import pytest

from mentoring.accounts.models import JournalEntry
from mentoring.accounts.operations import Refused
from mentoring.programmes.models import MentoringForm
from surveys import ready
from surveys.models import Question, Questionnaire
from surveys.wording import Wording
from tests.cast import make_school

FORMS = [
    *("student_student", "teacher_pupil", "student_pupil", "employer_pupil", "employer_student", "graduate_pupil"),
    *("teacher_teacher", "head_teacher", "college_teacher_young", "partner_teacher", "employer_teacher"),
]
OF_FORMS = [(form, one) for form in FORMS for one in ready.of_form(form)]
EVERY = [*OF_FORMS, *(("", one) for one in ready.of_every_school())]
Kind = Question.Kind


def name(case) -> str:
    return f"{case[0]}-{case[1].code}".lstrip("-")


def every(which=EVERY):
    return pytest.mark.parametrize(("form", "one"), which, ids=map(name, which))


def texts(one: ready.Ready) -> list[str]:
    """Return everything that somebody reads in a questionnaire."""
    said = [one.title, one.intro, *(word for _, word in one.levels)]
    for question in one.questions:
        said += [question.text, question.part, question.help, question.low_words, question.high_words]
        said += [question.finding, *question.options, *question.rows]
    return [text for text in said if text]


def make_form(school, code: str = "student_student", title: str = "Ученик — ученик") -> MentoringForm:
    return MentoringForm.objects.create(organization=school, code=code, title=title)


@every()
def test_codes_are_unique_and_fit(form, one):
    codes = [question.code for question in one.questions]

    assert len(codes) == len(set(codes))
    assert all(re.fullmatch(r"[a-z_]{2,40}", code) for code in codes)
    assert len(f"{form}-{one.code}") <= Questionnaire._meta.get_field("code").max_length


@every()
def test_question_fits_its_row(form, one):
    for question in one.questions:
        row = Question(**ready.columns(question))
        row.clean_fields(exclude=["organization", "edition"])
        assert row.high > row.low
        assert question.text == question.text.strip() and question.text


@every()
def test_scale_has_words_at_both_ends(form, one):
    bare = [
        question.code
        for question in one.questions
        if question.kind in (Kind.SCALE, Kind.MATRIX) and not (question.low_words and question.high_words)
    ]

    assert bare == []


@every()
def test_question_has_what_its_kind_needs_and_no_more(form, one):
    for question in one.questions:
        assert bool(question.options) == (question.kind in (Kind.ONE, Kind.MANY))
        assert bool(question.rows) == (question.kind == Kind.MATRIX)
        assert bool(question.register) == (question.kind == Kind.PERSON)
        assert not question.reverse or question.kind == Kind.SCALE
        assert not question.satisfaction or question.kind == Kind.SCALE


@every()
def test_condition_names_an_earlier_question_and_an_answer_it_may_have(form, one):
    before: dict[str, Wording] = {}
    for question in one.questions:
        if question.shown_if:
            assert before[question.shown_if].kind == Kind.YES_NO
            assert question.shown_value in (0, 1)
            assert before[question.shown_if].part == question.part
        before[question.code] = question


@every()
def test_page_asks_three_to_six_questions_and_stands_in_one_piece(form, one):
    parts = [(part, len(list(questions))) for part, questions in groupby(one.questions, lambda each: each.part)]

    assert len({part for part, _ in parts}) == len(parts)
    assert all(3 <= count <= 6 for _, count in parts), parts


@every()
def test_words_are_calm_and_addressed_to_you(form, one):
    for text in texts(one):
        assert "!" not in text
        assert not re.search(r"\b(ты|тебя|тебе|тобой|твой|твоя|твоё|твои)\b", text, re.IGNORECASE), text
        assert "обучающийся" not in text.lower()
        assert "форма R-145" not in text and "приложение" not in text.lower()


@every()
def test_words_are_written_with_yo(form, one):
    bare = (
        r"\b(еще|ее|ждет|дает|учеб\w*|счет|отчет|вперед|ребенк\w*|ребенок|удовлетворенн\w*|поймет|идет|придет|найдет"
        r"|свое|мое|надежн\w*|прием\w*|приемы|объем|серьезн\w*|определенн\w*|тепл\w*)\b"
    )

    assert [text for text in texts(one) if re.search(bare, text, re.IGNORECASE)] == []


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("side", ["mentee", "mentor"])
def test_each_pair_stands_on_entry_and_on_exit_with_the_same_scale(form, side):
    entry, leaving = ({}, {})
    for one in ready.of_form(form):
        if one.side == side:
            kept = entry if one.moment == "entry" else leaving
            paired = [question for question in one.questions if question.pair_code]
            assert len({question.pair_code for question in paired}) == len(paired)
            kept.update({question.pair_code: question for question in paired})

    assert entry.keys() == leaving.keys()
    assert len(entry) >= 9
    for code, question in entry.items():
        twin = leaving[code]
        assert (question.kind, question.low, question.high) == (twin.kind, twin.low, twin.high)
        assert question.reverse == twin.reverse


def test_nine_criteria_of_the_curator_are_compared_and_have_levels():
    entry, leaving = (one for one in ready.of_every_school() if one.code in ("curator-entry", "curator-exit"))

    for one in (entry, leaving):
        scales = [question for question in one.questions if question.kind == Kind.SCALE]
        assert [(scale.low, scale.high, scale.required) for scale in scales] == [(0, 2, True)] * 9
        assert one.levels == ((15, "оптимальный"), (9, "допустимый"), (0, "недопустимый"))
    pairs = [[question.pair_code for question in one.questions if question.pair_code] for one in (entry, leaving)]
    assert pairs[0] == pairs[1]


def test_diagnostics_are_compared_with_themselves_and_anxiety_is_good_when_low():
    one = next(one for one in ready.of_every_school() if one.code == "diagnostics-mentee")
    scales = [question for question in one.questions if question.kind == Kind.SCALE]

    assert all(scale.pair_code == scale.code for scale in scales)
    assert [scale.code for scale in scales if scale.reverse] == ["anxious"]


@every()
def test_findings_stand_at_the_end_alone_and_finish_a_sentence(form, one):
    for question in one.questions:
        if question.finding:
            assert one.moment == "exit" or one.code.startswith("satisfaction")
            assert question.kind in (Kind.SCALE, Kind.YES_NO)
            assert not question.reverse
            assert question.finding[0].islower() and not question.finding.endswith(".")


@every(OF_FORMS)
def test_exit_asks_about_satisfaction_and_each_closed_question_tells_something(form, one):
    told = [question for question in one.questions if question.satisfaction]
    if one.moment == "exit":
        assert len(told) >= 3
        closed = [question for question in one.questions if question.kind in (Kind.SCALE, Kind.YES_NO)]
        assert [question.code for question in closed if not question.finding] == []
    else:
        assert told == []


def test_employers_are_asked_about_the_profession_too():
    own = {one.code: {question.code for question in one.questions} for one in ready.of_form("employer_pupil")}
    students = {one.code: {question.code for question in one.questions} for one in ready.of_form("student_pupil")}
    learners = {one.code: {question.code for question in one.questions} for one in ready.of_form("student_student")}

    assert own["mentee-exit"] - learners["mentee-exit"] == {
        "career_clear", "career_ready", "career_know", "career_dream", "career_future", "career_interest",
        "career_study", "career_work", "career_more", "career_tests",
    }  # fmt: skip
    assert students["mentee-exit"] == own["mentee-exit"]
    assert students["mentor-exit"] == learners["mentor-exit"]
    assert "career_employ" in own["mentor-exit"]


def test_unknown_form_is_asked_as_learners_are():
    assert ready.of_form("graduate_pupil") == ready.of_form("student_student")


def test_school_takes_four_for_each_of_its_forms_and_the_rest_once(school, curator):
    make_form(school)
    make_form(school, "teacher_teacher", "Учитель — учитель")

    taken = ready.take(school, by=curator.member)

    assert len(taken) == 8 + len(ready.of_every_school())
    own = Questionnaire.objects.get(code="student_student-mentee-entry")
    assert own.title == "Наставляемый на входе: ученик — ученик"
    assert (own.side, own.moment, own.form.code) == ("mentee", "entry", "student_student")
    edition = own.editions.get()
    standard = ready.standard_of(own)
    assert tuple(ready.of(row) for row in edition.questions.all()) == standard.questions
    assert edition.intro == standard.intro
    assert Questionnaire.objects.get(code="curator-exit").editions.get().levels[0] == [15, "оптимальный"]
    assert JournalEntry.objects.filter(action="questionnaire.usual").count() == 1


def test_what_is_there_is_not_taken_again(school, curator):
    ready.take(school, by=curator.member)
    assert ready.lacking(school) == []
    with pytest.raises(Refused, match="уже в списке"):
        ready.take(school, by=curator.member)

    make_form(school)

    assert [one.code for one in ready.lacking(school)] == [
        "student_student-mentee-entry",
        "student_student-mentee-exit",
        "student_student-mentor-entry",
        "student_student-mentor-exit",
    ]


def test_what_another_school_has_and_calls_its_forms_is_its_own(school, curator, other_school, other_curator):
    make_form(other_school)
    ready.take(other_school, by=other_curator.member)

    assert {one.code for one in ready.lacking(school)} == {one.code for one in ready.of_every_school()}
    ready.take(school, by=curator.member)
    assert not Questionnaire.objects.filter(organization=school).exclude(form=None).exists()


def test_kindergarten_asks_nobody_about_pupils(db, curator):
    garden = make_school("solnyshko", kind="kindergarten")

    assert {one.code for one in ready.lacking(garden)} == {
        one.code for one in ready.of_every_school() if not one.of_learners
    }


def test_all_questionnaires_of_five_forms_are_taken_in_few_queries(school, curator, django_assert_max_num_queries):
    for code in FORMS[:5]:
        make_form(school, code, code)

    with django_assert_max_num_queries(30):  # SQLite puts in a thousand values at once
        taken = ready.take(school, by=curator.member)

    assert len(taken) > 30


def test_own_questionnaire_has_no_standard(school):
    own = Questionnaire.objects.create(organization=school, code="own-1", title="Своя", side="mentee")

    assert ready.standard_of(own) is None
