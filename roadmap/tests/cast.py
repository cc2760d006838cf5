"""Plans that tests meet: a school's roadmap of two stages, and as many events as a test wants."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from mentoring.accounts.models import Membership, Organization
from mentoring.calendar import reading
from mentoring.people.models import Employment, Person, Position
from mentoring.programmes.models import Programme
from roadmap.models import Event, Occurrence, Responsible, Roadmap, Section
from tests.cast import make_programme

COLUMNS = [
    ["number", "№ п/п"],
    ["title", "Мероприятие"],
    ["due", "Сроки"],
    ["responsible", "Ответственные"],
]
SECTIONS = (
    {
        "number": "1",
        "title": "Подготовительный этап",
        "stage": 1,
        "task": "рассказать о наставничестве",
        "result": "все знают, что начинается",
    },
    {
        "number": "2",
        "title": "Сбор запросов",
        "stage": 2,
        "task": "узнать, кому нужна помощь",
        "result": "список запросов",
    },
)
# An event is a dict of fields of Event; `section` is an index, `due` a day or several, `responsibles` positions,
# people, duties or words of a group, `done` a day on which its first occurrence was marked.
EVENTS = (
    {
        "section": 0,
        "number": "1.1",
        "title": "Рассказ педагогам на совещании",
        "due_text": "до 15 сентября",
        "due": date(2026, 9, 15),
        "done": date(2026, 9, 14),
    },
    {"section": 0, "number": "1.2", "title": "Родительские собрания", "due_text": "сентябрь", "due": date(2026, 9, 30)},
    {
        "section": 1,
        "number": "2.1",
        "title": "Опрос желающих: что поможет учёбе",
        "due_text": "октябрь",
        "due": date(2026, 10, 30),
    },
    {
        "section": 1,
        "number": "2.2",
        "title": "Беседы классных руководителей",
        "due_text": "1 раз в квартал",
        "due": (date(2026, 12, 31), date(2027, 3, 31)),
    },
    {"section": 1, "number": "2.3", "title": "Консультации по запросу", "due_text": "по мере необходимости"},
)


def make_person(
    organization: Organization, name: str = "Рябинина Алла Сергеевна", *, member: Membership | None = None
) -> Person:
    surname, given, patronymic = name.split()
    return Person.objects.create(
        organization=organization, surname=surname, given=given, patronymic=patronymic, membership=member
    )


def make_position(organization: Organization, title: str = "методист") -> Position:
    return Position.objects.create(organization=organization, title=title)


def employ(person: Person, position: Position, **fields) -> Employment:
    return Employment.objects.create(organization=person.organization, person=person, position=position, **fields)


def make_roadmap(
    organization: Organization,
    *,
    programme: Programme | None = None,
    sections: Sequence[dict] = SECTIONS,
    events: Iterable[dict] = EVENTS,
    **fields,
) -> Roadmap:
    """Put a plan into the school as if its document had been adopted."""
    programme = programme or Programme.objects.filter(organization=organization).first() or make_programme(organization)
    plan = {
        "title": "Дорожная карта наставничества",
        "period_start": programme.start,
        "period_end": programme.end,
        "columns": COLUMNS,
    }
    roadmap = Roadmap.objects.create(organization=organization, programme=programme, **plan | fields)
    made = [
        Section.objects.create(organization=organization, roadmap=roadmap, order=order, **section)
        for order, section in enumerate(sections)
    ]
    for order, event in enumerate(events):
        add_event(roadmap, made, order=order, **event)
    return roadmap


def add_event(roadmap: Roadmap, sections: Sequence[Section], *, order: int, title: str, **facts) -> Event:
    """Put one event into a plan together with its dates and those who answer for it."""
    section, due, done = facts.pop("section", None), facts.pop("due", None), facts.pop("done", None)
    responsibles = facts.pop("responsibles", ())
    event = Event.objects.create(
        organization=roadmap.organization,
        roadmap=roadmap,
        section=None if section is None else sections[section],
        order=order,
        title=title,
        due=reading.read(facts.get("due_text", "")).to_json(),
        **facts,
    )
    days = due if isinstance(due, tuple) else (due,)
    for number, day in enumerate(days, 1):
        marked = done if number == 1 else None
        Occurrence.objects.create(
            organization=roadmap.organization, event=event, number=number, due=day, done_at=marked
        )
    for place, responsible in enumerate(responsibles):
        answer_for(event, responsible, order=place)
    return event


def answer_for(event: Event, responsible: Position | Person | Employment.Duty | str, *, order: int = 0) -> Responsible:
    """Name somebody to answer for an event."""
    kinds = {
        Position: {"kind": "position", "position": responsible},
        Person: {"kind": "person", "person": responsible},
        Employment.Duty: {"kind": "duty", "duty": responsible},
        str: {"kind": "group", "text": responsible},
    }
    return Responsible.objects.create(
        organization=event.organization, event=event, order=order, **kinds[type(responsible)]
    )


def many_events(count: int, *, start: date = date(2026, 9, 1), **facts) -> list[dict]:
    """Describe so many events, one every few days, in turn in both sections."""
    return [
        {
            "section": number % len(SECTIONS),
            "number": f"{number % len(SECTIONS) + 1}.{number}",
            "title": f"Дело номер {number}",
            "due": start + timedelta(days=number * 270 // count),
        }
        | facts
        for number in range(count)
    ]
