"""The empty form of a wave for those who write by hand, as PDF."""

from django.template.loader import render_to_string

from mentoring.calendar import words
from mentoring.printing import press
from surveys import answer_forms, answering, filling
from surveys.models import Questionnaire, Wave

SHEETS = ("css/blank.css",)
_LINES = {filling.LONG: 4, filling.PERSON: 0, filling.SHORT: 1, filling.NUMBER: 1, filling.DATE: 1}


def render(wave: Wave) -> bytes:
    """Set the form: nobody's name stands on it."""
    return press.pdf(render_to_string("surveys/print/blank.html", contexts(wave)), sheets=SHEETS)


def contexts(wave: Wave) -> dict:
    """Return the form as plain values for the template of the paper."""
    questions = answering.questions_in(wave.edition_id)
    asks = answer_forms.laid(questions, {}, {})
    numbers = {one.code: number for number, one in enumerate(questions, 1)}
    parts = [
        {"title": part[0].part, "lines": [_line(asks[numbers[one.code] - 1], numbers[one.code]) for one in part]}
        for part in filling.parts(questions)
    ]
    return {
        "title": wave.title,
        "organization": wave.organization.full_name,
        "intro": wave.edition.intro,
        "anonymous": wave.anonymous,
        "by_learner": wave.edition.questionnaire.side == Questionnaire.Side.MENTEE,
        "tells_of_another": wave.edition.questionnaire.tells_of_another,
        "until": words.day_month(wave.closes_on),
        "parts": parts,
    }


def _line(ask, number: int) -> dict:
    """Return a question as it stands on paper."""
    item = ask.item
    lines = item.high if item.kind == filling.PERSON else _LINES.get(item.kind, 0)
    return {"ask": ask, "item": item, "number": number, "to_write": range(lines)}
