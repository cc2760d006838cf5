"""Surveys: answers."""

from functools import partial

from mentoring.accounts import schooldays
from mentoring.people.models import Person
from surveys.models import Respondent, Wave
from tests.matrix.page import Page


def waiting(school, owner) -> Respondent:
    """Make a questionnaire that waits for its owner."""
    person = Person.objects.filter(membership=owner).first() or school.maker.row(Person, membership=owner)
    wave = school.maker.row(Wave, state=Wave.State.OPEN)
    return school.maker.row(Respondent, wave=wave, person=person, about=None)


def open_wave(school, owner) -> Wave:
    """Make a wave that asks one person and has its day."""
    today = schooldays.today(school.organization)
    wave = school.maker.row(Wave, state=Wave.State.OPEN, opens_on=today, closes_on=today)
    school.maker.row(Respondent, wave=wave, about=None)
    return wave


def asked(school, owner) -> Respondent:
    return open_wave(school, owner).respondents.get()


def ticked(school, wave) -> dict:
    rows = wave.respondents.all() if wave else ()
    return {"row": [str(row.pk) for row in rows]}


def paper(school, row) -> dict:
    return {"on": schooldays.today(school.organization).isoformat()}


OF_WAVE = partial(Page, "surveys.edit", model="surveys.Wave", key="public_id", make=open_wave)

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
    "survey_sheet": OF_WAVE(),
    "survey_slips": OF_WAVE("POST", data=ticked, posted=(200,)),
    "survey_blank": OF_WAVE(heavy=True),
    "survey_key": OF_WAVE(),
    "survey_key_in": Page(
        "surveys.edit", "GET POST", model="surveys.Respondent", key="public_id", make=asked, data=paper
    ),
}

# Pages for anybody who holds a link, and the link that nobody was given.
ANSWERING = {name: {"anonymous": 404, "signed in": 404} for name in ("survey_answer", "survey_link")} | {
    "survey_done": {"anonymous": 200, "signed in": 200}
}
ANSWERING_ARGUMENTS = {"survey_answer": ["no-such-id"], "survey_link": ["no-such-token"]}
