"""Registers of a programme in the columns of the standard bases (domain §6.1), and as the site may show them."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date

from django.db.models import Prefetch

from mentoring.accounts.models import Membership, Organization
from mentoring.people import ages, consents, standing
from mentoring.people.consents import gates
from mentoring.people.models import ConsentKind, Guardianship, Person
from mentoring.programmes.models import Programme
from mentoring.registry.models import Mentee, MenteeForm, Mentor, MentorCompetence, MentorForm, Request

NAMED_ON_SITE = "pd_distribution"  # the purpose that lets a name be shown to anybody
MENTEES = (
    "№",
    "ФИО наставляемого",
    "Контактные данные для связи (данные представителя)",
    "Год рождения наставляемого",
    "Основной запрос наставляемого",
    "Дата вхождения в программу",
    "ФИО наставника",
    "Форма наставничества",
    "Место работы (учёбы) наставника",
    "Дата завершения программы",
    "Результаты программы",
    "Ссылка на кейс или отзыв наставляемого на сайте",
    "Отметка о прохождении программы",
)
MENTORS = (
    "№",
    "ФИО наставника",
    "Контактные данные для связи",
    "Место работы (учёбы) наставника",
    "Основные компетенции наставника",
    "Важные для программы достижения наставника",
    "Интересы наставника",
    "Желаемый возраст наставляемых",
    "Ресурс времени на программу",
    "Дата вхождения в программу",
    "ФИО наставляемого (наставляемых)",
    "Форма наставничества",
    "Место работы (учёбы) наставляемого",
    "Дата завершения программы",
    "Результаты программы",
    "Ссылка на кейс или отзыв наставника на сайте",
)
PUBLIC = ("№", "Фамилия, имя, отчество", "Роль", "Форма наставничества")
Rows = list[tuple[str, ...]]


def mentees(programme: Programme, *, today: date, by: Membership, people: Collection[int] | None = None) -> Rows:
    """Return the base of mentees, of all or of these; the columns of the mentor are filled when there are pairs."""
    rows = list(_entered(Mentee, programme, by, people).prefetch_related(_WANTED, _FORMS[Mentee]).order_by(*_BY_NAME))
    contacts = _contacts([row.person for row in rows], today)
    return [
        (
            str(number),
            row.person.full_name,
            contacts[row.person_id],
            str(row.person.birth_date.year) if row.person.birth_date else "",
            "; ".join(_asked(one) for one in row.requests.all()),
            _day(row.entered_on),
            "",
            _forms(row),
            "",
            _day(row.left_on),
            row.result,
            row.link,
            row.get_state_display() if row.state != Mentee.State.REGISTERED else "",
        )
        for number, row in enumerate(rows, 1)
    ]


def mentors(programme: Programme, *, today: date, by: Membership, people: Collection[int] | None = None) -> Rows:
    """Return the base of mentors, of all or of these; the columns of the mentees are filled when there are pairs."""
    rows = list(_entered(Mentor, programme, by, people).prefetch_related(_OFFERED, _FORMS[Mentor]).order_by(*_BY_NAME))
    contacts = _contacts([row.person for row in rows], today)
    places = _places([row.person_id for row in rows], by, today)
    return [
        (
            str(number),
            row.person.full_name,
            contacts[row.person_id],
            places[row.person_id],
            "; ".join(str(one.competence) for one in row.competences.all()),
            row.achievements,
            row.interests,
            _ages(row),
            f"{row.hours.normalize():f} ч в неделю".replace(".", ",") if row.hours else "",
            _day(row.entered_on),
            "",
            _forms(row),
            "",
            _day(row.left_on),
            row.result,
            row.link,
        )
        for number, row in enumerate(rows, 1)
    ]


def public(programme: Programme, *, today: date, by: Membership) -> Rows:
    """Return what the site may show: names of those who agreed to be named to anybody, their roles and forms."""
    found = []
    for model, role in ((Mentor, "наставник"), (Mentee, "наставляемый")):
        rows = _entered(model, programme, by).filter(state=model.State.REGISTERED).prefetch_related(_FORMS[model])
        rows = list(rows.order_by(*_BY_NAME))
        named = _may_be_named({row.person_id for row in rows}, programme.organization, today)
        found += [(row.person.full_name, role, _forms(row)) for row in rows if row.person_id in named]
    return [(str(number), *one) for number, one in enumerate(found, 1)]


_FORMS = {
    Mentee: Prefetch("forms", MenteeForm.objects.select_related("form")),
    Mentor: Prefetch("forms", MentorForm.objects.select_related("form")),
}
_WANTED = Prefetch("requests", Request.objects.select_related("competence"))
_OFFERED = Prefetch("competences", MentorCompetence.objects.select_related("competence"))
_BY_NAME = ("person__name_key", "pk")


def _entered(model, programme: Programme, by: Membership, people: Collection[int] | None = None):
    rows = model.objects.visible_to(by).filter(programme=programme, entered_on__isnull=False)
    if people is not None:
        rows = rows.filter(person__in=people)
    return rows.exclude(state__in=_OUTSIDE[model]).select_related("person")


_OUTSIDE = {Mentee: (Mentee.State.OFFERED,), Mentor: (Mentor.State.APPLIED, Mentor.State.REFUSED)}


def _may_be_named(people: set[int], organization: Organization, today: date) -> set[int]:
    gate = ConsentKind.Gate.PUBLICATION
    every = {kind.code for kind in gates.kinds_of(organization) if kind.gate == gate}
    codes = every & {NAMED_ON_SITE} or every
    if not codes:
        return set()
    found = consents.missing(people, gate, today, organization=organization, codes=codes)
    return {person for person, lacks in found.items() if not lacks}


def _contacts(people: Iterable[Person], today: date) -> dict[int, str]:
    """Say how to reach each; a child is reached through the representatives."""
    people = list(people)
    wards = Guardianship.objects.on(today).filter(child__in=people).select_related("guardian").order_by("pk")
    of_child: dict[int, list[str]] = defaultdict(list)
    for ward in wards:
        of_child[ward.child_id].append(_reached(ward.guardian, named=f"{ward.get_right_display()}: "))
    said = {}
    for person in people:
        parents = of_child[person.pk] if ages.is_minor(person.birth_date, today) else []
        said[person.pk] = "; ".join(parents) or _reached(person)
    return said


def _reached(person: Person, named: str = "") -> str:
    parts = [person.phone, person.email]
    if named:
        parts.insert(0, f"{named}{person.full_name}")
    return ", ".join(part for part in parts if part)


def _places(people: list[int], by: Membership, today: date) -> dict[int, str]:
    """Say where each works or learns."""
    rows = standing.gathered(Person.objects.filter(pk__in=people), by, today)
    return {
        row.pk: "; ".join(
            [
                *(one.group.title for one in row.classes),
                *(one.position.title for one in row.posts),
                *standing.coming(row),
            ]
        )
        for row in rows
    }


def _asked(request) -> str:
    return ": ".join(part for part in (str(request.competence or ""), request.text) if part)


def _forms(row) -> str:
    return "; ".join(one.form.title for one in row.forms.all())


def _ages(row: Mentor) -> str:
    if row.age_from is None and row.age_to is None:
        return ""
    since = f"от {row.age_from}" if row.age_from is not None else ""
    till = f"до {row.age_to}" if row.age_to is not None else ""
    return " ".join(part for part in (since, till, "лет") if part)


def _day(day: date | None) -> str:
    return f"{day:%d.%m.%Y}" if day else ""
