"""Those of the school who hear what the sides of a pair say, and the letters that call them."""

from collections.abc import Collection, Iterable
from contextlib import suppress

from django.conf import settings
from django.db.models import QuerySet

from mentoring.accounts.membership import school_path
from mentoring.accounts.models import Membership, Organization
from mentoring.notifications import letters, telling
from mentoring.pairs.models import Pair


def holders(organization: Organization, roles: Collection[str]) -> QuerySet[Membership]:
    """Return the members who can sign in today and hold one of these roles."""
    rows = Membership.objects.filter(organization=organization, ended_at=None, user__isnull=False)
    return rows.filter(grants__role__in=roles).select_related("user", "organization").distinct()


def apart_from(pair: Pair, roles: Collection[str]) -> QuerySet[Membership]:
    """Return the holders of these roles who have never stood on a side of this pair, themselves or by a child."""
    rows = holders(pair.organization, roles)
    own = ("mentors__seats", "mentees__seats", "wards__child__mentees__seats")
    for path in own:
        rows = rows.exclude(**{f"person__{path}__pair": pair})
    return rows


def write(members: Iterable[Membership], stem: str, page: str, *args: int, key: str) -> None:
    """Call each of them to a page of the school by the letter `mail/<stem>-…`, which names nobody of the pair.

    A school out of letters for today still keeps the deed: it waits on the page.
    """
    for member in members:
        if address := telling.member(member).email:
            context = {"member": member, "page": settings.SITE_URL + school_path(member.organization, page, *args)}
            with suppress(letters.TooManyLetters):
                letters.post(member.organization, address, stem, context, key=f"{key}:{member.pk}")
