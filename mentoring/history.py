"""What the journal says, in words: who did what to which row, and how its values changed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.text import capfirst

from mentoring import access, shown
from mentoring.accounts.models import JournalEntry
from mentoring.calendar import words

_VERBS = {
    "add": "добавлено",
    "change": "изменено",
    "delete": "удалено",
    "begin": "заведено",
    "invite": "место дано",
    "code": "выдан код",
    "revoke": "код отозван",
    "accept": "место занято",
    "password": "задан новый пароль",
    "close": "доступ закрыт",
    "start": "начато",
    "stop": "остановлено",
    "done": "отмечено выполненным",
    "undo": "отметка отменена",
    "cancel": "снято с плана",
    "restore": "возвращено в план",
    "attach": "приложен файл",
    "detach": "файл снят",
    "move": "переставлено",
    "renumber": "пронумеровано заново",
    "anchor": "указан день отсчёта",
    "take": "документ прочитан",
    "compare": "сказано, новая это редакция или другой план",
    "answer": "даны ответы",
    "correct": "исправлена строка",
    "drop": "документ отложен",
    "adopt": "план принят",
    "renew": "план обновлён по новой редакции",
    "draft": "составлен черновик",
    "edit": "изменён текст",
    "discard": "черновик удалён",
    "submit": "передан на утверждение",
    "withdraw": "отозван с утверждения",
    "return": "возвращён с замечанием",
    "approve": "утверждён",
    "issue": "присвоен номер, документ действует",
    "amended": "изменён другим документом",
    "cancelled": "отменён другим документом",
    "in_duties": "отмечено: работа входит в должностные обязанности",
    "not_in_duties": "снята отметка: работа не входит в должностные обязанности",
    "render": "файл готовится ещё раз",
    "acquaint": "отмечено ознакомление",
    "scan": "приложен скан",
    "signature": "приложена электронная подпись",
    "folder": "взята папка для проверки",
    "form": "исправлено склонение",
    "scheme": "изменён вид номера",
    "enrol": "занесён в программу",
    "register": "внесён в реестр",
    "reserve": "переведён в резерв",
    "refuse": "не рекомендован",
    "finish": "прошёл программу",
    "leave": "выбыл",
    "back": "возвращён",
    "gather": "собрана группа",
    "attendance": "отмечена посещаемость",
    "consult": "записана консультация",
    "admit": "заявка принята",
    "decline": "заявка отклонена",
    "link": "сделана ссылка",
    "merge": "объединено с двойником",
    "merge_undo": "объединение отменено",
    "turn": "переведено на следующий год",
    "turn_undo": "перевод отменён",
    "handing": "обязанности переданы",
    "handing_undo": "передача отменена",
    "deletion_undo": "удаление отменено",
    "export": "выгружен список",
    "extract": "выдана выписка о персональных данных",
    "erase": "персональные данные уничтожены",
    "outside": "записаны номера вне системы",
    "signed": "согласие подписано",
    "refused": "отказ от согласия",
    "mended": "исправлены даты",
    "withdrawn": "согласие отозвано",
    "destroyed": "уничтожено то, на что согласие отозвано",
    "apart": "решено, что это разные люди",
    "apart_undo": "решение о разных людях отменено",
    "card": "карточка передана другой организации",
    "card_taken": "заполнено по карточке другой организации",
    "reword": "новая редакция текста",
    "text_back": "возвращён прежний текст",
    "outside_back": "запись о номерах вне системы убрана",
    "usual": "взяты готовые анкеты",
    "standard": "возвращены стандартные вопросы",
    "copied": "сделана копия",
    "put_away": "убрано",
    "bring_back": "возвращено",
    "question_add": "добавлен вопрос",
    "question_change": "изменён вопрос",
    "question_remove": "убран вопрос",
    "arrange": "переставлены вопросы",
    "planned": "запланирован",
    "opened": "открыт",
    "asked_more": "спрошены и новые участники",
    "reminded": "отправлены напоминания",
    "prolonged": "продлён",
    "shut": "закрыт",
    "dropped": "удалён",
    "links": "напечатаны ссылки",
    "paper": "внесён бумажный ответ",
    "export_names": "выгружены ответы с именами",
    "compute": "посчитано",
    "conclude": "изменён вывод",
    "remove": "убрано",
    "key_in": "внесены значения",
    "refresh": "обновлён черновик",
    "weigh": "изменены веса, правила или вариант",
    "lock": "пара закреплена",
    "ban": "пара запрещена",
    "free": "решение снято",
    "hand": "передан комиссии",
    "take_back": "возвращён в черновик",
    "put_off": "отложен",
    "turn_down": "пара отклонена",
    "keep_on": "отказ от пары снят",
    "ask": "спрошено согласие",
    "say": "получен ответ",
    "publish": "пары объявлены",
    "traits": "изменены сведения для подбора",
    "ring": "пришёл",
    "taken": "взят в работу",
    "noted": "сделана запись",
    "answered": "записан первый ответ",
    "closed": "закрыт",
    "escalated": "передан руководителю",
    "links_closed": "закрыты ссылки",
    "said": "сказано стороной наставляемого",
    "asked": "задан",
    "replied": "дан ответ",
    "pulse": "спрошено, как прошёл месяц",
    "told": "поставлена оценка",
    "watched": "посмотрено, каким парам нужно внимание",
    "lettered": "отправлено письмо наставнику",
    "snoozed": "отложено",
    "held": "записана",
    "missed": "не состоялась",
    "called_off": "отменена",
    "arranged": "назначена",
    "appointed": "изменён день",
    "corrected": "запись исправлена",
    "struck": "запись убрана: сделана по ошибке",
    "remarked": "написано под записью",
    "seen": "прочитана",
    "sampled": "отобраны записи дневников для проверки",
    "confirmed": "другая сторона подтвердила",
    "denied": "другая сторона не подтвердила",
    "proposed": "составлена",
    "fixed": "закреплена",
    "began": "начала работать",
    "paused": "приостановлена",
    "resumed": "снова работает",
    "ending": "назначено окончание",
    "completed": "завершена",
    "dissolved": "расторгнута",
    "replaced": "заменён наставник",
    "second": "назначен второй наставник",
    "substitute": "назначена замена на время",
    "seat_back": "назначение отменено",
    "left_group": "участник вышел из группы",
    "joined_group": "в группу принят участник",
    "agreed": "согласован",
    "reopened": "возвращён в работу",
    "filled": "записан результат",
    "laid": "составлена маршрутная карта",
    "conducted": "записаны итоги",
    "photo": "приложен снимок",
    "photo_gone": "снимок уничтожен",
    "invited": "дополнен список",
    "struck_off": "убран из списка",
    "candidates": "желающие внесены в кандидаты",
    "handed": "вручено",
    "handed_back": "отметка о вручении снята",
    "readied": "готов к публикации",
    "redrafted": "возвращён в черновики",
    "out": "вышла",
    "recalled": "снята с публикации",
    "given": "вручено",
    "grounded": "записано основание",
}
_LABELS = {
    "row": "запись",
    "roles": "роли",
    "login": "логин",
    "name": "имя",
    "file": "файл",
    "sha256": "отпечаток файла",
    "document": "документ",
    "origin": "откуда",
    "sections": "разделов",
    "events": "мероприятий",
    "added": "добавлено строк",
    "removed": "убрано строк",
    "moved": "сдвинуто сроков",
    "reworded": "изменено слов",
    "placed": "переставлено строк",
    "head": "изменено в заголовке",
    "anchor": "день отсчёта",
    "dates": "ответы о сроках",
    "once": "ответы о плане в целом",
    "period": "период плана",
    "people": "ответственные",
    "side": "куда зовёт ссылка",
    "others": "другие планы документа",
    "group": "рабочая группа",
    "text": "отпечаток текста",
    "remark": "замечание",
    "grounds": "основания",
    "format": "вид файла",
    "person": "кто",
    "how": "как",
    "year": "год",
    "first": "с номера",
    "last": "по номер",
    "reason": "что это за документы",
    "list": "список",
    "rows": "строк",
    "asked": "отбор",
    "merged": "номер второй карточки",
    "other": "вторая карточка",
    "met": "совпавшие записи",
    "undone": "вернули записей",
    "kept": "осталось записей",
    "due": "сроки после отзыва",
    "answers": "ответы",
    "members": "комиссия",
    "marks": "отметки",
    "guests": "люди",
    "votes": "голоса",
    "trainee": "слушатель",
    "trainees": "слушатели",
    "answered": "ответили",
    "reached": "спросили",
    "line": "строка",
    "links": "ссылок",
    "told": "писем",
    "titles": "анкеты",
    "lines": "строк",
    "values": "значений",
    "of": "с чего",
    "answered_on": "когда",
    "pairs": "пар",
    "traits": "сведений",
    "mentor": "наставник",
    "mentee": "наставляемый",
    "mentees": "наставляемые",
    "since": "с",
    "until": "по",
    "role": "кто",
    "steps": "строк карты",
    "whom": "для кого",
    "files": "файлов",
    "lacking": "без файла",
    "indexes": "индексы дел",
    "personal": "с документами, где названы участники",
    "days": "дней",
    "raised": "новых предупреждений",
    "cleared": "прошло предупреждений",
}


@dataclass(frozen=True)
class Change:
    """One field of one entry: its name in Russian, what was and what became."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Told:
    """One entry as a person reads it."""

    at: datetime
    by: str
    deed: str
    changes: tuple[Change, ...]


def told(entry: JournalEntry) -> Told:
    """Put an entry, read with its member and values, into words."""
    by = entry.by.name if entry.by else "программа"
    return Told(entry.at, by, deed(entry), changes(entry))


def deed(entry: JournalEntry) -> str:
    """Say what was done: «человек: изменено»."""
    verb = entry.action.rpartition(".")[2]
    return f"{kind(entry.subject_kind)}: {_VERBS.get(verb, verb)}"


def kind(label: str) -> str:
    """Say of what kind a row is, by the label the journal keeps."""
    try:
        return str(apps.get_model(label)._meta.verbose_name)
    except LookupError:  # a kind that older versions had
        return label


def without_closed(rows: Iterable[str]) -> list[str]:
    """Leave out of rows named «вид: запись» those of closed kinds; where only such stand in the way, say no more."""
    kinds = {capfirst(kind(label)) for label in access.CLOSED_KINDS}
    told = [str(row) for row in rows]
    return [row for row in told if row.partition(":")[0] not in kinds] or (["записи программы"] if told else [])


def changes(entry: JournalEntry) -> tuple[Change, ...]:
    """Return the fields of an entry with their values; erased ones are empty."""
    before, after = entry.values.before, entry.values.after
    return tuple(
        Change(_label(entry, name), _said(entry, name, before.get(name)), _said(entry, name, after.get(name)))
        for name in entry.fields
    )


def _field(entry: JournalEntry, name: str) -> models.Field | None:
    try:
        return apps.get_model(entry.subject_kind)._meta.get_field(name)
    except (LookupError, FieldDoesNotExist):
        return None


def _label(entry: JournalEntry, name: str) -> str:
    if name in _LABELS:
        return _LABELS[name]
    field = _field(entry, name)
    return str(getattr(field, "verbose_name", name))


def _said(entry: JournalEntry, name: str, given) -> str:
    field = _field(entry, name)
    if given in (None, ""):
        return shown.NOTHING
    if isinstance(given, bool):
        return "да" if given else "нет"
    if isinstance(given, dict):
        return "; ".join(f"{_label(entry, one)}: {_said(entry, one, said)}" for one, said in given.items() if said)
    if isinstance(given, list):
        return "; ".join(str(one) for one in given) or shown.NOTHING
    if isinstance(field, models.DateField) and not isinstance(field, models.DateTimeField):
        return words.full(date.fromisoformat(given))
    return str(dict(getattr(field, "flatchoices", ())).get(given, given))
