"""Words of labour papers about mentoring: the law they rest on; what is done and in which form, to be changed. Pure."""

from dataclasses import dataclass

from mentoring.calendar import words


@dataclass(frozen=True)
class Law:
    """The articles of the Labour Code by which a work is given, as papers cite them, and what is paid for it."""

    by: str  # «в соответствии со …»
    articles: str
    bonus: bool  # a bonus, which may be refused with a reason; else an extra pay, which may not


# Help to another employee at the same work.
MENTORING = Law("статьёй 351.8", "статья 351.8", bonus=True)
# Any other work beside one's own: with learners, and the curator's.
EXTRA = Law("статьёй 60.2", "статьи 60.2 и 151", bonus=False)

_TEACHERS = (
    "составить вместе с наставляемым индивидуальный план и помогать его выполнять",
    "знакомить наставляемого с порядком работы, документами и традициями организации",
    "посещать занятия наставляемого, разбирать их и приглашать его на свои",
    "помогать готовить занятия, материалы и выступления",
    "отмечать встречи в дневнике и по окончании срока составить резюме",
)
_LEARNERS = (
    "составить вместе с наставляемым индивидуальный план и помогать его выполнять",
    "проводить встречи и консультации по запросу наставляемого",
    "поддерживать в учёбе, проектах и подготовке к конкурсам",
    "сообщать куратору о трудностях и о том, что требует помощи специалиста",
    "отмечать встречи в дневнике и по окончании срока составить резюме",
)
_WORKPLACE = (
    "составить вместе с наставляемым индивидуальный план и помогать его выполнять",
    "знакомить с профессией, рабочим местом и правилами безопасной работы",
    "показывать приёмы работы и разбирать сделанное наставляемым",
    "отмечать встречи в дневнике и по окончании срока составить резюме",
)
_BY_FORM = {
    **dict.fromkeys(("teacher_teacher", "head_teacher", "partner_teacher"), _TEACHERS),
    **dict.fromkeys(("employer_pupil", "employer_student", "employer_teacher"), _WORKPLACE),
}
CURATOR = (
    "собирать и обновлять реестры наставляемых и наставников",
    "организовать подбор наставнических пар и групп и их сопровождение",
    "организовать обучение наставников",
    "следить за выполнением плана мероприятий и индивидуальных планов пар",
    "проводить мониторинг программы и готовить отчёты",
)
CURATOR_WORK = "организация работы участников, консультации, ведение документов программы"
BASIS = "положение об оплате труда"


def content(form: str) -> tuple[str, ...]:
    """Return what a mentor does in a form of mentoring, by its code."""
    return _BY_FORM.get(form, _LEARNERS)


def work(*, group: bool, monthly: int) -> str:
    """Say in which form the work is done."""
    kind = "групповая" if group else "индивидуальная"
    return f"{kind} работа: встречи не реже чем {words.counted(monthly, 'раз', 'раза', 'раз')} в месяц, консультации"
