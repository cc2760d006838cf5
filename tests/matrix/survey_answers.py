"""Surveys: answers."""

from mentoring.people.models import Person
from surveys.models import Respondent, Wave
from tests.matrix.page import Page


def waiting(school, owner) -> Respondent:
    """Make a questionnaire that waits for its owner."""
    person = Person.objects.filter(membership=owner).first() or school.maker.row(Person, membership=owner)
    wave = school.maker.row(Wave, state=Wave.State.OPEN)
    return school.maker.row(Respondent, wave=wave, person=person, about=None)


SURVEY_ANSWERS = {
    "survey_answers_mine": Page("surveys.answer", listing="surveys.Respondent"),
    "survey_mine": Page(
        "surveys.answer",
        model="surveys.Respondent",
        key="public_id",
        make=waiting,
        shown=(302,),
        only=lambda role, relation: relation == "own",
    ),
}

# Pages for anybody who holds a link, and the link that nobody was given.
ANSWERING = {name: {"anonymous": 404, "signed in": 404} for name in ("survey_answer", "survey_link")} | {
    "survey_done": {"anonymous": 200, "signed in": 200}
}
ANSWERING_ARGUMENTS = {"survey_answer": ["no-such-id"], "survey_link": ["no-such-token"]}
