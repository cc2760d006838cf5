"""Surveys: results, comparisons, measures, strengths and weaknesses."""

from functools import partial

from mentoring.accounts import schooldays
from mentoring.programmes.models import Programme
from mentoring.registry.models import Mentee
from surveys.models import Answer, Comparison, Edition, Measure, Question, Respondent, Response, SwotLine, Wave
from tests.matrix.page import Page

WAVE = partial(Page, model="surveys.Wave", key="public_id")
COMPARISON = partial(Page, model="surveys.Comparison", key="public_id")
SEE, EDIT, NAMES = "surveys.see", "surveys.edit", "surveys.names"
ANSWERS = 6  # so many that nothing is hidden


def told(school, owner) -> Wave:
    """Make a closed wave with names and answers enough to be shown."""
    wave = school.maker.row(Wave, edition=school.maker.row(Edition), state=Wave.State.CLOSED, anonymous=False)
    scale = school.maker.row(Question, edition=wave.edition, code="scale", pair_code="scale")
    text = school.maker.row(Question, edition=wave.edition, code="text", kind=Question.Kind.LONG)
    for place in range(ANSWERS):
        row = school.maker.row(Respondent, wave=wave, about=None, answered_on=wave.opens_on)
        response = school.maker.row(Response, wave=wave, respondent=row)
        school.maker.row(Answer, response=response, question=scale, value=place + 1, person=None, text="")
        school.maker.row(Answer, response=response, question=text, value=None, person=None)
    return wave


def compared(school, owner) -> Comparison:
    return school.maker.row(Comparison, before=told(school, owner), after=told(school, owner))


def chosen(school, row) -> dict:
    return {name: told(school, None).pk for name in ("before", "after")}


def conclusion(school, row) -> dict:
    return {"conclusion": school.maker.text(), "version": getattr(row, "version", 1)}


def running(school) -> Programme:
    """Return the programme that the school works with today."""
    today = schooldays.today(school.organization)
    found = Programme.objects.filter(organization=school.organization).in_use(today)
    return found or school.maker.row(Programme)


def measured(school, owner) -> Measure:
    """Make a measure, and a mentee who has no value yet."""
    school.maker.row(Mentee, programme=running(school), state=Mentee.State.REGISTERED)
    return school.maker.row(Measure)


def values(school, row) -> dict:
    """Key in a value for every mentee of the programme in use."""
    today = schooldays.today(school.organization).isoformat()
    people = Mentee.objects.filter(programme=running(school)).values_list("person", flat=True)
    given = {f"value-{person}-entry": "7" for person in people}
    return given | {"on_entry": today, "on_exit": today, "version": getattr(row, "version", 1)}


def new_measure(school, row) -> dict:
    return {"title": school.maker.text(), "kind": Measure.Kind.TEST, "low": "0", "high": "100"}


def line(school, row) -> dict:
    return {"quadrant": SwotLine.Quadrant.THREAT, "text": school.maker.text(), "version": getattr(row, "version", 1)}


def of_running(school, owner) -> SwotLine:
    return school.maker.row(SwotLine, programme=running(school))


def removed(school, row) -> dict:
    school.maker.row(SwotLine, programme=running(school), dropped=True)
    return {}


def version(school, row) -> dict:
    return {"version": getattr(row, "version", 1)}


SURVEY_RESULTS: dict[str, Page] = {
    "survey_results_all": Page(SEE, listing="surveys.Comparison"),
    "survey_compare": Page(EDIT, "GET POST", data=chosen),
    "survey_results": WAVE(SEE, make=told),
    "survey_result_people": WAVE(NAMES, make=told, shown=(404,)),  # asks for a question: see its own tests
    "survey_results_conclude": WAVE(EDIT, "GET POST", make=told, data=conclusion),
    "survey_results_xlsx": WAVE(SEE, make=told),
    "survey_results_names": WAVE(NAMES, make=told),
    "survey_results_pdf": WAVE(SEE, make=told, heavy=True),
    "survey_comparison": COMPARISON(SEE, make=compared),
    "survey_comparison_people": COMPARISON(NAMES, make=compared, shown=(404,)),  # asks for a number
    "survey_comparison_conclude": COMPARISON(EDIT, "GET POST", make=compared, data=conclusion),
    "survey_comparison_xlsx": COMPARISON(SEE, make=compared),
    "survey_comparison_pdf": COMPARISON(SEE, make=compared, heavy=True),
    "survey_diagnostics": Page(SEE),
    "survey_measures": Page(EDIT, listing="surveys.Measure"),
    "survey_measure_add": Page(EDIT, "GET POST", data=new_measure),
    "survey_measure": Page(EDIT, "GET POST", model="surveys.Measure", make=measured, data=values),
    "survey_measure_remove": Page(EDIT, "POST", model="surveys.Measure", make=measured),
    "survey_swot": Page(SEE),
    "survey_swot_refresh": Page(EDIT, "POST"),
    "survey_swot_bring_back": Page(EDIT, "POST", data=removed),
    "survey_swot_add": Page(EDIT, "GET POST", data=line),
    "survey_swot_line": Page(EDIT, "GET POST", model="surveys.SwotLine", make=of_running, data=line),
    "survey_swot_drop": Page(EDIT, "POST", model="surveys.SwotLine", make=of_running, data=version),
    "survey_thresholds": Page(
        EDIT, "GET POST", data=lambda school, row: {"strength": 80, "weakness": 30, "satisfied": 7}
    ),
}
