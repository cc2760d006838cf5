"""The log of letters: to whom, of what, when, and how it went, in words that say what to do."""

from datetime import timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from mentoring.accounts.keys import russian_key
from mentoring.accounts.models import Membership
from mentoring.notifications.models import Delivery, Notice, OutboxItem, Reminder

Item = OutboxItem.State
SENT, WAITING, FAILED, NOWHERE, SKIPPED = "sent", "waiting", "failed", "nowhere", "skipped"
STATES = (
    ("", "Все письма"),
    (SENT, "Отправлено"),
    (WAITING, "Ждёт отправки"),
    (FAILED, "Не дошло"),
    (NOWHERE, "Без письма"),
    (SKIPPED, "Пропущено"),
)
RECENT = timedelta(days=14)

_OF_STATE = {
    SENT: Q(item__state=Item.DONE),
    WAITING: Q(item__state__in=(Item.QUEUED, Item.CLAIMED)),
    FAILED: Q(item__state__in=(Item.FAILED, Item.UNKNOWN)),
    NOWHERE: Q(item=None),
}
# What stands in the error of an effect → what it means to whoever reads the log; the first that is found.
_MEANINGS = (
    (("SMTPRecipientsRefused", " 550", "5.1.1"), "почтовый сервер не принял адрес"),
    (("5.2.2", " 552", " 452"), "ящик получателя переполнен"),
    (("SMTPAuthenticationError",), "почтовый сервер не принял логин и пароль программы"),
    (("SMTPSenderRefused",), "почтовый сервер не принял адрес отправителя"),
    (("SMTPDataError", "SMTPResponseException"), "почтовый сервер не принял письмо"),
    (("Timeout", "ConnectionRefused", "ConnectionReset", "SMTPServerDisconnected", "SMTPConnectError", "gaierror",
      "BrokenPipe", "OSError", "ConnectionError"), "почтовый сервер не отвечал"),
    (("SSL", "TLS"), "почтовый сервер не предложил защищённого соединения"),
    (("прервалась",), "отправка прервалась на середине: письмо могло уйти, второй раз его не посылали"),
)  # fmt: skip
UNKNOWN = "ошибка в программе, подробности у администратора сервера"


def of_school(membership: Membership, *, state: str = "", asked: str = "") -> QuerySet[Delivery]:
    """Return the letters of the school in a state, with these words in name, address or subject."""
    rows = Delivery.objects.visible_to(membership).select_related("item")
    for word in russian_key(asked).split():
        rows = rows.filter(search_key__contains=word)
    return rows.filter(_OF_STATE.get(state, Q()))


def skipped(membership: Membership) -> QuerySet[Reminder]:
    """Return the reminders that nobody was told of, each with its reason."""
    return Reminder.objects.visible_to(membership).filter(state=Reminder.State.SKIPPED)


def undelivered(membership: Membership) -> int:
    """Count the letters of the last two weeks that did not arrive."""
    recent = Delivery.objects.visible_to(membership).filter(created_at__gt=timezone.now() - RECENT)
    return recent.filter(_OF_STATE[FAILED]).count()


def snoozed(membership: Membership) -> QuerySet[Notice]:
    """Return what the staff have put off, with their reasons."""
    rows = Notice.objects.filter(organization=membership.organization_id, state=Notice.State.WAITING)
    return rows.exclude(snooze_reason="").select_related("membership", "reminder").order_by("day", "pk")


def standing(delivery: Delivery) -> tuple[str, str]:
    """Say how a letter stands, as a tone and words."""
    item = delivery.item
    if item is None:
        return "", "без письма: адреса нет, напоминание стоит на странице"
    match item.state:
        case Item.DONE:
            return "ok", "отправлено"
        case Item.FAILED:
            return "bad", f"не дошло: {in_words(item.error)}"
        case Item.UNKNOWN:
            return "warn", f"неизвестно: {in_words(item.error)}"
    return ("warn", f"пробуем ещё: {in_words(item.error)}") if item.error else ("go", "ждёт отправки")


def in_words(error: str) -> str:
    """Turn what a mail server or the program said into words for people."""
    for signs, meaning in _MEANINGS:
        if any(sign in error for sign in signs):
            return meaning
    is_sentence = error[:1].isupper() and error.endswith(".") and not error.isascii()
    return f"{error[0].lower()}{error[1:-1]}" if is_sentence else UNKNOWN
