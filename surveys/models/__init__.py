"""What is asked, of whom, what was answered, and what it shows."""

from surveys.models.findings import Comparison, Measure, Measurement, SwotLine, Thresholds
from surveys.models.questionnaires import Edition, Question, Questionnaire
from surveys.models.waves import Answer, Respondent, Response, Wave

__all__ = [
    "Answer",
    "Comparison",
    "Edition",
    "Measure",
    "Measurement",
    "Question",
    "Questionnaire",
    "Respondent",
    "Response",
    "SwotLine",
    "Thresholds",
    "Wave",
]
