"""The letters of the demo, which go into files instead of to people."""

import email
import email.policy
from dataclasses import dataclass
from datetime import UTC
from email.message import EmailMessage
from pathlib import Path

from django.conf import settings

from mentoring.accounts import schooldays
from mentoring.accounts.models import Organization
from mentoring.notifications.letters import OF_ORGANIZATION

SHOWN = 200


@dataclass(frozen=True)
class Letter:
    """A letter as it would have reached its reader."""

    name: str
    to: str
    subject: str
    at: str
    text: str


def letters_of(organization: Organization) -> list[Letter]:
    """Return the last letters of this organization, the newest first."""
    files = sorted(Path(settings.EMAIL_FILE_PATH).glob("*.log"), reverse=True)
    found = (_read(file, organization) for file in files[: SHOWN * 10])
    return [letter for letter in found if letter][:SHOWN]


def letter_of(organization: Organization, name: str) -> Letter | None:
    """Return one letter of this organization; a foreign one is as good as none."""
    return next((letter for letter in letters_of(organization) if letter.name == name), None)


def _read(file: Path, organization: Organization) -> Letter | None:
    message = email.message_from_bytes(file.read_bytes(), _class=EmailMessage, policy=email.policy.default)
    if message[OF_ORGANIZATION] != str(organization.pk):
        return None
    at = message["Date"].datetime
    return Letter(
        name=file.stem,
        to=message["To"],
        subject=message["Subject"],
        at=schooldays.moment_words(organization, at if at.tzinfo else at.replace(tzinfo=UTC)),
        text=message.get_body(("plain",)).get_content(),
    )
