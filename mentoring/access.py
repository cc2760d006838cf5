"""Who may do what: the one table of actions and roles."""

from collections.abc import Iterable
from enum import StrEnum


class Role(StrEnum):
    CURATOR = "curator"
    DIRECTOR = "director"
    DEPUTY = "deputy"
    FORM_LEAD = "form_lead"
    PSYCHOLOGIST = "psychologist"
    CLASS_TEACHER = "class_teacher"
    METHODIST = "methodist"
    HR = "hr"
    WORKING_GROUP = "working_group"
    TECHNICIAN = "technician"
    MENTOR = "mentor"
    PARTNER = "partner"
    REGIONAL = "regional"


ROLE_WORDS = {
    Role.CURATOR: "куратор программы",
    Role.DIRECTOR: "руководитель",
    Role.DEPUTY: "заместитель руководителя",
    Role.FORM_LEAD: "ответственный за форму",
    Role.PSYCHOLOGIST: "педагог-психолог",
    Role.CLASS_TEACHER: "классный руководитель",
    Role.METHODIST: "методист",
    Role.HR: "специалист по кадрам",
    Role.WORKING_GROUP: "участник рабочей группы",
    Role.TECHNICIAN: "технический специалист",
    Role.MENTOR: "наставник",
    Role.PARTNER: "куратор партнёра",
    Role.REGIONAL: "региональный центр",
}

# Roles that see so much that a password alone does not guard them.
SECOND_FACTOR = frozenset({Role.CURATOR, Role.DIRECTOR, Role.PSYCHOLOGIST, Role.TECHNICIAN, Role.REGIONAL})

LEADERS = frozenset({Role.CURATOR, Role.DIRECTOR})
OFFICE = LEADERS | {Role.DEPUTY, Role.FORM_LEAD, Role.METHODIST, Role.WORKING_GROUP}
STAFF = OFFICE | {Role.PSYCHOLOGIST, Role.CLASS_TEACHER, Role.HR, Role.TECHNICIAN}
EVERYBODY = frozenset(Role)

ACTIONS: dict[str, frozenset[Role]] = {
    "home": EVERYBODY,
    "desk": STAFF,
    "search": STAFF,
    "region.see": frozenset({Role.REGIONAL}),
    "partner.see": frozenset({Role.PARTNER}),
    "organization.see": STAFF,
    "organization.edit": LEADERS | {Role.TECHNICIAN},
    "members.see": LEADERS | {Role.TECHNICIAN},
    "members.invite": LEADERS | {Role.TECHNICIAN},
    "journal.see": LEADERS | {Role.TECHNICIAN},
    "mail.read": frozenset({Role.TECHNICIAN}),
    "jobs.see": STAFF,
    "reminders.see": STAFF,
    "deliveries.see": LEADERS,
    "lists.export": LEADERS | {Role.DEPUTY, Role.HR, Role.METHODIST},
    "people.see": STAFF,
    "people.edit": frozenset({Role.CURATOR, Role.DEPUTY, Role.HR}),
    "people.notes": frozenset({Role.CURATOR, Role.DEPUTY}),
    "people.import": frozenset({Role.CURATOR, Role.DEPUTY, Role.HR}),
    "registry.see": OFFICE | {Role.PSYCHOLOGIST, Role.CLASS_TEACHER},
    "registry.edit": frozenset({Role.CURATOR, Role.DEPUTY, Role.FORM_LEAD}),
    "consents.see": OFFICE | {Role.PSYCHOLOGIST, Role.CLASS_TEACHER},
    "consents.edit": frozenset({Role.CURATOR, Role.DEPUTY, Role.CLASS_TEACHER}),
    "privacy.extract": LEADERS,
    "privacy.erase": LEADERS,
    "programme.see": STAFF,
    "programme.edit": frozenset({Role.CURATOR}),
    "plan.see": STAFF,
    "plan.edit": frozenset({Role.CURATOR}),
    "event.mark": OFFICE | {Role.PSYCHOLOGIST, Role.CLASS_TEACHER, Role.TECHNICIAN},
    "event.mark_any": frozenset({Role.CURATOR, Role.DEPUTY}),
    "documents.see": STAFF,
    "documents.edit": frozenset({Role.CURATOR, Role.DEPUTY}),
    "documents.approve": frozenset({Role.DIRECTOR, Role.DEPUTY}),
    "documents.number": frozenset({Role.CURATOR, Role.DIRECTOR, Role.HR}),
    "documents.decline": LEADERS | {Role.DEPUTY, Role.HR},
    "documents.acquaint": STAFF,
    "labour.see": LEADERS | {Role.DEPUTY, Role.HR},
    "restricted.see": frozenset({Role.CURATOR, Role.PSYCHOLOGIST}),
    "selection.see": OFFICE | {Role.PSYCHOLOGIST},
    "selection.edit": frozenset({Role.CURATOR, Role.DEPUTY, Role.FORM_LEAD, Role.PSYCHOLOGIST}),
    "training.see": OFFICE | {Role.PSYCHOLOGIST},
    "training.edit": frozenset({Role.CURATOR, Role.DEPUTY, Role.METHODIST}),
    "pairs.see": OFFICE | {Role.PSYCHOLOGIST, Role.CLASS_TEACHER},
    "pairs.edit": frozenset({Role.CURATOR, Role.DEPUTY, Role.FORM_LEAD}),
    "matching.see": OFFICE | {Role.PSYCHOLOGIST},
    "matching.edit": frozenset({Role.CURATOR, Role.DEPUTY, Role.FORM_LEAD}),
    "diary.write": STAFF | {Role.MENTOR, Role.PARTNER},
    "diary.see": OFFICE | {Role.PSYCHOLOGIST},
    "diary.answer": frozenset({Role.CURATOR, Role.DEPUTY, Role.FORM_LEAD, Role.PSYCHOLOGIST}),
    "calls.see": frozenset({Role.CURATOR, Role.DIRECTOR, Role.PSYCHOLOGIST}),
    "practices.see": OFFICE | {Role.PSYCHOLOGIST, Role.CLASS_TEACHER},
    "practices.edit": frozenset({Role.CURATOR, Role.DEPUTY, Role.FORM_LEAD, Role.METHODIST}),
    "awards.see": LEADERS | {Role.DEPUTY},
    "awards.edit": frozenset({Role.CURATOR, Role.DEPUTY}),
    "surveys.see": OFFICE | {Role.PSYCHOLOGIST},
    "surveys.edit": frozenset({Role.CURATOR, Role.DEPUTY, Role.FORM_LEAD, Role.METHODIST}),
    "surveys.names": frozenset({Role.CURATOR, Role.PSYCHOLOGIST}),
    "surveys.answer": STAFF | {Role.MENTOR, Role.PARTNER},
}

# Kinds of rows of which the journal tells those alone who have this right, and an extract those who see the very row.
CLOSED_KINDS = {"pairs.call": "restricted.see", "pairs.callnote": "restricted.see"}

PUBLIC = "public"  # a page for anybody: signing in, a personal link, the health check


def can(roles: Iterable[str], action: str) -> bool:
    """Tell whether any of the roles may do the action; an unknown action is a bug."""
    return not ACTIONS[action].isdisjoint(roles)


def of_own_class(roles: Iterable[str], action: str) -> bool:
    """Tell whether somebody has this right as a class teacher alone: it then reaches the own class and no further."""
    return ACTIONS[action].intersection(roles) == {Role.CLASS_TEACHER}
