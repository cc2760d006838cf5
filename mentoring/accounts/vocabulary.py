"""The words of the interface that change with the kind of an organization (domain §1)."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Vocabulary:
    """How one kind of organization calls itself, its people and their groups."""

    organization: str
    head: str
    learner: str
    learners: str
    group: str
    groups: str
    group_teacher: str
    group_teachers: str
    teacher: str
    teachers: str


SCHOOL = Vocabulary(
    organization="школа",
    head="директор",
    learner="ученик",
    learners="ученики",
    group="класс",
    groups="классы",
    group_teacher="классный руководитель",
    group_teachers="классные руководители",
    teacher="учитель",
    teachers="учителя",
)
COLLEGE = Vocabulary(
    organization="колледж",
    head="директор",
    learner="студент",
    learners="студенты",
    group="группа",
    groups="группы",
    group_teacher="куратор группы",
    group_teachers="кураторы групп",
    teacher="преподаватель",
    teachers="преподаватели",
)
KINDERGARTEN = Vocabulary(
    organization="детский сад",
    head="заведующий",
    learner="воспитанник",
    learners="воспитанники",
    group="группа",
    groups="группы",
    group_teacher="воспитатель группы",
    group_teachers="воспитатели групп",
    teacher="воспитатель",
    teachers="воспитатели",
)
ADDITIONAL = Vocabulary(
    organization="организация",
    head="директор",
    learner="обучающийся",
    learners="обучающиеся",
    group="объединение",
    groups="объединения",
    group_teacher="руководитель объединения",
    group_teachers="руководители объединений",
    teacher="педагог",
    teachers="педагоги",
)
CENTRE = Vocabulary(
    organization="центр",
    head="руководитель",
    learner="обучающийся",
    learners="обучающиеся",
    group="группа",
    groups="группы",
    group_teacher="руководитель группы",
    group_teachers="руководители групп",
    teacher="педагог",
    teachers="педагоги",
)
_BY_KIND = {
    "school": SCHOOL,
    "college": COLLEGE,
    "kindergarten": KINDERGARTEN,
    "additional": ADDITIONAL,
    "centre": CENTRE,
}


def of_kind(kind: str) -> Vocabulary:
    """Return the words of this kind of organization."""
    return _BY_KIND[kind]
