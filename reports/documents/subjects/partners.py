"""Papers for a partner organization: the letter that asks for mentors, the agreement (annexes 14, 15)."""

import re

from mentoring.accounts import schooldays
from mentoring.accounts.operations import Refused
from mentoring.people.declension import Case, positions
from mentoring.people.declension import agreement as agreeing
from mentoring.people.models import Affiliation, Partner
from mentoring.programmes import listed
from mentoring.programmes.models import Programme
from mentoring.registry.models import Mentor
from reports.documents import participants, wording
from reports.documents.filling import Subject, plain
from reports.documents.subjects import phrases

_HEAD = re.compile(
    r"(?:(?:генеральн|исполнительн|управляющ)\w+ )?(?:директор|руководитель|начальник|председатель|заведующ|глава|"
    r"президент|ректор|управляющ)",
    re.IGNORECASE,
)


def letter(row: Partner) -> tuple[Programme, str, Subject]:
    """Ask a partner for mentors: addressed to its head, else to who leads its part of the programme."""
    to = next(iter(_people(row)), None)
    if to is None:
        raise Refused(
            f"Письмо некому адресовать: у партнёра «{row.title}» нет людей. Впишите в его карточку руководителя и его "
            "должность."
        )
    person = to.person
    dear = agreeing.of_person("Уважаемый", person.sex)
    said = {
        "to": "\n".join(
            filter(
                None,
                (
                    positions.decline(plain(to.position), Case.DAT),
                    plain(row.title),
                    f"{{person:{person.pk}|name dat}}",
                ),
            )
        ),
        "dear": " ".join(filter(None, (dear, plain(person.given), plain(person.patronymic)))),
        "partner": plain(row.title),
    }
    return _programme(row), f"Об участии в программе наставничества: {row.title}", Subject(said)


def agreement(row: Partner) -> tuple[Programme, str, Subject]:
    """Lay out the agreement of two organizations; what is not known of the other is left to be written in."""
    programme = _programme(row)
    people = _people(row)
    signs = next((one for one in people if _HEAD.match(one.position)), None)
    head = phrases.head_of(row.organization)
    position = plain(signs.position) if signs else ""
    said = {
        "partner": plain(row.title),
        "called": phrases.called(row.organization.full_name),
        "their_called": phrases.called(row.title),
        "acting": phrases.acting(head),
        "their_position": positions.decline(wording.low(position), Case.GEN) if signs else phrases.PEN,
        "their_name": f"{{person:{signs.person_id}|name gen full}}" if signs else phrases.PEN,
        "their_acting": agreeing.of_person("действующий", signs.person.sex if signs else "", Case.GEN),
        "mentors": phrases.listed(_mentors(people, programme)),
    }
    name = f"{{person:{signs.person_id}|name nom before}}" if signs else "(подпись, инициалы, фамилия)"
    sides = [
        ("{organization.full}", said["partner"]),
        (f"Адрес: {phrases.PEN}", f"Адрес: {phrases.PEN}"),
        (f"ИНН {phrases.PEN}", f"ИНН {phrases.PEN}"),
        (phrases.title(head), position or "Должность"),
        (f"{phrases.PEN}\n{{head|name nom before}}", f"{phrases.PEN}\n{name}"),
        ("М. П.", "М. П."),
    ]
    title = f"Соглашение о сотрудничестве в программе наставничества: {row.title}"
    return programme, title, Subject(said, (("Организация", 50), ("Партнёр", 50)), sides)


def _people(row: Partner) -> list[Affiliation]:
    """Return the people of a partner: its head first, then who leads its part of the programme."""
    rows = row.people.on(schooldays.today(row.organization)).select_related("person").order_by("pk")
    return sorted(rows, key=lambda one: (not _HEAD.match(one.position), not one.curates))


def _mentors(people: list[Affiliation], programme: Programme) -> list[int]:
    """Return those of them who are mentors of the programme and may be named."""
    ids = [one.person_id for one in people]
    rows = Mentor.objects.filter(programme=programme, state=Mentor.State.REGISTERED, person__in=ids)
    found = list(rows.order_by("person__name_key", "pk").values_list("person", flat=True))
    closed = participants.without_consent(found, programme, schooldays.today(programme.organization))
    return [pk for pk in found if pk not in closed]


def _programme(row: Partner) -> Programme:
    programme = Programme.objects.filter(organization=row.organization).in_use(schooldays.today(row.organization))
    if programme is None:
        raise Refused(listed.NONE_YET)
    return programme
