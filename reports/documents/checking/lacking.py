"""Places that ask for a value which nobody has given. Pure."""

from collections.abc import Iterator

from reports.documents.checking.fault import Fault, error
from reports.documents.laying import Lack
from reports.documents.wording import LABELS, label

_PEOPLE = "admin:people_employment_changelist"
_GROUP = "admin:programmes_groupmember_changelist"
_SCHOOL = "admin:accounts_organization_changelist"
_MENTEES, _MENTORS = "admin:registry_mentee_changelist", "admin:registry_mentor_changelist"
_COURSES, _PERSONS = "admin:registry_course_changelist", "admin:people_person_changelist"
_CYCLE = "admin:programmes_programme_changelist"
_STAFF = ("curator", "technician", "hr", "psychologist", "deputy", "methodist", "head")
# What to do about each missing value, and the page where it is done.
_REMEDIES = {
    **dict.fromkeys(_STAFF, ("Откройте назначения и укажите человеку эту обязанность.", _PEOPLE)),
    "chair": ("Впишите в рабочую группу хотя бы одного человека.", _GROUP),
    "secretary": ("Впишите в рабочую группу второго человека или отметьте секретаря в его должности.", _GROUP),
    "group": ("Впишите в рабочую группу тех, кто в неё входит.", _GROUP),
    "organization": ("Заполните карточку организации.", _SCHOOL),
    "annex": ("Такого приложения в документе нет. Добавьте его или исправьте ссылку.", ""),
    "due": ("Напишите день так: {{ срок 04.12.2026 }}.", ""),
    "person": ("Этого человека среди ваших людей нет. Выберите другого.", ""),
    "roadmap": ("Выберите план программы и составьте документ заново.", "plan"),
    "about": ("Составьте документ из того, который он изменяет или отменяет.", ""),
    **dict.fromkeys(("mentees", "base_mentees"), ("Внесите наставляемых в реестр, проверьте их согласия.", _MENTEES)),
    **dict.fromkeys(("mentors", "base_mentors"), ("Внесите наставников в реестр, проверьте их согласия.", _MENTORS)),
    **dict.fromkeys(("lessons", "training"), ("Впишите занятия в группу.", _COURSES)),
    "trainees": ("Соберите слушателей группы.", _COURSES),
    "criteria": ("Возьмите обычные критерии или добавьте свои.", "admin:registry_criterion_changelist"),
    **dict.fromkeys(("forms", "decisions", "programme_forms"), ("Возьмите в программу формы наставничества.", _CYCLE)),
    "grounds": ("Выберите основания документа или добавьте своё в список.", "admin:documents_legalact_changelist"),
    "conclusions": ("Откройте текст и напишите выводы и предложения вместо подстановки.", ""),
    "invited": ("Откройте текст и впишите адресата вместо подстановки: должность, организацию, имя.", ""),
    "event": ("Назначьте итоговое мероприятие или впишите его в текст вместо подстановки.", "gatherings"),
    "curator.contact": ("Впишите телефон или почту в карточку куратора.", _PERSONS),
}
_UNKNOWN = ("Такой подстановки нет. Выберите её из списка или напишите слова сами.", "")


def find(lacks: tuple[Lack, ...]) -> Iterator[Fault]:
    """Say of each missing value where it is asked for and who gives it."""
    for lack in lacks:
        name = lack.missing.name
        key = name.partition(":")[0].split(".")[0]
        remedy, url_name = _REMEDIES.get(name) or _REMEDIES.get(key, _UNKNOWN)
        known = key in LABELS or name in LABELS
        text = f"Не указано: {label(name)}." if known else f"Не понято: {label(name)}."
        yield error(lack.place, text, remedy, "" if url_name == "plan" else url_name)
