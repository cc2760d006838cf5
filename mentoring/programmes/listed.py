"""The programmes of the school whose member asks: all of them once for a whole page, and the one in use."""

from mentoring.accounts import schooldays
from mentoring.accounts.models import Membership
from mentoring.accounts.operations import Refused
from mentoring.programmes.models import Programme


def of_request(request) -> list[Programme]:
    """Return the programmes that whoever asks may see, the latest first."""
    if not hasattr(request, "programmes"):
        request.programmes = list(Programme.objects.visible_to(request.membership))
    return request.programmes


def in_use(member: Membership) -> Programme | None:
    """Return the programme that the school of this member works with today."""
    return Programme.objects.visible_to(member).in_use(schooldays.today(member.organization))


def needed(member: Membership) -> Programme:
    """Return the programme in use; refuse in words where there is none yet."""
    found = in_use(member)
    if found is None:
        raise Refused("Программы ещё нет. Сначала заведите её: «Программа» в меню слева.")
    return found
