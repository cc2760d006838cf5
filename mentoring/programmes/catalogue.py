"""Forms of mentoring that organizations of each kind usually take, in our own words (domain §2.1).

A beginning to be edited: what a school calls its forms is rows of its own.
"""

from dataclasses import dataclass

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
