import pytest

from mentoring.programmes.models import MentoringForm
from surveys import ready
from surveys.models import Questionnaire
from surveys.tests.answered_cast import compared, made, nameless, people  # noqa: F401


@pytest.fixture
def questionnaire(school, curator) -> Questionnaire:
    """Take the ready questionnaires and return one of them."""
    MentoringForm.objects.create(organization=school, code="student_student", title="Ученик — ученик")
    ready.take(school, by=curator.member)
    return Questionnaire.objects.get(code="student_student-mentee-entry")
