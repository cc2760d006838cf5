"""The card of one mentor as a file: what another organization needs to ask them, and how it is read there. Values."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from mentoring.accounts.keys import russian_key
from mentoring.calendar import words

TITLE = "Карточка наставника"
HEADINGS = (TITLE, "Сведения")
DAYS = dict(enumerate(words.WEEKDAYS, 1))
LONGEST = 3_900  # letters of one cell: a longer one would not be read back
TEXTS = {
    "surname": "Фамилия",
    "given": "Имя",
    "patronymic": "Отчество",
    "phone": "Телефон",
    "email": "Почта",
    "place": "Где работает или учится",
    "achievements": "Достижения",
    "interests": "Интересы",
    "experience": "Опыт наставничества",
}
NUMBERS = {"age_from": "Наставляемому от, лет", "age_to": "Наставляемому до, лет", "capacity": "Возьмёт наставляемых"}
SKILLS, HOURS, WHEN, TOGETHER = "В чём поможет", "Часов в неделю", "Удобные дни", "Как работает"
SENT_BY, SENT_TO, SENT_ON, GROUND = "Кто передал", "Кому", "Когда", "Основание"
_MOST = {"age_from": 120, "age_to": 120, "capacity": 99}
_NAMES = {"surname": 100, "given": 100, "patronymic": 100, "phone": 40, "email": 254, "place": 200}


class NoCard(ValueError):
    """A file that is no card of a mentor, or a card that cannot be taken; the message says what to do."""


@dataclass(frozen=True)
class Card:
    """What the card says of a mentor, and who has passed it to whom on what ground."""

    surname: str
    given: str
    patronymic: str = ""
    phone: str = ""
    email: str = ""
    place: str = ""
    achievements: str = ""
    interests: str = ""
    experience: str = ""
    age_from: int | None = None
    age_to: int | None = None
    capacity: int | None = None
    hours: Decimal | None = None
    days: tuple[int, ...] = ()
    together: str = ""
    skills: tuple[str, ...] = ()
    sent_by: str = ""
    sent_to: str = ""
    sent_on: str = ""
    ground: str = ""

    @property
    def full_name(self) -> str:
        return " ".join(part for part in (self.surname, self.given, self.patronymic) if part)


def rows(card: Card, *, empty: bool = False) -> list[tuple[str, str]]:
    """Lay the card out as lines of two cells; what is not said has no line unless asked for."""
    said = [(label, getattr(card, name)) for name, label in TEXTS.items()]
    said.insert(6, (SKILLS, "; ".join(card.skills)))
    said += [(label, _number(getattr(card, name))) for name, label in NUMBERS.items()]
    said += [
        (HOURS, _decimal(card.hours)),
        (WHEN, ", ".join(DAYS[day] for day in card.days)),
        (TOGETHER, card.together),
        (SENT_BY, card.sent_by),
        (SENT_TO, card.sent_to),
        (SENT_ON, card.sent_on),
        (GROUND, card.ground),
    ]
    return [(label, text[:LONGEST]) for label, text in said if text or empty]


def read(table: Iterable[Sequence[str]]) -> Card:
    """Read a card back from the rows of a sheet."""
    lines = [tuple(row) for row in table if row]
    if not lines or russian_key(lines[0][0]) != russian_key(TITLE):
        raise NoCard(f"Это не карточка наставника: в первой ячейке должно стоять «{TITLE}». Попросите файл ещё раз.")
    said = {russian_key(line[0]): line[1].strip() for line in lines[1:] if len(line) > 1}

    def of(label: str) -> str:
        return said.get(russian_key(label), "")

    texts = {name: of(label)[: _NAMES.get(name, LONGEST)] for name, label in TEXTS.items()}
    if not (texts["surname"] and texts["given"]):
        raise NoCard("В карточке нет фамилии или имени. Попросите файл ещё раз.")
    whole = {name: _whole(of(label), label, _MOST[name]) for name, label in NUMBERS.items()}
    if whole["age_from"] and whole["age_to"] and whole["age_to"] < whole["age_from"]:
        raise NoCard("В карточке возраст «до» меньше, чем «от». Исправьте файл и загрузите снова.")
    return Card(
        **texts,
        **whole,
        hours=_hours(of(HOURS)),
        days=tuple(day for day, word in DAYS.items() if word in of(WHEN).replace(",", " ").split()),
        together=of(TOGETHER),
        skills=tuple(part.strip() for part in of(SKILLS).split(";") if part.strip()),
        sent_by=of(SENT_BY)[:300],
        sent_to=of(SENT_TO)[:300],
        sent_on=of(SENT_ON)[:20],
        ground=of(GROUND)[:300],
    )


def day(on: date) -> str:
    return f"{on:%d.%m.%Y}"


def _number(value: int | None) -> str:
    return "" if value is None else str(value)


def _decimal(value: Decimal | None) -> str:
    return "" if value is None else f"{value.normalize():f}".replace(".", ",")


def _whole(text: str, label: str, most: int) -> int | None:
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and int(text[:6]) <= most):
        raise NoCard(f"«{label}»: «{text[:40]}» — не целое число до {most}. Исправьте файл и загрузите снова.")
    return int(text)


def _hours(text: str) -> Decimal | None:
    if not text:
        return None
    try:
        value = Decimal(text.replace(",", "."))
    except InvalidOperation:
        value = Decimal(-1)
    if not value.is_finite() or not 0 <= value <= 168:
        raise NoCard(f"«{HOURS}»: «{text[:40]}» — не число часов. Исправьте файл и загрузите снова.")
    return round(value, 1)
