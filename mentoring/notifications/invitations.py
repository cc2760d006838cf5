"""The letter that invites; the same facts stand on the printed sheet."""

from urllib.parse import urlsplit

from django.conf import settings
from django.urls import get_script_prefix, reverse

from mentoring.accounts import inviting
from mentoring.accounts.inviting import Issued
from mentoring.accounts.models import Membership
from mentoring.notifications import letters


def facts() -> dict[str, str]:
    """Return where a code is typed: the whole address, and as it is read aloud."""
    address = settings.SITE_URL + "/" + reverse("invite").removeprefix(get_script_prefix())
    return {"address": address, "spoken": address.removeprefix(f"{urlsplit(address).scheme}://").rstrip("/")}


def post(issued: Issued) -> None:
    """Send the code to the person it was made for."""
    invitation, member = issued.invitation, issued.membership
    context = facts() | {
        "member": member,
        "invitation": invitation,
        "code": issued.code,
        "until": issued.until,
    }
    context["link"] = f"{context['address']}{issued.code}/"
    letters.post(member.organization, member.email, "invitation", context, key=f"invitation:{invitation.pk}")


def tell(member: Membership, *, by: Membership) -> str:
    """Write to a person who was just given a place; say what has happened and what is left to do."""
    if not member.email:
        return f"{member.name}: место готово. Отметьте имя и напечатайте лист с кодом."
    post(inviting.issue(member, by=by))
    return f"{member.name}: приглашение отправлено на {member.email}, действует 72 часа."
