"""Drafts of documents that tests adopt, in words of their own."""

from mentoring.calendar import reading
from mentoring.calendar.due import Period
from mentoring.programmes.models import Programme
from roadmap import uploading
from roadmap.models import Upload
from roadmap.readers import responsible
from roadmap.readers.draft import Draft, Event, Layout, Plan, Section
from roadmap.tests import papers

LINES = (
    (0, "1.1", "Рассказ педагогам на совещании", "до 15 сентября", "Куратор программы"),
    (0, "1.2", "Вечер вопросов для родителей", "октябрь", "Классные руководители"),
    (1, "2.1", "Опрос желающих учиться у старших", "октябрь", "Рябинина А.С., педагог-психолог"),
    (1, "2.2", "Сверка списков", "1 раз в квартал", "Методист"),
    (1, "2.3", "Помощь по просьбе", "по мере необходимости", ""),
)


def event(section: int | None, number: str, title: str, due: str = "", who: str = "", **fields) -> Event:
    return Event(
        section,
        number,
        title,
        due=reading.read(due),
        responsible_text=who,
        responsibles=responsible.read(who),
        **fields,
    )


def plan(*lines, **fields) -> Plan:
    events = tuple(event(*line) for line in lines or LINES)
    facts = {
        "title": "План наставничества",
        "columns": ("№", "Мероприятие", "Сроки", "Ответственные"),
        "sections": (
            Section("1", "Подготовка условий", task="рассказать"),
            Section("2", "Формирование базы наставляемых", result="список"),
        ),
        "layout": Layout.STAGED,
    }
    return Plan(events=events, **facts | fields)


def draft(*lines, period: Period | None = None, **fields) -> Draft:
    return Draft("docx", "План наставничества", period=period, **{"plans": (plan(*lines),)} | fields)


def many_lines(count: int) -> list[tuple]:
    return [
        (number % 2, f"{number % 2 + 1}.{number}", f"Дело номер {number}", "октябрь", "Методист")
        for number in range(count)
    ]


def upload(programme: Programme, *, by, draft: Draft, name: str = "план.docx") -> Upload:
    """Keep a draft as if its document had just been read."""
    return uploading.keep(programme, name, papers.word(name), draft, by=by)
