"""Surveys: questionnaires."""

from functools import partial

from django.db.models import CharField, Value
from django.db.models.functions import Cast, Concat

from mentoring.accounts import schooldays
from surveys.models import Edition, Question, Questionnaire
from tests.matrix.page import Page


def of_two(school, owner, **fields) -> Questionnaire:
    """Make a questionnaire of two questions."""
    row = school.maker.row(Questionnaire, **fields)
    edition = school.maker.row(Edition, questionnaire=row, number=1)
    for order, code in enumerate(("first", "second")):
        school.maker.row(Question, edition=edition, code=code, order=order, part="", shown_if="", pair_code="")
    return row


def changed_parent(school, owner) -> Questionnaire:
    """Make the questionnaire of parents with questions of the school's own; one made before gives way."""
    before = Questionnaire.objects.filter(organization=school.organization, code="parent")
    before.update(code=Concat(Value("parent-"), Cast("pk", CharField())))
    return of_two(school, owner, code="parent", form=None, side="parent")


def put_away(school, owner) -> Questionnaire:
    return of_two(school, owner, archived_on=schooldays.today(school.organization))


def words(*names: str):
    """Say the named fields in canaries, beside the version of the row."""
    return lambda school, row: version(school, row) | {name: school.maker.text() for name in names}


def version(school, row) -> dict:
    return {"version": row.version if row else 1}


def scale(school, row) -> dict:
    return words("text", "low_words", "high_words")(school, row) | {"low": 0, "high": 2}


def down(school, row) -> dict:
    return version(school, row) | {"where": "down"}


def anew(school, row) -> dict:
    return {"title": school.maker.text(), "side": "mentee", "moment": "any"}


ONE = {"model": "surveys.Questionnaire", "key": "public_id", "make": of_two}
DO = partial(Page, "surveys.edit", **ONE)
SEE = partial(Page, "surveys.see", **ONE)
FIRST = {"after": lambda row: ("first",)}

SURVEY_QUESTIONNAIRES: dict[str, Page] = {
    "survey_questionnaires": Page("surveys.see", listing="surveys.Questionnaire"),
    "survey_questionnaires_take": Page("surveys.edit", "POST"),
    "survey_questionnaire_new": Page("surveys.edit", "GET POST", data=anew),
    "survey_questionnaire": SEE(),
    "survey_questionnaire_copy": DO("GET POST", data=words("title")),
    "survey_questionnaire_restore": Page("surveys.edit", "GET POST", **ONE | {"make": changed_parent}, data=version),
    "survey_questionnaire_archive": DO("POST"),
    "survey_questionnaire_back": Page("surveys.edit", "POST", **ONE | {"make": put_away}),
    "survey_questionnaire_edit": DO("GET POST", data=words("title", "intro")),
    "survey_part": DO("GET POST", data=words("title")),
    "survey_question_kinds": DO("GET"),
    "survey_question_add": DO("GET POST", after=lambda row: ("scale",), data=scale),
    "survey_question": DO("GET POST", **FIRST, data=scale),
    "survey_question_move": DO("POST", **FIRST, data=down),
    "survey_question_remove": DO("POST", **FIRST, data=version),
}
