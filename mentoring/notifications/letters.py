"""Letters: the text is made with the deed, the sending is an effect of the outbox."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from email.utils import make_msgid
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.template.loader import render_to_string
from django.utils import timezone

from mentoring.accounts import schooldays
from mentoring.accounts.models import Organization
from mentoring.accounts.operations import Refused
from mentoring.notifications import outbox, quiet
from mentoring.notifications.models import Delivery, OutboxItem

OF_ORGANIZATION = "X-Organization"  # whose letter a file of the demo is
STALE = timedelta(days=5)  # a reminder held back for longer says nothing any more


class TooManyLetters(Refused):
    """A school that sends more than its server should."""

    def __init__(self):
        super().__init__(
            f"За сутки отправлено {settings.LETTERS_A_DAY} писем — больше нельзя. Напечатайте листы с кодами "
            "или повторите завтра; предел меняет администратор сервера."
        )


def post(
    organization: Organization, to: str, stem: str, context: Mapping, *, key: str = "", kind: str = "letter"
) -> OutboxItem:
    """Write the letter `mail/<stem>-…` now, send it after the transaction; one letter per key."""
    return queue(organization, to, **render(organization, stem, context), key=key, kind=kind)


def render(organization: Organization, stem: str, context: Mapping) -> dict[str, str]:
    """Write the subject, the text and the page of a letter from the templates `mail/<stem>-…`."""
    context = {"organization": organization, "site_url": settings.SITE_URL} | dict(context)
    return {
        "subject": " ".join(render_to_string(f"mail/{stem}-subject.txt", context).split()),
        "text": render_to_string(f"mail/{stem}-body.txt", context),
        "html": render_to_string(f"mail/{stem}-body.html", context),
    }


def queue(
    organization: Organization | None,
    to: str,
    *,
    subject: str,
    text: str,
    html: str = "",
    key: str = "",
    kind: str = "letter",
) -> OutboxItem:
    """Send a written letter after the transaction, under one Message-ID however often it is tried."""
    if organization and _sent_today(organization) >= settings.LETTERS_A_DAY:
        raise TooManyLetters
    payload = _payload(organization, to, subject, text, html)
    item = outbox.add(kind, f"letter:{key or payload['message_id']}", payload, organization=organization)
    if organization:
        facts = {"to": to, "subject": payload["subject"][:300], "day": schooldays.today(organization)}
        Delivery.objects.get_or_create(item=item, defaults=facts | {"organization": organization})
    return item


@dataclass(frozen=True)
class Written:
    """A letter ready to be sent, with the key under which it is sent once."""

    key: str
    to: str
    subject: str
    text: str
    html: str


def queue_reminders(organization: Organization, letters: Iterable[Written]) -> list[OutboxItem]:
    """Send many letters with reminders after the transaction, as many as the school may send today."""
    room = max(0, settings.LETTERS_A_DAY - _sent_today(organization))
    effects = {
        f"letter:{one.key}": _payload(organization, one.to, one.subject, one.text, one.html)
        for one in list(letters)[:room]
    }
    return outbox.add_all("reminder", effects, organization=organization)


def _payload(organization: Organization | None, to: str, subject: str, text: str, html: str) -> dict:
    return {
        "to": to,
        "subject": " ".join(subject.split()),
        "text": text.strip() + "\n",
        "html": html.strip(),
        "message_id": make_msgid(domain=urlsplit(settings.SITE_URL).hostname),
        "organization": organization and organization.pk,
    }


def _sent_today(organization: Organization) -> int:
    a_day_ago = timezone.now() - timedelta(days=1)
    return OutboxItem.objects.filter(
        organization=organization, kind__in=("letter", "reminder"), created_at__gt=a_day_ago
    ).count()


def send(*, to: str, subject: str, text: str, html: str, message_id: str, organization: int | None) -> None:
    """Hand the letter to the mail server."""
    headers = {"Message-ID": message_id}
    if settings.DEMO and organization:
        headers[OF_ORGANIZATION] = str(organization)
    letter = EmailMultiAlternatives(subject, text, to=[to], headers=headers)
    if html:
        letter.attach_alternative(html, "text/html")
    with get_connection() as server:  # a server that cannot be reached has got nothing
        try:
            server.send_messages([letter])
        except SMTPRecipientsRefused as refusal:
            if all(code >= 500 for code, _ in refusal.recipients.values()):
                raise outbox.GiveUp("Почтовый сервер не принял адрес.") from refusal
            raise
        except SMTPServerDisconnected as error:
            raise outbox.Unclear("Почтовый сервер оборвал разговор: неизвестно, принял ли он письмо.") from error


def send_in_hours(*, organization: int, **letter) -> None:
    """Hand over a letter that may wait, in the hours in which its school may be written to."""
    now = timezone.now()
    opens = quiet.opening(Organization.objects.get(pk=organization), now)
    if opens is None or opens - now > STALE:
        raise outbox.GiveUp("Не отправлено: началась долгая пауза. Напоминание стоит на странице «Напоминания».")
    if opens > now:
        raise outbox.NotNow(opens)
    send(organization=organization, **letter)
