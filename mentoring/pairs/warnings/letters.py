"""The ready letter to the mentor of a pair about an early warning: no name of a child, no mark of the other side."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.template.loader import render_to_string

from mentoring.accounts.membership import school_path
from mentoring.accounts.models import Membership
from mentoring.notifications import telling
from mentoring.pairs.models import PairMentor, PairWarning
from mentoring.pairs.models.pairs import in_seat
from mentoring.people.models import Person

SUBJECT = "О работе вашей пары"


@dataclass(frozen=True)
class Ready:
    """A letter as it is proposed, or what it lacks to be sent."""

    who: str = ""
    to: str = ""
    subject: str = SUBJECT
    text: str = ""
    lacks: str = ""


def ready(row: PairWarning, today: date, by: Membership) -> Ready:
    """Propose a letter to the leading mentor of today; what the other side said in private stays unsaid."""
    seats = row.pair.mentors.filter(in_seat(today), role=PairMentor.Role.LEAD)
    seat = seats.select_related("mentor__person__membership__user").first()
    if seat is None:
        return Ready(lacks="У пары сегодня нет наставника: писать некому. Назначьте его на странице пары.")
    person = seat.mentor.person
    if not (to := _address(person)):
        return Ready(who=person.full_name, lacks=f"{person.full_name}: нет электронной почты. Впишите её в карточку.")
    address = settings.SITE_URL + school_path(row.pair.organization, "diary_pair", row.pair.public_id)
    context = {"person": person, "warning": row, "address": address, "by": by, "organization": row.pair.organization}
    return Ready(person.full_name, to, text=render_to_string("mail/warning-body.txt", context).strip())


def _address(person: Person) -> str:
    """Return where a mentor reads letters: the address of the card, else that of the account."""
    member = person.membership
    return person.email or (telling.member(member).email if member else "")
