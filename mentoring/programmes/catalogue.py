"""Forms of mentoring that organizations of each kind usually take, in our own words (domain §2.1).

A beginning to be edited: what a school calls its forms is rows of its own.
"""

import json
from dataclasses import dataclass
from pathlib import Path

_SCHOOL, _COLLEGE, _KINDERGARTEN, _ADDITIONAL = "school", "college", "kindergarten", "additional"


@dataclass(frozen=True)
class UsualForm:
    """A form of mentoring and how each kind of organization names it; a kind that is absent does not use it."""

    code: str
    titles: dict[str, str]


USUAL_FORMS = (
    UsualForm(
        "student_student",
        {_SCHOOL: "Ученик — ученик", _COLLEGE: "Студент — студент", _ADDITIONAL: "Обучающийся — обучающийся"},
    ),
    UsualForm(
        "teacher_teacher",
        {
            _SCHOOL: "Учитель — учитель",
            _COLLEGE: "Педагог — педагог",
            _KINDERGARTEN: "Педагог — педагог",
            _ADDITIONAL: "Педагог — педагог",
        },
    ),
    UsualForm("student_pupil", {_SCHOOL: "Студент — ученик", _COLLEGE: "Студент — ученик школы"}),
    UsualForm("employer_pupil", {_SCHOOL: "Работодатель — ученик"}),
    UsualForm("employer_student", {_COLLEGE: "Работодатель — студент"}),
    UsualForm(
        "teacher_pupil",
        {_SCHOOL: "Учитель — ученик", _COLLEGE: "Преподаватель — студент", _ADDITIONAL: "Педагог — обучающийся"},
    ),
    UsualForm("employer_teacher", {_COLLEGE: "Работодатель — преподаватель"}),
    UsualForm("head_teacher", {_KINDERGARTEN: "Руководитель — педагог"}),
    UsualForm(
        "partner_teacher",
        {_KINDERGARTEN: "Социальный партнёр — педагог", _ADDITIONAL: "Социальный партнёр — педагог"},
    ),
)


def forms_for(kind: str) -> dict[str, str]:
    """Return the codes and titles of the forms that an organization of this kind usually takes."""
    return {form.code: form.titles[kind] for form in USUAL_FORMS if kind in form.titles}


_TEXTS = json.loads((Path(__file__).parent / "data" / "forms.json").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Described:
    """What a form is for and how it is judged: texts of its row, role models, results counted twice."""

    texts: dict[str, str]
    role_models: tuple[str, ...]
    assessed: tuple[tuple[str, bool], ...]


def described(code: str) -> Described:
    """Return the first words of a usual form, to be changed by the school."""
    said = _TEXTS[code]
    texts = {name: said[name] for name in ("goal", "mentor_portrait", "mentee_portrait", "area", "decided_by", "heard")}
    texts |= {name: "\n".join(said[name]) for name in ("tasks", "results")}
    return Described(texts, tuple(said["role_models"]), tuple((title, falls) for title, falls in said["assessed"]))
