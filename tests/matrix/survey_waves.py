"""Surveys: waves and the deeds over them."""

from datetime import timedelta
from functools import partial

from mentoring.accounts import schooldays
from surveys.models import Edition, Question, Questionnaire, Respondent, Wave
from tests.matrix.page import Page

OF_WAVE = {"model": "surveys.Wave", "key": "public_id"}
DO = partial(Page, "surveys.edit", "POST", **OF_WAVE)


def asked(school) -> Questionnaire:
    """Make a questionnaire with one question."""
    questionnaire = school.maker.row(Questionnaire, side="mentee", archived_on=None, form=None)
    edition = school.maker.row(Edition, questionnaire=questionnaire)
    school.maker.row(Question, edition=edition, shown_if="", required=False)
    return questionnaire


def wave(school, owner=None, **own) -> Wave:
    """Make a wave that goes on, with somebody who has not answered."""
    today = schooldays.today(school.organization)
    facts = {"state": Wave.State.OPEN, "opens_on": today, "closes_on": today + timedelta(7), "anonymous": False}
    facts |= {"moment": Wave.Moment.ONCE, "states": [], "remind": [], "event": None, "form": None, "group": None}
    edition = asked(school).editions.get()
    made = school.maker.row(Wave, **facts | {"edition": edition} | own)
    school.maker.row(Respondent, wave=made, answered_on=None, how="", draft={}, about=None)
    return made


def planned(school, row) -> dict:
    today = schooldays.today(school.organization)
    days = {"opens_on": today + timedelta(1), "closes_on": today + timedelta(8)}
    return {"questionnaires": [asked(school).pk], "title": school.maker.text(), "whom": "usual"} | {
        name: day.isoformat() for name, day in days.items()
    }


def later(school, row) -> dict:
    return {"until": (schooldays.today(school.organization) + timedelta(9)).isoformat()}


SURVEY_WAVES = {
    "survey_waves": Page("surveys.see", listing="surveys.Wave"),
    "survey_wave_new": Page("surveys.edit", "GET POST", data=planned),
    "survey_wave": Page("surveys.see", make=wave, **OF_WAVE),
    "survey_wave_prolong": DO(make=wave, data=later),
    "survey_wave_turn": DO(make=wave, after=lambda row: ("close",)),
}
