"""How mentors are chosen: the candidates, the sheets of the commission, what few may read."""

from functools import partial

from mentoring.accounts import schooldays
from mentoring.registry.models import Criterion, Evaluation, Interview, Mentor
from tests.matrix.page import Page

SEE = partial(Page, "selection.see")
DO = partial(Page, "selection.edit", "GET POST")


def candidate(school, owner) -> Mentor:
    return school.maker.row(Mentor, state=Mentor.State.APPLIED)


def talked(school, owner) -> Interview:
    return school.maker.row(Interview, mentor=candidate(school, owner))


def judging(school, owner) -> Mentor:
    """Make a candidate whom the school has something to judge by."""
    school.maker.row(Criterion, form=None)
    return candidate(school, owner)


def judged(school, owner) -> Evaluation:
    return school.maker.row(Evaluation, mentor=judging(school, owner))


def conversation(school, row) -> dict:
    return {
        "on": schooldays.today(school.organization).isoformat(),
        "place": school.maker.text(),
        "question-0": school.maker.text(),
        "answer-0": school.maker.text(),
        "mark-0": "2",
        "comment": school.maker.text(),
        "version": getattr(row, "version", 1),
    }


def marks(school, row) -> dict:
    """Mark by everything that the school judges by."""
    own = Criterion.objects.filter(organization=school.organization)
    given = {f"mark-{one.pk}": "3" for one in own} | {f"comment-{one.pk}": school.maker.text() for one in own}
    return given | {
        "on": schooldays.today(school.organization).isoformat(),
        "comment": school.maker.text(),
        "version": getattr(row, "version", 1),
    }


SELECTION = {
    "selection": SEE(listing="registry.Mentor"),
    "candidate": SEE(model="registry.Mentor", make=candidate),
    "interview_add": DO(model="registry.Mentor", make=candidate, data=conversation),
    "interview": DO(model="registry.Interview", make=talked, data=conversation),
    "evaluation_add": DO(model="registry.Mentor", make=judging, data=marks),
    "evaluation": DO(model="registry.Evaluation", make=judged, data=marks),
    "candidate_note": Page(
        "restricted.see", "POST", model="registry.Mentor", make=candidate,
        data=lambda school, row: {"text": school.maker.text()},
    ),
    "admin:registry_criterion_usual": Page("selection.edit", "POST"),
}  # fmt: skip
