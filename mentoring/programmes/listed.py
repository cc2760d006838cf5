"""The programmes of the school whose member asks: all of them once for a whole page, and the one in use."""

from mentoring.accounts import schooldays
from mentoring.accounts.models import Membership
from mentoring.accounts.operations import Refused
from mentoring.programmes import models as programmes
from mentoring.programmes.models import Programme

NONE_YET = "Программы ещё нет. Сначала заведите её: «Программа» в меню слева."


def of_request(request) -> list[Programme]:
    """Return the programmes that whoever asks may see, the latest first."""
    if not hasattr(request, "programmes"):
        request.programmes = list(Programme.objects.visible_to(request.membership))
    return request.programmes


def on_page(request) -> Programme | None:
    """Return the programme in use from those that the page has asked for anyway."""
    return programmes.in_use(of_request(request), schooldays.today(request.membership.organization))


def in_use(member: Membership) -> Programme | None:
    """Return the programme that the school of this member works with today."""
    return Programme.objects.visible_to(member).in_use(schooldays.today(member.organization))


def needed(member: Membership) -> Programme:
    """Return the programme in use; refuse in words where there is none yet."""
    found = in_use(member)
    if found is None:
        raise Refused(NONE_YET)
    return found
