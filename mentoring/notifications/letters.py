"""Letters: the text is made with the deed, the sending is an effect of the outbox."""

from collections.abc import Mapping
from datetime import timedelta
from email.utils import make_msgid
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import timezone

from mentoring.accounts.models import Organization
from mentoring.accounts.operations import Refused
from mentoring.notifications import outbox
from mentoring.notifications.models import OutboxItem

OF_ORGANIZATION = "X-Organization"  # whose letter a file of the demo is


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
    context = {"organization": organization, "site_url": settings.SITE_URL} | dict(context)
    parts = {
        "subject": render_to_string(f"mail/{stem}-subject.txt", context),
        "text": render_to_string(f"mail/{stem}-body.txt", context),
        "html": render_to_string(f"mail/{stem}-body.html", context),
    }
    return queue(organization, to, **parts, key=key, kind=kind)


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
    message_id = make_msgid(domain=urlsplit(settings.SITE_URL).hostname)
    payload = {
        "to": to,
        "subject": " ".join(subject.split()),
        "text": text.strip() + "\n",
        "html": html.strip(),
        "message_id": message_id,
        "organization": organization and organization.pk,
    }
    return outbox.add(kind, f"letter:{key or message_id}", payload, organization=organization)


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
    letter.send()
