"""Ready questionnaires in our own words: what each asks, which a school lacks, how it takes them (domain §6.2–6.4)."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.db import transaction

from mentoring.accounts import journal
from mentoring.accounts.models import Membership, Organization
from mentoring.accounts.operations import Refused
from mentoring.programmes.models import MentoringForm
from surveys.models import Edition, Question, Questionnaire
from surveys.wording import NAMES, Wording

_DATA = Path(__file__).parent / "data"
_TITLES = {
    "mentee-entry": "Наставляемый на входе",
    "mentee-exit": "Наставляемый на выходе",
    "mentor-entry": "Наставник на входе",
    "mentor-exit": "Наставник на выходе",
}

# Which sets make the four questionnaires of a form: the first is the base, the others add to it before its last part.
_USUAL = ("learners",)
_SETS = {
    "student_pupil": ("learners", "profession"),
    "employer_pupil": ("learners", "profession", "employers"),
    "employer_student": ("learners", "profession", "employers"),
    "teacher_teacher": ("teachers",),
    "head_teacher": ("teachers",),
    "college_teacher_young": ("teachers",),
    "partner_teacher": ("teachers",),
    "employer_teacher": ("teachers",),
}


@dataclass(frozen=True)
class Ready:
    """A questionnaire as it is given to every school."""

    code: str
    title: str
    side: str
    moment: str
    intro: str
    questions: tuple[Wording, ...]
    levels: tuple[tuple[int, str], ...] = ()
    of_learners: bool = False  # asks of children at their desks: a kindergarten has nobody to ask


@dataclass(frozen=True)
class Lacked:
    """A ready questionnaire that a school does not have, and the form of mentoring it would be for."""

    ready: Ready
    code: str
    form: MentoringForm | None = None

    @property
    def title(self) -> str:
        if self.form is None:
            return self.ready.title
        return f"{self.ready.title}: {self.form.title[:1].lower()}{self.form.title[1:]}"[:200]


def of(question: Question) -> Wording:
    """Return what a kept question says."""
    return Wording(**facts(question))


def facts(question: Question) -> dict:
    """Return what a kept question says, by name."""
    said = {name: getattr(question, name) for name in NAMES}
    return said | {"options": tuple(question.options), "rows": tuple(question.rows)}


def columns(one: Wording) -> dict:
    """Return what the row of a question holds."""
    return {name: getattr(one, name) for name in NAMES} | {"options": list(one.options), "rows": list(one.rows)}


@cache
def of_form(code: str) -> tuple[Ready, ...]:
    """Return the four questionnaires of a form of mentoring; a form we do not know is asked as learners are."""
    base, *more = (_read(name) for name in _SETS.get(code, _USUAL))
    made = []
    for which, title in _TITLES.items():
        side, moment = which.split("-")
        added = [part for one in more for part in one.get(which, {"parts": []})["parts"]]
        *first, last = base[which]["parts"]
        questions = tuple(_questions([*first, *added, last]))
        made.append(Ready(which, title, side, moment, base[which]["intro"], questions))
    return tuple(made)


@cache
def of_every_school() -> tuple[Ready, ...]:
    """Return the questionnaires that belong to no form: the curator's, of third persons, diagnostics, satisfaction."""
    return tuple(
        Ready(
            code=one["code"],
            title=one["title"],
            side=one["side"],
            moment=one["moment"],
            intro=one["intro"],
            questions=tuple(_questions(one["parts"])),
            levels=tuple((least, word) for least, word in one.get("levels", ())),
            of_learners=one.get("learners", False),
        )
        for one in [*_read("curators"), *_read("others")]
    )


def _read(name: str):
    return json.loads((_DATA / f"{name}.json").read_text(encoding="utf-8"))


def _questions(parts: Sequence[dict]) -> Iterator[Wording]:
    for part in parts:
        for one in part["questions"]:
            lists = {name: tuple(one.get(name, ())) for name in ("options", "rows")}
            yield Wording(**one | lists | {"part": part["title"]})


def lacking(organization: Organization) -> list[Lacked]:
    """Return the ready questionnaires that the school does not have: of each form of its own, then the rest."""
    own = set(Questionnaire.objects.filter(organization=organization).values_list("code", flat=True))
    children = organization.kind != Organization.Kind.KINDERGARTEN
    forms = MentoringForm.objects.filter(organization=organization)
    every = [Lacked(ready, f"{form.code}-{ready.code}", form) for form in forms for ready in of_form(form.code)]
    every += [Lacked(ready, ready.code) for ready in of_every_school() if children or not ready.of_learners]
    return [one for one in every if one.code not in own]


@transaction.atomic
def take(organization: Organization, *, by: Membership | None) -> list[Questionnaire]:
    """Add the ready questionnaires, to be changed by the school."""
    wanted = lacking(organization)
    if not wanted:
        raise Refused("Готовые анкеты уже в списке. Другую составьте: скопируйте похожую и измените вопросы.")
    taken = Questionnaire.objects.bulk_create(
        Questionnaire(
            organization=organization,
            code=one.code,
            title=one.title,
            form=one.form,
            side=one.ready.side,
            moment=one.ready.moment,
        )
        for one in wanted
    )
    editions = Edition.objects.bulk_create(
        edition_of(one.ready, questionnaire, by=by) for one, questionnaire in zip(wanted, taken, strict=True)
    )
    Question.objects.bulk_create(
        row for one, edition in zip(wanted, editions, strict=True) for row in rows_of(one.ready.questions, edition)
    )
    titles = {"titles": [one.title for one in taken]}
    journal.write(organization, "questionnaire.usual", organization, by=by, after=titles)
    return taken


def edition_of(ready: Ready, questionnaire: Questionnaire, *, number: int = 1, by: Membership | None) -> Edition:
    """Lay out an edition with the standard words; its questions are apart."""
    return Edition(
        organization=questionnaire.organization,
        questionnaire=questionnaire,
        number=number,
        intro=ready.intro,
        levels=[list(level) for level in ready.levels],
        by=by,
    )


def rows_of(questions: Sequence[Wording], edition: Edition) -> list[Question]:
    """Lay out the questions of an edition in their order."""
    return [
        Question(organization=edition.organization, edition=edition, order=order, **columns(one))
        for order, one in enumerate(questions)
    ]


def standard_of(questionnaire: Questionnaire) -> Ready | None:
    """Return the ready questionnaire that this one was taken from, if it was."""
    if questionnaire.form is None:
        return next((one for one in of_every_school() if one.code == questionnaire.code), None)
    form = questionnaire.form.code
    return next((one for one in of_form(form) if f"{form}-{one.code}" == questionnaire.code), None)
