"""What a withdrawn consent stops, what is destroyed and by when (152-ФЗ, art. 10.1 and 21)."""

from dataclasses import dataclass
from datetime import date, timedelta

from mentoring.calendar.workdays import SchoolCalendar

DESTROYED_IN = 30  # days, by the calendar
TAKEN_OFF_IN = 3  # working days: what everybody may read
STOPPED_IN = 10  # working days: whatever else others do for us


@dataclass(frozen=True)
class Consequence:
    """One thing to be done, and its last day; «at once» is the day of the withdrawal."""

    words: str
    due: date
    at_once: bool = False  # done by the program itself as the withdrawal is kept


_STOPS = {
    "programme": (
        "Человека больше не подбирают в пары и группы, не зовут на встречи, не шлют писем и анкет.",
        "Сообщить наставнику или наставляемому, что встречи прекращены, и закрыть пару.",
        "Уничтожить запрос, ответы на анкеты и заметки о встречах.",
    ),
    "publication": (
        "Имя и изображение не попадают в открытый реестр и в новые публикации.",
        "Снять уже опубликованное с сайта и страниц организации.",
        "Уничтожить фотографии и тексты, сделанные только для публикации.",
    ),
    "transfer": (
        "Сведения больше никому не передаются.",
        "Сообщить тем, кому сведения переданы, что согласие отозвано.",
        "Получить от них подтверждение, что сведения уничтожены.",
    ),
    "special": (
        "Особые сведения больше не используются при подборе.",
        "Сообщить об отзыве тем, кто видел эти сведения: куратору и педагогу-психологу.",
        "Уничтожить особые сведения в карточке и на бумаге.",
    ),
    "tests": (
        "Тестирование прекращается, новые методики не предлагаются.",
        "Сообщить об отзыве педагогу-психологу.",
        "Уничтожить бланки, ответы и выводы по тестам.",
    ),
}


def of_withdrawal(gate: str, on: date, calendar: SchoolCalendar) -> tuple[Consequence, ...]:
    """List what follows for a purpose: what stops at once, what others are told, what is destroyed."""
    stops, others, destroyed = _STOPS[gate]
    in_days = TAKEN_OFF_IN if gate == "publication" else STOPPED_IN
    return (
        Consequence(stops, on, at_once=True),
        Consequence(others, calendar.add_working_days(on, in_days)),
        Consequence(destroyed, on + timedelta(days=DESTROYED_IN)),
    )
