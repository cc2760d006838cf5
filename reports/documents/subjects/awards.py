"""Papers of one award: thanks, a diploma, a letter of thanks to the parents of a learner."""

import re
from collections.abc import Sequence
from datetime import date

from mentoring.accounts import schooldays, vocabulary
from mentoring.accounts.models import Organization
from mentoring.accounts.operations import Refused
from mentoring.people import declining
from mentoring.people.declension import Case, agreement, positions
from mentoring.people.models import Affiliation, Employment, Enrollment, Guardianship, Person
from mentoring.programmes.models import Programme
from practices.models import Award
from reports.documents import closing, wording
from reports.documents.filling import Subject, plain
from reports.documents.subjects import phrases

_Right = Guardianship.Right
_CHILD = {"f": ("Ваша дочь", "отмечена"), "m": ("Ваш сын", "отмечен")}
_WARD = ("Ваш ребёнок", "отмечен")


def thanks(row: Award) -> tuple[Programme, str, Subject]:
    """Thank a person."""
    _fits(row, Award.Kind.THANKS)
    return _given(row, Case.DAT, f"Благодарность {phrases.name(row.person, Case.DAT)}")


def diploma(row: Award) -> tuple[Programme, str, Subject]:
    """Award a person a diploma."""
    _fits(row, Award.Kind.DIPLOMA)
    return _given(row, Case.NOM, f"Грамота {phrases.name(row.person, Case.GEN)}")


def parents_letter(row: Award) -> tuple[Programme, str, Subject]:
    """Thank the parents of a learner."""
    today, child = _fits(row, Award.Kind.LETTER), row.person
    rows = Guardianship.objects.on(today).filter(child=child).select_related("guardian").order_by("pk")
    guardians = list({one.guardian_id: one for one in rows}.values())
    if not guardians:
        raise Refused(f"{child.full_name}: не записан родитель или опекун. Добавьте его в карточке человека.")
    parents = all(one.right in (_Right.MOTHER, _Right.FATHER) for one in guardians)
    whose, marked = _CHILD.get(child.sex, _WARD) if parents else _WARD
    reason = _reason(row)
    said = {
        "to": "\n".join(f"{{person:{one.guardian_id}|name dat full}}" for one in guardians),
        "dear": _dear([one.guardian for one in guardians]),
        **_you(alone=len(guardians) == 1),
        "child": ", ".join(filter(None, (f"{{person:{child.pk}|name gen full}}", _place(child, Case.GEN, today)))),
        "deed": f"{whose} {marked} в программе наставничества «{{programme.title}}»"
        f"{' ' if _tells_why(reason) else ': '}{reason}",
    }
    title = f"Благодарственное письмо родителям {phrases.name(child, Case.GEN)}"
    return row.programme, title, Subject(said)


def _fits(row: Award, kind: str) -> date:
    """Refuse a paper of another award and a name that may not be written; return today."""
    if row.kind != kind:
        raise Refused(
            f"Поощрение «{row.get_kind_display()}» такой бумагой не оформляют. Откройте страницу «Поощрения» и "
            "составьте бумагу в его строке."
        )
    today = schooldays.today(row.organization)
    if closing.not_to_be_named([row.person_id], row.programme, today):
        raise Refused(f"{row.person.full_name}: согласие не действует. Запишите согласие, затем составьте бумагу.")
    return today


def _given(row: Award, case: Case, title: str) -> tuple[Programme, str, Subject]:
    today, reason = schooldays.today(row.organization), _reason(row)
    said = {
        "who": f"{{person:{row.person_id}|name {case} full}}",
        "place": _place(row.person, case, today),
        "reason": reason if _tells_why(reason) else f"Основание: {reason}",
    }
    return row.programme, title, Subject(said)


def _reason(row: Award) -> str:
    return phrases.sentence(row.reason)


def _tells_why(reason: str) -> bool:
    """Tell whether the words go on a sentence: «за терпение»."""
    return reason.startswith("за ")


def _dear(people: Sequence[Person]) -> str:
    names = [plain(" ".join(filter(None, (one.given, one.patronymic)))) for one in people]
    dear = agreement.of_person("Уважаемый", people[0].sex) if len(people) == 1 else "Уважаемые"
    return f"{dear} {' и '.join(filter(None, (', '.join(names[:-1]), names[-1])))}"


def _of_group(title: str, kind: str) -> str:
    """Say «8 «А» класса», «группы ИС-21»; a title that names the word itself puts it into the genitive."""
    word = vocabulary.of_kind(kind).group
    of = positions.decline(word, Case.GEN)
    named, count = re.subn(rf"\b{word}\b", of, title, flags=re.IGNORECASE)
    if count:
        return named
    return f"{title} {of}" if kind == Organization.Kind.SCHOOL else f"{of} {title}"


def _you(*, alone: bool) -> dict[str, str]:
    """Address one reader with the capital that a letter asks for, several without it."""
    return {"you_acc": "Вас", "you_dat": "Вам"} if alone else {"you_acc": "вас", "you_dat": "вам"}


def _place(person: Person, case: Case, on: date) -> str:
    """Say in this case what the person is: by their post here, by their class, by their post elsewhere."""
    post = Employment.objects.filter(person=person).on(on).first_first().select_related("position").first()
    if post:
        return plain(wording.low(declining.position(post.position, case)))
    learns = Enrollment.objects.filter(person=person).on(on).select_related("group").first()
    if learns:
        learner = agreement.of_person("обучающийся", person.sex, case)
        return plain(f"{learner} {_of_group(learns.group.title, person.organization.kind)}")
    comes = Affiliation.objects.filter(person=person).on(on).select_related("partner").first()
    if comes is None:
        return ""
    return plain(", ".join(filter(None, (positions.decline(wording.low(comes.position), case), comes.partner.title))))
